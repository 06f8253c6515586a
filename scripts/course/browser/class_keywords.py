"""What the constructor of a tokenizer class of transformers makes of its keywords, found by loading with it."""

import inspect
from collections.abc import Mapping

from course.browser.class_probe import FIRST, NAMED, Probe, slot

_OF_ALL = (
    *("padding_side", "truncation_side", "model_input_names", "model_max_length"),
    *("_add_bos_token", "_add_eos_token"),
)
# Files; and what the table has in places of its own.
_OTHER = {"self", "vocab", "merges", "vocab_file", "merges_file", "normalizer_file", "entity_vocab", "tokenizer_class",
          "extra_special_tokens", "additional_special_tokens", "model_specific_special_tokens"}  # fmt: skip


def keywords(probe: Probe, loaded, base: type) -> dict:
    """`usual`: attributes of all tokenizers that begin otherwise. `keeps`: what the class is made with beside tokens
    and files, with its defaults. `attributes`: those of `keeps` that it has as attributes. `drops`: keywords that it
    takes and does not keep. `listed`: it has a parameter for what older files call `additional_special_tokens`.
    `around`: what comes of the keywords `add_bos_token` and `add_eos_token`, a post-processor as of all tokenizers
    (`made`), or none (`ignored`); or null."""
    plain = Probe(base, probe.kind).load({})
    kept = {
        name: value
        for name, value in loaded.init_kwargs.items()
        if name not in plain.init_kwargs and _is_kept(name, value)
    }
    return {
        "usual": {name: value for name in _OF_ALL if (value := getattr(loaded, name)) != getattr(plain, name)},
        "keeps": {name: getattr(loaded, name, value) for name, value in kept.items()},
        "attributes": [name for name in kept if name in vars(loaded) and name not in (*NAMED, *_OF_ALL)],
        "drops": [name for name in _told(probe.cls) if name not in loaded.init_kwargs and _is_kept(name, None)],
        "listed": "additional_special_tokens" in _told(probe.cls),
        "around": _around(probe),
    }


def _around(probe: Probe) -> str | None:
    plain, made = set(), set()
    for given in [{"add_bos_token": True}, {"add_eos_token": True}, {"add_bos_token": False}]:
        for processor in (True, False):
            without, asked = probe.steps({}, processor=processor), probe.steps({}, processor=processor, given=given)
            rest = {step: one for step, one in asked.items() if step != "post_processor"}
            plain.add(asked == without)
            made.add(rest.items() <= without.items() and asked["post_processor"] == _template(given))
    return "ignored" if plain == {True} else "made" if made == {True} else None


def _template(given: Mapping) -> dict:
    """As `update_post_processor` of all tokenizers makes it."""
    before = [slot("bos_token")] if given.get("add_bos_token") else []
    after = [slot("eos_token")] if given.get("add_eos_token") else []

    def around(sequence: str, type_id: int) -> list:
        special = [
            [{"SpecialToken": {"id": token, "type_id": type_id}} for token in tokens] for tokens in (before, after)
        ]
        return [*special[0], {"Sequence": {"id": sequence, "type_id": type_id}}, *special[1]]

    tokens = {token: {"id": token, "ids": [slot("#" + token[1:-1])], "tokens": [token]} for token in before + after}
    sequences = {"single": around("A", 0), "pair": around("A", 0) + around("B", 1)}
    return {"type": "TemplateProcessing", **sequences, "special_tokens": tokens}


def _is_kept(name: str, value) -> bool:
    if name == "extra_special_tokens" and value == []:
        return True
    if name in _OTHER or name.startswith("_") or name.endswith("_token") and value is not None:
        return False
    if isinstance(value, int) and value >= FIRST:  # an id of the vocabulary
        return False
    simple = value if isinstance(value, list) else [value]
    return all(one is None or isinstance(one, (bool, int, str)) for one in simple)


def _told(cls: type) -> list[str]:
    """Parameters of its constructor by name."""
    found: dict[str, None] = {}
    for one in cls.__mro__:
        if "__init__" in one.__dict__ and one.__module__.startswith("transformers.models"):
            given = inspect.signature(one.__dict__["__init__"]).parameters.values()
            found |= {each.name: None for each in given if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)}
    return list(found)
