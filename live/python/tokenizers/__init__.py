"""The part of the package `tokenizers` that a page has: the tokenizers of this course, in the reader's browser.

The work is done by JavaScript (live/src/tokenizers); this package gives it the names, types and errors of the real one.
"""

from tokenizers._added_token import AddedToken
from tokenizers._encoding import Encoding
from tokenizers._missing import missing_name
from tokenizers._tokenizer import Tokenizer

__version__ = "0.23.3"
__all__ = ["AddedToken", "Encoding", "Tokenizer"]


def __getattr__(name):
    missing_name("tokenizers", name)
