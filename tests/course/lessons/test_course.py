"""What the course promises, counted, and what its exercises tell a reader who has changed nothing yet."""

import re
from itertools import groupby

import pytest

from course.contract import contract
from course.lessons import exercises
from course.lessons.parse import load_all, numbers
from course.lessons.prose import EXPRESSION
from course.pages.reading_time import words
from course.paths import EXAMPLES

LESSONS = [lesson for lesson in load_all(EXAMPLES) if lesson.order]
CAPSTONES = {"capstone": 5, "fine-tune-and-service": 8}  # and their bugs
TAUGHT = [lesson for lesson in LESSONS if lesson.slug not in CAPSTONES]
EXERCISES = {lesson.slug: exercises.find(lesson.cells, lesson.name) for lesson in LESSONS}
PICTURE = re.compile(r"\b(?:chips|compare|bars|byte_map|grid|merge_tree|cuts|stretches|Display)\(")
EVERY = pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.slug)


def of_exercises(lesson):
    """The ids of all cells that belong to an exercise."""
    return {
        cell.id for ex in EXERCISES[lesson.slug] for cell in (ex.task, ex.starter, *ex.hints, ex.solution, ex.check)
    }


def prose(lesson):
    return "\n\n".join(cell.source for cell in lesson.cells if cell.kind == "prose")


def code(lesson):
    """The code cells that show something: without the setup and the exercises."""
    hidden = of_exercises(lesson)
    return [
        cell.source
        for cell in lesson.cells
        if cell.kind == "code" and cell.id not in hidden and "setup" not in cell.tags
    ]


def sections(lesson):
    """`{heading: text}` of the lesson's `## …` sections."""
    parts = re.split(r"(?m)^## +(.+)$", prose(lesson))
    return dict(zip(parts[1::2], parts[2::2]))


def test_there_are_nineteen_lessons_and_two_capstones():
    assert list(numbers(EXAMPLES).values()) == list(range(1, 22))
    assert [lesson.slug for lesson in LESSONS[-2:]] == list(CAPSTONES)


def test_there_are_forty_exercises_beside_the_capstones():
    assert sum(len(EXERCISES[lesson.slug]) for lesson in TAUGHT) >= 40


def test_lessons_stand_in_three_or_four_parts():
    parts = [part for part, _ in groupby(LESSONS, key=lambda lesson: lesson.part)]
    assert all(parts) and len(parts) == len(set(parts)) and len(parts) in (3, 4)


def test_a_check_that_passes_begins_with_the_word_that_the_page_knows(executed):
    for lesson in LESSONS:
        shown = {cell.cell.id: "".join(output.text for output in cell.outputs) for cell in executed[lesson.slug].cells}
        assert [
            ex.name for ex in EXERCISES[lesson.slug] if not shown[ex.check.id].startswith(contract()["verdict"])
        ] == []


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
    practice = next(
        (text for heading, text in found.items() if re.fullmatch("In practice|What to do in practice", heading)), ""
    )
    assert len(re.findall(r"(?m)^[*-] ", practice)) >= 3
    assert list(found)[-1] == "Sources"
    assert len(re.findall(r"\]\(https://", found["Sources"])) >= 3


@pytest.mark.parametrize(("slug", "lines"), [("capstone", 45), ("fine-tune-and-service", 130)])
def test_a_capstone_has_one_exercise_and_a_hint_with_its_lesson_for_each_bug(slug, lines):
    (exercise,) = EXERCISES[slug]
    assert len(exercise.starter.source.splitlines()) <= lines
    assert len(exercise.hints) == CAPSTONES[slug]
    assert all(re.search(r"\]\((\S+)\.ipynb\)", hint.source)[1] in numbers(EXAMPLES) for hint in exercise.hints)


def test_the_end_of_the_course_names_every_lesson():
    end = next(cell.source for cell in LESSONS[-1].cells if cell.id == "what-now")
    assert {lesson.slug for lesson in LESSONS[:-1]} <= set(re.findall(r"\]\((\S+)\.ipynb\)", end))


@pytest.fixture(scope="module")
def told(executed):
    """What each check says to the untouched starter: `{slug: {exercise: message}}`."""
    found = {}
    for lesson in LESSONS:
        said = {cell.cell.id: cell.told for cell in executed[lesson.slug].cells}
        found[lesson.slug] = {ex.name: said[ex.starter.id] for ex in EXERCISES[lesson.slug]}
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_check_tells_the_starter_in_a_sentence_what_is_missing(told, lesson):
    for name, message in told[lesson.slug].items():
        said = f"{lesson.slug}, {name}: {message!r}"
        assert len(message.split()) >= 6, said
        assert message[-1] in ".?", said
        assert len(message) <= 600, said
    assert len(set(told[lesson.slug].values())) == len(told[lesson.slug])
