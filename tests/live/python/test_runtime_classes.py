"""A folder of the reader's in a cell: what its class makes is looked up when it is asked for, and is there offline."""

import os
import subprocess
import sys

import pytest
from live_driver import REAL
from until import until

MADE = """
import json, pathlib
from tokenizers import Tokenizer, models
from transformers import AutoTokenizer
folder = pathlib.Path("own")
folder.mkdir(exist_ok=True)
tokens = {token: i for i, token in enumerate(["[UNK]", "[CLS]", "[SEP]", "a", "[PAD]", "[MASK]"])}
Tokenizer(models.WordPiece(tokens, unk_token="[UNK]")).save("own/tokenizer.json")
def load(name):
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": name}))
    own = AutoTokenizer.from_pretrained("own")
    return type(own).__name__, own("A a")["input_ids"], own.all_special_tokens
"""
GENERAL, BERT = 'load("PreTrainedTokenizerFast")', 'load("BertTokenizerFast")'


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """What the library gives, by the code that is asked for."""
    code = f"{MADE}\nfor code in {[GENERAL, BERT]!r}: print(repr(eval(code)))"
    folder = tmp_path_factory.mktemp("real")
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | REAL, cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return dict(zip([GENERAL, BERT], done.stdout.splitlines(), strict=True))


def asked(site):
    return sum("tokenizer-classes-" in path for path in site.asked)


def test_the_table_is_fetched_once_when_a_folder_asks_for_a_class(fresh, real):
    before = asked(fresh.site)
    assert fresh.shown(MADE + GENERAL) == real[GENERAL]
    assert asked(fresh.site) == before
    assert fresh.shown(MADE + BERT) == real[BERT] != real[GENERAL]
    assert fresh.shown(BERT) == real[BERT]
    assert asked(fresh.site) == before + 1


def test_without_the_table_one_sentence_says_so_and_the_next_cell_has_it(site, page, real):
    site.trouble["tokenizer-classes-"] = "missing"
    told = page.run(MADE + BERT)["outputs"]
    site.trouble.clear()
    assert [output["text"] for output in told if output["kind"] == "stderr"] == [
        "[transformers] tokenizer_config.json names BertTokenizerFast, but what this page knows of classes could not be "
        "loaded: in this page normalizer, pre-tokenizer, decoder and post-processor are those of tokenizer.json.\n"
    ]
    assert page.shown(BERT) == real[BERT]


def test_a_later_visit_has_it_offline(page, real):
    assert page.shown("1 + 1") == "2"
    page.page.wait_for_function("() => live.runtime.offline")
    page.open()
    assert page.shown(MADE + BERT) == real[BERT]
    until(
        page.page,
        "async () => (await (await caches.open((await caches.keys())[0])).keys()).some(({url}) => "
        "url.includes('tokenizer-classes-'))",
    )
    page.context.set_offline(True)
    try:
        page.open()
        assert page.shown(MADE + BERT) == real[BERT]
    finally:
        page.context.set_offline(False)
