"""Readers who walk through pages of the built site while files are answered wrongly, and are told of each by name.

A journey asks for everything at once and mends one file after the other: the one that the page names. What a page must
do
with a wrong file stands in KINDS. `Journey.walk` returns a verdict by kind: "" where all went well.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from patience import MILLISECONDS
from playwright.sync_api import TimeoutError, expect

# How long a download may bring nothing where files are stalled: the page's own limit is 20 s
# (live/src/files/patience.ts),
# which elsewhere stays, since on a busy machine a right file may be late.
SHORT = 4_000

FAILED = "Could not load|not arrived"
# of a playground; each says for itself that a part did not come, some of them when it has been mended for another
PANELS = 4

TOLD = "told"  # one sentence with the file's name, and Retry works once the server does
SILENT = "silent"  # the page does without, and the reader loses nothing

# Kind → part of the file's path, and what the page does while it is wrong. `loaded by` says which journey meets it.
LESSON = {
    "loader": ("live/loader.js", TOLD),
    "editor": ("live/editor-", TOLD),
    "app": ("live/app-", TOLD),
    "worker": ("live/worker-", TOLD),
    "pyodide": ("pyodide.js", TOLD),
    "pyodide.asm": ("pyodide.asm.js", TOLD),
    "wasm": ("pyodide.asm.wasm", TOLD),
    "page.zip": ("live/page-", TOLD),
    "snapshot": ("live/snapshot-", SILENT),  # Python then starts without it, and needs the next
    "stdlib": ("python_stdlib.zip", TOLD),
    "tokenizer": ("live/tokenizers/", TOLD),
    "recorded": ("live/build/", TOLD),
    "names": ("live/names-", SILENT),  # more cells than need to then count as out of date
}
TOKENS = {
    "tokens": ("live/tokens.js", TOLD),
    "playworker": ("live/playworker-", TOLD),
    "tokenizer (playground)": ("live/tokenizers/", TOLD),
}
CHAT = {
    "chat": ("live/chat.js", TOLD),
    "chatworker": ("live/chatworker-", TOLD),
    "playworker (chat)": ("live/playworker-", TOLD),
    "tokenizer (chat)": ("live/tokenizers/", TOLD),
}
SEARCH = {
    "search": ("live/search-", TOLD),
    "index": ("search_index.json", TOLD),
    "marks": ("live/found-", SILENT),  # the words that were found are not marked
    "loader (search)": ("live/loader.js", TOLD),
    "storage": ("live/storage-", TOLD),
    "manifest": ("live/manifest.json", SILENT),  # tells whether the page is older than the site
}

STAGES = {"stageworker": ("live/stageworker-", TOLD), "tokenizer (stages)": ("live/tokenizers/", TOLD)}
OWN = {"classes": ("live/tokenizer-classes-", TOLD)}
# A tokenizer of the reader's, whose class makes another normalizer than the file has.
FOLDER = {
    "tokenizer.json": {
        "model": {
            "type": "WordPiece",
            "vocab": {"[UNK]": 0, "a": 1},
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
        },
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "lowercase": False},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
    },
    "tokenizer_config.json": {"tokenizer_class": "BertTokenizer"},
}

# A right file under a wrong type is used where its bytes are all that counts; browsers run no module script under one.
BY_TYPE = {"loader", "loader (search)", "tokens", "chat"}


@dataclass
class Told:
    """Which wrong files the page named, and what went wrong on the way."""

    named: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


class Journey:
    """`visit`: "first", in a browser that has nothing; "later", under a service worker, with the wrong files no longer
    kept.

    `without`: kinds of files that stay right.
    """

    kinds: dict[str, tuple[str, str]]
    path: str

    def __init__(self, browser, site, visit, without=()):
        self.kinds = {kind: what for kind, what in self.kinds.items() if kind not in without}
        self.site = site
        self.visit = visit
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(MILLISECONDS)
        self.page = self.context.new_page()
        self.uncaught = []
        self.page.on("pageerror", lambda error: self.uncaught.append(str(error)))
        site.trouble.clear()
        site.headers["Cache-Control"] = "max-age=600"  # as GitHub Pages says

    def walk(self, way: str) -> dict[str, str]:
        if self.visit == "later":
            self._prepare()
        if way == "stalled":
            self.page.add_init_script(f"self.tokenTourPatience = {SHORT}")
        faults = {kind: part for kind, (part, _) in self.kinds.items() if way != "typed" or kind in BY_TYPE}
        if way == "typed":
            self.site.trouble.update({part: way for part, _ in self.kinds.values()})
        self.site.trouble.update(dict.fromkeys(faults.values(), way))
        told = Told()
        try:
            self.open()
            self.go(told, faults)
        except (TimeoutError, AssertionError) as error:
            told.wrong.append(str(error).splitlines()[0])
        verdicts = {kind: self._verdict(kind, what, kind in faults, told) for kind, (_, what) in self.kinds.items()}
        self.site.trouble.clear()
        return verdicts | {"next visit": self._again(), "uncaught": "; ".join(self.uncaught)}

    def _verdict(self, kind, what, faulty, told):
        if told.wrong:
            return "; ".join(told.wrong)
        if faulty and what == TOLD and kind not in told.named:
            return "was not named"
        if kind in told.named and (not faulty or what == SILENT):
            return "was named without need"
        return ""

    def _again(self):
        """The next visit is as if nothing had been."""
        try:
            self.open()
            self.succeed()
            return "a message stays" if self.message().count() else ""
        except (TimeoutError, AssertionError) as error:
            return str(error).splitlines()[0]

    def _prepare(self):
        """A reader who has been here, whose files are forgotten: after a longer time, or with another lesson. What
        Python does then is left out."""
        self.page.goto(self.site.root + "about/")
        self.page.evaluate(
            """async () => { await navigator.serviceWorker.register('../sw.js', { scope: '../' });
                 const { active } = await navigator.serviceWorker.ready;
                 const { port1, port2 } = new MessageChannel();
                 const kept = new Promise((resolve) => (port1.onmessage = resolve));
                 active.postMessage({ type: 'keep', urls: [location.href] }, [port2]);
                 await kept; }"""
        )
        self.context.new_cdp_session(self.page).send("Network.clearBrowserCache")

    def open(self):
        self.page.goto("about:blank")
        self.page.goto(self.site.root + self.path, wait_until="commit")

    def message(self):
        """What says that a file did not come."""
        return self.page.locator(
            ".tt-part-failed, .tt-messages p:first-child, .tt-panel-failed, .tt-detail.tt-bad, .tt-own-told, .tt-stage-verdict, "
            ".tt-chat-grid [role=alert] p"
        ).filter(has_text=re.compile(FAILED))

    def told(self) -> list[str]:
        """What the page says now; `press_retry` waits until it is said no more, or anew: what was under way when the
        file was mended fails once more."""
        return self.message().evaluate_all(
            """(all, failed) => {
                 self.told = all.map(node => [node, node.innerText]).filter(([, text]) => new RegExp(failed).test(text)); // of now
                 for (const one of self.told) one.push(one[0].firstChild);
                 return self.told.map(([, text]) => text); }""",
            FAILED,
        )

    def press_retry(self):
        buttons = self.page.get_by_role("button", name=re.compile("^(Retry|Try again)$"))
        buttons.evaluate_all("all => all.forEach(button => button.click())")  # at once: one may take the others away
        self.page.wait_for_function(
            "() => !self.told.some(([node, text, first]) => node.isConnected && node.innerText === text && "
            "node.firstChild === first)"
        )

    def go(self, told, faults):
        raise NotImplementedError

    def succeed(self):
        raise NotImplementedError

    def mend_what_is_named(self, told, faults, done):
        """Mends the files that the page names and presses Retry, until `done`, a locator, is there."""
        said = Counter()
        while True:
            expect(self.message().or_(done).first).to_be_visible()
            kinds = {
                text: next((kind for kind, part in faults.items() if part.removeprefix("live/") in text), None)
                for text in self.told()
            }
            if not kinds and done.is_visible():
                return
            for text, kind in kinds.items():
                if kind is None or said[kind] > PANELS:
                    raise AssertionError(f"says {text!r}")
                self.site.trouble.pop(faults[kind], None)
            said.update(set(kinds.values()))
            told.named.update(said)
            self.press_retry()


class Lesson(Journey):
    kinds = LESSON
    path = "lessons/text-to-ids/"

    @property
    def cell(self):
        """The first cell that shows something; the one above it loads a tokenizer."""
        return self.page.locator(".tt-cell[data-cell=look]")

    def go(self, told, faults):
        edit = self.cell.get_by_role("button", name="Edit", exact=True)
        self.mend_what_is_named(told, faults, edit)
        edit.click()
        self.mend_what_is_named(told, faults, self.cell.locator(".cm-content"))
        self.cell.get_by_role("button", name="Run", exact=True).click()
        self.mend_what_is_named(told, faults, self.cell.get_by_text("same as the build"))

    def succeed(self):
        self.cell.get_by_role("button", name="Run", exact=True).click()
        expect(self.cell.get_by_text("same as the build")).to_be_visible()


class Tokens(Journey):
    kinds = TOKENS
    path = "playground/tokenizer/"

    def go(self, told, faults):
        field = self.page.get_by_role("textbox", name="Text", exact=True)
        self.mend_what_is_named(told, faults, field)
        field.fill("a")  # of the first example the page knows the tokens already
        self.mend_what_is_named(told, faults, self.ones.nth(1))

    @property
    def ones(self):
        return self.page.locator(".tt-count", has_text=re.compile("^1 token$"))

    def succeed(self):
        self.page.get_by_role("textbox", name="Text", exact=True).fill("a")
        expect(self.ones.nth(1)).to_be_visible()


class Stages(Journey):
    """A lesson's picture of the stages of tokenizers."""

    kinds = STAGES
    path = "lessons/pipeline/"

    @property
    def verdicts(self):
        return self.page.locator(".tt-stage-verdict", has_text="comes back")

    def type(self):
        place = self.page.locator("[data-stages]")
        place.scroll_into_view_if_needed()
        place.get_by_role("textbox").fill("a")

    def go(self, told, faults):
        self.type()
        self.mend_what_is_named(told, faults, self.verdicts.nth(1))

    def succeed(self):
        self.type()
        expect(self.verdicts.nth(1)).to_be_visible()


class Own(Journey):
    """With a tokenizer of their own, which the device is to remember."""

    kinds = OWN
    path = "playground/tokenizer/"

    @property
    def made(self):
        return self.page.locator(".tt-own-told", has_text="BertTokenizer, for which transformers")

    def go(self, told, faults):
        self.page.locator(".tt-own-entry").click()
        files = [
            {"name": name, "mimeType": "application/json", "buffer": json.dumps(content).encode()}
            for name, content in FOLDER.items()
        ]
        self.page.locator(".tt-play input[type=file]").first.set_input_files(files)
        self.page.locator(".tt-own-list").get_by_role("checkbox").check()
        self.mend_what_is_named(told, faults, self.made)
        expect(self.page.locator(".tt-own-list").get_by_role("checkbox")).to_be_checked()

    def succeed(self):
        expect(self.made).to_be_visible()


class Chat(Journey):
    kinds = CHAT
    path = "playground/chat-template/"

    @property
    def counts(self):
        return self.page.locator('.tt-chat-grid[aria-busy="false"] .tt-count', has_text=re.compile("tokens$"))

    def go(self, told, faults):
        self.mend_what_is_named(told, faults, self.counts.nth(1))

    def succeed(self):
        expect(self.counts.nth(1)).to_be_visible()


class Search(Journey):
    """To a page by a result, which marks words, and on to the next; it has the buttons that take back what the browser
    keeps."""

    kinds = SEARCH
    path = "how-made/?h=tokenizer"

    @property
    def results(self):
        return self.page.locator(".md-search-result__link")

    def search(self):
        self.page.get_by_role("textbox", name="Search").fill("padding")

    def go(self, told, faults):
        self.search()
        self.mend_what_is_named(told, faults, self.results.first)
        self.mend_what_is_named(told, faults, self.page.locator(".tt-storage ul"))

    def succeed(self):
        self.search()
        expect(self.results.first).to_be_visible()
        expect(self.page.locator("article[data-found]")).to_be_attached()
        expect(self.page.locator(".tt-storage ul")).to_be_attached()


JOURNEYS = (Lesson, Stages, Tokens, Own, Chat, Search)
