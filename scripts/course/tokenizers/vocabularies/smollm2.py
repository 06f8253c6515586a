"""SmolLM2: StarCoder2's kind of byte-level BPE, as the GGUF file of its weights carries it, chat template and all."""

from collections.abc import Mapping

from course.tokenizers.vocabularies import parts
from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"

_SPECIAL = 17  # the first ids of the vocabulary are its special tokens


@rebuilt_from(GGUF)
def instruct(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    tokens = metadata["tokenizer.ggml.tokens"]
    added = [parts.added_token(id, tokens[id]) for id in range(_SPECIAL)]
    tokenizer = parts.tokenizer_json(
        added=added,
        normalizer=None,
        pre_tokenizer=parts.sequence(
            "pretokenizers",
            {"type": "Digits", "individual_digits": True},
            parts.byte_level(add_prefix_space=False, trim_offsets=True, use_regex=True),
        ),
        post_processor=None,
        decoder=parts.byte_level(add_prefix_space=True, trim_offsets=True, use_regex=True),
        model=parts.bpe(tokens, metadata["tokenizer.ggml.merges"], ignore_merges=False),
    )
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
