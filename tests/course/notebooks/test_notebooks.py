"""The bytes of a notebook."""

import json
from pathlib import Path

import nbformat
import pytest
from minicourse import CASES, code, prose, write

from course.cells.records import Result
from course.lessons.parse import SETUP, load, load_all
from course.notebooks import canonical
from course.run.execute import Executor


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> dict[str, Result]:
    extra = write(
        tmp_path_factory.mktemp("lessons") / "lessons",
        code("print('안\\n\\nb', end='')", "text"),
        code("x = 1", "only", '["python-only"]', ' reason="needs a thread"'),
        prose("Three {{= 'words' }} here.", "last"),
    )
    with Executor([], Path("nowhere")) as executor:
        return {result.lesson.slug: result for result in executor.run([*load_all(CASES), load(extra)])}


def notebook(result, setup=None):
    return json.loads(canonical.to_bytes(result.lesson, result, setup))


def test_they_are_valid_notebooks(results):
    for result in results.values():
        nbformat.validate(nbformat.reads(canonical.to_bytes(result.lesson, result).decode(), as_version=4))


def test_the_exercise_case_is_its_committed_notebook(results):
    result = results["exercise"]
    assert canonical.to_bytes(result.lesson, result) == (CASES / "02_exercise.ipynb").read_bytes()


def test_ids_are_the_lessons_and_counts_are_sequential(results):
    for result in results.values():
        cells = notebook(result)["cells"]
        assert [cell["id"] for cell in cells] == [cell.id for cell in result.lesson.cells]
        counts = [cell["execution_count"] for cell in cells if cell["cell_type"] == "code"]
        run = [count for count in counts if count is not None]
        assert run == list(range(1, len(run) + 1))


def test_the_form_is_canonical(results):
    data = canonical.to_bytes(results["mini"].lesson, results["mini"])
    text = data.decode()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert "안" in text


def test_text_is_kept_in_lines_and_whole(results):
    (output,) = notebook(results["mini"])["cells"][1]["outputs"]
    assert output == {"output_type": "stream", "name": "stdout", "text": ["안\n", "\n", "b"]}


def test_metadata(results):
    made = notebook(results["mini"])
    cells = {cell["id"]: cell for cell in made["cells"]}
    assert made["metadata"]["tour"] == {
        "title": "Mini",
        "question": "Does it work?",
        "description": "A miniature lesson.",
        "order": "01",
    }
    assert cells["only"]["metadata"] == {"tags": ["python-only"], "tour": {"reason": "needs a thread"}}
    assert cells["setup"]["metadata"] == {"tags": ["setup"], "jupyter": {"source_hidden": True}}
    assert cells["last"]["source"] == ["Three words here."]


def test_an_exercise_shows_outputs_of_solution_and_check_only(results):
    cells = {cell["id"]: cell for cell in notebook(results["exercise"])["cells"]}
    assert cells["ex-count-starter"]["outputs"] == []
    assert cells["ex-count-starter"]["execution_count"] is None
    assert cells["ex-count-solution"]["metadata"]["jupyter"] == {"source_hidden": True}
    assert cells["ex-count-solution"]["outputs"][0]["data"] == {"text/plain": ["4"]}
    assert cells["ex-count-check"]["outputs"][0]["text"] == ["Correct: every word once.\n"]


def test_errors_show_their_last_line_only(results):
    cells = {cell["id"]: cell for cell in notebook(results["outputs"])["cells"]}
    assert cells["error"]["outputs"][-1] == {
        "output_type": "error",
        "ename": "KeyError",
        "evalue": "'missing'",
        "traceback": ["KeyError: 'missing'"],
    }


def test_the_setup_cell_is_exchanged(results):
    def setup(source):
        return "".join(notebook(results["exercise"], source)["cells"][1]["source"])

    assert setup(None) == SETUP
    assert setup("import this\nthat") == "import this\nthat"
