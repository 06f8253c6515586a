"""The part of `transformers.utils` that a page has."""

from tokenizers._missing import missing_name

from transformers._strategies import ExplicitEnum, PaddingStrategy, TensorType
from transformers.utils import logging
from transformers.utils.chat_template_utils import get_json_schema

__all__ = ["ExplicitEnum", "PaddingStrategy", "TensorType", "get_json_schema", "logging"]


def __getattr__(name):
    missing_name("transformers.utils", name)
