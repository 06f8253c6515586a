"""StarCoder2: byte-level BPE in which each digit stands alone."""

from collections.abc import Mapping

from course.tokenizers.vocabularies import parts
from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "ggml-vocab-starcoder.gguf"

_SPECIAL = 38  # the first ids of the vocabulary are its special tokens


def digits_alone(metadata: Mapping, special: int) -> tuple[bytes, list[dict]]:
    """tokenizer.json of such a tokenizer, and its added tokens: the first `special` of the vocabulary."""
    tokens = metadata["tokenizer.ggml.tokens"]
    added = [parts.added_token(id, tokens[id]) for id in range(special)]
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
    return tokenizer, added


@rebuilt_from(GGUF)
def base(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    tokens = metadata["tokenizer.ggml.tokens"]
    tokenizer, added = digits_alone(metadata, _SPECIAL)
    end_of_text = tokens[0]
    config = {
        "add_prefix_space": False,
        "added_tokens_decoder": parts.added_tokens_decoder(added),
        "additional_special_tokens": tokens[:_SPECIAL],
        "bos_token": end_of_text,
        "clean_up_tokenization_spaces": True,
        "eos_token": end_of_text,
        "model_max_length": 1000000000000000019884624838656,
        "tokenizer_class": "GPT2Tokenizer",
        "unk_token": end_of_text,
        "vocab_size": len(tokens),
    }
    return {
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": (parts.dump(config) + "\n").encode("utf-8"),
    }
