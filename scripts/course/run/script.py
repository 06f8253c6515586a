"""Runs a lesson as a script: `python examples/01_….py` prints what the page shows, as it comes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from course.cells import runner
from course.cells.records import Lesson, Output
from course.errors import CourseError
from course.lessons import parse
from course.run import checks


def run(path: Path) -> NoReturn:
    """Run the lesson's cells one by one, then exit: 0, or 1 after a cell that failed.

    The tokenizers come from the project's cache if it has been built, else from the Hub.
    Raises SystemExit.
    """
    path = path.resolve()
    _prepare(path.parents[1] / ".cache" / "huggingface")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        _run(parse.load(path), Printer())
        sys.stdout.flush()
    except CourseError as error:
        sys.stdout.flush()
        sys.exit(f"error: {error}")
    except BrokenPipeError:  # `python examples/01_….py | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _prepare(cache: Path) -> None:
    """Set what transformers reads when it is imported; what the reader has set stays."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    if (cache / "hub").is_dir() and "HF_HOME" not in os.environ:
        os.environ["HF_HOME"] = str(cache)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


def _run(lesson: Lesson, printer: Printer) -> None:
    recorder = runner.Recorder(printer.print)
    names = runner.namespace(lesson)
    for cell in lesson.cells:
        # A starter has no outputs on the page: the solution stands in for it.
        if cell.kind == "prose" or "exercise" in cell.tags:
            continue
        error = runner.run(cell, lesson.name, names, recorder)
        if isinstance(error, (BrokenPipeError, KeyboardInterrupt)):
            raise error
        before = recorder.take()
        for output in checks.settle(lesson, cell, error, before)[len(before) :]:
            printer.print(output)


class Printer:
    """Prints outputs to the terminal, each display on lines of its own."""

    def __init__(self) -> None:
        self._stdout, self._stderr = sys.stdout, sys.stderr
        self._at_line_start = True

    def print(self, output: Output) -> None:
        if output.kind == "stderr":
            print(output.text, end="", file=self._stderr, flush=True)
            return
        text = output.text
        if output.kind != "stdout":
            text = ("" if self._at_line_start else "\n") + output.plain + "\n"
        print(text, end="", file=self._stdout, flush=True)
        self._at_line_start = text.endswith("\n")
