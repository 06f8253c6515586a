"""The runtime of live cells in a real Chromium, on a page that has nothing else."""

import os
import subprocess
import sys

import pytest
from browser.conftest import browser  # noqa: F401
from course.browser_runtime import build_runtime
from course.paths import ROOT
from course.wheels import wheels
from harness_page import START, Harness
from static_site import serve

REPO = "bigcode/starcoder2-3b"
PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="../live/harness.js"></script>'


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
