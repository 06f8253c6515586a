"""Every page, at two widths, in both schemes: nothing fails, nothing leaves the host, nothing overflows, all can be read."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page(open_page, address, pages, width, scheme):
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    for path in pages:
        page.goto(address + path, wait_until="networkidle")  # a playground fetches its tokenizers after the load
        assert page.locator("body").get_attribute("data-md-color-scheme") == ("slate" if scheme == "dark" else "default")
        wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wide <= 0, f"/{path} scrolls sideways by {wide} px"
        assert page.evaluate(CONTRAST) == [], f"/{path}: contrast too low"
        assert page.locator("h1").count() == 1
    assert page.troubles == []


def test_a_missing_page_helps_at_any_depth(open_page, address):
    page = open_page()
    for missing in ("nothing-here", "lessons/99_none/deeper/"):
        page.goto(address + missing)
        assert page.locator("h1").inner_text() == "There is no page here"
        page.get_by_role("link", name="1. Text to ids and back").click()
        expect(page).to_have_url(address + "lessons/01_text_to_ids/")
        expect(page.locator(".tt-cell").first).to_be_visible()
