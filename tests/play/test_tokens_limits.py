"""The tokenizer playground's limits, and what a reload keeps."""

import json

import pytest
from chat_page import base64url
from playwright.sync_api import expect
from token_page import TokenPage

PASTE = "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', { bubbles: true })); }"


@pytest.fixture
def tokens(open_page, play_address):
    page = open_page()
    yield TokenPage(page, play_address).open()
    assert page.troubles == []


def one_model(tokens, text):
    """A page with one panel: these texts are long."""
    link = {"t": text, "m": ["qwen2"], "a": 0, "s": 0, "v": "text"}
    return tokens.open("#v1.j." + base64url(json.dumps(link).encode()))


def test_characters_are_counted_as_readers_count_them(tokens):
    """An emoji is one character of the 200,000, and a text of too many says how many it has."""
    one_model(tokens, "x")
    tokens.text.evaluate(PASTE, "🤗" * 120_000)
    expect(tokens.page.locator(".tt-play-counts")).to_contain_text("120,000 characters")
    assert tokens.notice.inner_text() == ""
    tokens.text.evaluate(PASTE, "🤗" * 200_001)
    expect(tokens.notice).to_contain_text("up to 200,000 characters; this text has 200,001.")


def test_dropped_text_that_is_too_long(tokens):
    one_model(tokens, "stays")
    drop = "(root) => { const dataTransfer = new DataTransfer(); dataTransfer.setData('text/plain', 'x'.repeat(200_001)); root.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true })); }"
    tokens.page.locator(".tt-play").evaluate(drop)
    expect(tokens.notice).to_contain_text("The dropped text has more than 200,000 characters")
    assert tokens.text.input_value() == "stays"


def test_edits_after_a_link_survive_a_reload(tokens):
    one_model(tokens, "from a link")
    tokens.fill("from a link, and edited")
    tokens.page.reload()
    tokens.settle()
    assert tokens.text.input_value() == "from a link, and edited"
    assert tokens.page.locator("[data-model]").count() == 1
