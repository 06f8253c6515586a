"""What a tokenizer class of transformers makes itself, and what it takes from the file, found by loading with it."""

import inspect
import itertools
import json
import re
from collections.abc import Iterable, Mapping

from course.browser.class_keywords import keywords
from course.browser.class_probe import FILE, KINDS, STEPS, Probe, slot
from course.browser.class_tokens import added_tokens, more_of, more_tokens, named_tokens

_OF_A_TEXT = ("_encode_plus", "encode", "tokenize", "__call__", "_tokenize", "_batch_encode_plus")
_ORDINARY = ("", "w1 w2", " Two  lines\n", "<s> </s>", "né 😀 東京")
_OF_A_FILE = ("mapped", "processor")
# What no class tells apart in its backend, or what is about files.
_OTHER = {"vocab", "merges", "self", "args", "kwargs", "errors", "_spm_precompiled_charsmap"}


def recipe(cls: type, base: type) -> dict | None:
    """All that a page must know of a class; None where it cannot be remade.

    `kinds`: kinds of models that it takes. Each of STEPS: [settings that change it, {their values, joined by spaces:
    the step}], a step being FILE or JSON with slots. `slots`: texts that the config may put in, with their defaults.
    `fixed`: settings that change something in a way that is not told here, with their defaults. `refuses`: values at
    which it raises. `own`: it has methods of its own for texts, which do with ordinary ones what its steps do. `needs`:
    tokens without which it changes the vocabulary. The others are those of class_tokens.py and class_keywords.py.
    """
    own = any(getattr(cls, name, None) is not getattr(base, name, None) for name in _OF_A_TEXT)
    found = {kind: made for kind in KINDS if (made := _of_kind(cls, kind, own, base))}
    if not found:
        return None
    kinds = list(found)
    if any(found[kind] != found[kinds[0]] for kind in kinds):
        return None
    return {"kinds": kinds} | found[kinds[0]]


def _of_kind(cls: type, kind: str, own: bool, base: type) -> dict | None:
    flags, texts = _parameters(cls)
    probe = Probe(cls, kind, texts)
    try:
        plain = probe.steps({})
        defaults = probe.load({})
    except Exception:  # whatever a class raises, such files are not for it
        return None
    if plain["model"] != FILE and plain["model"]["type"] != kind:
        return None
    needs = probe.asked_of_vocabulary() if not Probe(cls, kind, texts).keeps_lists() else []
    if not probe.has_lists(defaults) or own and not _reads_as_its_steps(defaults):
        return None
    slots, fixed = _texts(probe, plain, texts)
    tokens = named_tokens(defaults)
    table, refuses = _switches(probe, {name: values for name, values in flags.items() if name not in slots}, slots)
    return {
        **table,
        "refuses": refuses,
        "own": own,
        "decodes": getattr(cls, "_decode", None) is not getattr(base, "_decode", None),
        "needs": needs,
        "slots": slots,
        "fixed": fixed,
        "tokens": tokens,
        "more": more_tokens(probe, defaults),
        **added_tokens(probe, tokens),
        **keywords(probe, defaults, base),
    }


def _parameters(cls: type) -> tuple[dict[str, list], dict[str, object]]:
    """Settings with the values to try, and texts and numbers with their defaults."""
    flags: dict[str, list] = {}
    others: dict[str, object] = {}
    for one in cls.__mro__:
        if "__init__" not in one.__dict__ or not one.__module__.startswith("transformers.models"):
            continue
        init = one.__dict__["__init__"]
        source = inspect.getsource(init)
        asked = dict.fromkeys(re.findall(r'kwargs\.(?:get|pop)\("(\w+)"', source))
        told = {name: given.default for name, given in inspect.signature(init).parameters.items()}
        for name, default in (asked | told).items():
            if name in _OTHER or name.endswith(("_token", "_file", "special_tokens")):
                continue
            if isinstance(default, bool) or default is None:
                flags.setdefault(name, [False, True, None])
            if not isinstance(default, bool):
                others.setdefault(name, default)
    return flags, others


def _texts(probe: Probe, plain: Mapping, texts: Mapping[str, object]) -> tuple[dict, dict]:
    slots, fixed = {}, {}
    for name, default in texts.items():
        for value in [1, 3] if isinstance(default, int) else [slot(name)]:
            try:
                made = probe.steps({name: value})
            except Exception:
                fixed[name] = default
                continue
            if made == plain and isinstance(value, int) and more_of(probe, {name: value}) != more_of(probe, {}):
                fixed[name] = default
            if made == plain or name in fixed:
                continue
            known = _at_slot(made, plain, name, default) if value == slot(name) else None
            if known is None:
                fixed[name] = default
            else:
                slots[name] = known
    return {name: text for name, text in slots.items() if name not in fixed}, fixed


def _reads_as_its_steps(tokenizer) -> bool:
    try:
        return all(tokenizer.encode(text) == tokenizer.backend_tokenizer.encode(text).ids for text in _ORDINARY)
    except Exception:  # it takes no texts
        return False


def _at_slot(made: Mapping, plain: Mapping, name: str, default) -> str | None:
    """What stands in `plain` where `made`, otherwise the same, has the slot; None where they differ elsewhere."""
    text = json.dumps(made, ensure_ascii=False)
    told = [default] if default is not None else re.findall(r'"([^"]+)"', json.dumps(plain, ensure_ascii=False))
    for one in dict.fromkeys(told):
        if json.loads(text.replace(slot("#" + name), slot("#=" + one)).replace(slot(name), one)) == plain:
            return one
    return None


def _switches(probe: Probe, flags: Mapping[str, list], slots: Iterable[str]) -> tuple[dict, dict]:
    """Each step by the settings that change it, and settings with the values at which the class raises."""
    seen: dict[tuple, dict | None] = {}

    def made(settings: Mapping) -> dict | None:
        key = tuple(sorted((name, value) for name, value in settings.items() if value is not ...))
        if key not in seen:
            config = {name: slot(name) for name in slots} | {
                name: value for name, value in key if name not in _OF_A_FILE
            }
            file = {name: value for name, value in key if name in _OF_A_FILE}
            try:
                seen[key] = probe.steps(config, **file)
            except Exception:
                seen[key] = None
        return seen[key]

    refuses = {name: [_word(v) for v in tried if made({name: v}) is None] for name, tried in flags.items()}
    taken = {name: [v for v in tried if made({name: v})] for name, tried in flags.items()}
    values: dict[str, list] = {name: [..., *tried] for name, tried in taken.items()}
    values |= {"mapped": [False, True], "processor": [True, False]}
    plain = made({})
    # beside what the class does by itself, what it does with everything on, and with everything off
    every = {
        name: next((v for v in tried[1:] if made({name: v}) not in (None, plain)), ...)
        for name, tried in values.items()
    }
    backgrounds: list[dict] = [{}, every, dict.fromkeys(flags, False), dict.fromkeys(flags, True)]
    backgrounds = [one for one in backgrounds if made(one) is not None]
    alike: dict[str, dict] = {}
    for name, tried in values.items():
        groups: dict[str, list] = {}
        for value in tried:
            groups.setdefault(repr([made(one | {name: value}) for one in backgrounds]), []).append(value)
        if len(groups) > 1:
            alike[name] = {value: group[0] for group in groups.values() for value in group}
    names = list(alike)
    rows = []
    for chosen in itertools.product(*(dict.fromkeys(alike[name].values()) for name in names)):
        rows.append((dict(zip(names, chosen, strict=True)), made(dict(zip(names, chosen, strict=True)))))
    table = {step: _reduced(step, rows, names, alike) for step in STEPS}
    return table, {name: words for name, words in refuses.items() if words}


def _reduced(step: str, rows: list, names: list[str], alike: Mapping) -> list:
    """The settings that change a step, and the step for each of their values."""
    needed = []
    for name in names:
        others = [one for one in names if one != name]
        by_others: dict[str, set] = {}
        for settings, made in rows:
            if made:
                by_others.setdefault(repr([settings[one] for one in others]), set()).add(repr(made[step]))
        if any(len(found) > 1 for found in by_others.values()):
            needed.append(name)
    steps = {}
    for settings, made in rows:
        for given in itertools.product(
            *([v for v, of in alike[n].items() if of == settings[n] and type(v) is not int] for n in needed)
        ):
            if made:
                steps[" ".join(map(_word, given))] = made[step]
    return [needed, steps]


def _word(value) -> str:
    return "-" if value is ... else {True: "1", False: "0", None: "n"}[value]
