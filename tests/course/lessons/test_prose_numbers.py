"""Numbers in prose are computed; the few that may be typed are listed in course/lessons/prose.py."""

import pytest

from course.errors import CourseError
from course.lessons import prose


def where(line):
    return f"lesson.py:{line + 1}"


@pytest.mark.parametrize(
    "text",
    [
        (
            "Llama 3.1, Llama 3 and Llama-3.1-8B-Instruct, Phi-3, Phi-3-mini-4k-instruct, Qwen2, Qwen2-7B, "
            "StarCoder2-3b, GPT-2"
        ),
        "`meta-llama/Llama-3.1-8B-Instruct` and `microsoft/Phi-3-mini-4k-instruct` on the Hub",
        "UTF-8 and `utf8`, U+FEFF, U+0301; `Qwen2Tokenizer`, `ids_2`",
        "transformers 5 and Transformers 5.24.0, Python 3.11, version 5",
        "[an issue](https://example.org/issues/41873), <https://example.org/2>, transformers#41873, #12",
        "## 2. What a token is\n\n1. first\n2. second",
        "[lesson](what-a-token-is.ipynb), the next one",
        "The id is `{{= 128000 + 1 }}`, {{= len('a1') }} long.",
        "Jinja's {{ x }} stays as it is, and {% if x %} too.",
        "four models, two ids",
    ],
)
def test_these_are_allowed(text):
    prose.check(text, where)


@pytest.mark.parametrize(
    ("text", "line", "number"),
    [
        ("The id is 128000.", 1, "128000."),
        ("first\nthe id `128000`\nlast", 2, "`128000`"),
        ("it has 24 tokens", 1, "24"),
        ("see lesson 2", 1, "2"),
        ("a vocabulary of 128,256", 1, "128,256"),
        ("```\n[1, 2]\n```", 2, "[1,"),
        ("twice as long: 2×", 1, "2×"),
        ("{{= 1 }} and 1", 1, "1"),
        ("Llama 3.1 has 7", 1, "7"),
    ],
)
def test_a_typed_number_is_refused_with_its_line(text, line, number):
    with pytest.raises(CourseError) as error:
        prose.check(text, where)
    assert str(error.value).startswith(f"lesson.py:{line}: the prose holds a typed number, `{number}`")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{= len( }}", "lesson.py:1: `{{= len( }}` is not a Python expression"),
        ("{{= x = 2 }}", "is not a Python expression"),
        ("one\n{{= sum(\n[]) }}", "lesson.py:2: `{{=` has no `}}` on its line"),
    ],
)
def test_what_cannot_be_computed_is_refused(text, message):
    with pytest.raises(CourseError) as error:
        prose.check(text, where)
    assert message in str(error.value)


def test_expressions_are_replaced_with_their_line():
    seen = []

    def evaluate(expression, line):
        seen.append((expression, line))
        return "7"

    assert prose.substitute("a {{= x }}\n`{{=y}}` {{ z }}", evaluate) == "a 7\n`7` {{ z }}"
    assert seen == [("x", 0), ("y", 1)]
