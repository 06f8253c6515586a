"""An executed lesson as the bytes of a notebook, the same for the same results.

Canonical nbformat 4.5: cell ids are the lesson's, execution counts run from 1, keys are
sorted, and nothing tells when or where it ran. Pure: reads and writes no files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from course.cells.records import CellResult, Lesson, Output, Result
from course.lessons import guesses
from course.lessons.prose import numbered


def to_bytes(
    lesson: Lesson, result: Result, setup_source: str | None = None, numbers: Mapping[str, int] | None = None
) -> bytes:
    """The notebook of one executed lesson, UTF-8 with a newline at the end.

    setup_source takes the place of the setup cell's source: a notebook finds its libraries
    and tokenizers otherwise than a script does. None keeps the script's. `numbers`: of the
    lessons that its links name, by slug. CourseError for a link to a lesson that is not there.
    """
    head = {
        "title": lesson.title,
        "question": lesson.question,
        "description": lesson.description,
        "order": lesson.order,
        "part": lesson.part,
    }
    notebook = {
        "cells": [_cell(cell, setup_source, numbers or {}) for cell in result.cells],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "tour": {key: value for key, value in head.items() if value},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _cell(result: CellResult, setup_source: str | None, numbers: Mapping[str, int]) -> dict:
    cell = result.cell
    # Jupyter goes on after an error only where this tag of its own says that it is meant.
    tags = [*cell.tags, *(["raises-exception"] if "raises" in cell.tags else [])]
    metadata: dict = {"tags": tags} if tags else {}
    if cell.metadata:
        metadata["tour"] = dict(cell.metadata)
    if cell.kind == "prose":
        text = result.source
        if "guess" in cell.tags:
            guess = guesses.read(text)
            metadata["tour"] = {"right": guess.right}
            text = guess.folded
        return {
            "cell_type": "markdown",
            "id": cell.id,
            "metadata": metadata,
            "source": _lines(numbered(text, numbers)),
        }
    if {"setup", "solution"} & set(cell.tags):
        metadata["jupyter"] = {"source_hidden": True}
    source = setup_source if "setup" in cell.tags and setup_source is not None else result.source
    return {
        "cell_type": "code",
        "execution_count": result.count,
        "id": cell.id,
        "metadata": metadata,
        "outputs": [_output(output, result.count) for output in result.outputs],
        "source": _lines(source),
    }


def _output(output: Output, count: int | None) -> dict:
    if output.kind in ("stdout", "stderr"):
        return {"output_type": "stream", "name": output.kind, "text": _lines(output.text)}
    if output.kind == "error":
        # A notebook's traceback names files of this machine; the page shows its last line.
        return {"output_type": "error", "ename": output.name, "evalue": output.text, "traceback": [output.plain]}
    data = {"text/plain": _lines(output.text)}
    if output.html:
        data["text/html"] = _lines(output.html)
    if output.kind == "display":
        return {"output_type": "display_data", "data": data, "metadata": {}}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": count}


def _lines(text: str) -> list[str]:
    """Lines with their ends: how notebooks keep text, so that a diff shows the line that changed."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
