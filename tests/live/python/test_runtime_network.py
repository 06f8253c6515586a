"""Failures of the network, offline visits, the Content-Security-Policy, and what reader code cannot reach."""

import re
import shutil
import uuid
from contextlib import contextmanager

import pytest
from until import until

from course.site.content_policy import with_policy

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' "
    "blob:; img-src data:"
)


TOKENIZER = 'from transformers import AutoTokenizer\ntok = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")\n'
# One after the other in one page, so that each failure shows that what failed before it was tried again, and worked.
FAILURES = {
    "the module": [("pyodide.asm.wasm", "Python", "missing")],
    "the scripts, then a tokenizer": [
        ("live/worker-", "Python's scripts", "empty"),
        ("tokenizers/", "the tokenizer bigcode/starcoder2-3b", "cut"),
    ],
}


@pytest.mark.parametrize("failures", FAILURES.values(), ids=FAILURES)
def test_a_failure_names_the_file_and_the_next_start_or_run_tries_again(site, page, failures):
    for part, label, trouble in failures:
        site.trouble = {part: trouble}
        told = f"Could not load {label} (live/"
        if part != "tokenizers/":
            assert page.js("() => live.boot()").startswith(f"LoadError: {told}")
        page.forget()
        result = page.run(TOKENIZER + "1 + 1")
        assert result["status"] == "failed"
        assert told in result["error"]["message"]
        [failure] = page.events("failure")
        assert failure["message"] == result["error"]["message"] and failure["url"].startswith("live/")
        assert page.state == ("ready" if part == "tokenizers/" else "idle")
    site.trouble.clear()
    assert page.js("() => live.boot()") == "started"
    assert page.shown(TOKENIZER + "1 + 1") == "2"


def test_prefetch_loads_without_starting(site, page):
    page.js("() => live.runtime.prefetch()")
    page.page.wait_for_function(
        "() => live.events.length && live.events.at(-1).progress.files.length > 2 && "
        "live.events.at(-1).progress.files.every(f => f.loaded === f.total)"
    )
    assert page.state == "idle"
    assert not any("worker-" in path for path in site.asked)
    site.trouble["live/page-"] = "missing"
    assert page.shown("1 + 1") == "2"


def test_nothing_is_loaded_and_no_service_worker_registered_before_the_first_run(site, page):
    page.page.wait_for_load_state("load")
    page.js(
        "() => fetch('../live/manifest.json', { cache: 'no-store' })"
    )  # the server has answered all that was asked before
    assert "/token-tour/live/manifest.json" in site.asked
    assert not any("pyodide" in path or "sw.js" in path for path in site.asked)
    assert page.js("() => navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


@pytest.fixture(scope="module")
def offline(shared, built, tmp_path_factory):
    """The module's page once its service worker has kept everything that it needs, and what a cell then showed."""
    # its own site: other processes serve the one that is built
    own = tmp_path_factory.mktemp("own") / "site"
    shutil.copytree(built, own)
    shared.site.folder = own
    shown = shared.shown(KEPT)
    shared.page.wait_for_function("() => live.runtime.offline")
    return shared, shown


KEPT = (
    "from transformers import AutoTokenizer\nimport "
    'xml.dom\nlen(AutoTokenizer.from_pretrained("bigcode/starcoder2-3b"))'
)


def test_the_second_visit_runs_offline_under_a_sub_path(offline):
    page, first = offline
    scope = page.js("() => navigator.serviceWorker.ready.then(registration => registration.scope)")
    assert scope == page.site.root
    page.context.set_offline(True)
    try:
        page.open()
        assert page.shown(KEPT) == first
        assert page.way == "snapshot"
    finally:
        page.context.set_offline(False)


def test_the_service_worker_never_keeps_failures(offline):
    page, _ = offline
    page.open()
    page.site.trouble["nowhere.txt"] = "missing"
    look = "() => fetch('../nowhere.txt').then(response => response.status)"
    assert page.js(look) == 404
    (page.site.folder / "nowhere.txt").write_text("there")
    page.site.trouble.clear()
    try:
        assert page.js("() => fetch('../nowhere.txt').then(response => response.text())") == "there"
    finally:
        (page.site.folder / "nowhere.txt").unlink()


def test_a_new_build_drops_what_is_gone_and_what_was_kept_unseen(offline):
    page, _ = offline
    page.js(
        """async () => {
             const old = new URL('../live/old-123.js', location.href);
             for (const name of [...await caches.keys(), 'token-tour-files']) await (await caches.open(name)).put(old, new Response('old'));
           }"""
    )
    with new_worker(page):
        until(page.page, "() => caches.match(new URL('../live/old-123.js', location.href)).then(found => !found)")
    assert page.js("() => caches.keys()") == ["token-tour /token-tour/"]
    look = (
        "async () => (await (await caches.open('token-tour /token-tour/')).keys()).filter(({url}) => "
        "url.includes('wasm')).length"
    )
    assert page.js(look) == 1  # what the new build still has is kept


@contextmanager
def new_worker(page):
    """A new build's service worker, which the browser has been told of."""
    worker = page.site.folder / "sw.js"
    before = worker.read_text()
    worker.write_text(f"{before}\n// a new build: {uuid.uuid4()}")  # other than the one that runs
    try:
        page.js("() => navigator.serviceWorker.getRegistration().then(registration => registration.update())")
        yield
    finally:
        worker.write_text(before)


BROKEN_OFF = {
    "the server hangs up": ("cut", "fetch(file).then(response => response.arrayBuffer())"),
    "the page gives up": (
        "stalled",
        "fetch(file, { signal: stop.signal }).then(({ body }) => body.getReader().read()).then(() => stop.abort())",
    ),
    "the page does not want the rest": ("stalled", "fetch(file).then(({ body }) => body.cancel())"),
}


@pytest.mark.parametrize(("trouble", "download"), BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_a_new_build_waits_for_no_download_that_broke_off(offline, trouble, download):
    """The browser lets a new service worker wait, up to five minutes, while the old one has something to finish."""
    page, _ = offline
    page.open()
    page.site.trouble = {"live/manifest.json": trouble}
    page.js(
        "async () => { const stop = new AbortController(); const file = '../live/manifest.json?broken'; "
        f"await {download}.catch(() => null); }}"
    )
    page.site.trouble.clear()
    page.js("() => { navigator.serviceWorker.oncontrollerchange = () => { window.taken = true; }; }")
    with new_worker(page):
        page.page.wait_for_function("() => window.taken")


def test_what_a_reader_has_removed_does_not_come_back_by_itself(offline):
    page, _ = offline
    page.open()
    page.js("() => caches.delete('token-tour /token-tour/')")
    page.js("() => fetch('../live/manifest.json?again').then(response => response.text())")
    page.open()
    assert page.js("() => caches.keys()") == []
    assert page.shown("1 + 1") == "2"  # running a cell is to keep it again
    page.page.wait_for_function("() => live.runtime.offline")
    assert page.js("() => caches.keys()") == ["token-tour /token-tour/"]


OWN = re.search('content="([^"]*)"', with_policy('<meta charset="utf-8">', ""))[1]


@pytest.mark.parametrize("policy", [CSP, OWN], ids=["a host's own, stricter one", "the pages' own"])
def test_it_runs_under_a_strict_content_security_policy(site, page, policy):
    site.headers["Content-Security-Policy"] = policy
    page.open()
    assert page.shown(TOKENIZER + "len(tok) > 0") == "True"
    assert page.way == "snapshot"
    page.run("kept = 42")
    page.start("print('begun')\nwhile True: pass")
    page.page.wait_for_function("() => live.pieces.some(piece => piece.text.includes('begun'))")
    page.stop()
    assert (page.result()["status"], page.result()["variablesKept"]) == ("stopped", True)
    assert page.shown("kept") == "42"
    site.trouble["snapshot-"] = "missing"
    page.open()
    assert page.shown("1 + 1") == "2"
    refused = [text for text in page.complaints if "Content Security Policy" in text]
    assert all("blob:" in text for text in refused) if policy == CSP else not refused


def test_the_worker_sees_no_document_and_no_storage(python):
    assert (
        python.shown("import js\nprint(hasattr(js, 'document'), hasattr(js, 'localStorage'), hasattr(js, 'window'))")
        == "False False False\n"
    )


NETWORK = {
    "fetch": "import js\njs.fetch('../live/manifest.json')",
    "XMLHttpRequest": "import js\njs.XMLHttpRequest.new()",
    "pyfetch": "from pyodide.http import open_url\nopen_url('../live/manifest.json')",
    "WebSocket": "import js\njs.WebSocket.new('ws://127.0.0.1')",
    "caches": "import js\njs.caches.open('token-tour-files')",
    "indexedDB": "import js\njs.indexedDB.open('x')",
    "a worker": "import js\njs.Worker.new('x.js')",
    "messages": "import js\njs.postMessage('x')",
    "eval": "from pyodide.code import run_js\nrun_js('import(\"https://example.org/x.js\")')",
    "Function": "import js\njs.Object.constructor.new('return 1')",
    "urllib": "from urllib.request import urlopen\nurlopen('https://example.org')",
    "socket": "import socket\nsocket.create_connection(('example.org', 80))",
}


@pytest.mark.parametrize("code", NETWORK.values(), ids=NETWORK)
def test_reader_code_has_no_network_and_no_storage(python, code):
    asked = len(python.site.asked)
    result = python.run(code)
    assert result["status"] == "error"
    assert "no network" in result["error"]["message"], result["error"]["text"]
    assert not any("manifest" in path for path in python.site.asked[asked:])
    assert python.shown("1 + 1") == "2"
