"""Changes to the pages that Material makes. Each says what it needs, so that a new theme ends the build and not,
unseen, a feature."""

import functools
import re
from collections.abc import Callable

from mkdocs.exceptions import PluginError

from course.errors import CourseError

CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
HEAD_END = re.compile(r"</head>")


def patched(html: str, pattern: re.Pattern, new: str | Callable[[re.Match], str], what: str) -> str:
    """`html` with the first match replaced; `new` is a text (no escapes are read in it), or makes one. CourseError
    where there is none."""
    html, count = pattern.subn(new if callable(new) else lambda match: new, html, count=1)
    if not count:
        raise CourseError(
            f"a page lacks {what}: Material makes other pages than scripts/course/site knows; CONTRIBUTING.md "
            "lists where they meet."
        )
    return html


def after(html: str, pattern: re.Pattern, more: str, what: str) -> str:
    """`html` with `more` on a new line after the first match."""
    return patched(html, pattern, lambda match: f"{match[0]}\n{more}", what)


def before(html: str, pattern: re.Pattern, more: str, what: str) -> str:
    """`html` with `more` on a line of its own before the first match."""
    return patched(html, pattern, lambda match: f"{more}\n{match[0]}", what)


def told_plainly(event: Callable) -> Callable:
    """MkDocs prints a PluginError as one line and stops; any other exception as a traceback."""

    @functools.wraps(event)
    def told(*args, **kwargs):
        try:
            return event(*args, **kwargs)
        except CourseError as error:
            raise PluginError(str(error)) from None

    return told
