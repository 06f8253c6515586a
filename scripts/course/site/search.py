"""Puts the site's own search behind Material's: its worker and its index, verified, and marks on the pages that results
lead to."""

import json
import re
from pathlib import Path

from course.site.page_scripts import integrity
from course.site.patches import before, patched

INDEX = "search/search_index.json"

# Material's page starts whatever worker its settings name, and fetches the index itself where a form has this name.
_FORM = re.compile(r'(<form class="md-search__form") name="search"')
_CONFIG = re.compile(r'<script id="__config"')
_WORKER = re.compile(r'("search": *")[^"]*assets/javascripts/workers/search\.[^"]*(")')
_PLACE = re.compile('<div class="md-search-result" data-md-component="search-result">')
_SEALED = 'data-index=""'  # filled when the index is written, which is after the pages

# Material gets a door in place of its worker. Behind it the real one is started, from code and with an index that are
# the
# build's to the byte; each is asked for once more by itself, past the caches, and then the page says which did not
# come. The worker looks into the index once the field has the focus. The theme listens for keys alone, and what is
# pasted with the mouse or dictated comes without. Answers wait while a result is pressed: the click would be lost with it.
_DOOR = """(() => {
const { Worker, tokenTourDoorman: doorman } = self;
const files = %(files)s;
const part = document.currentScript;
const root = new URL(%(root)s, document.baseURI);
const field = document.querySelector(".md-search__input");
files.index.integrity = part.dataset.index;
const marks = (search) => {
const script = document.createElement("script");
Object.assign(script, { type: "module", integrity: files.marks.integrity, src: new URL(files.marks.url + search, root) });
if (!search) script.addEventListener("error", () => marks("?again=" + Date.now()));
document.head.append(script);
};
if (/[?&]h=/.test(location.search)) marks("");
if (!Worker || !doorman) return;
field.addEventListener("input", () => field.dispatchEvent(new Event("keyup")));
const door = new EventTarget();
const waiting = [];
let real = null;
let held = null;
const tell = (data) => held ? held.push(data) : door.dispatchEvent(new MessageEvent("message", { data }));
document.addEventListener("pointerdown", ({ target }) => { if (target.closest?.(".md-search-result__link")) held ??= []; });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => held && setTimeout(() => {
const late = held ?? [];
held = null;
late.forEach(tell);
}));
door.postMessage = (message) => real ? real.postMessage(message) : waiting.push(message);
self.Worker = new Proxy(Worker, { construct(target, [url, ...more]) {
if (!String(url).endsWith(files.worker.url)) return Reflect.construct(target, [url, ...more]);
self.Worker = Worker;
load(false); // not before, so that the theme hears the first answer
return door;
} });
const fetched = async ({ url, integrity }, again, signal) => {
const address = new URL(url, root);
if (again) address.searchParams.set("again", Date.now());
const answer = await fetch(address, { integrity, signal, cache: again ? "reload" : "default" });
if (!answer.ok) throw new Error(answer.status);
return answer.blob();
};
const right = async (file, again, signal, retry) => {
const late = setTimeout(() => doorman.say(part, file.url.split("/").pop() + " has not arrived yet.", "Retry", retry), self.tokenTourPatience ?? 20000);
try {
return await fetched(file, again, signal).catch((error) => again || signal.aborted ? Promise.reject(error) : fetched(file, true, signal));
} catch {
if (!signal.aborted) doorman.tell(part, root, file.url, file.integrity, "the search finds", retry);
} finally {
clearTimeout(late);
}
};
const begin = (address, blob) => {
const worker = new Worker(address);
worker.onmessage = ({ data }) => {
real = worker;
tell(data);
for (const message of waiting.splice(0)) worker.postMessage(message);
};
worker.onerror = () => { if (!real && address.startsWith("blob:")) begin(String(new URL(files.worker.url, root)), blob); };
worker.postMessage({ type: 0, data: blob });
const soon = () => worker.postMessage({ type: 4 });
if (document.activeElement === field) soon();
else field.addEventListener("focus", soon, { once: true });
};
const load = async (again) => {
doorman.quiet(part);
const control = new AbortController();
const retry = () => { control.abort(); load(true); };
const [code, index] = await Promise.all([files.worker, files.index].map((file) => right(file, again, control.signal, retry)));
if (!code || !index) return;
doorman.quiet(part);
begin(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), index);
};
})()"""


def with_search(html: str, live: Path, to_root: str) -> str:
    """`html` with both scripts of live/src/search. `live`: the built folder live/; unchanged where it has none of them.

    `to_root`: the relative address of the site's root, with a slash at the end. `seal` completes it.
    """
    worker, found = (next(live.glob(f"{name}-*.js"), None) for name in ("search", "found"))
    if not worker or not found:
        return html
    html = patched(html, _FORM, lambda match: match[1], "its search form")
    html = patched(
        html,
        _WORKER,
        lambda match: f"{match[1]}{to_root}live/{worker.name}{match[2]}",
        "the address of its search worker",
    )
    html = before(html, _PLACE, '<div class="tt-search-trouble"></div>', "the place of its search results")
    files = {
        name: {"url": f"live/{file.name}", "integrity": integrity(file.read_bytes())}
        for name, file in {"worker": worker, "marks": found}.items()
    }
    door = _DOOR % {"files": json.dumps(files | {"index": {"url": INDEX}}), "root": json.dumps(to_root)}
    return before(
        html,
        _CONFIG,
        f'<script data-place=".tt-search-trouble" data-name="search" {_SEALED}>{door}</script>',
        "its settings",
    )


def seal(site: Path) -> None:
    """Tells the built pages which index is theirs; without one there is nothing to do."""
    index = site / INDEX
    if not index.is_file():
        return
    sealed = f'data-index="{integrity(index.read_bytes())}"'
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        if _SEALED in html:
            page.write_text(html.replace(_SEALED, sealed, 1), encoding="utf-8")
