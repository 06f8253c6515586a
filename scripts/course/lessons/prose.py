"""Numbers in prose: `{{= expression }}` is computed, and typed digits are refused.

A number that somebody typed can disagree with the output beside it; a computed one cannot.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping

from course.errors import CourseError

_LESSON_LINK = re.compile(r"\[(?P<words>[Ll]esson)\]\((?P<path>(?:\.\./|lessons/)*(?P<slug>[a-z0-9-]+)\.ipynb)")
EXPRESSION = re.compile(r"\{\{=(.*?)\}\}")

# The only digits that prose may hold. Anything else is computed by `{{= … }}`.
ALLOWED = re.compile(
    "|".join(
        (
            r"""\]\([^)\s]*(?: "[^"\n]*"| '[^'\n]*')?\)""",  # the target of a Markdown link, and its title
            r"<?https?://[^\s>)]+>?",
            r"[\w.-]+#[0-9]+|#[0-9]+",  # issues: transformers#41873
            r"\b[\w.-]+/[A-Za-z][\w.-]*",  # Hub repositories: Qwen/Qwen2-0.5B-Instruct
            r"\bLlama[- ][23](?:\.[0-9])?(?:-[\w.-]*\w)?",
            r"\b(?:Phi-3|Qwen[123]|StarCoder2|GPT-[24])(?:\.5)?(?:-[\w.-]*\w)?",
            r"\b(?:UTF-(?:8|16|32)|Latin-1)\b",
            r"\bU\+[0-9A-F]{4,6}\b",
            r"\b(?:[Tt]ransformers|[Pp]ython|[Vv]ersions?)`? [0-9]+(?:\.[0-9]+)*",
            r"(?m:^#+ [0-9]+(?:\.[0-9]+)*[.:]?(?= ))",  # numbered headings
            r"(?m:^ *[0-9]+\. )",  # numbered lists
            r"\b[A-Za-z_]\w*",  # identifiers: utf8, Qwen2Tokenizer
        )
    )
)


def check(text: str, where: Callable[[int], str]) -> None:
    """Refuse typed digits and `{{= … }}` that cannot be computed.

    `where(n)` names the place of the text's n-th line (from 0) for the message.
    Raises CourseError for the first mistake.
    """
    for match in EXPRESSION.finditer(text):
        place = where(text.count("\n", 0, match.start()))
        try:
            ast.parse(match[1].strip(), mode="eval")
        except (SyntaxError, ValueError) as error:
            message = error.msg if isinstance(error, SyntaxError) else error
            raise CourseError(f"{place}: `{match[0]}` is not a Python expression: {message}.") from None
    rest = EXPRESSION.sub(_blank, text)
    if "{{=" in rest:
        place = where(rest.count("\n", 0, rest.index("{{=")))
        raise CourseError(f"{place}: `{{{{=` has no `}}}}` on its line; keep the expression on one line.")
    typed = re.search(r"\S*[0-9]\S*", ALLOWED.sub(_blank, rest))
    if typed:
        place = where(rest.count("\n", 0, typed.start()))
        raise CourseError(
            f"{place}: the prose holds a typed number, `{text[typed.start() : typed.end()]}`; "
            "compute it with `{{= expression }}`."
        )


def substitute(text: str, evaluate: Callable[[str, int], str]) -> str:
    """Return the text with every `{{= expression }}` replaced by `evaluate(expression, n)`.

    n is the line within the text, from 0.
    """
    return EXPRESSION.sub(lambda m: evaluate(m[1].strip(), text.count("\n", 0, m.start())), text)


def numbered(text: str, numbers: Mapping[str, int]) -> str:
    """The text with the number of the lesson after each link text that is the word "lesson": [lesson](batches.ipynb)
    becomes
    [lesson 8](batches.ipynb). Nobody types these numbers, so a new lesson changes no other one. `numbers`: `{slug:
    number}`; CourseError for another.
    """

    def number(match: re.Match[str]) -> str:
        slug = match["slug"]
        if slug not in numbers:
            raise CourseError(
                f"`{match[0]}`: there is no lesson {slug}; the lessons are {', '.join(numbers) or 'none yet'}."
            )
        return f"[{match['words']} {numbers[slug]}]({match['path']}"

    return _LESSON_LINK.sub(number, text)


def _blank(match: re.Match[str]) -> str:
    """Spaces of the same length, so that positions and lines stay as they are."""
    return re.sub(r"[^\n]", " ", match[0])
