"""This checkout's own site, live cells and playgrounds in it, built once for all tests."""

from pathlib import Path

from site_sample import ROOT, build

from course.browser import live_cells
from course.tokenizers import manifest


def build_assets() -> Path:
    """What live cells load, in .cache as `make test` has it; only looked at where it is there. Returns its folder."""
    live_cells.build(manifest.load().models, lambda line: None)
    return live_cells.LIVE


def build_site(work: Path) -> Path:
    """The site, built into a folder of `work`; call build_assets first. Raises RuntimeError with MkDocs' words."""
    done = build(ROOT, work / "site")
    if done.returncode:
        raise RuntimeError(f"the site does not build:\n{done.stdout}")
    return work / "site"
