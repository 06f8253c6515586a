"""Failures of the network, offline visits, the Content-Security-Policy, and what reader code cannot reach."""

import re

import pytest
from course.content_policy import with_policy
from until import until

CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' blob:; img-src data:"


@pytest.mark.parametrize(
    "part, label, trouble",
    [
        ("pyodide.asm.wasm", "Python", "missing"),
        ("live/worker-", "Python's scripts", "empty"),
        ("tokenizers/", "the tokenizer bigcode/starcoder2-3b", "cut"),
    ],
)
def test_a_failure_names_the_file_and_the_next_run_tries_again(site, page, part, label, trouble):
    site.trouble[part] = trouble
    code = 'from transformers import AutoTokenizer\ntok = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")\n1 + 1'
    result = page.run(code)
    assert result["status"] == "failed"
    assert f"Could not load {label} (live/" in result["error"]["message"]
    [failure] = page.events("failure")
    assert failure["message"] == result["error"]["message"] and failure["url"].startswith("live/")
    assert page.state == ("ready" if part == "tokenizers/" else "idle")
    site.trouble.clear()
    assert page.shown(code) == "2"


def test_boot_rejects_with_the_same_message(site, page):
    site.trouble["pyodide.asm.wasm"] = "missing"
    assert page.js("() => live.boot()").startswith("LoadError: Could not load Python (live/pyodide-")
    site.trouble.clear()
    assert page.js("() => live.boot()") == "started"


def test_prefetch_loads_without_starting(site, page):
    page.js("() => live.runtime.prefetch()")
    page.page.wait_for_function("() => live.events.length && live.events.at(-1).progress.files.every(f => f.loaded === f.total)")
    assert page.state == "idle"
    assert not any("worker-" in path for path in site.asked)
    site.trouble["live/page-"] = "missing"
    assert page.shown("1 + 1") == "2"


def test_nothing_is_loaded_and_no_service_worker_registered_before_the_first_run(site, page):
    page.page.wait_for_load_state("networkidle")
    assert not any("pyodide" in path or "sw.js" in path for path in site.asked)
    assert page.js("() => navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def offline_ready(page):
    """Wait until the service worker has kept everything that the page needs."""
    page.page.wait_for_function("() => live.runtime.offline")


def test_the_second_visit_runs_offline_under_a_sub_path(site, page):
    code = 'from transformers import AutoTokenizer\nimport xml.dom\nlen(AutoTokenizer.from_pretrained("bigcode/starcoder2-3b"))'
    first = page.shown(code)
    offline_ready(page)
    scope = page.js("() => navigator.serviceWorker.ready.then(registration => registration.scope)")
    assert scope == site.root
    page.context.set_offline(True)
    page.open()
    assert page.shown(code) == first
    assert page.way == "snapshot"


def test_the_service_worker_never_keeps_failures(site, page):
    page.run("1")
    offline_ready(page)
    page.open()
    site.trouble["nowhere.txt"] = "missing"
    look = "() => fetch('../nowhere.txt').then(response => response.status)"
    assert page.js(look) == 404
    (site.folder / "nowhere.txt").write_text("there")
    site.trouble.clear()
    try:
        assert page.js("() => fetch('../nowhere.txt').then(response => response.text())") == "there"
    finally:
        (site.folder / "nowhere.txt").unlink()


def test_a_new_build_drops_what_is_gone_and_what_was_kept_unseen(site, page):
    page.run("1")
    offline_ready(page)
    page.js(
        """async () => {
             const old = new URL('../live/old-123.js', location.href);
             for (const name of [...await caches.keys(), 'token-tour-files']) await (await caches.open(name)).put(old, new Response('old'));
           }"""
    )
    worker = site.folder / "sw.js"
    before = worker.read_text()
    worker.write_text(before + "\n// a new build")
    try:
        page.js("() => navigator.serviceWorker.getRegistration().then(registration => registration.update())")
        until(page.page, "() => caches.match(new URL('../live/old-123.js', location.href)).then(found => !found)")
    finally:
        worker.write_text(before)
    assert page.js("() => caches.keys()") == ["token-tour /token-tour/"]
    look = "async () => (await (await caches.open('token-tour /token-tour/')).keys()).filter(({url}) => url.includes('wasm')).length"
    assert page.js(look) == 1  # what the new build still has is kept


OWN = re.search('content="([^"]*)"', with_policy('<meta charset="utf-8">', ""))[1]


@pytest.mark.parametrize("policy", [CSP, OWN], ids=["a host's own, stricter one", "the pages' own"])
def test_it_runs_under_a_strict_content_security_policy(site, page, policy):
    site.headers["Content-Security-Policy"] = policy
    page.open()
    assert page.shown('from transformers import AutoTokenizer\nlen(AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")) > 0') == "True"
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


def test_the_worker_sees_no_document_and_no_storage(page):
    assert page.shown("import js\nprint(hasattr(js, 'document'), hasattr(js, 'localStorage'), hasattr(js, 'window'))") == "False False False\n"


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
def test_reader_code_has_no_network_and_no_storage(site, page, code):
    page.run("1")
    asked = len(site.asked)
    result = page.run(code)
    assert result["status"] == "error"
    assert "no network" in result["error"]["message"], result["error"]["text"]
    assert not any("manifest" in path for path in site.asked[asked:])
    assert page.shown("1 + 1") == "2"
