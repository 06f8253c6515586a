"""Truncation and padding, as Python has them and as tokenizer.json has them."""

_DIRECTIONS = {"left": "Left", "right": "Right"}
_STRATEGIES = {"longest_first": "LongestFirst", "only_first": "OnlyFirst", "only_second": "OnlySecond"}


def saved_truncation(settings):
    return settings and {
        "direction": _DIRECTIONS[settings["direction"]],
        "max_length": settings["max_length"],
        "strategy": _STRATEGIES[settings["strategy"]],
        "stride": settings["stride"],
    }


def read_truncation(saved):
    back = lambda names, value: next(name for name, there in names.items() if there == value)  # noqa: E731
    return saved and {
        "max_length": saved["max_length"],
        "stride": saved["stride"],
        "strategy": back(_STRATEGIES, saved["strategy"]),
        "direction": back(_DIRECTIONS, saved.get("direction", "Right")),
    }


def saved_padding(settings):
    return settings and {
        "strategy": "BatchLongest" if settings["length"] is None else {"Fixed": settings["length"]},
        "direction": _DIRECTIONS[settings["direction"]],
        **{name: settings[name] for name in ("pad_to_multiple_of", "pad_id", "pad_type_id", "pad_token")},
    }


def read_padding(saved):
    return saved and {
        "length": None if saved["strategy"] == "BatchLongest" else saved["strategy"]["Fixed"],
        **{name: saved.get(name) for name in ("pad_to_multiple_of", "pad_id", "pad_token", "pad_type_id")},
        "direction": saved["direction"].lower(),
    }
