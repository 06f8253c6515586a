"""One command at a time works on a checkout: builds, tests and the server share .cache, docs/ and site/."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from course.errors import CourseError
from course.files import write_if_changed
from course.paths import CACHE

SERVING = "TOKEN_TOUR_SERVING"  # set for the MkDocs of `build.py serve`, which takes its turn at each reload
PATIENCE = 3600.0  # seconds: longer than a test run on a busy machine


@contextmanager
def alone(what: str, say: Callable[[str], None], *, folder: Path = CACHE, patience: float = PATIENCE) -> Iterator[None]:
    """Work as the only command on this checkout: `with alone("build.py site", print): …`.

    Waits for another one, and tells `say` in one line for whom. Raises CourseError after `patience` seconds. The system
    frees the lock when its process ends, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock, holder = FileLock(folder / "work.lock"), folder / "work.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"{_who(holder)} is at work in this checkout; waiting for it.")
        try:
            lock.acquire(timeout=patience, poll_interval=0.2)
        except Timeout:
            raise CourseError(
                f"{_who(holder)} has been at work in this checkout for more than {patience:.0f} s (it holds "
                f"{lock.lock_file}): "
                "wait for it or stop it, then run this again."
            ) from None
    try:
        write_if_changed(holder, f"{what} (process {os.getpid()}, since {time.strftime('%H:%M:%S')})".encode())
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _who(holder: Path) -> str:
    """The other command, as it describes itself; it may not have done so yet."""
    try:
        return holder.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return "Another command"
