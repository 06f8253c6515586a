"""Post-processors: what is put around the tokens of a text or of two."""

from tokenizers import _template
from tokenizers._component import Component, Field, Listed, bound, optional
from tokenizers._encoding import Encoding
from tokenizers._host import boolean, integer, named, text
from tokenizers._missing import missing_name
from tokenizers._processing import around, copies, merged, trim
from tokenizers._show import Bare, Struct


class PostProcessor(Component):
    """Base of all post-processors. `_apply(encodings, add_special_tokens)` gives the encodings that come of some."""

    FAMILY = "processors"
    _from = classmethod(lambda cls, config: cls._of(config))

    def num_special_tokens_to_add(self, is_pair):
        return self._added(boolean(is_pair))

    def process(self, encoding, pair=None, add_special_tokens=True):
        return self._process(copies(encoding, pair), boolean(add_special_tokens))

    def _process(self, encodings, add_special_tokens):
        """One encoding of one or two, which may change."""
        for i, encoding in enumerate(encodings):
            for part in (encoding, *encoding.overflowing):
                part._set_sequence(i)
            encoding._set_sequence(i, i)
        return merged(self._apply(encodings, add_special_tokens))


def _pair_of_token(value):
    if not isinstance(value, tuple):
        raise TypeError(f"{named(value)} is not an instance of 'tuple'")
    if len(value) != 2:
        raise ValueError(f"expected tuple of length 2, but got tuple of length {len(value)}")
    return [text(value[0]), integer(value[1])]


def _token_field(name, argument=None):
    return Field(argument or name, _pair_of_token, key=name, read=tuple, shown=tuple)


def _aliased(cls):
    """The argument `cls_token` is the attribute `cls`."""
    cls.cls = cls.cls_token
    del cls.cls_token
    return cls


@_aliased
class BertProcessing(PostProcessor):
    FIELDS = (_token_field("sep"), _token_field("cls", "cls_token"))

    def _added(self, is_pair):
        return 3 if is_pair else 2

    def _apply(self, encodings, add_special_tokens):
        if not add_special_tokens:
            return encodings
        cls, sep = self._state["cls"], self._state["sep"]
        first, second = ((cls, 0), (sep, 0)), (None, (sep, 1))
        return [around(encoding, i, *(second if i else first)) for i, encoding in enumerate(encodings)]


@_aliased
class RobertaProcessing(PostProcessor):
    FIELDS = (
        _token_field("sep"),
        _token_field("cls", "cls_token"),
        Field("trim_offsets", boolean, True),
        Field("add_prefix_space", boolean, True),
    )

    def _added(self, is_pair):
        return 4 if is_pair else 2

    def _apply(self, encodings, add_special_tokens):
        cls, sep = self._state["cls"], self._state["sep"]
        for encoding in encodings:
            if self.trim_offsets:
                trim(encoding, self.add_prefix_space)
            encoding._columns["type_ids"] = [0] * len(encoding)
        if not add_special_tokens:
            return encodings
        for encoding in encodings:
            for cut in encoding.overflowing:
                cut._columns["type_ids"] = [0] * len(cut)
        return [around(encoding, i, (sep if i else cls, 0), (sep, 0)) for i, encoding in enumerate(encodings)]


class ByteLevel(PostProcessor):
    FIELDS = tuple(
        Field(name, optional(boolean), None, saved=True) for name in ("add_prefix_space", "trim_offsets", "use_regex")
    )
    _EXTRA = True

    def __new__(cls, /, *args, **kwargs):
        given = bound(cls, cls.FIELDS, args, kwargs, extra=True)
        return cls._of({name: boolean(given[name]) for name in ("add_prefix_space", "trim_offsets", "use_regex") if given[name] is not None})  # fmt: skip

    def _added(self, is_pair):
        return 0

    def _apply(self, encodings, add_special_tokens):
        for i, encoding in enumerate(encodings):
            if self.trim_offsets:
                trim(encoding, self.add_prefix_space)
            encoding._set_sequence(i)
        return encodings


def _piece_shown(piece):
    ((kind, fields),) = piece.items()
    return Struct(kind, fields if kind == "SpecialToken" else fields | {"id": Bare(fields["id"])})


def _template_field(name, default):
    shown = lambda value: [_piece_shown(piece) for piece in value]  # noqa: E731
    return Field(name, lambda value: _template.pieces(default if value is None else value), None, shown=shown)


class TemplateProcessing(PostProcessor):
    FIELDS = (
        _template_field("single", "$0"),
        _template_field("pair", "$A:0 $B:1"),
        Field(
            "special_tokens",
            _template.special_tokens,
            None,
            shown=lambda value: {name: Struct("SpecialToken", token) for name, token in value.items()},
        ),
    )

    @classmethod
    def _from(cls, config):
        special = config["special_tokens"]
        return cls._of(config | {"special_tokens": {name: special[name] for name in sorted(special, key=str.encode)}})

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        _template.check(*self._state.values())
        return self

    @property
    def single(self):
        parts = [
            f"{kind} {{ id: {fields['id'] if kind == 'Sequence' else _debug(fields['id'])}, type_id: {fields['type_id']} }}"
            for piece in self._state["single"]
            for kind, fields in piece.items()
        ]
        return f"Template([{', '.join(parts)}])"

    @single.setter
    def single(self, value):
        self._state["single"] = _template.pieces(value)
        self._written = None

    def _added(self, is_pair):
        tokens = self._state["special_tokens"]
        template = self._state["pair" if is_pair else "single"]
        return sum(len(tokens[piece["SpecialToken"]["id"]]["ids"]) for piece in template if "SpecialToken" in piece)

    def _apply(self, encodings, add_special_tokens):
        out = []
        for piece in self._state["pair" if len(encodings) == 2 else "single"]:
            ((kind, fields),) = piece.items()
            if kind == "Sequence":
                which = int(fields["id"] == "B")
                encodings[which]._set_sequence(which, fields["type_id"])
                out.append(encodings[which]._copy())
            elif add_special_tokens:
                token = self._state["special_tokens"][fields["id"]]
                out.append(Encoding.special(token["ids"], token["tokens"], fields["type_id"]))
        return out


for _name in ("pair", "special_tokens"):
    delattr(TemplateProcessing, _name)
del _name


def _debug(value):
    """A text as Rust's Debug shows it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class Sequence(Listed, PostProcessor):
    KEY = "processors"
    ARGUMENT = "processors_py"

    def _added(self, is_pair):
        return sum(member._added(is_pair) for member in self._members)

    def _apply(self, encodings, add_special_tokens):
        for member in self._members:
            encodings = member._apply(encodings, add_special_tokens)
        return encodings


CLASSES = {cls.TYPE: cls for cls in PostProcessor.__subclasses__()}


def __getattr__(name):
    missing_name("tokenizers.processors", name)
