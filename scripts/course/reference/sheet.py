"""An executed page (`examples/page_NAME.py`) as Markdown: its prose, and its cells as figures that do not run. Pure."""

import re

from course.pages.cell_html import outputs_html, source_html
from course.pages.lesson import SiteLesson, tags
from course.pages.notebook import Parts, marker

_HEADING = re.compile(r"^(#{2,4} .+?)[ \t]*$", re.MULTILINE)


def assembled(sheet: SiteLesson, prefix: str, *, prose_only: bool = False) -> tuple[str, Parts]:
    """The sheet's Markdown with markers, and the HTML for each. A prose cell's id is the anchor of its first heading.

    Left out: the setup cell, and the cell `title` (the page has its own).
    """
    lines: list[str] = []
    parts: Parts = {}
    for cell in sheet.cells:
        if cell["cell_type"] == "code":
            if "setup" not in tags(cell) and not prose_only:
                name = f"{prefix}-{cell['id']}"
                parts[name] = _figure(cell)
                lines.append(marker(name))
        elif cell["id"] != "title":
            lines.append(_HEADING.sub(rf"\1 {{ #{cell['id']} }}", cell["source"], count=1))
    return "\n\n".join(lines), parts


def contents(sheet: SiteLesson) -> str:
    """A list of links to the sections of a sheet, as Markdown that the search leaves out; their groups where headings
    of level 2 have such."""
    lines = []
    headings = [
        (cell["id"], match[1])
        for cell in sheet.cells
        if cell["cell_type"] == "markdown" and (match := _HEADING.search(cell["source"]))
    ]
    deep = any(heading.startswith("### ") for _, heading in headings)
    for anchor, heading in headings:
        marks, _, title = heading.partition(" ")
        if deep and marks == "##":
            lines += ["", f"**{title}**", ""]
        else:
            lines.append(f"- [{title}](#{anchor})")
    return '<div class="tt-contents" data-search-exclude="true" markdown>\n' + "\n".join(lines) + "\n\n</div>"


def _figure(cell: dict) -> str:
    outputs = outputs_html(cell["outputs"], searchable=True)
    return f'<div class="tt-shown" id="cell-{cell["id"]}">\n{source_html(cell["source"])}{outputs}</div>'
