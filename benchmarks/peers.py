"""The peers of the live cells: each a folder to serve, built from packages of PyPI and npm, with where its page shows
`2`."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peers_packages import PEERS, copy_core, download_wheels, npm, once, pyodide, run
from site_sample import build, code, notebook, printed, prose, result, write_site

from course import node
from course.errors import CourseError
from course.paths import CACHE

HERE = Path(__file__).resolve().parent
REPO = "meta-llama/Llama-3.1-8B-Instruct"
ENCODES = 12
SENTENCE = "The tokenizer turns a sentence into ids, number by number."

JUPYTERLITE = {"jupyterlite-core": "0.8.6", "jupyterlite-pyodide-kernel": "0.8.6"}
COMM = "0.2.3"
THEBE, THEBE_LITE = "0.9.3", "0.5.0"
THEBE_PYODIDE = "0.27.0"  # what thebe-lite asks the CDN for

# The kernel's IPython imports sqlite3 for a history that the kernel turns off, and this wheel is on Pyodide's CDN only.
SQLITE = (
    "class Connection: ...\nclass Error(Exception): ...\nDatabaseError = OperationalError = IntegrityError = Error\n"
)


@dataclass(frozen=True)
class Peer:
    """`page`: its address below the server's root. `run`: selector of the button, "" where the page runs the code
    itself."""

    name: str
    folder: Path
    page: str
    run: str
    output: str
    note: str


def bare() -> Peer:
    """Pyodide in a worker as its documentation shows it, the version that the live cells use."""
    node.ensure_packages(node.find())
    package = node.LIVE / "node_modules" / "pyodide"
    version = _version(package)

    def make(folder: Path) -> None:
        copy_core(package, folder)
        shutil.copy(HERE / "live_boot" / "bare.js", folder)
        shutil.copy(HERE / "live_peers" / "bare.html", folder / "index.html")

    return Peer(
        "bare Pyodide",
        once(f"bare-{version}", make),
        "",
        "#run",
        "#output",
        f"Pyodide {version} in a worker, an empty page",
    )


def live_cells(work: Path) -> Peer:
    """The product: a lesson page of the real site. `work`: an empty folder for a site with that one lesson."""
    built = CACHE / "live"
    if not (built / "live" / "loader.js").is_file():
        raise CourseError("the live cells are not built: run `python scripts/build.py assets`, then this again.")
    encode = f'tokenizer.encode("{SENTENCE}")'
    load = f'from transformers import AutoTokenizer\n\ntokenizer = AutoTokenizer.from_pretrained("{REPO}")'
    lesson = notebook(
        prose("title", "# A lesson\n\nShort."),
        code("one", "print(1+1)", printed("2\n")),
        code("load", load),
        *(code(f"encode-{at}", encode, result("[0]")) for at in range(ENCODES)),
        title="A lesson",
    )
    pages = {"index.md": "# Home\n", "lessons/index.md": "# Lessons\n", "about.md": "# About\n"}
    project = write_site(work, {"01_one": lesson}, pages)
    (project / ".cache").mkdir()
    (project / ".cache" / "live").symlink_to(built, target_is_directory=True)
    done = build(project, project / "site")
    if done.returncode:
        raise CourseError(f"the lesson's site does not build: {done.stdout.strip().splitlines()[-1]}")
    note = (
        f"a lesson page of this site, Pyodide {_version(node.LIVE / 'node_modules' / 'pyodide')} from its "
        "memory snapshot"
    )
    return Peer("live cells", project / "site", "lessons/01_one/", run_of("one"), output_of("one"), note)


def run_of(cell: str) -> str:
    """The selector of a cell's Run button."""
    return f"#cell-{cell} .tt-run"


def output_of(cell: str) -> str:
    """The selector of the reader's own output of a cell, which stands where the build's stood."""
    return f"#cell-{cell} .tt-outputs.tt-own"


def jupyterlite() -> Peer:
    """The REPL application, which runs the code of its address by itself; the newest pair of core and kernel that
    fits."""
    package = node.LIVE / "node_modules" / "pyodide"
    version = _version(package)

    def make(site: Path) -> None:
        with tempfile.TemporaryDirectory(dir=PEERS) as scratch:
            _build_jupyterlite(Path(scratch), site)
        (site / "static" / "pyodide").mkdir(parents=True)
        pyodide(site / "static" / "pyodide", package, ["micropip", "ipython", "jedi"], {}, {})

    made = once(f"jupyterlite-{'-'.join(JUPYTERLITE.values())}-{version}", make)
    note = f"JupyterLite {JUPYTERLITE['jupyterlite-core']}, its REPL, Pyodide {version}"
    return Peer(
        "JupyterLite", made, "repl/index.html?kernel=python&code=print(1%2B1)", "", ".jp-OutputArea-output", note
    )


def _build_jupyterlite(scratch: Path, site: Path) -> None:
    """JupyterLite's own build, in an environment of its own; comm is the one package that it would ask PyPI for."""
    run(sys.executable, "-m", "venv", scratch / "venv")
    python = scratch / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *map("==".join, JUPYTERLITE.items()))
    download_wheels([f"comm=={COMM}"], scratch / "wheels")
    settings = {"pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True}
    plugins = {"litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": settings}}
    (scratch / "lite").mkdir()
    (scratch / "lite" / "jupyter-lite.json").write_text(
        json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": plugins})
    )
    [wheel] = (scratch / "wheels").glob("*.whl")
    run(
        python, "-m", "jupyterlite_core", "build", "--piplite-wheels", wheel, "--output-dir", site, cwd=scratch / "lite"
    )


def thebe_lite() -> Peer:
    """thebe with thebe-lite; one press starts the kernel and, as soon as it takes code, runs the cell."""
    lite = npm(f"thebe-lite@{THEBE_LITE}") / "dist" / "lib"
    thebe = npm(f"thebe@{THEBE}") / "lib"

    def make(folder: Path) -> None:
        without_maps = shutil.ignore_patterns("*.map", "types")
        for source in (lite, thebe):
            shutil.copytree(source, folder, dirs_exist_ok=True, ignore=without_maps)
        page = (HERE / "live_peers" / "thebe.html").read_text()
        piplite = next((lite / "pypi").glob("piplite-*.whl")).name
        (folder / "index.html").write_text(page.replace("PIPLITE", piplite))
        (folder / "pyodide").mkdir()
        stubs = {"ssl": "", "sqlite3": SQLITE}
        pyodide(folder / "pyodide", npm(f"pyodide@{THEBE_PYODIDE}"), ["micropip", "ipython"], stubs, {"comm": COMM})

    made = once(f"thebe-{THEBE}-lite-{THEBE_LITE}", make)
    note = f"thebe {THEBE}, thebe-lite {THEBE_LITE}, Pyodide {THEBE_PYODIDE} (its default) without ssl and sqlite3"
    return Peer("thebe-lite", made, "", "#run", ".jp-OutputArea-output", note)


def all_peers(work: Path) -> dict[str, Callable[[], Peer]]:
    """What makes each peer, by name, in the order of the table."""
    return {
        "bare Pyodide": bare,
        "live cells": lambda: live_cells(work),
        "JupyterLite": jupyterlite,
        "thebe-lite": thebe_lite,
    }


def _version(package: Path) -> str:
    return json.loads((package / "package.json").read_text())["version"]
