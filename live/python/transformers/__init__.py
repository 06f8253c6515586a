"""`transformers` as far as a page has it: AutoTokenizer and what it returns, like version 5.24.0 with the same names
and errors.

The tokenizers themselves run in JavaScript (package `tokenizers` beside this one). Anything else raises an error that
names it and the way out.
"""

from tokenizers import AddedToken
from tokenizers._missing import missing_name

from transformers import utils
from transformers._batch import BatchEncoding, CharSpan, TokenSpan
from transformers._python_backend import PythonBackend
from transformers._strategies import PaddingStrategy, TensorType, TruncationStrategy
from transformers._tokenizer import PreTrainedTokenizerBase, TokenizersBackend
from transformers.models.auto import AutoTokenizer
from transformers.utils import logging

__version__ = "5.24.0"

PreTrainedTokenizer = PythonBackend
PreTrainedTokenizerFast = TokenizersBackend

__all__ = [
    "AddedToken", "AutoTokenizer", "BatchEncoding", "CharSpan", "PaddingStrategy", "PreTrainedTokenizer",
    "PreTrainedTokenizerBase", "PreTrainedTokenizerFast", "PythonBackend", "TensorType", "TokenSpan", "TokenizersBackend", "TruncationStrategy", "logging", "utils",
]  # fmt: skip


def __getattr__(name):
    missing_name("transformers", name)
