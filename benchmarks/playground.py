"""From opening the tokenizer playground to the first tokens on screen, against a bare page with Hugging Face's library,
in one run.

    python benchmarks/playground.py [--runs 7] [--check]

Both are served by one local server to one headless Chromium and take turns. Cold: a browser context of its own, nothing
cached; warm: the same context's next page load. Times are the browser's own, from the start of the navigation to the
frame after the chips are in the page.

bare        a page with nothing but @huggingface/tokenizers, which reads the same tokenizer.json as Python, in the
            page's thread
playground  the site's page with its first example, whose tokens the build has computed; then the tokens of all four
            tokenizers
link        the site's page with a text from a link: first tokens (Phi-3) by theme, worker and compact asset
typing      a key pressed at the end of a text of 50,000 characters: until the next frame, and the same in a bare text
            field

`--check` exits 1 if the first tokens take more than 1,500 ms cold or 300 ms warm.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("scripts", "tests", "tests/live/play", "tests/live/python")]

from chromium import FLAGS, chromium
from course_site import build_assets, build_site
from play_page import base64url
from playwright.sync_api import sync_playwright
from static_site import SUB_PATH, serve
from token_page import REPOS

from course import node
from course.paths import CACHE, HF_HOME
from course.tokenizers import manifest

REPO = "microsoft/Phi-3-mini-4k-instruct"
COLD, WARM = 1500, 300  # ms
LENGTH = 50_000

# Notes the first frame after a selector matches.
WATCH = """(() => {
  window.seen = {};
  const wanted = %s;
  const look = () => {
    for (const [name, selector] of Object.entries(wanted)) {
      if (name in window.seen || !document.querySelector(selector)) continue;
      window.seen[name] = null;
      requestAnimationFrame(() => setTimeout(() => (window.seen[name] = performance.now())));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
})()"""
BARE = {"first": ".tt-chip"}
PLAYGROUND = {"first": '[data-model="phi-3"] .tt-chip', "all four": '.tt-token-grid[aria-busy="false"]'}
FIRST = ("playground, first", "link, first")
KEYS = """() => new Promise((resolve) => {
  const area = document.querySelector("textarea");
  const times = [];
  area.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - event.timeStamp)));
  });
  window.times = times;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  resolve();
})"""


def build(work: Path) -> Path:
    """The site, and the bare page in it with the published tokenizer.json."""
    build_assets()
    site = build_site(work)
    bare = site / "bare"
    bare.mkdir(exist_ok=True)
    # the page's script lies outside live/, so it is told where the library is
    script = (
        'import { build } from "esbuild"; const [entry, outfile] = process.argv.slice(1);'
        'await build({ entryPoints: [entry], outfile, bundle: true, minify: true, format: "esm", target: '
        '"es2022", nodePaths: ["node_modules"] });'
    )
    command = [
        node.find(),
        "--input-type=module",
        "-e",
        script,
        str(ROOT / "benchmarks" / "playground" / "bare.ts"),
        str(bare / "bare.js"),
    ]
    subprocess.run(command, check=True, cwd=node.LIVE)
    model = next(model for model in manifest.load().models if model.repo == REPO)
    folder = HF_HOME / "hub" / f"models--{REPO.replace('/', '--')}" / "snapshots" / model.revision
    shutil.copy(folder / "tokenizer.json", bare / "tokenizer.json")
    head = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
    (bare / "index.html").write_text(f'{head}<body><script type="module" src="bare.js"></script>')
    (bare / "field.html").write_text(f'{head}<textarea rows="5" spellcheck="false"></textarea>')
    return site


def opening(browser, served, runs: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Milliseconds and bytes by way."""
    times: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}
    link = "#v1.j." + base64url(
        json.dumps({"t": "Some other text, from a link", "m": [*REPOS], "a": 0, "s": 0, "v": "text"}).encode()
    )
    ways = {
        "bare": ("bare/?files=tokenizer.json", BARE),
        "playground": ("playground/tokenizer/", PLAYGROUND),
        "link": (f"playground/tokenizer/{link}", PLAYGROUND),
    }
    for _ in range(runs):
        for way, (path, wanted) in ways.items():
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_init_script(WATCH % str(wanted))
            for visit in ("cold", "warm"):
                page = context.new_page()
                served.asked.clear()
                page.goto(served.root + path)
                for name in wanted:
                    while not (seen := page.evaluate(f"window.seen[{name!r}]")):
                        page.wait_for_timeout(50)
                    times.setdefault(f"{way}, {name}, {visit}", []).append(seen)
                    sizes.setdefault(f"{way}, {name}", asked_bytes(served))
                page.close()
            context.close()
    return times, sizes


def asked_bytes(served) -> int:
    """Bytes of the files that were asked for until now, uncompressed, workers' files too."""
    names = {path.split("?")[0].removeprefix(SUB_PATH) for path in served.asked}
    files = [served.folder / name / "index.html" if name.endswith("/") else served.folder / name for name in names]
    return sum(file.stat().st_size for file in files if file.is_file())


def typing(browser, root: str) -> dict[str, list[float]]:
    """Milliseconds from a key to the next frame."""
    text = ("The tokenizer doesn't see words; it's 12,345.67% sure you'll notice.\n" * 1000)[:LENGTH]
    times = {}
    for way, path in {"typing, bare field": "bare/field.html", "typing, playground": "playground/tokenizer/"}.items():
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(root + path)
        page.locator("textarea").fill(text)
        if "playground" in path:
            page.locator('.tt-token-grid[aria-busy="false"]').wait_for()
        page.evaluate(KEYS)
        page.keyboard.type("forty keys at the pace of a quick typist", delay=80)
        page.wait_for_timeout(300)
        times[way] = page.evaluate("window.times")
        page.close()
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    site = build(CACHE / "play-bench")
    with serve(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, "--no-sandbox"])
        times, sizes = opening(browser, served, arguments.runs)
        times |= typing(browser, served.root)
        browser.close()
    medians = {name: statistics.median(all_) for name, all_ in times.items()}
    print(f"{'':34}{'median ms':>10}{'least':>8}{'most':>8}{'of bare':>9}")
    for name, all_ in times.items():
        floor = "typing, bare field" if "typing" in name else f"bare, first, {name.rsplit(', ', 1)[1]}"
        print(f"{name:34}{medians[name]:10.0f}{min(all_):8.0f}{max(all_):8.0f}{medians[name] / medians[floor]:9.2f}")
    for way, size in sizes.items():
        print(f"{way:34}{size:10,} bytes fetched till then, uncompressed")
    assets = sorted((site / "live" / "tokenizers").glob("microsoft*.json"))
    print(
        f"{'tokenizer of Phi-3':34}{assets[0].stat().st_size:10,} bytes; its tokenizer.json "
        f"{(site / 'bare' / 'tokenizer.json').stat().st_size:,}"
    )
    missed = any(medians[f"{way}, cold"] > COLD or medians[f"{way}, warm"] > WARM for way in FIRST)
    if arguments.check and missed:
        print(f"Missed: first tokens within {COLD} ms cold and {WARM} ms warm.")
    return int(arguments.check and missed)


if __name__ == "__main__":
    sys.exit(main())
