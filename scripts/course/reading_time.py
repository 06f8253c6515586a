"""How long a lesson takes to read."""

import math
import re

WORDS_PER_MINUTE = 200  # Brysbaert 2019 gives 238 for English non-fiction; a lesson is denser than that
CODE_LINES_PER_MINUTE = 12  # five seconds a line: our own estimate, code is reread more often than prose

_NOT_WORDS = re.compile(r"```.*?```|<[^>]+>|\]\([^)]*\)|[#*_`>|-]+", re.DOTALL)


def minutes(prose: list[str], code: list[str]) -> int:
    """Whole minutes, at least one, for Markdown texts and the sources of code cells (blank lines do not count)."""
    lines = sum(1 for source in code for line in source.splitlines() if line.strip())
    return max(1, math.ceil(sum(map(words, prose)) / WORDS_PER_MINUTE + lines / CODE_LINES_PER_MINUTE))


def words(text: str) -> int:
    """How many words a Markdown text has: without its code blocks, HTML tags, targets of links and marks."""
    return len(_NOT_WORDS.sub(" ", text).split())
