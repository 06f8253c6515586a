"""How long executing the lessons takes, against other ways to do the same, in one run.

    python benchmarks/executor.py [--lessons 4 12] [--of NN] [--runs 3] [--check]

Every way is a process of its own, timed from start to end, on the same lessons; the ways take
turns. Twelve lessons are copies of the real ones. Run it on a machine that does nothing else:
the CPU column, which counts all processes of a way, tells how far another load was at work.

executor        notebooks of all lessons, written; exercises proved (which the others do not do)
nbclient        one kernel after the other, notebooks written
mkdocs-jupyter  `mkdocs build` with `execute: true`; the line below it is the build alone
one process     all code in one process, nothing captured: each lesson loads its own tokenizers
floor           the same, but each tokenizer is loaded once for all lessons

`--check` exits 1 if a target is missed: nbclient and mkdocs-jupyter at least 4 and 5 times
slower on four lessons, 8 and 10 times on twelve; the executor within 1.5 times the floor.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import nbformat

from course.errors import CourseError
from course.lessons import parse as course_lessons
from course.paths import EXAMPLES, HF_HOME
from course.run.execute import environment
from course.tokenizers import manifest

TARGETS = {"nbclient": {4: 4.0, 12: 8.0}, "mkdocs-jupyter": {4: 5.0, 12: 10.0}}
FLOOR = 1.5

EXECUTOR = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from course.run.execute import Executor
with Executor(sys.argv[4:], Path(sys.argv[3])) as executor:
    from course.lessons import parse
    from course.notebooks import canonical
    for result in executor.run(parse.load_all(Path(sys.argv[2]) / "examples")):
        (Path(sys.argv[2]) / f"{result.lesson.slug}.ipynb").write_bytes(canonical.to_bytes(result.lesson, result))
"""

NBCLIENT = """
import sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient
for path in sorted(Path(sys.argv[1], "docs").glob("*.ipynb")):
    notebook = nbformat.read(path, 4)
    NotebookClient(notebook, kernel_name="python3").execute()
    nbformat.write(notebook, Path(sys.argv[1], path.name))
"""

ONE_PROCESS = """
import functools, io, sys
from pathlib import Path
import nbformat
if sys.argv[2] == "shared":
    from transformers import AutoTokenizer
    AutoTokenizer.from_pretrained = functools.cache(AutoTokenizer.from_pretrained)
failed = 0
sys.stdout = io.StringIO()
for path in sorted(Path(sys.argv[1], "docs").glob("*.ipynb")):
    names = {"__name__": "__main__"}
    for cell in (cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"):
        try:
            exec(cell.source, names)
        except Exception as error:
            failed += "raises-exception" not in cell.metadata.get("tags", [])
if failed and sys.argv[2] == "own":  # shared tokenizers carry changes from lesson to lesson
    sys.exit(f"{failed} cells failed")
"""

MKDOCS = """
site_name: Benchmark
theme:
  name: material
  font: false
plugins:
  - mkdocs-jupyter:
      execute: {execute}
      cache: false  # twelve lessons are copies, and it would execute each only once
      allow_errors: false
"""


def prepare(folder: Path, count: int, of: str) -> int:
    """Write `count` lessons, their bare notebooks and two MkDocs projects; returns the number of code cells."""
    paths = sorted(EXAMPLES.glob(f"{of}_*.py" if of else "[0-9]*.py"))
    if not paths:
        raise CourseError("There are no lessons in examples/ to measure.")
    (folder / "examples").mkdir()
    (folder / "docs").mkdir()
    shutil.copy(EXAMPLES / "tour.py", folder / "examples")
    cells = 0
    for number in range(count):
        name = f"{number + 1:02}{paths[number % len(paths)].name[2:]}"
        lesson = course_lessons.load(Path(shutil.copy(paths[number % len(paths)], folder / "examples" / name)))
        notebook = nbformat.v4.new_notebook()
        for cell in lesson.cells:
            make = nbformat.v4.new_code_cell if cell.kind == "code" else nbformat.v4.new_markdown_cell
            made = make(cell.source, id=cell.id)
            made.metadata["tags"] = ["raises-exception"] if "raises" in cell.tags else []
            notebook.cells.append(made)
            cells += cell.kind == "code"
        nbformat.write(notebook, folder / "docs" / f"{lesson.slug}.ipynb")
    for execute in ("true", "false"):
        (folder / f"mkdocs-{execute}.yml").write_text(MKDOCS.format(execute=execute), encoding="utf-8")
    return cells


def ways(folder: Path) -> dict[str, list]:
    repos = [model.repo for model in manifest.load().models]
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file"]
    return {
        "executor": [sys.executable, "-c", EXECUTOR, ROOT / "scripts", folder, HF_HOME, *repos],
        "nbclient": [sys.executable, "-c", NBCLIENT, folder],
        "mkdocs-jupyter": [*build, folder / "mkdocs-true.yml", "--site-dir", folder / "site-true"],
        "  its build alone": [*build, folder / "mkdocs-false.yml", "--site-dir", folder / "site-false"],
        "one process": [sys.executable, "-c", ONE_PROCESS, folder, "own"],
        "floor": [sys.executable, "-c", ONE_PROCESS, folder, "shared"],
    }


def measure(command: list, folder: Path) -> tuple[float, float]:
    """Seconds that the command takes, and CPU seconds of all its processes. Raises CourseError if it fails."""
    fixed = environment(HF_HOME, folder)
    fixed |= {"PYTHONPATH": str(EXAMPLES), "PYTHONWARNINGS": "ignore:IProgress not found", "NO_MKDOCS_2_WARNING": "1"}
    fixed["PATH"] = os.environ.get("PATH", os.defpath)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=fixed, cwd=folder, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise CourseError(f"{command[0]} failed: {done.stderr.strip()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(count: int, runs: int, of: str) -> dict[str, float]:
    """Print the medians for `count` lessons; returns them, in seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cells = prepare(folder, count, of)
        commands = ways(folder)
        measured: dict[str, list[tuple[float, float]]] = {way: [] for way in commands}
        for _ in range(runs):
            for way, command in commands.items():
                measured[way].append(measure(command, folder))
    medians, cpu = (
        {way: statistics.median(pair[at] for pair in pairs) for way, pairs in measured.items()} for at in (0, 1)
    )
    kind = f"copies of lesson {of}" if of else "lessons"
    print(f"\n{count} {kind}, {cells} code cells, median of {runs}")
    print(f"  {'':<18} {'seconds':>8} {'ratio':>7} {'CPU s':>8} {'ratio':>7}   shortest to longest")
    for way, pairs in measured.items():
        wall, used = medians[way], cpu[way]
        ratios = f"{wall:8.2f} {wall / medians['executor']:6.2f}× {used:8.2f} {used / cpu['executor']:6.2f}×"
        print(f"  {way:<18} {ratios}   {min(pairs)[0]:.2f} to {max(pairs)[0]:.2f}", flush=True)
    return medians


def missed(count: int, medians: dict[str, float]) -> list[str]:
    """The targets that these medians miss, as sentences."""
    found = []
    for way, factors in TARGETS.items():
        ratio, target = medians[way] / medians["executor"], factors.get(count)
        if target and ratio < target:
            found.append(f"{count} lessons: {way} takes {ratio:.2f} times as long, the target is {target:g}")
    if (ratio := medians["executor"] / medians["floor"]) > FLOOR:
        found.append(f"{count} lessons: the executor takes {ratio:.2f} times the floor, the target is {FLOOR:g}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__)[0])
    parser.add_argument("--lessons", type=int, nargs="+", default=[4, 12], help="how many lessons (4 12)")
    parser.add_argument("--of", default="", metavar="NN", help="copies of this lesson only; else the real ones in turn")
    parser.add_argument("--runs", type=int, default=3, help="runs of each way (3)")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    options = parser.parse_args()
    try:
        problems = [
            problem for count in options.lessons for problem in missed(count, table(count, options.runs, options.of))
        ]
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n" + ("\n".join(problems) or "All targets are met."))
    return 1 if problems and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
