"""The face of the playgrounds: one sees what one types, on a wide page and on a phone."""

import pytest
from playwright.sync_api import expect

WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 664}
USUAL = {"width": 1440, "height": 900}
# The page and the boxes in it, which tests share.
UNSCROLLED = "() => { for (const box of document.querySelectorAll('*')) if (box.scrollTop) box.scrollTop = 0; }"
TOP = "(element) => element.getBoundingClientRect().top + scrollY"


@pytest.fixture
def sized(play, chat):
    """Both pages in a window of this size."""

    def sized(size):
        for page in (play.page, chat.page):
            page.set_viewport_size(size)
            page.evaluate(UNSCROLLED)
        return play.page.locator(".tt-chip").first, chat.page.locator(".tt-stretch").first

    yield sized
    sized(USUAL)


@pytest.mark.parametrize(("size", "above"), [(WIDE, 400), (PHONE, 700)])
def test_the_first_token_is_seen_at_once(sized, size, above):
    for first in sized(size):
        assert first.evaluate(TOP) < above
        assert first.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        entry = first.page.locator(".tt-presets").first.get_by_role("button").first
        assert "Your own tokenizer" in entry.inner_text() and entry.evaluate(TOP) < 260


def test_both_sides_stay_in_view(sized, play, chat):
    for width in (960, 1440):
        sized({"width": width, "height": 700})
        for page, typed in ((play.page, play.text), (chat.page, chat.card(1))):
            left, right = typed.bounding_box(), page.locator(".tt-tokens").first.bounding_box()
            assert left["x"] + left["width"] <= right["x"] and right["y"] < left["y"] + left["height"]
        play.panel("starcoder2").get_by_role("button", name="Copy as Python").scroll_into_view_if_needed()
        expect(play.text).to_be_in_viewport()
        chat.page.get_by_text("More variables for the template").scroll_into_view_if_needed()
        assert chat.page.evaluate("scrollY") > 100
        expect(chat.panel().locator(".tt-stretch").first).to_be_in_viewport()
        chat.panel("qwen2").get_by_role("button", name="Copy prompt").scroll_into_view_if_needed()
        expect(chat.panel("qwen2").get_by_role("button", name="Copy prompt")).to_be_in_viewport()
        chat.panel().locator(".tt-stretch").first.scroll_into_view_if_needed()


def test_a_phone_says_the_counts_while_one_types(sized, play, chat):
    sized(PHONE)
    for playground, field, options in (
        (play, play.text, "Tokenizers and options"),
        (chat, chat.card(1).get_by_label("Content"), "Models and arguments"),
    ):
        page = playground.page
        strip = page.get_by_role("group", name="Tokens so far")
        before = strip.inner_text()
        field.fill("안녕 🤗 " * 40)
        playground.settle()
        panels = page.locator("[data-model]:visible")
        counts = [text.split()[0].replace(",", "") for text in panels.locator(".tt-count").all_inner_texts()]
        assert [text.replace(",", "") for text in strip.locator("b").all_inner_texts()] == counts
        assert strip.inner_text() != before
        expect(field).to_be_in_viewport()
        expect(strip).to_be_in_viewport(ratio=1)
        strip.get_by_role("button").nth(1).click()
        expect(panels.nth(1).locator(".tt-count")).to_be_in_viewport()
        box = page.get_by_label("Qwen2", exact=True).first
        expect(box).to_be_hidden()
        page.get_by_role("button", name=options).press("Enter")
        expect(box).to_be_visible()
        page.get_by_role("button", name=options).press("Enter")
        expect(box).to_be_hidden()
    more = chat.page.get_by_role("button", name="Show all messages")
    expect(chat.card(4).get_by_label("Content")).not_to_be_in_viewport()
    more.click()
    chat.card(4).get_by_label("Content").scroll_into_view_if_needed()
    expect(chat.card(1).get_by_label("Content")).to_be_in_viewport()
    chat.page.get_by_role("button", name="Show less").first.click()
    expect(more).to_be_visible()


def test_a_projector_shows_text_and_tokens_larger_and_nothing_else(sized, play, chat, address):
    around = ".md-header, .md-tabs, .md-footer, .md-sidebar, h1, .tt-play-lead, .tt-strip"
    size = "(element) => parseFloat(getComputedStyle(element).fontSize)"
    sized(WIDE)
    for playground, first in ((play, ".tt-chip"), (chat, ".tt-stretch")):
        page, first = playground.page, playground.page.locator(first).first
        before = first.evaluate(size)
        page.get_by_role("button", name="Projector", exact=True).click()
        expect(page.locator(around).filter(visible=True)).to_have_count(0)
        assert first.evaluate(size) > 1.3 * before and first.evaluate(TOP) < 400
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        link = playground.link()
        page.get_by_role("tab").nth(1).press("Enter")  # tools are there
        expect(page.get_by_role("tabpanel")).to_have_attribute(
            "id", page.get_by_role("tab").nth(1).get_attribute("aria-controls")
        )
        page.get_by_role("tab").first.press("Enter")
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Projector", exact=True)).to_be_focused()
        expect(page.locator("h1")).to_be_visible()
        assert first.evaluate(size) == before
        plain = playground.link()
        playground.follow("#" + link.partition("#")[2])
        leave = page.get_by_role("button", name="Leave the projector")
        expect(page.locator(".md-header")).to_be_hidden()
        expect(page.locator(".tt-play-notice.tt-bad:not(:empty)")).to_have_count(0)
        leave.click()
        playground.follow("#" + plain.partition("#")[2])
        expect(page.locator(".md-header")).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(page.get_by_role("button", name="Projector", exact=True)).to_be_hidden()
