"""Live reload while writing: MkDocs serves and watches the pages, this watches the lessons and executes what
changed."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from course.errors import CourseError
from course.paths import ROOT
from course.site import build
from course.work import SERVING

_PAUSE = 0.4  # seconds between two looks at the lessons' folder


def serve(port: int, folder: Path, changed: Callable[[set[Path]], None], tell: Callable[[str], None]) -> None:
    """Serves the site on 127.0.0.1:`port` until Ctrl-C; calls `changed` with the files of `folder` that changed.

    A CourseError of `changed` (a lesson that fails) is told and the server goes on with the last good page.
    Raises CourseError when MkDocs stops by itself, as it does when the port is taken.
    """
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env=build.environment() | {SERVING: "1"}, stdin=subprocess.DEVNULL)
    try:
        seen = _times(folder)
        while server.poll() is None:
            time.sleep(_PAUSE)
            now = _times(folder)
            different = {path for path in seen.keys() | now.keys() if seen.get(path) != now.get(path)}
            seen = now
            if different:
                try:
                    changed(different)
                except CourseError as error:
                    tell(f"error: {error}")
    finally:
        server.terminate()
        server.wait()
    raise CourseError(
        f"the server stopped (exit code {server.returncode}); is port {port} taken? Choose another: --port 8001"
    )


def _times(folder: Path) -> dict[Path, int]:
    """When each file was written, in nanoseconds. An editor's passing files may be gone before they are looked at."""
    times = {}
    for path in folder.glob("*.py"):
        with suppress(FileNotFoundError):
            times[path] = path.stat().st_mtime_ns
    return times
