"""The steps of a pipeline by themselves: `tokenizer.backend_tokenizer.normalizer` and its like."""

import json

from tokenizers._host import call, call_json, sequence, text
from tokenizers._missing import refused


class Step:
    """A step of the pipeline; `kind` is its type in tokenizer.json."""

    def __init__(self, handle, kind):
        self._handle = handle
        self._kind = kind

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise refused(f"{self._kind}.{name}")

    def __repr__(self):
        return f"<{self._kind} of a tokenizer in this page>"


class Normalizer(Step):
    def normalize_str(self, sequence):
        return call("normalize", self._handle, text(sequence))


class PreTokenizer(Step):
    def pre_tokenize_str(self, sequence):
        """[(pre-token, (start, end) in characters)]. The text has to be normalised already."""
        return [(part, (start, end)) for part, start, end in call_json("preTokenize", self._handle, text(sequence))]


class Decoder(Step):
    def decode(self, tokens):
        return call("join", self._handle, json.dumps([text(token) for token in sequence(tokens)]))


class BPE(Step):
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
        return call_json("tokens", self._handle, json.dumps([id_]))[0]


class Token:
    """id, value and offsets (in bytes) of one token."""

    def __init__(self, id_, value, offsets):
        self.id, self.value, self.offsets = id_, value, offsets

    def as_tuple(self):
        return (self.id, self.value, self.offsets)
