"""The local cache of tokenizer snapshots, laid out as the Hub's own: the one place that writes into it.

    CACHE/hub/models--ORG--NAME/refs/main             the revision
    CACHE/hub/models--ORG--NAME/snapshots/REVISION/   the files, plain
    CACHE/verified/MODEL.json                         size, time and SHA-256 of each file when it was last hashed

CACHE is what HF_HOME names. A snapshot enters whole: its files are checked, written beside, and moved in at once.
"""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from course.errors import CourseError
from course.files import holds, json_of, write_if_changed
from course.tokenizers.manifest import Model

CONFIG = "config.json"
_STAGING = "staging-"


def snapshot_folder(cache: Path, model: Model) -> Path:
    """Where the files of a model lie."""
    return _repo_folder(cache, model) / "snapshots" / model.revision


def check(model: Model, files: Mapping[str, bytes], origin: str) -> None:
    """Raises CourseError unless `files` are the model's files, each with an accepted hash. `origin` says whose."""
    for file in model.files:
        data = files.get(file.name)
        if data is None:
            raise CourseError(f"{origin} has no {file.name} for {model.id}; nothing was written.")
        found = hashlib.sha256(data).hexdigest()
        if found not in (accepted.sha256 for accepted in file.accepted):
            expected = " or ".join(accepted.sha256 for accepted in file.accepted)
            raise CourseError(
                f"{file.name} of {model.id} from {origin} is not an accepted file: expected SHA-256 {expected}, "
                f"found {found} ({len(data):,} bytes); nothing was written."
            )


def is_present(cache: Path, model: Model, *, rehash: bool = False) -> bool:
    """Whether the snapshot is there, whole and accepted.

    A file whose size and time are as recorded is not read again, unless `rehash`; any other is hashed, and the record
    brought up to date. A file that does not belong there counts as damage: AutoTokenizer would read some of them.
    """
    folder = snapshot_folder(cache, model)
    wanted = _accepted(model)
    try:
        if not holds(_repo_folder(cache, model) / "refs" / "main", model.revision):
            return False
        if set(os.listdir(folder)) != set(wanted):
            return False
        recorded = {} if rehash else _recorded(cache, model)
        current = {name: _fingerprint(folder / name, recorded.get(name)) for name in wanted}
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
    if any(entry["sha256"] not in wanted[name] for name, entry in current.items()):
        return False
    if current != recorded:
        _record(cache, model, current)
    return True


def write(cache: Path, model: Model, files: Mapping[str, bytes]) -> None:
    """Puts checked files in place of whatever snapshot of the model is there. Call `check` first; hold the lock.

    Raises OSError when the disk does not take them; then what was there before still is.
    """
    folder = snapshot_folder(cache, model)
    staging = Path(tempfile.mkdtemp(dir=cache, prefix=_STAGING))
    try:
        fresh, old = staging / "fresh", staging / "old"
        fresh.mkdir()
        for name in _accepted(model):
            (fresh / name).write_bytes(model.config_json() if name == CONFIG else files[name])
        folder.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(folder):
            os.replace(folder, old)
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    write_if_changed(_repo_folder(cache, model) / "refs" / "main", model.revision.encode())
    _record(cache, model, {name: _fingerprint(folder / name, None) for name in _accepted(model)})


def clear_staging(cache: Path) -> None:
    """Removes what builds that were killed left behind. Hold the lock."""
    for leftover in cache.glob(_STAGING + "*"):
        shutil.rmtree(leftover, ignore_errors=True)


def disk_error(error: OSError, folder: Path) -> CourseError:
    """The sentence for a write into `folder` that the system refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        what = f"There is no room left for {folder}: free about 500 MB on its disk"
    else:
        what = f"{error.filename or folder} cannot be written ({error.strerror}): mend its permissions"
    return CourseError(f"{what}, then run the build again.")


def _repo_folder(cache: Path, model: Model) -> Path:
    return cache / "hub" / ("models--" + model.repo.replace("/", "--"))


def _accepted(model: Model) -> dict[str, set[str]]:
    """Name -> accepted SHA-256s of every file of the snapshot."""
    config = {CONFIG: {hashlib.sha256(model.config_json()).hexdigest()}}
    return {file.name: {accepted.sha256 for accepted in file.accepted} for file in model.files} | config


def _fingerprint(path: Path, known: dict | None) -> dict:
    """Size, time and hash of a file; the hash is the known one if size and time are."""
    status = path.stat()
    entry = {"size": status.st_size, "mtime_ns": status.st_mtime_ns}
    if known is not None and known == {**entry, "sha256": known.get("sha256")}:
        return known
    with path.open("rb") as stream:
        return {**entry, "sha256": hashlib.file_digest(stream, "sha256").hexdigest()}


def _recorded(cache: Path, model: Model) -> dict[str, dict]:
    try:
        record = json_of(cache / "verified" / f"{model.id}.json")
        return {name: dict(entry) for name, entry in record[model.revision].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}  # no record, or no sound one: hash again


def _record(cache: Path, model: Model, entries: dict[str, dict]) -> None:
    text = json.dumps({model.revision: entries}, indent=1, sort_keys=True) + "\n"
    try:
        write_if_changed(cache / "verified" / f"{model.id}.json", text.encode())
    except CourseError:
        pass  # a folder that can only be read: the price is to hash again next time
