"""What the search index knows beside the pages' text: each lesson's question, and what readers ask in words of their
own."""

import html
import tomllib
from pathlib import Path

from course.errors import CourseError
from course.pages.lesson import SiteLesson

ASKED = "asked.toml"  # in docs/: location of a section → texts


def enriched(index: dict, lessons: tuple[SiteLesson, ...], asked: dict[str, list[str]]) -> list[str]:
    """Gives `index`, as Material writes it, each lesson's question and what is `asked`; returns locations that it has
    no section for."""
    sections = {section["location"]: section for section in index["docs"]}
    for lesson in lessons:
        if section := sections.get(f"lessons/{lesson.slug}/"):
            section["text"] = f"<p>{html.escape(lesson.question, quote=False)}</p> {section['text']}"
    for location in asked.keys() & sections.keys():
        sections[location]["asked"] = asked[location]
    return sorted(asked.keys() - sections.keys())


def read_asked(docs: Path) -> dict[str, list[str]]:
    """Location → what readers paste or ask there; {} without the file. CourseError if it is not TOML of that form."""
    path = docs / ASKED
    try:
        asked = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError as error:
        raise CourseError(f"{ASKED} is not TOML: {error}") from None
    wrong = [
        location
        for location, texts in asked.items()
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts)
    ]
    if wrong:
        raise CourseError(f"{ASKED}: {wrong[0]!r} needs a list of texts")
    return asked
