"""The script elements of pages: each runs only what the build made, to the byte, and a failure is told on the page."""

import base64
import hashlib
import re
from html import escape
from pathlib import Path

from course.errors import CourseError

_FIRST = re.compile(r'<script type="module"[^>]*data-part=|<script [^>]*data-name=')

# Stands in front of the first of them, so that no error comes before it. A script that fails is asked for once more by
# itself,
# past the caches; then the page says so, at the place that the script would have filled. A script that another has
# replaced has no say:
# it may be late first, and fail when its successor is on its way. The search has the same doorman
# (course/site/search.py).
_DOORMAN = """(() => {
const notes = new Map();
const quiet = (part) => notes.get(part.dataset.name)?.remove();
const say = (part, text, label, press) => {
const place = document.querySelector(part.dataset.place);
if (!place) return;
place.classList.remove("tt-live");
place.removeAttribute("data-alive");
const [note, button] = [document.createElement("p"), document.createElement("button")];
note.className = "tt-note tt-part-failed";
note.setAttribute("role", "alert");
button.className = "tt-word-button";
button.type = "button";
button.textContent = label;
button.addEventListener("click", press);
note.append(text + " ", button);
quiet(part);
notes.set(part.dataset.name, note);
place.append(note);
};
const tell = async (part, root, url, integrity, what, press) => {
const answer = await fetch(new URL("live/manifest.json", root), { cache: "no-store" }).then((response) => response.json()).catch(() => ({}));
const now = answer.files?.[url]?.sha256;
if (!part.isConnected) return;
if (now && "sha256-" + now !== integrity) say(part, "This page is older than the site.", "Reload the page", () => location.reload());
else say(part, "Could not load " + url.split("/").pop() + ", so " + what + " nothing yet: the network failed, or something else came in its place.", "Retry", press);
};
const again = (part) => {
if (!part.isConnected) return;
quiet(part);
const next = document.createElement("script");
for (const { name, value } of part.attributes) next.setAttribute(name, value);
next.dataset.again = "";
const url = new URL(part.src);
url.searchParams.set("again", Date.now());
next.src = url;
part.replaceWith(next);
watch(next);
};
const watch = (part) => {
const late = setTimeout(() => say(part, part.dataset.name + " has not arrived yet.", "Retry", () => again(part)), self.tokenTourPatience ?? 20000);
part.addEventListener("load", () => (clearTimeout(late), quiet(part)));
part.addEventListener("error", () => (clearTimeout(late), failed(part)));
};
const failed = (part) => {
if (!part.isConnected) return;
if (part.dataset.again === undefined) return again(part);
tell(part, new URL("..", part.src), "live/" + part.dataset.name, part.integrity, "this page does", () => again(part));
};
new MutationObserver((changes) => {
for (const { addedNodes } of changes) for (const node of addedNodes) if (node.dataset?.part !== undefined && node.dataset.again === undefined) watch(node);
}).observe(document.head, { childList: true });
self.tokenTourDoorman = { quiet, say, tell };
})()"""


def integrity(data: bytes) -> str:
    """What an `integrity` attribute says of these bytes."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def part_element(script: Path, address: str, place: str, more: str = "") -> str:
    """The script element for a module of live/. `place`: selector of the element that says so when it does not come."""
    data = script.read_bytes()
    version = hashlib.sha256(data).hexdigest()[:12]
    attributes = (
        f'src="{address}?v={version}" integrity="{integrity(data)}" data-part="" '
        f'data-name="{script.name}" data-place="{place}"{more}'
    )
    return f'<script type="module" {attributes}></script>'


def inline_element(live: Path, name: str, **data: str) -> str:
    """A script that stands in the page itself (live/build names its source), with what it needs to know of the page.
    `live`: the built folder live/."""
    try:
        code = (live / f"inline-{name}.js").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise CourseError(f"{live} has no inline-{name}.js; run `python scripts/build.py assets`.") from None
    attributes = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return f"<script{attributes}>{code}</script>"


def with_doorman(html: str) -> str:
    """`html` with the script that watches over its parts and its search, if it has any."""
    return _FIRST.sub(lambda match: f"<script>{_DOORMAN}</script>\n{match[0]}", html, count=1)
