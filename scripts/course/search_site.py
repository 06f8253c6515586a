"""Puts the site's own search behind Material's: its worker in the page's settings, marks on the pages that results lead to."""

import json
import re
from pathlib import Path

# Material's page starts whatever worker its settings name.
_WORKER = re.compile(r'("search": *")([^"]*)assets/javascripts/workers/search\.[^"]*(")')


def with_search(html: str, live: Path, to_root: str) -> str:
    """`html` with both scripts of live/src/search. `live`: the built folder live/; unchanged where it has none of them.

    `to_root`: the relative address of the site's root, with a slash at the end.
    """
    worker, found = (next(live.glob(f"{name}-*.js"), None) for name in ("search", "found"))
    if not worker or not found:
        return html
    html = _WORKER.sub(lambda match: f"{match[1]}{match[2]}live/{worker.name}{match[3]}", html, count=1)
    address = json.dumps(f"{to_root}live/{found.name}")
    marks = f"<script>/[?&]h=/.test(location.search)&&import(new URL({address},document.baseURI))</script>"
    return html.replace("</body>", f"{marks}\n</body>", 1)
