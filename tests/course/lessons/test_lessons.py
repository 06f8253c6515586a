"""What the parser makes of a lesson, and what it refuses."""

import pytest
from minicourse import CASES, HEADER, SETUP_CELL, code, exercise, prose, write

from course.errors import CourseError
from course.lessons import exercises
from course.lessons.parse import load, load_all, numbers
from course.lessons.prose import numbered
from course.paths import EXAMPLES


def test_a_lesson_has_its_header_and_cells():
    lesson = load(CASES / "02_exercise.py")
    assert (lesson.slug, lesson.order, lesson.name) == ("exercise", "02", "cases/02_exercise.py")
    assert (lesson.title, lesson.question) == ("An exercise", "How is an exercise checked?")
    assert lesson.description == "A miniature lesson with an exercise."
    kinds = {cell.id: (cell.kind, cell.tags) for cell in lesson.cells}
    assert kinds["title"] == ("prose", ())
    assert kinds["setup"] == ("code", ("setup",))
    assert kinds["ex-count-hint-1"] == ("prose", ("hint",))
    assert lesson.cells[0].source == "# An exercise"


def test_lines_are_those_of_the_file():
    for path in (CASES / "01_outputs.py", CASES / "02_exercise.py"):
        lines = path.read_text(encoding="utf-8").split("\n")
        for cell in load(path).cells:
            first = cell.source.split("\n")[0]
            assert lines[cell.line - 1] == (first if cell.kind == "code" else f"# {first}")


def test_python_only_keeps_its_reason(tmp_path):
    cell = code("x = 1", tags='["python-only"]', extra=' reason="needs a thread"')
    assert load(write(tmp_path, cell)).cells[-1].metadata == {"reason": "needs a thread"}


def test_an_exercise_is_found_with_its_parts(tmp_path):
    lesson = load(write(tmp_path, exercise()))
    (found,) = exercises.find(lesson.cells, lesson.name)
    assert found.name == "ex-x"
    assert (found.starter.source, found.solution.source) == ("x = ...", "x = 1")
    assert [hint.id for hint in found.hints] == ["ex-x-hint-1"]


STARTER = code("x = 1", "ex-x-starter", '["exercise"]')
TASK = prose("### Exercise: x", "ex-x", '["exercise"]')


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("# %%\nx = 1\n", "01_mini.py:15: the cell has no id"),
        (code("x = 1", "A b"), "the id 'A b'"),
        (code("x = 1", "setup"), "01_mini.py:15: the id setup is taken by the cell at line 8"),
        (code("x = 1", tags='["hidden"]'), "unknown tag 'hidden'; a code cell may have setup, raises"),
        (prose("x", tags='["raises"]'), "unknown tag 'raises'; a prose cell may have exercise, hint"),
        (code("x = 1", tags='"raises"'), 'write tags as tags=["…", "…"]'),
        (code("x = 1", extra=' colour="red"'), "unknown 'colour' in its header"),
        (code("x = 1", tags='["python-only"]'), 'python-only and reason="…" go together'),
        (code("x = 1", extra=' reason="none"'), 'python-only and reason="…" go together'),
        (code(""), "cell cell is empty"),
        (code("x = 1", "again", '["setup"]'), "the first code cell, and only it, has the tag setup"),
        ('# %% [raw] id="raw"\n# x\n', "a raw cell"),
        (code('x = """\n# %% not a cell\n"""'), "lines start with `# %%`"),
        (code("x = (\n1"), "01_mini.py:15: cell cell: '(' was never closed"),
        (code("x = 1\n%time x"), "01_mini.py:16: cell cell: invalid syntax"),
        (code("await x"), "cell cell: 'await' outside function"),
        (code(r"x = '\d'"), r"invalid escape sequence '\d'"),
        (code("x = 1", "x-check", '["check"]'), "check belongs to an exercise; its task is missing"),
        (prose("x", tags='["hint"]'), "hint belongs to an exercise; its task is missing"),
        (prose("### Exercise: x", "bos", '["exercise"]') + STARTER, "an id like ex-name"),
        (prose("Do it", "ex-x", '["exercise"]') + STARTER, "the heading `### Exercise: …`"),
        (TASK + code("x = 1"), 'needs a code cell here with id="ex-x-starter" tags=["exercise"]'),
        (TASK + STARTER, 'needs a prose cell here with id="ex-x-hint-1" tags=["hint"]'),
        (exercise().replace("ex-x-check", "ex-y-check"), 'id="ex-x-check" tags=["check"]'),
    ],
)
def test_what_is_not_in_the_dialect_is_refused(tmp_path, cells, message):
    with pytest.raises(CourseError) as error:
        load(write(tmp_path, cells))
    assert message in str(error.value)
    assert "01_mini.py" in str(error.value)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"header": "import os\n"}, "01_mini.py:1: the file starts with a header"),
        ({"header": "# ---\n# title: x\n"}, "01_mini.py:1: the file starts with a header"),
        ({"header": HEADER.replace("# question: Does it work?\n", "")}, "the header has no `question: …`"),
        ({"header": HEADER.replace("question", "colour")}, "01_mini.py:3: the header has one line each for"),
        ({"header": HEADER.replace("# title: Mini", "# title:")}, "01_mini.py:2: the header has one line each for"),
        ({"header": HEADER.replace("Mini", "All 128256 tokens")}, "01_mini.py:2: the prose holds a typed number"),
        ({"header": HEADER + "x = 1\n"}, "01_mini.py:7: this line is in no cell"),
        ({"setup": ""}, "the first code cell, and only it, has the tag setup"),
        (
            {"setup": SETUP_CELL.replace("the page", "a page")},
            "the setup cell differs from the one that all lessons share",
        ),
        ({"name": "mini.py"}, "a lesson's file is named like 01_text_to_ids.py"),
        ({"name": "01-mini.py"}, "a lesson's file is named like 01_text_to_ids.py"),
    ],
)
def test_a_broken_frame_is_refused(tmp_path, parts, message):
    with pytest.raises(CourseError) as error:
        load(write(tmp_path, code("x = 1"), **parts))
    assert message in str(error.value)


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    path = write(tmp_path, code("x = 1"))
    path.write_bytes(path.read_bytes() + b"# \xff\n")
    with pytest.raises(CourseError, match="01_mini.py: is not UTF-8"):
        load(path)


def test_lessons_are_selected_by_number_or_name(tmp_path):
    for name in ("01_one.py", "02_number_two.py", "10_ten.py"):
        write(tmp_path, code("x = 1"), name=name)
    (tmp_path / "tour.py").write_text("", encoding="utf-8")  # a module, not a lesson

    def slugs(*select):
        return [lesson.slug for lesson in load_all(tmp_path, select)]

    assert slugs() == ["one", "number-two", "ten"]
    assert (
        slugs("2")
        == slugs("02")
        == slugs("number-two")
        == slugs("02_number_two")
        == slugs("02_number_two.py")
        == ["number-two"]
    )
    assert slugs("10", "01", "1") == ["one", "ten"]
    with pytest.raises(CourseError, match="There is no lesson 7; the lessons are one, number-two, ten"):
        slugs("7")


@pytest.mark.parametrize(
    ("names", "what"), [(("01_one.py", "01_two.py"), "number"), (("01_one.py", "02_one.py"), "name")]
)
def test_a_number_and_a_name_used_twice_are_refused(names, what, tmp_path):
    for name in names:
        write(tmp_path, code("x = 1"), name=name)
    with pytest.raises(CourseError, match=f"{names[1]} and {names[0]} have the same {what}"):
        load_all(tmp_path)


def test_a_lesson_goes_between_two_others_and_no_other_file_changes(tmp_path):
    for name in ("01_one.py", "02_two.py", "03_three.py"):
        write(tmp_path, prose("See [lesson](three.ipynb) and [the next lesson](two.ipynb#cell-x)."), name=name)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert numbers(tmp_path) == {"one": 1, "two": 2, "three": 3}
    write(tmp_path, code("x = 1"), name="02b_more.py")
    assert [lesson.slug for lesson in load_all(tmp_path)] == ["one", "two", "more", "three"]
    assert numbers(tmp_path) == {"one": 1, "two": 2, "more": 3, "three": 4}
    assert {path: path.read_bytes() for path in before} == before
    said = [numbered(lesson.cells[-1].source, numbers(tmp_path)) for lesson in load_all(tmp_path, ["one", "three"])]
    assert said == ["See [lesson 4](three.ipynb) and [the next lesson](two.ipynb#cell-x)."] * 2


def test_a_link_to_a_lesson_that_is_not_there_is_named():
    with pytest.raises(CourseError, match=r"`\[Lesson\]\(nine.ipynb`: there is no lesson nine; the lessons are one"):
        numbered("[Lesson](nine.ipynb#top)", {"one": 1})
    untouched = "[chips](one.ipynb), [lessons](https://example.org/one.ipynb), lesson"
    assert numbered(untouched, {"one": 1}) == untouched


def test_every_lesson_of_the_course_is_in_the_dialect():
    assert load_all(EXAMPLES)


def test_a_byte_order_mark_is_named(tmp_path):
    path = write(tmp_path, code("x = 1"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with pytest.raises(
        CourseError, match=r"01_\w+\.py: begins with a byte order mark \(U\+FEFF\); save it as UTF-8 without one\."
    ):
        load(path)
