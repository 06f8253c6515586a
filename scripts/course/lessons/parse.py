"""Reads a lesson (a py:percent script) into records and refuses what is not in the dialect.

The dialect is described in CONTRIBUTING.md. Every message names file and line, so that a
mistake is found here, in a second, and not by a reader.
"""

from __future__ import annotations

import ast
import functools
import re
import warnings
from collections.abc import Sequence
from pathlib import Path

from course.cells.records import Cell, Lesson
from course.errors import CourseError
from course.files import text_of
from course.lessons import exercises, guesses, prose

SETUP = """\
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)"""

CODE_TAGS = ("setup", "raises", "python-only", "exercise", "solution", "check", "stderr")
PROSE_TAGS = ("exercise", "hint", "guess")
HEADER_KEYS = ("title", "question", "description")
FREE_KEYS = ("part",)  # of the course: lessons of one part follow one another
FILE_NAME = re.compile(
    r"(?:(?P<order>[0-9]{2}[a-z]?)|page)_(?P<topic>[a-z0-9_]+)\.py"
)  # page_…: what a page of the reference quotes
CELL_ID = re.compile(r"[a-z0-9-]{2,40}")
MARKER = re.compile(r"# ?%%")
BAD_TAGS = re.compile(r'\btags=(?!\["[\w-]+"(?:, *"[\w-]+")*\])')


class LessonError(CourseError):
    """A lesson that breaks the dialect; the message starts with file and line."""


def load(path: Path) -> Lesson:
    """Parse and check one lesson. Raises LessonError, or CourseError for a mistake in its prose."""
    name = f"{path.parent.name}/{path.name}"
    match = FILE_NAME.fullmatch(path.name)
    if not match:
        raise LessonError(f"{name}: a lesson's file is named like 01_text_to_ids.py.")
    try:
        lines = text_of(path, name).split("\n")
    except UnicodeDecodeError as error:
        raise LessonError(f"{name}: is not UTF-8 ({error.reason} at byte {error.start}).") from None
    header, body = _header(lines, name)
    cells = _cells(lines, body, name)
    for cell in cells:
        _check_cell(cell, name)
    _check_lesson(cells, name)
    exercises.find(cells, name)
    return Lesson(path.resolve(), slug_of(path), match["order"] or "", cells=cells, **header)


def is_lesson(path: Path) -> bool:
    """Whether a file of examples/ is meant to be a lesson or a quoted page; `load` says whether its name is right."""
    return path.name[:1].isdigit() or path.name.startswith("page_")


def slug_of(path: Path) -> str:
    """`examples/01_text_to_ids.py` → `text-to-ids`: the number is the order, and no part of the name. A page's file
    keeps its name."""
    match = FILE_NAME.fullmatch(path.name)
    return match["topic"].replace("_", "-") if match and match["order"] else path.stem


def numbers(folder: Path) -> dict[str, int]:
    """`{slug: place in the course, from 1}` of all lessons of a folder. Raises LessonError for an order or a name that
    occurs twice."""
    paths = sorted(path for path in folder.glob("*.py") if path.name[:1].isdigit())
    orders: dict[str, Path] = {}
    slugs: dict[str, Path] = {}
    for path in paths:
        if (other := orders.setdefault(path.name.partition("_")[0], path)) is not path:
            raise LessonError(
                f"{path.name} and {other.name} have the same number; give one of them another, such as 01b for "
                "one after 01."
            )
        if (other := slugs.setdefault(slug_of(path), path)) is not path:
            raise LessonError(f"{path.name} and {other.name} have the same name; give one of them another.")
    return {slug: number for number, slug in enumerate(slugs, 1)}


def load_all(folder: Path, select: Sequence[str] = ()) -> list[Lesson]:
    """All lessons of a folder in order, then the pages (`page_NAME.py`), or those selected by number ("01", "1") or
    name.

    Raises LessonError for a broken lesson, an unknown selection, or a number or name used twice.
    """
    paths = sorted(path for path in folder.glob("*.py") if is_lesson(path))
    known = numbers(folder)
    if select:
        chosen = []
        for word in select:
            found = [
                p for p in paths if word in (slug_of(p), p.stem, p.name) or word.zfill(2) == p.name.partition("_")[0]
            ]
            if not found:
                raise LessonError(f"There is no lesson {word}; the lessons are {', '.join(known) or 'none'}.")
            chosen += found
        paths = sorted(set(chosen))
    return [load(path) for path in paths]


def _header(lines: list[str], name: str) -> tuple[dict[str, str], int]:
    """The fields between the `# ---` lines, and the index of the line after them."""
    if lines[0] != "# ---" or "# ---" not in lines[1:]:
        raise LessonError(f"{name}:1: the file starts with a header between two lines `# ---`.")
    end = lines.index("# ---", 1)
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:end], 2):
        match = re.fullmatch(r"# (\w+): +(\S.*)", line)
        if not match or match[1] not in HEADER_KEYS + FREE_KEYS or match[1] in fields:
            raise LessonError(
                f"{name}:{number}: the header has one line each for {', '.join(HEADER_KEYS)}, and may have one "
                f"for {', '.join(FREE_KEYS)}."
            )
        fields[match[1]] = match[2].strip()
        place = f"{name}:{number}"
        prose.check(match[2], functools.partial(_at, place))
    if missing := [key for key in HEADER_KEYS if key not in fields]:
        raise LessonError(f"{name}:1: the header has no `{missing[0]}: …`.")
    return fields, end + 1


def _at(place: str, _line: int) -> str:
    return place


def _cells(lines: list[str], body: int, name: str) -> tuple[Cell, ...]:
    import jupytext  # a third of a second: only parsing needs it

    markers = [number for number, line in enumerate(lines, 1) if number > body and MARKER.match(line)]
    for number in range(body + 1, markers[0] if markers else len(lines) + 1):
        if lines[number - 1].strip():
            raise LessonError(f'{name}:{number}: this line is in no cell; start one with `# %% id="…"`.')
    percent = {"extension": ".py", "format_name": "percent", "comment_magics": False}
    for marker in markers:
        if BAD_TAGS.search(lines[marker - 1]):
            raise LessonError(f'{name}:{marker}: write tags as tags=["…", "…"].')
    try:
        parsed = jupytext.reads("\n".join(lines[body:]).lstrip("\n"), fmt=percent).cells
    except Exception as error:  # jupytext has no error class of its own
        raise LessonError(f"{name}: jupytext cannot read this file: {str(error).splitlines()[0]}.") from None
    if len(parsed) != len(markers):
        raise LessonError(f"{name}: {len(markers)} lines start with `# %%`, but {len(parsed)} of them start a cell.")
    cells = []
    for marker, cell in zip(markers, parsed):
        meta = {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}
        line = marker + 1
        while line < len(lines) and not lines[line - 1].strip():
            line += 1
        kind = {"code": "code", "markdown": "prose"}.get(cell.cell_type)
        if kind is None:
            raise LessonError(f"{name}:{marker}: a {cell.cell_type} cell; a lesson has code and [markdown] cells.")
        source = cell.source.lstrip("\n")
        if kind == "code" and lines[line - 1 : line + source.count("\n")] != source.split("\n"):
            raise LessonError(f"{name}:{marker}: jupytext reads this cell otherwise than it is written; remove magics.")
        cell_id, tags = meta.pop("id", ""), meta.pop("tags", [])
        cells.append(Cell(str(cell_id), kind, source, line, tuple(tags), {k: str(v) for k, v in meta.items()}))
    return tuple(cells)


def _check_cell(cell: Cell, name: str) -> None:
    place = f"{name}:{cell.line}"
    if not CELL_ID.fullmatch(cell.id):
        said = f"the id {cell.id!r}" if cell.id else "no id"
        raise LessonError(f'{place}: the cell has {said}; give it id="…" of 2 to 40 of a-z, 0-9 and "-".')
    known = CODE_TAGS if cell.kind == "code" else PROSE_TAGS
    for tag in cell.tags:
        if tag not in known:
            raise LessonError(
                f"{place}: cell {cell.id}: unknown tag {tag!r}; a {cell.kind} cell may have {', '.join(known)}."
            )
    if extra := set(cell.metadata) - {"reason"}:
        raise LessonError(f"{place}: cell {cell.id}: unknown {min(extra)!r} in its header; known are id, tags, reason.")
    if ("python-only" in cell.tags) != bool(cell.metadata.get("reason")):
        raise LessonError(f'{place}: cell {cell.id}: the tag python-only and reason="…" go together.')
    if not cell.source.strip():
        raise LessonError(f"{place}: cell {cell.id} is empty.")
    if cell.kind == "prose":
        prose.check(cell.source, lambda n: f"{name}:{cell.line + n}: cell {cell.id}")
        if "guess" in cell.tags:
            _check_guess(cell, place)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # an invalid escape is a mistake too
            ast.parse("\n" * (cell.line - 1) + cell.source)
            compile("\n" * (cell.line - 1) + cell.source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        message, line = (error.msg, error.lineno) if isinstance(error, SyntaxError) else (error, None)
        raise LessonError(f"{name}:{line or cell.line}: cell {cell.id}: {message}.") from None


def _check_guess(cell: Cell, place: str) -> None:
    try:
        answer = guesses.read(cell.source).answer
    except CourseError as error:
        raise LessonError(f"{place}: cell {cell.id}: {error}.") from None
    if not prose.EXPRESSION.search(answer):
        raise LessonError(f"{place}: cell {cell.id}: nobody types the answer; compute it with `{{{{= expression }}}}`.")


def _check_lesson(cells: tuple[Cell, ...], name: str) -> None:
    seen: dict[str, int] = {}
    for cell in cells:
        if cell.id in seen:
            raise LessonError(f"{name}:{cell.line}: the id {cell.id} is taken by the cell at line {seen[cell.id]}.")
        seen[cell.id] = cell.line
    code = [cell for cell in cells if cell.kind == "code"]
    setups = [cell for cell in code if "setup" in cell.tags]
    if len(setups) != 1 or setups[0] is not code[0]:
        raise LessonError(f"{name}: the first code cell, and only it, has the tag setup.")
    if setups[0].source != SETUP:
        raise LessonError(
            f"{name}:{setups[0].line}: the setup cell differs from the one that all lessons share:\n{SETUP}"
        )
