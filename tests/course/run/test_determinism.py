"""The same bytes from real processes that differ in everything a machine can differ in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from executed import ODD
from minicourse import CASES

from course.lessons.parse import numbers, slug_of
from course.notebooks import downloads, publish
from course.paths import EXAMPLES, NOTEBOOKS, ROOT
from course.tokenizers import manifest

# Prints the notebooks of a folder's lessons, executed with the repos named after it.
DRIVER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from course.lessons import parse
from course.notebooks import canonical
from course.run.execute import Executor
with Executor(sys.argv[4:], Path(sys.argv[3])) as executor:
    for result in executor.run(parse.load_all(Path(sys.argv[2]))):
        sys.stdout.buffer.write(canonical.to_bytes(result.lesson, result))
"""

PLAIN = {"PYTHONHASHSEED": "1"}


def notebooks(folder: Path, hf_home: Path, repos, environment, cwd: Path) -> bytes:
    command = [sys.executable, "-c", DRIVER, ROOT / "scripts", folder, hf_home, *repos]
    done = subprocess.run(command, env={"PATH": os.defpath, **environment}, cwd=cwd, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def odd(cache, tmp_path_factory):
    return notebooks(CASES, cache, [], ODD, tmp_path_factory.mktemp("elsewhere"))


def test_the_bytes_do_not_depend_on_the_callers_environment(cache, odd):
    first = notebooks(CASES, cache, [], PLAIN, ROOT)
    assert first.count(b'"nbformat": 4') == len([*CASES.glob("[0-9]*.py")])
    assert odd == first


def test_nor_do_those_of_the_course(executed):
    """The committed ones were written by another process on another day, and not in the odd environment of
    `executed`."""
    assert executed.keys() == {slug_of(path) for path in (*EXAMPLES.glob("[0-9]*.py"), *EXAMPLES.glob("page_*.py"))}
    setup = downloads.setups(manifest.load(), ROOT / "requirements.txt", EXAMPLES / "tour.py")
    fresh = publish.render(executed.values(), NOTEBOOKS, setup, numbers(EXAMPLES))
    if different := publish.differences(
        fresh, publish.leftovers(NOTEBOOKS, [result.lesson for result in executed.values()])
    ):
        pytest.fail("\n".join(different), pytrace=False)


def test_the_environment_of_a_lesson_is_the_documented_one(odd):
    text = odd.decode()
    assert "columns=80, lines=24" in text
    assert "('UTC', 'UTC') 00:00" in text
    assert "C.UTF-8" in text
    assert "[] False" in text  # an empty folder, and no token
