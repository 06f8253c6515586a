"""Keeps what course.model.record says in docs/reference/switches.json, and asks again when its inputs have changed."""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from course.errors import CourseError, last_words
from course.files import write_if_changed
from course.model import record
from course.paths import EXAMPLES, ROOT
from course.run.execute import environment
from course.tokenizers import manifest

RECORD = ROOT / "docs" / "reference" / "switches.json"
_CODE = Path(record.__file__).parent


def inputs() -> str:
    """A digest of all that the record is made of: the weights, the two tokenizers, the code, the pinned libraries."""
    known = manifest.load()
    digest = hashlib.sha256((known.weights.gguf_sha256 if known.weights else "").encode())
    for model in known.models:
        if model.repo in (record.SMOL, record.STARCODER):
            digest.update(model.model_dump_json().encode())
    for path in (*sorted(_CODE.glob("*.py")), EXAMPLES / "tour.py", ROOT / "requirements.txt"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def measured(hf_home: Path) -> dict:
    """The record, asked of the model in a clean process. Raises CourseError when the model cannot be asked."""
    with tempfile.TemporaryDirectory(prefix="switches-") as home:
        fixed = environment(hf_home.resolve(), Path(home)) | {
            "PYTHONPATH": f"{ROOT / 'scripts'}:{EXAMPLES}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run([sys.executable, "-m", "course.model.record"], env=fixed, cwd=home, capture_output=True)
    if done.returncode:
        said = last_words(done.stderr.decode(errors="replace"))
        raise CourseError(f"the model could not be asked ({said}); run `make site`, which brings it.")
    return {"inputs": inputs(), **json.loads(done.stdout)}


def refresh(hf_home: Path, path: Path = RECORD) -> str:
    """Asks the model if the record is of other inputs than today's; in a few words what was done."""
    if path.is_file() and load(path)["inputs"] == inputs():
        return "made of the same inputs"
    return "recorded" if write_if_changed(path, _written(measured(hf_home))) else "unchanged"


def load(path: Path = RECORD) -> dict:
    """The record that the site shows. CourseError when there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path.name} cannot be read ({error}); run `python scripts/build.py lessons`.") from None


def differences(fresh: dict, committed: dict) -> list[str]:
    """What another machine may not change: ids, order and answers. A per cent may round otherwise, and an answer may
    end one machine's toss-up earlier."""
    found = [f"switches.json: {name}" for name in ("question", "right", "stop") if fresh[name] != committed.get(name)]
    for key in sorted({*fresh["cases"], *committed["cases"]}):
        new, old = fresh["cases"].get(key), committed["cases"].get(key)
        if new is None or old is None:
            found.append(f"switches.json: {key}: {'gone' if new is None else 'new'}")
        elif new[0] != old[0] or not _same_chances(new[1], old[1]) or not _same_answer(new, old):
            found.append(f"switches.json: {key}: {json.dumps(old)}, now {json.dumps(new)}")
    return found


def _same_chances(new: list, old: list) -> bool:
    return [id for id, _ in new] == [id for id, _ in old] and all(abs(a - b) <= 1 for (_, a), (_, b) in zip(new, old))


def _same_answer(new: list, old: list) -> bool:
    shorter, longer = sorted((new, old), key=lambda case: len(case[2]))
    return longer[2][: len(shorter[2])] == shorter[2] and (len(shorter[2]) == len(longer[2]) or bool(shorter[3]))


def _written(found: dict) -> bytes:
    """A line for each combination, so that a change can be read."""
    cases = ",\n".join(f"  {json.dumps(key)}: {json.dumps(case)}" for key, case in found["cases"].items())
    rest = {name: value for name, value in found.items() if name != "cases"}
    head = json.dumps(rest, ensure_ascii=False)[:-1]
    return f'{head},\n "cases": {{\n{cases}\n }}}}\n'.encode()
