"""The wheels that Pyodide loads: our package, and Jinja2 with MarkupSafe as pure Python; and their lock file.

They are made from what is installed beside the build, so a page renders chat templates with the very Jinja2 that the
lessons ran with. No index is asked for anything.
"""

import base64
import hashlib
import importlib.metadata
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError, last_words
from course.files import write_if_changed
from course.paths import ROOT

PACKAGES = ROOT / "live" / "python"
PAGE_PACKAGES = ("tokenizers", "transformers")
PYODIDE_LOCK = ROOT / "live" / "node_modules" / "pyodide" / "pyodide-lock.json"
LOCK = "pyodide-lock.json"
_WHEEL = "Wheel-Version: 1.0\nGenerator: token-tour\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True)
class Wheel:
    """A pure wheel: its distribution and version, what it is imported as, what it needs, and its bytes."""

    name: str
    version: str
    imports: tuple[str, ...]
    depends: tuple[str, ...]
    data: bytes

    @property
    def file_name(self) -> str:
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"


def wheels(out_dir: Path, *, precompile: bool = True, say=print) -> list[Path]:
    """Write the wheels and `pyodide-lock.json` to `out_dir`, which holds nothing else afterwards; returns the wheels.

    Where this Python has Pyodide's minor version and `pyodide` (of pyodide-build) is installed, modules are compiled to
    byte code; elsewhere they ship as source, and `say` gets one line about it. Raises CourseError if Jinja2 is not
    installed or Pyodide's npm package is missing.
    """
    made = [page_wheel(), installed_wheel("Jinja2", "jinja2", ("markupsafe",)), installed_wheel("MarkupSafe", "markupsafe", ())]
    files = {wheel.file_name: wheel.data for wheel in made}
    files[LOCK] = lock_file(made)
    if precompile:
        files = _precompiled(files, say)
    for name, data in files.items():
        write_if_changed(out_dir / name, data)
    for stale in set(out_dir.iterdir()) - {out_dir / name for name in files}:
        stale.unlink()
    return sorted(out_dir / name for name in files if name.endswith(".whl"))


def page_wheel() -> Wheel:
    """`tokenizers` and `transformers` of live/python as a wheel."""
    paths = sorted(path for name in PAGE_PACKAGES for path in (PACKAGES / name).rglob("*.py"))
    sources = {path.relative_to(PACKAGES).as_posix(): path.read_bytes() for path in paths}
    metadata = "Metadata-Version: 2.1\nName: token-tour-live\nVersion: 0.1.0\nLicense: MIT\n"
    data = wheel_bytes("token_tour_live-0.1.0", sources, {"METADATA": metadata.encode(), "LICENSE": (ROOT / "LICENSE").read_bytes()})
    return Wheel("token-tour-live", "0.1.0", PAGE_PACKAGES, ("jinja2",), data)


def installed_wheel(name: str, package: str, depends: tuple[str, ...]) -> Wheel:
    """A wheel from an installed distribution, without compiled modules."""
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError as error:
        raise CourseError(f"{name} is not installed; run `pip install -r requirements.txt`.") from error
    sources, metadata = {}, {}
    for file in distribution.files or ():
        if file.parts[0] == package and (file.suffix == ".py" or file.name == "py.typed"):
            sources[file.as_posix()] = Path(file.locate()).read_bytes()
        elif file.parts[0].endswith(".dist-info") and (file.name == "METADATA" or "LICENSE" in file.name):
            metadata["/".join(file.parts[1:])] = Path(file.locate()).read_bytes()
    stem = f"{package}-{distribution.version}"
    return Wheel(package, distribution.version, (package,), depends, wheel_bytes(stem, sources, metadata))


def wheel_bytes(stem: str, sources: Mapping[str, bytes], metadata: Mapping[str, bytes]) -> bytes:
    """A wheel with these files, always the same bytes for the same files."""
    folder = f"{stem}.dist-info"
    files = dict(sorted(sources.items())) | {f"{folder}/{name}": data for name, data in sorted(metadata.items())}
    files[f"{folder}/WHEEL"] = _WHEEL.encode()
    digest = lambda data: base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()  # noqa: E731
    record = "".join(f"{name},sha256={digest(data)},{len(data)}\n" for name, data in files.items())
    files[f"{folder}/RECORD"] = f"{record}{folder}/RECORD,,\n".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()


def lock_file(made: list[Wheel]) -> bytes:
    """`pyodide-lock.json` for Pyodide's pinned version, naming exactly these wheels."""
    packages = {
        wheel.name: {
            "name": wheel.name,
            "version": wheel.version,
            "file_name": wheel.file_name,
            "install_dir": "site",
            "sha256": hashlib.sha256(wheel.data).hexdigest(),
            "package_type": "package",
            "imports": list(wheel.imports),
            "depends": list(wheel.depends),
            "unvendored_tests": False,
        }
        for wheel in made
    }
    return (json.dumps({"info": _pyodide_info(), "packages": packages}, indent=1, sort_keys=True) + "\n").encode()


def _pyodide_info() -> dict:
    try:
        return json.loads(PYODIDE_LOCK.read_bytes())["info"]
    except OSError as error:
        raise CourseError(f"{PYODIDE_LOCK.relative_to(ROOT)} is missing; run `npm ci` in live/.") from error


def _precompiled(files: dict[str, bytes], say) -> dict[str, bytes]:
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    wanted = ".".join(_pyodide_info()["python"].split(".")[:2])
    tool = Path(sys.executable).with_name("pyodide")
    command = str(tool) if tool.is_file() else shutil.which("pyodide")
    if ours != wanted or command is None:
        reason = f"this is Python {ours}, Pyodide has {wanted}" if ours != wanted else "pyodide-build is not installed"
        say(f"Wheels ship as source ({reason}); the first cell of a page starts a little later.")
        return files
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        done = subprocess.run([command, "py-compile", folder, "--silent"], capture_output=True, text=True)
        if done.returncode:
            raise CourseError(f"`pyodide py-compile` failed: {last_words(done.stderr or done.stdout)}")
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
