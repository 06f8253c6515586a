"""SmolLM2: StarCoder2's kind of byte-level BPE, as the GGUF file of its weights carries it, chat template and all."""

from collections.abc import Mapping

from course.tokenizers.vocabularies import parts
from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from
from course.tokenizers.vocabularies.starcoder2 import digits_alone

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"

_SPECIAL = 17  # the first ids of the vocabulary are its special tokens


@rebuilt_from(GGUF)
def instruct(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    tokens = metadata["tokenizer.ggml.tokens"]
    tokenizer, added = digits_alone(metadata, _SPECIAL)
    end_of_text, start, end = tokens[:3]
    config = {
        "add_prefix_space": False,
        "added_tokens_decoder": parts.added_tokens_decoder(added),
        "additional_special_tokens": [start, end],
        "bos_token": start,
        "chat_template": metadata["tokenizer.chat_template"],
        "clean_up_tokenization_spaces": False,
        "eos_token": end,
        "model_max_length": 8192,
        "pad_token": end,
        "tokenizer_class": "GPT2Tokenizer",
        "unk_token": end_of_text,
        "vocab_size": len(tokens),
    }
    return {
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": (parts.dump(config) + "\n").encode("utf-8"),
    }
