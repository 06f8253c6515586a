"""Links the playgrounds' scripts into the pages that have playgrounds."""

import json
import re
from pathlib import Path

from course.errors import CourseError
from course.site.page_scripts import integrity, part_element

# A playground is `<div class="tt-play" data-play="NAME">`, and needs live/NAME.js; with `data-text` it is a small instance.
_PLAYGROUND = re.compile(r'<div class="tt-play"(?P<rest>(?: [^>]*?)? ?data-play="(?P<name>tokens|chat)"[^>]*)>')
# Material's script, at the end of the body.
_THEME = re.compile(r'<script src="(?P<src>[^"]*assets/javascripts/bundle\.[^"]*)"></script>')
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)

# The smallest tokenizer; live/src/encoder/models.ts has it first.
_FIRST = ("microsoft/Phi-3-mini-4k-instruct", "Phi-3")

# Starting a worker takes about as long as all that the page does before its own script runs, so it is started first of all;
# live/src/encoder/built.ts takes it over. It begins with the smallest tokenizer.
_EARLY = """(() => {
if (!self.Worker) return;
const root = new URL(%(root)s, document.baseURI);
const start = async () => {
const answer = await fetch(new URL(%(worker)s, root), { integrity: %(integrity)s });
const code = new Blob([await answer.arrayBuffer()], { type: "text/javascript" });
const worker = new Worker(URL.createObjectURL(code), { type: "module" });
worker.postMessage({ type: "load", repo: %(repo)s, name: %(name)s, file: %(file)s, base: root.href, patience: self.tokenTourPatience });
return worker;
};
const late = new Promise((resolve) => setTimeout(resolve, self.tokenTourPatience ?? 20000, null));
self.tokenTourEarly = { playworker: Promise.race([start(), late]).catch(() => null) };
})()"""


# Material's script takes longer than the playground's, so it waits for the first frame, which shows tokens. It begins at an
# event that is over by then, so it gets another one.
_LATE = """(() => {
const load = () => {
const script = document.createElement("script");
script.src = %(src)s;
script.onload = () => document.dispatchEvent(new Event("DOMContentLoaded"));
document.body.append(script);
};
document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(load)), { once: true });
})()"""


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
        html = html.replace("</head>", f"{element}\n</head>", 1)
        html = html.replace(f'data-play="{name}"', f'data-play="{name}" data-alive=""')
        if found[name]:
            html = _THEME.sub(lambda match: f"<script>{_LATE % {'src': json.dumps(match['src'])}}</script>", html, count=1)
        if name == "tokens" and found[name]:
            html = _CHARSET.sub(lambda match: f"{match[0]}\n<script>{_early(live, to_root)}</script>", html, count=1)
    return html


def _early(live: Path, to_root: str) -> str:
    workers = [*live.glob("playworker-*.js")]
    if len(workers) != 1:
        raise CourseError(f"{live} holds {len(workers)} files playworker-*.js, not one: run `python scripts/build.py assets`")
    [worker] = workers
    repo, name = _FIRST
    file = json.loads((live / "manifest.json").read_text(encoding="utf-8"))["tokenizers"].get(repo)
    parts = {"root": to_root, "worker": f"live/{worker.name}", "integrity": integrity(worker.read_bytes()), "repo": repo, "name": name, "file": file}
    return _EARLY % {key: json.dumps(value) for key, value in parts.items()}
