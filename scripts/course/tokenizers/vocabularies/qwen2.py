"""Qwen2: byte-level BPE after Unicode normalization (NFC)."""

from collections.abc import Mapping

from course.tokenizers.vocabularies import parts
from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "ggml-vocab-qwen2.gguf"

_PLAIN = 151_643
_NAMED = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


@rebuilt_from(GGUF)
def instruct(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    added = [parts.added_token(_PLAIN + n, name) for n, name in enumerate(_NAMED)]
    plain = parts.byte_level(add_prefix_space=False, trim_offsets=False, use_regex=False)
    tokenizer = parts.tokenizer_json(
        added=added,
        normalizer={"type": "NFC"},
        pre_tokenizer=parts.sequence("pretokenizers", parts.split_words(""), plain),
        post_processor=plain,
        decoder=plain,
        model=parts.bpe(metadata["tokenizer.ggml.tokens"][:_PLAIN], metadata["tokenizer.ggml.merges"], affix=""),
    )
    # The GGUF was made before Qwen2 added the full stop to its default system prompt.
    prompt = "You are a helpful assistant"
    template = metadata["tokenizer.chat_template"].replace(prompt, prompt + ".")
    config = {
        "add_prefix_space": False,
        "added_tokens_decoder": parts.added_tokens_decoder(added),
        "additional_special_tokens": list(_NAMED[1:]),
        "bos_token": None,
        "chat_template": template,
        "clean_up_tokenization_spaces": False,
        "eos_token": "<|im_end|>",
        "errors": "replace",
        "model_max_length": 131072,
        "pad_token": "<|endoftext|>",
        "split_special_tokens": False,
        "tokenizer_class": "Qwen2Tokenizer",
        "unk_token": None,
    }
    # Whoever edited the published file wrote this one list on one line.
    spread = '[\n    "<|im_start|>",\n    "<|im_end|>"\n  ]'
    text = parts.dump(config).replace(spread, '["<|im_start|>", "<|im_end|>"]')
    return {
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": (text + "\n").encode("utf-8"),
    }
