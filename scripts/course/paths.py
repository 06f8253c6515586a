"""Where things lie, relative to the repository's root."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
NOTEBOOKS = ROOT / "docs" / "lessons"
SITE = ROOT / "site"
CACHE = ROOT / ".cache"
HF_HOME = CACHE / "huggingface"
