"""Runs measure.py in a clean process; compares and keeps what it says in docs/reference/facts.json."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from course.errors import CourseError, last_words
from course.files import write_if_changed
from course.paths import CACHE, EXAMPLES, ROOT
from course.reference import template_cards
from course.run.execute import environment
from course.tokenizers import manifest, package_provider

FACTS = ROOT / "docs" / "reference" / "facts.json"


def measured(hf_home: Path) -> bytes:
    """The facts as the bytes of a JSON file. Raises CourseError when a tokenizer cannot be loaded, or the source
    distribution with llama.cpp's templates cannot be had."""
    package_provider.download(manifest.load().package, CACHE / "downloads", say=print)
    with tempfile.TemporaryDirectory(prefix="reference-") as home:
        fixed = environment(hf_home.resolve(), Path(home)) | {
            "PYTHONPATH": f"{ROOT / 'scripts'}:{EXAMPLES}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run(
            [sys.executable, "-m", "course.reference.measure"], env=fixed, cwd=home, capture_output=True
        )
    if done.returncode:
        said = last_words(done.stderr.decode(errors="replace"))
        raise CourseError(
            f"the reference's facts could not be measured ({said}); run `make site`, which brings the tokenizers."
        )
    facts = json.loads(done.stdout)
    asked = facts.pop("asked")
    made = template_cards.page_reports(list(asked.values()), template_cards.ELSEWHERE)
    for name, entries in zip(asked, made, strict=True):
        facts["templates"][name]["verdicts"][template_cards.ELSEWHERE] = template_cards.told(entries[-1])
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def write(data: bytes) -> bool:
    """Keeps the facts; returns whether they changed."""
    return write_if_changed(FACTS, data)


def load(path: Path = FACTS) -> dict:
    """The facts that the site shows. CourseError when there are none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path.name} cannot be read ({error}); run `python scripts/build.py lessons`") from None


def differences(fresh: bytes, path: Path = FACTS) -> list[str]:
    """What the committed facts say otherwise than `fresh`, one line each: `facts.json: models.phi-3.merges: 1, now
    2`."""
    try:
        committed = json.loads(path.read_bytes()) if path.is_file() else {}
    except ValueError as error:
        return [f"{path.name}: is no JSON ({error})"]
    return [f"{path.name}: {line}" for line in _different(committed, json.loads(fresh), "")][:40]


def _different(old: object, new: object, place: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _different(old.get(key), new.get(key), f"{place}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (was, now) in enumerate(zip(old, new)):
            yield from _different(was, now, f"{place}[{number}]")
    elif old != new:
        yield f"{place}: {_short(old)}, now {_short(new)}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
