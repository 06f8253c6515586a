"""Pages that have moved (docs/moved.toml): their old addresses lead on, with whatever stands behind `?` and `#`."""

import html
import json
import tomllib
from pathlib import Path

from mkdocs.utils import get_relative_url

from course.errors import CourseError
from course.files import text_of, write_if_changed

FILE = "moved.toml"

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>This page has moved</title>
<link rel="icon" href="data:,">
<script>location.replace(%(target)s + location.search + location.hash)</script>
<meta http-equiv="refresh" content="0; url=%(address)s">
</head>
<body>
<h1>This page has moved</h1>
<p>It is now <a href="%(address)s">%(name)s</a>.</p>
</body>
</html>
"""


def read_moved(docs: Path) -> dict[str, str]:
    """Old address → new one, both below the site and with a slash at the end; {} without the file. CourseError if it is
    not of that form."""
    path = docs / FILE
    if not path.is_file():
        return {}
    try:
        moved = tomllib.loads(text_of(path, FILE))
    except ValueError as error:
        raise CourseError(f"{FILE} is not TOML: {error}") from None
    for old, new in moved.items():
        if not isinstance(new, str) or not old.endswith("/") or not new.endswith("/"):
            raise CourseError(f'{FILE}: {old!r} needs the new address as a text, both like "lessons/text-to-ids/"')
        if new in moved:
            raise CourseError(f"{FILE}: {old!r} leads to {new!r}, which has moved itself; name where it is now")
    return moved


def write_moved(moved: dict[str, str], site: Path) -> dict[str, Path]:
    """Writes a page at each old address of the built site; `{old address: its file}`. CourseError where the new one is
    not there, or the old one still is."""
    made = {}
    for old, new in moved.items():
        target, place = site / new / "index.html", site / old / "index.html"
        if not target.is_file():
            raise CourseError(f"{FILE}: {old!r} leads to {new!r}, and the site has no such page")
        if place.is_file():
            raise CourseError(f"{FILE}: the site still has a page {old!r}")
        address = get_relative_url(new, old)
        page = _PAGE % {"target": json.dumps(address), "address": html.escape(address), "name": html.escape(new)}
        write_if_changed(place, page.encode())
        made[old] = place
    return made
