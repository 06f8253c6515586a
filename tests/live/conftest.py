"""A build of what live cells load, and a page's Python under Node to run things in."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from course.paths import CACHE, HF_HOME, ROOT

from live_cases import REPOS

HERE = Path(__file__).parent
# The environment that the lessons' executor uses too.
REAL = {
    "HF_HOME": str(HF_HOME), "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "TOKENIZERS_PARALLELISM": "false", "PYTHONHASHSEED": "0",
    "TZ": "UTC", "PYTHONUTF8": "1", "RUST_BACKTRACE": "0",
}  # fmt: skip
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

    folder = tmp_path_factory.mktemp("live")
    wheels(folder / "wheels", precompile=False, say=lambda line: None)
    environment = os.environ | REAL | {"PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run([sys.executable, "-c", BUILD, folder / "tokenizers", *REPOS], env=environment, check=True)
    return folder


@pytest.fixture(scope="session")
def in_page(build, tmp_path_factory):
    """in_page(module, cases) -> what `run(cases)` of a module beside this file returns in Pyodide."""

    def run(module: str, cases: list):
        folder = tmp_path_factory.mktemp("page")
        finish(start_in_page(build, module, cases, folder))
        return json.loads((folder / "output.json").read_text())["results"]

    return run


def start_in_page(build: Path, module: str, cases: list, folder: Path) -> subprocess.Popen:
    """Start the cases under Node; results will be in folder/output.json."""
    (folder / "input.json").write_text(json.dumps(cases))
    driver = ROOT / "live" / "tests" / "run_cases.mjs"
    command = ["node", driver, build, HERE, module, folder / "input.json", folder / "output.json"]
    return subprocess.Popen(command, cwd=ROOT / "live", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def finish(process: subprocess.Popen) -> None:
    output, _ = process.communicate()
    assert process.returncode == 0, output.decode(errors="replace")[-4000:]
