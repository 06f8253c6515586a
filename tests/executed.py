"""The `executed` fixture's work: every lesson of the course, run once for all tests, in an environment as odd as can
be.

    python tests/executed.py HF_HOME FILE

writes the results into the file. What the course promises of its bytes, tests/course/run/test_determinism.py compares.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path

ODD = {
    "PYTHONHASHSEED": "4242",
    "LC_ALL": "tr_TR.ISO-8859-9",
    "LANG": "de_DE.UTF-8",
    "TZ": "Asia/Seoul",
    "COLUMNS": "33",
    "TERM": "dumb",
    "HOME": "/nonexistent",
    "HF_TOKEN": "hf_x",
    "HF_HOME": "/nonexistent",
    "TRANSFORMERS_VERBOSITY": "debug",
    "PYTHONOPTIMIZE": "1",
    "PYTHONWARNINGS": "always",
    "PYTHONUTF8": "0",
}


def execute_examples(cache: Path, file: Path) -> None:
    """Pickles `{slug: Result}` into the file. Raises RuntimeError with the words of what failed."""
    done = subprocess.run(
        [sys.executable, __file__, cache, file], env={"PATH": os.defpath, **ODD}, cwd=file.parent, capture_output=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode())


def main(cache: Path, file: Path) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))
    from course.lessons.parse import load_all
    from course.paths import EXAMPLES
    from course.run.execute import Executor
    from course.tokenizers import manifest

    with Executor([model.repo for model in manifest.load().models], cache) as executor:
        file.write_bytes(pickle.dumps({result.lesson.slug: result for result in executor.run(load_all(EXAMPLES))}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
