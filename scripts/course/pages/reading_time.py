"""How long a lesson takes: to read, and to do its exercises."""

import math
import re

WORDS_PER_MINUTE = 200  # Brysbaert 2019 gives 238 for English non-fiction; a lesson is denser than that
CODE_LINES_PER_MINUTE = 12  # five seconds a line: our own estimate, code is reread more often than prose

# Reckoned so that all sixty exercises together take a newcomer about as long as they took one: 15 to 20 hours.
MINUTES_TO_BEGIN = 4
MINUTES_PER_LINE = 1
MINUTES_PER_HINT = 2

_NOT_WORDS = re.compile(r"```.*?```|<[^>]+>|\]\([^)]*\)|[#*_`>|-]+", re.DOTALL)


def minutes(prose: list[str], code: list[str]) -> int:
    """Whole minutes, at least one, for Markdown texts and the sources of code cells (blank lines do not count)."""
    return max(1, math.ceil(sum(map(words, prose)) / WORDS_PER_MINUTE + sum(map(_lines, code)) / CODE_LINES_PER_MINUTE))


def exercise_minutes(starters: list[str], solutions: list[str], hints: int) -> int:
    """Minutes for a lesson's exercises, to the next five: for each a start, its lines given and to be written, its
    hints. 0 without any."""
    lines = sum(map(_lines, starters + solutions))
    return 5 * math.ceil((MINUTES_TO_BEGIN * len(starters) + MINUTES_PER_LINE * lines + MINUTES_PER_HINT * hints) / 5)


def spoken(minutes: int) -> str:
    """`50 min`, `1 h`, `1 h 15 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def words(text: str) -> int:
    """How many words a Markdown text has: without its code blocks, HTML tags, targets of links and marks."""
    return len(_NOT_WORDS.sub(" ", text).split())


def _lines(source: str) -> int:
    return sum(1 for line in source.splitlines() if line.strip())
