"""The steps of a pipeline by themselves: `tokenizer.backend_tokenizer.normalizer` and its like."""

import json

from tokenizers._host import call, call_json, integer, sequence, text
from tokenizers._missing import Refusing, refused


class Step(Refusing):
    """A step of the pipeline; `kind` is its type in tokenizer.json."""

    def __init__(self, handle, kind):
        self.__dict__.update(_handle=handle, _kind=kind)

    def __getattr__(self, name):
        raise AttributeError(
            f"'{type(self).__module__}.{self.__dict__.get('_kind')}' object has no attribute '{name}'",
            name=name,
            obj=self,
        )

    def __setattr__(self, name, value):
        raise refused(f"changing {self._kind}.{name}")

    def __reduce__(self):
        raise refused(f"pickling a {self._kind} by itself")

    def __repr__(self):
        return f"<{self._kind} of a tokenizer in this page>"


class Normalizer(Step):
    __module__ = "tokenizers.normalizers"
    _REFUSED = ("normalize",)

    def normalize_str(self, sequence):
        return call("normalize", self._handle, text(sequence))


class PreTokenizer(Step):
    __module__ = "tokenizers.pre_tokenizers"
    _REFUSED = ("pre_tokenize",)

    def pre_tokenize_str(self, sequence):
        """[(pre-token, (start, end) in characters)]. The text has to be normalised already."""
        return [(part, (start, end)) for part, start, end in call_json("preTokenize", self._handle, text(sequence))]


class Decoder(Step):
    __module__ = "tokenizers.decoders"

    def decode(self, tokens):
        return call("join", self._handle, json.dumps([text(token) for token in sequence(tokens)]))


class BPE(Step):
    """Byte pair encoding. `settings`: those of the model that the real class shows as attributes."""

    __module__ = "tokenizers.models"
    _REFUSED = ("from_file", "read_file", "save", "get_trainer")

    def __init__(self, handle, kind, settings):
        super().__init__(handle, kind)
        self.__dict__.update(settings, _settings=settings)

    def tokenize(self, sequence):
        """The tokens of one pre-token."""
        ids = self._ids(text(sequence))
        tokens, at, out = call_json("tokens", self._handle, json.dumps(ids)), 0, []
        for id_, token in zip(ids, tokens, strict=True):
            out.append(Token(id_, token, (at, at + len(token.encode("utf-8")))))
            at = out[-1].offsets[1]
        return out

    def _ids(self, sequence):
        return call_json("merge", self._handle, sequence)

    def token_to_id(self, token):
        return call_json("ids", self._handle, json.dumps([text(token)]))[0]

    def id_to_token(self, id_):
        return call_json("tokens", self._handle, json.dumps([integer(id_)]))[0]


class Token:
    """id, value and offsets (in bytes) of one token."""

    def __init__(self, id_, value, offsets):
        self.id, self.value, self.offsets = id_, value, offsets

    def as_tuple(self):
        return (self.id, self.value, self.offsets)
