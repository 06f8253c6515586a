"""Packages of the peers: fetched at pinned versions into a scratch folder, and Pyodide laid out to be served with
them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from course.errors import CourseError
from course.paths import CACHE

PEERS = CACHE / "peers"

_CORE = (
    "pyodide.js",
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of the scratch folder, made unless it is there; an interrupted making leaves nothing behind."""
    folder = PEERS / name
    if not folder.is_dir():
        PEERS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=PEERS) as work:
            made = Path(work, "made")
            made.mkdir()
            make(made)
            made.rename(folder)
    return folder


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command; returns what it printed. Raises CourseError with the end of its complaint."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise CourseError(f"{command[0]} was not found: install it, then run this again.") from error
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).strip().splitlines() if line.strip()] or [
            "it said nothing"
        ]
        raise CourseError(f"{Path(command[0]).name} {command[1]} failed: {said[-1]}")
    return done.stdout


def npm(package: str) -> Path:
    """The unpacked folder of `name@version`."""

    def make(folder: Path) -> None:
        packed = run("npm", "pack", "--silent", "--pack-destination", folder, package).split()[-1]
        with tarfile.open(folder / packed) as archive:
            archive.extractall(folder, filter="data")

    return once(f"npm/{package}".replace("/", "-"), make) / "package"


def download_wheels(requirements: Iterable[str], folder: Path) -> None:
    """Pure Python wheels of `name==version` into `folder`."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    # whichever Python runs them later: none of them depends on it
    run(*pip, "--no-deps", "--only-binary=:all:", "--python-version", "3.14", "--dest", folder, *requirements)


def copy_core(package: Path, folder: Path) -> None:
    """Pyodide itself and its lock file, as the npm package has them."""
    for name in _CORE:
        if (package / name).is_file():  # an older one has no .mjs, a newer one no .asm.js
            shutil.copy(package / name, folder)


def pyodide(
    folder: Path, package: Path, names: Iterable[str], stubs: Mapping[str, str], extra: Mapping[str, str]
) -> None:
    """Fill `folder` with Pyodide and those packages of its distribution that `names` need, as pure Python wheels.

    `package`: the npm package, which has the lock file and no wheels. `stubs`: name → source of a module in the place
    of
    a package that is in no registry. `extra`: name → version of packages beyond the distribution.
    """
    copy_core(package, folder)
    lock = json.loads((package / "pyodide-lock.json").read_text())
    packages = lock["packages"]
    kept = _needed(packages, names, stubs)
    for name in stubs:
        packages[name]["depends"] = []
        _stub(folder / packages[name]["file_name"], name, stubs[name])
    download_wheels(
        [*(f"{name}=={packages[name]['version']}" for name in kept - set(stubs)), *map("==".join, extra.items())],
        folder,
    )
    for name, version in extra.items():
        file = next(folder.glob(f"{name}-{version}-*.whl")).name
        packages[name] = {
            **packages["six"],
            "name": name,
            "version": version,
            "file_name": file,
            "imports": [name],
            "depends": [],
        }
    lock["packages"] = {name: packages[name] for name in sorted(kept | set(extra))}
    for entry in lock["packages"].values():
        entry["sha256"] = hashlib.sha256((folder / entry["file_name"]).read_bytes()).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))


def _needed(packages: Mapping, names: Iterable[str], stubs: Mapping[str, str]) -> set[str]:
    """`names` and all that they depend on; a stub depends on nothing."""
    todo, found = [*names, *stubs], set()
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name not in found:
            found.add(name)
            todo += [] if name in stubs else packages[name]["depends"]
    return found


def _stub(wheel: Path, name: str, source: str) -> None:
    about = f"{wheel.name.split('-py')[0]}.dist-info"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.py", source)
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: benchmark\nRoot-Is-Purelib: true\nTag: py2.py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", "")
