"""The pages of the course, for the tests that walk through all of them."""

import pytest


@pytest.fixture(scope="session")
def pages(folder):
    """Every page's path inside the site, `""` being the home page."""
    found = sorted(path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("index.html"))
    assert "" in found and any(path.startswith("lessons/0") for path in found)
    return found
