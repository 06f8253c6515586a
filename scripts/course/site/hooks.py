"""The events of an MkDocs build: pages from committed notebooks and from facts, marks on hand-written pages. Wiring
only.

Lessons are Markdown before MkDocs sees them (lesson_pages.py); mkdocs-jupyter opens notebooks that are no lessons. The
lessons, read
once per build, travel in `config.extra["lessons"]`. MkDocs' templates do not escape what they insert, so descriptions
are escaped here.
"""

import functools
import json
import os
import re
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from course.pages.lesson import SiteLesson, read_all
from course.pages.links import paged
from course.pages.notebook import filled, without_title
from course.pages.reading_time import spoken
from course.reference.site import Reference
from course.site.content_policy import with_policy
from course.site.files import lesson_links, with_site_files
from course.site.lesson_pages import with_lesson_pages
from course.site.marked_sections import spelled
from course.site.moved import read_moved, write_moved
from course.site.page_marks import marked
from course.site.patches import patched, told_plainly
from course.site.search_index import ASKED, enriched, read_asked
from course.work import SERVING, alone

_GENERATOR = re.compile(r'\s*<meta name="generator"[^>]*>')
_log = get_plugin_logger("search")
_SEARCH = re.compile('data-md-component="search" role="dialog"')
_PALETTE = re.compile('data-md-component="palette"')


@told_plainly
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the lessons, and write out the navigation entries `lessons/` and `reference/models/`."""
    config.extra["moved"] = moved = read_moved(Path(config.docs_dir))
    formerly = {new: old.removesuffix("/").rpartition("/")[2] for old, new in moved.items()}
    lessons = tuple(
        replace(lesson, formerly=formerly.get(f"lessons/{lesson.slug}/", ""))
        for lesson in read_all(Path(config.docs_dir) / "lessons")
    )
    config.extra["lessons"] = lessons
    config.extra["reference"] = Reference(Path(config.docs_dir))
    cards = [{escape(title): path} for path, (title, _) in config.extra["reference"].cards.items()]
    pages = ["lessons/index.md", *_in_parts(lessons)]
    config.nav = _written_out(config.nav or [], {"lessons/": pages, "reference/models/": cards})
    return config


def _in_parts(lessons: tuple[SiteLesson, ...]) -> list[dict]:
    """The lessons' entries in the navigation, those of a part in a section of their own."""
    entries: list[dict] = []
    for part, of_part in groupby(lessons, key=lambda lesson: lesson.part):
        made = [{escape(f"{lesson.number}. {lesson.title}"): lesson.src_uri} for lesson in of_part]
        entries += [{escape(part): made}] if part else made
    return entries


def _written_out(nav: list, known: dict[str, list]) -> list:
    """The navigation with the pages of `known` folders: `Title: folder/` becomes a section, `folder/` alone those pages
    themselves."""
    made = []
    for entry in nav:
        if isinstance(entry, dict):
            made.append(
                {
                    title: _written_out(target, known) if isinstance(target, list) else known.get(target, target)
                    for title, target in entry.items()
                }
            )
        else:
            made += known.get(entry, [entry])
    return made


@told_plainly
def on_pre_build(config: MkDocsConfig) -> None:
    """`serve` reads again when no other command is at work; what one changes later is a reason to read once more."""
    if SERVING in os.environ:
        with alone("build.py serve", print):
            pass


@told_plainly
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the lessons' pages, the style sheet, the downloads and the model cards."""
    lessons = config.extra["lessons"]
    for path, (_, markdown) in config.extra["reference"].cards.items():
        files.append(File.generated(config, path, content=markdown))
    return with_site_files(
        with_lesson_pages(files, config, lessons), config, Path(config.config_file_path).parent, lessons
    )


@told_plainly
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Marks on hand-written pages become markers, and their links to lessons lead to pages."""
    if "description" in page.meta:
        page.meta["description"] = escape(page.meta["description"])
    markdown = spelled(markdown)
    if _lesson(page, config):
        return markdown
    lessons = config.extra["lessons"]
    markdown, config.extra["parts"][page.file.src_uri] = marked(
        markdown, lessons, functools.partial(_link, page, files), page.file.src_uri, config.extra["reference"]
    )
    return paged(markdown, {lesson.slug for lesson in lessons})


@told_plainly
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the finished HTML where the markers are."""
    parts = config.extra["parts"].pop(page.file.src_uri)
    html = filled(html, parts, page.file.src_uri)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(
        re.findall(r'\bid="([^"]+)"', "".join(parts.values()))
    )
    return without_title(html) if _lesson(page, config) else html


def on_page_context(context: dict, page: Page, config: MkDocsConfig, nav) -> dict:
    """Give the lesson and its links to overrides/lesson.html; the last lesson leads nowhere further."""
    lesson = _lesson(page, config)
    if lesson:
        if page.next_page and not _lesson(page.next_page, config):
            page.next_page = None
        to_root = get_relative_url(".", page.url).rstrip("/") + "/"
        terms, pitfalls = (
            config.extra["reference"].mentions(lesson.slug, sheet) for sheet in ("page_glossary", "page_pitfalls")
        )
        links = lesson_links(lesson, config, to_root)
        context.update(
            lesson=lesson, exercise_time=spoken(lesson.exercise_minutes), links=links, terms=terms, pitfalls=pitfalls
        )
    return context


@told_plainly
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Drop the generator's name; outside <pre>, also the blank lines that templates leave (a tenth of a page).

    The theme's search dialog gets the name that it lacks for screen readers; its switch of colours is left to
    docs/assets/palette.js.
    """
    output = _GENERATOR.sub("", output)  # the theme has none, but for its setting
    output = patched(output, _SEARCH, lambda match: f'{match[0]} aria-label="Search"', "its search dialog")
    output = patched(output, _PALETTE, 'data-tt-palette=""', "its switch of colours")
    pieces = re.split(r"(<pre.*?</pre>)", output, flags=re.DOTALL)
    pieces[::2] = [re.sub(r"\n\s+", "\n", piece) for piece in pieces[::2]]
    return "".join(pieces)


@told_plainly
def on_post_build(config: MkDocsConfig) -> None:
    """Tell GitHub Pages to serve the files as they are, and the search index what the pages do not say; old addresses
    lead on."""
    (Path(config.site_dir) / ".nojekyll").write_bytes(b"")
    for page in write_moved(config.extra["moved"], Path(config.site_dir)).values():
        page.write_text(with_policy(page.read_text(encoding="utf-8"), ""), encoding="utf-8")
    index = Path(config.site_dir) / "search" / "search_index.json"
    if index.is_file():
        told = json.loads(index.read_text(encoding="utf-8"))
        for location in enriched(told, config.extra["lessons"], read_asked(Path(config.docs_dir))):
            _log.warning("%s: the site has no section %r; mend its address, or take it out", ASKED, location)
        index.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _lesson(page: Page, config: MkDocsConfig) -> SiteLesson | None:
    return next((lesson for lesson in config.extra["lessons"] if lesson.src_uri == page.file.src_uri), None)


def _link(page: Page, files: Files, src_uri: str) -> str:
    file = files.get_file_from_path(src_uri)
    assert file is not None, f"{src_uri} is a page of this build"
    return get_relative_url(file.url, page.url)
