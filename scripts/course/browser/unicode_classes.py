"""What `\\p{L}`, `\\p{N}` and `\\s` mean to the Rust tokenizers, measured, and patterns that every browser reads alike.

Every engine of regular expressions carries its own Unicode tables: a browser of this year knows thousands of letters
more than the Rust library's. A letter that only one of the two knows gives other tokens.
"""

import functools
import json
import re

from course.errors import CourseError

_CLASSES = {"L": r"\p{L}", "N": r"\p{N}", "s": r"\s"}
# ASCII letters that have another partner than their capital: U+017F folds to s, U+212A to k.
_FOLDS = {"s": "\u017f", "k": "\u212a"}


def measured_classes(*more: str) -> dict[str, str]:
    """Class name -> its ranges of code points: `gap.length` in base 36, comma-separated, lengths of 1 left out.

    `gap` counts from the end of the range before. `more`: names of further properties, such as Lu. Each takes a third
    of a second.
    """
    named = {name: rf"\p{{{name}}}" for name in more if name not in _CLASSES}
    return {name: _measured(pattern) for name, pattern in (_CLASSES | named).items()}


@functools.cache
def _characters() -> str:
    return "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))


@functools.cache
def _measured(pattern: str) -> str:
    from tokenizers import Regex, normalizers

    others = normalizers.Replace(Regex(f"{pattern}+"), "").normalize_str(_characters())  # a third faster than cutting
    return encode_ranges(_runs(set(map(ord, _characters())).difference(map(ord, others))))


@functools.cache
def measured_composition() -> dict[str, str]:
    """What takes part in the Rust library's NFC, coded as in `measured_classes`: `marks` are characters that move or
    join to the one before, `composed` those that stand for several. To the library, letters and marks that came with
    later versions of Unicode are in neither. Takes about a second.
    """
    from tokenizers import normalizers

    nfc, nfd = normalizers.NFC().normalize_str, normalizers.NFD().normalize_str
    codes = [*range(0xD800), *range(0xE000, 0x40000)]  # nothing above composes
    composed = {code for code in codes if nfd(chr(code)) != chr(code)}
    marks = {ord(part) for code in composed for part in nfd(chr(code))[1:]}
    # Between marks of the lowest and of a middling class, every mark moves one way or the other.
    marks |= {
        code
        for code in codes
        if code not in composed and (_moves(nfc, chr(code) + "\u0334") or _moves(nfc, "\u0316" + chr(code)))
    }
    marks |= {code for code in composed if ord(nfd(chr(code))[0]) in marks}
    return {"marks": encode_ranges(_runs(marks)), "composed": encode_ranges(_runs(composed))}


def _moves(nfc, pair: str) -> bool:
    return nfc("\u25cc" + pair) != "\u25cc" + pair


def _runs(codes: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs


def encode_ranges(ranges: list[tuple[int, int]]) -> str:
    parts, end = [], 0
    for first, last in ranges:
        length = last - first + 1
        parts.append(_base36(first - end) + (f".{_base36(length)}" if length > 1 else ""))
        end = last + 1
    return ",".join(parts)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return digits


def portable_pattern(pattern: str) -> str:
    """The pattern with its `(?i:…)` groups spelt out, since JavaScript folds case otherwise.

    Raises CourseError for a group that holds more than letters, apostrophes and `|`.
    """

    def spell_out(group: re.Match) -> str:
        if not re.fullmatch(r"['|A-Za-z]*", group[1]):
            raise CourseError(
                f"the pattern {group[0]} ignores case in a way that the page's engine does not know; leave the "
                "tokenizer out."
            )
        return (
            "(?:"
            + re.sub("[A-Za-z]", lambda m: f"[{m[0].lower()}{m[0].upper()}{_FOLDS.get(m[0].lower(), '')}]", group[1])
            + ")"
        )

    return re.sub(r"\(\?i:([^()]*)\)", spell_out, pattern)


def python_tables() -> str:
    """TypeScript: what this Python's strings know of characters and JavaScript's regular expressions do not.

    live/src/jinja/unicode_tables.ts holds it; tests/live/play/test_chat_jinja.py tells when it is out of date.
    """
    import unicodedata

    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    tables = {
        "UNASSIGNED": (
            "unknown to this version of Unicode",
            _ranged(c for c in every if unicodedata.category(c) == "Cn"),
        ),
        "DIGITS": ("str.isdigit beyond str.isdecimal", _ranged(c for c in every if c.isdigit() and not c.isdecimal())),
        "NUMERIC": (
            "str.isnumeric beyond the category N",
            _ranged(c for c in every if c.isnumeric() and unicodedata.category(c)[0] != "N"),
        ),
        "NO_START": (
            "letters with which no name begins",
            _ranged(c for c in every if c.isalpha() and not c.isidentifier()),
        ),
        "MORE_START": (
            "what is no letter, with which a name may begin",
            _ranged(c for c in every if not c.isalpha() and c.isidentifier()),
        ),
        "NO_NAME": (
            "letters and digits that no name has",
            _ranged(c for c in every if c.isalnum() and not f"a{c}".isidentifier()),
        ),
        "MORE_NAME": (
            "what is neither, and may stand in a name",
            _ranged(c for c in every if not c.isalnum() and f"a{c}".isidentifier()),
        ),
        "TITLE": (
            "str.title where it is not str.upper, each character before what it becomes",
            _mapped(every, str.title, str.upper),
        ),
        "FOLDED": ("str.casefold where it is not str.lower", _mapped(every, str.casefold, str.lower)),
    }
    tables["ENTITIES"] = ("the entities of HTML 4, as Python's html.unescape reads them", _entities())
    lines = [
        (
            f"/** Made by scripts/course/browser/unicode_classes.py of Python {unicodedata.unidata_version}'s "
            "Unicode tables: ranges as in live/src/tokenizers/unicode.ts. */"
        )
    ]
    lines += [
        f"/** {what} */\nexport const {name} = {json.dumps(text, ensure_ascii=False)};"
        for name, (what, text) in tables.items()
    ]
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in "\n".join(lines)) + "\n"


def _entities() -> str:
    from html.entities import html5, name2codepoint

    names = [name for name in html5 if name.rstrip(";") in name2codepoint] + ["apos;"]
    return " ".join(name + html5[name] for name in names)


def _ranged(characters) -> str:
    return encode_ranges(_runs({ord(c) for c in characters}))


def _mapped(characters: list[str], change, otherwise) -> str:
    return " ".join(c + change(c) for c in characters if change(c) != otherwise(c))
