"""Runs one lesson in a forked process: cell after cell, each result sent as it is ready."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable
from pathlib import Path

from course.cells import runner
from course.cells.records import Cell, CellResult, Lesson
from course.errors import CourseError
from course.lessons import exercises, guesses, prose
from course.run import checks

_PROVED = "proved: "  # before what the check said


class LessonRun:
    """One lesson in one fresh namespace. Owns this process: its `__main__`, streams and `input`."""

    def __init__(self, lesson: Lesson, machine: checks.Machine, recorder: runner.Recorder) -> None:
        self._lesson = lesson
        self._machine = machine
        self._recorder = recorder
        self._names = runner.namespace(lesson)
        self._starters = {ex.starter.id: ex for ex in exercises.find(lesson.cells, lesson.name)}
        builtins.input = _no_input

    def run(self, announce: Callable[[int], None], finish: Callable[[CellResult], None]) -> None:
        """Run all cells; `announce(index)` before a cell that runs code, `finish(result)` after each.

        Raises checks.CellError at the first cell that fails.
        """
        count = 0
        for index, cell in enumerate(self._lesson.cells):
            if cell.kind == "code" or prose.EXPRESSION.search(cell.source):
                announce(index)
            if cell.kind == "prose":
                finish(CellResult(cell, self._prose(cell)))
            elif cell.id in self._starters:
                told = self._prove(self._starters[cell.id])
                finish(CellResult(cell, cell.source, told=told))  # the main line goes on with the solution
            else:
                count += 1
                finish(CellResult(cell, cell.source, self._code(cell), count))

    def _code(self, cell: Cell) -> tuple:
        error = runner.run(cell, self._lesson.name, self._names, self._recorder)
        outputs = checks.settle(self._lesson, cell, error, self._recorder.take())
        checks.canonical(self._lesson, cell, outputs, self._machine)
        self._refuse_direct_output(cell)
        return outputs

    def _prose(self, cell: Cell) -> str:
        def value(expression: str, offset: int) -> str:
            line = cell.line + offset
            try:
                return runner.evaluate(expression, line, self._lesson.name, self._names, self._recorder)
            except BaseException as error:
                message = f"{{{{= {expression} }}}}: {type(error).__name__}: {error}"
                raise checks.fail(self._lesson, cell, message, line) from None

        source = prose.substitute(cell.source, value)
        if self._recorder.take():
            raise checks.fail(self._lesson, cell, "an expression in prose printed something; it may only compute")
        checks.canonical(self._lesson, cell, [runner.Output("display", source)], self._machine)
        self._refuse_direct_output(cell)
        if "guess" in cell.tags:
            self._check_guess(cell, source)
        return source

    def _check_guess(self, cell: Cell, source: str) -> None:
        try:
            guesses.read(source).right
        except CourseError as error:
            raise checks.fail(self._lesson, cell, str(error)) from None

    def _refuse_direct_output(self, cell: Cell) -> None:
        """Streams are Python objects here; what reached descriptor 1 or 2 came past them."""
        if os.fstat(1).st_size:
            text = Path("/dev/fd/1").read_text(errors="replace") if os.path.exists("/dev/fd/1") else ""
            message = "wrote to the terminal past Python (a subprocess, os.write, a library in C or Rust)"
            raise checks.fail(self._lesson, cell, f"{message}; print its output instead: {text.strip()[:300]}")

    def _prove(self, exercise: exercises.Exercise) -> str:
        """The untouched starter must run, and must not pass the check: tried in a copy of this process. What the check
        says to it."""
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            problem = "the starter and check ended the process"
            try:
                problem = self._try_starter(exercise)
            except checks.CellError as error:
                problem = str(error)
            finally:
                os.write(writer, problem.encode()[:60_000])
                os._exit(0)
        os.close(writer)
        with open(reader, encoding="utf-8", errors="replace") as answer:
            problem = answer.read()
        _, status = os.waitpid(pid, 0)
        if status or not problem:
            raise checks.fail(
                self._lesson, exercise.starter, "the starter or its check killed the process that tried them"
            )
        proved, _, told = problem.partition(_PROVED)
        if proved:
            raise checks.CellError(problem)
        return told

    def _try_starter(self, exercise: exercises.Exercise) -> str:
        self._code(exercise.starter)
        check = exercise.check
        error = runner.run(check, self._lesson.name, self._names, self._recorder)
        if error is None:
            return str(
                checks.fail(
                    self._lesson, check, "passes with the untouched starter; it must fail until the task is solved"
                )
            )
        line = checks.line_of(error, self._lesson, check)
        if not isinstance(error, AssertionError):
            message = f"fails on the untouched starter with {type(error).__name__}: {error}; it must fail by an assert"
            return str(checks.fail(self._lesson, check, message, line))
        if not str(error).strip():
            return str(checks.fail(self._lesson, check, "this assert has no message to help the reader", line))
        return f"{_PROVED}{error}"


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("a lesson cannot ask for input(); assign the value in the cell")
