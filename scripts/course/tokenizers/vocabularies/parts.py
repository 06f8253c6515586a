"""The pieces that tokenizer files are made of, as the dictionaries that the tokenizers library writes.

Key order matters everywhere: the rebuilt files must equal the published ones byte for byte.
"""

import json
from collections.abc import Iterable

# The split pattern of Llama 3 (tokenizer.json of meta-llama/Llama-3.1-8B); `digits` says how many digits stay together.
_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def added_token(id: int, content: str, *, rstrip: bool = False, special: bool = True) -> dict:
    """An entry of `added_tokens` in tokenizer.json."""
    return {
        "id": id,
        "content": content,
        "single_word": False,
        "lstrip": False,
        "rstrip": rstrip,
        "normalized": False,
        "special": special,
    }


def added_tokens_decoder(added: Iterable[dict]) -> dict[str, dict]:
    """The same tokens as tokenizer_config.json lists them: id as text -> properties in alphabetical order."""
    return {str(token["id"]): {key: token[key] for key in sorted(token) if key != "id"} for token in added}


def byte_level(*, add_prefix_space: bool, trim_offsets: bool, use_regex: bool) -> dict:
    return {
        "type": "ByteLevel",
        "add_prefix_space": add_prefix_space,
        "trim_offsets": trim_offsets,
        "use_regex": use_regex,
    }


def sequence(kind: str, *parts: dict) -> dict:
    """A Sequence; `kind` is the key of its list: normalizers, pretokenizers, processors or decoders."""
    return {"type": "Sequence", kind: list(parts)}


def split_words(digits: str) -> dict:
    """Llama 3's regular expression as a pre-tokenizer; `digits` is the quantifier after `\\p{N}`."""
    return {"type": "Split", "pattern": {"Regex": _SPLIT % digits}, "behavior": "Isolated", "invert": False}


def replace(old: str, new: str) -> dict:
    return {"type": "Replace", "pattern": {"String": old}, "content": new}


def template(*, before: str = "", before_id: int = 0) -> dict:
    """TemplateProcessing for one text (A) and a pair (A, B), with a special token before each text if one is named."""

    def text(name: str, type_id: int) -> list[dict]:
        special = [{"SpecialToken": {"id": before, "type_id": type_id}}] if before else []
        return [*special, {"Sequence": {"id": name, "type_id": type_id}}]

    special = {before: {"id": before, "ids": [before_id], "tokens": [before]}} if before else {}
    return {
        "type": "TemplateProcessing",
        "single": text("A", 0),
        "pair": text("A", 0) + text("B", 1),
        "special_tokens": special,
    }


def bpe(
    tokens: Iterable[str],
    merges: Iterable[str],
    *,
    unk_token: str | None = None,
    affix: str | None = None,
    fuse_unk: bool = False,
    byte_fallback: bool = False,
    ignore_merges: bool | None = None,
) -> dict:
    """A BPE model. `merges` are "left right". `affix` fills both affix fields; `ignore_merges` None leaves it out."""
    return {
        "type": "BPE",
        "dropout": None,
        "unk_token": unk_token,
        "continuing_subword_prefix": affix,
        "end_of_word_suffix": affix,
        "fuse_unk": fuse_unk,
        "byte_fallback": byte_fallback,
        **({} if ignore_merges is None else {"ignore_merges": ignore_merges}),
        "vocab": {token: id for id, token in enumerate(tokens)},
        "merges": list(merges),
    }


def tokenizer_json(*, added, normalizer, pre_tokenizer, post_processor, decoder, model, end: str = "") -> bytes:
    """tokenizer.json as the tokenizers library writes it; `end` is what follows the closing brace."""
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": list(added),
        "normalizer": normalizer,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": post_processor,
        "decoder": decoder,
        "model": model,
    }
    return (dump(document) + end).encode("utf-8")


def dump(document: dict) -> str:
    """JSON in the form that both Hugging Face libraries write."""
    return json.dumps(document, indent=2, ensure_ascii=False)
