"""Which names hold something else after a run, where the cell's code does not show it."""

import pytest

COUNTER = """
def counter():
    count, seen = 0, []
    def more():
        nonlocal count
        count += 1
    return more, seen.append, seen.copy
"""
PRIVATE = """
class Private:
    __slots__ = ("__value",)
    def put(self, value):
        self.__value = value
"""
EQUAL = """
asked = []
class M(type):
    def __eq__(self, other):
        asked.append(other)
    def __hash__(self):
        return 1 / 0
class A(metaclass=M): pass
"""
CLASSES = """
class Log:
    rows, reads = [], 0
    def __len__(self):
        self.reads += 1
        return len(self.rows)
class Slots:
    __slots__ = "value"
"""


@pytest.mark.parametrize(
    ("made", "code", "changed"),
    [
        ("xs = []; other = xs; add = {'it': xs.append}", "add['it'](1)", ["add", "other", "xs"]),
        (f"{COUNTER}\nmore, add, all_of = counter()", "more()", ["more"]),
        (f"{COUNTER}\nmore, add, all_of = counter()", "add(1)", ["add", "all_of"]),
        ("xs = []\ndef add(x, to=xs):\n    to.append(x)", "add(1)", ["add", "xs"]),
        ("from collections import defaultdict\nd = defaultdict(list)", "d['a']", ["d"]),
        ("from functools import partial\nxs = []\nadd = partial(list.append, xs)", "add(1)", ["add", "xs"]),
        (f"{CLASSES}\nlog, slots = Log(), Slots()", "len(log)", ["log"]),
        (f"{CLASSES}\nlog, slots = Log(), Slots()", "type(log).rows.append(1)", ["Log", "log"]),
        (f"{CLASSES}\nlog, slots = Log(), Slots()", "setattr(slots, 'value', 1)", ["slots"]),
        ("a = []; a.append(a); b = {'deep': [[[a]]]}", "b['deep'][0][0][0].append(1)", ["a", "b"]),
        ("x = [1, (2, {3}), {'a': b'b'}]; it = iter([1, 2])", "print(x, len(x), sorted(x[1][1]))", []),
        ("xs = [[n] for n in range(50_000)]; ys = list(range(30_000))", "ys[7] = xs[0] = 0", ["ys"]),  # too many in xs
        # equal, and not the same
        ("xs = [-1, 1, 0.0]; put = [xs.__setitem__]", "put[0](0, -2)", ["put", "xs"]),
        ("xs = [-1, 1, 0.0]; put = [xs.__setitem__]", "put[0](1, True)", ["put", "xs"]),
        ("xs = [-1, 1, 0.0]; put = [xs.__setitem__]", "put[0](2, -0.0)", ["put", "xs"]),
        ("from collections import OrderedDict\nd = OrderedDict(a=1, b=2)", "d.move_to_end('a')", ["d"]),
        # what is gone through, and what only its class's own methods see
        ("g = (n for n in 'abc'); it = enumerate('ab')", "next(g); next(it)", ["g", "it"]),
        ("import io\nbuf = io.StringIO()\nsay = {'it': buf.write}", "say['it']('a')", ["buf", "say"]),
        (f"{PRIVATE}\na = Private()", "a.put(2)", ["a"]),
        # objects of a reader's own that do not like to be looked at
        ("class A:\n    __dict__ = property(lambda self: 1 / 0)\na = A()\nxs = []", "xs.append(1)", ["xs"]),
        (
            "class M(type):\n    __hash__ = None\nclass A(metaclass=M): pass\na = A()\nxs = []",
            "a.xs = xs.append(1)",
            ["a", "xs"],
        ),
        (f"{EQUAL}\na = A()", "a.x = asked[:]", ["a"]),
    ],
)
def test_what_a_run_changes_has_its_names(fresh, made, code, changed):
    assert fresh.run(made)["error"] is None
    ran = fresh.run(code)
    assert (ran["error"], ran["changed"]) == (None, changed)
    assert fresh.run("None")["changed"] == []


def test_what_ran_halfway_counts_and_what_is_new_does_not(fresh):
    assert fresh.run("xs = []")["changed"] == []
    ran = fresh.run("new = [1]\nxs.append(new)\n1 / 0")
    assert (ran["error"]["type"], ran["changed"]) == ("ZeroDivisionError", ["xs"])
