"""The special and added tokens of a tokenizer class of transformers, found by loading with it."""

from collections.abc import Mapping

from course.browser.class_probe import Probe, slot

_FLAGS = ("single_word", "lstrip", "rstrip", "normalized", "special")
_ODD = {"single_word": False, "lstrip": True, "rstrip": False, "normalized": True, "special": False}


def more_of(probe: Probe, config: Mapping) -> list[str]:
    """Its special tokens without names."""
    return list(map(str, probe.load(config)._extra_special_tokens))


def named_tokens(tokenizer) -> dict:
    """Its special tokens by their names; with flags where they are not the usual ones."""
    added = {token.content: token for token in tokenizer.backend_tokenizer.get_added_tokens_decoder().values()}
    told = {}
    for name, token in tokenizer._special_tokens_map.items():
        if token is None:
            continue
        flags = [int(getattr(added[str(token)], flag)) for flag in _FLAGS]
        told[name] = str(token) if flags == [0, 0, 0, 0, 1] or isinstance(token, str) else [str(token), flags]
    return told


def more_tokens(probe: Probe, defaults) -> list:
    """[its own, what comes of another: `given` alone, `after` its own, `before`; or null; what comes of null: its `own`
    or none: `empty`]."""
    own = list(map(str, defaults._extra_special_tokens))
    none = "own" if more_of(probe, {"extra_special_tokens": None}) == own else "empty"
    try:
        both = list(map(str, probe.load({"extra_special_tokens": [slot("unk_token")]})._extra_special_tokens))
    except Exception:
        return [own, None, none]
    given = [slot("unk_token")]
    ways = {"given": given, "after": own + given, "before": given + own}
    return [own, next((way for way, made in ways.items() if made == both), None), none]


def added_tokens(probe: Probe, tokens: Mapping) -> dict:
    """`fromFile`: added tokens of the file are there whatever the config lists. `resets`: it adds its special tokens
    once more, without the flags that the file gives to those that no config names (`plain`), or to any (`all`)."""
    plain = [one for one in tokens.values() if isinstance(one, str) and one in probe.tokens]
    token = plain[0] if plain else "<s>"
    row = {"content": token, **_ODD}
    kept = _contents(probe.load({}, added=[row]))[token]
    other = {"content": "w5", **_ODD}
    from_file = "w5" in _contents(probe.load({"added_tokens_decoder": {}}, added=[other]))
    given = {"eos_token": {"__type": "AddedToken", "content": slot("eos_token"), **_ODD}}
    strict = not _contents(probe.load(given))[slot("eos_token")].lstrip
    resets = "all" if strict else "plain" if plain and not kept.lstrip else "none"
    return {"fromFile": from_file, "resets": resets}


def _contents(tokenizer) -> dict:
    return {token.content: token for token in tokenizer.backend_tokenizer.get_added_tokens_decoder().values()}
