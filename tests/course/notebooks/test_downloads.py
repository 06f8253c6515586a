"""Every downloaded notebook, run from top to bottom in a real kernel far from the project, gives the outputs that are
committed."""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from hub_server import MEMBER, STRANGER, Repo, published, serve
from nbclient import NotebookClient
from patience import PATIENT
from warm_kernels import WarmKernels

from course.lessons.parse import numbers
from course.notebooks import drift
from course.pages import links
from course.paths import EXAMPLES, NOTEBOOKS
from course.tokenizers import manifest

LESSONS = list(numbers(EXAMPLES))
# The model takes half a minute for its lesson, which tests/course/run runs whole. Here it has to be found, loaded and asked.
FIRST_CELLS = {"what-the-model-makes-of-it": 7}
PLAIN = (LESSONS[0], LESSONS[-1])  # in kernels that are started as a reader's is; the others in copies of a warm one


def execute(text, place, managers=None, **settings):
    """Runs the notebook as *Run all* does, in an empty folder and with an empty home; what is left in the folder.

    The machine has nothing set but `settings`. An error ends it, unless its cell has Jupyter's tag for an expected one.
    `managers`: the class of the kernel's manager; without one a plain kernel is started.
    """
    for name in ("home", "folder"):
        (place / name).mkdir(parents=True)
    notebook = nbformat.reads(text.decode(), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    resources = {"metadata": {"path": str(place / "folder")}}
    kernel = {"kernel_manager_class": managers} if managers else {"kernel_name": "python3"}
    client = NotebookClient(notebook, **kernel, **PATIENT, record_timing=False, resources=resources)
    client.execute(env={"HOME": str(place / "home"), "PATH": os.environ["PATH"], **settings})
    return notebook, sorted(item.name for item in (place / "folder").iterdir())


def code_cells(notebook):
    """A notebook's code cells as the build writes them: streams in one piece, an error as its last line, starters not
    counted."""
    cells = []
    for cell in json.loads(json.dumps(notebook))["cells"]:
        if cell["cell_type"] != "code":
            continue
        outputs = []
        for output in cell["outputs"]:
            kind = output["output_type"]
            if kind == "stream":
                if outputs and outputs[-1].get("name") == output["name"]:
                    outputs[-1]["text"] += "".join(output["text"])
                else:
                    outputs.append({"output_type": kind, "name": output["name"], "text": "".join(output["text"])})
            elif kind == "error":
                outputs.append({"output_type": kind, "ename": output["ename"], "evalue": output["evalue"]})
            else:
                data = {face: "".join(text) for face, text in output["data"].items()}
                outputs.append({"output_type": kind, "data": data})
        source = "".join(cell["source"])
        cells.append(
            {"id": cell["id"], "cell_type": "code", "source": source, "metadata": cell["metadata"], "outputs": outputs}
        )
    return cells


def differences(committed, executed, name):
    """What differs between the code cells of two notebooks, cell by cell, for people."""
    before, after = (json.dumps({"cells": code_cells(book)}, sort_keys=True).encode() for book in (committed, executed))
    return drift.compare(before, after, name)


@pytest.fixture(scope="module")
def downloads():
    """The notebooks as the site has them under downloads/ (tests/course/site/test_site.py), by slug."""
    whole = {slug: links.portable((NOTEBOOKS / f"{slug}.ipynb").read_bytes(), lambda link: "") for slug in LESSONS}
    return whole | {slug: first_cells(whole[slug], count) for slug, count in FIRST_CELLS.items()}


@pytest.fixture(scope="module")
def runs(downloads, cache, tmp_path_factory):
    """Every download, executed: a future of `(notebook, files it left)` by slug. Two kernels at a time."""
    pool = ThreadPoolExecutor(max_workers=2)
    places = {slug: tmp_path_factory.mktemp(slug) for slug in LESSONS}
    settings = {"HF_HOME": str(cache)}
    # As the setup cell says before it imports anything; a second thread of sums only waits on a busy machine.
    quiet = {"TRANSFORMERS_VERBOSITY": "error", "OPENBLAS_NUM_THREADS": "1"}
    texts = [text.decode() for text in downloads.values()]
    repos = [model.repo for model in manifest.load().models if sum(model.repo in text for text in texts) > 1]
    folder = tmp_path_factory.mktemp("kernels")
    with WarmKernels(folder, repos, PATH=os.environ["PATH"], **settings, **quiet, HF_HUB_OFFLINE="1") as kernels:
        yield {
            slug: pool.submit(execute, text, places[slug], None if slug in PLAIN else kernels.managers(), **settings)
            for slug, text in downloads.items()
        }
        pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("slug", LESSONS)
def test_a_download_gives_what_is_committed(runs, slug):
    executed, left = runs[slug].result()
    committed = json.loads((NOTEBOOKS / f"{slug}.ipynb").read_bytes())
    if slug in FIRST_CELLS:
        committed = json.loads(first_cells(json.dumps(committed), FIRST_CELLS[slug]))
    if report := differences(committed, executed, f"downloads/{slug}.ipynb"):
        pytest.fail(report, pytrace=False)
    assert left == []


def test_a_difference_names_its_cell_and_what_it_was(downloads):
    committed = json.loads(downloads[LESSONS[0]])
    changed = json.loads(downloads[LESSONS[0]])
    cell = next(
        cell for cell in changed["cells"] if cell.get("outputs") and cell["outputs"][0]["output_type"] == "stream"
    )
    cell["outputs"][0]["text"] = "another"
    report = differences(committed, changed, "downloads/x.ipynb")
    assert report.startswith(f"downloads/x.ipynb, cell {cell['id']}, output 1 (stdout):\n") and "+another" in report
    cell["outputs"] = []
    assert f"cell {cell['id']}, output 1" in differences(committed, changed, "downloads/x.ipynb")


@pytest.mark.parametrize("token", ["", MEMBER, STRANGER])
def test_without_a_cache_the_first_cell_says_how_it_gets_llama_and_nothing_else_changes(
    downloads, cache, tmp_path, token
):
    models = manifest.load().course
    repos = {repo: made for model in models for repo, made in published(cache, model).items()}
    repos |= {
        model.mirror.repo: Repo(model.mirror.revision, repos[model.repo].files) for model in models if model.mirror
    }
    copies = [model.mirror.repo for model in models if model.mirror]
    with serve(repos) as hub:
        executed, left = execute(
            first_cells(downloads[LESSONS[0]], 3),
            tmp_path,
            HF_ENDPOINT=hub.url,
            **({"HF_TOKEN": token} if token else {}),
        )
    assert {output.name for output in executed.cells[0].outputs} == {"stdout"}
    told = "".join(output.text for output in executed.cells[0].outputs)
    assert ("not logged in" in told, "logged in with your Hugging Face token" in told) == (not token, bool(token))
    assert [repo in told for repo in copies] == [token != MEMBER] * len(copies)
    assert told.count("does not open") == (len(copies) if token == STRANGER else 0)
    executed.cells[0].outputs = []
    assert differences(json.loads(first_cells(downloads[LESSONS[0]], 3)), executed, LESSONS[0]) == ""
    assert left == []


def first_cells(book, count):
    """A notebook of the first code cells alone."""
    notebook = json.loads(book)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][:count]
    return json.dumps(notebook).encode()
