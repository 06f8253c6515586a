"""A loaded tokenizer -> the asset that a page's other engine, which reads any tokenizer.json, runs on (pure,
deterministic; format 4; live/src/tokenizers/any/any_asset.ts reads it).

The document as it is, but for the lists: the vocabulary is one text, tokens in the order of their ids; merges follow
from it (`merge_rules.py`); scores are written as differences of 32-bit numbers.
"""

import struct

from course.browser.compact import added, as_json, in_order, written
from course.browser.merge_rules import merge_rules
from course.errors import CourseError

FORMAT = 4
_LISTS = ("vocab", "merges")
_PARTS = ("truncation", "padding", "normalizer", "pre_tokenizer", "post_processor", "decoder")
# What may stand between two tokens: one byte.
_BETWEEN = (" ", *map(chr, range(0x7F, 0, -1)))
# A number in characters that JSON leaves as they are: 57 of them end it, 34 go on.
_LAST, _LASTS, _NEXT, _NEXTS = ord("#"), 57, ord("]"), 34


def packed(repo: str, beside: dict, document: dict) -> bytes:
    """The asset of one tokenizer; `beside` and `document` as in compact.py.

    Raises CourseError for ids with gaps, merges that do not follow from the vocabulary, and scores that are no 32-bit
    numbers.
    """
    model = document["model"]
    vocab = model["vocab"]
    lists: dict = {}
    if model["type"] == "Unigram":
        tokens = [token for token, _ in vocab]
        if len(set(tokens)) < len(tokens):  # the page looks for the first place of a token
            raise CourseError(f"a token of {repo} is there twice; the asset's format cannot hold that.")
        lists["scores"] = packed_scores(repo, [score for _, score in vocab])
    else:
        tokens = in_order(repo, vocab)
    if "merges" in model:
        lists["merges"] = merge_rules(repo, tokens, model["merges"])
    asset = {
        "format": FORMAT,
        "repo": repo,
        "document": {part: document[part] for part in _PARTS}
        | {"model": {key: value for key, value in model.items() if key not in _LISTS}},
        "added": [added(token) for token in document["added_tokens"]],
        "surface": as_json(beside),
        **lists,
        "size": len(tokens),
        "between": (between := _between(repo, tokens)),
    }
    return written(asset, between.join(tokens))


def _between(repo: str, tokens: list[str]) -> str:
    for sign in _BETWEEN:
        if not any(sign in token for token in tokens):
            return sign
    raise CourseError(f"the tokens of {repo} hold every sign that might stand between them.")


def packed_scores(repo: str, scores: list[float]) -> str:
    """Of each score as a 32-bit number, the difference of its bits to those before. CourseError where that would lose
    anything."""
    bits = [_bits("f", "i", score) for score in scores]
    if [_bits("i", "f", number) for number in bits] != scores:
        raise CourseError(f"the scores of {repo} are no 32-bit numbers; the asset's format cannot hold that.")
    return "".join(_digits(after - before) for before, after in zip([0, *bits[:-1]], bits, strict=True))


def _bits(given: str, wanted: str, value: float):
    return struct.unpack("<" + wanted, struct.pack("<" + given, value))[0]


def _digits(number: int) -> str:
    """The lowest digit first; the sign is the lowest bit."""
    rest = 2 * number if number >= 0 else -2 * number - 1
    out = ""
    while rest >= _LASTS:
        rest, digit = divmod(rest, _NEXTS)
        out += chr(_NEXT + digit)
    return out + chr(_LAST + rest)
