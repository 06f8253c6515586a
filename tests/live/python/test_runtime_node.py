"""What needs no browser: the types of all of live/, and its tests under Node."""

import subprocess

import pytest

from course import node


@pytest.mark.style  # `make lint` asks for these
def test_typescript_finds_no_errors():
    command = node.find()
    node.ensure_packages(command)  # for `make lint`, which builds nothing
    done = subprocess.run(
        [command, "node_modules/typescript/bin/tsc", "--noEmit", "-p", "."],
        cwd=node.LIVE,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.style
def test_typescript_is_formatted_and_linted():
    command = node.find()
    node.ensure_packages(command)
    done = subprocess.run(
        [command, "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
        cwd=node.LIVE,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def test_node_tests_pass():
    files = sorted(str(path.relative_to(node.LIVE)) for path in (node.LIVE / "tests").rglob("*.test.mjs"))
    assert files
    done = subprocess.run([node.find(), "--test", *files], cwd=node.LIVE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
