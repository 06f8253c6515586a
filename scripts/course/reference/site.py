"""What the reference gives to the site: the answer to each mark on a hand-written page.

`[[sheet NAME]]`: the executed page examples/NAME.py; `[[prose NAME]]`: without its code;
`[[contents NAME]]`: links to its sections. `[[model-card ID]]`: one tokenizer. `[[models]]`: all of them in a table.
`[[comparison]]`: samples.toml in each tokenizer. `[[templates]]`: the report card of each template.
`[[files]]`: every file with its hash. `[[package]]`: where they were taken from.
`[[licences]]`: the licence of each.
"""

import html
import json
from functools import cached_property
from pathlib import Path

from course.errors import CourseError
from course.pages.embeds import Embed
from course.pages.lesson import SiteLesson, find, read_all
from course.pages.notebook import Parts, marker
from course.paths import EXAMPLES
from course.reference import card, collect, comparison, provenance, sheet, template_table
from course.reference.backlinks import backlinks
from course.reference.parts import number, table
from course.tokenizers import manifest

MARKS = (
    "sheet",
    "prose",
    "contents",
    "model-card",
    "models",
    "comparison",
    "templates",
    "files",
    "package",
    "licences",
)
_CARD = """\
---
title: {name}
description: "The tokenizer of {name}: sizes, special tokens, chat template, how it cuts, where its files come from."
---

# {name}

[[model-card {id}]]
"""


class Reference:
    """The facts and executed pages below a folder of docs/, read when a mark asks for them."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs

    @cached_property
    def _facts(self) -> dict:
        facts = collect.load(self._docs / "reference" / "facts.json")
        for model in self._manifest.models:
            if model.id not in facts["models"]:
                raise CourseError(f"facts.json has nothing of {model.id} yet; run `python scripts/build.py lessons`")
        return facts

    @cached_property
    def _manifest(self) -> manifest.Manifest:
        return manifest.load()

    @cached_property
    def _probes(self) -> list[dict]:
        return json.loads((EXAMPLES / "template_probes.json").read_text(encoding="utf-8"))["probes"]

    def answer(self, mark: str, words: list[str], prefix: str) -> tuple[str, Parts]:
        """Markdown for a mark, and the HTML of its markers, whose names begin with `prefix`. CourseError for a wrong
        mark."""
        if mark in ("sheet", "prose", "contents", "model-card"):
            if len(words) != 1:
                raise CourseError(f"name one thing, as in [[{mark} NAME]]")
            if mark == "contents":
                return sheet.contents(self._executed(words[0])), {}
            if mark == "model-card":
                return self._card(words[0], prefix)
            return sheet.assembled(self._executed(words[0]), prefix, prose_only=mark == "prose")
        if mark == "comparison":
            # a companion has the vocabulary of one of the others
            names = {model.id: model.short for model in self._manifest.models if model.role != "companion"}
            first = [model.id for model in self._manifest.heroes]
            return _sections(comparison.sections(self._facts, names, first), prefix)
        if mark == "templates":
            return self._templates(prefix)
        answers = {
            "models": self._models,
            "files": lambda: provenance.files_table(self._manifest, self._facts),
            "licences": lambda: provenance.licences_table(self._manifest),
            "package": lambda: provenance.package_words(self._manifest),
        }
        return marker(prefix), {prefix: answers[mark]()}

    @property
    def cards(self) -> dict[str, tuple[str, str]]:
        """`{path inside docs/: (title, the page's Markdown)}`: a page for each tokenizer of models.toml."""
        return {
            f"reference/models/{model.id}.md": (model.name, _CARD.format(name=model.name, id=model.id))
            for model in self._manifest.models
        }

    def mentions(self, lesson: str, page: str) -> list[tuple[str, str]]:
        """`(anchor, heading as HTML)` of each section of the executed page `page` that links to the lesson; none where
        there is no such page."""
        return next((backlinks(found).get(lesson, []) for found in self._pages if found.slug == page), [])

    @cached_property
    def _pages(self) -> tuple[SiteLesson, ...]:
        return read_all(self._docs / "quoted")

    def _executed(self, name: str) -> SiteLesson:
        return find(self._pages, name)

    def _card(self, id: str, prefix: str) -> tuple[str, Parts]:
        [model] = self._manifest.select([id])
        return _sections(card.sections(model, self._facts["models"][id], self._manifest.carrier(model)), prefix)

    def _templates(self, prefix: str) -> tuple[str, Parts]:
        cards = self._facts["templates"]
        short = {model.id: model.short for model in self._manifest.models}
        links = {
            id: "../../playground/chat-template/"
            + Embed("chat", (id,), '[{"role": "user", "content": "Hi"}]', True).fragment_with(
                {"tab": "card", "parts": {"card": {"m": id}}}
            )
            for id in short
            if id in cards
        }
        return _sections(template_table.sections(cards, self._probes, short, links), prefix)

    def _models(self) -> str:
        rows = []
        for model in self._manifest.models:
            facts = self._facts["models"][model.id]
            eos = facts["roles"]["eos"]
            rows.append(
                [
                    f'<a href="models/{model.id}/">{html.escape(model.name)}</a>',
                    number(facts["length"]),
                    number(facts["merges"]) if facts["merges"] else "none",
                    number(facts["max_length"]) if facts["max_length"] else "not stated",
                    f"<code>{html.escape(eos[0])}</code>" if eos else "none",
                    "yes" if facts["template"] else "no",
                ]
            )
        return table(
            ["Tokenizer", "Entries", "Merges", "Longest input", "eos", "Chat template"], rows, "The tokenizers"
        )


def _sections(sections: list[tuple[str, str]], prefix: str) -> tuple[str, Parts]:
    lines: list[str] = []
    parts: Parts = {}
    for place, (heading, markup) in enumerate(sections):
        name = f"{prefix}-{place}"
        parts[name] = markup
        lines += [f"## {heading}"] if heading else []
        lines.append(marker(name))
    return "\n\n".join(lines), parts
