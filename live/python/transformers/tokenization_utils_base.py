"""The names that the real module of this name is asked for most."""

from tokenizers import AddedToken
from tokenizers._missing import missing_name

from transformers._batch import BatchEncoding, CharSpan, TokenSpan
from transformers._strategies import ExplicitEnum, PaddingStrategy, TensorType, TruncationStrategy
from transformers._tokenizer import PreTrainedTokenizerBase

__all__ = [
    "AddedToken", "BatchEncoding", "CharSpan", "ExplicitEnum", "PaddingStrategy", "PreTrainedTokenizerBase", "TensorType",
    "TokenSpan", "TruncationStrategy",
]  # fmt: skip


def __getattr__(name):
    missing_name("transformers.tokenization_utils_base", name)
