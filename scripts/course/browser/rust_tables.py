"""What the Rust tokenizers know of characters, measured on the library itself, for live/src/tokenizers/any.

The library carries tables of several Unicode versions: Oniguruma's for patterns, the regex crate's for added tokens,
the standard library's for
lower case and white space, and old ones for punctuation, control characters and normal forms. A browser agrees with
none of them for long.
tests/live/library/test_any_tables.py tells when the file is out of date.
"""

import json
import string
import unicodedata
from collections.abc import Callable, Iterable

from course.browser.unicode_classes import encode_ranges

_CATEGORIES = "Cn Co Lo Lu Ll Lt Lm Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf".split()
_SCRIPTS = """Adlam Ahom AnatolianHieroglyphs Arabic Armenian Avestan Balinese Bamum BassaVah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid
CanadianAboriginal Carian CaucasianAlbanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot CyproMinoan Cyrillic Deseret Devanagari DivesAkuru
Dogra Duployan EgyptianHieroglyphs Elbasan Elymaic Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati GunjalaGondi Gurmukhi GurungKhema Han Hangul
HanifiRohingya Hanunoo Hatran Hebrew Hiragana ImperialAramaic Inherited InscriptionalPahlavi InscriptionalParthian Javanese Kaithi Kannada Katakana Kawi KayahLi
Kharoshthi KhitanSmallScript Khmer Khojki Khudawadi KiratRai Lao Latin Lepcha Limbu LinearA LinearB Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic
Manichaean Marchen MasaramGondi Medefaidrin MeeteiMayek MendeKikakui MeroiticCursive MeroiticHieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean
NagMundari Nandinagari Newa NewTaiLue Nko Nushu NyiakengPuachueHmong Ogham OlChiki OldHungarian OldItalic OldNorthArabian OldPermic OldPersian OldSogdian
OldSouthArabian OldTurkic OldUyghur OlOnal Oriya Osage Osmanya PahawhHmong Palmyrene PauCinHau PhagsPa Phoenician PsalterPahlavi Rejang Runic Samaritan Saurashtra
Sharada Shavian Siddham SignWriting Sinhala Sogdian SoraSompeng Soyombo Sundanese Sunuwar SylotiNagri Syriac Tagalog Tagbanwa TaiLe TaiTham TaiViet Takri Tamil
Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Todhri Toto TuluTigalari Ugaritic Vai Vithkuqi Wancho WarangCiti Yezidi Yi ZanabazarSquare""".split()
_MARKERS = string.ascii_uppercase + "!#$%"


def rust_tables() -> str:
    """The TypeScript file, measured in a minute."""
    from tokenizers import Regex, __version__, normalizers, pre_tokenizers

    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    whole = "".join(every)

    def removed(normalizer, text: str = whole) -> set[str]:
        return set(text) - set(normalizer.normalize_str(text))

    def matching(pattern: str, text: str = whole) -> set[str]:
        return removed(normalizers.Replace(Regex(f"{pattern}+"), ""), text)

    def partition(names: list[str], rest: str = whole) -> dict[str, str]:
        """Character -> name; each round looks only at what no earlier name has."""
        found: dict[str, str] = {}
        for name in names:
            here = matching(rf"\p{{{name}}}", rest)
            found |= dict.fromkeys(here, name)
            rest = "".join(c for c in rest if c not in here)
        return found

    category = partition(_CATEGORIES)
    script = partition(
        ["Han", "Hangul", "Common", "Latin", *_SCRIPTS], "".join(c for c in every if category[c] not in ("Cn", "Co"))
    )
    nfd, nfkd = normalizers.NFD().normalize_str, normalizers.NFKD().normalize_str
    # nothing above is decomposed or has a case; selectors and tags are marks
    low = every[: 0x40000 - 0x800] + every[0xE0000 - 0x800 : 0xE1000 - 0x800]
    apart = "".join(f"a{c}a " for c in every)  # each character between two letters
    words = pre_tokenizers.Whitespace().pre_tokenize_str(apart)
    canonical = {c for c in low if nfd(c) != c}
    compatible = {c for c in low if nfkd(c) != c}
    marks = {
        c for c in low if c not in canonical and unicodedata.combining(c) and _moves(normalizers.NFC().normalize_str, c)
    }
    lower = {c: made for c in low if (made := normalizers.Lowercase().normalize_str(c)) != c}
    cleaner = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False
    )
    bert = {"clean_text": False, "handle_chinese_chars": False, "lowercase": False}
    candidates = [
        c
        for c in low
        if category[c] == "Cf" or category[c] == "Lo" and (0xD00 <= ord(c) < 0xD80 or 0x11000 <= ord(c) < 0x12000)
    ]
    joins, pictures = _clusters(normalizers, low, candidates)
    sets = {
        "WORD": ("what the regex crate takes for a part of a word", {w[1] for w, _ in words if len(w) == 3 and w[0] == w[2] == "a"}),
        "ONIG_WORD": ("Oniguruma's \\w", matching(r"\w")),
        "ONIG_WORD_CLASS": ("the same within brackets", matching(r"[\w]")),
        "ONIG_SPACE": ("Oniguruma's \\s", matching(r"\s")),
        "ALPHABETIC": ("Oniguruma's [[:alpha:]]", matching("[[:alpha:]]")),
        "PUNCTUATION": ("Oniguruma's [[:punct:]]", matching("[[:punct:]]")),
        "UPPERCASE": ("Oniguruma's [[:upper:]]", matching("[[:upper:]]")),
        "LOWERCASE": ("Oniguruma's [[:lower:]]", matching("[[:lower:]]")),
        "NUMERIC": ("char::is_numeric", _kept_apart(pre_tokenizers.Digits(individual_digits=True), every)),
        "PUNCT": ("punctuation to BERT and Punctuation", _kept_apart(pre_tokenizers.Punctuation("isolated"), every)),
        "OTHER": ("what BertNormalizer cleans away", {c for c in removed(cleaner) if cleaner.normalize_str("a" + c) == "a"}),
        "NONSPACING": ("what BertNormalizer strips", {c for c in low if c not in canonical and "a" + c + "a" != normalizers.BertNormalizer(strip_accents=True, **bert).normalize_str("a" + c + "a")}),
        "ACCENTS": ("what StripAccents strips", removed(normalizers.StripAccents())),
        "CANONICAL": ("what NFD decomposes", canonical),
        "COMPATIBLE": ("what NFKD decomposes", compatible),
        "JOINS": ("what joins the letter before to one grapheme", joins["after"]),
        "PREPENDS": ("what joins the letter after", joins["before"]),
        "PICTURES": ("what a zero-width joiner joins to a picture", pictures),
    }  # fmt: skip
    lines = [
        (f"/** Made by scripts/course/browser/rust_tables.py of the Rust library {__version__}: sets are "
        "ranges as in live/src/tokenizers/unicode.ts, runs are explained in characters.ts. */"),
        _constant("CATEGORIES", "Oniguruma's general categories in runs; A is the first of CATEGORY_NAMES", _runs([category.get(c, "Cn") for c in every], _CATEGORIES, 1)),
        _constant("CATEGORY_NAMES", "in the order of the markers", " ".join(_CATEGORIES)),
        _constant("SCRIPTS", "Oniguruma's scripts in runs; AA is none, AB the first of SCRIPT_NAMES", _runs([script.get(c, "") for c in every], ["", *_SCRIPTS], 2)),
        _constant("SCRIPT_NAMES", "in the order of the markers", " ".join(_SCRIPTS)),
        _constant("OWN_SCRIPTS", "the scripts of the pre-tokenizer UnicodeScripts in runs; AA stands for any", _own_scripts(pre_tokenizers.UnicodeScripts().pre_tokenize_str, every)),
        _constant("CLASSES", "the canonical combining class of marks in runs, AA for 0", _classes(every, marks)),
        _constant("LOWER", "lower case: a character, then what it becomes", " ".join(c + made for c, made in lower.items() if not _regular(c, made))),
        _constant("LOWER_RUNS", "lower case in runs: first, count, step, distance in base 36", _lower_runs({c: made for c, made in lower.items() if _regular(c, made)})),
    ]  # fmt: skip
    lines += [_constant(name, what, _set(chars)) for name, (what, chars) in sets.items()]
    return (
        "".join(
            c if c.isprintable() and not unicodedata.combining(c) or c == "\n" else _escaped(c)
            for c in "\n".join(lines)
        )
        + "\n"
    )


def _moves(nfc: Callable[[str], str], c: str) -> bool:
    return any(nfc("\u25cc" + pair) != "\u25cc" + pair for pair in (c + "\u0334", "\u0316" + c))


def _kept_apart(pre_tokenizer, every: list[str]) -> set[str]:
    """What stands alone between two letters of a kind that never does."""
    pieces = pre_tokenizer.pre_tokenize_str("".join(f"a{c}a\u0100" for c in every))
    return {piece for piece, _ in pieces if len(piece) == 1}


def _clusters(normalizers, characters: list[str], candidates: list[str]) -> tuple[dict[str, set[str]], set[str]]:
    """Which characters make one grapheme with the letter before or after, and with a picture and a joiner: asked of
    Precompiled, which maps whole short graphemes."""
    from course.browser.charsmap import charsmap

    def changed(keys: dict[str, str], text: Callable[[str], str]) -> Callable[[str], str]:
        normalizer = normalizers.Precompiled(charsmap(keys))
        return lambda c: normalizer.normalize_str(text(c))

    after = changed({"a": "X"}, lambda c: "a" + c)
    pictures = changed({"\u00a9": "X"}, lambda c: "\u00a9\u200d" + c)
    before = {c for c in candidates if changed({c: "X"}, lambda c: c + "a")(c) == "X"}
    joined = {c for c in characters if after(c) == "X"}
    return {"after": joined, "before": before}, {
        c for c in characters if c not in joined and pictures(c) in ("X\u200d" + c, "X\u200dX")
    }


def _regular(c: str, made: str) -> bool:
    return len(made) == 1


def _lower_runs(lower: dict[str, str]) -> str:
    runs: list[list[int]] = []
    for c in sorted(lower):
        code, distance = ord(c), ord(lower[c]) - ord(c)
        last = runs[-1] if runs else None
        if (
            last
            and last[3] == distance
            and (last[1] == 1 and code - last[0] in (1, 2) or last[1] > 1 and code == last[0] + last[1] * last[2])
        ):
            last[2] = code - last[0] if last[1] == 1 else last[2]
            last[1] += 1
        else:
            runs.append([code, 1, 1, distance])
    return ",".join(".".join(_signed36(number) for number in run) for run in runs)


def _signed36(number: int) -> str:
    digits, rest = "", abs(number)
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return "-" * (number < 0) + digits


def _own_scripts(pre_tokenize, every: list[str]) -> str:
    """Runs of one script; two characters have the same script if nothing is cut between them, and `any` if nothing ever
    is."""
    pieces = [piece for piece, _ in pre_tokenize("".join(every[: 0x40000 - 0x800] + every[0xE0000 - 0x800 :]))]
    representatives: list[str] = []
    names: dict[str, str] = {}
    for piece in pieces:
        rest = [c for c in piece[:4096] if len(pre_tokenize(c + "a")) == 2 or len(pre_tokenize(c + "\u0416")) == 2]
        if not rest:
            continue
        name = next(
            (i for i, known in enumerate(representatives) if len(pre_tokenize(known + rest[0])) == 1),
            len(representatives),
        )
        if name == len(representatives):
            representatives.append(rest[0])
        rest += [c for c in piece[4096:] if len(pre_tokenize(c + "a")) == 2 or len(pre_tokenize(c + "\u0416")) == 2]
        names |= dict.fromkeys(rest, str(name))
    return _runs([names.get(c, "") for c in every], ["", *map(str, range(len(representatives)))], 2)


def _classes(every: list[str], marks: set[str]) -> str:
    values = [str(unicodedata.combining(c)) if c in marks else "0" for c in every]
    return _runs(values, [str(number) for number in range(256)], 2)


def _runs(labels: Iterable[str], names: list[str], width: int) -> str:
    """Each run is a marker, one or two signs for the name's place, and its length in base 36 unless it is 1. Surrogates
    count to the run before them."""
    places = {name: i for i, name in enumerate(names)}
    mark = (
        (lambda i: _MARKERS[i])
        if width == 1
        else (lambda i: string.ascii_uppercase[i // 26] + string.ascii_uppercase[i % 26])
    )
    parts: list[tuple[str, int]] = []
    for index, label in enumerate(labels):
        marker, step = mark(places[label]), 0x801 if index == 0xD7FF else 1
        if parts and parts[-1][0] == marker:
            parts[-1] = (marker, parts[-1][1] + step)
        else:
            parts.append((marker, step))
    return "".join(marker + (_signed36(length) if length > 1 else "") for marker, length in parts)


def _set(characters: Iterable[str]) -> str:
    runs: list[tuple[int, int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == (0xE000 if runs[-1][1] == 0xD7FF else runs[-1][1] + 1):
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return encode_ranges(runs)


def _constant(name: str, what: str, text: str) -> str:
    return f"/** {what} */\nexport const {name} = {json.dumps(text, ensure_ascii=False)};"


def _escaped(c: str) -> str:
    units = c.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
