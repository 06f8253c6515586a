"""Texts whose layout takes a browser minutes: words without spaces, marks on one letter, lines. They come at once, their
tokens are right, and other texts look as ever."""

import pytest
from play_page import PASTE
from playwright.sync_api import expect
from token_page import REPOS

LONG = 190_000
TEXTS = {
    "thai": "การแปลงข้อความ" * (LONG // 14),
    "marks": "a" + "\u0301" * LONG,
    "lines": "\n" * LONG,
}
STYLES = "(area) => { const { lineBreak, direction, fontFeatureSettings } = getComputedStyle(area); return [lineBreak, direction, fontFeatureSettings]; }"


@pytest.mark.parametrize("kind", TEXTS)
def test_they_come_at_once_and_a_key_too(new_play, real, kind):
    text = TEXTS[kind]
    ordinary = new_play.text.evaluate(STYLES)
    new_play.text.evaluate(PASTE, text)
    new_play.settle()
    new_play.text.press("ArrowRight")
    new_play.text.press("End")
    new_play.text.press("x")
    new_play.settle()
    text = new_play.text.input_value()
    assert len(text) > LONG * 0.99 and text.count("x") == 1
    [expected] = real.encode(REPOS["phi-3"], [text], add_special_tokens=False)
    said = new_play.panel("phi-3").locator(".tt-count").inner_text()
    assert int(said.split()[0].replace(",", "")) == len(expected)
    line_break, direction, features = new_play.text.evaluate(STYLES)
    assert direction == "ltr"
    assert (line_break == "anywhere") == (kind == "thai") and ordinary[0] == "auto"
    assert ("mark" in features) == (kind == "marks")
    if kind == "lines":
        differences_show_them(new_play.page)
    if kind == "thai":
        ids_give_them_back(new_play.page, real)


def differences_show_them(page):
    page.get_by_role("tab", name="Differences").click()
    marks = page.locator("mark.tt-cut-differs")
    expect(marks.first).to_be_attached()
    assert "\n" in marks.first.text_content()
    expect(marks.first).to_have_css("box-decoration-break", "slice")


def ids_give_them_back(page, real):
    [ids] = real.encode(REPOS["llama-3.1"], [TEXTS["thai"]], add_special_tokens=False)
    page.get_by_role("tab", name="Ids to text").click()
    page.locator(".tt-tool-ids textarea").first.evaluate(PASTE, str(ids))
    made = page.locator(".tt-ids-texts pre").first
    expect(made).to_be_attached()
    assert made.text_content() == TEXTS["thai"]
    expect(made).to_have_css("line-break", "anywhere")


def test_a_paste_over_many_lines_and_back(new_play):
    play = new_play
    play.page.evaluate("(text) => navigator.clipboard.writeText(text)", "مرحبا\n" + "ab\n" * 20_000)
    for _ in range(2):  # over a short text, and over itself
        play.text.press("Control+A")
        play.text.press("Control+V")
        play.settle()
        assert play.text.input_value().count("\n") == 20_001
        play.text.press("x")
        play.settle()
        assert play.text.evaluate("(area) => getComputedStyle(area).direction") == "rtl"
    play.fill("and back")
    assert play.text.evaluate("(area) => getComputedStyle(area).direction") == "ltr"


def test_in_a_message_its_prompts_and_their_comparison(new_chat):
    chat = new_chat
    for text in (TEXTS["thai"], "\n" * 20_000):
        content = chat.card(1).get_by_label("Content")
        content.evaluate(PASTE, text)
        chat.settle()
        content.press("x")
        chat.settle()
        prompt = chat.panel("qwen2").locator(".tt-prompt-text").text_content()
        # the template of Qwen2 takes a message as it is
        assert content.input_value() in prompt.replace("↵", "") and len(prompt) > len(text)
    box = chat.panel("qwen2").locator(".tt-prompt-text")
    assert box.evaluate("(text) => getComputedStyle(text).unicodeBidi") == "plaintext"

    # digits between the letters leave no more places to break a line
    mixed = "".join(TEXTS["thai"][i : i + 50] + "1" for i in range(0, LONG // 2, 50))
    chat.card(1).get_by_label("Content").evaluate(PASTE, mixed)
    chat.settle()
    chat.page.get_by_role("tab", name="Compare").click()
    expect(chat.page.locator(".tt-compare-body")).to_have_attribute("aria-busy", "false")
    held = chat.page.locator(".tt-compare-cell > pre", has_text=mixed[:50]).first
    expect(held).to_have_css("line-break", "anywhere")
