"""The values that pass between the stages: a lesson, its cells, and what running them gave.

Plain data without behaviour worth testing. It imports nothing heavy, because the process
that runs the cells needs these classes and must not pay for the parser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


@dataclass(frozen=True)
class Cell:
    """One cell as written. `line` is the 1-based line of its first source line in the file."""

    id: str
    kind: str  # "code" or "prose"
    source: str
    line: int
    tags: tuple[str, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)  # what the header says beyond id and tags


class Kind(Enum):
    """A page of its own in the course, or cells that a page of the reference quotes."""

    LESSON = "lesson"
    QUOTED = "quoted"


@dataclass(frozen=True)
class Lesson:
    """One lesson file, checked against the dialect."""

    path: Path
    slug: str  # its name, in addresses and links: "text-to-ids"; of a page that quotes it "page_glossary"
    order: str  # what its file's name begins with: "01", or "01b" for one after that; "" for a quoted page
    title: str
    question: str
    description: str
    cells: tuple[Cell, ...]
    part: str = ""  # of the course

    @property
    def kind(self) -> Kind:
        """What becomes of it: only lessons have a place in an order."""
        return Kind.LESSON if self.order else Kind.QUOTED

    @property
    def name(self) -> str:
        """The path that messages show, such as `examples/01_text_to_ids.py`."""
        return f"{self.path.parent.name}/{self.path.name}"


@dataclass(frozen=True)
class Output:
    """One output of a cell.

    kind: "stdout", "stderr" (streams), "result" (the trailing expression), "display", "error".
    text: the stream's text, the value's repr, or the error's message.
    html: the value's `_repr_html_()`, or "".
    name: the error's type, or "".
    """

    kind: str
    text: str
    html: str = ""
    name: str = ""

    @property
    def plain(self) -> str:
        """What a terminal shows for it."""
        if self.kind == "error":
            return f"{self.name}: {self.text}" if self.text else self.name
        return self.text


@dataclass(frozen=True)
class CellResult:
    """One cell after the run. `source` differs from the cell's only where prose quotes values."""

    cell: Cell
    source: str
    outputs: tuple[Output, ...] = ()
    count: int | None = None  # execution count; None for prose and for exercise starters
    told: str = ""  # of an exercise's starter: what the check says to a reader who has changed nothing


@dataclass(frozen=True)
class Result:
    """One lesson after the run; `cells` are in the lesson's order."""

    lesson: Lesson
    cells: tuple[CellResult, ...]
