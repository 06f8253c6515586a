"""Readers who walk through pages of the built site while files are answered wrongly, and are told of each by name.

A journey asks for everything at once and mends one file after the other: the one that the page names. What a page
must do with a wrong file stands in `kinds`. `Journey.walk` returns a verdict by kind: "" where all went well.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from patience import MILLISECONDS
from playwright.sync_api import TimeoutError, expect

# How long a download may bring nothing where files are stalled: the page's own limit is 20 s (live/src/files/patience.ts), which
# elsewhere stays, since on a busy machine a right file may be late.
SHORT = 4_000

FAILED = "Could not load|not arrived"
# of a playground; each says for itself that a part did not come, some of them when it has been mended for another
PANELS = 4

TOLD = "told"  # one sentence with the file's name, and Retry works once the server does
SILENT = "silent"  # the page does without, and the reader loses nothing

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
