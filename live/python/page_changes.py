"""Which of the page's names hold something else after a cell has run.

What a cell's code shows of that, live/src/page/names.ts reads; here is what only shows when it runs: a method that was
handed on, a function's own variables, a class's, what an operator does. A library's own objects are not looked into.
"""

import contextlib
import functools
import types
from collections import UserDict, UserList, deque

OF_ONE = 4_000  # things looked at for one name; what holds more is not known
OF_ALL = 10_000  # for all names after one run
OWN = "__main__"
LAST = frozenset({"_", "__", "___"})  # what the cells before gave, not what they keep

ATOMS = frozenset({int, float, complex, bool, str, bytes, type(None), type(...), range})
HOLDERS = frozenset({list, tuple, set, frozenset, deque, bytearray, dict})
# What it holds, and no other code asks for: attributes by type
HELD = {
    types.FunctionType: ("__code__", "__defaults__", "__kwdefaults__", "__closure__", "__dict__"),
    types.MethodType: ("__self__", "__func__"),
    types.BuiltinMethodType: ("__self__",),
    types.MethodWrapperType: ("__self__",),
    types.CellType: ("cell_contents",),
    types.SimpleNamespace: ("__dict__",),
    functools.partial: ("func", "args", "keywords"),
    staticmethod: ("__func__",),
    classmethod: ("__func__",),
    property: ("fget", "fset", "fdel"),
}


class Changes:
    """`look()` after each run: the names in `names` whose objects are not as they were at the look before."""

    def __init__(self, names):
        self._names = names
        self._marks = {}

    def look(self):
        """The names, sorted. What has no name yet, or too much in it to look through, is not among them."""
        marks, left = {}, OF_ALL
        for name, value in list(self._names.items()):
            if name in LAST or (name.startswith("__") and name.endswith("__")):
                continue
            with contextlib.suppress(Exception):  # a class of the reader's own may refuse to be looked at
                marks[name], steps = mark(value, min(OF_ONE, left))
                left -= steps
        before, self._marks = self._marks, marks
        return sorted(
            name for name, now in marks.items() if None not in (now, before.get(name)) and now != before[name]
        )


def mark(value, limit):
    """A number that stays while nothing in `value` changes, None for more than `limit` things; and how many there
    were."""
    found, places, waiting, steps = [], {}, [value], 0
    while waiting:
        value = waiting.pop()
        kind = type(value)
        steps += 1
        if kind in ATOMS:
            found.append(value)
            continue
        if id(value) in places:
            found.append(places[id(value)][0])
            continue
        places[id(value)] = len(places), value  # held, so that nothing else gets its id
        size = sum(base.__len__(value) for base in kind.__mro__ if base in HOLDERS)
        if steps + size // 10 > limit:
            return None, steps
        inside = parts(value, kind)
        if inside is None:
            found.append(id(value))
            continue
        steps += len(inside) // 10
        found += (kind.__name__, len(inside))
        if ATOMS.issuperset(map(type, inside)):
            found.append(hash(tuple(inside)))
        elif steps + len(inside) > limit:
            return None, steps
        else:
            waiting += inside
    return hash(tuple(found)), steps


def parts(value, kind):
    """What is in it, as a list; None where it is not looked into."""
    inside = None
    for base in kind.__mro__:
        if base is dict:
            inside = [*(inside or ()), *dict.keys(value), *dict.values(value)]
        elif base in HOLDERS:
            inside = [*(inside or ()), *base.__iter__(value)]
        elif base is type and value.__module__ == OWN:
            inside = [*type.__getattribute__(value, "__dict__").values(), *value.__bases__]
        elif base in (UserDict, UserList):
            inside = [*(inside or ()), object.__getattribute__(value, "data")]
        elif base in HELD:
            inside = [*(inside or ()), *(attribute(value, name) for name in HELD[base])]
    if kind.__module__ == OWN and not issubclass(kind, type):
        slots = [slot for base in kind.__mro__ for slot in names_of(base.__dict__.get("__slots__", ()))]
        own = [attribute(value, slot) for slot in ("__dict__", *slots)]
        inside = [*(inside or ()), kind, *own]
    elif inside is None and kind.__module__ == "builtins" and hasattr(kind, "__length_hint__"):
        return [kind.__length_hint__(value)]  # an iterator: how much of it is left
    return inside


def names_of(slots):
    return (slots,) if isinstance(slots, str) else slots


def attribute(value, name):
    """None where it has none."""
    try:
        return object.__getattribute__(value, name)
    except (AttributeError, ValueError):  # an empty cell of a closure is a ValueError
        return None
