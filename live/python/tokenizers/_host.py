"""The border to JavaScript: module `_tour_tokenizers`, which the worker registers (live/src/tokenizers/host.ts).

Strings, numbers and booleans cross; lists cross as JSON. An error there arrives as `pyodide.ffi.JsException`.
"""

import json
from collections.abc import Sequence

from pyodide.ffi import JsException


def call(name, *arguments):
    """Calls a function of the host that returns a string or a number."""
    import _tour_tokenizers

    return getattr(_tour_tokenizers, name)(*arguments)


def call_json(name, *arguments):
    """The same, for a function that returns JSON."""
    return json.loads(call(name, *arguments))


class Unreadable(Exception):
    """What the page cannot read of a tokenizer, in a sentence; for readers an Exception, as the library's are."""


Unreadable.__name__ = Unreadable.__qualname__ = "Exception"
Unreadable.__module__ = "builtins"


def workshop(name, *arguments):
    """Calls a function of live/src/tokenizers/workshop. What fails there is an Exception, as the library's are."""
    import _tour_workshop

    try:
        return getattr(_tour_workshop, name)(*arguments)
    except JsException as error:
        kind = Unreadable if error.name == "UnreadableTokenizer" else Exception
        raise kind(error.message) from None


def workshop_json(name, *arguments):
    """The same, for a function that returns JSON."""
    return json.loads(workshop(name, *arguments))


def text(value):
    """`value` if JavaScript and Rust can take it. Raises UnicodeEncodeError for lone surrogates, as the real
    library."""
    if not isinstance(value, str):
        raise TypeError(f"{named(value)} is not an instance of 'str'")
    value.encode("utf-8")
    return str(value)


def integers(values):
    """A list of token ids, checked as the real library checks them."""
    values = sequence(values)
    if set(map(type, values)) == {int} and min(values) >= 0 and not max(values) >> 32:  # long lists are of this kind
        return list(values)
    return [integer(value) for value in values]


def sequence(values):
    """A sequence other than a string."""
    if isinstance(values, str):
        raise TypeError("Can't extract `str` to `Vec`")
    if not isinstance(values, Sequence):
        raise TypeError(f"{named(values)} is not an instance of 'Sequence'")
    return values


def boolean(value):
    if not isinstance(value, bool):
        raise TypeError(f"{named(value)} is not an instance of 'bool'")
    return value


def named(value):
    return "'None'" if value is None else f"'{type(value).__name__}' object"


def integer(value, bits=32):
    if not hasattr(type(value), "__index__"):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    value = value.__index__()
    if value < 0 or value >> bits:
        raise OverflowError(f"number too {'small' if value < 0 else 'large'} to fit in target type")
    return value
