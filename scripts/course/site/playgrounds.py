"""Links the playgrounds' scripts into the pages that have playgrounds."""

import json
import re
from html import escape, unescape
from pathlib import Path

from course.site.page_scripts import inline_element, part_element
from course.site.patches import CHARSET, HEAD_END, after, before, patched

# A playground is `<div class="tt-play" data-play="NAME">`, and needs live/NAME.js; with `data-text` it is a small
# instance.
_PLAYGROUND = re.compile(r'<div class="tt-play"(?P<rest>(?: [^>]*?)? ?data-play="(?P<name>tokens|chat)"[^>]*)>')
_ATTRIBUTE = re.compile(r'data-([a-z]+)="([^"]*)"')
# What a small instance has of which the build computes nothing (course.pages.embeds).
_MORE = {"field", "walk", "picture"}
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
        html = _PLAYGROUND.sub(lambda match: _with_known(match, live), html)
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


def _with_known(match: re.Match, live: Path) -> str:
    """A small instance's start tag with what the build computed of just what it shows, if it did."""
    shown = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
    listed = live / "inline-known.json"
    if "text" not in shown or "known" in shown or not _MORE.isdisjoint(shown) or not listed.is_file():
        return match[0]
    models = shown["models"].split()
    asked = {
        "kind": "stages" if "stages" in shown else match["name"],
        "text": shown["text"],
        "models": models,
        "switched": "add" in shown or "generation" in shown,
    }
    for known in json.loads(listed.read_bytes()):
        if asked.items() <= known.items() and len(known["known"]) == len(models):
            text = json.dumps(known["known"], ensure_ascii=False, separators=(",", ":"))
            return f'{match[0].removesuffix(">")} data-known="{escape(text)}">'
    return match[0]
