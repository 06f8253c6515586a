"""Compact tokenizers: what is in them."""

import gzip
import json

import pytest

from course.browser.compact import parts, portable_pre_tokenizer
from course.browser.live_cells import PARTS
from course.browser.merge_rules import derived_merges, merge_rules
from course.browser.packed import packed, packed_scores
from course.browser.unicode_classes import encode_ranges, measured_classes, portable_pattern
from course.errors import CourseError

# The small engine does not know their pipelines.
PACKED = ("DeepSeek-V3", "gemma-3-27b-it", "bge-small-en-v1.5", "xlm-roberta-base")


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


def test_merges_follow_where_the_longest_left_part_comes_first_and_some_merges_before_all():
    vocabulary = ["a", "b", "aa", "aaa", "ba", "baa"]
    merges = [["a", "aa"], ["aa", "a"], ["a", "a"], ["b", "a"], ["ba", "a"], ["b", "aa"]]
    rules = merge_rules("x/y", vocabulary, [f"{left} {right}" for left, right in merges])
    assert rules == {"late": [], "longest": True, "first": [3, 1, 3, 2]}
    assert derived_merges(vocabulary, rules) == [tuple(pair) for pair in merges]


def test_scores_that_would_lose_a_bit_are_refused():
    assert packed_scores("x/y", [0.0, 0.0]) == "##"
    with pytest.raises(CourseError, match="scores of x/y are no 32-bit numbers"):
        packed_scores("x/y", [0.0, -3.1])


def test_a_unigram_with_a_token_twice_is_refused():
    model = {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["a", -1.0], ["a", -2.0]]}
    with pytest.raises(CourseError, match="a token of x/y is there twice"):
        packed("x/y", {}, {"model": model})


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
    for path in (PARTS / "tokenizers").glob("*.txt"):
        data = path.read_bytes()
        asset, vocabulary = parts(data)
        assert len(gzip.compress(data)) <= 1.3 * len(gzip.compress(vocabulary.encode())), path.name
        assert (asset["format"] == 4) == (path.name.partition("--")[2].removesuffix(".txt") in PACKED)
    asset, vocabulary = parts((PARTS / "tokenizers" / "microsoft--Phi-3-mini-4k-instruct.txt").read_bytes())
    assert vocabulary.count(" ") == 31_999 and asset["added"][1] == [1, "<s>", 16]
    assert json.loads(asset["surface"])["attributes"]["padding_side"] == "left"
    starcoder, _ = parts((PARTS / "tokenizers" / "bigcode--starcoder2-3b.txt").read_bytes())
    assert "1000000000000000019884624838656" in starcoder["surface"], (
        "a number this large must not pass through JavaScript"
    )
