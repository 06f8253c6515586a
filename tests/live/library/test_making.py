"""Tokenizers made in a cell (put together by hand, read, saved, trained) against the real library, which runs the same code."""

import json
import os
import subprocess
import sys
from collections import Counter

import live_making
import live_training
import pytest
from live_driver import HERE, REAL

TRAININGS = 60
# How far a score of a Unigram may be from the library's, which differ by as much from one of its runs to the next.
SCORE = 0.01


@pytest.fixture(scope="module")
def made(in_page, tmp_path_factory):
    """(scripts, trainings): of each its name, what the library gives and what the page gives, from one page."""
    folder = tmp_path_factory.mktemp("making")
    trainings = live_training.cases(TRAININGS)
    (folder / "cases.json").write_text(json.dumps([*live_making.SCRIPTS, *trainings]))
    command = [sys.executable, HERE / "live_making.py", folder / "cases.json", folder / "real.json"]
    done = subprocess.run(command, env=os.environ | REAL, cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-4000:]
    real = json.loads((folder / "real.json").read_text())
    learnt = real[len(live_making.SCRIPTS) :]
    alike = [case | {"texts": live_training.reordered(case, one)} for case, one in zip(trainings, learnt, strict=True)]
    page = in_page("live_making", [*live_making.SCRIPTS, *alike])
    rows = list(zip([*live_making.SCRIPTS, *trainings], real, page, strict=True))
    return rows[: len(live_making.SCRIPTS)], rows[len(live_making.SCRIPTS) :]


@pytest.mark.parametrize("name", live_making.SCRIPTS)
def test_what_a_cell_makes_behaves_as_in_the_library(made, name):
    _, real, page = next(row for row in made[0] if row[0] == name)
    assert len(real) > 8
    wrong = [f"{part}\n  real: {real[part]}\n  page: {page.get(part)}" for part in real if page.get(part) != real[part]]
    assert not wrong, "\n".join(wrong[:3])


def test_trainings_learn_what_the_library_learns(made, record_property):
    agreed, total, wrong = Counter(), Counter(), []
    for case, real, page in made[1]:
        total[case["kind"]] += 1
        if real == page or case["kind"] == "Unigram" and _near(real, page):
            agreed[case["kind"]] += 1
        else:
            wrong.append((case["kind"], f"{case}\n  real: {real}\n  page: {page}"))
    figures = ", ".join(f"{kind}: {agreed[kind]} of {total[kind]}" for kind in total)
    record_property("trainings", figures)
    print(figures)
    assert len(total) == 4 and total["BPE"] >= 20
    exact = [told for kind, told in wrong if kind != "Unigram"]
    assert not exact, f"{len(exact)} differ, such as\n{exact[0]}"
    # Where two pieces are missed alike, the last digit of a logarithm decides which one a Unigram keeps.
    assert agreed["Unigram"] >= 0.9 * total["Unigram"], f"{len(wrong)} differ, such as\n{wrong[0][1]}"


def _near(real, page):
    """The same pieces with nearly the same scores."""
    if isinstance(real, str) or isinstance(page, str):
        return real == page
    scores, ours = real["scores"], page["scores"]
    same = real["unk_id"] == page["unk_id"] and scores.keys() == ours.keys()
    return same and all(abs(score - ours[token]) < SCORE for token, score in scores.items())
