"""Starts a page's Python under Node, and the environment of the real library beside it."""

import json
import subprocess
from pathlib import Path

from course import node
from course.paths import HF_HOME, ROOT

HERE = Path(__file__).parent
# The environment that the lessons' executor uses too.
REAL = {
    "HF_HOME": str(HF_HOME), "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "TOKENIZERS_PARALLELISM": "false", "PYTHONHASHSEED": "0",
    "TZ": "UTC", "PYTHONUTF8": "1", "RUST_BACKTRACE": "0",
}  # fmt: skip


def start_in_page(build: Path, module: str, cases: list, folder: Path) -> subprocess.Popen:
    """Start the cases under Node; results will be in folder/output.json."""
    (folder / "input.json").write_text(json.dumps(cases))
    driver = ROOT / "live" / "tests" / "run_cases.mjs"
    command = [node.find(), driver, build, HERE, module, folder / "input.json", folder / "output.json"]
    return subprocess.Popen(command, cwd=ROOT / "live", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def finish(process: subprocess.Popen) -> None:
    output, _ = process.communicate()
    assert process.returncode == 0, output.decode(errors="replace")[-4000:]
