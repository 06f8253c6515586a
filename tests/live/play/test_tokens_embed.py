"""A small fixed instance in another page."""

import re
from html import escape

import pytest
from playwright.sync_api import expect
from token_page import REPOS, TokenPage

TEXT = 'two  spaces, "안녕" & 🤗'
EMBED = (
    f'<div class="tt-play" data-play="tokens" data-text="{escape(TEXT)}" data-models="phi-3 qwen2" '
    "data-add><p>Plain.</p></div>"
)


@pytest.fixture
def page(open_page, address):
    """The page about the course, with an instance put into it on the way to the browser."""
    page = open_page()

    def embed(route):
        answer = route.fetch()
        script = '<script type="module" async src="../live/tokens.js"></script>'
        html = answer.text().replace("</head>", script + "</head>").replace("<h2", EMBED + "<h2", 1)
        route.fulfill(response=answer, body=html)

    page.route(re.compile("/about/$"), embed)
    page.goto(address + "about/")
    yield page
    assert page.troubles == []


def shows(page, real, text):
    for model in ("phi-3", "qwen2"):
        panel = page.locator(f'[data-model="{model}"]')
        [ids] = real.encode(REPOS[model], [text], add_special_tokens=True)
        expect(panel.get_by_role("option")).to_have_count(len(ids))
        shown = [int(chip.get_attribute("data-below")) for chip in panel.get_by_role("option").all()]
        assert shown == ids


def test_it_shows_the_tokens_of_what_is_typed_and_leads_to_the_playground(page, address, real):
    shows(page, real, TEXT)
    page.locator('[data-model="qwen2"]').get_by_role("option").first.hover()
    expect(page.locator('[data-model="phi-3"] .tt-same-text')).not_to_have_count(0)
    field = page.get_by_role("textbox", name="Text", exact=True)
    back = page.get_by_role("button", name="Back to the lesson's own")
    expect(back).to_be_hidden()
    field.fill("x" * 200_001)
    expect(page.get_by_role("alert").filter(has_text="200,001")).to_be_visible()
    changed = "바꾼 글 <|im_end|> and more"
    field.fill(changed)
    expect(page.get_by_role("alert").filter(has_text="200,001")).to_have_count(0)
    shows(page, real, changed)
    page.reload()
    expect(field).to_have_value(changed)  # nothing that was typed is lost
    shows(page, real, changed)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open in the playground").click()
    play = TokenPage(opened.value, address)
    expect(play.text).to_have_value(changed)
    expect(play.page.locator(".tt-tokens")).to_have_count(2)
    back.click()
    expect(field).to_have_value(TEXT)
    shows(page, real, TEXT)
    expect(back).to_be_hidden()
