"""A lesson's notebook as one Markdown text, so that its prose goes through the site's own Markdown.

nbconvert is not asked: what is not prose becomes a marker (an HTML comment), and `filled` puts the finished HTML in its
place after Markdown has run. Headings, links, admonitions and the table of contents are then those of any page.
"""

import re
from collections import Counter

from course.errors import CourseError
from course.pages.cell_html import cell_html, kind
from course.pages.embeds import PARAGRAPH, embed_of
from course.pages.lesson import SiteLesson, tags
from course.pages.switches import PARAGRAPH as SWITCHES
from course.pages.switches import embed

Parts = dict[str, str]

_MARKER = re.compile(r"<!--tt:([\w-]+)-->")
_SUMMARIES = {"solution": "Solution", "check": "The check"}


def marker(name: str) -> str:
    """The line of Markdown that `filled` replaces."""
    return f"<!--tt:{name}-->"


def assembled(lesson: SiteLesson) -> tuple[str, Parts]:
    """The lesson's Markdown with markers, and the HTML for each marker. The setup cell is left out."""
    lines: list[str] = []
    parts: Parts = {}

    def put(name: str, markup: str) -> None:
        parts[name] = markup
        lines.append(marker(name))

    exercise = ""
    for cell in lesson.cells:
        name = cell["id"]
        if exercise and not name.startswith(f"{exercise}-"):
            put(f"end-{exercise}", "</section>")
            exercise = ""
        if "setup" in tags(cell):
            continue
        if cell["cell_type"] == "code":
            put(f"cell-{name}", _folded(kind(cell), cell_html(cell)))
        elif "hint" in tags(cell):
            put(
                f"hint-{name}",
                f'<details class="tt-hint" data-search-exclude="true"><summary>{_hint(lesson, name)}</summary>',
            )
            lines.append(cell["source"])
            put(f"end-{name}", "</details>")
        else:
            if "exercise" in tags(cell):
                exercise = name
                put(f"exercise-{name}", f'<section class="tt-exercise" id="{name}">')
            lines.append(_with_playgrounds(lesson, cell, parts))
    if exercise:
        put(f"end-{exercise}", "</section>")
    return "\n\n".join(lines), parts


def _with_playgrounds(lesson: SiteLesson, cell: dict, parts: Parts) -> str:
    """The cell's prose, each paragraph that asks for a playground wrapped in that playground's element."""

    def wrapped(match: re.Match) -> str:
        name = f"play-{cell['id']}-{len(parts)}"
        try:
            parts[name] = embed_of(match).opening
        except CourseError as error:
            raise CourseError(f"lesson {lesson.slug}, cell {cell['id']}: {error}") from None
        parts[f"end-{name}"] = "</div>"
        return f"{marker(name)}\n\n[{match['label']}]({match['target']})\n\n{marker(f'end-{name}')}"

    def switches(match: re.Match) -> str:
        name = f"switches-{cell['id']}"
        parts[name] = embed()
        return marker(name)

    return SWITCHES.sub(switches, PARAGRAPH.sub(wrapped, cell["source"]))


def filled(content: str, parts: Parts, where: str) -> str:
    """`content` with every marker replaced. CourseError when Markdown swallowed one, with the likely cause."""
    found = Counter(_MARKER.findall(content))
    for name in parts:
        if found[name] != 1:
            raise CourseError(
                f"{where}: the place of {name!r} was lost in the Markdown; close the code fence, list or HTML tag "
                "in the prose above it"
            )
    return _MARKER.sub(lambda match: parts.get(match[1], match[0]), content)


def without_title(content: str) -> str:
    """`content` without its first level-1 heading: the lesson's header shows the title, with the same anchor."""
    return re.sub(r"<h1[^>]*>.*?</h1>\s*", "", content, count=1, flags=re.DOTALL)


def _folded(cell_kind: str, markup: str) -> str:
    if cell_kind not in _SUMMARIES:
        return markup
    # kept out of the search index: a search must not give the answer away
    return (
        f'<details class="tt-{cell_kind}" '
        f'data-search-exclude="true"><summary>{_SUMMARIES[cell_kind]}</summary>\n{markup}\n</details>'
    )


def _hint(lesson: SiteLesson, name: str) -> str:
    """`Hint`, or `Hint 2` where an exercise has several."""
    prefix = name.rsplit("-hint", 1)[0]
    hints = [cell["id"] for cell in lesson.cells if "hint" in tags(cell) and cell["id"].startswith(f"{prefix}-hint")]
    return "Hint" if len(hints) == 1 else f"Hint {hints.index(name) + 1}"
