"""Decoders: tokens back to text, at once or as they come."""

import json

from tokenizers._component import (
    Component,
    Field,
    Listed,
    bound,
    character,
    metaspace_fields,
    old_metaspace,
    pattern,
    pattern_shown,
)  # fmt: skip
from tokenizers._decode_stream import DecodeStream
from tokenizers._host import boolean, sequence, text, workshop
from tokenizers._inputs import size
from tokenizers._missing import missing_name

__all__ = ["DecodeStream"]


class Decoder(Component):
    """Base of all decoders."""

    FAMILY = "decoders"
    _REFUSED = ("custom",)

    def decode(self, tokens):
        """The text of a list of tokens."""
        return workshop("decodeTokens", self._step("decoder"), json.dumps([text(token) for token in sequence(tokens)]))

    _from = classmethod(lambda cls, config: cls._of(config))


class ByteLevel(Decoder):
    """Its settings, which only files have, say nothing here."""

    FIELDS = (
        Field("add_prefix_space", boolean, True),
        Field("trim_offsets", boolean, True),
        Field("use_regex", boolean, True),
    )

    def __new__(cls, /, *args, **kwargs):
        bound(cls, (), args, kwargs, extra=True)
        return cls._of({})


for _field in ByteLevel.FIELDS:
    delattr(ByteLevel, _field.name)
del _field


class Fuse(Decoder):
    pass


class ByteFallback(Decoder):
    pass


class WordPiece(Decoder):
    FIELDS = (Field("prefix", text, "##"), Field("cleanup", boolean, True))


class Metaspace(Decoder):
    FIELDS = metaspace_fields()

    _from = classmethod(lambda cls, config: cls._of(old_metaspace(config)))


class BPEDecoder(Decoder):
    FIELDS = (Field("suffix", text, "</w>"),)


class CTC(Decoder):
    FIELDS = (
        Field("pad_token", text, "<pad>"),
        Field("word_delimiter_token", text, "|"),
        Field("cleanup", boolean, True),
    )


class Strip(Decoder):
    FIELDS = (
        Field("content", character, " "),
        Field("left", size, 0, key="start"),
        Field("right", size, 0, key="stop"),
    )


for _field in Strip.FIELDS[1:]:  # its arguments have other names than its attributes
    delattr(Strip, _field.name)
    setattr(Strip, _field.key, _field.attribute())
del _field


class Replace(Decoder):
    FIELDS = (Field("pattern", pattern, shown=pattern_shown), Field("content", text))


for _name in ("pattern", "content"):
    delattr(Replace, _name)
del _name


class Sequence(Listed, Decoder):
    """Its members are copies, and may be sequences."""

    KEY = "decoders"
    ARGUMENT = "decoders_py"
    _FLAT = False

    @classmethod
    def _with(cls, members):
        import copy

        return super()._with([copy.deepcopy(member) for member in members])

    def __iter__(self):
        raise TypeError("'tokenizers.decoders.Sequence' object is not iterable")

    def __getitem__(self, index):
        raise TypeError("'tokenizers.decoders.Sequence' object is not subscriptable")

    def __setitem__(self, index, value):
        raise TypeError("'tokenizers.decoders.Sequence' object does not support item assignment")

    def __delitem__(self, index):
        raise TypeError("'tokenizers.decoders.Sequence' object doesn't support item deletion")


CLASSES = {cls.TYPE: cls for cls in Decoder.__subclasses__()} | {"Sequence": Sequence}


def __getattr__(name):
    missing_name("tokenizers.decoders", name)
