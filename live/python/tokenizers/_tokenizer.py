"""Tokenizer: a model and the steps around it, put together by hand, read from a file, or one of the site."""

import copy
import json

from tokenizers import decoders, normalizers, pre_tokenizers, processors
from tokenizers._box import Box, SiteBox
from tokenizers._coding import Coding
from tokenizers._component import component, instance
from tokenizers._engine import Engine
from tokenizers._files import open_file
from tokenizers._host import boolean, call, call_json, named, text, workshop_json
from tokenizers._missing import Refusing, no_such_repo, refused
from tokenizers._names import named_as
from tokenizers._sections import read_padding, read_truncation
from tokenizers._show import Struct, shown
from tokenizers._training import Training
from tokenizers._vocabulary import Vocabulary
from tokenizers._written import document, sections_shown
from tokenizers.models import Model, model_shown

_PARTS = {
    "normalizer": normalizers.Normalizer,
    "pre_tokenizer": pre_tokenizers.PreTokenizer,
    "post_processor": processors.PostProcessor,
    "decoder": decoders.Decoder,
}
_FAMILIES = {name: base.FAMILY for name, base in _PARTS.items()}
_READ_ONLY = ("truncation", "padding")
OF_THE_FILE = ("TokenizersBackend", "Qwen2Tokenizer")  # of these classes AutoTokenizer loads what tokenizer.json says


@named_as
class Tokenizer(Vocabulary, Coding, Training, Refusing):
    """A tokenizer. What it encodes with is assembled when it is asked for, and again when one of its parts has changed."""

    __module__ = "tokenizers"
    _REFUSED = ("async_encode", "async_encode_batch", "async_encode_batch_fast", "async_decode_batch")

    def __new__(cls, model):
        return cls._with(instance(model, Model))

    @classmethod
    def _with(cls, model, parts=None, engine=None, surface=None):
        self = object.__new__(cls)
        self.__dict__.update(dict.fromkeys((*_PARTS, "truncation", "padding", "_known", "_spaces")), model=model)
        self.__dict__.update(encode_special_tokens=False, _engine=engine or Engine(), _surface=surface, **(parts or {}))
        return self

    # Where tokenizers come from

    @classmethod
    def _open(cls, repo):
        """The tokenizer of a repo of the site, as AutoTokenizer loads it."""
        packed = workshop_json("open", repo)
        if packed is not None:
            self = cls._read(packed)
            self.__dict__.update(_surface=json.loads(packed["surface"]), _repo=repo)
            return self
        site = call("open", repo)
        described = call_json("describe", site)
        surface = json.loads(described["surface"])
        configs = described["pipeline"] | {"post_processor": described["post_processor"]} | surface["pipeline"]
        parts = {name: component(family, configs[name]) for name, family in _FAMILIES.items()}
        settings = {"dropout": None, "unk_token": None, **configs["affixes"], **described["model"]}
        model = Model._of(SiteBox(site, settings, described["vocab_size"]))
        self = cls._with(model, parts, Engine(site), surface)
        self.__dict__["_repo"] = repo
        return self

    @classmethod
    def from_pretrained(cls, identifier, revision="main", token=None):
        """The tokenizer of a repo, where it is the one that `AutoTokenizer` loads too."""
        known = call_json("repos")
        if identifier not in known:
            raise Exception(no_such_repo(identifier, known))
        tokenizer = cls._open(identifier)
        if tokenizer._surface["class"] not in OF_THE_FILE:
            raise refused(
                f"Tokenizer.from_pretrained({identifier!r}), which reads another pipeline than "
                "AutoTokenizer.from_pretrained,"
            )
        return tokenizer

    @classmethod
    def from_str(cls, json):
        """A tokenizer from the text of a tokenizer.json."""
        return cls._read(workshop_json("read", text(json)))

    @classmethod
    def _read(cls, read):
        parts = {name: component(family, read.get(name)) for name, family in _FAMILIES.items()}
        self = cls._with(Model._of(Box(handle=read["model"])), parts)
        self._engine.give(read["added"])
        self.__dict__.update(
            truncation=read_truncation(read.get("truncation")), padding=read_padding(read.get("padding"))
        )
        return self

    @classmethod
    def from_file(cls, path):
        with open_file(text(path)) as file:
            return cls.from_str(file.read())

    @classmethod
    def _read_as(cls, path, asked):
        """The tokenizer of a file as the class makes it that JSON `asked` leads to, and what is known of the class; None
        where nothing is asked."""
        if asked is None:
            return cls.from_file(path), None
        with open_file(text(path)) as file:
            read = workshop_json("readAs", text(file.read()), asked)
        return cls._read(read), read["made"]

    @classmethod
    def from_buffer(cls, buffer):
        if not isinstance(buffer, bytes):
            raise TypeError(f"{named(buffer)} is not an instance of 'bytes'")
        try:
            return cls.from_str(buffer.decode())
        except Exception as error:
            raise ValueError(f"Cannot instantiate Tokenizer from buffer: {error}") from None

    # Where they go

    def to_str(self, pretty=False):
        """The tokenizer as a tokenizer.json."""
        return document(self, boolean(pretty))

    def save(self, path, pretty=True):
        content = self.to_str(pretty)
        with open_file(text(path), "w") as file:
            file.write(content)

    def __repr__(self):
        return shown(self._shown())

    def __str__(self):
        return shown(self._shown(), short=True)

    def _shown(self):
        steps = {name: None if part is None else part._shown() for name in _PARTS for part in [getattr(self, name)]}
        return Struct("Tokenizer", sections_shown(self) | steps | {"model": model_shown(self.model._box)})

    # Parts

    def __setattr__(self, name, value):
        if name in _PARTS:
            value = None if value is None else instance(value, _PARTS[name])
        elif name == "model":
            instance(value, Model)
        elif name == "encode_special_tokens":
            boolean(value)
        elif name in _READ_ONLY:
            raise AttributeError(f"attribute '{name}' of 'tokenizers.Tokenizer' objects is not writable")
        self.__dict__[name] = value

    def __delattr__(self, name):
        if name in (*_PARTS, "model", "encode_special_tokens", *_READ_ONLY):
            raise AttributeError("property has no deleter")
        object.__delattr__(self, name)

    def _ask(self, name, *arguments):
        return self._engine.ask(self, name, *arguments)

    def _ask_json(self, name, *arguments):
        return self._engine.ask_json(self, name, *arguments)

    def _built(self, name, *arguments):
        """A function that only the workshop has: a tokenizer of the site goes there."""
        return self._engine.build(self, name, *arguments)

    def _add_prefix_space(self, where):
        """A space before each "text" between added tokens, or before each of its "words", unless one is there."""
        self.__dict__["_spaces"] = where
        call("addPrefixSpace", self._engine.site(), where)
        members = getattr(self.pre_tokenizer, "_members", [self.pre_tokenizer])
        for member in members:
            if isinstance(member, pre_tokenizers.ByteLevel):
                member.add_prefix_space = True
        self._engine.forget()

    # Copies

    def __deepcopy__(self, memo):
        site = self._engine.site()
        if site is None:  # from its text, as in the library: an added token may get another id
            copied = self.from_str(self.to_str())
        else:
            parts = {name: copy.deepcopy(getattr(self, name)) for name in _PARTS}
            again = call("copy", site)
            copied = self._with(Model._of(self.model._box.of(again)), parts, Engine(again), self._surface)
        rest = {name: copy.copy(value) for name, value in self.__dict__.items() if name in _KEPT}
        copied.__dict__.update(rest)
        return copied

    __copy__ = lambda self: self.__deepcopy__({})  # noqa: E731

    def __reduce__(self):
        if self._engine.site() is None:
            return (type(self).from_str, (self.to_str(),), {"encode_special_tokens": self.encode_special_tokens})
        return (type(self)._open, (self._repo,), self.__getstate__())

    def __getstate__(self):
        names = ("truncation", "padding", "encode_special_tokens", "post_processor", "_spaces")
        return {name: self.__dict__[name] for name in names} | {"added": self._added_rows()}

    def __setstate__(self, state):
        state = dict(state)
        if "added" in state:
            self._engine.add(self, [row for _, *row in state.pop("added")])
        spaces = state.pop("_spaces", None)
        self.__dict__.update(state)
        if spaces:
            self._add_prefix_space(spaces)


_KEPT = ("truncation", "padding", "encode_special_tokens", "_spaces", "_repo")
