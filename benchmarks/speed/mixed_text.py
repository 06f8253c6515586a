"""One text of every kind, the same in every run: prose in many languages, Chinese, Japanese and Korean, source code.

Its words do not all come from a cache: each is half of one word of its language and half of another.
"""

import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "live" / "library"))

from live_sentences import CODE, SENTENCES

UNSPACED = ["Chinese (simplified)", "Chinese (traditional)", "Cantonese", "Japanese", "Korean"]
PROSE, CJK = 0.6, 0.2  # of the bytes; the rest is code
SEED = 12


def mixed_text(size: int, seed: int = SEED) -> str:
    """About `size` bytes of UTF-8, in paragraphs of all kinds by turns; another seed, other words."""
    dice = random.Random(seed)
    prose = _paragraphs(int(size * PROSE), lambda n: _prose(list(SENTENCES.values())[n % len(SENTENCES)], dice))
    cjk = _paragraphs(int(size * CJK), lambda n: _signs(SENTENCES[UNSPACED[n % len(UNSPACED)]], dice))
    code = _paragraphs(size - int(size * PROSE) - int(size * CJK), _code(dice))
    mixed = prose + cjk + code
    dice.shuffle(mixed)
    return "\n\n".join(mixed)


def _paragraphs(size: int, make) -> list[str]:
    made: list[str] = []
    while size > 0:
        made.append(make(len(made)))
        size -= len(made[-1].encode()) + 2
    return made


def _prose(sentence: str, dice: random.Random) -> str:
    words = sentence.split()
    made = []
    for _ in range(60):
        first, second = dice.choice(words), dice.choice(words)
        made.append(first[: (len(first) + 1) // 2] + second[len(second) // 2 :])
    return " ".join(made)


def _signs(sentence: str, dice: random.Random) -> str:
    return "".join(dice.choices(sentence, k=200))


def _code(dice: random.Random):
    """Pieces of the project's own sources, and lines in other languages."""
    files = sorted([*(ROOT / "live/src").rglob("*.ts"), *(ROOT / "scripts/course").rglob("*.py")])
    sources = [path.read_text(encoding="utf-8") for path in files]

    def piece(number: int) -> str:
        if number % 4 == 3:
            return dice.choice(CODE)
        source = dice.choice(sources)
        start = dice.randrange(max(1, len(source) - 1500))
        # a special token would be one for the library, and plain text for gpt-tokenizer
        return source[start : start + 1500].replace("<|", "(|")

    return piece
