"""Links in the prose of a downloaded notebook, which has no site around it."""

import json
import re
from collections.abc import Callable, Container

from course.pages.embeds import PARAGRAPH, embed_of

# Code first: what stands in a fence or between backticks is no link.
_LINK = re.compile(
    r"(?ms:^```.*?^```)|(?P<ticks>`+)(?:(?!`).)+?(?P=ticks)"
    r"|\[(?P<label>(?:[^\[\]`]|`[^`\n]*`)+)\]"
    r"""\((?P<target>[^)\s]+)(?P<title> "[^"\n]*"| '[^'\n]*')?\)"""
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

PageAddress = Callable[[str], str]
"""From a link's path (`../pitfalls.md`) to the absolute address of that page; "" where the site's address is
unknown."""


def paged(prose: str, slugs: Container[str]) -> str:
    """Prose whose links to lessons' notebooks lead to their pages, which is what MkDocs knows; other notebooks stay
    what they are."""

    def link(match: re.Match) -> str:
        path, dot, anchor = (match["target"] or "").partition(".ipynb")
        if not dot or _ELSEWHERE.match(path) or path.rpartition("/")[2] not in slugs:
            return match[0]
        return f"[{match['label']}]({path}.md{anchor}{match['title'] or ''})"

    return _LINK.sub(link, prose)


def portable(notebook: bytes, page_address: PageAddress) -> bytes:
    """`notebook` with links that work wherever it is opened.

    With a known site they lead there. Otherwise a link to a notebook stays, since that may lie beside this one, a link
    to a page becomes its
    text, and a playground's paragraph goes. A notebook without such links stays as it is, byte for byte.
    """
    document = json.loads(notebook)
    changed = False
    for cell in document["cells"]:
        if cell["cell_type"] == "markdown":
            source = "".join(cell["source"])
            moved = moved_links(source, page_address)
            if moved != source:
                changed = True
                cell["source"] = moved.splitlines(keepends=True)
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode() if changed else notebook


def moved_links(prose: str, page_address: PageAddress) -> str:
    """One cell's prose with such links."""

    def playground(match: re.Match) -> str:
        address = page_address(match["target"])
        return f"[{match['label']}]({address}{embed_of(match).fragment})" if address else ""

    def link(match: re.Match) -> str:
        if match["target"] is None or _ELSEWHERE.match(match["target"]):
            return match[0]
        path, _, anchor = match["target"].partition("#")
        if address := page_address(path):
            return f"[{match['label']}]({address}{'#' + anchor if anchor else ''})"
        return f"[{match['label']}]({path})" if path.endswith(".ipynb") else match["label"]

    return re.sub(r"\n{3,}", "\n\n", _LINK.sub(link, PARAGRAPH.sub(playground, prose))).strip("\n")
