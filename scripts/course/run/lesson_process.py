"""One forked process per lesson: how it starts, lives and ends.

Only the warm parent (`worker.py`) uses this; the fork is what makes a lesson's start free.
"""

from __future__ import annotations

import functools
import gc
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from course.cells import runner
from course.cells.records import CellResult, Lesson
from course.run import checks
from course.run.child import LessonRun


@dataclass(frozen=True)
class Config:
    """What the warm parent is told once. `folder` is its own; lessons get empty folders within it."""

    modules: str
    scripts: str
    folder: str
    repos: tuple[str, ...]
    machine: checks.Machine
    limit: float  # seconds per cell
    jobs: int


def crowding() -> float:
    """How many processes want each core, at least one: so many times longer takes what is not stuck."""
    try:
        return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    except OSError:
        return 1.0


def named(lesson: Lesson, repos: Sequence[str]) -> set[str]:
    """Those of the repositories that the lesson's code names, in quotes."""
    source = "\n".join(cell.source for cell in lesson.cells if cell.kind == "code")
    return {repo for repo in repos if f'"{repo}"' in source or f"'{repo}'" in source}


@dataclass
class LessonProcess:
    """A running lesson, as the warm parent sees it. Its messages come over `connection`:
    `("cell", index)`, `("result", CellResult)`, and at last `("failed", message)` or `("finished", None)`."""

    index: int
    lesson: Lesson
    pid: int
    connection: Connection
    folder: Path
    direct: Path  # what it writes past Python's streams
    cell: int = 0
    began: float = 0.0  # when its cell did, on the monotonic clock
    deadline: float = 0.0
    results: list[CellResult] = field(default_factory=list)

    def begin(self, limit: float) -> None:
        """Its next cell may run so many seconds; on a busy machine it gets more (`crowding`)."""
        self.began = time.monotonic()
        self.deadline = self.began + limit

    def message(self, text: str) -> str:
        """The text, with file, line and id of the cell that runs."""
        return str(checks.fail(self.lesson, self.lesson.cells[self.cell], text))

    def death(self) -> str:
        """Reap the process after its pipe has ended, and say how it went."""
        patience = time.monotonic() + 1  # a cell can close the pipe and live on
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        while not pid and time.monotonic() < patience:
            time.sleep(0.005)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        if not pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            return "closed the pipe through which it reports; leave file descriptors alone"
        said = self.direct.read_text(errors="replace").strip()[-300:]
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            hint = " (out of memory?)" if number == signal.SIGKILL else ""
            message = f"the process was ended by {signal.Signals(number).name}{hint}"
        else:
            message = f"ended the process with status {os.WEXITSTATUS(status)}; a lesson runs to its end"
        return f"{message}: {said}" if said else message

    def end(self, reaped: bool = False) -> None:
        """Kill the process with whatever it started, and remove its files."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except OSError:  # nothing is left of the group
            pass
        if not reaped:
            os.waitpid(self.pid, 0)
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.direct.unlink(missing_ok=True)


def start(
    index: int,
    lesson: Lesson,
    config: Config,
    serial: int,
    recorder: runner.Recorder,
    tokenizers: dict,
    unwanted: Sequence[Connection],
) -> LessonProcess:
    """Fork a process that runs the lesson. `serial` names its folder; it closes the `unwanted` connections."""
    folder = Path(config.folder, str(serial))
    folder.mkdir()
    direct = folder.with_suffix(".out")
    direct.touch()
    reader, writer = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            os.setpgid(0, 0)
            for connection in (reader, *unwanted):
                connection.close()
            target = os.open(direct, os.O_RDWR | os.O_APPEND)
            os.dup2(target, 1)
            os.dup2(target, 2)
            os.chdir(folder)
            _live(lesson, config, recorder, tokenizers, writer)
            status = 0
        finally:
            os._exit(status)
    try:
        os.setpgid(pid, pid)  # in both processes: whichever comes first
    except OSError:
        pass
    writer.close()
    process = LessonProcess(index, lesson, pid, reader, folder, direct)
    process.begin(config.limit)
    return process


def _live(lesson: Lesson, config: Config, recorder: runner.Recorder, tokenizers: dict, writer: Connection) -> None:
    gc.enable()
    sys.dont_write_bytecode = True
    sys.path[:] = [config.modules, *(entry for entry in sys.path if entry != config.scripts)]
    if tokenizers:
        hand_out(tokenizers)
    run = LessonRun(lesson, config.machine, recorder)
    try:
        run.run(lambda index: writer.send(("cell", index)), lambda result: writer.send(("result", result)))
    except checks.CellError as error:
        writer.send(("failed", str(error)))
    else:
        writer.send(("finished", None))


def hand_out(tokenizers: dict) -> None:
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

    setattr(AutoTokenizer, "from_pretrained", staticmethod(from_pretrained))  # in this process, which runs one lesson
