"""The tokenizers as pages load them."""

from collections.abc import Iterable
from pathlib import Path

from course.browser.compact import compact
from course.files import write_if_changed


def tokenizer_assets(repos: Iterable[str], out_dir: Path) -> dict[str, Path]:
    """Write the asset of every repo to `out_dir`; returns repo -> file.

    Loads each with `AutoTokenizer.from_pretrained(repo)`, so HF_HOME must name a cache that has them. The bytes depend
    on the tokenizer and the pinned libraries only. Raises CourseError for a tokenizer that a page cannot run.
    """
    from transformers import AutoTokenizer

    written = {}
    for repo in repos:
        path = out_dir / asset_name(repo)
        write_if_changed(path, compact(repo, AutoTokenizer.from_pretrained(repo)))
        written[repo] = path
    return written


def asset_name(repo: str) -> str:
    """`meta-llama/Llama-3.1-8B` -> `meta-llama--Llama-3.1-8B.json`."""
    return repo.replace("/", "--") + ".json"
