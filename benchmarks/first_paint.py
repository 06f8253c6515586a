"""Whether pages paint as soon as in an older build: two sites in one Chromium, which take turns.

    python benchmarks/first_paint.py --before ../older/site [--after site] [--rounds 7] [--slower 1] [--check]

For each page, cold (a browser context of its own) and warm (the same context's next page): until the browser's first
contentful paint, and until `shown`, the frame after the first tokens or prompt. To a lesson's small playground the page
scrolls as soon as it can. Each twice, in ms: by the clock, and the CPU time that the page's main thread has spent, in
which other processes count less. Medians; the ratio is the median of the rounds' own ratios, each of two loads in a
row, and between the quartiles lies half of them. Then the bytes that had arrived at the first paint, and of all that
the page asks for by itself, workers' files too, as they are and by gzip.

`--check` exits 1 if a page paints later: more CPU time, by a median ratio above 1.1, in three quarters of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("scripts", "tests", "tests/live/python")]

from chromium import FLAGS, chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from static_site import SUB_PATH, serve  # noqa: E402
from until import until  # noqa: E402

# By page what it has to show: chips, or a prompt.
PAGES = {
    "playground/tokenizer/": ".tt-play .tt-chip",
    "playground/chat-template/": ".tt-play .tt-stretch",
    "lessons/what-a-token-is/": ".tt-play .tt-chip",
    "lessons/chat-templates/": ".tt-play .tt-stretch",
}
LATER = 1.1
PACKED = {".woff2", ".png", ".gz", ".zip"}  # what a server sends as it is
CATEGORIES = ["toplevel", "blink.user_timing"]

# Goes to the playground when the page is there, and notes the frame after the selector matches.
WATCH = """((selector) => {
  let seen = false;
  const look = () => {
    if (seen || !document.querySelector(selector)) return;
    seen = true;
    requestAnimationFrame(() => setTimeout(() => (window.shownAt = performance.now())));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => document.querySelector(".tt-play[data-text]")?.scrollIntoView());
})(%r)"""
TIMES = """() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  return paint && window.shownAt ? { paint, shown: window.shownAt } : null;
}"""
ARRIVED = """(at) => [location.href, ...performance.getEntriesByType("resource")
  .filter(({ responseEnd }) => responseEnd <= at).map(({ name }) => name)]"""


def visit(browser, site, path: str, slower: float) -> tuple[dict[tuple[str, ...], float], list[list[Path]]]:
    """One cold and one warm load: ms by visit and what, and the files of the cold one, till its paint and in all."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH % PAGES[path])
    times: dict[tuple[str, ...], float] = {}
    files: list[list[Path]] = []
    for visit in ("cold", "warm"):
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        site.asked.clear()
        browser.start_tracing(page=page, categories=CATEGORIES)
        page.goto(site.root + path)
        until(page, f"async () => ({TIMES})() !== null")
        found = page.evaluate(TIMES)
        events = json.loads(browser.stop_tracing())["traceEvents"]
        for what, ms in found.items():
            times |= {(visit, what, "clock"): ms, (visit, what, "CPU"): spent(events, site.root + path, ms)}
        if not files:
            page.wait_for_load_state("networkidle")
            files = [there(site, page.evaluate(ARRIVED, found["paint"])), there(site, site.asked)]
        page.close()
    context.close()
    return times, files


def spent(events: list[dict], address: str, ms: float) -> float:
    """CPU time, in ms, of the page's main thread in its first `ms`, from a trace."""
    begun = next(
        event
        for event in events
        if event["name"] == "navigationStart" and event["args"].get("data", {}).get("documentLoaderURL") == address
    )
    end = begun["ts"] + ms * 1000
    return sum(
        event.get("tdur", 0) / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask"
        and (event["pid"], event["tid"]) == (begun["pid"], begun["tid"])
        and begun["ts"] <= event["ts"] < end
    )


def there(site, addresses: list[str]) -> list[Path]:
    """The site's files at these addresses."""
    names = {urlsplit(address).path.removeprefix(SUB_PATH) for address in addresses}
    files = [site.folder / name / "index.html" if name.endswith("/") else site.folder / name for name in names]
    return [file for file in files if file.is_file()]


@cache
def sent(file: Path) -> int:
    """Bytes of a file as servers send it."""
    contents = file.read_bytes()
    return len(contents) if file.suffix in PACKED else len(gzip.compress(contents, 9))


def size(files: list[Path]) -> str:
    return f"{sum(file.stat().st_size for file in files):,} ({sum(map(sent, files)):,}; {len(files)} files)"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", type=Path, required=True, help="the folder of the older site")
    parser.add_argument("--after", type=Path, default=ROOT / "site")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--slower", type=float, default=1, help="how many times slower than this machine a reader's is")
    parser.add_argument("--page", choices=[*PAGES], action="append", help="only this one")
    parser.add_argument("--check", action="store_true", help="exit 1 if a page paints later")
    given = parser.parse_args()
    pages = given.page or [*PAGES]
    with serve(given.before) as before, serve(given.after) as after, sync_playwright() as playwright:
        sites = [before, after]
        times: list[dict[tuple[str, ...], list[float]]] = [{}, {}]
        files: list[dict[str, list[list[Path]]]] = [{}, {}]
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, "--no-sandbox"])
        for number in range(given.rounds):
            for path in pages:
                for which in (0, 1) if number % 2 == 0 else (1, 0):  # neither is always the first
                    found, files[which][path] = visit(browser, sites[which], path, given.slower)
                    for what, ms in found.items():
                        times[which].setdefault((path, *what), []).append(ms)
        browser.close()
    print(f"{'':46}{'before':>8}{'after':>8}{'ratio':>8}  quartiles")
    later = []
    for name, old in times[0].items():
        new = times[1][name]
        low, middle, high = statistics.quantiles([b / a for a, b in zip(old, new, strict=True)], n=4)
        medians = f"{statistics.median(old):8.0f}{statistics.median(new):8.0f}"
        print(f"{', '.join(name):46}{medians}{middle:8.2f}  {low:.2f} to {high:.2f}")
        if name[2:] == ("paint", "CPU") and middle > LATER and low > 1:
            later.append(", ".join(name))
    print("\nBytes, cold (by gzip)")
    for path in pages:
        for what, old, new in zip(("till the first paint", "in all"), *(of[path] for of in files), strict=True):
            print(f"{path + ', ' + what:46} {size(old)} -> {size(new)}")
    if later:
        print(f"Later than before: {'; '.join(later)}.")
    return int(given.check and bool(later))


if __name__ == "__main__":
    sys.exit(main())
