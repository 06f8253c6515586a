"""Normalizers: what a text goes through before it is cut."""

import base64

from tokenizers._component import Component, Field, Listed, optional, pattern, pattern_shown
from tokenizers._host import boolean, integer, sequence, text, workshop
from tokenizers._missing import missing_name


class Normalizer(Component):
    """Base of all normalizers."""

    FAMILY = "normalizers"
    _REFUSED = ("normalize", "custom")

    def normalize_str(self, sequence):
        return workshop("normalize", self._step("normalizer"), text(sequence))

    _from = classmethod(lambda cls, config: cls._of(config))


class BertNormalizer(Normalizer):
    FIELDS = (
        Field("clean_text", boolean, True),
        Field("handle_chinese_chars", boolean, True),
        Field("strip_accents", optional(boolean), None),
        Field("lowercase", boolean, True),
    )


class NFC(Normalizer):
    pass


class NFD(Normalizer):
    pass


class NFKC(Normalizer):
    pass


class NFKD(Normalizer):
    pass


class Nmt(Normalizer):
    pass


class Lowercase(Normalizer):
    pass


class StripAccents(Normalizer):
    pass


class ByteLevel(Normalizer):
    pass


class Strip(Normalizer):
    FIELDS = (Field("left", boolean, True, key="strip_left"), Field("right", boolean, True, key="strip_right"))


class Prepend(Normalizer):
    FIELDS = (Field("prepend", text, "▁"),)


def _charsmap(value):
    if isinstance(value, (bytes, bytearray)):
        raw = bytes(value)
    else:
        raw = bytes(integer(byte, 8) for byte in sequence(value))
    from tokenizers._host import Unreadable

    encoded = base64.b64encode(raw).decode()
    try:
        workshop("step", "normalizer", f'{{"type":"Precompiled","precompiled_charsmap":"{encoded}"}}')
    except Unreadable as error:
        raise Exception(
            "Error while attempting to build Precompiled normalizer: Cannot parse precompiled_charsmap"
        ) from error
    return encoded


class Precompiled(Normalizer):
    FIELDS = (Field("precompiled_charsmap", _charsmap),)
    precompiled_charsmap = None  # the library's class has no such attribute


del Precompiled.precompiled_charsmap


class Replace(Normalizer):
    FIELDS = (Field("pattern", pattern, shown=pattern_shown), Field("content", text))

    @property
    def pattern(self):
        raise Exception("Cannot get pattern")

    @pattern.setter
    def pattern(self, value):
        raise Exception("Cannot set pattern, please instantiate a new replace pattern instead")


class Sequence(Listed, Normalizer):
    KEY = "normalizers"

    def __len__(self):
        return len(self._members)

    def __bool__(self):
        return bool(self._members)


CLASSES = {cls.TYPE: cls for cls in Normalizer.__subclasses__()} | {"Bert": BertNormalizer, "Sequence": Sequence}
NORMALIZERS = {"nfc": NFC, "nfd": NFD, "nfkc": NFKC, "nfkd": NFKD}


def unicode_normalizer_from_str(normalizer):
    if normalizer not in NORMALIZERS:
        raise ValueError(f"{normalizer} is not a known unicode normalizer. Available are {NORMALIZERS.keys()}")
    return NORMALIZERS[normalizer]()


def __getattr__(name):
    missing_name("tokenizers.normalizers", name)
