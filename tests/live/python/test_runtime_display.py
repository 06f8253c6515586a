"""What cells show of values: what a notebook shows, by IPython's own formatter for the same value."""

import pytest
from IPython.core.formatters import PlainTextFormatter

MADE = """
import collections, dataclasses, enum, functools, pathlib, re, types
class A:
    x = 1
    def method(self, n=1): pass
    @classmethod
    def made(cls): pass
class Lines:
    def __repr__(self): return 'one\\ntwo'
class Own:
    def _repr_pretty_(self, p, cycle): p.text('its own')
class Texts(list): pass
class Words(set): pass
class Shown(dict):
    def __repr__(self): return 'Shown!'
@dataclasses.dataclass
class Point:
    x: int
    y: object = None
Pair = collections.namedtuple('Pair', 'a b')
class Shade(enum.IntFlag):
    DARK = 1
    DEEP = 2
def add(a, b=1): pass
round_ = []
round_.append(round_)
"""

VALUES = """
[1] * 40 | list(range(1001)) | {i: 'y' * 10 for i in range(20)} | {3, 1, 2} | frozenset('cab') | set() | {1, 'a', None} | set(range(90))
dict | [int, str] | Exception | type(None) | A | [A] | Shade | re.Pattern | A.made | add | [add] | A.method | lambda x: x | len | print | str.join
collections.Counter('hello world' * 9) | collections.defaultdict(list, {'a': [1]}) | collections.OrderedDict(a=1, b=2) | collections.deque(range(50))
collections.ChainMap({1: 2}, {3: list(range(40))}) | types.SimpleNamespace(a=1, b=[1] * 40) | types.MappingProxyType({1: 2}) | {}.keys() | {'b': 1, 'a': 'x' * 90}.keys()
[Pair(1, 2)] * 20 | [Point(1, 'z' * 20)] * 5 | Point(1, list(range(50))) | {'t': Point(1), 'u': [Point(2)] * 9} | Shade.DARK | list(Shade) | [Shade(3)]
[Lines(), Lines()] | Own() | [Own()] | Texts([1] * 40) | Words([2, 1]) | Shown(a=1) | round_ | {'r': round_} | [[1, [2, [3, list(range(30))]]]]
['x' * 200] | 'x' * 200 | b'a' * 100 | [None] * 30 | [0.1, 1e22, 1j] | 10 ** 50 | (1,) | ('a' * 50, 'b' * 50) | {(1, 2): {3, 4}} | [(i, chr(i)) for i in range(97, 123)]
re.compile('a+', re.I) | [pathlib.PurePosixPath('a')] | functools.partial(int, base=2) | ValueError('x') | [KeyError('x')] | ... | range(5) | [range(3)] | super
"""  # fmt: skip
CODES = [code.strip() for line in VALUES.strip().splitlines() for code in line.split(" | ")]


def texts(result):
    return [(output["kind"], output["text"]) for output in result["outputs"]]


def test_values_read_as_in_a_notebook(fresh):
    names = {"__name__": "__main__"}
    exec(MADE, names)
    fresh.run(MADE)
    notebook = {code: PlainTextFormatter()(eval(code, names)) for code in CODES}
    assert len(notebook) > 60
    page = {code: fresh.shown(f"{code}\n") for code in notebook}
    assert {code: text for code, text in page.items() if text != notebook[code]} == {}


def test_an_object_without_a_text_of_its_own_shows_its_class(python):
    assert python.shown("class Bare: pass\nBare()").startswith("<__main__.Bare at 0x")


def test_a_value_that_was_shown_is_at_hand_as_in_a_notebook(fresh):
    for code, shown in [
        ("_", "''"),
        ("5", "5"),
        ("_ + 1", "6"),
        ("(_, __)", "(6, 5)"),
        ("7;", ""),
        ("None", ""),
        ("_[0] + ___", "11"),
        ("for _ in range(3): pass", ""),
        ("8", "8"),
        ("_", "2"),
        ("del _", ""),
        ("9", "9"),
        ("_ + 1", "10"),
    ]:
        assert fresh.shown(code) == shown, code


def test_display_shows_values_in_the_middle_of_a_cell(python):
    result = python.run("for i in [1] * 2, dict:\n    display(i, 'a')\ndisplay()\ndisplay(None)")
    assert texts(result) == [("display", text) for text in ("[1, 1]", "'a'", "dict", "'a'", "None")]


RICH = {
    "class R:\n    def _repr_html_(self): return '<b>x</b>'\n    def __repr__(self): return 'R'\nR()": ("R", "<b>x</b>"),
    "R": ("__main__.R", ""),
    "class S:\n    def _repr_svg_(self): return '<svg/>'\n    def __repr__(self): return 'S'\nS()": ("S", "<svg/>"),
    "class M:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'M', 'text/html': '<i>m</i>'}\nM()": ("M", "<i>m</i>"),
    "class N:\n    def _repr_html_(self): return None\n    def __repr__(self): return 'N'\nN()": ("N", ""),
    "class I:\n    def _repr_html_(self): return 5\n    def __repr__(self): return 'I'\nI()": ("I", ""),
    "class T:\n    _repr_html_ = '<b>'\n    def __repr__(self): return 'T'\nT()": ("T", ""),
    "class Any:\n    def __getattr__(self, name): return lambda *a, **k: 'x'\n    def __repr__(self): return 'A'\nAny()": ("A", ""),
    "from unittest.mock import Mock\nm = Mock()\nm.__repr__ = lambda self: 'mock'\nm": ("mock", ""),
}  # fmt: skip


@pytest.mark.parametrize("code", RICH)
def test_html_of_an_object_is_shown_where_it_has_any(python, code):
    python.run(next(iter(RICH)))
    result = python.run(code)
    assert [(output["text"], output["html"]) for output in result["outputs"]] == [RICH[code]], result["error"]


def test_an_object_may_show_itself(python):
    assert texts(python.run("class D:\n    def _ipython_display_(self): print('own')\nD()")) == [("stdout", "own\n")]


def test_an_object_whose_html_fails_shows_its_text_and_the_error(python):
    result = python.run(
        "class F:\n    def _repr_html_(self): raise ValueError('no html')\n    def __repr__(self): return 'F'\nF()"
    )
    assert (texts(result), result["error"]["last"]) == ([("result", "F")], "ValueError: no html")


def test_what_an_object_says_when_it_goes_is_shown_in_its_cell(python):
    result = python.run("class G:\n    def __del__(self): print('gone')\nG();")
    assert texts(result) == [("stdout", "gone\n")]
