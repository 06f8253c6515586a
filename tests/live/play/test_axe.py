"""axe-core on the tokenizer playground while it is used, in both schemes: nothing serious."""

import pytest
from axe import serious
from playwright.sync_api import expect


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_in_the_playground_in_use(open_page, address, scheme):
    page = open_page(width=390, height=844, color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + "playground/tokenizer/#v1.j.broken")
    grid = page.locator(".tt-token-grid")
    expect(page.locator(".tt-play-notice.tt-bad").first).to_be_visible()
    for preset in ("Injection", "Emoji"):
        page.get_by_role("button", name=preset).click()
        page.get_by_label("Text and ids").check()
        expect(grid).to_have_attribute("aria-busy", "false")
        page.locator('[data-model="phi-3"] .tt-chip').first.click()
        page.get_by_role("button", name="Next step").click()
        assert serious(page) == []
    page.evaluate("location.hash = '#v9.x'")
    expect(page.locator(".tt-play-notice.tt-bad").first).to_be_visible()
    assert serious(page) == []
