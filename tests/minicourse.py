"""Writes miniature lessons for the tests."""

from pathlib import Path

from course.lessons.parse import SETUP

HEADER = "# ---\n# title: Mini\n# question: Does it work?\n# description: A miniature lesson.\n# ---\n\n"
SETUP_CELL = f'# %% id="setup" tags=["setup"]\n{SETUP}\n\n'
CASES = Path(__file__).parent / "cases"


def code(source: str, cell_id: str = "cell", tags: str = "", extra: str = "") -> str:
    """A code cell; `tags` is a list as text: '["raises"]'."""
    return f'# %% id="{cell_id}"{f" tags={tags}" if tags else ""}{extra}\n{source}\n\n'


def prose(text: str, cell_id: str = "prose", tags: str = "") -> str:
    body = "\n".join(f"# {line}".rstrip() for line in text.split("\n"))
    return f'# %% [markdown] id="{cell_id}"{f" tags={tags}" if tags else ""}\n{body}\n\n'


def exercise(starter: str = "x = ...", solution: str = "x = 1", check: str = 'assert x == 1, "x is not one"') -> str:
    return (
        prose("### Exercise: set x", "ex-x", '["exercise"]')
        + code(starter, "ex-x-starter", '["exercise"]')
        + prose("A hint.", "ex-x-hint-1", '["hint"]')
        + code(solution, "ex-x-solution", '["solution"]')
        + code(check, "ex-x-check", '["check"]')
    )


def write(folder: Path, *cells: str, name: str = "01_mini.py", header: str = HEADER, setup: str = SETUP_CELL) -> Path:
    """A lesson of these cells, after the header and the setup cell."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(header + setup + "".join(cells), encoding="utf-8")
    return path
