"""The generated tables of live/src/tokenizers/any against the library they were measured on. Measuring all of them takes a minute: samples say when they are out of date.

`ANY_TABLES=1` measures all; `python -c "…rust_tables()"` as in scripts/course/browser/rust_tables.py writes them anew.
"""

import json
import os
import re
import subprocess

import pytest
import tokenizers
from tokenizers import Regex, normalizers

from course import node
from course.browser.charsmap import charsmap
from course.browser.rust_tables import rust_tables
from course.paths import ROOT

TABLES = ROOT / "live/src/tokenizers/any/rust_tables.ts"
# Every character up to the last ideograph, the tags and variation selectors; of the planes that are empty or private, some.
CODES = [
    code for code in range(0x110000)
    if not 0xD800 <= code < 0xE000 and (code < 0x33480 or 0xE0000 <= code < 0xE1000 or code % 997 == 0 or code & 0xFFFF in (0, 0xFFFD, 0xFFFE))
]  # fmt: skip


@pytest.mark.skipif("ANY_TABLES" not in os.environ, reason="takes a minute; ANY_TABLES=1 runs it")
def test_the_tables_are_those_of_the_library():
    assert TABLES.read_text(encoding="utf-8") == rust_tables()


def test_the_tables_were_measured_on_the_pinned_version():
    assert re.search(r"of the Rust library ([\d.]+):", TABLES.read_text(encoding="utf-8"))[1] == tokenizers.__version__


# Patterns whose sets come from every table of Oniguruma's, each measured on all characters in one go.
PATTERNS = [
    r"\p{L}", r"\p{Lu}", r"\p{M}", r"\p{N}", r"\p{P}", r"\p{S}", r"\p{Cn}", r"\p{Cf}", r"\s", r"\w", r"[\w]", r"\d", r"\h", r"[[:punct:]]", r"\p{punct}", r"[[:alpha:]]", r"[[:graph:]]", r"[[:print:]]",
    r"[[:alnum:]]", r"[[:upper:]]", r"[[:blank:]]", r"\p{Han}", r"\p{Latin}", r"\p{Common}", r"\p{Thai}", r"\p{Garay}", r"[\p{L}&&[^a-z]]", r"\p{^Greek}", r"(?i:[a-z])", r"(?i:k)", r"\p{Old_Italic}", r"\p{Any}",
]  # fmt: skip
_BERT = {"clean_text": False, "handle_chinese_chars": False, "strip_accents": False, "lowercase": False}
# Those whose sets are of the library's own making, and one whose map looks at whole graphemes.
NORMALIZERS = [
    normalizers.StripAccents(),
    normalizers.Nmt(),
    *(normalizers.BertNormalizer(**_BERT | {step: True}) for step in _BERT),
    normalizers.Precompiled(charsmap({"a": "X"})),
]


def test_patterns_and_normalizers_find_the_same_characters(tmp_path):
    text = "".join(map(chr, CODES))
    real = {
        pattern: _runs(set(text) - set(normalizers.Replace(Regex(f"(?:{pattern})+"), "").normalize_str(text)))
        for pattern in PATTERNS
    }
    for normalizer in NORMALIZERS:
        real[normalizer.__getstate__().decode()] = _runs(
            {c for c in text if normalizer.normalize_str(f"a{c}b") != f"a{c}b"}
        )
    written = [normalizer.__getstate__().decode() for normalizer in NORMALIZERS]
    asked = {"patterns": PATTERNS, "normalizers": written, "codes": CODES}
    (tmp_path / "patterns.json").write_text(json.dumps(asked))
    done = subprocess.run(
        [node.find(), ROOT / "live/tests/any_patterns.mjs", tmp_path / "patterns.json"],
        cwd=ROOT / "live",
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    ours = json.loads(done.stdout)
    assert {name for name in real if ours[name] != real[name]} == set()


def _runs(characters: set[str]) -> list[int]:
    runs: list[int] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1] + 1:
            runs[-1] = code
        else:
            runs += [code, code]
    return runs
