"""What is not in the page: errors that name it and the way out."""

import opcode
import sys

WAY_OUT = (
    "the code in this page has the tokenizers only. "
    "With the lesson's notebook or script (the links under its title) it runs on your computer, "
    "where the full library is."
)


def missing_name(module, name):
    """For a module's `__getattr__`: AttributeError, or ImportError where `from module import name` asked."""
    if name.startswith("__"):
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    frame = sys._getframe(2)
    asked = frame.f_code.co_code[frame.f_lasti] if frame.f_lasti >= 0 else None
    message = f"{module} has no {name!r} here: {WAY_OUT}"
    if asked == opcode.opmap["IMPORT_FROM"]:
        raise ImportError(message, name=module)
    raise AttributeError(message)


def no_such_repo(asked, known):
    """The sentence for a tokenizer that the site does not have."""
    return (
        f"There is no tokenizer {asked!r} in this page, which has {', '.join(sorted(known))}. For any other: {WAY_OUT}"
    )


def refused(what):
    """NotImplementedError for something that the full library can do."""
    return NotImplementedError(f"{what} does not work here: {WAY_OUT}")


def refusal(name, owner=None):
    """A method that the full library has and the page has not. `owner`: the class of a static one, whose first argument may be anything."""

    def method(self, *args, **kwargs):
        asked = self if isinstance(self, type) else type(self)
        raise refused(f"{(asked if owner is None or issubclass(asked, owner) else owner).__name__}.{name}()")

    method.__name__ = method.__qualname__ = name
    return method


_OPEN = frozenset(("Normalizer", "PreTokenizer", "Decoder", "PostProcessor", "Model", "Trainer"))


def sealed(cls):
    """TypeError where a cell makes a subclass of a class that nobody may derive from."""
    base = cls.__mro__[1]
    if cls.__module__.partition(".")[0] != "tokenizers" and base.__name__ not in _OPEN:
        raise TypeError(f"type '{base.__module__}.{base.__name__}' is not an acceptable base type")


class Refusing:
    """Mixin: names in `_REFUSED` are methods that the real class has and that do not work here; all others are
    unknown."""

    _REFUSED = ()

    def __init_subclass__(cls):
        sealed(cls)
        for name in cls._REFUSED:
            setattr(cls, name, refusal(name, cls))

    def __getattr__(self, name):
        raise AttributeError(
            f"'{type(self).__module__}.{type(self).__name__}' object has no attribute '{name}'", name=name, obj=self
        )
