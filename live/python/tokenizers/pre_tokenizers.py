"""Pre-tokenizers: what cuts a text into words."""

from tokenizers._component import (
    Component,
    Field,
    Listed,
    character,
    metaspace_fields,
    old_metaspace,
    pattern,
    pattern_shown,
)  # fmt: skip
from tokenizers._host import boolean, text, workshop_json
from tokenizers._inputs import size
from tokenizers._missing import missing_name
from tokenizers._show import Bare

_BEHAVIORS = {
    "removed": "Removed", "isolated": "Isolated", "merged_with_previous": "MergedWithPrevious",
    "merged_with_next": "MergedWithNext", "contiguous": "Contiguous",
}  # fmt: skip


class PreTokenizer(Component):
    """Base of all pre-tokenizers."""

    FAMILY = "pre_tokenizers"
    _REFUSED = ("pre_tokenize", "custom")

    def pre_tokenize_str(self, s):
        """[(word, (start, end) in characters)]"""
        parts = workshop_json("preTokenize", self._step("pre_tokenizer"), text(s))
        return [(part, (start, end)) for part, start, end in parts]

    _from = classmethod(lambda cls, config: cls._of(config))


def _behavior(value):
    if text(value) not in _BEHAVIORS:
        raise ValueError(f"Wrong value for SplitDelimiterBehavior, expected one of: `{', '.join(_BEHAVIORS)}`")
    return _BEHAVIORS[value]


def _behavior_field(**default):
    return Field("behavior", _behavior, **default, read=str.lower, shown=Bare)


class ByteLevel(PreTokenizer):
    FIELDS = (
        Field("add_prefix_space", boolean, True),
        Field("trim_offsets", boolean, True),
        Field("use_regex", boolean, True),
    )
    _EXTRA = True

    @staticmethod
    def alphabet():
        """The characters that stand for the 256 bytes."""
        visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
        return [chr(byte) for byte in visible] + [chr(256 + i) for i in range(256 - len(visible))]


class Whitespace(PreTokenizer):
    pass


class WhitespaceSplit(PreTokenizer):
    pass


class BertPreTokenizer(PreTokenizer):
    pass


class UnicodeScripts(PreTokenizer):
    pass


class Punctuation(PreTokenizer):
    FIELDS = (_behavior_field(default="isolated"),)


class CharDelimiterSplit(PreTokenizer):
    FIELDS = (Field("delimiter", character),)


class Digits(PreTokenizer):
    FIELDS = (Field("individual_digits", boolean, False),)


class FixedLength(PreTokenizer):
    FIELDS = (Field("length", size, 5),)


class Metaspace(PreTokenizer):
    FIELDS = metaspace_fields()

    _from = classmethod(lambda cls, config: cls._of(old_metaspace(config)))


class Split(PreTokenizer):
    FIELDS = (
        Field("pattern", pattern, shown=pattern_shown),
        _behavior_field(),
        Field("invert", boolean, False),
    )

    @property
    def pattern(self):
        raise Exception("Cannot get pattern")

    @pattern.setter
    def pattern(self, value):
        raise Exception("Cannot set pattern, please instantiate a new split pattern instead")


class Sequence(Listed, PreTokenizer):
    KEY = "pretokenizers"
    ARGUMENT = "pre_tokenizers"


CLASSES = {cls.TYPE: cls for cls in PreTokenizer.__subclasses__()} | {
    "Delimiter": CharDelimiterSplit,
    "Sequence": Sequence,
}


def __getattr__(name):
    missing_name("tokenizers.pre_tokenizers", name)
