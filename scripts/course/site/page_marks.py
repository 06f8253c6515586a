"""What a hand-written page may ask for on a line of its own.

`[[output SLUG CELL]]`: the recorded outputs of that cell, with a link to it.
`[[sentence SLUG CELL ID …]]`: the same, under a field in which a reader changes the text that the cell names
`sentence`, for these tokenizers of models.toml.
`[[lessons]]`: the path through the lessons, as far as they exist.
`[[times]]`: how the times in that path are reckoned, and what they come to.
The marks of the reference pages are told in course/reference/site.py.
"""

import ast
import html
import re
from collections.abc import Callable
from itertools import groupby

from course.errors import CourseError
from course.lessons.prose import numbered
from course.pages.cell_html import outputs_html
from course.pages.lesson import SiteLesson, find
from course.pages.notebook import Parts, marker
from course.pages.reading_time import (
    CODE_LINES_PER_MINUTE,
    MINUTES_PER_HINT,
    MINUTES_PER_LINE,
    MINUTES_TO_BEGIN,
    WORDS_PER_MINUTE,
    spoken,
)
from course.reference.site import MARKS, Reference
from course.tokenizers import manifest

_MARK = re.compile(
    rf"^\[\[(output|sentence|lessons|times|{'|'.join(MARKS)})(?= |\]) *([^\]\n]*)\]\][ \t]*$", re.MULTILINE
)

Link = Callable[[str], str]
"""From a path inside docs/ to a link from the page at hand."""


def marked(
    markdown: str, lessons: tuple[SiteLesson, ...], link: Link, where: str, reference: Reference | None = None
) -> tuple[str, Parts]:
    """`markdown` with markers in place of its marks, and their HTML. CourseError names the page and the mark."""
    parts: Parts = {}

    def put(match: re.Match) -> str:
        name = f"mark-{len(parts)}"
        try:
            if reference and match[1] in MARKS:
                text, made = reference.answer(match[1], match[2].split(), name)
                parts.update(made)
                return text
            if match[1] in ("output", "sentence"):
                quote = _quoted if match[1] == "output" else _field
                parts[name] = quote(match[2].split(), lessons, link)
            else:
                parts[name] = _path(lessons, link) if match[1] == "lessons" else _reckoned(lessons)
        except CourseError as error:
            raise CourseError(f"{where}: {match[0].strip()}: {error}") from None
        return marker(name)

    try:
        markdown = numbered(markdown, {lesson.slug: lesson.number for lesson in lessons})
    except CourseError as error:
        raise CourseError(f"{where}: {error}") from None
    return _MARK.sub(put, markdown), parts


def _quoted(words: list[str], lessons: tuple[SiteLesson, ...], link: Link) -> str:
    if len(words) != 2:
        raise CourseError("name the lesson and the cell, as in [[output text-to-ids four-models]]")
    lesson = find(lessons, words[0])
    outputs = outputs_html(lesson.cell(words[1]).get("outputs", []))
    if not outputs:
        raise CourseError(f"cell {words[1]!r} of lesson {lesson.slug} has no output")
    source = f'<a href="{link(lesson.src_uri)}#cell-{words[1]}">lesson {lesson.number}, {html.escape(lesson.title)}</a>'
    return f'<figure class="tt-quoted">\n{outputs}<figcaption>Output of a cell in {source}.</figcaption>\n</figure>'


def _field(words: list[str], lessons: tuple[SiteLesson, ...], link: Link) -> str:
    """The quoted chips under the field that live/src/play/tokens/sentence.ts brings to life."""
    figure = _quoted(words[:2], lessons, link)
    tree = ast.parse(find(lessons, words[0]).cell(words[1])["source"])
    texts = [
        node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "sentence"
        and isinstance(node.value, ast.Constant)
    ]
    if len(texts) != 1:
        raise CourseError(f'cell {words[1]!r} of lesson {words[0]} has no line like `sentence = "TEXT"`')
    text = html.escape(str(texts[0]))
    models = words[2:]
    known = [model.id for model in manifest.load().course]
    if not models or not set(models) <= set(known):
        raise CourseError(f"name tokenizers of the course after the cell; there are {', '.join(known)}")
    return (
        f'<div class="tt-play" data-play="tokens" data-field="" data-text="{text}" data-models="{" ".join(models)}">\n'
        '<label class="tt-sentence"><span>Your own sentence</span>'
        f'<textarea class="tt-play-text" rows="2" maxlength="20000" spellcheck="false" autocomplete="off">'
        f"{text}</textarea></label>\n"
        f'<div class="tt-sentence-shown">{figure}</div>\n</div>'
    )


def _times(lesson: SiteLesson) -> str:
    reading = f"{lesson.minutes} min reading"
    return f"{reading}, <span>{spoken(lesson.exercise_minutes)} exercises</span>" if lesson.exercises else reading


def _reckoned(lessons: tuple[SiteLesson, ...]) -> str:
    reading, doing = (sum(getattr(lesson, name) for lesson in lessons) for name in ("minutes", "exercise_minutes"))
    return (
        f"<p>Reading times count {WORDS_PER_MINUTE} words or {CODE_LINES_PER_MINUTE} lines of code a minute. "
        "They leave out the exercises, which take longer than the text. "
        f"For each exercise, {MINUTES_TO_BEGIN} minutes are reckoned to begin, {MINUTES_PER_LINE} for "
        "each line of code that has to be written, "
        f"and {MINUTES_PER_HINT} for each hint; lines that are given are read. That is an estimate: all "
        f"{sum(lesson.exercises for lesson in lessons)} "
        f"exercises come to {doing / 60:.0f} hours, beside {reading / 60:.0f} hours of reading. "
        "Nothing here is timed, and every lesson can be read without its exercises.</p>"
    )


def _path(lessons: tuple[SiteLesson, ...], link: Link) -> str:
    if not lessons:
        return "<p>No lesson has been built yet.</p>"
    lists = []
    for number, (part, of_part) in enumerate(groupby(lessons, key=lambda lesson: lesson.part), 1):
        heading = f'<p class="tt-path-part" id="part-{number}">{html.escape(part)}</p>\n' if part else ""
        lists.append(heading + _list(list(of_part), link, f' aria-labelledby="part-{number}"' if part else ""))
    return "\n".join(lists)


def _list(lessons: list[SiteLesson], link: Link, label: str) -> str:
    items = "\n".join(
        f'<li data-lesson="{lesson.slug}" data-formerly="{lesson.formerly}" '
        f'data-exercises="{lesson.exercises}"><a href="{link(lesson.src_uri)}">'
        f'<span class="tt-path-number">{lesson.number}</span>'
        f'<span class="tt-path-title">{html.escape(lesson.title)}</span>'
        f'<span class="tt-path-question">{html.escape(lesson.question)}</span>'
        f'<span class="tt-path-time">{_times(lesson)}</span></a></li>'
        for lesson in lessons
    )
    return f'<ol class="tt-path" role="list"{label} data-search-exclude="true">\n{items}\n</ol>'
