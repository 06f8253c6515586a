"""The pieces of which a lesson page is made, one by one."""

import copy

import nbformat
import pytest
from site_sample import CHIPS, FIRST, code, notebook, printed, prose, raised, result

from course.errors import CourseError
from course.pages import reading_time
from course.pages.cell_html import cell_html, outputs_html
from course.pages.lesson import read
from course.pages.notebook import assembled, filled
from course.site import files, page_marks, search_index


def lesson_of(tmp_path, book, slug="text"):
    path = tmp_path / f"{slug}.ipynb"
    nbformat.write(book, path)
    return read(path)


def test_a_lesson_says_what_its_notebook_says(tmp_path):
    lesson = lesson_of(tmp_path, FIRST)
    assert (lesson.slug, lesson.title) == ("text", "Text to ids")
    assert (lesson.src_uri, lesson.notebook, lesson.script) == ("lessons/text.md", "lessons/text.ipynb", "_text.py")
    assert lesson.cell("bend")["source"].startswith("quokka")


def test_a_missing_cell_is_named_with_what_there_is(tmp_path):
    with pytest.raises(CourseError, match="text has no cell 'nope'; its code cells are: setup, encode"):
        lesson_of(tmp_path, FIRST).cell("nope")


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"metadata": {}, "cells": []}', '{"metadata": {"tour": {"title": "x"}}, "cells": []}']
)
def test_what_is_not_a_lesson_is_refused_by_name(tmp_path, text):
    path = tmp_path / "text.ipynb"
    path.write_text(text)
    with pytest.raises(CourseError, match="text.ipynb is not a lesson's notebook"):
        read(path)


def test_a_notebook_with_a_name_of_another_form_is_refused(tmp_path):
    book = copy.deepcopy(FIRST)
    book.metadata["tour"]["order"] = "01"
    with pytest.raises(CourseError, match="01_text.ipynb: a lesson's notebook is named like text-to-ids.ipynb"):
        lesson_of(tmp_path, book, slug="01_text")


def test_reading_time_counts_words_and_lines_but_no_markup():
    assert reading_time.minutes(["# Hi"], []) == 1
    assert reading_time.minutes(["word " * 400], []) == 2
    assert reading_time.minutes(["word " * 400], ["x = 1\n\n" * 12]) == 3
    assert (
        reading_time.minutes(["[a](https://a.example/very/long/address) " * 200 + "```\n" + "code " * 999 + "```"], [])
        == 1
    )


def test_exercises_take_time_by_what_is_to_be_written_and_by_their_hints():
    assert reading_time.exercise_minutes([], 0) == 0
    assert (
        reading_time.exercise_minutes([("x = 1\n\nx", "y = 1\nx\ny")], 2) == 15
    )  # 4 + 2 / 12 + 2 + 4, to the next five


def test_lines_that_the_starter_gives_are_read_and_not_written():
    given = "x = 1\ny = 2\n" * 60
    assert reading_time.exercise_minutes([(given, given + "z = 3\n")], 0) == 20  # 4 + 120 / 12 + 2
    assert reading_time.exercise_minutes([("", given + "z = 3\n")], 0) == 250  # 4 + 242
    assert [reading_time.spoken(minutes) for minutes in (5, 60, 75)] == ["5 min", "1 h", "1 h 15 min"]


def test_what_readers_ask_is_put_at_its_section(tmp_path):
    index = {"docs": [{"location": "lessons/text/", "text": "<p>Text.</p>"}, {"location": "a/#b", "text": ""}]}
    (tmp_path / "asked.toml").write_text('"a/#b" = ["how?"]\n"a/#gone" = ["why?"]\n')
    lesson = lesson_of(tmp_path, notebook(prose("title", "# Hi"), question="a < b?"), slug="text")
    lost = search_index.enriched(index, (lesson,), search_index.read_asked(tmp_path))
    assert lost == ["a/#gone"] and index["docs"][1]["asked"] == ["how?"]
    assert index["docs"][0]["text"] == "<p>a &lt; b?</p> <p>Text.</p>"
    (tmp_path / "asked.toml").write_text('"a/#b" = "how?"\n')
    with pytest.raises(CourseError, match="asked.toml: 'a/#b' needs a list of texts"):
        search_index.read_asked(tmp_path)


def test_reading_time_leaves_out_what_is_hidden_or_folded(tmp_path):
    lesson = lesson_of(
        tmp_path, notebook(prose("title", "# Hi"), code("ex-a-solution", "x = 1\n" * 200, tags=["solution"]))
    )
    assert lesson.minutes == 1


def test_source_is_escaped_highlighted_and_there_once():
    markup = cell_html(code("a", 'print("<s>")\nif x < 1: pass'))
    assert markup.startswith('<div class="tt-cell" id="cell-a" data-cell="a" data-kind="code">')
    assert '<span class="s2">"&lt;s&gt;"</span>' in markup
    assert markup.count("print") == 1
    assert "tt-outputs" not in markup


def test_outputs_keep_their_order_and_their_kinds():
    cell = code(
        "a", "x", printed("one < two\n"), raised("ValueError", "no <pad>"), result("[1]"), printed("hm\n", "stderr")
    )
    markup = outputs_html(cell["outputs"])
    kinds = [
        '<pre class="tt-stream">one &lt; two</pre>',
        '<pre class="tt-error"><strong>ValueError</strong>: no &lt;pad&gt;</pre>',
    ]
    kinds += ['<pre class="tt-result">[1]</pre>', '<pre class="tt-stream tt-stderr">hm</pre>']
    places = [markup.index(kind) for kind in kinds]
    assert places == sorted(places)


def test_html_is_shown_instead_of_text_and_without_its_style():
    markup = outputs_html([result("plain face", CHIPS)])
    assert '<div class="tour-chips">chips</div>' in markup
    assert "<style" not in markup and "plain face" not in markup


def test_only_an_output_that_may_scroll_takes_the_focus():
    assert "tabindex" not in outputs_html([printed("short\n")])
    assert 'tabindex="0"' in outputs_html([printed("row\n" * 60)])
    assert 'tabindex="0"' in outputs_html([printed("x" * 200)])
    assert 'tabindex="0"' in outputs_html([printed("녕" * 20)]), "twice as wide"


def test_tags_and_reason_are_on_the_cell():
    markup = cell_html(code("a", "x", tags=["python-only"], reason='it says "no"'))
    assert 'data-tags="python-only" data-reason="it says &quot;no&quot;"' in markup


def test_markers_stand_where_the_cells_were(tmp_path):
    markdown, parts = assembled(lesson_of(tmp_path, FIRST))
    assert "secret_setup" not in "".join(parts.values())
    assert markdown.index("## Encoding") < markdown.index("<!--tt:cell-encode-->") < markdown.index("## Where it bends")
    done = filled(markdown, parts, "x")
    assert "<!--tt:" not in done
    assert done.count("<details") == done.count("</details>") == 4
    assert (
        done.index('<section class="tt-exercise"')
        < done.index("Hint 2")
        < done.index("wombat")
        < done.rindex("</section>")
    )
    assert done.index("</section>") < done.index("## What to remember")


def test_two_exercises_in_a_row_are_two(tmp_path):
    book = notebook(*(prose(f"ex-{name}", f"### Exercise: {name}", "exercise") for name in ("count", "count2")))
    markdown, parts = assembled(lesson_of(tmp_path, book))
    assert filled(markdown, parts, "x").count("</section>") == 2


def test_a_swallowed_marker_is_an_error_that_names_the_cell():
    with pytest.raises(CourseError, match="lessons/a.ipynb: the place of 'cell-b' was lost"):
        filled("<p>no marker</p>", {"cell-b": "<div></div>"}, "lessons/a.ipynb")


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("[[output text nope]]", "index.md: \\[\\[output text nope\\]\\]: lesson text has no cell 'nope'"),
        ("[[output no encode]]", "there is no lesson 'no' in docs/lessons; there are: text"),
        ("[[output text]]", "name the lesson and the cell"),
        ("[[output text ex-count-starter]]", "has no output"),
    ],
)
def test_a_wrong_mark_is_an_error_that_names_the_page(tmp_path, mark, words):
    lessons = (lesson_of(tmp_path, FIRST),)
    with pytest.raises(CourseError, match=words):
        page_marks.marked(f"Text.\n\n{mark}\n", lessons, str, "index.md")


def test_marks_inside_a_line_are_text(tmp_path):
    text = "Write `[[lessons]]` on a line."
    assert page_marks.marked(text, (), str, "index.md") == (text, {})


def test_the_style_sheet_begins_with_the_styles_of_the_displays(tmp_path):
    (tmp_path / "tour.py").write_text('STYLE = ".tour-x{color:red}"\n')
    (tmp_path / "20-b.css").write_text("/* why */\n.b { margin: 0 }\n")
    (tmp_path / "10-a.css").write_text(".a { margin: 0 }\n")
    assert (
        files.style_sheet(tmp_path / "tour.py", tmp_path) == ".tour-x{color:red}\n.a { margin: 0 }\n.b { margin: 0 }\n"
    )


def test_a_missing_display_module_is_told(tmp_path):
    with pytest.raises(CourseError, match="tour.py is missing"):
        files.style_sheet(tmp_path / "tour.py", tmp_path)
