"""From the click to the first output of `print(1+1)`, against peers, in one run on one machine; all is installed here.

    python benchmarks/live_peers.py [--runs 3] [--check] [PEER …]

click    from pressing Run in a page that has loaded and then been quiet for a second, to the text `2`; the pointer was
         not
         over the button before, which would fetch ahead
arrival  from navigation to the text; Run is pressed as soon as it stands in the page. JupyterLite's REPL has
         nothing to press: it runs the code of its address
cold     a browser with an empty profile
warm     the same browser's next page load, two seconds after the first output
MB       sent on an arrival until the text stood there, as the files are and as gzip would send them

The peers are built from pinned packages of PyPI and npm in .cache/peers (remove it to build them again), each served at
an
origin of its own by the same server, to a headless Chromium; they take turns. A request to another host is an error.
Then, in the live cells: from click to text of `tokenizer.encode("…")`, the tokenizer loaded.

`--check` exits 1 if the live cells take more than half of bare Pyodide's cold click, or an encode 20 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("scripts", "tests")]

import peers_report as report
from chromium import FLAGS, chromium
from peers import ENCODES, Peer, all_peers, output_of, run_of
from peers_server import Served, gzipped, serve
from playwright.sync_api import BrowserContext, Playwright, sync_playwright
from playwright.sync_api import Error as BrowserError

from course.errors import CourseError

WATCH = ROOT / "benchmarks" / "live_peers" / "watch.js"
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
HERE = ("http://127.0.0.1:", "data:", "blob:")
PATIENCE = 120_000  # ms, as in watch.js
QUIET, PAUSE = 1000, 2000  # ms


@contextmanager
def new_browser(playwright: Playwright, foreign: list[str]) -> Iterator[BrowserContext]:
    """A browser with an empty profile on disk; requests to other hosts are added to `foreign`.

    On disk, because the cache that a context without a profile has is in memory and takes no file as large as
    Pyodide's.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = [*FLAGS, NO_OTHER_HOST, "--no-sandbox"]
        context = playwright.chromium.launch_persistent_context(profile, executable_path=chromium(), args=flags)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(path=WATCH)
        context.on("request", lambda request: request.url.startswith(HERE) or foreign.append(request.url))
        context.pages[0].wait_for_timeout(PAUSE)  # a browser's own start is nobody's
        try:
            yield context
        finally:
            context.close()


def visit(context: BrowserContext, peer: Peer, served: Served, way: str) -> dict[str, float]:
    """One page load: milliseconds to the text, and what was sent until then."""
    served.forget()
    page = context.new_page()
    if way == "click":
        page.goto(served.root + peer.page)
        page.wait_for_selector(peer.run)
        page.wait_for_timeout(QUIET)
    else:
        page.goto(served.root + peer.page, wait_until="commit")
    took = page.evaluate("([way, ...rest]) => peer[way](...rest)", [way, peer.run, peer.output, "^2$"])
    requests, files = served.requests, list(served.files)  # not what a service worker fetches afterwards
    page.wait_for_timeout(PAUSE)
    page.close()
    return {
        way: took,
        "requests": requests,
        "bytes": sum(file.stat().st_size for file in files),
        "gzip": sum(map(gzipped, files)),
    }


def measure(playwright: Playwright, peer: Peer, served: Served, found: dict[str, list[float]]) -> None:
    """One run of a peer, added to `found`. Raises CourseError when it shows no output or asks another host."""
    foreign: list[str] = []
    try:
        for way in ["click", "arrival"] if peer.run else ["arrival"]:
            with new_browser(playwright, foreign) as context:
                for state in ("cold", "warm"):
                    figures = visit(context, peer, served, way)
                    for name in figures if way == "arrival" else ["click"]:
                        found[f"{name} {state}"].append(figures[name])
    except BrowserError as error:
        raise CourseError(f"it did not run: {error.message.splitlines()[0]}") from error
    if foreign:
        raise CourseError(f"it asked another host: {foreign[0]}")


def encodes(playwright: Playwright, peer: Peer, served: Served) -> list[float]:
    """Milliseconds from click to text, one cell after the other, without the first, which loads the tokenizer."""
    times = []
    with new_browser(playwright, []) as context:
        page = context.new_page()
        page.goto(served.root + peer.page)
        page.wait_for_selector(run_of("load"))
        for cell in (f"encode-{at}" for at in range(ENCODES)):
            times.append(page.evaluate("cell => peer.click(...cell)", [run_of(cell), output_of(cell), r"^\[\d+, "]))
            page.wait_for_timeout(200)
    return times[1:]


def chosen(makers: dict[str, Callable[[], Peer]], names: list[str], stack: ExitStack) -> list[tuple[Peer, Served]]:
    """The peers that can be built, each with its server; the others are named with the reason."""
    peers = []
    for name in names:
        if name not in makers:
            raise CourseError(f"there is no peer {name!r}; there are {', '.join(makers)}.")
        try:
            peer = makers[name]()
        except CourseError as error:
            left_out(name, error)
            continue
        print(f"{name}: {peer.note}", flush=True)
        peers.append((peer, stack.enter_context(serve(peer.folder))))
    return peers


def left_out(name: str, error: CourseError) -> None:
    """Say why a peer is not in the table. Without the product or the base there is no table: raises the error."""
    if name in (report.BARE, report.OURS):
        raise CourseError(f"{name}: {error}") from error
    print(f"{name} is left out: {error}", flush=True)


def compare(names: list[str], runs: int, stack: ExitStack) -> list[str]:
    """Measure and print; returns the targets that were missed."""
    makers = all_peers(Path(stack.enter_context(tempfile.TemporaryDirectory())))
    peers = chosen(makers, names or list(makers), stack)
    playwright = stack.enter_context(sync_playwright())
    found: dict[str, dict[str, list[float]]] = {peer.name: defaultdict(list) for peer, _ in peers}
    load = []
    for _ in range(runs):
        for peer, served in [pair for pair in peers if pair[0].name in found]:
            load.append(os.getloadavg()[0])
            try:
                measure(playwright, peer, served, found[peer.name])
            except CourseError as error:
                left_out(peer.name, error)
                del found[peer.name]
    encoded = [time for peer, served in peers if peer.name == report.OURS for time in encodes(playwright, peer, served)]
    print(f"\nMedian of {runs}, on {os.cpu_count()} cores with a load of {min(load):.1f} to {max(load):.1f}\n")
    print(report.times(found), report.traffic(found), sep="\n\n")
    if encoded:
        print(
            f"\nencode, click to text: {statistics.median(encoded):.1f} ms ({min(encoded):.1f} to {max(encoded):.1f})"
        )
    return report.missed(found, encoded)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    parser.add_argument(
        "peers", nargs="*", metavar="PEER", help='only these: "bare Pyodide", "live cells", JupyterLite, thebe-lite'
    )
    options = parser.parse_args()
    try:
        with ExitStack() as stack:
            problems = compare(options.peers, options.runs, stack)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n" + ("\n".join(problems) or "All targets are met."))
    return int(options.check and bool(problems))


if __name__ == "__main__":
    sys.exit(main())
