"""Runs one code cell in a namespace and records what a notebook would show.

No process handling and no policy here: the executor and the script runner share this, so
that page and terminal cannot disagree. `checks.py` says which outputs a page may not have.
"""

from __future__ import annotations

import ast
import inspect
import io
import linecache
import sys
import types
import warnings
from collections import ChainMap, OrderedDict, UserList, defaultdict, deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from course.cells.records import Cell, Lesson, Output

LIMIT = 200_000  # bytes of output that one cell may give

_CONTAINERS: tuple[type[Iterable], ...] = (
    list,
    tuple,
    dict,
    deque,
    ChainMap,
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
# an OrderedDict reads otherwise from Python 3.12 on, and in a notebook as before
_UNSTABLE = (set, frozenset, defaultdict, OrderedDict, UserList, type, *_FUNCTIONS)
_RICH = tuple(
    f"_repr_{kind}_" for kind in ("markdown", "svg", "png", "jpeg", "latex", "json", "javascript", "mimebundle")
)


class OutputRefused(Exception):
    """A cell printed or displayed what a page cannot show; the message says what to do instead."""


class Recorder:
    """Takes the place of sys.stdout, sys.stderr and sys.displayhook, and keeps outputs in order.

    `echo`, if given, gets every output as it comes (a stream's in pieces).
    """

    def __init__(self, echo: Callable[[Output], None] | None = None) -> None:
        self.stdout = _Stream(self, "stdout")
        self.stderr = _Stream(self, "stderr")
        self._echo = echo
        self._parts: list[tuple[Output, list[str]]] = []
        self._size = 0

    @contextmanager
    def capture(self) -> Iterator[None]:
        """Redirect this process's streams and displays to the recorder."""
        before = sys.stdout, sys.stderr, sys.displayhook, warnings.showwarning
        sys.stdout, sys.stderr, sys.displayhook, warnings.showwarning = self.stdout, self.stderr, self.show, self._warn
        try:
            yield
        finally:
            sys.stdout, sys.stderr, sys.displayhook, warnings.showwarning = before

    def take(self) -> tuple[Output, ...]:
        """The outputs since the last call; consecutive pieces of one stream are one output."""
        taken = tuple(Output(o.kind, "".join(texts), o.html, o.name) for o, texts in self._parts)
        self._parts, self._size = [], 0
        return taken

    def add(self, output: Output) -> None:
        """Record one output. Raises OutputRefused once the cell's outputs exceed LIMIT."""
        # Encoding is the size, and refuses lone surrogates as a terminal does.
        self._size += len(output.text.encode()) + len(output.html.encode())
        if self._size > LIMIT:
            raise OutputRefused(f"the cell's output exceeds {LIMIT // 1000} KB; print less")
        stream = output.kind in ("stdout", "stderr")
        if stream and self._parts and self._parts[-1][0].kind == output.kind:
            self._parts[-1][1].append(output.text)
        else:
            self._parts.append((output, [output.text]))
        if self._echo:
            self._echo(output)

    def show(self, value: object) -> None:
        """Display a value in the middle of a cell, as `IPython.display.display` does."""
        self._value("display", value)

    def result(self, value: object) -> None:
        """Record the value of a trailing expression; None shows nothing."""
        if value is not None:
            self._value("result", value)

    def _value(self, kind: str, value: object) -> None:
        to_html = None if isinstance(value, type) else getattr(value, "_repr_html_", None)
        html = to_html() if to_html else None
        self.add(Output(kind, plain(value), html or ""))

    def _warn(self, message, category, filename, lineno, file=None, line=None) -> None:
        # Without file and line: those are of the machine, or of a library.
        self.stderr.write(f"{category.__name__}: {message}\n")


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, recorder: Recorder, kind: str) -> None:
        self._recorder = recorder
        self._kind = kind

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._recorder.add(Output(self._kind, text))
        return len(text)

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """Does nothing: the next cell writes here too."""


def plain(value: object) -> str:
    """The value's repr, where a notebook shows the same.

    IPython breaks containers over 79 characters into one line per item, sorts sets and
    renames classes and functions. Raises OutputRefused for these: the lesson prints them.
    """
    text = repr(value)
    kind = type(value).__name__
    if any(hasattr(type(value), method) for method in _RICH):
        raise OutputRefused(f"a {kind} has a rich display that pages do not show; print it")
    if _has_unstable(value):
        raise OutputRefused(f"a notebook shows this {kind} otherwise than Python does; print it, sorted if it is a set")
    if isinstance(value, _CONTAINERS) and (len(text) > 79 or "\n" in text):
        raise OutputRefused(f"this {kind} is longer than one line of a notebook (79 characters); print it")
    return text


def _has_unstable(value: object) -> bool:
    if isinstance(value, _UNSTABLE):
        return True
    if isinstance(value, dict):
        return any(_has_unstable(item) for pair in value.items() for item in pair)
    return isinstance(value, _CONTAINERS) and any(_has_unstable(item) for item in value)


class Loop(AbstractContextManager, Protocol):
    """An event loop, entered while a cell runs."""

    def finish(self, main: Coroutine) -> object:
        """The value of a coroutine."""


def namespace(lesson: Lesson) -> dict[str, object]:
    """A fresh `__main__` without `__file__`, as in a notebook, and the lesson's source where
    `inspect` and tracebacks look for it. Replaces this process's `__main__`."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    lines: list[str] = []
    for cell in (cell for cell in lesson.cells if cell.kind == "code"):
        lines += ["\n"] * (cell.line - 1 - len(lines))  # prose is left out: `inspect` would trip over it
        lines += [line + "\n" for line in cell.source.split("\n")]
    # No modification time: checkcache() then keeps the entry, though the file is elsewhere.
    linecache.cache[lesson.name] = (sum(map(len, lines)), None, lines, lesson.name)
    return module.__dict__


def run(
    cell: Cell, filename: str, names: dict[str, object], recorder: Recorder, loop: Loop | None = None
) -> BaseException | None:
    """Run a code cell in `names`; its outputs are in the recorder. Returns what it raised, or None.

    Line numbers in tracebacks are those of the file. `loop`: of all cells, where tasks outlive the cell that made them.
    """
    padded = "\n" * (cell.line - 1) + cell.source
    try:
        with recorder.capture(), loop or nullcontext():
            finish = loop.finish if loop else _finish
            tree = ast.parse(padded, filename)
            last = tree.body[-1] if tree.body else None
            if isinstance(last, ast.Expr):
                tree.body.pop()
            _evaluate(tree, filename, "exec", names, finish)
            if isinstance(last, ast.Expr):
                value = _evaluate(ast.Expression(last.value), filename, "eval", names, finish)
                if not _silenced(padded, last):
                    recorder.result(value)
                del value  # what it says when it goes is the cell's output too
    except BaseException as error:  # the caller says what an exit or an interrupt means
        return error
    return None


def _finish(main: Coroutine) -> object:
    import asyncio

    return asyncio.run(main)


def _evaluate(
    tree: ast.Module | ast.Expression,
    filename: str,
    mode: str,
    names: dict[str, object],
    finish: Callable[[Coroutine], object],
) -> object:
    """Run code; with an `await` outside functions to its end, as a notebook does."""
    code = compile(tree, filename, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    value = eval(code, names)
    return finish(value) if code.co_flags & inspect.CO_COROUTINE else value


def _silenced(source: str, last: ast.Expr) -> bool:
    """Whether a semicolon follows the trailing expression, which silences it in a notebook."""
    line = source.split("\n")[(last.end_lineno or last.lineno) - 1].encode()
    return line[last.end_col_offset :].lstrip().startswith(b";")


def evaluate(expression: str, line: int, filename: str, names: dict[str, object], recorder: Recorder) -> str:
    """`str()` of an expression that prose quotes. Raises whatever it raises."""
    with recorder.capture():
        tree = ast.parse("\n" * (line - 1) + "(" + expression + ")", filename, "eval")
        return str(eval(compile(tree, filename, "eval", dont_inherit=True), names))
