"""The course's site with this checkout's playgrounds in it, whatever .cache/live holds."""

import shutil
from pathlib import Path

from course import live_cells, manifest
from course.browser_runtime import build_runtime
from course.paths import ROOT
from course.wheels import wheels
from site_sample import build


def build_site(work: Path) -> Path:
    """Build into `work`; returns the site's folder. What has not changed since the last call is not built again."""
    project = work / "project"
    # the tokenizers' assets are shared with the real build; they depend on the tokenizers only
    live_cells.tokenizer_assets([model.repo for model in manifest.load().models], live_cells.PARTS / "tokenizers")
    made = wheels(work / "wheels", say=lambda line: None)
    build_runtime(project / ".cache" / "live", made, live_cells.PARTS / "tokenizers")
    for name in ("docs", "overrides", "scripts"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples", project / "examples", ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", project)
    done = build(project, work / "site")
    if done.returncode:
        raise RuntimeError(f"the site does not build:\n{done.stdout}")
    return work / "site"
