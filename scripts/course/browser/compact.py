"""A loaded tokenizer -> the compact asset that a page's small engine runs on (pure, deterministic; format 3).

What that engine does not know goes into a packed asset (`packed.py`).

The pipeline is taken as transformers loaded it (`backend_tokenizer.to_str()`), because the class that transformers
picks changes the ids. Three things make the file small and the reader's browser independent of its own Unicode data:

* the vocabulary is one text, tokens in the order of their ids; it stands behind the line of JSON that has the rest, so
  that a page reads it from its bytes;
* a merge is not written out: its rank follows from the id of the token that it makes (`merge_rules`);
* what `\\p{L}`, `\\p{N}` and `\\s` match, and what NFC composes, is measured on the Rust library and travels along
  (`course.browser.unicode_classes`).
"""

import json
import re

from course.browser.merge_rules import merge_rules
from course.browser.unicode_classes import measured_classes, measured_composition, portable_pattern
from course.contract import contract
from course.errors import CourseError

FORMAT = 3
_PROPERTY = re.compile(r"\\[pP]\{(\w+)\}")
_CLASS_ATTRIBUTES = (
    "padding_side", "truncation_side", "model_max_length", "clean_up_tokenization_spaces", "split_special_tokens",
    "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output", "model_input_names", "add_prefix_space",
    "name_or_path", "backend", "verbose", "chat_template", "response_template", "chat_control_tokens",
)  # fmt: skip


class NotCompact(CourseError):
    """The small engine does not know this pipeline."""


def compact(repo: str, beside: dict, document: dict) -> bytes:
    """The asset of one tokenizer, in UTF-8: a line of JSON, then the vocabulary.

    `document` is the pipeline of what `AutoTokenizer.from_pretrained(repo)` returned, untouched; `beside` its
    `surface`, with what transformers warns of at loading. Raises NotCompact for a pipeline that the small engine does
    not know; better here than a wrong id in a reader's browser.
    """
    model = document["model"]
    if (
        model["type"] != "BPE"
        or model.get("dropout")
        or model.get("continuing_subword_prefix")
        or model.get("end_of_word_suffix")
    ):
        raise NotCompact(f"{repo} is not a plain BPE tokenizer; the small engine knows no other.")
    if not _known_normalizer(document["normalizer"]):
        raise NotCompact(f"the small engine does not know the normalizer of {repo}.")
    pre_tokenizer = portable_pre_tokenizer(document["pre_tokenizer"])
    if pre_tokenizer and [part["type"] for part in pre_tokenizer.get("pretokenizers", ())] != ["Split", "ByteLevel"]:
        raise NotCompact(f"the small engine does not cut texts as {repo} does.")
    vocabulary = in_order(repo, model["vocab"])
    if any(" " in token for token in vocabulary):
        raise NotCompact(f"a token of {repo} holds a space; the small engine's format cannot hold that.")
    asset = {
        "format": FORMAT,
        "repo": repo,
        "normalizer": document["normalizer"],
        "pre_tokenizer": pre_tokenizer,
        "post_processor": document["post_processor"],
        "decoder": document["decoder"],
        "unk_token": model["unk_token"],
        "fuse_unk": model["fuse_unk"],
        "byte_fallback": model["byte_fallback"],
        "ignore_merges": model["ignore_merges"],
        "merges": merge_rules(repo, vocabulary, model["merges"]),
        "classes": _classes(document),
        "added": [added(token) for token in document["added_tokens"]],
        # text in text: JavaScript would round 1e30
        "surface": as_json(beside | {"pipeline": _as_it_was(document)}),
        "size": len(vocabulary),
    }
    return written(asset, " ".join(vocabulary))


def written(head: dict, vocabulary: str) -> bytes:
    """An asset: JSON has no line break, so the first one ends the head."""
    return f"{as_json(head)}\n{vocabulary}".encode()


def parts(asset: bytes) -> tuple[dict, str]:
    """Head and vocabulary of an asset."""
    head, _, vocabulary = asset.decode().partition("\n")
    return json.loads(head), vocabulary


def in_order(repo: str, vocab: dict[str, int]) -> list[str]:
    """Tokens in the order of their ids. CourseError where these have gaps."""
    tokens = sorted(vocab, key=vocab.__getitem__)
    if [vocab[token] for token in tokens] != list(range(len(tokens))):
        raise CourseError(f"the ids of {repo} have gaps; no format of an asset can hold that.")
    return tokens


def _known_normalizer(config: dict | None) -> bool:
    """Nothing, NFC, or a prefix and one character for another (live/src/tokenizers/normalize.ts)."""
    if config is None or config == {"type": "NFC"}:
        return True
    parts = config.get("normalizers", ())
    if [part["type"] for part in parts] != ["Prepend", "Replace"]:
        return False
    return len(parts[1]["pattern"].get("String", "")) == 1


def _as_it_was(document: dict) -> dict:
    """What the asset has in other words than the tokenizer, for whoever looks at it or writes it to a file."""
    original = document["pre_tokenizer"]
    affixes = {name: document["model"][name] for name in ("continuing_subword_prefix", "end_of_word_suffix")}
    return ({} if portable_pre_tokenizer(original) == original else {"pre_tokenizer": original}) | {"affixes": affixes}


def _classes(document: dict) -> dict[str, str]:
    composition = measured_composition() if document["normalizer"] == {"type": "NFC"} else {}
    properties = sorted(set(_PROPERTY.findall(json.dumps(document["pre_tokenizer"]))))
    return (measured_classes(*properties) if document["pre_tokenizer"] else {}) | composition


def portable_pre_tokenizer(config: dict | None) -> dict | None:
    """The same pre-tokenizer with patterns that mean the same in every browser."""
    if config is None:
        return None
    if config["type"] == "Sequence":
        return {**config, "pretokenizers": [portable_pre_tokenizer(part) for part in config["pretokenizers"]]}
    if (
        config["type"] == "Split"
        and "Regex" in config["pattern"]
        and config["behavior"] == "Isolated"
        and not config["invert"]
    ):
        return {**config, "pattern": {"Regex": portable_pattern(config["pattern"]["Regex"])}}
    if config["type"] == "ByteLevel" and not config["add_prefix_space"]:
        # The JavaScript library's own pattern for `use_regex` has a `\s` that includes U+FEFF.
        gpt2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
        split = {"type": "Split", "pattern": {"Regex": gpt2}, "behavior": "Isolated", "invert": False}
        plain = {**config, "use_regex": False}
        return {"type": "Sequence", "pretokenizers": [split, plain]} if config["use_regex"] else plain
    raise NotCompact(f"the small engine does not know the pre-tokenizer {config['type']} with these settings.")


def surface(tokenizer) -> dict:
    """What `live/python/transformers` needs beside the pipeline: class, attributes, special tokens."""

    def plain(token):
        return token if token is None or isinstance(token, str) else {"content": token.content, **_flags(token)}

    return {
        "class": type(tokenizer).__name__,
        "module": type(tokenizer).__module__,
        "attributes": {name: getattr(tokenizer, name) for name in _CLASS_ATTRIBUTES},
        "special_tokens": {name: plain(token) for name, token in tokenizer._special_tokens_map.items()},
        "extra_special_tokens": [plain(token) for token in tokenizer._extra_special_tokens],
        "saved": {name: value for name, value in tokenizer.init_kwargs.items() if _is_saved(name, value)},
        "made_with": sorted(tokenizer.init_kwargs),
    }


def as_json(value: object) -> str:
    """Without spaces, in any alphabet."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_saved(name: str, value) -> bool:
    """Whether a keyword of the constructor goes into a saved tokenizer_config.json, and is not known yet."""
    known = name in _CLASS_ATTRIBUTES or name.endswith(("_token", "_file", "_special_tokens"))
    return not known and name != "added_tokens_decoder" and isinstance(value, (str, int, float, list, dict, type(None)))


def _flags(token) -> dict:
    return {name: getattr(token, name) for name in contract()["addedTokenFlags"]}


def added(token: dict) -> list:
    """[id, content, flags]: a bit for each of the contract's addedTokenFlags, the lowest first."""
    return [
        token["id"],
        token["content"],
        sum(token[name] << bit for bit, name in enumerate(contract()["addedTokenFlags"])),
    ]
