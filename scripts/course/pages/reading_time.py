"""How long a lesson takes: to read, and to do its exercises."""

import math
import re
from difflib import SequenceMatcher

WORDS_PER_MINUTE = 200  # Brysbaert 2019 gives 238 for English non-fiction; a lesson is denser than that
CODE_LINES_PER_MINUTE = 12  # five seconds a line: our own estimate, code is reread more often than prose

# Reckoned from a newcomer, whom the first sixty exercises took 15 to 20 hours: 15 to 20 minutes each, over the course.
MINUTES_TO_BEGIN = 4
MINUTES_PER_LINE = 2  # a line to be written; one that is given is read
MINUTES_PER_HINT = 2

_NOT_WORDS = re.compile(r"```.*?```|<[^>]+>|\]\([^)]*\)|[#*_`>|-]+", re.DOTALL)


def minutes(prose: list[str], code: list[str]) -> int:
    """Whole minutes, at least one, for Markdown texts and the sources of code cells (blank lines do not count)."""
    return max(1, math.ceil(sum(map(words, prose)) / WORDS_PER_MINUTE + sum(map(_lines, code)) / CODE_LINES_PER_MINUTE))


def exercise_minutes(exercises: list[tuple[str, str]], hints: int) -> int:
    """Minutes for a lesson's exercises, each as (starter, solution), to the next five: for each a start, the lines
    given to be read and those to be written; and the hints. 0 without any."""
    given = sum(_lines(starter) for starter, _ in exercises)
    needed = MINUTES_TO_BEGIN * len(exercises) + given / CODE_LINES_PER_MINUTE + MINUTES_PER_HINT * hints
    return 5 * math.ceil((needed + MINUTES_PER_LINE * sum(_written(*exercise) for exercise in exercises)) / 5)


def spoken(minutes: int) -> str:
    """`50 min`, `1 h`, `1 h 15 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def words(text: str) -> int:
    """How many words a Markdown text has: without its code blocks, HTML tags, targets of links and marks."""
    return len(_NOT_WORDS.sub(" ", text).split())


def _lines(source: str) -> int:
    return len(_filled(source))


def _written(starter: str, solution: str) -> int:
    """How many lines of the solution the starter does not have already, in their order."""
    before, after = _filled(starter), _filled(solution)
    return len(after) - sum(same.size for same in SequenceMatcher(None, before, after, False).get_matching_blocks())


def _filled(source: str) -> list[str]:
    return [line for line in source.splitlines() if line.strip()]
