"""Trainers: how a model learns its vocabulary from texts."""

from tokenizers._added_token import AddedToken, token_rows
from tokenizers._component import Field, optional
from tokenizers._host import boolean, sequence, text, workshop
from tokenizers._inputs import size
from tokenizers._missing import Refusing, missing_name
from tokenizers._show import Bare, Struct, shown


class Trainer(Refusing):
    """Base of all trainers. `MODEL`: the kind of model that it can train."""

    MODEL = ""
    FIELDS = ()
    HIDDEN = {}  # settings that are no attributes, and their defaults

    def __init_subclass__(cls):
        super().__init_subclass__()
        for field in cls.FIELDS:
            if field.name not in cls.HIDDEN:
                setattr(cls, field.name, _attribute(field))

    def __new__(cls, *args, **kwargs):
        if cls is Trainer:
            raise TypeError("cannot create 'tokenizers.trainers.Trainer' instances")
        if args:
            were = "was" if len(args) == 1 else "were"
            raise TypeError(f"{cls.__name__}.__new__() takes 0 positional arguments but {len(args)} {were} given")
        fields = {field.name: field for field in cls.FIELDS}
        for name in kwargs:
            if name not in fields:
                print("Ignored unknown kwargs option", name)
        self = object.__new__(cls)
        state = {name: field.check(kwargs[name]) if name in kwargs else field.default for name, field in fields.items()}
        self.__dict__.update(_state=state, _words=0)
        return self

    def __setattr__(self, name, value):
        if not isinstance(getattr(type(self), name, None), property):
            raise AttributeError(f"'tokenizers.trainers.{type(self).__name__}' object has no attribute '{name}'")
        object.__setattr__(self, name, value)

    def _train(self, box, counts):
        """Trains a model; returns the special tokens that its tokenizer gets."""
        if box.settings["type"] != self.MODEL:
            raise Exception(f"{type(self).__name__} can only train a {self.MODEL}")
        special = self._state["special_tokens"]
        self.__dict__["_words"] = workshop("words", counts)
        settings = self._state | {"special_tokens": [row[0] for row in special]} | {"seed_size": 1_000_000}
        workshop("train", box.handle, counts, _json(settings))
        box.changed()
        return [AddedToken.from_row(*row) for row in special]

    def _shown(self):
        fields = {field.name: field.shown(self._state[field.name]) for field in self.FIELDS}
        return Struct(type(self).__name__, fields | self._more())

    def _more(self):
        return {"words": {}}

    def __repr__(self):
        return shown(self._outer())

    def __str__(self):
        return shown(self._outer(), short=True)

    def _outer(self):
        return Struct(type(self).__name__, {"": self._shown()}, plain=True)

    def __reduce__(self):
        return (_restored, (type(self).__name__, self._state))


def _json(value):
    import json

    return json.dumps(value)


def _restored(name, state):
    trainer = globals()[name]()
    trainer._state.update(state)
    return trainer


def _attribute(field):
    def get(trainer):
        return field.read(trainer._state[field.name])

    def put(trainer, value):
        trainer._state[field.name] = field.check(value)

    return property(get, put)


def _special_tokens(value):
    """Rows of AddedToken; all of them are special from now on."""
    return token_rows(value, True, "special_tokens must be a List[Union[str, AddedToken]]")


def _special_shown(rows):
    names = ("content", "single_word", "lstrip", "rstrip", "normalized", "special")
    return [Struct("AddedToken", dict(zip(names, row, strict=True))) for row in rows]


def _alphabet(value):
    """The first character of each text."""
    return list(dict.fromkeys(text(one)[0] for one in sequence(value) if text(one)))


_SPECIAL = Field(
    "special_tokens",
    _special_tokens,
    [],
    read=lambda rows: [AddedToken.from_row(*row) for row in rows],
    shown=_special_shown,
)
_SHOW = Field("show_progress", boolean, True)
_FORMATS = {"json": "JsonLines", "silent": "Silent"}
_FORMAT = Field(
    "progress_format",
    lambda value: text(value) if value in _FORMATS else "indicatif",
    "indicatif",
    shown=lambda value: Bare(_FORMATS.get(value, "Indicatif")),
)
_LIMIT = Field("limit_alphabet", optional(size), None)
_INITIAL = Field("initial_alphabet", _alphabet, [], read=list)
_SUFFIX = Field("end_of_word_suffix", optional(text), None)


class BpeTrainer(Trainer):
    MODEL = "BPE"
    FIELDS = (
        Field("min_frequency", size, 0),
        Field("vocab_size", size, 30000),
        _SHOW,
        _FORMAT,
        _SPECIAL,
        _LIMIT,
        _INITIAL,
        Field("continuing_subword_prefix", optional(text), None),
        _SUFFIX,
        Field("max_token_length", optional(size), None),
    )

    def get_word_count(self):
        return self._words


class WordPieceTrainer(Trainer):
    MODEL = "WordPiece"
    FIELDS = (
        Field("min_frequency", size, 0),
        Field("vocab_size", size, 30000),
        _SHOW,
        _SPECIAL,
        _LIMIT,
        _INITIAL,
        Field("continuing_subword_prefix", optional(text), "##"),
        _SUFFIX,
    )

    def _train(self, box, counts):
        self._state["max_token_length"] = None
        return super()._train(box, counts)

    def _shown(self):
        inner = BpeTrainer()
        inner._state.update(self._state)
        return Struct("WordPieceTrainer", {"bpe_trainer": inner._shown()})


class WordLevelTrainer(Trainer):
    MODEL = "WordLevel"
    FIELDS = (Field("min_frequency", size, 0), Field("vocab_size", size, 30000), _SHOW, _SPECIAL)


def _factor(value):
    if not isinstance(value, (int, float)):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    return float(value)


class UnigramTrainer(Trainer):
    """Its scores agree with the library's but for their last digits, which differ there from run to run too."""

    MODEL = "Unigram"
    HIDDEN = {"n_sub_iterations", "shrinking_factor", "unk_token", "max_piece_length"}
    FIELDS = (
        _SHOW,
        Field("vocab_size", size, 8000),
        Field("n_sub_iterations", size, 2),
        Field("shrinking_factor", _factor, 0.75),
        _SPECIAL,
        _INITIAL,
        Field("unk_token", optional(text), None),
        Field("max_piece_length", size, 16),
    )

    def _more(self):
        return {"seed_size": 1_000_000, "words": {}}


for _cls in (BpeTrainer, WordPieceTrainer, WordLevelTrainer, UnigramTrainer):
    _cls.__module__ = "tokenizers.trainers"
del _cls


def __getattr__(name):
    missing_name("tokenizers.trainers", name)
