"""The cache of tokenizers: filled once, watched for damage, and never touched by a mistake in the command."""

import os
import shutil
import subprocess
import sys

import pytest
from snapshot_world import ensure, files_in, small_package

from course.errors import CourseError
from course.tokenizers import manifest, snapshots
from course.tokenizers.snapshot_store import snapshot_folder

MANIFEST = manifest.load()
PHI = MANIFEST.select(["phi-3"])[0]


@pytest.fixture(scope="module")
def small(archive, tmp_path_factory):
    """(source distribution, manifest) with Phi-3's vocabulary only."""
    return small_package(archive, tmp_path_factory.mktemp("small"), "phi-3")


@pytest.fixture(scope="module")
def made(small, tmp_path_factory):
    """A cache with Phi-3 in it, beside a folder of downloads that holds the source distribution."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "downloads").mkdir()
    os.link(small[0], folder / "downloads" / small[0].name)
    snapshots.ensure(manifest.load(small[1]), folder / "huggingface", only=["phi-3"])
    return folder


@pytest.fixture
def copy(made, tmp_path):
    """A copy of it, with the times of its files, which tell that they are verified."""
    shutil.copytree(made, tmp_path, symlinks=True, copy_function=copied, dirs_exist_ok=True)
    return tmp_path / "huggingface"


def copied(source, target):
    return os.link(source, target) if "downloads" in source else shutil.copy2(source, target)


@pytest.fixture
def repair(small):
    """`repair(cache, **options)`: the models that a further run writes."""
    return lambda cache, **options: snapshots.ensure(manifest.load(small[1]), cache, only=["phi-3"], **options).written


def test_a_plain_autotokenizer_loads_the_course_from_the_cache_without_a_warning(cache):
    """The guests' files are as published, also where transformers has something to say of them (DeepSeek-V3's class)."""
    program = (
        "import sys\nfrom transformers import AutoTokenizer\nfor repo in sys.argv[1:]: "
        "AutoTokenizer.from_pretrained(repo)"
    )
    environment = {"HF_HOME": str(cache), "HF_HUB_OFFLINE": "1", "PATH": os.environ["PATH"], "HOME": "/nowhere"}
    command = [sys.executable, "-c", program, *(model.repo for model in MANIFEST.course)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    # transformers says on every import that there is no PyTorch; that is not about the tokenizers.
    told = [line for line in (done.stdout + done.stderr).splitlines() if "PyTorch was not found" not in line]
    assert (done.returncode, told) == (0, [])


def test_a_second_run_finds_everything_and_imports_nothing_heavy(copy, small):
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    assert ensure(copy, small[1], "package", "phi-3") == "written: \nimported: \n"
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == before


def test_a_cache_without_its_records_is_hashed_not_rebuilt(copy, repair):
    shutil.rmtree(copy / "verified")
    assert repair(copy) == ()
    assert (copy / "verified" / "phi-3.json").is_file()


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "tokenizer.json").unlink(),
        lambda folder: (folder / "config.json").unlink(),
        lambda folder: os.truncate(folder / "tokenizer.json", 1_000_000),
        lambda folder: (folder / "tokenizer_config.json").write_bytes(bytes(3_311)),
        lambda folder: (folder / "config.json").write_text("{}"),
        lambda folder: (folder / "special_tokens_map.json").write_text("{}"),
        lambda folder: shutil.rmtree(folder),
        lambda folder: (folder.parent.parent / "refs" / "main").write_text("another"),
        lambda folder: (folder.parent.parent / "refs" / "main").unlink(),
    ],
    ids=[
        "no tokenizer",
        "no config",
        "cut",
        "other bytes",
        "other config",
        "stray file",
        "no folder",
        "other ref",
        "no ref",
    ],
)
def test_damage_is_seen_and_repaired(damage, copy, repair):
    folder = snapshot_folder(copy, PHI)
    whole = files_in(copy / "hub")
    damage(folder)
    assert repair(copy) == ("phi-3",)
    assert files_in(copy / "hub") == whole
    assert repair(copy) == ()


def test_only_verify_sees_bytes_that_changed_under_the_same_size_and_time(copy, repair):
    path = snapshot_folder(copy, PHI) / "tokenizer_config.json"
    status = path.stat()
    path.write_bytes(bytes(status.st_size))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert repair(copy) == ()
    assert repair(copy, verify=True) == ("phi-3",)


def test_a_record_that_is_nonsense_is_replaced(copy, repair):
    record = copy / "verified" / "phi-3.json"
    sound = record.read_bytes()
    for nonsense in (b"", b"[]", b'{"x": 1}', b'{"%b": {"config.json": 3}}' % PHI.revision.encode(), b"\xff"):
        record.write_bytes(nonsense)
        assert repair(copy) == ()
        assert record.read_bytes() == sound


def test_what_a_killed_build_left_behind_is_cleared(copy, repair):
    (copy / "staging-left").mkdir()
    (copy / "staging-left" / "half").write_bytes(b"half")
    snapshot_folder(copy, PHI).joinpath("config.json").unlink()
    repair(copy)
    assert not list(copy.glob("staging-*"))


def test_unknown_names_are_answered_with_the_known_ones_before_anything_is_written(tmp_path):
    with pytest.raises(CourseError, match="no provider ftp; there are package and hub"):
        snapshots.ensure(MANIFEST, tmp_path / "cache", "ftp")
    with pytest.raises(CourseError, match="no model phi in the manifest; it has llama-3.1, .*starcoder2"):
        snapshots.ensure(MANIFEST, tmp_path / "cache", only=["phi"])
    assert not (tmp_path / "cache").exists()
