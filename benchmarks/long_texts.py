"""How long a text of 200,000 characters stops a playground's page, for each kind of growth/texts.py, in one run.

    python benchmarks/long_texts.py [--length 200000] [--only Thai newlines] [--check]

`put` is from the text's coming into the field, as a paste brings it, to the next frame; `tokens` until the page has all
tokens or the whole prompt; `key` from a key pressed in it to the next frame. The page's thread does the first and the
third, which are mostly the browser's own layout; `of prose` is their sum over that of prose in the same page.

`--check` exits 1 where it is above 40: a line break costs a browser ten times a letter, in a field with nothing
around it too, and more where a prompt shows it four times.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("scripts", "tests", "tests/live/play", "benchmarks/growth")]

from chromium import FLAGS, chromium, served
from course_site import build_assets, build_site
from play_page import PASTE
from playwright.sync_api import sync_playwright
from texts import KINDS

from course.paths import CACHE

PAGES = {"tokenizer": (".tt-token-grid", ".tt-play-text"), "chat-template": (".tt-chat-grid", "textarea.tt-content")}
FRAME = "() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))"
MOST = 40.0  # times prose


def timed(browser, address: str, text: str) -> tuple[float, float, float]:
    """Milliseconds of `put`, `tokens` and `key`."""
    grid, field = PAGES[address.rstrip("/").rsplit("/", 1)[1]]
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(600_000)
    page.goto(address)
    done = page.locator(f'{grid}[aria-busy="false"]')
    done.wait_for()
    area = page.locator(field).locator("visible=true").first
    area.focus()
    start = time.perf_counter()
    area.evaluate(PASTE, text)
    page.evaluate(FRAME)
    put = time.perf_counter()
    done.wait_for()
    tokens = time.perf_counter()
    page.keyboard.press("x")
    page.evaluate(FRAME)
    key = time.perf_counter()
    page.close()
    return (put - start) * 1000, (tokens - start) * 1000, (key - tokens) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--length", type=int, default=200_000)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=[*KINDS], metavar="KIND")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    build_assets()
    site = build_site(CACHE / "long-texts")
    missed = []
    with served(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, "--no-sandbox"])
        print(f"{'':22}" + f"{'put':>8}{'tokens':>8}{'key':>8}{'of prose':>10}" * len(PAGES))
        prose = {}
        for kind in dict.fromkeys(["prose", *arguments.only]):
            line = f"{kind:22}"
            for name in PAGES:
                text = KINDS[kind](arguments.length).replace("\r\n", "\n")  # as a field has it
                put, tokens, key = timed(browser, f"{root}playground/{name}/", text)
                ratio = (put + key) / prose.setdefault(name, put + key)
                line += f"{put:8.0f}{tokens:8.0f}{key:8.0f}{ratio:10.2f}"
                if ratio > MOST:
                    missed.append(f"{kind}, {name}")
            print(line, flush=True)
        browser.close()
    if arguments.check and missed:
        print(f"Missed, more than {MOST:.0f} times prose: {'; '.join(missed)}")
    return int(bool(arguments.check and missed))


if __name__ == "__main__":
    sys.exit(main())
