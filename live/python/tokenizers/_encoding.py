"""Encoding: one encoded text, or pair of texts, as the Rust library gives it."""

from tokenizers._host import boolean, integer, named, text
from tokenizers._host import sequence as items
from tokenizers._inputs import size
from tokenizers._missing import Refusing

_COLUMNS = ("ids", "type_ids", "tokens", "word_ids", "offsets", "special_tokens_mask", "attention_mask")


class PanicException(BaseException):
    """What the real library raises when its Rust code gives up."""

    __module__ = "pyo3_runtime"


class Encoding(Refusing):
    """Lists of one length, and the encodings of what truncation cut off.

    `offsets` holds (start, end) in characters of the text.
    """

    __module__ = "tokenizers"

    def __init__(self, columns=None, ranges=None, overflowing=()):
        self._columns = columns or {name: [] for name in _COLUMNS}
        self._ranges = dict(ranges or {})
        self.overflowing = list(overflowing)
        self._found = {}

    @classmethod
    def of(cls, encoded, type_id):
        """From one result of `host.encodeAll` or `encodeWords`."""
        count = len(encoded["ids"])
        offsets = list(zip(encoded["starts"], encoded["ends"], strict=True))
        return cls(
            dict(
                zip(
                    _COLUMNS,
                    (
                        encoded["ids"],
                        [type_id] * count,
                        encoded["tokens"],
                        encoded["words"],
                        offsets,
                        [0] * count,
                        [1] * count,
                    ),
                    strict=True,
                )
            )
        )

    @staticmethod
    def merge(encodings, growing_offsets=True):
        """One encoding of several; with `growing_offsets` each begins where the one before ends."""
        result = Encoding()
        for encoding in items(encodings):
            if not isinstance(encoding, Encoding):
                raise TypeError(f"{named(encoding)} is not an instance of 'Encoding'")
            result._append(encoding, boolean(growing_offsets))
        return result

    @classmethod
    def special(cls, ids, tokens, type_id):
        """Tokens that a template adds."""
        count = len(ids)
        values = (ids, [type_id] * count, tokens, [None] * count, [(0, 0)] * count, [1] * count, [1] * count)
        return cls({name: list(value) for name, value in zip(_COLUMNS, values, strict=True)})

    ids = property(lambda self: list(self._columns["ids"]))
    type_ids = property(lambda self: list(self._columns["type_ids"]))
    tokens = property(lambda self: list(self._columns["tokens"]))
    word_ids = property(lambda self: list(self._columns["word_ids"]))
    words = word_ids
    offsets = property(lambda self: list(self._columns["offsets"]))
    special_tokens_mask = property(lambda self: list(self._columns["special_tokens_mask"]))
    attention_mask = property(lambda self: list(self._columns["attention_mask"]))

    @property
    def sequence_ids(self):
        ids = [None] * len(self)
        for sequence in range(self.n_sequences):
            for i in self._range(sequence):
                ids[i] = sequence
        return ids

    @property
    def n_sequences(self):
        return len(self._ranges) or 1

    def __len__(self):
        return len(self._columns["ids"])

    def __repr__(self):
        names = "ids, type_ids, tokens, offsets, attention_mask, special_tokens_mask, overflowing"
        return f"Encoding(num_tokens={len(self)}, attributes=[{names}])"

    def _range(self, sequence):
        start, stop = self._ranges.get(sequence, (0, len(self)))
        return range(start, stop)

    # Positions and numbers of words are checked as the real library checks them.

    def token_to_sequence(self, token_index):
        if size(token_index) > len(self):
            return None
        if not self._ranges:
            return 0
        return next((sequence for sequence in self._ranges if token_index in self._range(sequence)), None)

    def token_to_chars(self, token_index):
        return self._columns["offsets"][token_index] if self._has(token_index) else None

    def token_to_word(self, token_index):
        return self._columns["word_ids"][token_index] if self._has(token_index) else None

    def word_to_tokens(self, word_index, sequence_index=0):
        integer(word_index), size(sequence_index)
        return self._index("word_ids", sequence_index, self._words).get(word_index)

    def word_to_chars(self, word_index, sequence_index=0):
        span = self.word_to_tokens(word_index, sequence_index)
        return (self._columns["offsets"][span[0]][0], self._columns["offsets"][span[1] - 1][1]) if span else None

    def char_to_token(self, char_pos, sequence_index=0):
        size(char_pos), size(sequence_index)
        return self._index("offsets", sequence_index, self._characters).get(char_pos)

    def char_to_word(self, char_pos, sequence_index=0):
        token = self.char_to_token(char_pos, sequence_index)
        return None if token is None else self.token_to_word(token)

    def _index(self, name, sequence, make):
        """`make(column, range)`, kept as long as both stay: one pass for all questions, not one for each."""
        column, within = self._columns[name], self._range(sequence)
        kept = self._found.get((name, sequence))
        if kept is None or kept[0] is not column or kept[1] != within:
            kept = self._found[name, sequence] = (column, within, make(column, within))
        return kept[2]

    @staticmethod
    def _words(word_ids, within):
        found, highest = {}, -1
        for i in within:
            word = word_ids[i]
            if word is not None and word >= highest:  # of what stands behind a later word, the library sees nothing
                found[word], highest = (found[word][0] if word in found else i, i + 1), word
        return found

    @staticmethod
    def _characters(offsets, within):
        found = {}
        for i in within:
            for character in range(*offsets[i]):
                found.setdefault(character, i)
        return found

    def _has(self, token_index):
        return self.token_to_sequence(token_index) is not None and token_index < len(self)

    def set_sequence_id(self, sequence_id):
        self._set_sequence(size(sequence_id))

    def truncate(self, max_length, stride=0, direction="right"):
        size(max_length), size(stride)
        if text(direction) not in ("left", "right"):
            raise ValueError(f"Invalid truncation direction value : {direction}")
        self._truncate(max_length, stride, direction)

    def pad(self, length, *, direction="right", pad_id=0, pad_type_id=0, pad_token="[PAD]"):
        if direction not in ("left", "right"):
            raise ValueError(f"Unknown `direction`: `{direction}`. Use one of `left` or `right`")
        self._pad(size(length), direction, integer(pad_id), integer(pad_type_id), text(pad_token))

    # What a Tokenizer does with encodings. These change the encoding in place.

    def _cut(self, start, stop):
        return Encoding({name: column[start:stop] for name, column in self._columns.items()})

    def _copy(self):
        copied = self._cut(0, len(self))
        copied._ranges, copied.overflowing = dict(self._ranges), list(self.overflowing)
        return copied

    def _set_sequence(self, sequence, type_id=None):
        self._ranges[sequence] = (0, len(self))
        if type_id is not None:
            self._columns["type_ids"] = [type_id] * len(self)

    def _append(self, other, growing=False):
        """Puts `other` behind this encoding; what was cut off is combined every way."""
        if not self._ranges and not self._columns["ids"] and not self.overflowing and not other.overflowing:
            self._columns, self._ranges = (
                {name: list(column) for name, column in other._columns.items()},
                dict(other._ranges),
            )
            return
        parts = [(self._copy_alone(cut), tail) for cut in self.overflowing for tail in (other, *other.overflowing)]
        parts += [(self._copy_alone(self), tail) for tail in other.overflowing]
        for head, tail in parts:
            head._append(tail._copy_alone(tail), growing)
        size = len(self)
        shift = self._columns["offsets"][-1][1] if growing and size else 0
        self._ranges |= {sequence: (start + size, stop + size) for sequence, (start, stop) in other._ranges.items()}
        for name, column in self._columns.items():
            self._columns[name] = column + other._columns[name]
        if shift:
            self._columns["offsets"][size:] = [
                (start + shift, end + shift) for start, end in self._columns["offsets"][size:]
            ]
        self.overflowing = [head for head, _ in parts]

    @staticmethod
    def _copy_alone(encoding):
        copied = encoding._copy()
        copied.overflowing = []
        return copied

    def _truncate(self, length, stride, direction):
        size = len(self)
        if length >= size:
            return
        if length == 0:
            whole = self._copy()
            self.__init__(overflowing=[whole])
            return
        if stride >= length:
            raise PanicException(
                f"`stride` must be strictly less than `max_len={length}` (note that `max_len` may be shorter than "
                "the max length"
                " of the original model, as it subtracts the number of special characters"
            )
        parts, step = [], length - stride
        for at in range(0, size, step):
            start, stop = (
                (at, min(at + length, size)) if direction == "right" else (max(size - at - length, 0), size - at)
            )
            parts.append(self._cut(start, stop))
            if (stop == size) if direction == "right" else (start == 0):
                break
        self.__init__(parts[0]._columns, overflowing=parts[1:])

    def _pad(self, length, direction, pad_id, pad_type_id, pad_token):
        for cut in self.overflowing:
            cut._pad(length, direction, pad_id, pad_type_id, pad_token)
        missing = length - len(self)
        if missing <= 0:
            return
        for name, value in zip(_COLUMNS, (pad_id, pad_type_id, pad_token, None, (0, 0), 1, 0), strict=True):
            column = self._columns[name]
            self._columns[name] = [value] * missing + column if direction == "left" else column + [value] * missing
        if direction == "left":
            self._ranges = {
                sequence: (start + missing, stop + missing) for sequence, (start, stop) in self._ranges.items()
            }
