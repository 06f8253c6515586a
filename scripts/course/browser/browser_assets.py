"""The tokenizers as pages load them."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path

from course.browser.compact import NotCompact, compact, surface
from course.browser.packed import packed
from course.files import write_if_changed


def tokenizer_assets(repos: Iterable[str], out_dir: Path) -> dict[str, Path]:
    """Write the asset of every repo to `out_dir`; returns repo -> file.

    Loads each with `AutoTokenizer.from_pretrained(repo)`, so HF_HOME must name a cache that has them. The bytes depend
    on the tokenizer and the pinned libraries only. Raises CourseError for a tokenizer that a page cannot run.
    """
    files = {}
    for repo in repos:
        path = out_dir / asset_name(repo)
        write_if_changed(path, tokenizer_asset(repo, *_loaded(repo)))
        files[repo] = path
    return files


def _loaded(repo: str) -> tuple:
    """The tokenizer, and what transformers warns of while it loads it, at its default level."""
    from transformers import AutoTokenizer
    from transformers.utils import logging as theirs

    said = _Said()
    theirs.warning_once.cache_clear()  # what was said of another repository is said again
    level = theirs.get_verbosity()
    theirs.set_verbosity_warning()
    theirs.add_handler(said)
    try:
        return AutoTokenizer.from_pretrained(repo), said.messages
    finally:
        theirs.remove_handler(said)
        theirs.set_verbosity(level)


class _Said(logging.Handler):
    def __init__(self):
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def tokenizer_asset(repo: str, tokenizer, warnings: list[str]) -> bytes:
    """For the small engine if that knows the pipeline, else for the one that reads any tokenizer.json."""
    document = json.loads(tokenizer.backend_tokenizer.to_str())
    beside = surface(tokenizer) | {"warnings": warnings}
    try:
        return compact(repo, beside, document)
    except NotCompact:
        return packed(repo, beside, document)


def asset_name(repo: str) -> str:
    """`meta-llama/Llama-3.1-8B` -> `meta-llama--Llama-3.1-8B.txt`, which servers send compressed."""
    return repo.replace("/", "--") + ".txt"
