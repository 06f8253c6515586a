"""What the tests of both capstones do: edit its code, and run its check on many versions of it."""

import json
from dataclasses import replace

from course.run.execute import Executor
from course.tokenizers import manifest


def once(source, old, new):
    """`source` with a new text in place of an old one, which must be there once."""
    assert source.count(old) == 1, f"the capstone no longer holds {old!r} once; mend this test's edit"
    return source.replace(old, new)


def examined(lesson, exercise, code, cache):
    """What `code` prints as JSON where it stands behind the check of a lesson's solution."""
    plain = [
        replace(cell, tags=cell.tags if "setup" in cell.tags else ()) for cell in lesson.cells if cell.kind == "code"
    ]
    cells = [cell for cell in plain if cell.id != exercise.starter.id]
    at = next(n for n, cell in enumerate(cells) if cell.id == exercise.check.id)
    cells.insert(at + 1, replace(cells[at], id="examined", source=code))
    with Executor([model.repo for model in manifest.load().models], cache) as executor:
        (result,) = executor.run([replace(lesson, cells=tuple(cells))])
    (output,) = next(cell.outputs for cell in result.cells if cell.cell.id == "examined")
    return json.loads(output.text)
