"""The model against transformers' own numbers, and what it refuses. One process loads it once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from course.errors import CourseError
from course.model import forward
from course.model.small import Model
from course.paths import HF_HOME, ROOT
from course.tokenizers import manifest, weights

REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))
PROMPTS = REFERENCE["prompts"]
TOLERANCE = 0.001  # of a logit; float32 in another order of additions
END = 2
KNOWN = manifest.load().weights
_PRINT = (
    "import sys; from course.model.small import Model; m = Model(sys.argv[1]); a = m.answer(eval(sys.argv[2]), [2], 6);"
    "print(a.ids, [round(g, 2) for g in a.gaps])"
)


@pytest.fixture(scope="module")
def gguf(cache):
    return weights.ensure(KNOWN, HF_HOME)


@pytest.fixture(scope="module")
def model(gguf):
    return Model(gguf)


@pytest.mark.parametrize("prompt", PROMPTS, ids=["template", "no template", "no generation prompt"])
def test_logits_and_greedy_answers_are_those_of_transformers(model, prompt):
    found = model.logits(prompt["ids"])[-1]
    assert {int(id): found[int(id)] for id in prompt["logits"]} == pytest.approx(
        {int(id): value for id, value in prompt["logits"].items()}, abs=TOLERANCE
    )
    answer = model.answer(prompt["ids"], stop=[END], limit=12)
    assert answer.ids == prompt["answer"]
    assert min(answer.gaps) > 0.02 and len(answer.gaps) == len(answer.ids)


def test_the_cache_changes_nothing_but_the_time(model):
    ids = PROMPTS[1]["ids"]
    cache = forward.Cache()
    parts = np.concatenate([model.logits(ids[:3], cache), model.logits(ids[3:], cache)])
    assert np.allclose(parts, model.logits(ids), rtol=0, atol=TOLERANCE)


def test_probabilities_and_log_probabilities_are_of_the_same_scores(model):
    ids = PROMPTS[0]["ids"]
    best = model.next(ids, top=3)
    assert [id for id, _ in best] == [int(id) for id in list(PROMPTS[0]["logits"])[:3]]
    for id, chance in best:
        assert model.log_probability(ids, [id]) == pytest.approx(np.log(chance), abs=TOLERANCE)


def test_two_ids_that_change_places_with_their_rows_give_the_same_logits(model):
    ids, start, other = PROMPTS[0]["ids"], 1, 3
    swap = {start: other, other: start}
    changed = model.exchanged(start, other)
    order = [swap.get(id, id) for id in range(model.vocabulary)]
    right = model.logits(ids)[-1]
    assert np.array_equal(changed.logits([swap.get(id, id) for id in ids])[-1][order], right)
    assert not np.allclose(changed.logits(ids)[-1][order], right, atol=1)


def test_a_toss_up_and_ids_without_a_row_are_refused(model):
    ids = PROMPTS[0]["ids"]
    with pytest.raises(CourseError, match="Step 1 is a toss-up between the ids 504 and"):
        model.answer(ids, least_gap=10)
    with pytest.raises(CourseError, match="the id 49152 has no row; it takes ids from 0 to 49151"):
        model.logits([49152])
    with pytest.raises(CourseError, match="there is no id"):
        model.logits([])


def test_a_file_that_is_cut_short_or_no_model_is_named(gguf, tmp_path):
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(gguf.read_bytes()[:20_000_000])
    with pytest.raises(CourseError, match="cut.gguf ends before its tensor"):
        Model(cut)
    with pytest.raises(CourseError, match="none.gguf cannot be read"):
        Model(tmp_path / "none.gguf")


def test_other_threads_processor_and_hash_seed_give_the_same_answer(gguf):
    said = set()
    for threads, core, seed in (("1", "Haswell", "0"), ("2", "Sandybridge", "7")):
        environment = os.environ | {
            "OPENBLAS_NUM_THREADS": threads,
            "OPENBLAS_CORETYPE": core,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(ROOT / "scripts"),
        }
        command = [sys.executable, "-c", _PRINT, str(gguf), str(PROMPTS[0]["ids"])]
        said.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(said) == 1


def test_the_forward_pass_is_short_and_knows_no_special_token():
    source = Path(forward.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 100
    code = source.partition('"""\n\n')[2]  # behind the words on top
    assert "special" not in code and "<|" not in code


def test_weights_are_fetched_once_and_a_damaged_file_is_made_anew(gguf, tmp_path):
    home = tmp_path / "huggingface"
    downloads = HF_HOME.parent / "downloads"
    made = weights.ensure(KNOWN, home, downloads=downloads)
    assert made.read_bytes() == gguf.read_bytes()
    time = made.stat().st_mtime_ns
    assert weights.ensure(KNOWN, home, downloads=tmp_path / "none").stat().st_mtime_ns == time
    with made.open("r+b") as stream:
        stream.seek(1000)
        stream.write(b"damage")
    wrong = KNOWN.model_copy(update={"gguf_sha256": "0" * 64})
    with pytest.raises(CourseError, match="is not the pinned one: expected SHA-256 000"):
        weights.ensure(wrong, home, downloads=downloads)
    weights.ensure(KNOWN, home, downloads=downloads)
    assert made.read_bytes() == gguf.read_bytes()
    assert not list(home.rglob("*.part"))
