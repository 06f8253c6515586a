"""One Chromium and one built site for all browser tests, served under a sub-path by a plain static server.
tests/conftest.py shares the fixtures."""

import contextlib
import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest
from course_site import build_assets, build_site
from once import once
from patience import MILLISECONDS
from playwright.sync_api import expect, sync_playwright

from course.browser.live_cells import LIVE

SUB_PATH = "/token-tour/"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # less work beside the page, where two cores have all of it: each by itself saved 5 to 8 % of two files of tests
    "--in-process-gpu",
    "--js-flags=--single-threaded-gc --min-semi-space-size=16",
]


def chromium() -> str:
    """The system's Chromium: $TOKEN_TOUR_CHROMIUM, or the first of the usual names on the PATH; without windows it
    takes a third less time."""
    for name in (
        os.environ.get("TOKEN_TOUR_CHROMIUM"),
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ):
        if name and (found := shutil.which(name)):
            return found
    pytest.fail(
        "No Chromium was found: install one (apt-get install chromium) or set TOKEN_TOUR_CHROMIUM to its path.",
        pytrace=False,
    )


class Handler(http.server.SimpleHTTPRequestHandler):
    """The folder at the sub-path, 404.html for what is missing, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"  # kept connections: a page is a dozen small files
    disable_nagle_algorithm = True

    def translate_path(self, path):
        if not path.startswith(SUB_PATH):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path("/" + path.removeprefix(SUB_PATH))

    def send_error(self, code, message=None, explain=None):
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextlib.contextmanager
def served(folder):
    """Serve a built site; gives its address, `http://127.0.0.1:PORT/token-tour/`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
    server.shutdown()


@pytest.fixture(scope="session")
def live(cache, tmp_path_factory):
    """The folder of what live cells load."""
    once(tmp_path_factory.getbasetemp(), "assets", lambda work: build_assets())
    return LIVE


@pytest.fixture(scope="session")
def folder(live, tmp_path_factory):
    """The folder of this course's site, built now."""
    return once(tmp_path_factory.getbasetemp(), "browser", build_site) / "site"


@pytest.fixture(scope="session")
def address(folder):
    """`http://127.0.0.1:PORT/token-tour/`."""
    with served(folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium."""
    expect.set_options(timeout=MILLISECONDS)
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield chrome
        chrome.close()


def settled(page):
    """A page that has loaded, and whose playground, if it is one, shows what it was opened with."""
    page.wait_for_load_state("load")
    if "/playground/" in page.url:
        expect(page.locator(".tt-token-grid")).to_have_attribute("aria-busy", "false")


@contextlib.contextmanager
def opening(browser):
    """`open_page(**context options)`: a fresh page whose `.troubles` lists console errors, failed and foreign requests;
    all are closed at the end."""
    contexts = []

    def opened(width=1440, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on(
            "console",
            lambda message: message.type in ("error", "warning") and page.troubles.append(f"console: {message.text}"),
        )
        page.on("pageerror", lambda error: page.troubles.append(f"script: {error}"))
        # what a page that is left had asked for is cancelled, and that is no trouble
        page.on(
            "requestfailed",
            lambda request: (
                request.failure != "net::ERR_ABORTED"
                and page.troubles.append(f"failed: {request.url} {request.failure}")
            ),
        )
        page.on(
            "response",
            lambda response: response.status >= 400 and page.troubles.append(f"{response.status}: {response.url}"),
        )
        context.on(
            "request",
            lambda request: (
                not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
                and page.troubles.append(f"another host: {request.url}")
            ),
        )
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(browser):
    """`opening` for one test."""
    with opening(browser) as open_page:
        yield open_page
