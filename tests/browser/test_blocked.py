"""A browser that blocks all site data: every kind of storage throws when it is only asked for. The pages work, and
forget."""

import pytest
from blocked import BLOCK
from playwright.sync_api import expect

LESSON = "lessons/text-to-ids/"
LOST = "keeps nothing, so a reload would lose it."


@pytest.fixture
def blocked(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"], color_scheme="light")
    page.add_init_script(BLOCK)
    return page


def test_search_colours_copying_and_cells_work_without_any_storage(blocked, address):
    page = blocked
    page.goto(address + LESSON)
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")  # the index is there
    page.keyboard.type("batch_decode")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.keyboard.press("Escape")
    body = page.locator("body")
    for title, scheme in (
        ("Colours follow the system; switch to light", "default"),
        ("Light colours; switch to dark", "slate"),
    ):
        page.get_by_title(title).click()
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
    cell = page.locator(".tt-cell").nth(1)
    cell.locator(".tt-source").hover()
    cell.get_by_role("button", name="Copy to clipboard").click()
    assert (
        page.evaluate("navigator.clipboard.readText()").strip() == cell.locator(".tt-source code").inner_text().strip()
    )
    cell.get_by_role("button", name="Run", exact=True).click()
    expect(cell.locator(".tt-tools .tt-status")).to_contain_text("same as the build")
    cell.get_by_role("button", name="Edit").click()
    expect(cell.locator(".cm-content")).to_be_focused()
    page.keyboard.type("#")
    expect(cell).to_contain_text("your changes last until you leave the page")
    assert page.troubles == []


def test_the_playgrounds_work_without_any_storage(blocked, address):
    page = blocked
    page.goto(address + "playground/tokenizer/")
    page.locator("textarea").first.fill("hello blocked world")
    expect(page.locator(".tt-play")).to_contain_text("blocked")
    expect(page.locator(".tt-play-loss")).to_contain_text(LOST)
    page.goto(address + "playground/chat-template/")
    expect(page.locator(".tt-play")).to_contain_text("<|im_start|>")
    expect(page.locator(".tt-play-loss")).to_be_empty()
    page.get_by_role("button", name="Injection", exact=True).click()
    expect(page.locator(".tt-play-loss")).to_contain_text(LOST)
    assert page.troubles == []


def test_what_a_lesson_s_playground_cannot_keep_is_said(blocked, address):
    page = blocked
    page.goto(address + "lessons/how-bpe-chooses/")
    walk = page.locator("[data-walk=merges]")
    walk.scroll_into_view_if_needed()
    field = walk.get_by_role("textbox")
    own = field.input_value()
    expect(walk).not_to_contain_text(LOST)
    field.fill("lighthouse")
    expect(walk).to_contain_text(LOST)
    walk.get_by_role("button", name="Back to the lesson's own").click()
    expect(field).to_have_value(own)
    expect(walk).not_to_contain_text(LOST)
    assert page.troubles == []
