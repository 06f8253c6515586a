"""One cell: what is recorded, in which order, and what a page cannot show."""

import collections
import dataclasses
import enum
import sys
import traceback
import types

import pytest
from IPython.core.formatters import PlainTextFormatter

from course.cells import runner
from course.cells.records import Cell, Output


def run(source, line=1, names=None, recorder=None):
    recorder = recorder or runner.Recorder()
    names = {"__name__": "__main__"} if names is None else names
    error = runner.run(Cell("cell", "code", source, line), "cases/01_mini.py", names, recorder)
    return recorder.take(), error


def test_outputs_keep_their_order():
    outputs, error = run("import sys\nprint('a')\nsys.displayhook('b')\nprint('c', file=sys.stderr)\nprint('d')\n'e'")
    assert error is None
    assert [(o.kind, o.text) for o in outputs] == [
        ("stdout", "a\n"),
        ("display", "'b'"),
        ("stderr", "c\n"),
        ("stdout", "d\n"),
        ("result", "'e'"),
    ]


def test_pieces_of_one_stream_are_one_output():
    outputs, _ = run("print('a', 'b', end='')\nprint()\nprint('', end='')\nprint('c')")
    assert outputs == (Output("stdout", "a b\nc\n"),)


@pytest.mark.parametrize(
    "source", ["None", "x = 1", "1;", "1 ;  # quiet", "print('', end='')", "if True:\n    1", "# nothing"]
)
def test_these_cells_show_nothing(source):
    assert run(source) == ((), None)


def test_a_semicolon_in_a_comment_does_not_silence():
    assert run("'é'  # ;")[0] == (Output("result", "'é'"),)


def test_html_comes_with_the_text():
    source = "class Both:\n    def _repr_html_(self): return '<b>x</b>'\n    def __repr__(self): return 'x'\nBoth()"
    assert run(source)[0] == (Output("result", "x", "<b>x</b>"),)


def test_names_live_on_and_streams_are_given_back():
    kept = {"names": {}, "recorder": runner.Recorder()}
    before = sys.stdout
    run("from sys import stdout\nx = 2", **kept)
    assert run("print('kept', file=stdout)\nx", **kept)[0] == (Output("stdout", "kept\n"), Output("result", "2"))
    assert sys.stdout is before


def test_an_error_keeps_what_was_printed_and_names_the_line_of_the_file():
    outputs, error = run("print('a')\n\n1 / 0", line=40)
    assert outputs == (Output("stdout", "a\n"),)
    assert isinstance(error, ZeroDivisionError)
    assert traceback.extract_tb(error.__traceback__)[-1].lineno == 42


def test_future_imports_of_the_runner_do_not_reach_the_cell():
    assert run("def f(x: int): pass\nf.__annotations__['x'] is int")[0] == (Output("result", "True"),)


def test_a_warning_names_no_file():
    outputs, _ = run("import warnings\nwarnings.warn('old', UserWarning)")
    assert outputs == (Output("stderr", "UserWarning: old\n"),)


def test_a_lone_surrogate_is_refused_as_a_terminal_refuses_it():
    assert isinstance(run("print('\\ud83e')")[1], UnicodeEncodeError)


def test_too_much_output_ends_the_cell():
    _, error = run("while True: print('x' * 1000)")
    assert isinstance(error, runner.OutputRefused)
    assert "exceeds 200 KB" in str(error)


@dataclasses.dataclass
class Point:
    x: object = 1


class Shade(enum.Enum):
    DARK = 1


Pair = collections.namedtuple("Pair", "a b")

VALUES = [
    0, 1.5, 1e100, True, "text", "two\nlines", "x" * 200, b"\x00", 1 + 2j, ..., range(3), slice(1, 2), ValueError("x"),
    [], [1, "a", None], ["x" * 75], (1,), ("x" * 74,), {}, {"b": 1, "a": [2]}, {1: {2: 3}}, Pair(1, 2), Point(), Point("x" * 100),
    Shade.DARK, collections.Counter("aab"), collections.deque([1]), collections.UserDict(a=[1] * 60),
    collections.ChainMap({1: 2}), {"a": 1}.keys(), {"a": 1}.items(), types.SimpleNamespace(a=1),
]  # fmt: skip

REFUSED = [
    [1] * 30, ["x" * 76], ("x" * 80,), {"a": "b" * 80}, {"a": "x" * 80}.values(), collections.deque([1] * 40), {1, 2}, frozenset([1]),
    set(), [{1}], {"a": {1}}, collections.defaultdict(list), collections.OrderedDict(a=1), int, [int], len, [run], Point, collections.UserList([1]), ["x" * 78],
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_reads_as_in_a_notebook(value):
    assert runner.plain(value) == PlainTextFormatter()(value)


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: repr(value).partition(" at 0x")[0][:40])
def test_what_a_notebook_would_show_otherwise_is_refused(value):
    with pytest.raises(runner.OutputRefused, match="print it"):
        runner.plain(value)


def test_a_rich_display_that_pages_lack_is_refused():
    class Picture:
        def _repr_png_(self):
            return b""

    with pytest.raises(runner.OutputRefused, match="rich display"):
        runner.plain(Picture())
