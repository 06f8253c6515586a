"""A site with a small lesson and the real live cells, served under a sub-path, and someone who reads it."""

import pytest
from chromium import served
from once import once
from reader import Reader
from sample import PAGES, lesson, second
from site_sample import build, write_site


@pytest.fixture(scope="session")
def sample_site(live, tmp_path_factory):
    """The folder of the sample's site."""

    def make(project):
        write_site(project, {"01_sample": lesson(), "02_other": second()}, PAGES)
        (project / ".cache").mkdir()
        (project / ".cache" / "live").symlink_to(live, target_is_directory=True)
        done = build(project, project / "site")
        if done.returncode:
            pytest.fail(f"The sample does not build:\n{done.stdout}", pytrace=False)

    return once(tmp_path_factory.getbasetemp(), "sample", make) / "site"


@pytest.fixture(scope="session")
def sample(sample_site):
    """`http://127.0.0.1:PORT/token-tour/` of the sample's site."""
    with served(sample_site) as url:
        yield url


@pytest.fixture
def reader(open_page, sample):
    """`reader(path, **context options)`: someone who has opened a page of the sample's site."""

    def comes(path="lessons/sample/", **options):
        page = open_page(**options)
        someone = Reader(page, sample)
        page.goto(sample + path)
        return someone

    return comes
