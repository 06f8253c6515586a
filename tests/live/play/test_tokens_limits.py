"""The tokenizer playground's limits, and what a reload keeps."""

import json

from play_page import PASTE, base64url
from playwright.sync_api import expect


def one_model(play, text):
    """A page with one panel: these texts are long."""
    link = {"t": text, "m": ["qwen2"], "a": 0, "s": 0, "v": "text"}
    return play.open("#v1.j." + base64url(json.dumps(link).encode()))


def test_characters_are_counted_as_readers_count_them(play):
    """An emoji is one character of the 200,000, and a text of too many says how many it has."""
    one_model(play, "x")
    play.text.evaluate(PASTE, "🤗" * 120_000)
    expect(play.page.locator(".tt-play-counts")).to_contain_text("120,000 characters")
    assert play.notice.inner_text() == ""
    play.text.evaluate(PASTE, "🤗" * 200_001)
    expect(play.notice).to_contain_text("up to 200,000 characters; this text has 200,001.")


def test_dropped_text_that_is_too_long(play):
    one_model(play, "stays")
    drop = (
        "(root) => { const dataTransfer = new DataTransfer(); dataTransfer.setData('text/plain', "
        "'x'.repeat(200_001)); root.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true "
        "})); }"
    )
    play.page.locator(".tt-play").evaluate(drop)
    expect(play.notice).to_contain_text("The dropped text has more than 200,000 characters")
    assert play.text.input_value() == "stays"


def test_edits_after_a_link_survive_a_reload(play):
    one_model(play, "from a link")
    play.fill("from a link, and edited")
    play.page.reload()
    play.settle()
    assert play.text.input_value() == "from a link, and edited"
    assert play.page.locator("[data-model]").count() == 1


def test_tokens_of_an_older_text_are_said_to_be_so_on_every_way_back_to_them(play):
    one_model(play, "short")
    play.text.evaluate(PASTE, "x y " * 60_000)
    said = "up to 200,000 characters; this text has 240,000."
    expect(play.notice).to_contain_text(said)
    for name in ("Vocabulary", "Tokens"):
        play.page.get_by_role("tab", name=name).click()
    expect(play.notice).to_contain_text(said)
    play.fill("short again")
    expect(play.notice).to_be_empty()
