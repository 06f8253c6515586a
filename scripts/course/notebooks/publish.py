"""Lessons into committed notebooks: all of them or none, or a comparison that writes nothing."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from course.cells.records import Kind, Lesson
from course.files import write_if_changed
from course.notebooks import canonical, drift
from course.run.execute import Result


def render(
    results: Iterable[Result], folder: Path, setup: Callable[[Lesson], str], numbers: Mapping[str, int]
) -> dict[Path, bytes]:
    """The notebook of each executed lesson, `{path: bytes}`; nothing is written. `setup`: the setup cell of a download.
    `numbers`: of all lessons, by slug.

    Consuming `results` runs the lessons, so a failing one raises here, before any file changes.
    """
    return {
        place(folder, result.lesson): canonical.to_bytes(
            result.lesson, result, setup(result.lesson) if result.lesson.kind is Kind.LESSON else None, numbers
        )
        for result in results
    }


def place(folder: Path, lesson: Lesson) -> Path:
    """A lesson's notebook is in `folder`, that of a quoted page in the folder `quoted` beside it."""
    return (folder if lesson.kind is Kind.LESSON else folder.with_name("quoted")) / f"{lesson.slug}.ipynb"


def leftovers(folder: Path, lessons: Iterable[Lesson]) -> list[Path]:
    """Notebooks in `folder`, and in `quoted` beside it, whose lesson or page is gone."""
    kept = {place(folder, lesson) for lesson in lessons}
    return sorted(
        path for near in (folder, folder.with_name("quoted")) for path in near.glob("*.ipynb") if path not in kept
    )


def write(fresh: dict[Path, bytes], gone: Iterable[Path]) -> list[Path]:
    """Writes what changed and removes what has no lesson any more; returns the paths that changed."""
    changed = [path for path, data in fresh.items() if write_if_changed(path, data)]
    for path in gone:
        path.unlink()
        changed.append(path)
    return changed


def differences(fresh: dict[Path, bytes], gone: Iterable[Path]) -> list[str]:
    """Readable differences between the committed notebooks and `fresh`; empty when nothing drifted."""
    found = []
    for path, data in fresh.items():
        committed = path.read_bytes() if path.is_file() else None
        found.append(drift.compare(committed, data, path.name))
    found += [f"{path.name}: no lesson makes this notebook any more" for path in gone]
    return [difference for difference in found if difference]
