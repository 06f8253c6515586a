"""The runtime of live cells in a real Chromium, on a page that has nothing else."""

from contextlib import contextmanager

import pytest
from harness_page import Harness
from once import once
from patience import MILLISECONDS
from static_site import serve

from course.browser import live_cells
from course.browser.browser_runtime import build_runtime
from course.browser.page_library import page_library
from course.paths import ROOT
from course.site.kept_files import list_files

PAGE = (
    '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" '
    'src="../live/harness.js"></script>'
)


@pytest.fixture(scope="session")
def built(live, tmp_path_factory):
    """A site with nothing but the runtime and the course's tokenizers."""

    def make(work):
        harness = ROOT / "tests" / "live" / "python" / "harness.ts"
        parts = {"tokenizers": live_cells.PARTS / "tokenizers", "classes": live_cells.CLASSES}
        build_runtime(work / "site", page_library(), **parts, harness=harness)
        page = work / "site" / "harness" / "index.html"
        page.parent.mkdir(exist_ok=True)
        page.write_text(PAGE)
        list_files(work / "site")

    return once(tmp_path_factory.getbasetemp(), "runtime", make) / "site"


@pytest.fixture
def site(built):
    """The served site; a test may give it troubles and headers."""
    with serve(built) as served:
        yield served


@contextmanager
def _context(browser):
    fresh = browser.new_context()
    fresh.set_default_timeout(MILLISECONDS)
    yield fresh
    fresh.close()


@pytest.fixture
def context(browser):
    """A browser context with nothing cached."""
    with _context(browser) as fresh:
        yield fresh


@pytest.fixture
def page(context, site):
    return Harness(context, site)


@pytest.fixture(scope="module")
def shared(browser, built):
    """One page for the tests of a module; `python` and `fresh` are this page in a known state."""
    with serve(built) as served, _context(browser) as context:
        yield Harness(context, served)


@pytest.fixture
def python(shared):
    """A page on which cells may have run: its names and variables stay, what it reported is forgotten."""
    shared.forget()
    return shared


@pytest.fixture
def fresh(shared):
    """The module's page with a new worker: an empty namespace, and no cell has run."""
    shared.restart()
    return shared
