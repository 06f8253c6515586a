"""The one error that a user of the build may see, and words for it."""


class CourseError(Exception):
    """A mistake or a condition outside the program, told in one sentence.

    The message says what is wrong, where, and what to do. `scripts/build.py` prints it as
    `error: <message>` and exits with 1; no traceback is shown.
    """


def last_words(output: str) -> str:
    """The last line that a program wrote before it failed, for a message: some are killed and write none."""
    return output.strip().rpartition("\n")[2] or "it said nothing"
