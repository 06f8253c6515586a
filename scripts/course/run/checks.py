"""Says whether a cell did what its tags promise, and whether its outputs may go on a page."""

from __future__ import annotations

import ast
import os
import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.cells.records import Cell, Lesson, Output
from course.cells.runner import OutputRefused
from course.errors import CourseError

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


class CellError(CourseError):
    """A cell that failed; the message names file and line, the cell, the source line and the error."""


@dataclass(frozen=True)
class Machine:
    """Paths of the machine that runs the lessons, none of which may reach a page."""

    folders: tuple[str, ...]

    @classmethod
    def of(cls, *folders: Path) -> Machine:
        """Short folders (`/`, `/root`) count only as the start of a longer path."""
        names = {os.path.abspath(folder) for folder in folders} | {os.path.realpath(folder) for folder in folders}
        return cls(tuple(sorted(name + "/" if name.count("/") < 2 else name for name in names - {"/"})))

    def found(self, text: str) -> str:
        """The first of the folders that the text holds, or ""."""
        return next((name for name in self.folders if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w-])", text)), "")


def settle(lesson: Lesson, cell: Cell, error: BaseException | None, outputs: Sequence[Output]) -> tuple[Output, ...]:
    """The cell's outputs, with its error as the last one where the tag `raises` expects it.

    Raises CellError for an error that is not expected and for an expected one that did not come.
    """
    if error is None:
        if "raises" in cell.tags:
            raise fail(lesson, cell, "is tagged raises, but nothing was raised; mend the cell or drop the tag")
        return tuple(outputs)
    line = line_of(error, lesson, cell)
    if isinstance(error, OutputRefused):
        raise fail(lesson, cell, str(error), line)
    said = Output("error", str(error), name=type(error).__name__)
    if not isinstance(error, Exception):
        raise fail(lesson, cell, f"{said.plain} would end the program; a lesson runs to its end", line)
    if "raises" not in cell.tags:
        what = "the solution does not pass the check: " if "check" in cell.tags else ""
        raise fail(lesson, cell, what + said.plain, line)
    return (*outputs, said)


def canonical(lesson: Lesson, cell: Cell, outputs: Sequence[Output], machine: Machine) -> None:
    """Raise CellError if an output would differ elsewhere, or is a warning that nobody asked for."""
    for output in outputs:
        if output.kind == "stderr" and "stderr" not in cell.tags:
            raise fail(
                lesson, cell, f"wrote to stderr; mend it, or tag the cell stderr to show it: {_short(output.text)}"
            )
        for text in (output.plain, output.html):
            if match := ADDRESS.search(text):
                raise fail(
                    lesson, cell, f"shows a memory address ({match[0].strip()}); print a value, not the object itself"
                )
            if path := machine.found(text):
                raise fail(lesson, cell, f"shows a path of this machine ({path}); print its name or a relative path")


def fail(lesson: Lesson, cell: Cell, message: str, line: int | None = None) -> CellError:
    """The error for a cell: `examples/01_x.py:37: cell load: message`, then the source line if known."""
    source = ""
    if line is not None:
        lines = cell.source.split("\n")
        at = line - cell.line
        source = f"\n    {lines[at].strip()}" if 0 <= at < len(lines) else ""
    return CellError(f"{lesson.name}:{line or cell.line}: cell {cell.id}: {message}{source}")


def line_of(error: BaseException, lesson: Lesson, cell: Cell) -> int:
    """The line of the lesson where the error came up: the innermost frame within this cell.

    The last statement's line where there is none: then the value could not be shown.
    """
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == lesson.name]
    within = [line for line in lines if cell.line <= line <= cell.line + cell.source.count("\n")]
    return within[-1] if within else cell.line - 1 + ast.parse(cell.source).body[-1].lineno


def _short(text: str) -> str:
    lines = text.strip().split("\n")
    return lines[0][:300] + (f" (and {len(lines) - 1} more lines)" if len(lines) > 1 else "")
