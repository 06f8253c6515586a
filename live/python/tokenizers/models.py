"""Models: what makes tokens of words."""

import json

from tokenizers._box import Box
from tokenizers._component import Field, bound, optional
from tokenizers._host import Unreadable, boolean, integer, sequence, text
from tokenizers._inputs import size
from tokenizers._missing import Refusing, missing_name
from tokenizers._model_arguments import check_merges, merge_list, read_single, scored, single, vocabulary
from tokenizers._model_files import read_json, read_merges, read_words, save
from tokenizers._show import Struct, shown


class Model(Refusing):
    """Base of all models. Two that share a `_box` are one model."""

    FIELDS = ()

    def __init_subclass__(cls):
        super().__init_subclass__()
        for field in cls.FIELDS:
            setattr(cls, field.name, _attribute(field))

    def __new__(cls, *args, **kwargs):
        if cls is Model:
            bound(cls, (), args, kwargs)
            return BPE()
        self = object.__new__(cls)
        self.__dict__["_box"] = Box(cls._config(*args, **kwargs))
        return self

    @classmethod
    def _of(cls, box):
        self = object.__new__(CLASSES[box.settings["type"]])
        self.__dict__["_box"] = box
        return self

    def __setattr__(self, name, value):
        if not isinstance(getattr(type(self), name, None), property):
            raise AttributeError(f"'{type(self).__module__}.{type(self).__name__}' object has no attribute '{name}'")
        object.__setattr__(self, name, value)

    def tokenize(self, sequence):
        """The tokens of one word."""
        return [Token(id_, value, (start, end)) for id_, value, start, end in self._box.tokenize(text(sequence))]

    def _ids(self, sequence):
        return self._box.word_ids(sequence)

    def token_to_id(self, token):
        return self._box.ids([text(token)])[0]

    def id_to_token(self, id):
        return self._box.tokens([integer(id)])[0]

    def save(self, folder, prefix=None, name=None):
        """Writes the files of the model into a folder; returns their names."""
        prefix = name if prefix is None else prefix
        return save(self._box, text(folder), None if prefix is None else text(prefix))

    def get_trainer(self):
        from tokenizers import trainers

        return getattr(trainers, f"{type(self).__name__.replace('BPE', 'Bpe')}Trainer")()

    def _shown(self):
        return model_shown(self._box)

    def __repr__(self):
        return shown(self._shown())

    def __str__(self):
        return shown(self._shown(), short=True)

    def __getstate__(self):
        return self._box.written().encode()

    def __reduce__(self):
        return (_restored, (self._box.written(),))


def _attribute(field):
    def get(model):
        return field.read(model._box.settings.get(field.key))

    def put(model, value):
        model._box.change(field.key, field.check(value))

    return property(get, put)


def model_shown(box):
    settings = dict(box.settings)
    kind = settings.pop("type")
    order = {"WordLevel": ["vocab", "unk_token"], "Unigram": ["unk_id", "vocab", "byte_fallback"]}.get(kind)
    if kind == "Unigram":
        settings["vocab"] = [(token, float(score)) for token, score in box.learnt()]
    else:
        ordered = sorted(box.vocabulary().items(), key=lambda item: item[1])
        settings["vocab"] = dict(ordered)
    if kind == "BPE":
        settings["dropout"] = read_single(settings["dropout"])
        settings["merges"] = [tuple(pair) for pair in box.learnt()]
    return Struct(kind, {name: settings[name] for name in order or settings})


def _restored(written):
    return Model._of(Box(json.loads(written)))


class Token:
    """id, value and offsets (in bytes) of one token."""

    __module__ = "tokenizers"

    def __init__(self, id, value, offsets):
        self.id, self.value, self.offsets = id, value, offsets

    def as_tuple(self):
        return (self.id, self.value, self.offsets)


class BPE(Model):
    FIELDS = (
        Field("dropout", optional(single), read=read_single),
        Field("unk_token", optional(text)),
        Field("continuing_subword_prefix", optional(text)),
        Field("end_of_word_suffix", optional(text)),
        Field("fuse_unk", boolean),
        Field("byte_fallback", boolean),
        Field("ignore_merges", boolean),
    )

    @classmethod
    def _config(cls, *args, **kwargs):
        given = _learnt(cls, args, kwargs, "vocab", "merges")
        vocab, merges = optional(vocabulary)(given["vocab"]), optional(merge_list)(given["merges"])
        optional(size)(kwargs.get("cache_capacity"))
        if (vocab is None) != (merges is None):
            raise ValueError("`vocab` and `merges` must be both specified")
        vocab, merges = ({}, []) if vocab is None else (vocab, merges)
        if isinstance(vocab, str) != isinstance(merges, str):
            raise ValueError("`vocab` and `merges` must be both be from memory or both filenames")
        config = _given(cls, kwargs, "Ignored unknown kwarg option", ignored=("cache_capacity",))
        if isinstance(vocab, str):
            try:
                vocab, merges = read_json(vocab), read_merges(merges)
            except Exception as error:
                raise Exception(f"Error while initializing BPE: {error}") from None
        if config.get("dropout") is not None and not 0 <= config["dropout"] <= 1:
            raise Exception("Error while initializing BPE: Dropout should be between 0 and 1, inclusive")
        check_merges(vocab, merges, config.get("continuing_subword_prefix") or "")
        return {"type": "BPE", **config, "vocab": vocab, "merges": merges}

    @staticmethod
    def read_file(vocab, merges):
        text(vocab), text(merges)
        try:
            return read_json(vocab), [tuple(pair) for pair in read_merges(merges)]
        except Exception as error:
            raise Exception(f"Error while reading vocab & merges files: {error}") from None

    @classmethod
    def from_file(cls, vocab, merges, **kwargs):
        text(vocab), text(merges)
        try:
            read, pairs = read_json(vocab), [tuple(pair) for pair in read_merges(merges)]
        except Exception as error:
            raise Exception(f"Error while reading BPE files: {error}") from None
        return cls(read, pairs, **kwargs)


def _learnt(cls, args, kwargs, *names):
    """What a model has learnt, by name: arguments that may be left out, of which keywords are taken out of `kwargs`."""
    named = {name: kwargs.pop(name) for name in names if name in kwargs}
    return bound(cls, [Field(name, None, None) for name in names], args, named)


def _given(cls, kwargs, complaint, ignored=()):
    """The settings among keywords; of others it is only said that they are none."""
    fields = {field.name: field for field in cls.FIELDS}
    for name in kwargs:
        if name not in fields and name not in ignored:
            print(complaint, name)
    return {name: fields[name].check(value) for name, value in kwargs.items() if name in fields}


class _WithVocabulary(Model):
    """A model whose vocabulary is all that it learns."""

    @classmethod
    def read_file(cls, vocab):
        text(vocab)
        try:
            return cls._read(vocab)
        except Exception as error:
            raise Exception(f"Error while reading {cls.__name__} file: {error}") from None

    @classmethod
    def from_file(cls, vocab, *args, **kwargs):
        return cls(cls.read_file(vocab), *args, **kwargs)

    @classmethod
    def _vocabulary(cls, vocab):
        """Of None, of what `vocabulary` has checked, or of a file."""
        return cls._read(vocab) if isinstance(vocab, str) else vocab or {}


class WordPiece(_WithVocabulary):
    FIELDS = (
        Field("unk_token", text),
        Field("continuing_subword_prefix", text),
        Field("max_input_chars_per_word", size),
    )
    _read = staticmethod(read_words)

    @classmethod
    def _config(cls, *args, **kwargs):
        vocab = optional(vocabulary)(_learnt(cls, args, kwargs, "vocab")["vocab"])
        defaults = {"unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100}
        given = _given(cls, kwargs, "Ignored unknown kwargs option")
        try:
            return {"type": "WordPiece", **defaults, **given, "vocab": cls._vocabulary(vocab)}
        except Exception as error:
            raise Exception(f"Error while initializing WordPiece: {error}") from None


class WordLevel(_WithVocabulary):
    FIELDS = (Field("unk_token", text),)
    _read = staticmethod(read_json)

    @classmethod
    def _config(cls, *args, **kwargs):
        given = bound(cls, (Field("vocab", None, None), Field("unk_token", None, None)), args, kwargs)
        vocab = optional(vocabulary)(given["vocab"])
        unknown = "<unk>" if given["unk_token"] is None else text(given["unk_token"])
        return {"type": "WordLevel", "vocab": cls._vocabulary(vocab), "unk_token": unknown}


class Unigram(Model):
    @classmethod
    def _config(cls, *args, **kwargs):
        names = ("vocab", "unk_id", "byte_fallback", "alpha", "nbest_size")
        given = bound(cls, [Field(name, None, None) for name in names], args, kwargs)
        if given["alpha"] is not None or given["nbest_size"] is not None:
            raise Unreadable(
                "sampling with a Unigram (`alpha`, `nbest_size`) gives other tokens each time; the page cannot do it"
            )
        vocab = None if given["vocab"] is None else [scored(pair) for pair in sequence(given["vocab"])]
        unk_id = None if given["unk_id"] is None else size(given["unk_id"])
        fallback = False if given["byte_fallback"] is None else boolean(given["byte_fallback"])
        if vocab is None:
            if unk_id is not None:
                raise ValueError("`vocab` and `unk_id` must be both specified")
            return {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0]], "byte_fallback": False}
        if unk_id is not None and unk_id >= len(vocab):
            told = (
                "The `unk_id` is larger than vocabulary size"
                if vocab
                else "The vocabulary is empty but at least <unk> is needed"
            )
            raise Exception(f"Error while loading Unigram: {told}")
        return {"type": "Unigram", "unk_id": unk_id, "vocab": vocab, "byte_fallback": fallback}

    alpha = nbest_size = property(lambda self: None)


CLASSES = {cls.__name__: cls for cls in (BPE, WordPiece, WordLevel, Unigram)}


def __getattr__(name):
    missing_name("tokenizers.models", name)
