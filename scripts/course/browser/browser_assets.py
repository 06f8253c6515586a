"""The tokenizers as pages load them."""

import json
from collections.abc import Iterable
from pathlib import Path

from course.browser.compact import NotCompact, compact
from course.browser.packed import packed
from course.files import write_if_changed


def tokenizer_assets(repos: Iterable[str], out_dir: Path) -> dict[str, Path]:
    """Write the asset of every repo to `out_dir`; returns repo -> file.

    Loads each with `AutoTokenizer.from_pretrained(repo)`, so HF_HOME must name a cache that has them. The bytes depend
    on the tokenizer and the pinned libraries only. Raises CourseError for a tokenizer that a page cannot run.
    """
    from transformers import AutoTokenizer

    files = {}
    for repo in repos:
        path = out_dir / asset_name(repo)
        write_if_changed(path, tokenizer_asset(repo, AutoTokenizer.from_pretrained(repo)))
        files[repo] = path
    return files


def tokenizer_asset(repo: str, tokenizer) -> bytes:
    """For the small engine if that knows the pipeline, else for the one that reads any tokenizer.json."""
    document = json.loads(tokenizer.backend_tokenizer.to_str())
    try:
        return compact(repo, tokenizer, document)
    except NotCompact:
        return packed(repo, tokenizer, document)


def asset_name(repo: str) -> str:
    """`meta-llama/Llama-3.1-8B` -> `meta-llama--Llama-3.1-8B.txt`, which servers send compressed."""
    return repo.replace("/", "--") + ".txt"
