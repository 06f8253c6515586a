"""`make site` makes lessons and facts again when anything that they are made of, or they themselves, is another."""

import pytest

from course import unchanged
from course.files import is_made, note_made


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project: files by name, as `make site` has left them."""
    monkeypatch.setattr(unchanged, "ROOT", tmp_path)
    monkeypatch.setattr(unchanged, "EXAMPLES", tmp_path / "examples")
    monkeypatch.setattr(unchanged, "NOTEBOOKS", tmp_path / "docs" / "lessons")
    monkeypatch.setattr(unchanged, "_STAMP", tmp_path / ".cache" / "lessons.stamp")
    for name in (
        "examples/01_x.py",
        "examples/tour.py",
        "scripts/course/models.toml",
        "scripts/course/run/child.py",
        "requirements.txt",
        "docs/lessons/x.ipynb",
        "docs/quoted/page.ipynb",
        "docs/reference/facts.json",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert not unchanged.unchanged(), "nothing has been made yet"
    unchanged.note(unchanged.inputs())
    assert unchanged.unchanged()
    return tmp_path


def test_a_change_anywhere_counts_and_taking_it_back_too(project):
    for path in sorted(path for path in project.rglob("*") if path.is_file() and path.suffix != ".stamp"):
        before = path.read_text()
        path.write_text(before + " ")
        assert not unchanged.unchanged(), path
        path.write_text(before)
        assert unchanged.unchanged(), path


def test_a_file_that_comes_or_goes_counts(project):
    (project / "examples/02_y.py").write_text("new")
    assert not unchanged.unchanged()
    (project / "examples/02_y.py").unlink()
    (project / "docs/quoted/page.ipynb").unlink()
    assert not unchanged.unchanged()


def test_what_changed_while_it_was_made_is_made_again(project):
    made_of = unchanged.inputs()
    (project / "examples/01_x.py").write_text("saved in the meantime")
    unchanged.note(made_of)
    assert not unchanged.unchanged()


def test_what_is_not_read_does_not_count(project):
    (project / "scripts/course/__pycache__").mkdir()
    (project / "scripts/course/__pycache__/x.pyc").write_text("")
    assert unchanged.unchanged()


def test_what_a_fault_left_of_what_was_made_is_made_again(project):
    stamp, files = project / "made.inputs", [project / "requirements.txt", project / "examples" / "tour.py"]
    note_made(stamp, "of this", files)
    assert is_made(stamp, "of this", files) and not is_made(stamp, "of another", files)
    for path in (*files, stamp, project / ".cache" / "lessons.stamp"):
        whole = path.read_bytes()
        for left in (b"", whole[:-1], whole[:-1] + b"\xff"):
            path.write_bytes(left)
            assert not (is_made(stamp, "of this", files) and unchanged.unchanged()), (path, left)
        path.write_bytes(whole)
    files[0].unlink()
    assert not is_made(stamp, "of this", files)
