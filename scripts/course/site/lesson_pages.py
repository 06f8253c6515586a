"""The lessons' pages as MkDocs sees them: plain Markdown, in place of the notebooks that they are made of."""

import json

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from course.pages.lesson import SiteLesson
from course.pages.links import paged
from course.pages.notebook import assembled


def with_lesson_pages(files: Files, config: MkDocsConfig, lessons: tuple[SiteLesson, ...]) -> Files:
    """`files` with a generated page for each lesson; what its markers stand for waits in `config.extra["parts"]`, by
    the page's path."""
    slugs = {lesson.slug for lesson in lessons}
    config.extra["parts"] = {}
    for lesson in lessons:
        if notebook := files.get_file_from_path(lesson.notebook):
            files.remove(notebook)
        markdown, parts = assembled(lesson)
        config.extra["parts"][lesson.src_uri] = parts
        files.append(File.generated(config, lesson.src_uri, content=f"{_head(lesson)}\n{paged(markdown, slugs)}\n"))
    return files


def _head(lesson: SiteLesson) -> str:
    """The page's metadata. MkDocs' templates do not escape a title; JSON is YAML, whatever the texts hold."""
    fields = {"title": str(escape(lesson.title)), "description": lesson.description, "template": "lesson.html"}
    return (
        "---\n"
        + "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
        + "---\n"
    )
