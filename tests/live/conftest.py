"""A build of what live cells load, and a page's Python under Node to run things in."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from course.paths import CACHE, ROOT

from live_cases import REPOS
from live_driver import REAL, finish, start_in_page
from once import once

BUILD = "import sys, pathlib; from course.browser_assets import tokenizer_assets; tokenizer_assets(sys.argv[2:], pathlib.Path(sys.argv[1]))"


@pytest.fixture(scope="session")
def archive() -> Path:
    """The source distribution with llama.cpp's test vectors."""
    found = sorted((CACHE / "downloads").glob("llama_cpp_python-*.tar.gz"))
    assert found, "the tokenizers are not built yet: run `make site` first"
    return found[0]


@pytest.fixture(scope="session")
def build(tmp_path_factory) -> Path:
    """A folder with `tokenizers/` and `wheels/`, made by the build's own functions."""
    from course.browser_assets import wheels

    def make(folder):
        wheels(folder / "wheels", precompile=False, say=lambda line: None)
        environment = os.environ | REAL | {"PYTHONPATH": str(ROOT / "scripts")}
        subprocess.run([sys.executable, "-c", BUILD, folder / "tokenizers", *REPOS], env=environment, check=True)

    return once(tmp_path_factory.getbasetemp(), "live", make)


@pytest.fixture(scope="session")
def in_page(build, tmp_path_factory):
    """in_page(module, cases) -> what `run(cases)` of a module beside this file returns in Pyodide."""

    def run(module: str, cases: list):
        folder = tmp_path_factory.mktemp("page")
        finish(start_in_page(build, module, cases, folder))
        return json.loads((folder / "output.json").read_text())["results"]

    return run
