"""How the page's time grows with the text, against the real libraries, in one run.

    python benchmarks/growth.py [--length 200000] [--only Thai,newlines] [--check]

First table: the tokenizers of the playgrounds and of the page's Python (TypeScript in Node) against the Rust library,
for
each kind of text and tokenizer; second table: calls of the page's transformers (Pyodide in Node) against the real ones.
Everything is timed at a tenth of the size and at the size, in CPU time of the process, the better of two. `of real` is
the
page's time over the real library's; `growth` is what ten times the size costs, 10 where the work grows with it.

`--check` exits 1 if anything takes more than 5 times the real library's time at the full size. What takes the page less
than 20 ms is not judged: there a clock says little.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks" / "growth"
sys.path[:0] = [str(ROOT / "scripts"), str(HERE)]

from texts import KINDS

from course import node
from course.browser.browser_assets import tokenizer_assets
from course.browser.page_library import page_library
from course.paths import CACHE, HF_HOME

REPOS = {
    "Phi-3": "microsoft/Phi-3-mini-4k-instruct",
    "Qwen2": "Qwen/Qwen2-7B-Instruct",
    "Llama 3.1": "meta-llama/Llama-3.1-8B-Instruct",
    "StarCoder2": "bigcode/starcoder2-3b",
}
MOST = 5.0  # times the real library's time
JUDGED = 20.0  # ms


def rust(cases: list[tuple[str, str, str]]) -> list[tuple[float, float]]:
    """CPU milliseconds of encoding and decoding."""
    from transformers import AutoTokenizer

    loaded = {repo: AutoTokenizer.from_pretrained(repo).backend_tokenizer for repo in REPOS.values()}
    rows = []
    for repo, _, text in cases:
        first, _ = _cpu(lambda: loaded[repo].encode(text, add_special_tokens=False))
        second, encoding = _cpu(lambda: loaded[repo].encode(text, add_special_tokens=False))
        ids = encoding.ids
        rows.append((min(first, second), _cpu(lambda: loaded[repo].decode(ids))[0]))
    return rows


def _cpu(work):
    start = time.process_time()
    value = work()
    return (time.process_time() - start) * 1000, value


def in_node(script: Path, *arguments: Path | str, cases: list, folder: Path) -> list:
    """What a script makes of the cases."""
    (folder / "input.json").write_text(json.dumps(cases))
    command = [node.find(), script, *arguments, folder / "input.json", folder / "output.json"]
    subprocess.run(command, cwd=node.LIVE, check=True, stdout=subprocess.DEVNULL)
    return json.loads((folder / "output.json").read_text())


def table(rows: dict[str, tuple[list[float], list[float]]]) -> list[str]:
    """Prints name -> (the page's times, the real ones), each at a tenth of the size and at the size. What missed the
    limit."""
    print(f"{'':40}{'tenth, ms':>11}{'of real':>9}{'full, ms':>11}{'of real':>9}{'growth':>9}{'of real':>9}")
    missed = []
    for name, ((small, large), (real_small, real_large)) in rows.items():
        bad = large > JUDGED and large > MOST * real_large
        missed += [name] * bad
        growth, real_growth = large / max(small, 0.1), real_large / max(real_small, 0.1)
        ratios = f"{small / max(real_small, 0.1):9.2f}{large:11.1f}{large / max(real_large, 0.1):9.2f}{growth:9.1f}{real_growth:9.1f}"
        print(f"{name:40}{small:11.1f}{ratios}{'  missed' if bad else ''}", flush=True)
    return missed


def texts(length: int, only: list[str], work: Path) -> list[str]:
    kinds = {name: make for name, make in KINDS.items() if name in only or not only}
    cases = [
        (repo, kind, make(size))
        for repo in REPOS.values()
        for kind, make in kinds.items()
        for size in (length // 10, length)
    ]
    ours = in_node(HERE / "engine.mjs", work / "tokenizers", cases=cases, folder=work)
    real = rust(cases)
    rows = {}
    for i, operation in enumerate(("encode", "decode")):
        names = [f"{operation}, {model}, {kind}" for model in REPOS for kind in kinds]
        for k, name in enumerate(names):
            rows[name] = tuple([result[i] for result in results[2 * k : 2 * k + 2]] for results in (ours, real))
    return table(rows)


def calls(only: list[str], work: Path) -> list[str]:
    import live_growth

    names = [name for name in live_growth.CALLS if name in only or not only]
    cases = [(name, size) for name in names for size in (live_growth.CALLS[name][2] // 10, live_growth.CALLS[name][2])]
    ours = in_node(ROOT / "live" / "tests" / "run_cases.mjs", work, HERE, "live_growth", cases=cases, folder=work)[
        "results"
    ]
    real = live_growth.run(cases)
    return table({name: (ours[2 * i : 2 * i + 2], real[2 * i : 2 * i + 2]) for i, name in enumerate(names)})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--length", type=int, default=200_000, help="characters of the longer texts")
    parser.add_argument(
        "--only", type=lambda names: names.split(","), default=[], help="kinds of text and calls, comma-separated"
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    os.environ.update(
        HF_HOME=str(HF_HOME), HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", TOKENIZERS_PARALLELISM="false"
    )
    work = CACHE / "growth"
    tokenizer_assets(REPOS.values(), work / "tokenizers")
    (work / "page.zip").write_bytes(page_library())
    print(f"load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    missed = texts(arguments.length, arguments.only, work) + calls(arguments.only, work)
    for name in missed:
        print(f"Missed: {name} takes more than {MOST:g} times the real library's time.")
    return int(arguments.check and bool(missed))


if __name__ == "__main__":
    sys.exit(main())
