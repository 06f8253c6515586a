"""Components: what normalizers, pre-tokenizers, post-processors and decoders have in common.

A component is its settings, as tokenizer.json has them; what it does, the workshop does (live/src/tokenizers/workshop)
or, for post-processors, this package. A class names its settings by `Field`s; constructor, attributes, JSON and
what is shown follow from them.
"""

import json

from tokenizers._host import boolean, named, text, workshop
from tokenizers._inputs import size
from tokenizers._missing import Refusing
from tokenizers._show import Bare, Struct, shown

REQUIRED = object()


class Field:
    """A setting. `check(value)` makes of what Python gives what JSON holds, `read` the opposite; `key` is its name there.

    `hidden`: no argument of the constructor. `saved`: what it is where a file does not say.
    """

    def __init__(self, name, check, default=REQUIRED, *, key=None, read=None, shown=None, saved=REQUIRED):
        self.name, self.check, self.default = name, check, default
        self.key = key or name
        self.read = read or (lambda value: value)
        self.shown = shown or (lambda value: value)
        self.saved = default if saved is REQUIRED else saved

    def attribute(self):
        def get(component):
            return self.read(component._state[self.key])

        def put(component, value):
            component._state[self.key] = self.check(value)
            component._written = None

        return property(get, put)


class Component(Refusing):
    """Base of all; those with a `FAMILY` are the library's base classes, which nobody makes."""

    FAMILY = ""
    FIELDS = ()
    TYPE = ""
    _EXTRA = False  # whether unknown keywords are ignored

    def __init_subclass__(cls):
        super().__init_subclass__()
        for field in cls.__dict__.get("FIELDS", ()):
            if field.name not in cls.__dict__:
                setattr(cls, field.name, field.attribute())
        cls.TYPE = cls.__dict__.get("TYPE", cls.__name__)

    def __new__(cls, /, *args, **kwargs):
        if "FAMILY" in cls.__dict__ or cls is Component:
            raise TypeError(f"cannot create '{cls.__module__}.{cls.__name__}' instances")
        if cls.__module__ != cls.__mro__[1].__module__ and "FAMILY" in cls.__mro__[1].__dict__:
            raise TypeError(f"cannot create '{cls.__name__}' instances")
        given = bound(cls, cls.FIELDS, args, kwargs, cls._EXTRA)
        return cls._of({field.key: field.check(given[field.name]) for field in cls.FIELDS})

    @classmethod
    def _of(cls, state):
        """With settings as JSON has them; what is missing gets its default, and what is unknown is left out."""
        self = object.__new__(cls)
        kept = {field.key: state[field.key] if field.key in state else cls._missing(field) for field in cls.FIELDS}
        self.__dict__.update(_state=kept, _written=None, _number=None)
        return self

    @staticmethod
    def _missing(field):
        return None if field.saved is None else field.check(field.saved)

    def _config(self):
        return {"type": self.TYPE, **self._state}

    def _json(self):
        if self._written is None:
            self.__dict__["_written"] = compact(self._config())
        return self._written

    def _step(self, kind):
        """The number of this step in the workshop, which knows steps by their settings."""
        written = self._json()
        if self._number is None or self._number[0] is not written:
            self.__dict__["_number"] = (written, workshop("step", kind, written))
        return self._number[1]

    def _shown(self):
        return Struct(self.TYPE, {field.key: field.shown(self._state[field.key]) for field in self.FIELDS})

    def __repr__(self):
        return shown(self._shown())

    def __str__(self):
        return shown(self._shown(), short=True)

    def __getstate__(self):
        return self._json().encode()

    def __reduce__(self):
        return (_restored, (self.FAMILY, self._json()))


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _restored(family, written):
    return component(family, json.loads(written))


def component(family, config):
    """A component of a family ("normalizers", …) from what tokenizer.json says of it; None for null."""
    import importlib

    if config is None:
        return None
    return importlib.import_module(f"tokenizers.{family}").CLASSES[config["type"]]._from(config)


class Listed:
    """Mixin: a Sequence, whose members go on belonging to whoever has them."""

    KEY = ""
    ARGUMENT = ""  # of the constructor, where it is not KEY
    _FLAT = True  # whether a Sequence in it gives its members

    @classmethod
    def _from(cls, config):
        return cls._with([component(cls.FAMILY, part) for part in config[cls.KEY]])

    @classmethod
    def _with(cls, members):
        self = object.__new__(cls)
        gives = lambda member: member._members if cls._FLAT and isinstance(member, Listed) else [member]  # noqa: E731
        flat = [one for member in members for one in gives(member)]
        self.__dict__.update(_members=flat, _state={}, _written=None, _number=None)
        return self

    def __new__(cls, /, *args, **kwargs):
        name = cls.ARGUMENT or cls.KEY
        given = bound(cls, (Field(name, None),), args, kwargs)[name]
        if not isinstance(given, list):
            raise TypeError(f"{named(given)} is not an instance of 'list'")
        return cls._with([instance(member, cls.__mro__[2]) for member in given])

    def _config(self):
        return {"type": "Sequence", self.KEY: [member._config() for member in self._members]}

    def _json(self):
        """Written anew when a member has changed, which anybody may do who has it."""
        parts = [member._json() for member in self._members]
        if self._written is None or self._parts != parts:
            written = f'{{"type":"Sequence","{self.KEY}":[{",".join(parts)}]}}'
            self.__dict__.update(_written=written, _parts=parts)
        return self._written

    def _shown(self):
        return Struct("Sequence", {self.KEY: [member._shown() for member in self._members]})

    def __getitem__(self, index):
        if size(index) >= len(self._members):
            raise IndexError("Index not found")
        return self._members[index]

    def __setitem__(self, index, value):
        member = instance(value, type(self).__mro__[2])
        if size(index) >= len(self._members):
            raise IndexError("Index not found")
        self._members[index] = member

    def __delitem__(self, index):
        raise NotImplementedError("can't delete item")

    def __len__(self):  # that of normalizers alone has one
        raise TypeError(f"object of type '{self.__module__}.Sequence' has no len()")

    def __bool__(self):
        return True


def instance(value, base):
    if not isinstance(value, base):
        raise TypeError(f"{named(value)} is not an instance of '{base.__name__}'")
    return value


def bound(cls, fields, args, kwargs, extra=False):
    """{name: value} of a call, or the TypeError that the library raises."""
    names = [field.name for field in fields]
    what = f"{cls.__name__}.__new__()"
    if len(args) > len(names):
        required = sum(field.default is REQUIRED for field in fields)
        takes = f"from {required} to {len(names)}" if required < len(names) else str(len(names))
        were = "was" if len(args) == 1 else "were"
        raise TypeError(f"{what} takes {takes} positional arguments but {len(args)} {were} given")
    given = dict(zip(names, args, strict=False))
    for name, value in kwargs.items():
        if name in given:
            raise TypeError(f"{what} got multiple values for argument '{name}'")
        if name not in names and not extra:
            raise TypeError(f"{what} got an unexpected keyword argument '{name}'")
        given[name] = value
    missing = [field.name for field in fields if field.default is REQUIRED and field.name not in given]
    if missing:
        quoted = " and ".join(f"'{name}'" for name in missing)
        raise TypeError(
            f"{what} missing {len(missing)} required positional argument{'s' * (len(missing) > 1)}: {quoted}"
        )
    return {field.name: given.get(field.name, field.default) for field in fields}


# Settings of more than one class


def character(value):
    if len(text(value)) != 1:
        raise ValueError("expected a string of length 1")
    return value


def optional(check):
    return lambda value: None if value is None else check(value)


def pattern(value):
    from tokenizers._regex import Regex

    if isinstance(value, Regex):
        return {"Regex": value._pattern}
    if isinstance(value, str):
        return {"String": text(value)}
    raise TypeError(
        "failed to extract enum PyPattern ('str | tokenizers.Regex')\n"
        f"- variant Str (str): TypeError: failed to extract field PyPattern::Str.0, caused by TypeError: {named(value)} "
        "is not an instance of 'str'\n- variant Regex (tokenizers.Regex): TypeError: failed to extract field "
        f"PyPattern::Regex.0, caused by TypeError: {named(value)} is not an instance of 'Regex'"
    )


def pattern_shown(value):
    return Struct(next(iter(value)), value, plain=True)


def metaspace_fields():
    schemes = ("first", "never", "always")

    def scheme(value):
        if text(value) not in schemes:
            raise ValueError(f"{value} is an unknown variant, should be one of {list(schemes)}")
        return value

    return (
        Field("replacement", character, "▁"),
        Field("prepend_scheme", scheme, "always", shown=Bare),
        Field("split", boolean, True),
    )


def old_metaspace(config):
    """Of files of long ago: `add_prefix_space` instead of `prepend_scheme`."""
    return config | {"prepend_scheme": "never"} if config.get("add_prefix_space") is False else config
