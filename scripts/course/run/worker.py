"""The warm parent: a process that has loaded the tokenizers and forks a child for each lesson.

`execute.py` starts it and talks to it over a socket, in pickled tuples: to it `("run", lessons)`
and `("cancel",)`; from it, per lesson, `("forked", index, pid)` and `("done", index, cells)` or
`("failed", index, message)`, and `("idle",)` after a cancel.

Loading the tokenizers takes longer than most lessons. So it loads those that the lessons name,
the most wanted first, and starts a lesson as soon as its own are there.
"""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from course.cells import runner
from course.cells.records import Lesson
from course.run import lesson_process
from course.run.lesson_process import Config, LessonProcess, crowding, named


def main(descriptor: int) -> None:
    """Serve until the caller closes its end. Called by execute.py in a fresh interpreter."""
    control = Connection(descriptor)
    config: Config = control.recv()
    gc.disable()  # nothing that is loaded here ever becomes garbage
    recorder = runner.Recorder()
    if config.repos:
        with recorder.capture():  # libraries that remember sys.stderr at import write into the recorder, too
            from transformers import AutoTokenizer  # noqa: F401  while the caller still reads the lessons
    _Worker(control, config, recorder).serve()
    os._exit(0)  # taking the tokenizers apart would cost a quarter of a second


@dataclass
class _Waiting:
    index: int
    lesson: Lesson
    wants: set[str]  # tokenizers that are not loaded yet


class _Worker:
    def __init__(self, control: Connection, config: Config, recorder: runner.Recorder) -> None:
        self._control = control
        self._config = config
        self._recorder = recorder
        self._tokenizers: dict[str, object] = {}
        self._tried: set[str] = set()
        self._queue: list[_Waiting] = []
        self._running: dict[Connection, LessonProcess] = {}
        self._serial = 0

    def serve(self) -> None:
        while True:
            for waiting in list(self._queue):
                if not waiting.wants and len(self._running) < self._config.jobs:
                    self._queue.remove(waiting)
                    self._start(waiting.index, waiting.lesson)
            loaded = self._load_one()
            ends = [0.0] if loaded else [process.deadline for process in self._running.values()]
            ready = wait([self._control, *self._running], max(0, min(ends) - time.monotonic()) if ends else None)
            for connection in ready:
                if connection is self._control:
                    if not self._command():
                        return
                elif connection in self._running:  # a cancel may just have ended it
                    self._hear(self._running[connection])
            for process in list(self._running.values()):
                if process.deadline <= time.monotonic():
                    process.deadline = process.began + self._config.limit * crowding()
                # A message that waits may say that the cell has long finished.
                if process.deadline <= time.monotonic() and not process.connection.poll():
                    limit = f"ran longer than {self._config.limit:g} s and was stopped"
                    self._end(process, "failed", process.message(f"{limit}; make it faster or raise --cell-timeout"))

    def _load_one(self) -> bool:
        """Load the tokenizer that most waiting lessons want; False if none is wanted."""
        wanted = Counter(repo for waiting in self._queue for repo in waiting.wants)
        if not wanted:
            return False
        repo = max(self._config.repos, key=lambda repo: wanted[repo])
        with self._recorder.capture():
            try:
                from transformers import AutoTokenizer

                self._tokenizers[repo] = AutoTokenizer.from_pretrained(repo)
            except Exception:
                pass  # the lesson's own call fails alike, and names the line
        self._recorder.take()
        self._tried.add(repo)
        for waiting in self._queue:
            waiting.wants.discard(repo)
        return True

    def _command(self) -> bool:
        """Obey one message of the caller; False when there is no caller any more."""
        try:
            message = self._control.recv()
        except (EOFError, OSError):
            message = None
        if message and message[0] == "run":
            for index, lesson in enumerate(message[1]):
                self._queue.append(_Waiting(index, lesson, named(lesson, self._config.repos) - self._tried))
            return True
        self._queue.clear()
        for process in self._running.values():
            process.end()
        self._running.clear()
        if message:
            self._tell(("idle",))
        return message is not None

    def _tell(self, message: tuple) -> None:
        """A caller that is gone hears nothing; the next look at the connection says so, and ends the children."""
        try:
            self._control.send(message)
        except OSError:
            pass

    def _hear(self, process: LessonProcess) -> None:
        try:
            kind, value = process.connection.recv()
        except (EOFError, OSError):
            self._end(process, "failed", process.message(process.death()), reaped=True)
            return
        if kind == "cell":
            process.cell = value
            process.begin(self._config.limit)
        elif kind == "result":
            process.results.append(value)
        elif kind == "failed":
            self._end(process, "failed", value)
        else:
            self._end(process, "done", process.results)

    def _start(self, index: int, lesson: Lesson) -> None:
        self._serial += 1
        gc.freeze()  # the collector of a child must not touch, and so copy, the shared pages
        unwanted = (self._control, *self._running)
        process = lesson_process.start(
            index, lesson, self._config, self._serial, self._recorder, self._tokenizers, unwanted
        )
        self._running[process.connection] = process
        self._tell(("forked", index, process.pid))

    def _end(self, process: LessonProcess, kind: str, value: object, reaped: bool = False) -> None:
        del self._running[process.connection]
        process.end(reaped)
        self._tell((kind, process.index, value))
