"""The package `tokenizers` as a page has it: what a cell makes of it behaves as with the real one.

The work is done by JavaScript (live/src/tokenizers); this package gives it the names, types and errors of the real one.
"""

import importlib

from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers._added_token import AddedToken
from tokenizers._encoding import Encoding
from tokenizers._missing import missing_name
from tokenizers._regex import Regex
from tokenizers._tokenizer import Tokenizer
from tokenizers._types import (
    EncodeInput,
    InputSequence,
    OffsetReferential,
    Offsets,
    OffsetType,
    PreTokenizedEncodeInput,
    PreTokenizedInputSequence,
    SplitDelimiterBehavior,
    TextEncodeInput,
    TextInputSequence,
)  # fmt: skip
from tokenizers.models import Token

__version__ = "0.23.3"
__all__ = [
    "AddedToken", "EncodeInput", "Encoding", "InputSequence", "OffsetReferential", "OffsetType", "Offsets", "PreTokenizedEncodeInput",
    "PreTokenizedInputSequence", "Regex", "SplitDelimiterBehavior", "TextEncodeInput", "TextInputSequence", "Token", "Tokenizer",
    "decoders", "models", "normalizers", "pre_tokenizers", "processors", "trainers",
]  # fmt: skip
# The library's own Python over the names above (course/browser/page_library.py), imported when a cell asks.
_IMPLEMENTATIONS = (
    "BertWordPieceTokenizer", "ByteLevelBPETokenizer", "CharBPETokenizer", "SentencePieceBPETokenizer",
    "SentencePieceUnigramTokenizer",
)  # fmt: skip


def __getattr__(name):
    if name == "implementations" or name in _IMPLEMENTATIONS:
        module = importlib.import_module("tokenizers.implementations")
        return module if name == "implementations" else getattr(module, name)
    missing_name("tokenizers", name)
