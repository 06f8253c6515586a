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
        # objects of a reader's own that do not like to be looked at
        ("class A:\n    __dict__ = property(lambda self: 1 / 0)\na = A()\nxs = []", "xs.append(1)", ["xs"]),
        ("class M(type):\n    __hash__ = None\nclass A(metaclass=M): pass\na = A()\nxs = []", "xs.append(1)", ["xs"]),
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
