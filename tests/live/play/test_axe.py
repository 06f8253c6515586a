"""axe-core on the tokenizer playground while it is used, in both schemes: nothing serious."""

from axe import serious
from playwright.sync_api import expect


def found(page):
    """What is serious; of the dark scheme only the contrast, since nothing else depends on it."""
    lines = []
    for scheme, name, only in (("light", "default", None), ("dark", "slate", ["color-contrast"])):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
        lines += serious(page, only=only)
    return lines


def test_nothing_serious_in_the_playground_in_use(open_page, address):
    page = open_page(width=390, height=844, color_scheme="dark", reduced_motion="reduce")
    page.goto(address + "playground/tokenizer/#v1.j.broken")
    grid = page.locator(".tt-token-grid")
    expect(page.locator(".tt-play-notice.tt-bad").first).to_be_visible()
    page.get_by_role("button", name="Tokenizers and options").click()
    for preset in ("Injection", "Emoji"):
        page.get_by_role("button", name=preset).click()
        page.get_by_label("Text and ids").check()
        expect(grid).to_have_attribute("aria-busy", "false")
        page.locator('[data-model="phi-3"] .tt-chip').first.click()
        page.get_by_role("button", name="Next step").click()
        assert found(page) == []
    page.evaluate("location.hash = '#v9.x'")
    expect(page.locator(".tt-play-notice.tt-bad").first).to_be_visible()
    assert found(page) == []
