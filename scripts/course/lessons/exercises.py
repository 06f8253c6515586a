"""What makes an exercise: a task, a starter, hints, a solution and a check, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.cells.records import Cell
from course.errors import CourseError


@dataclass(frozen=True)
class Exercise:
    """The cells of one exercise; `name` is their common id prefix, such as `ex-bos`."""

    name: str
    task: Cell
    starter: Cell
    hints: tuple[Cell, ...]
    solution: Cell
    check: Cell


def find(cells: Sequence[Cell], name: str) -> tuple[Exercise, ...]:
    """The exercises among a lesson's cells, in order.

    `name` is the lesson's, for messages. Raises CourseError where an exercise's cells are
    not together, not in order, or not named alike, and for hints, solutions and checks outside of one.
    """
    found, at = [], 0
    while at < len(cells):
        exercise = _read(cells, at, name) if set(cells[at].tags) & {"exercise", "hint", "solution", "check"} else None
        if exercise:
            found.append(exercise)
        at += len(exercise.hints) + 4 if exercise else 1
    return tuple(found)


def _read(cells: Sequence[Cell], start: int, name: str) -> Exercise:
    task = cells[start]

    def take(at: int, kind: str, tag: str, cell_id: str) -> Cell:
        cell = cells[at] if at < len(cells) else None
        if cell is None or cell.kind != kind or tag not in cell.tags or cell.id != cell_id:
            line = cell.line if cell else cells[-1].line
            raise CourseError(
                f"{name}:{line}: the exercise that starts at line {task.line} needs a {kind} cell here with "
                f'id="{cell_id}" tags=["{tag}"] (in order: task, starter, hints, solution, check).'
            )
        return cell

    if task.kind != "prose" or "exercise" not in task.tags:
        raise CourseError(
            f"{name}:{task.line}: cell {task.id}: {task.tags[0]} belongs to an exercise; its task is missing."
        )
    if not task.id.startswith("ex-") or not task.source.startswith("### Exercise: "):
        raise CourseError(f"{name}:{task.line}: an exercise has an id like ex-name and the heading `### Exercise: …`.")
    starter = take(start + 1, "code", "exercise", f"{task.id}-starter")
    hints = [take(start + 2, "prose", "hint", f"{task.id}-hint-1")]
    while start + 2 + len(hints) < len(cells) and "hint" in cells[start + 2 + len(hints)].tags:
        hints.append(take(start + 2 + len(hints), "prose", "hint", f"{task.id}-hint-{len(hints) + 1}"))
    after = start + 2 + len(hints)
    solution = take(after, "code", "solution", f"{task.id}-solution")
    check = take(after + 1, "code", "check", f"{task.id}-check")
    return Exercise(task.id, task, starter, tuple(hints), solution, check)
