"""Every tie to Material for MkDocs is listed in CONTRIBUTING.md, counted: what a move to another theme has to
replace."""

import re
from collections.abc import Iterable
from pathlib import Path

from course.paths import ROOT

CLASSES, VARIABLES = re.compile(r"\.(md-[\w-]+)"), re.compile(r"--(md-[\w-]+)")
NAMES = re.compile(r"\b(?:__md_\w+|md-[a-z][\w-]*|document\$)")
PATCHES = re.compile(r"\b(?:patched|before|after)\(\s*(?:html|output|page),")


def distinct(pattern: re.Pattern, files: Iterable[Path]) -> int:
    return len({found for path in files for found in pattern.findall(path.read_text(encoding="utf-8"))})


def ties() -> dict[str, int]:
    sheets = sorted((ROOT / "docs" / "stylesheets").glob("*.css"))
    site = sorted((ROOT / "scripts" / "course" / "site").glob("*.py"))
    scripts = [*sorted((ROOT / "live" / "src").rglob("*.ts")), ROOT / "docs" / "assets" / "palette.js"]
    return {
        "templates in `overrides/` that replace or extend the theme's": len(list((ROOT / "overrides").rglob("*.html"))),
        "classes `.md-…` in `docs/stylesheets/`": distinct(CLASSES, sheets),
        "variables `--md-…` in `docs/stylesheets/`": distinct(VARIABLES, sheets),
        (
            "places in its pages that `scripts/course/site/` changes (`patches.py`; one that is missing ends the build)"
        ): sum(len(PATCHES.findall(path.read_text())) for path in site),
        "names of its elements and functions in `live/src` and `docs/assets/palette.js`": distinct(NAMES, scripts),
    }


def test_contributing_counts_every_tie_to_material():
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = [f"| {what} | {count} |" for what, count in ties().items()]
    assert [line for line in lines if line not in told] == []
