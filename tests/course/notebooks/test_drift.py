"""What differs between a committed notebook and a fresh one, in words."""

import copy
import json

import pytest

from course.notebooks import drift

NAME = "docs/lessons/01_mini.ipynb"


def stream(*lines):
    return {"output_type": "stream", "name": "stdout", "text": list(lines)}


def result(text, html=None):
    data = {"text/plain": [text]} | ({"text/html": [html]} if html else {})
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def notebook(*outputs, source="load()", cell_id="load", **metadata):
    code = {
        "cell_type": "code",
        "id": cell_id,
        "execution_count": 1,
        "metadata": {},
        "outputs": list(outputs),
        "source": [source],
    }
    prose = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Title\n", "words"]}
    return {"cells": [prose, code], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def compare(old, new):
    return drift.compare(json.dumps(old).encode(), json.dumps(new).encode(), NAME)


def test_nothing_differs():
    assert compare(notebook(stream("a\n")), notebook(stream("a\n"))) == ""


def test_a_changed_output_is_shown_by_cell_and_line():
    assert compare(notebook(stream("a\n", "b\n", "c\n")), notebook(stream("a\n", "B\n", "c\n"))) == (
        f"{NAME}, cell load, output 1 (stdout):\n   a\n  -b\n  +B\n   c"
    )


def test_outputs_that_came_and_went():
    report = compare(notebook(stream("a\n"), result("1")), notebook(stream("a\n")))
    assert report.startswith(f"{NAME}, cell load, output 2 (result):\n  -1\n")
    assert "+2" in compare(notebook(), notebook(result("2")))


def test_another_kind_of_output_shows_both():
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}
    report = compare(notebook(result("1")), notebook(error))
    assert "output 1 (result):\n  -1\n" in report
    assert "output 1 (error):\n  -\n  +KeyError: 'x'" in report


def test_html_is_compared_but_not_printed():
    report = compare(notebook(result("x", "<b>one</b>")), notebook(result("x", "<b>one two</b>")))
    assert (
        report
        == f"{NAME}, cell load, output 1: html differs (10 characters, 1 words before, 14 characters, 2 words now)"
    )


def test_sources_and_prose_are_shown():
    assert f"{NAME}, cell load, source:\n  -load()\n  +load(1)" in compare(notebook(), notebook(source="load(1)"))
    new = notebook()
    new["cells"][0]["source"] = ["# Title\n", "other words"]
    assert compare(notebook(), new) == f"{NAME}, cell title, source:\n   # Title\n  -words\n  +other words"


def test_cells_that_came_went_or_moved():
    report = compare(notebook(), notebook(cell_id="other"))
    assert report == f"{NAME}: cell load is gone\n{NAME}: cell other is new"
    turned = notebook()
    turned["cells"].reverse()
    assert compare(notebook(), turned) == f"{NAME}: the cells are in another order"


def test_metadata_and_form_are_not_overlooked():
    assert "title, question, description" in compare(notebook(tour={"title": "a"}), notebook(tour={"title": "b"}))
    tagged = copy.deepcopy(notebook())
    tagged["cells"][1]["metadata"] = {"tags": ["raises"]}
    assert "cell load: tags" in compare(notebook(), tagged)
    data = json.dumps(notebook()).encode()
    assert "the same content in another form" in drift.compare(data, data + b"\n", NAME)


def test_a_long_diff_is_cut_and_a_long_line_is_not_lost():
    many = compare(notebook(stream("x\n")), notebook(stream("x\n", *(f"{n}\n" for n in range(500)))))
    assert "more lines" in many
    assert many.count("\n") < 50
    long = compare(notebook(stream("x" * 1000 + "a")), notebook(stream("x" * 1000 + "b")))
    assert "  -" + "x" * 40 + "a\n" in long


@pytest.mark.parametrize(
    ("committed", "fresh", "message"),
    [
        (None, b"{}", "is not committed yet"),
        (b"{}", None, "has no lesson any more"),
        (b"<<<<<<< HEAD", b"{}", "is not a notebook of this project"),
        (b"[]", b"{}", "is not a notebook of this project"),
    ],
)
def test_whole_files(committed, fresh, message):
    assert message in drift.compare(committed, fresh, NAME)
