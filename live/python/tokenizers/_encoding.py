"""Encoding: one encoded text, or pair of texts, as the Rust library gives it."""

_COLUMNS = ("ids", "type_ids", "tokens", "word_ids", "offsets", "special_tokens_mask", "attention_mask")


class PanicException(BaseException):
    """What the real library raises when its Rust code gives up."""

    __module__ = "pyo3_runtime"


class Encoding:
    """Lists of one length, and the encodings of what truncation cut off.

    `offsets` holds (start, end) in characters of the text.
    """

    __module__ = "tokenizers"

    def __init__(self, columns=None, ranges=None, overflowing=()):
        self._columns = columns or {name: [] for name in _COLUMNS}
        self._ranges = dict(ranges or {})
        self.overflowing = list(overflowing)
        self._known_spans = {}

    @classmethod
    def of(cls, encoded, type_id, word=None):
        """From the result of `host.encode`; `word` is the index of a pre-tokenised word."""
        size = len(encoded["ids"])
        offsets = list(zip(encoded["starts"], encoded["ends"], strict=True))
        words = encoded["words"] if word is None else [word] * size
        return cls(dict(zip(_COLUMNS, (encoded["ids"], [type_id] * size, encoded["tokens"], words, offsets, [0] * size, [1] * size), strict=True)))

    @classmethod
    def joined(cls, parts):
        """One encoding of many that nothing was cut off from, such as those of pre-tokenised words."""
        columns = {name: [] for name in _COLUMNS}
        for part in parts:
            for name, column in columns.items():
                column += part._columns[name]
        return cls(columns)

    @classmethod
    def special(cls, ids, tokens, type_id):
        """Tokens that a template adds."""
        size = len(ids)
        values = (ids, [type_id] * size, tokens, [None] * size, [(0, 0)] * size, [1] * size, [1] * size)
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

    def token_to_sequence(self, token):
        if token > len(self):
            return None
        if not self._ranges:
            return 0
        return next((sequence for sequence in self._ranges if token in self._range(sequence)), None)

    def token_to_chars(self, token):
        return self._columns["offsets"][token] if self.token_to_sequence(token) is not None and token < len(self) else None

    def token_to_word(self, token):
        return self._columns["word_ids"][token] if self.token_to_sequence(token) is not None and token < len(self) else None

    def word_to_tokens(self, word, sequence=0):
        return self._spans(sequence)[1].get(word)

    def word_to_chars(self, word, sequence=0):
        span = self.word_to_tokens(word, sequence)
        offsets = self._columns["offsets"]
        return (offsets[span[0]][0], offsets[span[1] - 1][1]) if span else None

    def char_to_token(self, char, sequence=0):
        return self._spans(sequence)[2].get(char)

    def _spans(self, sequence):
        """(key, {word: (first token, behind the last)}, {character: first token}), kept for as long as the columns are the same."""
        key = (self._range(sequence), *map(id, self._columns.values()))
        if self._known_spans.get(sequence, (None,))[0] != key:
            words, chars = {}, {}
            for i in self._range(sequence):
                own = self._columns["word_ids"][i]
                if own is not None:
                    words[own] = (words.get(own, (i,))[0], i + 1)
                for char in range(*self._columns["offsets"][i]):
                    chars.setdefault(char, i)
            self._known_spans[sequence] = (key, words, chars)
        return self._known_spans[sequence]

    def char_to_word(self, char, sequence=0):
        token = self.char_to_token(char, sequence)
        return None if token is None else self.token_to_word(token)

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

    def _append(self, other):
        """Puts `other` behind this encoding; what was cut off is combined every way."""
        parts = [(self._copy_alone(cut), tail) for cut in self.overflowing for tail in (other, *other.overflowing)]
        parts += [(self._copy_alone(self), tail) for tail in other.overflowing]
        for head, tail in parts:
            head._append(tail._copy_alone(tail))
        size = len(self)
        self._ranges |= {sequence: (start + size, stop + size) for sequence, (start, stop) in other._ranges.items()}
        for name, column in self._columns.items():
            self._columns[name] = column + other._columns[name]
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
                f"`stride` must be strictly less than `max_len={length}` (note that `max_len` may be shorter than the max length"
                " of the original model, as it subtracts the number of special characters"
            )
        parts, step = [], length - stride
        for at in range(0, size, step):
            start, stop = (at, min(at + length, size)) if direction == "right" else (max(size - at - length, 0), size - at)
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
            self._ranges = {sequence: (start + missing, stop + missing) for sequence, (start, stop) in self._ranges.items()}
