"""The second capstone's check: each of the eight bugs alone gives exactly its symptom, other right solutions pass, wrong
mends are told, and names are told only on demand."""

import itertools

import capstones
import pytest

from course.lessons import exercises
from course.lessons.parse import load_all
from course.paths import EXAMPLES

(LESSON,) = load_all(EXAMPLES, ["fine-tune-and-service"])
(EXERCISE,) = exercises.find(LESSON.cells, LESSON.name)
STARTER, SOLUTION = EXERCISE.starter.source, EXERCISE.solution.source

STREAMED = """    decoder = DecodeStream(skip_special_tokens=True)
    for token_id in ids:
        text = decoder.step(tok.backend_tokenizer, token_id)
        if text is not None:  # a character may need the next ids
            send(text)
"""
ONE_BY_ONE = """    for token_id in ids:
        if token_id not in STOP:
            send(tok.decode(token_id))
"""
HELD_BACK = """    shown, new = "", []
    for token_id in ids:
        if token_id not in STOP:
            new.append(token_id)
        text = tok.decode(new)
        if not text.endswith("�"):
            send(text[len(shown) :])
            shown = text
"""
SIZE = 'sum(len(message["content"]) for message in chat) // 4'
BY_IDS = "len(to_ids(chat, add_generation_prompt=True, enable_thinking=False))"

# One edit of the solution for each bug that it brings back, and one of the starter for each that it mends.
BREAKS = {
    "shift": ("yield ids, labels  #", "yield ids, labels[1:] + [IGNORE]  #"),
    "ends": ("PAD = tok.pad_token_id", "PAD = tok.eos_token_id"),
    "rows": ('    "trainable_token_indices": {"embed_tokens": [HANDOVER]},\n', ""),
    "start": ('settings["thinking"] == "true"', 'settings["thinking"]'),
    "result": ("json.dumps(result)", "result"),
    "stream": (STREAMED, ONE_BY_ONE),
    "room": ("if len(ids) <= ROOM", f"if {SIZE} <= ROOM"),
    "again": ('f"{RULES}\\nIt is {clock}."', 'f"It is {clock}.\\n{RULES}"'),
}
MENDS = {
    "shift": ("yield ids, labels[1:] + [IGNORE]", "yield ids, labels"),
    "ends": (
        "[IGNORE if i == PAD else i for i in labels + filler]",
        "labels + [IGNORE] * len(filler)",
    ),
    "rows": ('"target_modules"', '"modules_to_save": ["embed_tokens"], "target_modules"'),
    "start": ('enable_thinking=settings["thinking"]', "enable_thinking=False"),
    "result": ('"content": result', '"content": json.dumps(result, ensure_ascii=False)'),
    "stream": (ONE_BY_ONE, HELD_BACK),
    "room": (SIZE, BY_IDS),
    "again": ('f"It is {clock}.\\n{RULES}"', 'f"{RULES} It is {clock}."'),
}
BUGS = tuple(BREAKS)
EVERY = frozenset(BUGS)
LEFT = {
    "starter": [EVERY, *(EVERY - {bug} for bug in BUGS), frozenset()],
    "solution": [frozenset(chosen) for size in (0, 1, 2) for chosen in itertools.combinations(BUGS, size)],
}

# A right project in another manner: whole functions instead of ours, the mask by tags with thinking left on, so that the
# model learns to write the empty thought itself; the time in the customer's message; a batch filled on the left.
REWRITTEN = """
def timed(messages, clock):
    last = max(n for n, m in enumerate(messages) if m["role"] == "user")
    told = {"role": "user", "content": f"({clock}) " + messages[last]["content"]}
    return [{"role": "system", "content": RULES}, *messages[:last], told, *messages[last + 1 :]]


def rendered(chat, **options):
    return tok.apply_chat_template(chat, tools=TOOLS, tokenize=False, **options)


def fine_tune(data, trainer):
    for clock, messages in data:  # a batch for each chat
        rows = []
        for n, message in enumerate(messages):
            if message["role"] != "assistant":
                continue
            before = rendered(timed(messages[:n], clock), add_generation_prompt=True)
            whole = rendered(timed(messages[:n], clock) + [message]).removesuffix("\\n")
            assert whole.startswith(before)
            made = tok(whole, return_offsets_mapping=True)
            starts = [start for start, _ in made["offset_mapping"]]
            rows.append((made["input_ids"], [i if at >= len(before) else IGNORE for i, at in zip(made["input_ids"], starts)]))
        width = max(len(ids) for ids, _ in rows)
        batch = {"input_ids": [], "attention_mask": [], "labels": []}
        for ids, labels in rows:
            gap = width - len(ids)
            batch["input_ids"].append([tok.pad_token_id] * gap + ids)
            batch["attention_mask"].append([0] * gap + [1] * len(ids))
            batch["labels"].append([IGNORE] * gap + labels)
        trainer(batch, None)


def answer(messages, clock, model, send):
    messages = list(messages)
    while True:
        first = 0
        while True:
            ids = tok.apply_chat_template(
                timed(messages[first:], clock), tools=TOOLS, add_generation_prompt=True, return_dict=False, sanitize_control_tokens=True
            )
            if len(ids) <= 480:
                break
            first = next(n for n in range(first + 1, len(messages)) if messages[n]["role"] == "user")
        said, shown = b"", 0
        whole = []
        for token_id in model(ids, tok.eos_token_id):
            whole.append(token_id)
            text = tok.decode(whole, skip_special_tokens=True).partition("</think>")[2].lstrip()
            if text and not text.startswith("<tool") and "�" not in text[shown:]:
                send(text[shown:])
                shown = len(text)
        if "<tool_call>" not in tok.decode(whole):
            return
        call = json.loads(text.removeprefix("<tool_call>").removesuffix("</tool_call>"))
        result = json.dumps(find_parcel(**call["arguments"]), indent=1)
        messages += [calling(**call["arguments"]), {"role": "tool", "content": result}]
"""

# An edit of the solution that mends nothing and breaks something else, and words of what is told.
WRONG = {
    "all in one piece": (
        STREAMED,
        "    send(tok.decode(list(ids), skip_special_tokens=True))\n",
        "all of it is written",
    ),
    "no history": (
        "turns = in_turns(messages)\n    while",
        "turns = in_turns(messages)[-1:]\n    while",
        "there was room",
    ),
    "single messages": ("turns = in_turns(messages)\n", "turns = [[message] for message in messages]\n", "whole ones"),
    "ids cut off": (
        "if len(ids) <= ROOM or len(turns) == 1:  # counted, not guessed\n            return ids\n",
        "return ids[-ROOM:]\n",
        "lacks the rules",
    ),
    "no time": ('f"{RULES}\\nIt is {clock}."', "RULES", "what time it is"),
    "any control token": ("            sanitize_control_tokens=True,\n", "", "open or end a turn"),
    "one mark of two": (
        "clock)\n        ids = to_ids(\n            chat,\n            add_generation_prompt=True,\n"
        "            sanitize_control_tokens=True,\n",
        'clock)\n        chat = [m | {"content": m["content"].replace("<|im_start|>", "")} for m in chat]\n'
        "        ids = to_ids(\n            chat,\n            add_generation_prompt=True,\n",
        "open or end a turn",
    ),
    "every character a token": (
        "if len(ids) <= ROOM",
        'if sum(len(message["content"]) for message in chat) <= ROOM',
        "there was room",
    ),
    "questions too": ("[IGNORE] * len(prompt) + ids[len(prompt) :]", "ids", "no answer of the assistant"),
    "filler too": (
        "[IGNORE if i == PAD else i for i in labels + filler]",
        "labels + filler",
        "What fills a row",
    ),
    "no tool": ("tools=TOOLS, return_dict", "tools=None, return_dict", "the rules or the tool"),
    "no call": ("messages = [*messages, *looked_up([first, *reply])]", "return", "not asked again"),
    "special tokens in the reply": (
        "DecodeStream(skip_special_tokens=True)",
        "DecodeStream()",
        "the customer reads",
    ),
    "an answer left out": ("for clock, messages in data:", "for clock, messages in data[1:]:", "No row asks for"),
}

EXAMINED = """
import json
told = []
for source in {variants!r}:
    names = dict(globals())
    exec(compile(source, "variant", "exec"), names)
    left, other = examine(names["fine_tune"], names["answer"])
    told.append([sorted(left), other, report(left, other), report(left, other, True)])
print(json.dumps([told, SYMPTOMS, CALLED]))
"""


def edited(source, edits, chosen):
    """`source` after the chosen edits; what it shows at its end is left out."""
    for name in BUGS:
        if name in chosen:
            source = capstones.once(source, *edits[name])
    return source.partition("\nfine_tune(DATA, trainer)\n")[0]


@pytest.fixture(scope="module")
def examined(cache):
    """`({variant: (keys, new faults, lines, lines with names)}, SYMPTOMS, CALLED)`, from one run of the lesson."""
    variants = {("starter", left): edited(STARTER, MENDS, EVERY - left) for left in LEFT["starter"]}
    variants |= {("solution", left): edited(SOLUTION, BREAKS, left) for left in LEFT["solution"]}
    variants |= {name: edited(capstones.once(SOLUTION, old, new), {}, ()) for name, (old, new, _) in WRONG.items()}
    variants["rewritten"] = REWRITTEN
    code = EXAMINED.format(variants=list(variants.values()))
    told, symptoms, called = capstones.examined(LESSON, EXERCISE, code, cache)
    return dict(zip(variants, told, strict=True)), symptoms, called


@pytest.mark.parametrize("family", LEFT)
def test_each_bug_gives_its_symptom_alone_in_pairs_and_among_all(examined, family):
    told, symptoms, called = examined
    assert list(symptoms) == list(called) == list(BUGS)
    wrong = {}
    for left in LEFT[family]:
        keys, other, lines, named = told[family, left]
        heading = [f"{len(BUGS) - len(left)} of {len(BUGS)} bugs are mended. What one notices:"] * bool(left)
        expected = heading + [f"{n}. {symptoms[key]}" for n, key in enumerate(BUGS, 1) if key in left]
        names = [f"    → {called[key]}." for key in BUGS if key in left]
        if (set(keys), other, lines) != (left, [], expected) or [line for line in named if line not in lines] != names:
            wrong[" ".join(sorted(left))] = (keys, other, lines, named)
    assert wrong == {}


def test_a_right_project_in_another_manner_passes(examined):
    told, *_ = examined
    assert told["rewritten"] == [[], [], [], []]


@pytest.mark.parametrize("name", WRONG)
def test_a_mend_that_breaks_something_else_is_told(examined, name):
    told, *_ = examined
    keys, other, lines, _ = told[name]
    assert (keys, any(WRONG[name][2] in text for text in other)) == ([], True), (keys, other)
    assert lines[-1] == f"• Not one of the eight, but new: {other[0]}"
