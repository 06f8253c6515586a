"""Whether lessons and facts are made of what they were last made of: then `make site` need not make them again.
`make check`, the tests and a fresh checkout always do."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from course.files import holds, write_if_changed
from course.paths import CACHE, EXAMPLES, NOTEBOOKS, ROOT

_STAMP = CACHE / "lessons.stamp"
_KINDS = (".py", ".toml", ".json", ".txt")


def inputs() -> str:
    """A digest of the lessons, of all code that executes or measures, and of what is pinned."""
    code = [path for folder in (EXAMPLES, ROOT / "scripts") for path in folder.rglob("*") if path.suffix in _KINDS]
    return _digest([*code, ROOT / "requirements.txt"], sys.version)


def outputs() -> str:
    """A digest of the notebooks and facts, as they lie in docs/."""
    notebooks = [path for near in (NOTEBOOKS, NOTEBOOKS.with_name("quoted")) for path in near.glob("*.ipynb")]
    measured = [ROOT / "docs" / "reference" / name for name in ("facts.json", "switches.json")]
    return _digest([*notebooks, *measured])


def note(made_of: str) -> None:
    """The outputs of today were made of `made_of`, a result of `inputs`."""
    write_if_changed(_STAMP, f"{made_of} {outputs()}".encode())


def unchanged() -> bool:
    """Whether the inputs are those of the outputs, and nobody has changed either."""
    return holds(_STAMP, f"{inputs()} {outputs()}")


def _digest(files: Iterable[Path], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for path in sorted(files):
        data = path.read_bytes() if path.is_file() else b"absent"
        digest.update(f"{path.relative_to(ROOT)} {len(data)}\n".encode() + data)
    return digest.hexdigest()
