"""The lessons as the site sees them: what a committed notebook says about itself."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from course.errors import CourseError
from course.files import text_of
from course.pages.reading_time import exercise_minutes, minutes

_FOLDED = {"setup", "hint", "solution", "check"}  # hidden or closed at first: not part of the reading time


@dataclass(frozen=True)
class SiteLesson:
    """One lesson page. `number` is its place in the course, 0 for what a page quotes; `minutes` are for reading;
    `cells` are nbformat cells as plain dictionaries, `source` as one string."""

    slug: str
    order: str
    part: str
    number: int
    title: str
    question: str
    description: str
    minutes: int
    exercises: int
    exercise_minutes: int
    cells: tuple[dict, ...]
    formerly: str = ""  # what its address ended in before: readers' drafts may be kept under that

    @property
    def script(self) -> str:
        """The name of its file in examples/."""
        return f"{self.order}_{self.slug.replace('-', '_')}.py"

    @property
    def src_uri(self) -> str:
        """The page's path inside docs/, where MkDocs finds it; no file is there."""
        return f"lessons/{self.slug}.md"

    @property
    def notebook(self) -> str:
        """The notebook's path inside docs/."""
        return f"lessons/{self.slug}.ipynb"

    def cell(self, cell_id: str) -> dict:
        """The cell with this id; CourseError that lists what there is."""
        for cell in self.cells:
            if cell["id"] == cell_id:
                return cell
        known = ", ".join(cell["id"] for cell in self.cells if cell["cell_type"] == "code")
        raise CourseError(f"lesson {self.slug} has no cell {cell_id!r}; its code cells are: {known}")


def tags(cell: dict) -> list[str]:
    """The cell's tags, in their order."""
    return cell["metadata"].get("tags", [])


def joined(text: str | list[str]) -> str:
    """A source or an output, which notebooks keep as one string or as a list of lines."""
    return text if isinstance(text, str) else "".join(text)


def read(path: Path) -> SiteLesson:
    """A lesson from its notebook. CourseError if the notebook is not JSON, has no cell ids or no `metadata.tour`."""
    try:
        notebook = json.loads(text_of(path, path.name))
        head = notebook["metadata"]["tour"]
        cells = tuple({**cell, "source": joined(cell["source"]), "id": cell["id"]} for cell in notebook["cells"])
        named = {key: head[key] for key in ("title", "question", "description")}
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError(
            f"{path.name} is not a lesson's notebook ({error}); write it anew with scripts/build.py lessons"
        ) from None
    if head.get("order") and not re.fullmatch(r"[a-z0-9-]+", path.stem):
        raise CourseError(f"{path.name}: a lesson's notebook is named like text-to-ids.ipynb")
    shown = [cell for cell in cells if not _FOLDED.intersection(tags(cell))]
    prose = [cell["source"] for cell in shown if cell["cell_type"] == "markdown"]
    code = [cell["source"] for cell in shown if cell["cell_type"] == "code"]
    starters = _tagged(cells, "exercise")
    tasks = list(zip(starters, _tagged(cells, "solution")))
    return SiteLesson(
        slug=path.stem,
        order=head.get("order", ""),
        part=head.get("part", ""),
        number=0,
        minutes=minutes(prose, code),
        exercises=len(starters),
        exercise_minutes=exercise_minutes(tasks, sum("hint" in tags(cell) for cell in cells)),
        cells=cells,
        **named,
    )


def _tagged(cells: tuple[dict, ...], tag: str) -> list[str]:
    return [cell["source"] for cell in cells if cell["cell_type"] == "code" and tag in tags(cell)]


def read_all(folder: Path) -> tuple[SiteLesson, ...]:
    """Every lesson in `folder`, numbered in their order."""
    found = sorted((read(path) for path in folder.glob("*.ipynb")), key=lambda lesson: (lesson.order, lesson.slug))
    return tuple(replace(lesson, number=number) if lesson.order else lesson for number, lesson in enumerate(found, 1))


def find(lessons: tuple[SiteLesson, ...], slug: str) -> SiteLesson:
    """The lesson with this slug; CourseError that lists what there is."""
    for lesson in lessons:
        if lesson.slug == slug:
            return lesson
    known = ", ".join(lesson.slug for lesson in lessons) or "none yet"
    raise CourseError(f"there is no lesson {slug!r} in docs/lessons; there are: {known}")
