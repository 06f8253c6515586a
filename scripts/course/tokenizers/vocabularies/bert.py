"""BERT's WordPiece vocabulary, as bge-small has it. llama.cpp writes word starts and pieces the other way round."""

from collections.abc import Mapping

from course.tokenizers.vocabularies import parts
from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "ggml-vocab-bert-bge.gguf"

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


@rebuilt_from(GGUF)
def bge_small(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    tokens = [_piece(token) for token in metadata["tokenizer.ggml.tokens"]]
    vocabulary = {token: id for id, token in enumerate(tokens)}
    pad, unk, cls, sep, mask = _SPECIAL

    def special(name: str, type_id: int) -> dict:
        return {"SpecialToken": {"id": name, "type_id": type_id}}

    single = [special(cls, 0), {"Sequence": {"id": "A", "type_id": 0}}, special(sep, 0)]
    tokenizer = parts.tokenizer_json(
        added=[parts.added_token(vocabulary[name], name) for name in _SPECIAL],
        normalizer={
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        pre_tokenizer={"type": "BertPreTokenizer"},
        post_processor={
            "type": "TemplateProcessing",
            "single": single,
            "pair": [*single, {"Sequence": {"id": "B", "type_id": 1}}, special(sep, 1)],
            "special_tokens": {name: {"id": name, "ids": [vocabulary[name]], "tokens": [name]} for name in (cls, sep)},
        },
        decoder={"type": "WordPiece", "prefix": "##", "cleanup": True},
        model={
            "type": "WordPiece",
            "unk_token": unk,
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    )
    config = {
        "clean_up_tokenization_spaces": True,
        "cls_token": cls,
        "do_basic_tokenize": True,
        "do_lower_case": True,
        "mask_token": mask,
        "model_max_length": 512,
        "never_split": None,
        "pad_token": pad,
        "sep_token": sep,
        "strip_accents": None,
        "tokenize_chinese_chars": True,
        "tokenizer_class": "BertTokenizer",
        "unk_token": unk,
    }
    return {"tokenizer.json": tokenizer, "tokenizer_config.json": (parts.dump(config) + "\n").encode("utf-8")}


def _piece(token: str) -> str:
    """`▁word` begins a word, `[…]` is special, anything else goes on with one."""
    if token.startswith("▁"):
        return token[1:]
    return token if token.startswith("[") and token.endswith("]") else f"##{token}"
