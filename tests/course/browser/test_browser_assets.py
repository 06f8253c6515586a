"""Compact tokenizers and wheels: what is in them, and that they are the same bytes every time."""

import base64
import hashlib
import io
import json
import zipfile

import pytest
from course.browser.compact import derived_merges, merge_rules, portable_pre_tokenizer
from course.browser.live_cells import PARTS
from course.browser.unicode_classes import encode_ranges, measured_classes, portable_pattern
from course.browser.wheels import installed_wheel, page_wheel, wheel_bytes, wheels
from course.errors import CourseError


def test_merges_follow_from_ids_where_each_token_has_one():
    vocabulary = ["a", "b", "c", "ab", "bc", "abc"]
    merges = [["a", "b"], ["b", "c"], ["ab", "c"]]
    rules = merge_rules("x/y", vocabulary, merges)
    assert rules == {"late": [], "left": "000112"}
    assert derived_merges(vocabulary, rules) == [tuple(pair) for pair in merges]


def test_merges_follow_from_ids_where_every_split_is_one():
    vocabulary = ["a", "b", "__", "_", "ab", "aba", "ba"]
    merges = [["a", "b"], ["a", "ba"], ["ab", "a"], ["b", "a"], ["_", "_"]]
    rules = merge_rules("x/y", vocabulary, merges)
    assert rules == {"late": [2]}


def test_merges_that_do_not_follow_from_ids_are_refused():
    with pytest.raises(CourseError, match="merges of x/y do not follow"):
        merge_rules("x/y", ["a", "b", "ab", "ba", "aa", "bb"], [["b", "b"], ["a", "a"], ["a", "b"]])


def test_patterns_that_ignore_case_are_spelt_out():
    assert portable_pattern(r"(?i:'s|'ll)|\p{L}+") == "(?:'[sS\u017f]|'[lL][lL])|\\p{L}+"
    with pytest.raises(CourseError, match="ignores case in a way"):
        portable_pattern("(?i:[a-z])")


def test_byte_level_with_its_own_pattern_becomes_a_split():
    config = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    split, plain = portable_pre_tokenizer(config)["pretokenizers"]
    assert split["pattern"]["Regex"].startswith("'s|'t") and plain["use_regex"] is False


def test_an_unknown_pre_tokenizer_is_refused():
    with pytest.raises(CourseError, match="does not know the pre-tokenizer Whitespace"):
        portable_pre_tokenizer({"type": "Whitespace"})


def test_classes_are_measured_on_the_rust_library():
    classes = measured_classes()
    assert encode_ranges([(9, 13), (32, 32), (0x85, 0x85)]) == "9.5,i,2s"
    assert classes["s"].startswith("9.5,i,2s,")
    assert classes["L"].startswith("1t.q,6.q,") and classes["N"].startswith("1c.a,")


def test_assets_are_small_and_hold_what_the_page_needs(live):
    sizes = {path.name: path.stat().st_size for path in (PARTS / "tokenizers").iterdir()}
    assert max(sizes.values()) < 2_000_000, sizes
    asset = json.loads((PARTS / "tokenizers" / "microsoft--Phi-3-mini-4k-instruct.json").read_text(encoding="utf-8"))
    assert asset["vocabulary"].count("\n") == 31_999 and asset["added"][1] == [1, "<s>", 16]
    assert json.loads(asset["surface"])["attributes"]["padding_side"] == "left"
    starcoder = (PARTS / "tokenizers" / "bigcode--starcoder2-3b.json").read_text(encoding="utf-8")
    assert "1000000000000000019884624838656" in json.loads(starcoder)["surface"], "a number this large must not pass through JavaScript"


def test_wheels_are_the_same_bytes_every_time():
    assert wheel_bytes("a-1", {"a.py": b"1", "b.py": b"2"}, {"METADATA": b""}) == wheel_bytes("a-1", {"b.py": b"2", "a.py": b"1"}, {"METADATA": b""})
    assert page_wheel() == page_wheel()


def test_wheels_are_pure_and_their_records_true():
    for wheel in (page_wheel(), installed_wheel("MarkupSafe", "markupsafe", ())):
        with zipfile.ZipFile(io.BytesIO(wheel.data)) as archive:
            assert archive.testzip() is None
            assert not [name for name in archive.namelist() if name.endswith((".so", ".c", ".pyc"))]
            record = next(name for name in archive.namelist() if name.endswith("/RECORD"))
            rows = [row.split(",") for row in archive.read(record).decode().splitlines()]
            assert {row[0] for row in rows} == set(archive.namelist())
            for name, digest, _size in rows[:-1]:
                algorithm, _, value = digest.partition("=")
                assert base64.urlsafe_b64encode(hashlib.new(algorithm, archive.read(name)).digest()).rstrip(b"=").decode() == value


def test_a_missing_distribution_is_told_in_a_sentence():
    with pytest.raises(CourseError, match="^No-Such-Thing is not installed; run `pip install -r requirements.txt`.$"):
        installed_wheel("No-Such-Thing", "x", ())


def test_the_lock_file_names_exactly_the_wheels(tmp_path):
    said = []
    (tmp_path / "old-1.0-py3-none-any.whl").write_bytes(b"stale")
    made = wheels(tmp_path, say=said.append)
    lock = json.loads((tmp_path / "pyodide-lock.json").read_text())
    assert {package["file_name"] for package in lock["packages"].values()} == {path.name for path in made}
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in made} | {"pyodide-lock.json"}
    for package in lock["packages"].values():
        assert hashlib.sha256((tmp_path / package["file_name"]).read_bytes()).hexdigest() == package["sha256"]
    assert lock["packages"]["token-tour-live"]["imports"] == ["tokenizers", "transformers"]
    assert len(said) <= 1 and all(line.startswith("Wheels ship as source (") for line in said)
