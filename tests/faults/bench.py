"""Every file that the pages load, answered wrongly in every way, at the first visit and at a later one; then mended.

    python tests/faults/bench.py [--site site] [--way cut …] [--visit first] [--journey Search …]

Prints a table, kinds of files by ways of being wrong: `ok` where the page named the file in a sentence, Retry worked
once
the server did, and the next visit was as if nothing had been; what went wrong otherwise. Exits 1 if anything did.
"""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("scripts", "tests", "tests/live/python", "tests/faults")]

from chromium import FLAGS, chromium
from journeys import JOURNEYS
from patience import MILLISECONDS
from playwright.sync_api import expect, sync_playwright
from static_site import WAYS, serve


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="a built site (site/)")
    parser.add_argument("--way", nargs="+", choices=WAYS, default=WAYS, help="only these ways")
    parser.add_argument(
        "--visit", nargs="+", choices=("first", "later"), default=("first", "later"), help="only this visit"
    )
    parser.add_argument(
        "--journey", nargs="+", choices=[kind_of.__name__ for kind_of in JOURNEYS], help="only these journeys"
    )
    options = parser.parse_args()
    journeys = [kind_of for kind_of in JOURNEYS if not options.journey or kind_of.__name__ in options.journey]
    expect.set_options(timeout=MILLISECONDS)
    verdicts = {}
    with serve(options.site) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, "--no-sandbox"])
        for visit in options.visit:
            for way in options.way:
                for kind_of in journeys:
                    began = time.monotonic()
                    journey = kind_of(browser, site, visit)
                    found = journey.walk(way)
                    journey.context.close()
                    verdicts |= {(visit, kind, way, kind_of.__name__): verdict for kind, verdict in found.items()}
                    bad = {kind: verdict for kind, verdict in found.items() if verdict}
                    print(
                        f"{visit:6}{way:10}{kind_of.__name__:8}{time.monotonic() - began:6.0f} s  {bad or 'ok'}",
                        flush=True,
                    )
        browser.close()
    report(verdicts, options.way, options.visit)
    return int(any(verdicts.values()))


def report(verdicts, ways, visits):
    for visit in visits:
        print(f"\n{visit} visit{'':16}" + "".join(f"{way:>10}" for way in ways))
        for journey, kind in dict.fromkeys((key[3], key[1]) for key in verdicts):
            cells = [verdicts.get((visit, kind, way, journey)) for way in ways]
            print(
                f"{journey + ': ' + kind:28}"
                + "".join(f"{'-' if cell is None else 'NOT' if cell else 'ok':>10}" for cell in cells)
            )
    wrong = {key: verdict for key, verdict in verdicts.items() if verdict}
    print(f"\n{len(verdicts) - len(wrong)} of {len(verdicts)} ok")
    for key, verdict in wrong.items():
        print(" ".join(key), "→", verdict)


if __name__ == "__main__":
    sys.exit(main())
