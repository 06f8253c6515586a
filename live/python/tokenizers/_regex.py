"""Regex: a pattern with the rules of Oniguruma, for whoever takes a pattern."""

from tokenizers._host import text, workshop


class Regex:
    """Raises an exception for a pattern that the page cannot read."""

    __module__ = "tokenizers"

    def __init__(self, s):
        workshop("checkPattern", text(s))
        self._pattern = s
