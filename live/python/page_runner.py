"""Runs the reader's cells inside the worker: what live/src/python/worker/python.ts calls.

Cells run by course.cells, the code that made the committed outputs. What differs is here: outputs go to the page as
they
come, and stop at a limit instead of being an error; anything may be displayed; errors show the reader's lines only.
JavaScript hands its functions to `start`: the module itself is part of the memory snapshot, which can hold none.
"""

import asyncio
import builtins
import contextlib
import io
import json
import linecache
import os
import random
import signal
import sys
import time
import types

from page_changes import Changes
from page_display import Underscores, faces
from page_errors import describe
from page_habits import NO_INPUT, dedented, refuse
from page_late import LateLibrary
from page_loop import CellLoop
from page_loop import run as run_coroutine

from course.cells import runner
from course.cells.records import Cell, Output

LIMIT = 200_000  # bytes of output that one cell may show
MOST = 1_000  # displays that one cell may show
PAUSE = 0.05  # seconds between looks at the Stop button in time.sleep


class PageRecorder(runner.Recorder):
    """Sends every output to the page as it comes, up to the limits. The worker joins the pieces of a stream."""

    def __init__(self, send, underscores):
        super().__init__()
        self._send = send  # send(kind, text, html)
        self._underscores = underscores
        self._bytes = self._displays = 0

    def begin(self):
        """A new cell: the limits start again."""
        self._bytes = self._displays = 0

    def add(self, output):
        size = len(output.text.encode()) + len(output.html.encode())  # refuses lone surrogates, as a terminal does
        if self._bytes > LIMIT or self._displays > MOST:
            return
        room = LIMIT - self._bytes
        self._bytes += size
        if output.kind in ("stdout", "stderr"):
            text = output.text if size <= room else output.text.encode()[:room].decode(errors="ignore")
            self._send(output.kind, text, "")
        elif size <= room:
            self._displays += 1
            self._send(output.kind, output.text, output.html)
        if self._bytes > LIMIT or self._displays > MOST:
            self._send(
                "notice",
                "The output ends here: a cell can show 200 KB. The code goes on; what it shows is dropped.",
                "",
            )

    def display(self, *objects):
        """Show each of the objects in the middle of a cell, as Jupyter's function of this name does."""
        for value in objects:
            self.show(value)

    def result(self, value):
        """Record the value of a trailing expression, which the next cells have as `_`."""
        if value is not None:
            self._underscores.keep(value)
        super().result(value)

    def _value(self, kind, value):
        # A lesson may not show what a notebook shows otherwise than Python does; a reader may show anything.
        shown = faces(value)
        if shown is None:
            return
        text, html, error = shown
        self.add(Output(kind, text, html))
        if error:
            raise error


class Runner:
    """One namespace for the cells of one page."""

    def __init__(self, send, disarm, late):
        self._late = late
        self._disarm = disarm
        self._files = {}  # the name under which a cell was compiled -> (cell id, source lines)
        module = types.ModuleType("__main__")
        self._main = module
        self._names = module.__dict__
        self._changes = Changes(self._names)
        self._recorder = PageRecorder(send, Underscores(self._names))
        self._stdin = sys.stdin
        builtins.display = self._recorder.display
        self._builtins = builtins.__dict__
        self._kept = {**self._builtins}
        self._depth = sys.getrecursionlimit()
        self._loop = CellLoop()

    def run(self, cell_id, source, as_built=False):
        """Run one cell. Returns "" or the error as JSON (page_errors.describe). `as_built`: it is the lesson's own
        text."""
        self._tidy()
        source = dedented(source)
        filename = f"<cell {cell_id}:{len(self._files)}>"
        lines = io.StringIO(source + "\n" * (not source.endswith("\n")), newline=None).readlines()  # as Python counts
        self._files[filename] = (cell_id, lines)
        linecache.cache[filename] = (len(source), None, lines, filename)
        self._recorder.begin()
        try:
            try:
                with _warnings_as_in_the_build() if as_built else contextlib.nullcontext():
                    error = runner.run(
                        Cell(cell_id, "code", source, 1), filename, self._names, self._recorder, self._loop
                    )
            finally:
                self._builtins.update(self._kept)
        except BaseException as raised:  # the cell took away what our own code needs
            error = raised
        finally:
            self._disarm()
        if error is None:
            return ""
        told = describe(error, filename, self._files)
        if isinstance(error, MemoryError):
            error.__traceback__ = error.__context__ = None  # its frames hold what filled the memory
            told["full"] = _memory_is_full()
        return json.dumps(told)

    def changed(self):
        """The names that hold something else since it was last asked, as JSON."""
        return json.dumps(self._changes.look())

    def _tidy(self):
        """What an earlier cell may have broken for all that come after it. Variables are the reader's own."""
        self._builtins.update(self._kept)
        self._names.update(__builtins__=builtins, __name__="__main__")
        self._names.pop("__warningregistry__", None)  # what warned in an earlier run warns in this one
        sys.modules["__main__"] = self._main
        sys.stdin = self._stdin
        if sys.getrecursionlimit() < self._depth:
            sys.setrecursionlimit(self._depth)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            os.getcwd()
        except OSError:  # the folder was removed
            os.chdir(os.path.expanduser("~"))

    def library_arrived(self):
        """The standard library is in its place."""
        if self._late:
            self._late.arrived()


def start(send, disarm, stopped, fetch_library):
    """The Runner.

    `send(kind, text, html)`; `disarm()`: no interrupts from here on; `stopped()`: whether Stop was pressed;
    `fetch_library()`: put the standard library in its place now, None if it is there.
    """
    random.seed()  # the snapshot holds one state for everybody
    _make_sleep_stoppable(stopped)
    builtins.input = _no_input
    sys.stdin = _NoInput()
    sys.addaudithook(refuse)
    asyncio.run = run_coroutine
    late = LateLibrary(fetch_library) if fetch_library else None
    if late:
        sys.meta_path.append(late)
    return Runner(send, disarm, late)


def _make_sleep_stoppable(stopped):
    original = getattr(time.sleep, "original", time.sleep)

    def sleep(*arguments, **named):
        seconds = arguments[0] if len(arguments) == 1 and not named else None
        if not isinstance(seconds, (int, float)) or seconds < PAUSE:
            return original(*arguments, **named)  # wrong arguments raise here
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            original(min(rest, PAUSE))
            if stopped():
                raise KeyboardInterrupt

    sleep.original = original
    sleep.__doc__, sleep.__module__, sleep.__qualname__ = original.__doc__, "time", "sleep"
    time.sleep = sleep


def _no_input(prompt=""):
    raise RuntimeError(NO_INPUT)


class _NoInput(io.TextIOBase):
    def close(self):
        """exit() closes the input; the next cell needs it again."""

    def read(self, size=-1):
        _no_input()

    def readline(self, size=-1):
        _no_input()


def _warnings_as_in_the_build():
    """A context: no warnings of transformers, if that is in use."""
    logging = sys.modules.get("transformers.utils.logging")
    return logging.as_built() if logging else contextlib.nullcontext()


def _memory_is_full():
    try:
        bytearray(32 << 20)
    except MemoryError:
        return True
    return False
