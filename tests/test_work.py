"""Two commands in one checkout: one waits for the other and says for whom, and nothing is lost."""

import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest
from patience import SECONDS
from site_sample import PAGES, write_site
from snapshot_world import closed_port

from course.errors import CourseError
from course.tokenizers import manifest
from course.work import SERVING, alone

HOLD = (
    "import sys; from pathlib import Path; from course.work import alone\nwith alone('a long build', "
    "print, folder=Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def project(tmp_path):
    """A miniature course with the command line of this one."""
    return write_site(tmp_path / "project")


def start(project, *command, **environment):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("TOKEN_TOUR_")}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=project,
        env=clean | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def hold(folder):
    """A process that holds the turn in `folder`; it ends when its input does."""
    path = os.pathsep.join(p for p in sys.path if p)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder],
        env=os.environ | {"PYTHONPATH": path},
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == "held\n"
    return process


def test_of_two_builds_at_once_both_end_with_a_whole_site(project):
    with alone("the test", print, folder=project / ".cache"):  # so that both meet
        builds = [start(project, "scripts/build.py", "site") for _ in range(2)]
        said = [build.stdout.readline() for build in builds]
    said = [first + build.communicate(timeout=SECONDS)[0] for first, build in zip(said, builds)]
    assert [build.returncode for build in builds] == [0, 0], said
    for text in said:
        assert text.startswith(f"the test (process {os.getpid()}, since "), text
        assert f"Site: {len(PAGES) + 2 + len(manifest.load().models)} pages" in text
    site = project / "site"
    assert len([page for page in site.rglob("*.html") if page.name != "404.html"]) == len(PAGES) + 2 + len(
        manifest.load().models
    )
    assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []


def test_the_server_waits_for_a_build_before_it_reads(project):
    port = closed_port()
    with alone("a build", print, folder=project / ".cache"):
        server = start(
            project,
            "-m",
            "mkdocs",
            "serve",
            "--dev-addr",
            f"127.0.0.1:{port}",
            **{SERVING: "1", "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"},
        )
        lines = []
        for line in server.stdout:
            lines.append(line)
            if "at work in this checkout; waiting for it." in line:
                break
        assert "a build (process " in lines[-1], lines
    try:
        for line in server.stdout:
            if "Serving on" in line:
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/about/") as answer:
            assert b"About" in answer.read()
        with alone("a build", print, folder=project / ".cache", patience=0):  # it holds nothing while it only serves
            pass
    finally:
        server.terminate()
        server.communicate()


def test_who_has_waited_long_enough_is_told_for_whom(tmp_path):
    other = hold(tmp_path)
    with pytest.raises(
        CourseError,
        match=rf"a long build \(process {other.pid}, since [\d:]+\) has been at work .* wait for it or stop it",
    ):
        with alone("this", print, folder=tmp_path, patience=0):
            pass
    other.communicate()


def test_a_killed_command_holds_nothing(tmp_path):
    other = hold(tmp_path)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    said = []
    with alone("this", said.append, folder=tmp_path, patience=0):
        assert re.search(r"since \d\d:\d\d", (tmp_path / "work.holder").read_text())
    assert said == []


def test_a_disk_without_room_is_named_in_a_sentence_and_the_last_site_stays(project):
    first = start(project, "scripts/build.py", "site")
    assert "Site: " in first.communicate(timeout=SECONDS)[0]
    whole = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    # as on a full disk, a write fails in mid-file
    limited = "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit("
    limited += "resource.RLIMIT_FSIZE, (9000, 9000)); sys.path[0] = 'scripts'; import build; sys.exit(build.main())"
    kept = "raise OSError(28, 'No space left on device', 'part')"  # of another stage
    stopped = start(project, "-c", f"import sys; sys.path[0] = 'scripts'; import build\ndef site(*_, **__): {kept}\n"
                    "build.site = site; sys.exit(build.main())", "site")  # fmt: skip
    assert stopped.communicate(timeout=SECONDS)[0].startswith("error: part: No space left on device; free some space")
    full = start(project, "-c", limited, "site")
    said = full.communicate(timeout=SECONDS)[0]
    assert full.returncode == 1 and "Traceback" not in said
    assert re.fullmatch(r"error: the site could not be written: File too large: .*The last site stays\.", said.strip())
    assert {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()} == whole
