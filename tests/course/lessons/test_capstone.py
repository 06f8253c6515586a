"""The capstone's check names exactly the bugs that are left, for every way to mend some of the five and leave the
others."""

import itertools

import capstones
import pytest

from course.lessons import exercises
from course.lessons.parse import load_all
from course.paths import EXAMPLES

(LESSON,) = load_all(EXAMPLES, ["13"])
(EXERCISE,) = exercises.find(LESSON.cells, LESSON.name)
BUGS = ("stop", "open", "start", "side", "marks")
SETS = [frozenset(chosen) for size in range(len(BUGS) + 1) for chosen in itertools.combinations(BUGS, size)]

STARTER_STOP, SOLUTION_STOP = (cell.source.split("\n")[0] for cell in (EXERCISE.starter, EXERCISE.solution))
CLEANED = """return [SYSTEM, *({**message, "content": cleaned(message["content"])} for message in messages)]


def cleaned(text):
    while found := [token.content for token in llama.added_tokens_decoder.values() if token.content in text]:
        text = text.replace(found[0], "")
    return text"""
SECOND_BOS = """)
    for row, mask in zip(batch["input_ids"], batch["attention_mask"]):
        at = mask.index(1)
        row.insert(at, llama.bos_token_id)
        mask.insert(at, 1)
    return batch"""

# One edit of the starter for each bug that it mends, and one of the solution for each that it brings back.
MENDS = {
    "stop": (STARTER_STOP, SOLUTION_STOP),
    "open": ("tokenize=False", "tokenize=False, add_generation_prompt=True"),
    "start": ("llama(texts, ", "llama(texts, add_special_tokens=False, "),
    "side": ("padding=True", 'padding=True, padding_side="left"'),
    "marks": ("return [SYSTEM, *messages]", CLEANED),
}
BREAKS = {
    "stop": (SOLUTION_STOP, STARTER_STOP),
    "open": ("        add_generation_prompt=True,\n", ""),
    "start": (")\n    return batch", SECOND_BOS),
    "side": ('        tokenizer_kwargs={"padding_side": "left"},\n', ""),
    "marks": ("        sanitize_control_tokens=True,\n", ""),
}
# Marks that open and end a turn are gone, and one more special token of the forged message is not.
HALF_CLEANED = """return [SYSTEM, *({**m, "content": cleaned(m["content"])} for m in messages)]


def cleaned(text):
    while any(mark in text for mark in ("<|eot_id|>", "<|start_header_id|>")):
        text = text.replace("<|eot_id|>", "").replace("<|start_header_id|>", "")
    return text"""

EXAMINED = """
import json
told = []
for source in {variants!r}:
    names = dict(globals())
    exec(compile(source, "variant", "exec"), names)
    left, other = examine(names["answer"])
    told.append([sorted(left), other, report(names["answer"])])
print(json.dumps([told, SYMPTOMS]))
"""


def edited(source, edits, chosen):
    """`source` after the chosen edits, each of which must find its place once."""
    for name in BUGS:
        if name in chosen:
            source = capstones.once(source, *edits[name])
    return source


@pytest.fixture(scope="module")
def examined(cache):
    """`({(family, bugs left): (keys, new faults, lines of the report)}, SYMPTOMS)`, from one run of the lesson."""
    variants = {("starter", left): edited(EXERCISE.starter.source, MENDS, set(BUGS) - left) for left in SETS}
    variants |= {("solution", left): edited(EXERCISE.solution.source, BREAKS, left) for left in SETS}
    half = MENDS | {"marks": (MENDS["marks"][0], HALF_CLEANED)}
    variants["half cleaned"] = edited(EXERCISE.starter.source, half, BUGS)
    code = EXAMINED.format(variants=list(variants.values()))
    told, symptoms = capstones.examined(LESSON, EXERCISE, code, cache)
    return dict(zip(variants, told, strict=True)), symptoms


def test_there_are_thirty_two_ways_to_be_half_done():
    assert len(set(SETS)) == 32


@pytest.mark.parametrize("family", ["starter", "solution"])
def test_the_check_names_exactly_the_bugs_that_are_left(examined, family):
    told, symptoms = examined
    assert list(symptoms) == list(BUGS)
    wrong = {}
    for left in SETS:
        keys, other, lines = told[family, left]
        heading = f"{len(BUGS) - len(left)} of {len(BUGS)} bugs are mended. What is left:"
        expected = [heading, *(f"• {symptoms[key]}" for key in BUGS if key in left)] if left else []
        if (set(keys), other, lines) != (left, [], expected):
            wrong[" ".join(sorted(left))] = (keys, other, lines)
    assert wrong == {}


def test_a_users_text_with_one_special_token_left_is_not_clean(examined):
    told, _ = examined
    keys, other, _ = told["half cleaned"]
    assert (keys, other) == (["marks"], [])
