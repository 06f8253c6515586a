"""A question before an output: a prose cell tagged `guess`, whose right choice the build computes.

How many tokens is it in Phi-3?

- one
- two

Answer: {{= ["one", "two"][len(ids) - 1] }}

And why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from course.errors import CourseError

_FORM = re.compile(
    r"(?P<question>.+?)\n\n(?P<options>(?:- [^\n]+\n){2,5})\nAnswer: (?P<answer>[^\n]+)(?:\n\n(?P<why>.+))?", re.DOTALL
)
_FOLD = "\n\n<details>\n<summary>Answer</summary>\n\n"
_END = "\n\n</details>"


@dataclass(frozen=True)
class Guess:
    """A question with its choices; `answer` is the text of one of them, `why` perhaps ""."""

    question: str
    options: tuple[str, ...]
    answer: str
    why: str

    @property
    def right(self) -> int:
        """Which choice is the answer, from 0. CourseError where none is, or two are alike."""
        if len(set(self.options)) < len(self.options) or self.answer not in self.options:
            raise CourseError(
                f"the answer is {self.answer!r}; exactly one of the choices has to be that, "
                f"and they are {', '.join(map(repr, self.options))}"
            )
        return self.options.index(self.answer)

    @property
    def folded(self) -> str:
        """The cell as a notebook has it, the answer closed."""
        choices = "\n".join(f"- {option}" for option in self.options)
        said = "\n\n".join(filter(None, (self.answer + _stop(self.answer), self.why)))
        return f"{self.question}\n\n{choices}{_FOLD}{said}{_END}"


def read(source: str) -> Guess:
    """The cell's text, with or without its values. CourseError for another form."""
    match = _FORM.fullmatch(source.strip())
    if not match:
        raise CourseError(
            "a guess is a question, a list of two to five choices, a line `Answer: {{= … }}`, and perhaps why, "
            "with an empty line between them"
        )
    options = tuple(line.removeprefix("- ").strip() for line in match["options"].splitlines())
    return Guess(match["question"], options, match["answer"].strip(), (match["why"] or "").strip())


def unfolded(source: str) -> tuple[str, str]:
    """What `folded` made: question and choices, and the answer. CourseError for another text."""
    asked, fold, said = source.partition(_FOLD)
    if not fold or not said.endswith(_END):
        raise CourseError("its answer is not folded; write the notebook anew with scripts/build.py lessons")
    return asked, said.removesuffix(_END)


def _stop(answer: str) -> str:
    return "" if answer.endswith((".", "?", "!")) else "."
