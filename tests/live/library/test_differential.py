"""The page's transformers against the real one: the same cases, the same code that runs them, equal results.

Real results are made anew in every run, so a new version of the library shows here first.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import live_cases
import pytest
from live_driver import HERE, REAL, finish, start_in_page

# Differences that are known and allowed: (kind, repo, part) -> cause. There are none.
ALLOWED: dict[tuple[str, str, str], str] = {}


@pytest.fixture(scope="module")
def compared(build, archive, tmp_path_factory):
    """(cases, real results, the page's results)."""
    cases = live_cases.build(archive, live_cases.RANDOM_TEXTS)
    folder = tmp_path_factory.mktemp("differential")
    page = start_in_page(build, "live_runner", cases, folder)
    real_output = folder / "real.json"
    command = [sys.executable, HERE / "live_runner.py", folder / "input.json", real_output]
    done = subprocess.run(command, env=os.environ | REAL, cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-4000:]
    finish(page)
    return cases, _results(real_output), _results(folder / "output.json")


def _results(path: Path) -> list[dict[str, str]]:
    return json.loads(path.read_text())["results"]


@pytest.mark.parametrize("kind", ["text", "prefixed", "ids", "batch", "chat", "script"])
def test_the_page_agrees_with_transformers(compared, kind, record_property):
    agreed, total, differences = Counter(), Counter(), []
    for case, real, ours in zip(*compared, strict=True):
        if case[0] != kind:
            continue
        for part, expected in real.items():
            total[case[1]] += 1
            if ours.get(part) == expected:
                agreed[case[1]] += 1
            elif (kind, case[1], part) not in ALLOWED:
                differences.append(
                    f"{case[1]}: {part} of {json.dumps(case[2:])[:200]}\n  real: {expected[:300]}\n  page: "
                    f"{str(ours.get(part))[:300]}"
                )
    for repo in total:
        figure = f"{kind}: {agreed[repo]} of {total[repo]} results agree"
        record_property(repo, figure)
        print(repo, figure)
    assert sum(total.values()) > 100, "the cases of this kind are gone"
    assert not differences, f"{len(differences)} differences, such as\n" + "\n".join(differences[:5])


def test_the_cases_cover_what_they_should(compared):
    texts = {case[2] for case in compared[0] if case[0] == "text"}
    assert len(texts) > 250 + live_cases.RANDOM_TEXTS / 2
    assert any("\ufeff" in text for text in texts) and any("\ud800" in text for text in texts) and "" in texts
    assert max(map(len, texts)) > 10_000
    assert len(live_cases.SENTENCES) >= 60
