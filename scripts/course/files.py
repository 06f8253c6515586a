"""Writing files so that a reader of them never sees half of one."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
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


def holds(path: Path, text: str) -> bool:
    """Whether the file is there and has exactly this text; what a fault left of it is another."""
    return path.is_file() and path.read_bytes() == text.encode()


def is_made(stamp: Path, key: str, files: Iterable[Path]) -> bool:
    """Whether these files are, byte for byte, those that `note_made` noted with this key."""
    return stamp.is_file() and holds(stamp, f"{key} {digest_of(files)}")


def note_made(stamp: Path, key: str, files: Iterable[Path]) -> None:
    """`key`: of all that the files were made of. Raises CourseError."""
    write_if_changed(stamp, f"{key} {digest_of(files)}".encode())


def digest_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        told = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absent"
        digest.update(f"{path.name} {told}\n".encode())
    return digest.hexdigest()


def json_of(path: Path) -> dict:
    """What a file that the build keeps for itself says; {} where it is missing or not whole, so that it is made
    again."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


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
