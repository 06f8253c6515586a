"""The zip with all Python that a page needs: imported by Pyodide from where it lies (zipimport), without unpacking.

Jinja2 and MarkupSafe are taken from what is installed beside the build, as pure Python: a page renders chat templates
with the
very Jinja2 that the lessons ran with, and no index is asked for anything. So is IPython's printer: values read as in
the notebooks; and what tokenizers has in Python, such as ByteLevelBPETokenizer.
"""

import importlib.metadata
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.errors import CourseError
from course.paths import ROOT

PACKAGES = ROOT / "live" / "python"
# Name in the zip → file. First the worker's own half in Python; then what makes the outputs of the build and makes
# those of the page too: the same files, not copies.
_OWN = tuple(
    f"page_{name}.py" for name in ("changes", "display", "errors", "habits", "late", "loop", "runner", "snapshot")
)
_SHARED = ("__init__.py", "cells/__init__.py", "cells/records.py", "cells/runner.py")
FILES = {
    **{name: PACKAGES / name for name in _OWN},
    **{f"course/{name}": ROOT / "scripts" / "course" / name for name in _SHARED},
    "tour.py": ROOT / "examples" / "tour.py",
}
# Distribution → the package that it is imported as.
INSTALLED = {"Jinja2": "jinja2", "MarkupSafe": "markupsafe"}
# Distribution → a part of it that is Python over what the page's own package has.
OVER_OURS = {"tokenizers": "tokenizers/implementations/"}
# Name in the zip → distribution and the one file of it that a page needs, which imports the standard library alone.
SINGLE = {"ipython_pretty.py": ("ipython", "IPython/lib/pretty.py")}


def page_library() -> bytes:
    """The zip, always the same bytes for the same files. CourseError for a file that cannot be read or a package that
    is not installed."""
    parts = [*FILES.items(), *_page_packages()]
    for name, package in INSTALLED.items():
        parts += installed(name, package)
    for name, (distribution, file) in SINGLE.items():
        found = dict(installed(distribution, file.partition("/")[0]))
        parts += [(name, found[file]), *((other, path) for other, path in found.items() if "LICENSE" in path.name)]
    for name, part in OVER_OURS.items():
        parts += [
            (file, path)
            for file, path in installed(name, part.partition("/")[0])
            if file.startswith(part) or ".dist-info/" in file
        ]
    return packed(parts)


def packed(parts: Iterable[tuple[str, Path]]) -> bytes:
    """Files as a zip. CourseError for one that cannot be read, and for two of one name."""
    files: dict[str, bytes] = {}
    for name, path in parts:
        if name in files:
            raise CourseError(f"two of the page's Python files are called {name}; rename one.")
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            raise CourseError(f"cannot read {path}: {error.strerror}; run the build again.") from error
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return stream.getvalue()


def _page_packages() -> Iterator[tuple[str, Path]]:
    """`tokenizers` and `transformers` as a page has them."""
    for name in ("tokenizers", "transformers"):
        for path in sorted((PACKAGES / name).rglob("*.py")):
            yield path.relative_to(PACKAGES).as_posix(), path


def installed(name: str, package: str) -> Iterator[tuple[str, Path]]:
    """An installed distribution's Python files and licences, without compiled modules."""
    try:
        files = importlib.metadata.distribution(name).files or ()
    except importlib.metadata.PackageNotFoundError as error:
        raise CourseError(f"{name} is not installed; run `pip install -r requirements.txt`.") from error
    for file in files:
        code = file.parts[0] == package and file.suffix == ".py"
        about = file.parts[0].endswith(".dist-info") and (file.name == "METADATA" or "LICENSE" in file.name)
        if code or about:
            yield file.as_posix(), Path(file.locate())
