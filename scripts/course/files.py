"""Writing files so that a reader of them never sees half of one."""

import os
import tempfile
from pathlib import Path

from course.errors import CourseError

BYTE_ORDER_MARK = "\ufeff"


def text_of(path: Path, name: str) -> str:
    """The file as text. Raises UnicodeDecodeError, OSError, and CourseError where it begins with a byte order mark,
    which nobody sees."""
    text = path.read_text(encoding="utf-8")
    if text.startswith(BYTE_ORDER_MARK):
        raise CourseError(f"{name}: begins with a byte order mark (U+FEFF); save it as UTF-8 without one.")
    return text


def write_if_changed(path: Path, data: bytes) -> bool:
    """Puts `data` at `path` in one move, unless it is there already; returns whether anything was written.

    Raises CourseError when the folder or the disk does not take it; what was there before then stays.
    """
    temporary = None
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o644)  # mkstemp's 0600 would hide the file from a web server
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise CourseError(
            f"cannot write {path}: {error.strerror}; free some space or mend the folder's permissions."
        ) from error
    return True
