"""Runs lessons with a warm parent process and a fork per lesson. Writes no files of the project."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from course.cells.records import Lesson, Result
from course.errors import CourseError, last_words
from course.paths import EXAMPLES, ROOT
from course.run.checks import CellError, Machine
from course.run.lesson_process import Config, named

# `-P` and `-s`: nothing from the current folder or the user's own packages.
_START = "import sys; sys.path.insert(0, sys.argv[2]); from course.run.worker import main; main(int(sys.argv[1]))"
_SCRIPTS = str(Path(__file__).resolve().parents[2])


class ExecutorError(CourseError):
    """The process that runs lessons could not start, or ended."""


def environment(hf_home: Path, home: Path) -> dict[str, str]:
    """All variables that a lesson sees. Nothing of the user's but where the system finds libraries."""
    fixed = {
        "COLUMNS": "80",
        "HF_HOME": str(hf_home),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_OFFLINE": "1",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "LINES": "24",
        "NO_COLOR": "1",
        "OMP_NUM_THREADS": "1",  # several lessons compute at once; and sums have one order
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": os.defpath,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TRANSFORMERS_VERBOSITY": "error",
        "TZ": "UTC",
    }
    kept = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return fixed | {name: os.environ[name] for name in kept if name in os.environ}


class Executor:
    """Runs lessons; a context manager. A tokenizer is loaded once, when a lesson first names it.

    repos: Hub names that `AutoTokenizer.from_pretrained` finds loaded; lessons that name one need it in hf_home.
    cell_timeout: seconds that a cell may run, more on a busy machine. jobs: lessons at once, by default one per core.
    modules: the folder that lessons import from (`tour`); read anew by every lesson.

    Raises CourseError where the system cannot fork (Windows).
    """

    def __init__(
        self,
        repos: Sequence[str],
        hf_home: Path,
        cell_timeout: float = 60.0,
        *,
        modules: Path = EXAMPLES,
        jobs: int | None = None,
    ) -> None:
        if not hasattr(os, "fork"):
            raise CourseError("Executing lessons needs a system that can fork; on Windows, use WSL.")
        self._modules = modules.resolve()
        self._hf_home = hf_home.resolve()
        self._repos = tuple(repos)
        self._limit = cell_timeout
        self._jobs = jobs or os.cpu_count() or 1
        self._process: subprocess.Popen | None = None
        self._running: dict[int, int] = {}  # lesson's index → pid of its child

    def __enter__(self) -> Executor:
        """Start the warm parent, and return while it loads."""
        self._folder = tempfile.TemporaryDirectory(prefix="lessons-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name).resolve()
        (folder / "home").mkdir()
        self._log = folder / "log"
        ours, theirs = socket.socketpair()
        with theirs, self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-c", _START, str(theirs.fileno()), _SCRIPTS],
                env=environment(self._hf_home, folder / "home"),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C reaches us alone, and we end the others
            )
        self._control = Connection(ours.detach())
        machine = Machine.of(ROOT, self._modules, self._hf_home, folder, Path.home(), Path(sys.prefix))
        config = Config(str(self._modules), _SCRIPTS, str(folder), self._repos, machine, self._limit, self._jobs)
        self._send(config)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, lessons: Sequence[Lesson]) -> Iterator[Result]:
        """Execute the lessons and yield their results in this order, each as soon as it can be.

        May be called again and again, but not while an earlier iterator is in use. Raises
        CellError for the first lesson, in this order, that fails; the others are then stopped.
        """
        self._check_cache(lessons)
        try:
            self._send(("run", list(lessons)))
            finished: dict[int, tuple] = {}
            for index, lesson in enumerate(lessons):
                while index not in finished:
                    message = self._receive()
                    finished[message[1]] = message
                kind, _, value = finished.pop(index)
                if kind == "failed":
                    raise CellError(value)
                yield Result(lesson, tuple(value))
        except (CellError, GeneratorExit):
            self._send(("cancel",))
            while self._receive()[0] != "idle":
                pass
            raise
        except BaseException:
            self.close()  # an interrupt may have cut a message in two
            raise

    def close(self) -> None:
        """End the warm parent and its children. Does nothing the second time."""
        process, self._process = self._process, None
        if process is None:
            return
        self._control.close()  # at which the worker ends its children, then itself
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._folder.cleanup()

    def _check_cache(self, lessons: Sequence[Lesson]) -> None:
        for lesson in lessons:
            for repo in sorted(named(lesson, self._repos)):
                if not (self._hf_home / "hub" / f"models--{repo.replace('/', '--')}").is_dir():
                    raise ExecutorError(
                        f"{lesson.name} needs the tokenizer {repo}, which is not built yet; run `make site`."
                    )

    def _send(self, message: object) -> None:
        try:
            self._control.send(message)
        except OSError:
            raise self._ended() from None

    def _receive(self) -> tuple:
        try:
            while (message := self._control.recv())[0] == "forked":
                self._running[message[1]] = message[2]
        except (EOFError, OSError):
            raise self._ended() from None
        if message[0] in ("done", "failed"):
            del self._running[message[1]]
        elif message[0] == "idle":
            self._running.clear()
        return message

    def _ended(self) -> ExecutorError:
        for pid in self._running.values():  # the worker was killed and could not end its children
            try:
                os.killpg(pid, signal.SIGKILL)
            except OSError:
                pass
        self._running.clear()
        said = last_words(self._log.read_text(errors="replace") if self._log.exists() else "")
        return ExecutorError(f"The process that runs the lessons ended: {said}")
