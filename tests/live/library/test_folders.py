"""A cell loads a reader's folder as the real library does: its class, ids, special and added tokens, what it saves, and
what is said."""

import json
import os
import subprocess
import sys
from collections import Counter

import class_files
import pytest
from live_driver import HERE, REAL

from course.browser.live_cells import CLASSES

# Said of a class that is not remade, and of one that does more than its steps.
UNMADE, OWN = (
    "in this page normalizer, pre-tokenizer, decoder and post-processor are those of tokenizer.json",
    "of its own",
)
# What a class does with its steps, where it has ways of its own with texts or ids.
STEPS = ("class", "special", "named", "special ids", "added", "ids", "bare")
# A class is saved with an id of its vocabulary, and one with the name of a file that is not there.
UNTOLD = ("unk_id", "merges_file")


@pytest.fixture(scope="module")
def table(build):
    return json.loads(CLASSES.read_bytes())


@pytest.fixture(scope="module")
def both(in_page, tmp_path_factory):
    """both(cases) -> what the library gives and what the page gives of each."""

    def run(cases):
        folder = tmp_path_factory.mktemp("folders")
        (folder / "cases.json").write_text(json.dumps(cases))
        command = [sys.executable, HERE / "live_folders.py", folder / "cases.json", folder / "real.json"]
        environment = {name: value for name, value in (os.environ | REAL).items() if name != "TRANSFORMERS_VERBOSITY"}
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True)
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-4000:]
        return list(zip(json.loads((folder / "real.json").read_text()), in_page("live_folders", cases), strict=True))

    return run


def case(document, config=None, model=None, named=None, **more):
    files = {"tokenizer": document, "tokenizer_config": config, "config": model, "special_tokens_map": named}
    written = {f"{name}.json": json.dumps(content) for name, content in files.items() if content is not None}
    return {"files": written, "texts": class_files.TEXTS, **more}


def differing(real, page):
    """What a reader would see differ; None where the page says that it may."""
    if "error" in page or "error" in real:
        kinds = [one.get("error", "").partition(":")[0] for one in (real, page)]
        told = UNMADE in page.get("said", "") or "does not work here" in page.get("error", "")
        return None if told or kinds[0] == kinds[1] else ["error", real.get("error"), page.get("error")]
    if UNMADE in page["said"]:
        return None
    if OWN in page["said"]:
        return [part for part in STEPS if part in real and real[part] != page[part]]
    return [
        part for part in real if _comparable(part, real[part], page[part]) != _comparable(part, page[part], page[part])
    ]


def _comparable(part, value, page):
    if part == "again" and UNMADE in page["said"]:
        return None
    if part == "saved":
        return class_files.comparable(json.loads(value))
    return {k: v for k, v in json.loads(value).items() if k not in UNTOLD} if part == "config" else value


def test_a_cell_loads_a_folder_with_the_class_that_it_names(both, table):
    cases = class_files.cases(table)
    counted, wrong = Counter(), []
    for (what, *_), (real, page) in zip(cases, both([case(*files) for _, *files in cases]), strict=True):
        differs = differing(real, page)
        if differs:
            wrong.append(f"{what}: {differs}")
        counted["told" if differs is None else real["class"][0]] += 1
    assert not wrong, "\n".join(wrong[:5])
    assert counted["told"] <= 15 and len(counted) > 50, counted


def test_keywords_and_other_files_change_it_as_in_the_library(both, table):
    cases = class_files.asked(table)
    told, wrong = 0, []
    results = both([case(document, *files, named, keywords=keywords) for _, document, *files, keywords, named in cases])
    for (what, *_), (real, page) in zip(cases, results, strict=True):
        differs = differing(real, page)
        told += differs is None
        if differs:
            wrong.append(f"{what}: {differs}")
    assert not wrong, "\n".join(wrong[:5])
    assert told < len(cases) / 4, told


def test_the_general_classes_take_the_file_as_it_is(both):
    config = {"tokenizer_class": "BertTokenizer", "bos_token": "<s>", "extra_special_tokens": ["<x>"]}
    calls = [
        case(class_files.metaspace(), config | {"tokenizer_class": name}, model, call=call)
        for name in ("GPT2Tokenizer", "LlamaTokenizer", "PreTrainedTokenizerFast")
        for model in (None, {"model_type": "bert"})
        for call in ("PreTrainedTokenizerFast", "TokenizersBackend")
    ]
    for real, page in both(calls):
        # saved with the class's name TokenizersBackend, so it stays what it is
        assert page == real and page["class"][0] == "TokenizersBackend" and not page["said"]


SAID = {
    "steps of the class": ({"tokenizer_class": "GPT2Tokenizer"}, class_files.metaspace, ""),
    "the same steps": ({"tokenizer_class": "GPT2Tokenizer"}, class_files.byte_level, ""),
    "no class": ({"bos_token": "<s>"}, class_files.byte_level, ""),
    "a name that no class has": ({"tokenizer_class": "Nonsense"}, class_files.byte_level, ""),
    "another model": (
        {"tokenizer_class": "GPT2Tokenizer"},
        class_files.unigram,
        "tokenizer_config.json names GPT2Tokenizer, which is for a model of the kind BPE, and this one is Unigram",
    ),
    "a setting": (
        {"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": None},
        class_files.byte_level,
        "tokenizer_config.json names GPT2Tokenizer, and this page does not know what the class does with its add_prefix_space",
    ),
    "code": (
        {"auto_map": {"AutoTokenizer": ["own.Own", None]}},
        class_files.byte_level,
        "tokenizer_config.json names code of its repository, which this page does not run",
    ),
}  # fmt: skip


def test_one_sentence_says_why_a_class_is_not_there_and_nothing_else_is_said(in_page):
    told = in_page("live_folders", [case(make(), config) for config, make, _ in SAID.values()])
    assert [one["said"] for one in told] == [
        f"[transformers] {why}: {UNMADE}.\n" if why else "" for *_, why in SAID.values()
    ]


def test_older_files_name_tokens_that_some_classes_take_in_a_way_of_their_own(in_page):
    named = {"additional_special_tokens": ["<y>"]}
    kinds = {"T5Tokenizer": class_files.unigram, "BertTokenizer": class_files.wordpiece}
    t5, bert = in_page(
        "live_folders", [case(make(), {"tokenizer_class": name}, None, named) for name, make in kinds.items()]
    )
    assert f"what the class does with its additional_special_tokens: {UNMADE}" in t5["said"]
    assert bert["said"] == "" and bert["special"][2] == ["<y>"]
