"""No wrong answer is used or kept: every file of the build, in every way of being wrong, with and without a service
worker."""

import loading
import pytest


@pytest.mark.parametrize("visit", loading.VISITS)
def test_every_file_in_every_way_is_told_by_name_and_heals(site, page, visit):
    site.headers["Cache-Control"] = (
        "max-age=600"  # as GitHub Pages says: the browser's own cache keeps wrong answers too
    )
    verdicts = loading.walk(page, visit)
    assert len(verdicts) > 150
    assert {key: verdict for key, verdict in verdicts.items() if verdict} == {}
