"""Python starts from the memory snapshot, and plainly when anything about the snapshot is wrong."""

import gzip

from harness_page import Harness

SHOWS = 'import json\nfrom jinja2 import Template\nprint(json.dumps([1, 2]), Template("{{ 1 + 1 }}").render())'


def test_it_starts_from_the_snapshot_and_counts_every_file_up_to_its_size(page):
    assert page.state == "idle"
    assert page.shown(SHOWS) == "[1, 2] 2\n"
    assert page.way == "snapshot"
    assert page.state == "ready"
    page.page.wait_for_function("() => live.events.filter(e => e.type === 'progress').at(-1).progress.stage === 'done'")
    reports = [event["progress"] for event in page.events("progress")]
    assert {"fetch", "start", "done"} <= {report["stage"] for report in reports}
    assert all(report["loaded"] <= report["total"] for report in reports)
    files = {file["label"]: file for file in reports[-1]["files"]}
    assert all(file["loaded"] == file["total"] > 0 for file in files.values())
    assert {"Python", "the memory snapshot", "the page's Python modules", "Python's scripts"} <= set(files)
    assert page.complaints == []


def test_without_a_good_snapshot_it_starts_plainly(site, page):
    """Each trouble is met in the same way before Python starts; that it starts plainly then is the next test's."""
    for trouble in ("missing", "cut", "altered", "dropped"):
        page.open()
        site.trouble["snapshot-"] = trouble
        page.js("() => live.runtime.prefetch()")
        page.page.wait_for_function("() => live.runtime.way === 'plain'")
        assert page.events("failure") == [], trouble


def test_a_snapshot_of_another_build_is_refused_and_python_starts_plainly(site, page):
    [file] = (site.folder / "live").glob("snapshot-*.bin")
    other = bytearray(gzip.decompress(file.read_bytes()))
    other[16] ^= 1  # the hash of the heap that it builds on (live/build/snapshot_file.mjs)
    page.page.route("**/snapshot-*.bin*", lambda route: route.fulfill(body=gzip.compress(bytes(other), 1)))
    assert page.shown(SHOWS) == "[1, 2] 2\n"
    assert page.way == "plain"


def test_without_webassembly_it_says_so_and_fetches_nothing(site, context):
    context.add_init_script("delete window.WebAssembly")
    page = Harness(context, site)
    assert page.state == "unsupported"
    result = page.run("1")
    assert (result["status"], result["error"]["type"]) == ("failed", "LoadError")
    assert "WebAssembly" in result["error"]["message"]
    assert not any("pyodide" in path for path in site.asked)


def test_without_decompression_streams_it_starts_plainly_and_gives_the_same_python(site, context, shared):
    look = (
        "import os, sys, time\n"
        "print(sys.version, sys.flags.hash_randomization, hash('a'), os.getcwd(), sorted(os.environ), sys.path, time.tzname, sys.getrecursionlimit())"
    )
    by_snapshot = shared.shown(look)
    context.add_init_script("delete window.DecompressionStream")
    page = Harness(context, site)
    assert page.shown(look) == by_snapshot
    assert (shared.way, page.way) == ("snapshot", "plain")
    assert page.shown(SHOWS) == "[1, 2] 2\n"
    assert not any("snapshot" in path for path in site.asked)


def test_chance_differs_between_starts(shared):
    draw = "import random, uuid, secrets\nprint(random.random(), uuid.uuid4(), secrets.token_hex(4), random.Random().random())"
    first = shared.shown(draw).split()
    shared.restart()
    second = shared.shown(draw).split()
    assert all(a != b for a, b in zip(first, second, strict=True))


def test_imports_beyond_the_snapshot_wait_for_the_standard_library(site, page):
    site.trouble["python_stdlib"] = "missing"
    assert page.shown("1 + 1") == "2"
    result = page.run("import xml.etree.ElementTree")
    assert (result["status"], result["error"]["type"]) == ("error", "ImportError")
    assert "standard library could not be loaded" in result["error"]["message"]
    site.trouble.clear()
    assert page.shown("import xml.etree.ElementTree as ET\nET.fromstring('<a>b</a>').text") == "'b'"
