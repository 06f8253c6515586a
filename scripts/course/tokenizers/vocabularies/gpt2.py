"""GPT-2: the first byte-level BPE. Its file is compact, and older than some fields that others have."""

import json
from collections.abc import Mapping

from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "ggml-vocab-gpt-2.gguf"

_END = 50_256  # <|endoftext|>, the last id


@rebuilt_from(GGUF)
def base(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    tokens = metadata["tokenizer.ggml.tokens"]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": True}
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": _END, "special": True, "content": tokens[_END], **flags}],
        "normalizer": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True},
        "post_processor": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True},
        "model": {
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "",
            "fuse_unk": False,
            "vocab": {token: id for id, token in enumerate(tokens)},
            "merges": list(metadata["tokenizer.ggml.merges"]),
        },
    }
    return {
        "tokenizer.json": json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8"),
        "tokenizer_config.json": b'{"model_max_length": 1024}',
    }
