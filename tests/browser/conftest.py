"""The pages of the course, for the tests that walk through all of them."""

import pytest

from course.paths import ROOT
from course.site.moved import read_moved


@pytest.fixture(scope="session")
def pages(folder):
    """Every page's path inside the site, `""` being the home page."""
    moved = read_moved(ROOT / "docs")
    found = sorted(
        path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("index.html")
    )
    found = [path for path in found if path not in moved]
    assert "" in found and any(path.startswith("lessons/t") for path in found)
    return found
