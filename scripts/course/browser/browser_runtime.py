"""Builds what live cells run on: bundles, Pyodide, the memory snapshot, the service worker. Node does the work."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from course import node
from course.contract import FILE
from course.errors import CourseError
from course.files import is_made, note_made
from course.paths import EXAMPLES, ROOT

PROBES = EXAMPLES / "template_probes.json"  # bundled with the report card
CACHE = ROOT / ".cache" / "live-build"


def build_runtime(
    out_dir: Path,
    library: bytes,
    tokenizers: Path,
    *,
    models: Path | None = None,
    shelf: Path | None = None,
    weights: Path | None = None,
    small: Path | None = None,
    classes: Path | None = None,
    harness: Path | None = None,
    cache: Path = CACHE,
) -> bool:
    """Put `live/` and `sw.js` into `out_dir`, which holds nothing else afterwards; returns whether anything was built.

    `library`: page_library.py's zip; `tokenizers`: a folder of assets (`owner--name.txt`); `models`: a JSON
    file, `[{id, repo, name, role}]` in the order of pages, without which the playgrounds have none; `shelf`: a JSON
    file of templates (live_cells.py), without which the shelf is empty; `weights`: weights.json beside its parts
    (weight_parts.py), without which no model answers; `small`: a JSON file (small_playgrounds.py),
    without which lessons load tokenizers when they are scrolled to; `classes`: a JSON file (class_table.py), without
    which a reader's own tokenizer is what its tokenizer.json says; `harness`: a page script for tests, which becomes
    live/harness.js. The first build takes half a minute; without changes to the inputs it is only looked at.
    Raises CourseError when Node, npm or the build fail; `out_dir` is then as it was.
    """
    stamp = out_dir.parent / f".{out_dir.name}.inputs"
    key = _fingerprint(library, tokenizers, models, shelf, weights, small, classes, harness)
    if is_made(stamp, key, _all(out_dir)):
        return False
    command = node.find()
    node.ensure_packages(command)
    out_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out_dir.parent, prefix=".live-") as folder:
        made = Path(folder, "site")
        packed = Path(folder, "page.zip")
        packed.write_bytes(library)
        arguments = [
            "--out",
            str(made),
            "--library",
            str(packed),
            "--cache",
            str(cache),
            "--tokenizers",
            str(tokenizers),
        ]
        if models:
            arguments += ["--models", str(models)]
        if shelf:
            arguments += ["--shelf", str(shelf)]
        if weights:
            arguments += ["--weights", str(weights.parent)]
        if small:
            arguments += ["--small", str(small)]
        if classes:
            arguments += ["--classes", str(classes)]
        if harness:
            arguments += ["--harness", str(harness)]
        node.run(command, "build/build.mjs", *arguments)
        _replace(out_dir, made)
    note_made(stamp, key, _all(out_dir))
    return True


def _all(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _fingerprint(library: bytes, tokenizers: Path, *others: Path | None) -> str:
    """Changes with anything that the build reads."""
    digest = hashlib.sha256(library)
    sources = [
        path for folder in ("src", "build") for path in sorted((node.LIVE / folder).rglob("*")) if path.is_file()
    ]
    sources += [FILE, PROBES, node.LIVE / "package-lock.json"]
    sources += [*sorted(tokenizers.glob("*.txt")), *filter(None, others)]
    for path in sources:
        digest.update(f"\0{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _replace(out_dir: Path, made: Path) -> None:
    try:
        if out_dir.exists():
            os.rename(out_dir, made.with_name("old"))
        os.rename(made, out_dir)
    except OSError as error:
        raise CourseError(
            f"cannot put the live cells into {out_dir}: {error.strerror}; remove that folder and run this again."
        ) from error
    shutil.rmtree(made.with_name("old"), ignore_errors=True)
