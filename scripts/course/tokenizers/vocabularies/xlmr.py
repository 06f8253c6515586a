"""XLM-R: a SentencePiece Unigram vocabulary, its scores and its map of characters, as llama.cpp carries them for a
model built on it."""

import base64
import json
from collections.abc import Mapping

from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "ggml-vocab-nomic-bert-moe.gguf"

_SIZE = 250_002  # pieces of XLM-R; the GGUF fills up to a round number
_SPECIAL = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "<mask>": _SIZE - 1}


@rebuilt_from(GGUF)
def base(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    spaces = {"type": "Metaspace", "replacement": "▁", "str_rep": "▁", "add_prefix_space": True}
    charsmap = bytes(byte % 256 for byte in metadata["tokenizer.ggml.precompiled_charsmap"])  # GGUF has them signed
    pieces = zip(metadata["tokenizer.ggml.tokens"][:_SIZE], metadata["tokenizer.ggml.scores"][:_SIZE], strict=True)
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": id, "special": True, "content": content, **flags} for content, id in _SPECIAL.items()],
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(charsmap).decode("ascii")},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, spaces]},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special("<s>"), _text("A"), _special("</s>")],
            "pair": [_special("<s>"), _text("A"), _special("</s>"), _special("</s>"), _text("B"), _special("</s>")],
            "special_tokens": {
                name: {"id": name, "ids": [_SPECIAL[name]], "tokens": [name]} for name in ("</s>", "<s>")
            },
        },
        "decoder": spaces,
        "model": {"unk_id": _SPECIAL["<unk>"], "vocab": [list(piece) for piece in pieces]},
    }
    return {
        "tokenizer.json": json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8"),
        "tokenizer_config.json": b'{"model_max_length": 512}',
    }


def _special(name: str) -> dict:
    return {"SpecialToken": {"id": name, "type_id": 0}}


def _text(name: str) -> dict:
    return {"Sequence": {"id": name, "type_id": 0}}
