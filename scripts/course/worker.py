"""The warm parent: a process that has loaded the tokenizers and forks a child for each lesson.

`execute.py` starts it and talks to it over a socket, in pickled tuples:
to it `("run", lessons)` and `("cancel",)`; from it `("ready",)` or `("broken", message)` once,
then `("done", index, cells)` or `("failed", index, message)` per lesson, and `("idle",)` after a cancel.
"""

from __future__ import annotations

import functools
import gc
import os
import shutil
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path

from course import cells, checks
from course.child import LessonRun
from course.records import CellResult, Lesson


@dataclass(frozen=True)
class Config:
    """What the worker is told once. `folder` is its own; lessons get empty folders within it."""

    modules: str
    scripts: str
    folder: str
    repos: tuple[str, ...]
    machine: checks.Machine
    limit: float  # seconds per cell
    jobs: int


@dataclass
class _Child:
    index: int
    lesson: Lesson
    pid: int
    folder: Path
    direct: Path  # what it writes past Python's streams
    cell: int = 0
    deadline: float = 0.0
    results: list[CellResult] = field(default_factory=list)


def main(descriptor: int) -> None:
    """Serve until the caller closes its end. Called by execute.py in a fresh interpreter."""
    control = Connection(descriptor)
    config: Config = control.recv()
    recorder = cells.Recorder()
    tokenizers = {}
    with recorder.capture():  # libraries that remember sys.stderr at import write into the recorder, too
        for repo in config.repos:
            try:
                from transformers import AutoTokenizer

                tokenizers[repo] = AutoTokenizer.from_pretrained(repo)
            except Exception as error:
                control.send(("broken", f"The tokenizer {repo} cannot be loaded: {str(error).splitlines()[0]}"))
                return
    recorder.take()
    gc.collect()
    gc.freeze()  # the collector of a child must not touch, and so copy, the shared pages
    control.send(("ready",))
    _Worker(control, config, recorder, tokenizers).serve()


class _Worker:
    def __init__(self, control: Connection, config: Config, recorder: cells.Recorder, tokenizers: dict) -> None:
        self._control = control
        self._config = config
        self._recorder = recorder
        self._tokenizers = tokenizers
        self._queue: deque[tuple[int, Lesson]] = deque()
        self._children: dict[Connection, _Child] = {}
        self._serial = 0

    def serve(self) -> None:
        while True:
            while self._queue and len(self._children) < self._config.jobs:
                self._fork(*self._queue.popleft())
            ends = [child.deadline for child in self._children.values()]
            ready = wait([self._control, *self._children], max(0, min(ends) - time.monotonic()) if ends else None)
            for connection in ready:
                if connection is self._control:
                    if not self._command():
                        return
                elif connection in self._children:  # a cancel may just have ended it
                    self._hear(connection)
            for connection, child in list(self._children.items()):
                if child.deadline <= time.monotonic():
                    message = f"ran longer than {self._config.limit:g} s and was stopped; make it faster or raise --cell-timeout"
                    self._end(connection, ("failed", child.index, self._cell_message(child, message)))

    def _command(self) -> bool:
        try:
            message = self._control.recv()
        except (EOFError, ConnectionError):
            message = ("cancel",)
            gone = True
        else:
            gone = False
        if message[0] == "run":
            self._queue.extend(enumerate(message[1]))
        else:
            self._queue.clear()
            for connection in list(self._children):
                self._end(connection, None)
            if not gone:
                self._control.send(("idle",))
        return not gone

    def _hear(self, connection: Connection) -> None:
        child = self._children[connection]
        try:
            kind, value = connection.recv()
        except (EOFError, OSError):
            kind, value = "died", None
        if kind == "cell":
            child.cell = value
            child.deadline = time.monotonic() + self._config.limit
        elif kind == "result":
            child.results.append(value)
        elif kind == "failed":
            self._end(connection, ("failed", child.index, value))
        elif kind == "finished":
            self._end(connection, ("done", child.index, child.results))
        else:
            _, status = os.waitpid(child.pid, os.WNOHANG)
            # Between the end of the pipe and the end of the process lies an instant.
            status = status or os.waitpid(child.pid, 0)[1]
            said = child.direct.read_text(errors="replace").strip()[-300:]
            message = f"{_death(status)}{': ' + said if said else ''}"
            self._end(connection, ("failed", child.index, self._cell_message(child, message)), reap=False)

    def _end(self, connection: Connection, message: tuple | None, reap: bool = True) -> None:
        child = self._children.pop(connection)
        try:
            os.killpg(child.pid, signal.SIGKILL)  # with whatever it started
        except ProcessLookupError:
            pass
        if reap:
            os.waitpid(child.pid, 0)
        connection.close()
        shutil.rmtree(child.folder, ignore_errors=True)
        child.direct.unlink(missing_ok=True)
        if message:
            self._control.send(message)

    def _cell_message(self, child: _Child, message: str) -> str:
        return str(checks.fail(child.lesson, child.lesson.cells[child.cell], message))

    def _fork(self, index: int, lesson: Lesson) -> None:
        self._serial += 1
        folder = Path(self._config.folder, str(self._serial))
        folder.mkdir()
        direct = folder.with_suffix(".out")
        direct.touch()
        reader, writer = Pipe(duplex=False)
        pid = os.fork()
        if pid == 0:
            status = 70
            try:
                os.setpgid(0, 0)
                reader.close()
                self._control.close()
                self._live(lesson, folder, direct, writer)
                status = 0
            finally:
                os._exit(status)
        try:
            os.setpgid(pid, pid)  # in both processes: whichever comes first
        except OSError:
            pass
        writer.close()
        self._children[reader] = _Child(index, lesson, pid, folder, direct, deadline=time.monotonic() + self._config.limit)

    def _live(self, lesson: Lesson, folder: Path, direct: Path, writer: Connection) -> None:
        """The child's whole life."""
        target = os.open(direct, os.O_RDWR | os.O_APPEND)
        os.dup2(target, 1)
        os.dup2(target, 2)
        os.chdir(folder)
        sys.dont_write_bytecode = True
        sys.path[:] = [self._config.modules, *(entry for entry in sys.path if entry != self._config.scripts)]
        if self._tokenizers:
            _hand_out(self._tokenizers)
        run = LessonRun(lesson, self._config.machine, self._recorder)
        try:
            run.run(lambda index: writer.send(("cell", index)), lambda result: writer.send(("result", result)))
        except checks.CellError as error:
            writer.send(("failed", str(error)))
        else:
            writer.send(("finished", None))


def _hand_out(tokenizers: dict) -> None:
    """Let `AutoTokenizer.from_pretrained(repo)` give each loaded tokenizer once.

    Once, because a lesson that loads a tokenizer again expects one without its earlier changes.
    Any further argument means the real call.
    """
    from transformers import AutoTokenizer

    real = AutoTokenizer.from_pretrained

    @functools.wraps(real)
    def from_pretrained(repo, *args, **options):
        if isinstance(repo, str) and not args and not options and repo in tokenizers:
            return tokenizers.pop(repo)
        return real(repo, *args, **options)

    AutoTokenizer.from_pretrained = staticmethod(from_pretrained)


def _death(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return f"ended the process with status {os.waitstatus_to_exitcode(status)}; a lesson runs to its end"
    number = os.WTERMSIG(status)
    hint = " (out of memory?)" if number == signal.SIGKILL else ""
    return f"the process was ended by {signal.Signals(number).name}{hint}"
