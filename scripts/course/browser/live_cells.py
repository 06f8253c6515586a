"""The stage that makes what live cells load, in .cache/live, laid out as it goes over the site's root."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from course import node
from course.browser import browser_runtime
from course.browser.browser_assets import asset_name
from course.browser.page_library import page_library
from course.browser.small_playgrounds import small_playgrounds
from course.browser.weight_parts import weight_parts
from course.errors import CourseError, last_words
from course.files import is_made, note_made, write_if_changed
from course.paths import CACHE, HF_HOME, NOTEBOOKS, ROOT
from course.run.execute import environment
from course.tokenizers import manifest, package_templates, weights
from course.tokenizers.manifest import Model

LIVE = CACHE / "live"
PARTS = CACHE / "live-parts"
MODELS = PARTS / "models.json"
SHELF = PARTS / "shelf.json"
SMALL = PARTS / "small.json"
CLASSES = PARTS / "classes.json"

# What the bytes of a tokenizer's asset depend on, beside the tokenizer itself.
_MAKERS = (
    "contract.json",
    "browser/browser_assets.py",
    "browser/compact.py",
    "browser/merge_rules.py",
    "browser/packed.py",
    "browser/unicode_classes.py",
    "models.toml",
)
_CLASS_MAKERS = (
    "browser/charsmap.py",
    "browser/class_keywords.py",
    "browser/class_probe.py",
    "browser/class_steps.py",
    "browser/class_table.py",
    "browser/class_tokens.py",
)
_SHELF_MAKERS = ("tokenizers/package_templates.py",)
_MAKE = (
    # the collector would look through millions of objects again and again
    "import gc, sys, pathlib; gc.disable(); from course.browser.browser_assets import tokenizer_assets as make; "
    "make(sys.argv[2:], pathlib.Path(sys.argv[1]))"
)


def build(models: Sequence[Model], say: Callable[[str], None]) -> str:
    """Make tokenizer assets, Python for pages, bundles and snapshot; returns in a few words what was done.

    A first build takes about a minute, one without changes to its inputs only looks. Raises CourseError when Node, npm
    or a part of the build fails; what stood in .cache/live before then stays.
    """
    say("npm packages")
    node.ensure_packages(node.find())
    say("tokenizers")
    tokenizers = PARTS / "tokenizers"
    tokenizer_assets([model.repo for model in models], tokenizers)
    listed = [{"id": model.id, "repo": model.repo, "name": model.short, "role": model.role} for model in models]
    write_if_changed(MODELS, json.dumps(listed).encode())
    say("the table of tokenizer classes")
    class_table(CLASSES)
    say("the shelf of templates")
    shelf = template_shelf()
    say("bundles and memory snapshot")
    library = page_library()
    write_if_changed(PARTS / "page.zip", library)
    parts = model_weights()
    write_if_changed(SMALL, json.dumps(small_playgrounds(NOTEBOOKS), ensure_ascii=False).encode())
    built = browser_runtime.build_runtime(
        LIVE, library, tokenizers, models=MODELS, shelf=shelf, weights=parts, small=SMALL, classes=CLASSES
    )
    return "built" if built else "nothing changed"


def template_shelf() -> Path | None:
    """The templates of the source distribution with their origins, as JSON; None where it has not been fetched, which
    `scripts/build.py tokenizers` does."""
    package = manifest.load().package
    archive = CACHE / "downloads" / package.file
    if not archive.is_file():
        return None
    made = {"package": f"{package.name} {package.version}", "sha256": package.sha256}
    stamp, key = SHELF.with_suffix(".inputs"), _key(repr(made), _SHELF_MAKERS)
    if is_made(stamp, key, [SHELF]):
        return SHELF
    origins = package_templates.read_origins(archive, package.folder)
    templates = package_templates.read_templates(archive, package.folder)
    listed = [{"name": name, "repo": origins.get(name), "text": text} for name, text in templates.items()]
    write_if_changed(SHELF, json.dumps(made | {"templates": listed}, ensure_ascii=False).encode())
    note_made(stamp, key, [SHELF])
    return SHELF


def model_weights() -> Path | None:
    """The weights of the model that answers, in parts; None where they have not been fetched."""
    known = manifest.load()
    if not known.weights or not (gguf := weights.place(HF_HOME, known.weights)).is_file():
        return None
    model = next(model for model in known.models if known.weights.gguf in model.source)
    return weight_parts(gguf, known.weights.gguf_sha256, model.id, known.weights.repo, PARTS / "weights")


def tokenizer_assets(repos: Sequence[str], folder: Path) -> None:
    """Assets of `repos`, and of no others; made in a process of its own, because transformers reads its environment at
    import."""
    stamp, key = folder / ".inputs", _key(repr(sorted(repos)), _MAKERS)
    names = {asset_name(repo) for repo in repos}
    if is_made(stamp, key, made := [folder / name for name in names]):
        return
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.iterdir():
        if stale.name not in names:
            stale.unlink()
    _made("the page's tokenizers", folder, "-c", _MAKE, folder, *repos)
    note_made(stamp, key, made)


def class_table(file: Path) -> None:
    """The table of tokenizer classes (class_table.py), which takes ten seconds."""
    stamp, key = file.with_suffix(".inputs"), _key("", _CLASS_MAKERS)
    if is_made(stamp, key, [file]):
        return
    _made("the table of tokenizer classes", file.parent, "-m", "course.browser.class_table", file)
    note_made(stamp, key, [file])


def _key(more: str, makers: Sequence[str]) -> str:
    """Of what bytes depend on beside what a library does at its pinned version."""
    digest = hashlib.sha256(more.encode())
    for path in [*(ROOT / "scripts" / "course" / name for name in makers), ROOT / "requirements.txt"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _made(what: str, home: Path, *command: str | Path) -> None:
    fixed = environment(HF_HOME, home) | {
        "PYTHONPATH": str(ROOT / "scripts"),
        "PATH": os.environ.get("PATH", os.defpath),
    }
    done = subprocess.run([sys.executable, *command], env=fixed, capture_output=True, text=True)
    if done.returncode:
        raise CourseError(f"{what} could not be made: {last_words(done.stderr)}")
