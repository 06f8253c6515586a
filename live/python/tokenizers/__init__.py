"""The package `tokenizers` as a page has it: what a cell makes of it behaves as with the real one.

The work is done by JavaScript (live/src/tokenizers); this package gives it the names, types and errors of the real one.
"""

from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers._added_token import AddedToken
from tokenizers._encoding import Encoding
from tokenizers._missing import missing_name
from tokenizers._regex import Regex
from tokenizers._tokenizer import Tokenizer
from tokenizers.models import Token

__version__ = "0.23.3"
__all__ = [
    "AddedToken", "Encoding", "Regex", "Token", "Tokenizer", "decoders", "models", "normalizers", "pre_tokenizers",
    "processors", "trainers",
]  # fmt: skip


def __getattr__(name):
    missing_name("tokenizers", name)
