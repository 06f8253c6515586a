"""The one error that a user of the build may see."""


class CourseError(Exception):
    """A mistake or a condition outside the program, told in one sentence.

    The message says what is wrong, where, and what to do. `scripts/build.py` prints it as
    `error: <message>` and exits with 1; no traceback is shown.
    """
