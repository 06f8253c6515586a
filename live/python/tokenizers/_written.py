"""A Tokenizer as the text of a tokenizer.json, and its sections as they are shown."""

import json

from tokenizers._component import compact
from tokenizers._sections import saved_padding, saved_truncation
from tokenizers._show import Bare, Struct

_FLAGS = ("content", "single_word", "lstrip", "rstrip", "normalized", "special")
_STEPS = ("normalizer", "pre_tokenizer", "post_processor", "decoder")


def document(tokenizer, pretty):
    """All in the library's order. The model is written by JavaScript, so that large ones take no time here."""
    head = {
        **_sections(tokenizer),
        **{name: None if part is None else part._config() for name in _STEPS for part in [getattr(tokenizer, name)]},
    }
    model = tokenizer.model._box.written(pretty)
    if pretty:
        return json.dumps(head, ensure_ascii=False, indent=2)[:-2] + f',\n  "model": {model}\n}}'
    return compact(head)[:-1] + f',"model":{model}}}'


def _sections(tokenizer):
    return {
        "version": "1.0",
        "truncation": saved_truncation(tokenizer.truncation),
        "padding": saved_padding(tokenizer.padding),
        "added_tokens": added_tokens(tokenizer),
    }


def added_tokens(tokenizer):
    return [{"id": id_, **dict(zip(_FLAGS, row, strict=True))} for id_, *row in tokenizer._added_rows()]


def sections_shown(tokenizer):
    sections = _sections(tokenizer)
    if truncation := sections["truncation"]:
        names = {"direction", "strategy"}
        fields = {name: Bare(value) if name in names else value for name, value in truncation.items()}
        sections["truncation"] = Struct("TruncationParams", fields)
    if padding := sections["padding"]:
        strategy = padding["strategy"]
        fixed = Bare(strategy) if isinstance(strategy, str) else Struct("Fixed", strategy, plain=True)
        fields = {**padding, "strategy": fixed, "direction": Bare(padding["direction"])}
        sections["padding"] = Struct("PaddingParams", fields)
    return sections
