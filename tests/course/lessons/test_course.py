"""What the course promises, counted, and what its exercises tell a reader who has changed nothing yet."""

import re
from dataclasses import replace

import pytest
from course.lessons import exercises
from course.lessons.parse import load_all
from course.lessons.prose import EXPRESSION
from course.pages.reading_time import words
from course.paths import EXAMPLES
from course.run.execute import Executor
from course.tokenizers import manifest

LESSONS = [lesson for lesson in load_all(EXAMPLES) if lesson.slug[0].isdigit()]
TAUGHT = LESSONS[:-1]
CAPSTONE = LESSONS[-1]
EXERCISES = {lesson.slug: exercises.find(lesson.cells, lesson.name) for lesson in LESSONS}
PICTURE = re.compile(r"\b(?:chips|compare|bars|byte_map|grid|merge_tree|cuts|stretches|Display)\(")
EVERY = pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.slug)


def of_exercises(lesson):
    """The ids of all cells that belong to an exercise."""
    return {cell.id for ex in EXERCISES[lesson.slug] for cell in (ex.task, ex.starter, *ex.hints, ex.solution, ex.check)}


def prose(lesson):
    return "\n\n".join(cell.source for cell in lesson.cells if cell.kind == "prose")


def code(lesson):
    """The code cells that show something: without the setup and the exercises."""
    hidden = of_exercises(lesson)
    return [cell.source for cell in lesson.cells if cell.kind == "code" and cell.id not in hidden and "setup" not in cell.tags]


def sections(lesson):
    """`{heading: text}` of the lesson's `## …` sections."""
    parts = re.split(r"(?m)^## +(.+)$", prose(lesson))
    return dict(zip(parts[1::2], parts[2::2]))


def test_there_are_twelve_lessons_and_a_capstone():
    assert [lesson.slug[:3] for lesson in LESSONS] == [f"{number:02}_" for number in range(1, 14)]
    assert CAPSTONE.slug == "13_capstone"


def test_there_are_forty_exercises_beside_the_capstone():
    assert sum(len(EXERCISES[lesson.slug]) for lesson in TAUGHT) >= 40


@EVERY
def test_a_lesson_has_three_exercises(lesson):
    assert len(EXERCISES[lesson.slug]) >= 3


@EVERY
def test_a_lesson_has_the_length_of_one_sitting(lesson):
    text = EXPRESSION.sub("0", prose(lesson))  # what a page shows for it is mostly one number
    assert 1200 <= words(text) <= 2500


@EVERY
def test_a_lesson_shows_ten_to_twenty_cells(lesson):
    assert 10 <= len(code(lesson)) <= 20


@EVERY
def test_a_lesson_has_a_picture(lesson):
    assert any(PICTURE.search(source) for source in code(lesson))


@EVERY
def test_a_lesson_ends_in_practice_and_sources(lesson):
    found = sections(lesson)
    practice = next((text for heading, text in found.items() if re.fullmatch("In practice|What to do in practice", heading)), "")
    assert len(re.findall(r"(?m)^[*-] ", practice)) >= 3
    assert list(found)[-1] == "Sources"
    assert len(re.findall(r"\]\(https://", found["Sources"])) >= 3


def test_the_capstone_has_one_exercise_that_names_its_lessons_in_the_hints():
    (exercise,) = EXERCISES[CAPSTONE.slug]
    assert len(exercise.starter.source.splitlines()) <= 45
    assert len(exercise.hints) == 5
    assert all("_" in re.search(r"\]\((\S+)\.ipynb\)", hint.source)[1] for hint in exercise.hints)


# In a copy of the lesson's process, as the build does it: the starter, then the check. Prints what the check says.
TRIED = """
import os
reader, writer = os.pipe()
if not (copy := os.fork()):
    said = "the check passes, or does not end in an AssertionError"
    try:
        exec(compile({starter!r}, "starter", "exec"), globals())
        try:
            exec(compile({check!r}, "check", "exec"), globals())
        except AssertionError as error:
            said = str(error)
    finally:
        os.write(writer, said.encode())
        os._exit(0)
os.close(writer)
with open(reader, encoding="utf-8") as answer:
    print(answer.read(), end="")
_ = os.waitpid(copy, 0)
"""


def with_starters_tried(lesson):
    """The lesson with cells that try a starter in place of the starters, and no cell that the build treats as an exercise's."""
    tried = {ex.starter.id: TRIED.format(starter=ex.starter.source, check=ex.check.source) for ex in EXERCISES[lesson.slug]}
    cells = [
        replace(cell, source=tried.get(cell.id, cell.source), tags=tuple(tag for tag in cell.tags if tag in ("setup", "raises", "stderr")))
        for cell in lesson.cells
        if cell.kind == "code"
    ]
    return replace(lesson, cells=tuple(cells))


@pytest.fixture(scope="module")
def told(cache):
    """What each check says to the untouched starter: `{slug: {exercise: message}}`."""
    found = {}
    with Executor([model.repo for model in manifest.load().models], cache) as executor:
        for result in executor.run([with_starters_tried(lesson) for lesson in LESSONS]):
            outputs = {cell.cell.id: "".join(output.text for output in cell.outputs) for cell in result.cells}
            found[result.lesson.slug] = {ex.name: outputs[ex.starter.id] for ex in EXERCISES[result.lesson.slug]}
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_check_tells_the_starter_in_a_sentence_what_is_missing(told, lesson):
    for name, message in told[lesson.slug].items():
        said = f"{lesson.slug}, {name}: {message!r}"
        assert len(message.split()) >= 6, said
        assert message[-1] in ".?", said
        assert len(message) <= 600, said
    assert len(set(told[lesson.slug].values())) == len(told[lesson.slug])
