"""What the page compares a reader's outputs with: the same cases as live/tests/page/compare.test.mjs."""

import json
from types import SimpleNamespace

from course.paths import ROOT
from course.site.live import shown

CASES = json.loads((ROOT / "live" / "tests" / "page" / "shown.json").read_text(encoding="utf-8"))


def written(case):
    """A case's outputs as a notebook has them."""
    made = []
    for output in case["outputs"]:
        kind, text = output["kind"], output["text"]
        stream = {"output_type": "stream", "name": kind, "text": text.splitlines(keepends=True)}
        shown_value = {
            "output_type": "execute_result" if kind == "result" else "display_data",
            "data": {"text/plain": text, "text/html": "<b>no</b>"},
        }
        made.append(stream if kind in ("stdout", "stderr") else shown_value)
    if error := case["error"]:
        made.append({"output_type": "error", "ename": error["type"], "evalue": error["message"], "traceback": []})
    return made


def test_what_a_cell_showed_is_one_text():
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": written(case)} for n, case in enumerate(CASES)
    ]
    assert shown(SimpleNamespace(cells=cells)) == {f"c{n}": case["text"] for n, case in enumerate(CASES)}


def test_what_the_build_did_not_run_is_left_out():
    cells = [
        {"cell_type": "code", "id": tag, "metadata": {"tags": [tag]}, "outputs": []}
        for tag in ("setup", "exercise", "check", "raises")
    ]
    assert list(shown(SimpleNamespace(cells=cells))) == ["check", "raises"]
