"""Templates of TemplateProcessing: "[CLS] $A [SEP]" as pieces, and the special tokens that they name."""

import re

from tokenizers._host import integer, integers, sequence, text

_SEQUENCES = {"": "A", "A": "A", "a": "A", "B": "B", "b": "B"}


def pieces(value):
    """The pieces of a template, a text or a list of texts, as tokenizer.json has them."""
    try:
        parts = text(value).split(" ") if isinstance(value, str) else [text(part) for part in sequence(value)]
    except TypeError:
        raise TypeError("Expected Union[str, List[str]]") from None
    return [_piece(part) for part in parts]


def _piece(part):
    wrong = ValueError(f'Cannot build Piece from string "{part}"')
    name, *types = part.split(":")
    if len(types) > 1 or types and not _is_number(types[0]):
        raise wrong
    if not name.startswith("$"):
        return {"SpecialToken": {"id": name, "type_id": int(types[0]) if types else 0}}
    which, type_id = _SEQUENCES.get(name[1:]), 0
    if which is None:
        if not _is_number(name[1:]):
            raise wrong
        which, type_id = "A", int(name[1:])
    return {"Sequence": {"id": which, "type_id": int(types[0]) if types else type_id}}


def _is_number(value):
    return re.fullmatch(r"\+?[0-9]+", value) is not None and int(value) < 2**32


def special_tokens(value):
    """{name: token} by name, from a list of (token, id), (id, token) and dictionaries."""
    made = [_special(one) for one in sequence([] if value is None else value)]
    return {token["id"]: token for token in sorted(made, key=lambda token: token["id"].encode())}


def _special(value):
    if isinstance(value, dict):
        if missing := next((name for name in ("id", "ids", "tokens") if name not in value), None):
            raise ValueError(f"`{missing}` must be specified")
        token = {
            "id": text(value["id"]),
            "ids": integers(value["ids"]),
            "tokens": [text(one) for one in sequence(value["tokens"])],
        }
        if len(token["ids"]) != len(token["tokens"]):
            raise Exception("SpecialToken: ids and tokens must be of the same length")
        return token
    if isinstance(value, tuple) and len(value) == 2:
        for name, id_ in (value, value[::-1]):
            if isinstance(name, str) and hasattr(type(id_), "__index__"):
                return {"id": text(name), "ids": [integer(id_)], "tokens": [name]}
    raise TypeError("Expected Union[Tuple[str, int], Tuple[int, str], dict]")


def check(single, pair, special):
    """Raises what the library raises for templates that cannot be."""
    used = {piece["Sequence"]["id"] for piece in pair if "Sequence" in piece}
    if used != {"A", "B"}:
        raise ValueError("Template for `pair` must use both sequences")
    named = [piece["SpecialToken"]["id"] for piece in (*single, *pair) if "SpecialToken" in piece]
    if missing := [name for name in dict.fromkeys(named) if name not in special]:
        raise ValueError(f"Missing SpecialToken(s) with id(s) `{', '.join(missing)}`")
