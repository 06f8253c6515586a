"""Small real worlds for the tests of snapshots: a source distribution with few vocabularies, and processes that use
it."""

import hashlib
import os
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

from patience import SECONDS

from course.tokenizers import manifest, package_provider, vocabularies
from course.tokenizers.manifest import MODELS_TOML

ENSURE = Path(__file__).with_name("ensure_process.py")
_BACKEND = """
import os
def prepare_metadata_for_build_wheel(directory, config_settings=None):
    os.makedirs(f"{directory}/llama_cpp_python-0.3.36.dist-info")
    open(f"{directory}/llama_cpp_python-0.3.36.dist-info/METADATA", "w").write("Metadata-Version: 2.1\\nName: llama-cpp-python\\nVersion: 0.3.36\\n")
    open(f"{directory}/llama_cpp_python-0.3.36.dist-info/WHEEL", "w").write("Wheel-Version: 1.0\\nTag: py3-none-any\\n")
    return "llama_cpp_python-0.3.36.dist-info"
def build_wheel(*_): raise RuntimeError("pip must not build it")
"""
_PROJECT = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
_INFO = "Metadata-Version: 2.1\nName: llama-cpp-python\nVersion: 0.3.36\n"


def small_package(archive: Path, folder: Path, *ids: str) -> tuple[Path, Path]:
    """(source distribution, manifest): the real name and version, but only these models' real vocabularies inside.

    The real one is 76 MB, which each rebuild hashes and unpacks. pip takes this one from the folder without any index;
    the manifest is the real one with this package's size and SHA-256.
    """
    known = manifest.load()
    real = known.package
    names = {name for model in known.select(ids) for name in vocabularies.sources(model.rebuild)}
    root = folder / "source" / real.folder.partition("/")[0]
    models = root / real.folder.partition("/")[2]
    models.mkdir(parents=True)
    for name, data in package_provider.read_members(archive, real.folder, names).items():
        (models / name).parent.mkdir(parents=True, exist_ok=True)
        (models / name).write_bytes(data)
    (root / "backend.py").write_text(_BACKEND)
    (root / "pyproject.toml").write_text(_PROJECT)
    (root / "PKG-INFO").write_text(_INFO)
    package = folder / "index" / real.file
    package.parent.mkdir()
    with tarfile.open(package, "w:gz", compresslevel=1) as tar:
        tar.add(root, root.name)
    text = MODELS_TOML.read_text(encoding="utf-8").replace(
        real.sha256, hashlib.sha256(package.read_bytes()).hexdigest()
    )
    toml = folder / "models.toml"
    toml.write_text(text.replace(str(real.size), str(package.stat().st_size)), encoding="utf-8")
    return package, toml


def pip_finds(folder: Path) -> dict[str, str]:
    """pip's settings for a machine whose only packages are the files in `folder`."""
    return {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder)}


def pip_asks(index: str) -> dict[str, str]:
    """pip's settings for a machine whose only index is at this address."""
    return {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": index, "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}


def ensure_process(cache: Path, toml: Path, provider: str, *only: str, **settings: str) -> subprocess.Popen:
    """A build of its own, started; without this machine's own settings for pip and the Hub."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "HF_"))}
    return subprocess.Popen(
        [sys.executable, ENSURE, cache, toml, provider, *only],
        env={**ours, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ensure(cache: Path, toml: Path, provider: str, *only: str, **settings: str) -> str:
    """What such a build prints, once it has ended."""
    return ensure_process(cache, toml, provider, *only, **settings).communicate(timeout=SECONDS)[0]


def error_of(printed: str) -> str:
    """The one sentence of a build that failed; no traceback may be beside it."""
    assert "Traceback" not in printed
    errors = [line for line in printed.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1 and errors[0].endswith("."), printed
    return errors[0]


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, except locks: relative path -> bytes."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def closed_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
