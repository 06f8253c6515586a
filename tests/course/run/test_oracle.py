"""The executor against a real Jupyter kernel: the same cells must give the same outputs."""

import os
from pathlib import Path

import nbformat
import pytest
from minicourse import CASES
from nbclient import NotebookClient
from patience import PATIENT
from warm_kernels import WarmKernels

from course.lessons.parse import load
from course.paths import EXAMPLES
from course.run.execute import Executor, environment

# The lessons run in a kernel in test_downloads.py, as their readers run them.
PAGES = sorted(EXAMPLES.glob("page_*.py"))
MINIATURES = sorted(CASES.glob("[0-9]*.py"))


def in_jupyter(lesson, hf_home, folder: Path, managers=None) -> dict[str, list]:
    """{cell id: outputs} from nbclient and an ipykernel, a plain one without `managers`; starter, solution and check run in
    order."""
    home = folder / "home"
    work = folder / "work"
    home.mkdir()
    work.mkdir()
    cells = []
    for cell in (cell for cell in lesson.cells if cell.kind == "code"):
        made = nbformat.v4.new_code_cell(cell.source, id=cell.id)
        made.metadata["tags"] = ["raises-exception"] if "raises" in cell.tags else []
        cells.append(made)
    notebook = nbformat.v4.new_notebook(cells=cells)
    kernel = {"kernel_manager_class": managers} if managers else {"kernel_name": "python3"}
    client = NotebookClient(notebook, **kernel, **PATIENT, resources={"metadata": {"path": str(work)}})
    # tqdm, which transformers imports, warns in a kernel that ipywidgets is not installed.
    extra = {"PYTHONPATH": str(EXAMPLES), "PYTHONWARNINGS": "ignore:IProgress not found"}
    client.execute(env=environment(hf_home, home) | extra)
    return {cell.id: [told(output) for output in cell.outputs] for cell in notebook.cells}


def told(output) -> tuple:
    if output.output_type == "stream":
        return (output.name, output.text)
    if output.output_type == "error":
        return ("error", output.ename, output.evalue)
    kind = "result" if output.output_type == "execute_result" else "display"
    return (kind, output.data["text/plain"], output.data.get("text/html", ""))


def ours(result) -> dict[str, list]:
    shown = {}
    for cell in (cell for cell in result.cells if cell.cell.kind == "code"):
        shown[cell.cell.id] = [
            (o.kind, o.text) if o.kind in ("stdout", "stderr")
            else ("error", o.name, o.text) if o.kind == "error"
            else (o.kind, o.text, o.html)
            for o in cell.outputs
        ]  # fmt: skip
    return shown


def merged(outputs) -> list:
    """Pieces of one stream as one; stderr at the end, as a kernel orders the two streams by chance."""
    result = []
    for output in sorted(outputs, key=lambda output: output[0] == "stderr"):
        if result and output[0] in ("stdout", "stderr") and result[-1][0] == output[0]:
            result[-1] = (output[0], result[-1][1] + output[1])
        else:
            result.append(output)
    return result


def assert_equal(result, oracle):
    mine = ours(result)
    starters = {cell.id for cell in result.lesson.cells if cell.kind == "code" and "exercise" in cell.tags}
    assert mine.keys() == oracle.keys()
    for cell_id in mine:
        if cell_id in starters:  # not shown on the page; that they run is all they promise
            assert "error" not in [output[0] for output in oracle[cell_id]]
        else:
            assert merged(mine[cell_id]) == merged(oracle[cell_id]), cell_id


@pytest.mark.parametrize("path", MINIATURES, ids=lambda path: path.stem)
def test_a_miniature_lesson_gives_what_jupyter_gives(path, tmp_path):
    with Executor([], Path("nowhere")) as executor:
        (result,) = executor.run([load(path)])
    assert_equal(result, in_jupyter(result.lesson, Path("nowhere"), tmp_path))


@pytest.fixture(scope="module")
def kernels(cache, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernels")
    with WarmKernels(folder, (), **environment(cache, folder) | {"PATH": os.environ["PATH"]}) as kernels:
        yield kernels


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_what_jupyter_gives(path, executed, cache, tmp_path, kernels):
    result = executed[path.stem]
    assert_equal(result, in_jupyter(result.lesson, cache, tmp_path, kernels.managers()))
