"""A build of what live cells load, and a page's Python under Node to run things in."""

import json
from pathlib import Path

import pytest
from live_driver import finish, start_in_page

from course.browser.live_cells import PARTS
from course.paths import CACHE


@pytest.fixture(scope="session")
def archive() -> Path:
    """The source distribution with llama.cpp's test vectors."""
    found = sorted((CACHE / "downloads").glob("llama_cpp_python-*.tar.gz"))
    assert found, "the tokenizers are not built yet: run `make site` first"
    return found[0]


@pytest.fixture(scope="session")
def build(live) -> Path:
    """The build's folder with `tokenizers/` and `page.zip`."""
    return PARTS


@pytest.fixture(scope="session")
def in_page(build, tmp_path_factory):
    """in_page(module, cases) -> what `run(cases)` of a module beside this file returns in Pyodide."""

    def run(module: str, cases: list):
        folder = tmp_path_factory.mktemp("page")
        finish(start_in_page(build, module, cases, folder))
        return json.loads((folder / "output.json").read_text())["results"]

    return run
