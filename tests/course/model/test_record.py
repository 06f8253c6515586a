"""The record behind "Break the prompt": held against the model asked one prompt at a time, and against the tokenizers."""

import json

import pytest
from transformers import AutoTokenizer

from course.model import record
from course.model.small import Model
from course.paths import HF_HOME
from course.reference import switches
from course.tokenizers import manifest, weights

KEPT = switches.load()
CASES = KEPT["cases"]


def test_it_is_of_todays_inputs_and_small_and_has_every_combination():
    assert KEPT["inputs"] == switches.inputs(), "run `python scripts/build.py lessons`"
    assert switches.RECORD.stat().st_size < 150_000
    combinations = 1
    for name, options in list(record.SWITCHES.items())[1:]:
        combinations *= len(options)
        assert {key[list(record.SWITCHES).index(name)] for key in CASES} == {*options, *"-" * (name != "tokenizer")}
    assert len(CASES) == 2 * combinations + len(record.SWITCHES["tokenizer"])


def test_the_prompts_are_what_the_tokenizers_give(cache):
    hub = {"cache_dir": cache / "hub", "local_files_only": True}
    smol, starcoder2 = (AutoTokenizer.from_pretrained(repo, **hub) for repo in (record.SMOL, record.STARCODER))
    chat = [{"role": "user", "content": KEPT["question"]}]
    assert CASES["oyyhm"][0] == smol.apply_chat_template(chat, add_generation_prompt=True, return_dict=False)
    assert CASES["oyynm"][0] == smol.apply_chat_template(chat, return_dict=False)
    begun = [*chat, {"role": "assistant", "content": record.BEGUN}]
    assert CASES["oyybm"][0] == smol.apply_chat_template(begun, continue_final_message=True, return_dict=False)
    assert CASES["n---s"][0] == starcoder2.encode(KEPT["question"])
    text = smol.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
    assert CASES["oyyhs"][0] == starcoder2.encode(text) and CASES["oyysm"][0] == smol.encode(text + " ")
    assert CASES["oynhm"][0] == smol.encode(text.replace("\n", ""))


def test_the_model_asked_alone_says_the_same():
    model = Model(weights.place(HF_HOME, manifest.load().weights))
    for key in ("onyhm", "oyywm", "n---s"):
        ids, best, answer, close = CASES[key]
        alone = model.answer(ids, limit=min(len(answer), 8))
        assert alone.ids == answer[: len(alone.ids)]
        assert [id for id, _ in best] == [id for id, _ in model.next(ids, record.TOP)]
        assert [percent for _, percent in best] == pytest.approx(
            [100 * chance for _, chance in model.next(ids, record.TOP)], abs=0.51
        )


def test_what_may_not_change_is_told_and_rounding_is_not():
    fresh = json.loads(json.dumps(KEPT))
    assert switches.differences(fresh, KEPT) == []
    fresh["cases"]["oyyhm"][1][0][1] += 1
    longer = fresh["cases"]["oyywm"]
    assert longer[3] == 1  # it ended before a toss-up, which another machine may decide
    longer[2] = [*longer[2], 5]
    assert switches.differences(fresh, KEPT) == []
    fresh["cases"]["oyyhm"][2][0] += 1
    del fresh["cases"]["n---m"]
    assert [line.partition(": ")[2][:5] for line in switches.differences(fresh, KEPT)] == ["n---m", "oyyhm"]
