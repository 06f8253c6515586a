"""How the library shows its objects: `Sequence(normalizers=[NFC(), Lowercase()])`. `str` shortens what `repr` shows."""

from dataclasses import dataclass, field


class Bare(str):
    """A name that is shown without quotes."""


@dataclass
class Struct:
    """`name(key=value, …)`, or with `plain` values alone."""

    name: str
    fields: dict = field(default_factory=dict)
    plain: bool = False


def shown(value, short=False):
    """`short`: at most 5 of a list, and texts of 100 bytes, as in `str`; else at most 99."""
    inner = lambda item: shown(item, short)  # noqa: E731
    match value:
        case Struct():
            parts = [inner(item) if value.plain else f"{key}={inner(item)}" for key, item in value.fields.items()]
            return f"{value.name}({', '.join(parts)})"
        case Bare():
            return str(value)
        case str():
            cut = value.encode()[:100].decode(errors="ignore") + "..." if short and len(value.encode()) > 100 else value
            return f'"{cut}"'
        case float():
            return _number(value)
        case dict():
            return (
                "{" + _some([f"{inner(key)}:{inner(item)}" for key, item in _first(value.items(), short)], short) + "}"
            )
        case tuple():
            return "(" + _some([inner(item) for item in value], short) + ")"
        case list():
            return "[" + _some([inner(item) for item in _first(value, short)], short) + "]"
        case _:
            return str(value)


def _first(items, short):
    """No more than what is shown, and one more that says that there are others."""
    most = 6 if short else 100
    return [item for item, _ in zip(items, range(most))]


def _some(parts, short):
    most = 5 if short else 99
    return ", ".join(parts[:most] + ["..."] if len(parts) > most else parts)


def _number(value):
    """A float as Rust shows it: without an exponent, and without a point where there is nothing behind it."""
    if value != value or value in (float("inf"), float("-inf")):
        return {"nan": "NaN"}.get(str(value), str(value))
    return f"{value:.0f}" if value == int(value) else format(_exact(value), "f")


def _exact(value):
    from decimal import Decimal

    return Decimal(repr(value))
