"""BatchEncoding: what calling a tokenizer returns."""

from collections import UserDict
from typing import NamedTuple

from tokenizers import Encoding
from tokenizers._missing import refused

from transformers._strategies import TensorType


class CharSpan(NamedTuple):
    """[start, end) in characters of the text."""

    start: int
    end: int


class TokenSpan(NamedTuple):
    """[start, end) in tokens of the encoded text."""

    start: int
    end: int


CharSpan.__module__ = TokenSpan.__module__ = "transformers.tokenization_utils_base"


class BatchEncoding(UserDict):
    """A dictionary of lists (`input_ids`, `attention_mask`, …), and the encodings that they come from."""

    __module__ = "transformers.tokenization_utils_base"

    def __init__(self, data=None, encoding=None, tensor_type=None, prepend_batch_axis=False, n_sequences=None):
        super().__init__(data)
        self._encodings = [encoding] if isinstance(encoding, Encoding) else encoding
        self._n_sequences = self._encodings[0].n_sequences if n_sequences is None and self._encodings else n_sequences
        self.convert_to_tensors(tensor_type)

    n_sequences = property(lambda self: self._n_sequences)
    is_fast = property(lambda self: self._encodings is not None)
    encodings = property(lambda self: self._encodings)

    def __getitem__(self, item):
        if isinstance(item, str):
            return self.data[item]
        if self._encodings is not None:
            return self._encodings[item]
        if isinstance(item, slice):
            return {key: values[item] for key, values in self.data.items()}
        raise KeyError(
            "Invalid key. Only three types of key are available: "
            "(1) string, (2) integers for backend Encoding, and (3) slices for data subsetting."
        )

    def __getattr__(self, item):
        try:
            return self.__dict__["data"][item]
        except KeyError:
            raise AttributeError from None

    def __getstate__(self):
        return {"data": self.data, "encodings": self._encodings}

    def __setstate__(self, state):
        self.data, self._encodings, self._n_sequences = state["data"], state["encodings"], None

    def _of(self, name, batch_index):
        if not self._encodings:
            raise ValueError(f"{name}() is not available when using Python based tokenizers")
        return self._encodings[batch_index]

    def tokens(self, batch_index=0):
        return self._of("tokens", batch_index).tokens

    def sequence_ids(self, batch_index=0):
        return self._of("sequence_ids", batch_index).sequence_ids

    def word_ids(self, batch_index=0):
        return self._of("word_ids", batch_index).word_ids

    # The methods below take (index) for a single text, or (batch index, index).

    def _place(self, name, first, second):
        batch, index = (0, first) if second is None else (first, second)
        return self._of(name, batch), index

    def _counted(self, name, first, second):
        """`_place`, for who would count negative ones from the end: the library asks for attributes that it lacks."""
        if self._encodings and (first if second is not None else 0) < 0:
            self._batch_size
        if self._encodings and (first if second is None else second) < 0:
            self._seq_len
        return self._place(name, first, second)

    def token_to_sequence(self, batch_or_token_index, token_index=None):
        encoding, index = self._counted("token_to_sequence", batch_or_token_index, token_index)
        return encoding.token_to_sequence(index)

    def token_to_word(self, batch_or_token_index, token_index=None):
        encoding, index = self._counted("token_to_word", batch_or_token_index, token_index)
        return encoding.token_to_word(index)

    def token_to_chars(self, batch_or_token_index, token_index=None):
        encoding, index = self._place("token_to_chars", batch_or_token_index, token_index)
        span = encoding.token_to_chars(index)
        return CharSpan(*span) if span is not None else None

    def word_to_tokens(self, batch_or_word_index, word_index=None, sequence_index=0):
        encoding, index = self._counted("word_to_tokens", batch_or_word_index, word_index)
        span = encoding.word_to_tokens(index, sequence_index)
        return TokenSpan(*span) if span is not None else None

    def word_to_chars(self, batch_or_word_index, word_index=None, sequence_index=0):
        encoding, index = self._place("word_to_chars", batch_or_word_index, word_index)
        return CharSpan(*(encoding.word_to_chars(index, sequence_index)))

    def char_to_token(self, batch_or_char_index, char_index=None, sequence_index=0):
        encoding, index = self._place("char_to_token", batch_or_char_index, char_index)
        return encoding.char_to_token(index, sequence_index)

    def char_to_word(self, batch_or_char_index, char_index=None, sequence_index=0):
        encoding, index = self._place("char_to_word", batch_or_char_index, char_index)
        return encoding.char_to_word(index, sequence_index)

    def convert_to_tensors(self, tensor_type=None, prepend_batch_axis=False):
        """There are no tensors in a page: anything but None is an error."""
        if tensor_type is None:
            return self
        kind = tensor_type if isinstance(tensor_type, TensorType) else TensorType(tensor_type)
        if kind == TensorType.PYTORCH:
            raise ImportError("Unable to convert output to PyTorch tensors format, PyTorch is not installed.")
        raise refused(f"return_tensors={kind.value!r} (it needs a library of arrays)")

    def to(self, device, *, non_blocking=False):
        raise refused("BatchEncoding.to() (it needs PyTorch)")
