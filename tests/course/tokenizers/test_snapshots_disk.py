"""A full disk, a folder that cannot be written, builds at the same time and builds that are killed."""

import errno
import os
import signal
from pathlib import Path

import pytest
from filelock import FileLock
from patience import SECONDS
from snapshot_world import ensure, ensure_process, error_of, files_in, pip_finds, small_package

from course.tokenizers.manifest import MODELS_TOML
from course.tokenizers.snapshot_store import disk_error


@pytest.fixture(scope="module")
def small(archive, tmp_path_factory):
    """(source distribution, manifest) with two vocabularies."""
    return small_package(archive, tmp_path_factory.mktemp("small"), "phi-3", "starcoder2")


@pytest.fixture
def home(small, tmp_path):
    """An empty cache beside the source distribution, so that nothing is downloaded."""
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    os.link(small[0], downloads / small[0].name)
    return tmp_path / "huggingface"


@pytest.fixture(scope="module")
def toml(small):
    """The manifest with that source distribution."""
    return small[1]


def test_a_disk_that_takes_no_more_while_a_snapshot_is_written(home, toml):
    # A limit on the size of a file is what every system offers without special rights; for the program it is the same
    # refusal in the middle of a write (EFBIG in place of ENOSPC, told in the same words).
    message = error_of(ensure(home, toml, "package", "phi-3", FILE_LIMIT="1000000"))
    assert "There is no room left for" in message and "free about 500 MB on its disk" in message
    assert not files_in(home) and not list(home.rglob("staging-*"))


def test_a_full_disk_leaves_the_snapshot_that_was_there(home, toml):
    ensure(home, toml, "package", "phi-3")
    stray = next((home / "hub").rglob("config.json")).with_name("stray.json")
    stray.write_text("{}")  # damage, so that it is written anew
    before = files_in(home)
    error_of(ensure(home, toml, "package", "phi-3", FILE_LIMIT="1000000"))
    assert files_in(home) == before


def test_a_disk_that_takes_no_more_while_pip_downloads(small, tmp_path):
    package, toml = small
    home = tmp_path / "fresh" / "huggingface"
    message = error_of(ensure(home, toml, "package", "starcoder2", FILE_LIMIT="100000", **pip_finds(package.parent)))
    assert "could not be downloaded: there is no room left on the disk" in message
    assert set(files_in(home.parent)) <= {"downloads/pip.log"}


def test_the_systems_own_word_for_a_full_disk_is_understood():
    with pytest.raises(OSError) as caught, open("/dev/full", "wb", buffering=0) as full:
        full.write(b"x")
    assert caught.value.errno == errno.ENOSPC
    assert "There is no room left for cache: free about 500 MB" in str(disk_error(caught.value, Path("cache")))


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "cache").write_text("")
    message = error_of(ensure(tmp_path / "cache" / "huggingface", MODELS_TOML, "package", "phi-3"))
    assert "cannot be written (Not a directory): mend its permissions" in message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder, so there is none to refuse")
def test_a_folder_without_the_right_to_write(tmp_path):
    (tmp_path / "cache").mkdir(mode=0o555)
    message = error_of(ensure(tmp_path / "cache" / "huggingface", MODELS_TOML, "package", "phi-3"))
    assert "cannot be written (Permission denied): mend its permissions" in message


def test_of_two_builds_at_once_one_writes_and_the_other_finds(home, toml):
    builds = [ensure_process(home, toml, "package", "phi-3", "starcoder2") for _ in range(2)]
    printed = [build.communicate(timeout=SECONDS)[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], printed
    written = sorted(line for text in printed for line in text.splitlines() if line.startswith("written:"))
    assert written == ["written: ", "written: phi-3 starcoder2"]


def test_a_build_says_that_it_waits_and_goes_on_when_the_other_is_done(home, toml):
    home.mkdir()
    with FileLock(home / "tokenizers.lock"):
        build = ensure_process(home, toml, "package", "phi-3")
        assert build.stdout.readline() == "another build is at work on the tokenizers; waiting for it\n"
        assert not (home / "hub").exists()
    assert "written: phi-3\n" in build.communicate(timeout=SECONDS)[0]


def test_a_build_that_has_waited_long_enough_says_who_holds_the_lock(home, toml):
    home.mkdir()
    with FileLock(home / "tokenizers.lock"):
        message = error_of(ensure(home, toml, "package", "phi-3", LOCK_TIMEOUT="0"))
    assert "Another build has been at work" in message and "tokenizers.lock" in message
    assert {path.name for path in home.iterdir()} <= {"tokenizers.lock"}


def test_a_build_that_is_killed_holds_no_lock_and_leaves_nothing_half_written(home, toml):
    models = ("phi-3", "starcoder2")
    build = ensure_process(home, toml, "package", *models)
    for line in build.stdout:
        if line.startswith("rebuilding starcoder2"):  # the first model is written, the other is not
            break
    build.send_signal(signal.SIGKILL)
    build.communicate()
    assert "written: starcoder2\n" in ensure(home, toml, "package", *models)
    assert not list(home.rglob("staging-*"))
