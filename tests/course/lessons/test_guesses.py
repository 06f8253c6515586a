"""A question before an output: what its form is, and that its answer is one of its choices, by computation."""

import pytest
from minicourse import prose, write

from course.errors import CourseError
from course.lessons import guesses
from course.lessons.parse import load

ASKED = "How many?\n\n- one\n- two\n\nAnswer: {{= ['one', 'two'][1] }}"


def cell(text):
    return prose(text, "guess-x", '["guess"]')


def test_the_answer_is_found_among_the_choices_and_closed_in_the_notebook(tmp_path):
    assert load(write(tmp_path, cell(ASKED))).cells[-1].tags == ("guess",)
    guess = guesses.read(ASKED.replace("{{= ['one', 'two'][1] }}", "two") + "\n\nBecause.")
    assert guess.right == 1
    asked, said = guesses.unfolded(guess.folded)
    assert (asked, said) == ("How many?\n\n- one\n- two", "two.\n\nBecause.")
    assert "<details>" in guess.folded.removeprefix(asked)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ASKED.replace("- two\n", ""), "a guess is a question, a list of two to five choices"),
        (ASKED.replace("Answer", "Right"), "a guess is a question, a list of two to five choices"),
        (ASKED.replace("{{= ['one', 'two'][1] }}", "two"), "nobody types the answer"),
    ],
)
def test_another_form_is_refused_with_its_line(tmp_path, text, message):
    with pytest.raises(CourseError, match="01_mini.py:.*guess-x") as error:
        load(write(tmp_path, cell(text)))
    assert message in str(error.value)


@pytest.mark.parametrize("answer", ["three", "TWO"])
def test_an_answer_that_is_no_choice_is_an_error(answer):
    with pytest.raises(CourseError, match="exactly one of the choices"):
        guesses.read(ASKED.replace("{{= ['one', 'two'][1] }}", answer)).right  # noqa: B018
