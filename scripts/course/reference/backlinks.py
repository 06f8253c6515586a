"""From a lesson to the sections of the executed pages that link to it, so that links lead both ways by themselves.
Pure."""

import html
import re

from course.pages.lesson import SiteLesson

_HEADING = re.compile(r"^#{2,4} (.+)$", re.MULTILINE)
_LESSON = re.compile(r"lessons/([\w-]+)\.ipynb")
_CODE = re.compile(r"`([^`]+)`")


def backlinks(sheet: SiteLesson) -> dict[str, list[tuple[str, str]]]:
    """`{lesson's slug: [(anchor, heading as HTML)]}` in the order of the page."""
    found: dict[str, list[tuple[str, str]]] = {}
    section = ("", "")
    for cell in sheet.cells:
        if cell["cell_type"] != "markdown":
            continue
        if heading := _HEADING.search(cell["source"]):
            section = (cell["id"], _CODE.sub(r"<code>\1</code>", html.escape(heading[1], quote=False)))
        for slug in dict.fromkeys(_LESSON.findall(cell["source"])):
            if section not in found.setdefault(slug, []):
                found[slug].append(section)
    return found
