"""What a Tokenizer does with texts: encoding, decoding, and the settings of both."""

import json

from tokenizers._encoding import Encoding
from tokenizers._host import boolean, integer, integers, sequence, text
from tokenizers._inputs import one, sequences, size
from tokenizers._processing import copies, without_processor
from tokenizers._truncation import truncate


class Coding:
    """Mixin."""

    def enable_truncation(self, max_length, *, stride=0, strategy="longest_first", direction="right"):
        length = size(max_length)
        text(strategy), text(direction)
        if strategy not in ("longest_first", "only_first", "only_second"):
            raise ValueError(
                f"Unknown `strategy`: `{strategy}`. Use one of `longest_first`, `only_first`, or `only_second`"
            )
        if direction not in ("left", "right"):
            raise ValueError(f"Unknown `direction`: `{direction}`. Use one of `left` or `right`.")
        added = self.num_special_tokens_to_add(False)
        effective = (length - added) % 2**64  # the real library's unsigned arithmetic wraps around
        stride = size(stride)
        if effective < stride:
            raise ValueError(
                f"tokenizer stride set to {stride}, which is greater than or equal to its effective max length of "
                f"{effective}"
                f" (= {max_length} original max length - {added} added special tokens), "
            )
        self.__dict__["truncation"] = {
            "max_length": length,
            "stride": stride,
            "strategy": strategy,
            "direction": direction,
        }

    def no_truncation(self):
        self.__dict__["truncation"] = None

    def enable_padding(
        self, *, direction="right", pad_id=0, pad_type_id=0, pad_token="[PAD]", length=None, pad_to_multiple_of=None, **others
    ):  # fmt: skip
        for name in others:
            print("Ignored unknown kwarg option", name)
        if text(direction) not in ("left", "right"):
            raise ValueError(f"Unknown `direction`: `{direction}`. Use one of `left` or `right`")
        self.__dict__["padding"] = {
            "length": None if length is None else size(length),
            "pad_to_multiple_of": None if pad_to_multiple_of is None else size(pad_to_multiple_of),
            "pad_id": integer(pad_id), "pad_token": text(pad_token), "pad_type_id": integer(pad_type_id), "direction": direction,
        }  # fmt: skip

    def no_padding(self):
        self.__dict__["padding"] = None

    def num_special_tokens_to_add(self, is_pair):
        boolean(is_pair)
        return self.post_processor._added(is_pair) if self.post_processor else 0

    # Encoding and decoding

    def encode(self, sequence, pair=None, is_pretokenized=False, add_special_tokens=True):
        boolean(is_pretokenized), boolean(add_special_tokens)
        parts = [one(part, is_pretokenized) for part in ([sequence] if pair is None else [sequence, pair])]
        return self._encoded([parts], add_special_tokens)[0]

    def encode_batch(self, input, is_pretokenized=False, add_special_tokens=True):
        items = sequence(input)
        boolean(is_pretokenized), boolean(add_special_tokens)
        return self._encoded([sequences(item, is_pretokenized) for item in items], add_special_tokens)

    def _encoded(self, inputs, add_special_tokens):
        encoded = iter(self._raw([part for parts in inputs for part in parts]))
        return self._padded(
            [
                self._process([Encoding.of(next(encoded), i) for i in range(len(parts))], add_special_tokens)
                for parts in inputs
            ]
        )

    def _padded(self, encodings):
        if self.padding:
            pad = self.padding
            length = max(map(len, encodings), default=0) if pad["length"] is None else pad["length"]
            multiple = pad["pad_to_multiple_of"]
            if multiple and length % multiple:
                length += multiple - length % multiple
            for encoding in encodings:
                encoding._pad(length, pad["direction"], pad["pad_id"], pad["pad_type_id"], pad["pad_token"])
        return encodings

    def _raw(self, parts):
        """What the host makes of texts and of lists of words; all texts of a batch cross the border at once."""
        texts = self._ask_json(
            "encodeAll", json.dumps([part for part in parts if isinstance(part, str)]), self.encode_special_tokens
        )
        rows = iter(texts)
        return [
            next(rows)
            if isinstance(part, str)
            else self._ask_json("encodeWords", json.dumps(part), self.encode_special_tokens)
            for part in parts
        ]

    def encode_batch_fast(self, input, is_pretokenized=False, add_special_tokens=True):
        return self.encode_batch(input, is_pretokenized, add_special_tokens)

    def post_process(self, encoding, pair=None, add_special_tokens=True):
        return self._padded([self._process(copies(encoding, pair), boolean(add_special_tokens))])[0]

    def _process(self, encodings, add_special_tokens):
        if self.truncation:
            added = self.num_special_tokens_to_add(len(encodings) == 2) if add_special_tokens else 0
            truncate(encodings, (self.truncation["max_length"] - added) % 2**64, self.truncation)
        if self.post_processor:
            return self.post_processor._process(encodings, add_special_tokens)
        return without_processor(encodings)

    def decode(self, ids, skip_special_tokens=True):
        return self._ask("decode", json.dumps(integers(ids)), boolean(skip_special_tokens))

    def decode_batch(self, sequences, skip_special_tokens=True):
        rows = [integers(ids) for ids in sequence(sequences)]
        boolean(skip_special_tokens)
        return [self.decode(ids, skip_special_tokens) for ids in rows]
