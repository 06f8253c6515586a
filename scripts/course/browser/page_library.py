"""The zip with all Python that a page needs: imported by Pyodide from where it lies (zipimport), without unpacking."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from course.errors import CourseError
from course.paths import ROOT

# Name in the zip → file. First the worker's own half in Python; then what makes the outputs of the build and makes
# those of the page too: the same files, not copies.
_OWN = ("page_errors.py", "page_habits.py", "page_late.py", "page_loop.py", "page_runner.py", "page_snapshot.py")
FILES = {
    **{name: ROOT / "live" / "python" / name for name in _OWN},
    **{f"course/{name}": ROOT / "scripts" / "course" / name for name in ("__init__.py", "cells/__init__.py", "cells/records.py", "cells/runner.py")},
    "tour.py": ROOT / "examples" / "tour.py",
}


def page_library(wheels: Iterable[Path]) -> bytes:
    """The wheels' files and FILES in one zip, always the same bytes for the same files.

    Raises CourseError for a file that cannot be read, and for two files of one name.
    """
    files: dict[str, bytes] = {}
    for name, data in _all(wheels):
        if name in files:
            raise CourseError(f"two of the page's Python files are called {name}; rename one.")
        files[name] = data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return stream.getvalue()


def _all(wheels: Iterable[Path]) -> Iterable[tuple[str, bytes]]:
    path = None
    try:
        for path in sorted(wheels):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield name, archive.read(name)
        for name, path in FILES.items():
            yield name, path.read_bytes()
    except (OSError, zipfile.BadZipFile) as error:
        raise CourseError(f"cannot read {path}: {error}; run the build again.") from error
