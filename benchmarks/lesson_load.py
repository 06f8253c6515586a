"""How long the main thread is busy while a lesson opens on a phone, against a page of the site without cells, in one
run.

    .venv/bin/python benchmarks/lesson_load.py [--site site] [--page lessons/chat-templates/] [--rounds 5]

Chromium as a phone, four times slower (CDP); CPU time of the main thread, so that other processes count little. Printed
for
each page, as medians in ms: the longest task, the sum of what tasks took beyond 50 ms, the theme's script, the loader,
and how
many elements were styled, in passes of more than 200 elements. The last line is the ratio of the lesson to the other
page.
"""

import argparse
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from chromium import FLAGS, chromium, served  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
COLUMNS = ("longest", "blocked", "theme", "loader", "styled")


def opened(browser, address: str) -> dict[str, float]:
    """One visit with an empty cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(
        "addEventListener('load', () => requestIdleCallback(() => requestIdleCallback(() => console.log('quiet'))))"
    )
    browser.start_tracing(page=page, categories=CATEGORIES)
    with page.expect_console_message(lambda message: message.text == "quiet"):
        page.goto(address)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    return measured(events)


def measured(events: list[dict]) -> dict[str, float]:
    """The columns, from a trace; times are CPU time in ms."""
    mains = {
        (e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    whole = [e for e in events if e["ph"] == "X" and (e["pid"], e["tid"]) in mains]
    tasks = defaultdict(list)
    for event in whole:
        if event["name"] == "ThreadControllerImpl::RunTask":
            tasks[event["pid"]].append(event.get("tdur", 0) / 1000)
    busiest = max(tasks.values(), key=sum)

    def longest(name: str, url: str = "") -> float:
        return max((e.get("tdur", 0) / 1000 for e in whole if e["name"] == name and url in str(e["args"])), default=0)

    styled = [e["args"].get("elementCount") or 0 for e in whole if e["name"] == "UpdateLayoutTree"]
    return {
        "longest": max(busiest),
        "blocked": sum(max(0, task - 50) for task in busiest),
        "theme": longest("EvaluateScript", "/javascripts/bundle"),
        "loader": longest("FunctionCall", "/live/loader.js"),
        "styled": sum(count for count in styled if count > 200),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--site", type=Path, default=ROOT / "site")
    arguments.add_argument("--page", default="lessons/chat-templates/")
    arguments.add_argument("--other", default="about/")
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    found: dict[str, list[dict[str, float]]] = {given.page: [], given.other: []}
    with served(given.site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, "--no-sandbox"])
        for _ in range(given.rounds):
            for path, rounds in found.items():
                rounds.append(opened(browser, root + path))
        browser.close()
    print(f"{'':32}", *(f"{name:>9}" for name in COLUMNS))
    medians = {
        path: [statistics.median(one[name] for one in rounds) for name in COLUMNS] for path, rounds in found.items()
    }
    for path, values in medians.items():
        print(f"{path:32}", *(f"{value:9.0f}" for value in values))
    ratios = [a / b if b else 0 for a, b in zip(*medians.values(), strict=True)]
    print(f"{'ratio':32}", *(f"{value:9.1f}" for value in ratios))


if __name__ == "__main__":
    main()
