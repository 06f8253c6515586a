"""Every way a cell can fail, and what its author is told."""

from pathlib import Path

import pytest
from minicourse import code, exercise, prose, write

from course.lessons.parse import load
from course.run.checks import CellError
from course.run.execute import Executor


@pytest.fixture(scope="module")
def executor():
    with Executor([], Path("nowhere"), cell_timeout=20) as executor:
        yield executor


@pytest.fixture(scope="module")
def impatient():
    with Executor([], Path("nowhere"), cell_timeout=0.4) as executor:
        yield executor


def failure(executor, folder, *cells):
    lesson = load(write(folder / "examples", *cells))
    with pytest.raises(CellError) as error:
        list(executor.run([lesson]))
    return str(error.value)


@pytest.mark.parametrize(
    ("source", "tags", "message"),
    [
        ("x = 1\n\nx / 0", "", "examples/01_mini.py:17: cell cell: ZeroDivisionError: division by zero\n    x / 0"),
        ("def f():\n    return y\n\n\nf()", "", ":16: cell cell: NameError: name 'y' is not defined\n    return y"),
        ("import json\njson.loads('{')", "", ":16: cell cell: JSONDecodeError: Expecting property name"),
        ("x = 1", '["raises"]', ":15: cell cell: is tagged raises, but nothing was raised"),
        ("raise SystemExit(0)", "", ":15: cell cell: SystemExit: 0 would end the program"),
        ("raise SystemExit", '["raises"]', "SystemExit would end the program"),
        ("raise KeyboardInterrupt", "", "KeyboardInterrupt would end the program"),
        ("import os\nos._exit(3)", "", ":15: cell cell: ended the process with status 3"),
        ("import os\nos._exit(0)", "", "ended the process with status 0"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "", ":15: cell cell: the process was ended by SIGSEGV"),
        ("import os, signal\nos.kill(os.getpid(), 9)", "", "ended by SIGKILL (out of memory?)"),
        ("import ctypes\nctypes.string_at(0)", "", "the process was ended by SIGSEGV"),
        ("import os\nos.closerange(3, 99)\nwhile True: pass", "", "leave file descriptors alone"),
        ("import sys\nprint('oops', file=sys.stderr)", "", ":15: cell cell: wrote to stderr; mend it, or tag the cell stderr to show it: oops"),
        ("import warnings\nwarnings.warn('old way')", "", "wrote to stderr; mend it, or tag the cell stderr to show it: UserWarning: old way"),
        ("import logging\nlogging.warning('hm')", "", "wrote to stderr; mend it, or tag the cell stderr to show it: WARNING:root:hm"),
        ("import os\nos.write(1, b'past')", "", ":15: cell cell: wrote to the terminal past Python"),
        ("import subprocess\nsubprocess.run(['echo', 'sub'], check=True)\nNone", "", "print its output instead: sub"),
        ("print('x' * 300_000)", "", ":15: cell cell: the cell's output exceeds 200 KB; print less\n    print('x' * 300_000)"),
        ("while True: print('x' * 1000)", "", "exceeds 200 KB"),
        ("print(object())", "", "shows a memory address (at 0x"),
        ("object()", "", "shows a memory address (at 0x"),
        ("raise ValueError(object())", '["raises"]', "shows a memory address (at 0x"),
        ("import os\nprint(os.getcwd())", "", "shows a path of this machine ("),
        ("import tour\nprint(tour.__file__)", "", "shows a path of this machine ("),
        ("from pathlib import Path\nprint(Path.home() / 'x')", "", "shows a path of this machine ("),
        ("open('/nowhere/x')", "", "FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/x'"),
        ("{1, 2}", "", ":15: cell cell: a notebook shows this set otherwise than Python does; print it, sorted"),
        ("x = list(range(50))\nx", "", ":16: cell cell: this list is longer than one line of a notebook (79 characters); print it\n    x"),
        ("input('?')", "", "RuntimeError: a lesson cannot ask for input(); assign the value in the cell"),
    ],
)  # fmt: skip
def test_a_failing_cell_is_named_with_its_line_and_reason(executor, tmp_path, source, tags, message):
    assert message in failure(executor, tmp_path, code(source, tags=tags))


def test_the_line_is_the_cells_when_the_function_is_an_earlier_cells(executor, tmp_path):
    said = failure(executor, tmp_path, code("def f(x):\n    return 1 / x", "define"), code("f(0)", "call"))
    assert ":19: cell call: ZeroDivisionError: division by zero\n    f(0)" in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one\n{{= missing }}", ":16: cell prose: {{= missing }}: NameError: name 'missing' is not defined"),
        ("{{= print('x') }}", "cell prose: an expression in prose printed something"),
        ("{{= object() }}", "cell prose: shows a memory address"),
    ],
)
def test_a_failing_expression_in_prose_is_named(executor, tmp_path, text, message):
    assert message in failure(executor, tmp_path, prose(text))


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"starter": "x = 1"}, "ex-x-check: passes with the untouched starter; it must fail until the task is solved"),
        ({"starter": "x = y"}, "cell ex-x-starter: NameError: name 'y' is not defined\n    x = y"),
        (
            {"starter": "x = '1'", "check": "assert x + 0 == 1, 'no'"},
            "ex-x-check: fails on the untouched starter with TypeError",
        ),
        ({"check": "assert x == 1"}, "ex-x-check: this assert has no message to help the reader\n    assert x == 1"),
        (
            {"solution": "x = 2"},
            "ex-x-check: the solution does not pass the check: AssertionError: x is not one\n    assert x == 1",
        ),
        (
            {"starter": "import os\nos._exit(0)"},
            "ex-x-starter: the starter or its check killed the process that tried them",
        ),
        (
            {"starter": "import os\nos.kill(os.getpid(), 11)"},
            "ex-x-starter: the starter or its check killed the process that tried",
        ),
        ({"starter": "raise SystemExit"}, "ex-x-starter: SystemExit would end the program"),
    ],
)
def test_an_exercise_that_proves_nothing_is_refused(executor, tmp_path, parts, message):
    assert message in failure(executor, tmp_path, exercise(**parts))


def test_trying_the_starter_leaves_no_trace(executor, tmp_path):
    lesson = load(
        write(
            tmp_path,
            code("x = []", "given"),
            exercise("x.append(1)\ny = 1", "x", "assert not x, 'not empty'"),
            code("'y' in dir()"),
        )
    )
    (result,) = executor.run([lesson])
    assert [output.plain for output in result.cells[-1].outputs] == ["False"]


@pytest.mark.parametrize(
    "cells",
    [
        code("while True: pass"),
        code("while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
        code("import time\ntime.sleep(1000)"),
        code("sum(range(10**12))"),  # one call in C: no signal handler would run
        code("import re\nre.match(r'(a+)+$', 'a' * 50 + 'b')"),
        code("import os, time\nif os.fork() == 0:\n    time.sleep(1000)\nos.wait()"),
    ],
)
def test_a_cell_that_does_not_end_is_stopped(impatient, tmp_path, cells):
    said = failure(impatient, tmp_path, code("'before'", "before"), cells)
    assert "examples/01_mini.py:18: cell cell: ran longer than 0.4 s and was stopped" in said


def test_prose_and_starters_that_do_not_end_are_stopped(impatient, tmp_path):
    assert "cell prose: ran longer than" in failure(impatient, tmp_path, prose("{{= sum(range(10**12)) }}"))
    assert "cell ex-x-starter: ran longer than" in failure(impatient, tmp_path, exercise("while True: pass"))


def test_the_limit_is_per_cell(impatient, tmp_path):
    cells = [code("import time\ntime.sleep(0.1)\n'done'", f"cell-{n}") for n in range(6)]
    (result,) = impatient.run([load(write(tmp_path, *cells))])
    assert result.cells[-1].outputs[0].text == "'done'"
