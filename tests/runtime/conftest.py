"""The runtime of live cells in a real Chromium, on a page that has nothing else."""

import os
import subprocess
import sys

import pytest
from browser.conftest import browser  # noqa: F401
from course.browser_assets import tokenizer_assets  # noqa: F401  (run below, in a process of its own)
from course.browser_runtime import build_runtime
from course.paths import ROOT
from course.wheels import wheels
from static_site import serve

REPO = "bigcode/starcoder2-3b"
PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="../live/harness.js"></script>'
START = 60_000  # ms: a busy machine; no test measures time


@pytest.fixture(scope="session")
def built(cache, tmp_path_factory):
    """A site with nothing but the runtime and one tokenizer."""
    work = tmp_path_factory.mktemp("runtime")
    make = f"from pathlib import Path; from course.browser_assets import tokenizer_assets; tokenizer_assets([{REPO!r}], Path('tokenizers'))"
    env = {**os.environ, "HF_HOME": str(cache), "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run([sys.executable, "-c", make], cwd=work, env=env, check=True)
    build_runtime(work / "site", wheels(work / "wheels", say=lambda line: None), work / "tokenizers", harness=ROOT / "tests" / "runtime" / "harness.ts")
    page = work / "site" / "harness" / "index.html"
    page.parent.mkdir()
    page.write_text(PAGE)
    return work / "site"


@pytest.fixture
def site(built):
    """The served site; a test may give it troubles and headers."""
    with serve(built) as served:
        yield served


@pytest.fixture
def context(browser):  # noqa: F811
    """A browser context with nothing cached."""
    fresh = browser.new_context()
    fresh.set_default_timeout(START)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context, site):
    return Harness(context, site)


class Harness:
    """The harness page: run cells, press Stop, see what the runtime reported."""

    def __init__(self, context, site):
        self.context = context
        self.site = site
        self.page = context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open()

    def open(self):
        self.page.goto(self.site.root + "harness/")
        self.page.wait_for_function("window.live")

    def js(self, script, *arguments):
        return self.page.evaluate(script, *arguments)

    def run(self, code, cell="cell"):
        """Run a cell and return its RunResult."""
        return self.js("([code, cell]) => live.run(code, cell)", [code, cell])

    def start(self, code, cell="cell"):
        """Run a cell without waiting for it; `result` waits."""
        self.js("([code, cell]) => { window.later = live.run(code, cell) }", [code, cell])
        self.page.wait_for_function("live.runtime.state === 'running'")

    def stop(self):
        self.js("live.runtime.stop()")

    def result(self):
        return self.js("() => window.later")

    def events(self, kind):
        return self.js("kind => live.events.filter(event => event.type === kind)", kind)

    def shown(self, code, cell="cell"):
        """All that a cell shows, as one text."""
        result = self.run(code, cell)
        assert result["status"] == "ok", result["error"]
        return "".join(output["text"] for output in result["outputs"])

    @property
    def state(self):
        return self.js("live.runtime.state")

    @property
    def way(self):
        return self.js("live.runtime.way")
