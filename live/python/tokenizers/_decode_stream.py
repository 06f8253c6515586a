"""DecodeStream: text as far as it is certain, while ids come one by one."""

import copy

from tokenizers._host import boolean, integer, integers

_BROKEN = "\ufffd"


class DecodeStream:
    """Keeps the ids whose text may still change with the next one, and the text that they have given so far."""

    __module__ = "tokenizers.decoders"

    def __init__(self, ids=None, skip_special_tokens=False):
        self._skip = False if skip_special_tokens is None else boolean(skip_special_tokens)
        self._ids = [] if ids is None else integers(ids)
        self._prefix = ""
        self._prefix_index = 0

    def step(self, tokenizer, id):
        """The text that is new with these ids, or None where it is not certain yet."""
        from tokenizers import Tokenizer
        from tokenizers._component import instance

        instance(tokenizer, Tokenizer)
        fresh = _fresh(id)
        decode = lambda: tokenizer.decode(self._ids, self._skip)  # noqa: E731
        if not self._prefix and self._ids:
            before = decode()
            if not before.endswith(_BROKEN):
                self._prefix, self._prefix_index = before, len(self._ids)
        self._ids = [*self._ids, *fresh]
        now = decode()
        if len(now.encode()) <= len(self._prefix.encode()) or now.endswith(_BROKEN):
            return None
        if not now.startswith(self._prefix):
            raise Exception(
                f"Invalid prefix encountered while decoding stream. Token ID: {self._ids[-1]}, "
                f"Expected prefix: '{self._prefix}', Actual string: '{now}'"
            )
        new = now[len(self._prefix) :]
        index = len(self._ids) - self._prefix_index
        self._ids = self._ids[self._prefix_index :]
        self._prefix, self._prefix_index = decode(), index
        return new

    def __copy__(self):
        copied = object.__new__(type(self))
        copied.__dict__.update(copy.deepcopy(self.__dict__))
        return copied

    def __deepcopy__(self, memo):
        return self.__copy__()


def _fresh(ids):
    try:
        return [integer(ids)]
    except (TypeError, OverflowError):
        pass
    try:
        return integers(ids)
    except (TypeError, OverflowError):
        raise TypeError("StreamInput must be either an integer or a list of integers") from None
