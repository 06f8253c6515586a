"""From the click to the first output in a page, against bare Pyodide of the same version, in one run.

    python benchmarks/live_boot.py [--runs 5] [--check]

All serve the same files from one local server, to one headless Chromium; the ways take turns. A cold run has a browser
context of its own (nothing cached); a warm one is the same context's next page load.

bare      Pyodide in a worker as its documentation shows it: load, `print(1+1)`
snapshot  this project's runtime, from its memory snapshot
plain     the same without the snapshot (the fallback)
restart   a fresh Python for a page whose worker was terminated
encode    a sentence to ids, from click to text, tokenizer loaded

`--check` exits 1 if a cold start from the snapshot takes more than half of bare Pyodide's time, or an encode 20 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("scripts", "tests", "tests/live/python")]

from chromium import FLAGS, chromium
from playwright.sync_api import sync_playwright
from static_site import serve

from course import node
from course.browser.browser_assets import tokenizer_assets
from course.browser.browser_runtime import build_runtime
from course.browser.page_library import page_library
from course.paths import CACHE, HF_HOME

HERE = ROOT / "benchmarks" / "live_boot"
REPO = "meta-llama/Llama-3.1-8B-Instruct"
TARGET = 0.5
ENCODE = 20.0  # ms

BARE = """() => new Promise((resolve) => {
  const start = performance.now();
  const worker = new Worker("../bare/bare.js", { type: "module" });
  worker.onmessage = () => { resolve(performance.now() - start); worker.terminate(); };
})"""


def build(work: Path) -> Path:
    """The site that all ways are served from; the tokenizer's asset is made from the project's cache."""
    os.environ.update(HF_HOME=str(HF_HOME), HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error")
    tokenizer_assets([REPO], work / "tokenizers")
    build_runtime(work / "site", page_library(), work / "tokenizers", harness=HERE / "page.ts")
    site = work / "site"
    (site / "bare").mkdir(exist_ok=True)
    npm = node.LIVE / "node_modules" / "pyodide"
    files = [
        npm / name
        for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
    ]
    for file in [HERE / "bare.js", *files]:
        (site / "bare" / file.name).write_bytes(file.read_bytes())
    (site / "bench").mkdir(exist_ok=True)
    (site / "bench" / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" '
        'src="../live/harness.js"></script>'
    )
    return site


def measure(browser, root: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds by way."""
    times: dict[str, list[float]] = {}

    def page_in(context):
        page = context.new_page()
        page.goto(root + "bench/")
        page.wait_for_function("window.live")
        return page

    for _ in range(runs):
        for way, script in {"bare": BARE, "snapshot": "live.first()", "plain": "live.first()"}.items():
            context = browser.new_context()
            if way == "plain":
                context.add_init_script("delete window.DecompressionStream")
            page = page_in(context)
            times.setdefault(f"{way}, cold", []).append(page.evaluate(script))
            if way != "bare":
                assert page.evaluate("live.runtime.way") == way
                page.wait_for_timeout(1500)  # the service worker and the compiler's second thoughts
                times.setdefault(f"{way}, restart", []).append(page.evaluate("live.restart()"))
            if way == "snapshot":
                times.setdefault("encode", []).append(page.evaluate("repo => live.encode(repo)", REPO))
            page.close()
            times.setdefault(f"{way}, warm", []).append(page_in(context).evaluate(script))
            context.close()
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    site = build(CACHE / "live-bench")
    with serve(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, "--no-sandbox"])
        times = measure(browser, served.root, arguments.runs)
        browser.close()
    medians = {name: statistics.median(all_) for name, all_ in times.items()}
    print(f"{'':20}{'median ms':>10}{'least':>8}{'most':>8}{'of bare':>9}")
    for name, all_ in sorted(times.items()):
        bare = medians["bare, warm" if name.endswith("warm") else "bare, cold"]
        print(f"{name:20}{medians[name]:10.0f}{min(all_):8.0f}{max(all_):8.0f}{medians[name] / bare:9.2f}")
    missed = medians["snapshot, cold"] > TARGET * medians["bare, cold"] or medians["encode"] > ENCODE
    if arguments.check and missed:
        print(f"Missed: at most {TARGET} of bare Pyodide, and an encode within {ENCODE:.0f} ms.")
    return int(arguments.check and missed)


if __name__ == "__main__":
    sys.exit(main())
