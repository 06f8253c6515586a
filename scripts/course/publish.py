"""Lessons into committed notebooks: all of them or none, or a comparison that writes nothing."""

from collections.abc import Iterable
from pathlib import Path

from course import drift, notebooks
from course.execute import Result
from course.files import write_if_changed


def render(results: Iterable[Result], folder: Path, setup_source: str | None) -> dict[Path, bytes]:
    """The notebook of each executed lesson, `{path: bytes}`; nothing is written.

    Consuming `results` runs the lessons, so a failing one raises here, before any file changes.
    """
    return {
        folder / f"{result.lesson.slug}.ipynb": notebooks.to_bytes(result.lesson, result, setup_source)
        for result in results
    }


def leftovers(folder: Path, slugs: Iterable[str]) -> list[Path]:
    """Notebooks in `folder` whose lesson is gone."""
    kept = set(slugs)
    return sorted(path for path in folder.glob("*.ipynb") if path.stem not in kept)


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
