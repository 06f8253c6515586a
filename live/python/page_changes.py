"""Which of the page's names hold something else after a cell has run.

What a cell's code shows of that, live/src/page/names.ts reads; here is what only shows when it runs: a method that was
handed on, a function's own variables, a class's, what an operator does. A library's own objects are not looked into.
No code of the reader's runs for it: types are told apart by their ids, since a metaclass may have an == of its own.
"""

import contextlib
import functools
import io
import marshal
import types
from collections import ChainMap, OrderedDict, UserDict, UserList, deque

OF_ONE = 4_000  # things looked at for one name; what holds more is not known
OF_ALL = 10_000  # for all names after one run
OWN = "__main__"
LAST = frozenset({"_", "__", "___"})  # what the cells before gave, not what they keep

TEXTS = (str, bytes)  # whose hash is computed once, however long they are
ATOMS = frozenset(map(id, (int, float, complex, bool, *TEXTS, type(None), type(...))))
HOLDERS = frozenset(map(id, (list, tuple, set, frozenset, deque, bytearray, OrderedDict)))
COUNTED = HOLDERS | {id(dict)}
# What it holds, and no other code asks for: attributes by type
HELD = {
    id(kind): names
    for kind, *names in (
        (
            types.FunctionType,
            "__name__",
            "__doc__",
            "__code__",
            "__defaults__",
            "__kwdefaults__",
            "__closure__",
            "__dict__",
        ),
        (types.MethodType, "__self__", "__func__"),
        (types.BuiltinMethodType, "__self__"),
        (types.MethodWrapperType, "__self__"),
        (types.CellType, "cell_contents"),
        (types.SimpleNamespace, "__dict__"),
        (functools.partial, "func", "args", "keywords"),
        (staticmethod, "__func__"),
        (classmethod, "__func__"),
        (property, "fget", "fset", "fdel"),
        (range, "start", "stop", "step"),
        (BaseException, "args"),
        (UserDict, "data"),
        (UserList, "data"),
        (ChainMap, "maps"),
    )
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
            with contextlib.suppress(Exception):  # what cannot be looked at is not known
                marks[name], steps = mark(value, min(OF_ONE, left))
                left -= steps
        before, self._marks = self._marks, marks
        return sorted(
            name for name, now in marks.items() if None not in (now, before.get(name)) and now != before[name]
        )


def mark(value, limit):
    """A number that stays while nothing in `value` changes, None for more than `limit` things; and how many there
    were."""
    found, places, waiting, steps, classes = [], {}, [value], 0, {}
    while waiting:
        value = waiting.pop()
        kind = type(value)
        steps += 1
        if id(kind) in ATOMS:
            found.append(value)
            continue
        if id(value) in places:
            found.append(places[id(value)][0])
            continue
        places[id(value)] = len(places), value  # held, so that nothing else gets its id
        bases = of(kind, "__mro__")
        size = sum(base.__len__(value) for base in bases if id(base) in COUNTED)
        if steps + size // 10 > limit:
            return None, steps
        inside = parts(value, kind, bases, classes)
        if inside is None:
            found.append(id(value))
            continue
        steps += len(inside) // 10
        found += (of(kind, "__name__"), len(inside))
        if ATOMS.issuperset(map(id, map(type, inside))):
            found.append(number(inside))
        elif steps + len(inside) > limit:
            return None, steps
        else:
            waiting += inside
    return number(found), steps


def number(atoms):
    """The same for the same ones. To `hash` alone 1, 1.0 and True are one, and so are -1 and -2."""
    kinds = set(map(type, atoms))
    if kinds == {str} or (kinds == {int} and -2 not in atoms):
        return hash((str in kinds, *atoms))
    if not kinds.isdisjoint(TEXTS):
        atoms = [(type(one) is str, hash(one)) if type(one) in TEXTS else one for one in atoms]
    return hash(marshal.dumps(atoms, 0))


def parts(value, kind, bases, classes):
    """What is in it, as a list; None where it is not looked into. `classes`: where the objects of those met so far hold it."""
    inside, own, of_types = None, of(kind, "__module__") == OWN, False
    for base in bases:
        of_types |= base is type
        if base is dict:
            inside = [*(inside or ()), *dict.keys(value), *dict.values(value)]
        elif id(base) in HOLDERS:
            inside = [*(inside or ()), *base.__iter__(value)]
        elif base is type and of(value, "__module__") == OWN:
            inside = [*of(value, "__dict__").values(), *of(value, "__bases__")]
        elif id(base) in HELD:
            inside = [*(inside or ()), *(attribute(value, name) for name in HELD[id(base)])]
    if own and not of_types:
        if id(kind) not in classes:
            classes[id(kind)] = [place for base in bases for place in places_of(base)]
        return [*(inside or ()), kind, *(held(place, value) for place in classes[id(kind)])]
    return steps_of(value, kind) if inside is None else inside


def steps_of(value, kind):
    """How far it has been gone through, or None."""
    if kind is types.GeneratorType:
        frame = value.gi_frame
        return [frame and frame.f_lasti, *(frame.f_locals.values() if frame else ())]
    if kind in (enumerate, zip, map, filter):
        return [*value.__reduce__()[1]]
    if kind in (io.StringIO, io.BytesIO):
        return [None if value.closed else value.tell()]
    if of(kind, "__module__") == "builtins" and hasattr(kind, "__length_hint__"):
        return [kind.__length_hint__(value)]
    return None


def places_of(base):
    """The slots of a class, private ones too, and its objects' own attributes."""
    attributes = of(base, "__dict__")
    slots = [one for one in attributes.values() if type(one) is types.MemberDescriptorType]
    return [*slots, *(one for one in (attributes.get("__dict__"),) if type(one) is types.GetSetDescriptorType)]


def of(kind, name):
    """What a type says of itself, whatever its metaclass would."""
    return type.__getattribute__(kind, name)


def attribute(value, name):
    """None where it has none."""
    try:
        return object.__getattribute__(value, name)
    except (AttributeError, ValueError):  # an empty cell of a closure is a ValueError
        return None


def held(place, value):
    """What is in a slot; None where nothing is."""
    try:
        return place.__get__(value)
    except AttributeError:
        return None
