"""Every cell of every lesson, run by a real Chromium, gives text for text what the committed notebook holds."""

import json
import re

import pytest

from course.paths import NOTEBOOKS

STYLE = re.compile(r"^<style data-tour>.*?</style>", re.DOTALL)
SHARE = 0.05  # of all cells may be `python-only`, but for those of a model that is 100 MB large
MODEL = "it needs the model."

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


def cells(slug):
    notebook = json.loads((NOTEBOOKS / f"{slug}.ipynb").read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "setup" not in tags(cell)]


def tags(cell):
    return cell["metadata"].get("tags", [])


def committed(cell):
    """`(kind, text, html)` of each output, an error last."""
    return [_committed(output) for output in cell["outputs"]]


def _committed(output):
    if output["output_type"] == "stream":
        return output["name"], "".join(output["text"]), ""
    if output["output_type"] == "error":
        return "error", "".join(output["traceback"]), ""
    kind = {"execute_result": "result", "display_data": "display"}[output["output_type"]]
    data = output["data"]
    return kind, "".join(data["text/plain"]), STYLE.sub("", "".join(data.get("text/html", [])))


def in_page(result):
    """The same of a RunResult."""
    found = [(output["kind"], output["text"], STYLE.sub("", output["html"])) for output in result["outputs"]]
    return found + ([("error", result["error"]["last"], "")] if result["error"] else [])


@pytest.mark.parametrize("slug", LESSONS)
def test_the_page_gives_what_the_notebook_holds(fresh, slug):
    differences = []
    for cell in cells(slug):
        if "python-only" in tags(cell):
            continue
        result = fresh.run("".join(cell["source"]), cell["id"], as_built=True)
        expected = [] if "exercise" in tags(cell) else committed(cell)
        if in_page(result) != expected:
            differences.append(
                f"{cell['id']} ({result['status']}):\n  notebook {expected}\n  page     {in_page(result)}"
            )
    assert differences == []
    assert fresh.complaints == []


def test_nearly_every_cell_runs_in_the_page():
    every = [cell for slug in LESSONS for cell in cells(slug)]
    # the metadata are those of the model's file
    asking = [cell for cell in every if cell["metadata"].get("tour", {}).get("reason") == MODEL]
    only = [cell["id"] for cell in every if "python-only" in tags(cell) and cell not in asking]
    assert not [
        cell["id"]
        for cell in asking
        if not re.search(r"\b(?:Model|model|ask|chances|metadata)\b", "".join(cell["source"]))
    ]
    assert len(only) <= SHARE * len(every), only
