"""The wings of the house import as their first files say: no circle, no arrow upwards. Read from the imports
themselves."""

import ast
import os
import re
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from course.paths import ROOT

PYTHON, TYPESCRIPT = ROOT / "scripts" / "course", ROOT / "live" / "src"
IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?["'](\.[^"']+)["'];|\bimport\(["'](\.[^"']+)["']\)""", re.MULTILINE)
SAYS = re.compile(r"\bIn: .+?\bOut: .+?\bMay\s+import: (.+?)\.\s", re.DOTALL)


def python_imports(file: Path) -> Iterator[Path]:
    """The files of course that a file imports, also within its functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        modules = []
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "course":
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names if alias.name.startswith("course.")]
        for module in modules:
            yield module_file(module.split(".")[1:])


def module_file(names: list[str]) -> Path:
    """The file behind `a.b.c`, where c may be a name in a/b.py or in a/b/__init__.py."""
    for end in (len(names), len(names) - 1):
        path = PYTHON.joinpath(*names[:end])
        if path.with_suffix(".py").is_file() and end:
            return path.with_suffix(".py")
        if (path / "__init__.py").is_file():
            return path / "__init__.py"
    raise AssertionError(f"course has no {'.'.join(names)}")


def typescript_imports(file: Path) -> Iterator[Path]:
    """The files of live/src that a file imports, types too."""
    for match in IMPORT.finditer(file.read_text(encoding="utf-8")):
        path = Path(os.path.normpath(file.parent / (match[1] or match[2])))
        if path.is_relative_to(TYPESCRIPT):
            assert path.is_file(), f"{file} imports {path}"
            yield path


TREES = pytest.mark.parametrize(
    "root, first, imports",
    [(PYTHON, "__init__.py", python_imports), (TYPESCRIPT, "index.ts", typescript_imports)],
    ids=["python", "typescript"],
)
Imports = Callable[[Path], Iterator[Path]]


def graph(root: Path, imports: Imports) -> dict[Path, set[Path]]:
    return {
        file: {other for other in imports(file) if other != file}
        for file in root.rglob(f"*{'.py' if root == PYTHON else '.ts'}")
    }


def wing(root: Path, file: Path) -> str:
    """The folder below the root; "" for what lies in the root itself."""
    return file.relative_to(root).parts[0] if file.parent != root else ""


def allowed(root: Path, first: str) -> dict[str, set[str]]:
    """What each wing's first file says that it may import."""
    found = {}
    for folder in sorted(path for path in root.iterdir() if (path / first).is_file()):
        said = SAYS.search((folder / first).read_text(encoding="utf-8").replace("\n * ", "\n"))
        assert said, f"{folder.name}/{first} does not say `In: … Out: … May import: ….`"
        names = " ".join(said[1].split())
        found[folder.name] = set() if names == "nothing" else set(names.split(", "))
    return found


@TREES
def test_every_folder_says_what_it_takes_and_gives(root, first, imports):
    folders = {path.parent.relative_to(root).parts[0] for path in graph(root, imports) if path.parent != root}
    assert allowed(root, first).keys() == folders


@TREES
def test_no_file_is_in_a_circle_of_imports(root, first, imports):
    try:
        TopologicalSorter(graph(root, imports)).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(path.relative_to(root).as_posix() for path in error.args[1]), pytrace=False)


@TREES
def test_wings_import_only_what_they_say_and_only_downwards(root, first, imports):
    may = allowed(root, first)
    TopologicalSorter(may).prepare()  # CycleError: two wings above each other
    for file, others in graph(root, imports).items():
        here = wing(root, file)
        for there in {wing(root, other) for other in others} - {here, ""}:
            assert here, f"{file.relative_to(root)} is below all wings and imports {there}"
            assert there in may[here], f"{file.relative_to(root)} imports {there}; {here}/{first} does not say so"
    used = {
        name: {
            wing(root, other)
            for file, others in graph(root, imports).items()
            if wing(root, file) == name
            for other in others
        }
        for name in may
    }
    assert {name: names - used[name] for name, names in may.items() if names - used[name]} == {}, "allowed and not used"


def test_the_playgrounds_do_not_import_each_other():
    for file, others in graph(TYPESCRIPT, typescript_imports).items():
        own = file.relative_to(TYPESCRIPT).parts[:-1]
        if own[:1] == ("play",):
            assert all(
                other.relative_to(TYPESCRIPT).parts[:-1] in (("play",), own)
                for other in others
                if wing(TYPESCRIPT, other) == "play"
            ), file


def test_a_circle_and_an_arrow_upwards_would_be_seen(tmp_path):
    (tmp_path / "a.ts").write_text('import type { B } from "./b.ts";\n')
    (tmp_path / "b.ts").write_text('export { a } from "./a.ts";\nconst later = import("./c.ts");\n')
    found = {
        file.name: [match[1] or match[2] for match in IMPORT.finditer(file.read_text())] for file in tmp_path.iterdir()
    }
    assert found == {"a.ts": ["./b.ts"], "b.ts": ["./a.ts", "./c.ts"]}
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()
    assert module_file(["cells", "runner", "run"]) == PYTHON / "cells" / "runner.py"
