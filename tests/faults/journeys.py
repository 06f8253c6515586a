"""The journeys (journey.py): which files each meets, and the way through its page."""

import json
import re

from journey import SILENT, TOLD, Journey
from playwright.sync_api import expect

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
