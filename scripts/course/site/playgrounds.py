"""Links the playgrounds' scripts into the pages that have playgrounds."""

import re
from pathlib import Path

from course.site.page_scripts import inline_element, part_element
from course.site.patches import CHARSET, HEAD_END, after, before, patched

# A playground is `<div class="tt-play" data-play="NAME">`, and needs live/NAME.js; with `data-text` it is a small
# instance.
_PLAYGROUND = re.compile(r'<div class="tt-play"(?P<rest>(?: [^>]*?)? ?data-play="(?P<name>tokens|chat)"[^>]*)>')
# Material's script, at the end of the body.
_THEME = re.compile(r'<script src="(?P<src>[^"]*assets/javascripts/bundle\.[^"]*)"></script>')


def with_playgrounds(html: str, live: Path, to_root: str) -> str:
    """`html` with a script for each kind of playground on it, and those marked that will come alive.

    `live`: the built folder live/; `to_root`: the relative address of the site's root, with a slash at the end. A kind
    whose script is not built stays the static page that it is.
    """
    found = {match["name"]: "data-text=" not in match["rest"] for match in _PLAYGROUND.finditer(html)}
    for name in sorted(found):
        script = live / f"{name}.js"
        if not script.is_file():
            continue
        place = f"[data-play={name}]"
        # a small instance can wait: in a task of its own, not in the one that starts the theme and the cells
        element = part_element(script, f"{to_root}live/{name}.js", place, "" if found[name] else " async")
        html = before(html, HEAD_END, element, "the end of its head")
        html = html.replace(f'data-play="{name}"', f'data-play="{name}" data-alive=""')
        if found[name]:
            html = patched(
                html,
                _THEME,
                lambda match: inline_element(live, "late", src=match["src"]),
                "Material's script at the end of its body",
            )
        if name == "tokens" and found[name]:
            html = after(html, CHARSET, inline_element(live, "early", root=to_root), "a meta element with the charset")
    return html
