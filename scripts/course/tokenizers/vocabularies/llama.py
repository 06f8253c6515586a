"""Llama 3.1, instruct and base: one vocabulary, two end-of-text tokens, one chat template."""

from collections.abc import Mapping

from course.tokenizers.vocabularies import parts
from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "ggml-vocab-llama-bpe.gguf"
TEMPLATE = "templates/meta-llama-Llama-3.1-8B-Instruct.jinja"

_PLAIN = 128_000  # tokens of the vocabulary proper; the 256 special ones follow
# The GGUF holds Llama 3.0's names for these; 3.1 renamed some of the reserved ones.
_NAMED = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|reserved_special_token_0|>",
    "<|reserved_special_token_1|>",
    "<|finetune_right_pad_id|>",
    "<|reserved_special_token_2|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eom_id|>",
    "<|eot_id|>",
    "<|python_tag|>",
    *(f"<|reserved_special_token_{n}|>" for n in range(3, 248)),
)


@rebuilt_from(GGUF, TEMPLATE)
def instruct(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    return _files(metadata, eos_token="<|eot_id|>", chat_template=templates[TEMPLATE], end="")


@rebuilt_from(GGUF)
def base(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    return _files(metadata, eos_token="<|end_of_text|>", chat_template=None, end="\n")


def _files(metadata: Mapping, *, eos_token: str, chat_template: str | None, end: str) -> Files:
    added = [parts.added_token(_PLAIN + n, name) for n, name in enumerate(_NAMED)]
    tokenizer = parts.tokenizer_json(
        added=added,
        normalizer=None,
        pre_tokenizer=parts.sequence(
            "pretokenizers",
            parts.split_words("{1,3}"),
            parts.byte_level(add_prefix_space=False, trim_offsets=True, use_regex=False),
        ),
        post_processor=parts.sequence(
            "processors",
            parts.byte_level(add_prefix_space=True, trim_offsets=False, use_regex=True),
            parts.template(before=_NAMED[0], before_id=_PLAIN),
        ),
        decoder=parts.byte_level(add_prefix_space=True, trim_offsets=True, use_regex=True),
        model=parts.bpe(
            metadata["tokenizer.ggml.tokens"][:_PLAIN], metadata["tokenizer.ggml.merges"], ignore_merges=True
        ),
        end=end,
    )
    config = {
        "added_tokens_decoder": parts.added_tokens_decoder(added),
        "bos_token": _NAMED[0],
        **({} if chat_template is None else {"chat_template": chat_template}),
        "clean_up_tokenization_spaces": True,
        "eos_token": eos_token,
        "model_input_names": ["input_ids", "attention_mask"],
        "model_max_length": 131072,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
    return {
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": (parts.dump(config) + "\n").encode("utf-8"),
    }
