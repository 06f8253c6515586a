"""Notebooks and pages into the site: a strict MkDocs build that replaces the last good one only when it succeeds."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from course.errors import CourseError
from course.paths import ROOT

# What Python says at the end where the system took no file.
_REFUSED = re.compile(r"^(OSError|PermissionError): \[Errno \d+\] (?P<why>.+)\Z", re.MULTILINE)


def environment() -> dict[str, str]:
    """MkDocs' environment: the caller's, less Material's notice of its end of life (CONTRIBUTING.md has it)."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def build(site: Path, config: Path = ROOT / "mkdocs.yml", *, draft: bool = False) -> tuple[int, str]:
    """Builds the site into `site`; returns its number of pages, and what MkDocs said of a draft.

    A dead link, to a page or to a place in one, stops the build, and MkDocs names page and link. In a draft it is only
    told.

    The build runs beside the old site and takes its place at the end. Raises CourseError with MkDocs' own
    words when it fails; the old site then stays.
    """
    fresh = site.with_name(f".{site.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    how = [] if draft else ["--strict", "--quiet"]
    command = [sys.executable, "-m", "mkdocs", "build", *how, "--config-file", str(config), "--site-dir", str(fresh)]
    done = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        words = (done.stdout + done.stderr).strip() or f"exit code {done.returncode}"
        if refused := _REFUSED.search(words):  # a full disk is no fault of a page, and its traceback helps nobody
            raise _unwritten(refused["why"])
        raise CourseError(f"MkDocs could not build the site; mend what it names and run again:\n{words}")
    try:
        swap(fresh, site)
    except OSError as error:
        raise _unwritten(str(error)) from error
    warnings = [line for line in done.stderr.splitlines() if line.startswith("WARNING")] if draft else []
    return sum(1 for page in site.rglob("*.html") if page.name != "404.html"), "\n".join(warnings)


def swap(fresh: Path, site: Path) -> None:
    """Puts the folder `fresh` in the place of `site`."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        os.replace(site, old)
    try:
        os.replace(fresh, site)
    except OSError:
        if old.exists():
            os.replace(old, site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritten(why: str) -> CourseError:
    return CourseError(
        f"the site could not be written: {why}; free some space or mend the folder's permissions, and run this again. "
        "The last site stays."
    )
