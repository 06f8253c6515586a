"""Makes the environment in .venv and installs what is pinned: `python3 scripts/environment.py site` (or `test`).

Called by the Makefile before anything is installed, so it has the standard library only. What is there already is only
looked at; what was interrupted is taken up again; of two at once one waits.
"""

import contextlib
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)
PIP = "pip==26.3"
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

# Stamp → what is installed for it, and the file that pins it.
STAGES = {
    "site": (["--requirement", "requirements.txt"], "requirements.txt"),
    "test": (["--group", "test"], "pyproject.toml"),
}


def main(wanted: str) -> str:
    """Bring the environment to `site`, or to `test` on top of it; returns an error in one sentence, or nothing."""
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info[:2])
        return (
            f"Token Tour needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and this is {found}; name another "
            "one: make PYTHON=python3.12 site"
        )
    stages = ["site", "test"][: ["site", "test"].index(wanted) + 1]
    with _alone(ROOT / ".cache" / "environment.lock"):
        if not _has_pip():
            print(f"Creating the environment in {VENV.name}", flush=True)
            if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV]).returncode:
                return (
                    f"the environment in {VENV.name} could not be made; install Python's venv module (on Debian: "
                    "apt-get install python3-venv)."
                )
        for stage in stages:
            arguments, pins = STAGES[stage]
            stamp, key = VENV / f"{stage}.stamp", hashlib.sha256((ROOT / pins).read_bytes()).hexdigest()
            if stamp.is_file() and stamp.read_text() == key:
                continue
            print(
                f"Installing the pinned packages of {pins} (a minute or so)"
                if stage == "site"
                else "Installing the pinned packages of the tests",
                flush=True,
            )
            # Written last, so that an interrupted installation is taken up again.
            stamp.unlink(missing_ok=True)
            if _pip(PIP) or _pip(*arguments):
                return (
                    f"pip could not install what {pins} pins; mend what it names above (the connection, the disk) and "
                    "run this again."
                )
            stamp.write_text(key)
    return ""


def _has_pip() -> bool:
    """False too where an earlier run was stopped while it made the environment."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _pip(*arguments: str) -> int:
    # Twice quiet: errors are said, a machine's own warnings are not.
    return subprocess.run(
        [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments], cwd=ROOT
    ).returncode


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows, where make hardly is
        yield
        return
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Another command is installing into .venv; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    said = main(sys.argv[1])
    if said:
        sys.exit(f"error: {said}")
