"""How the playgrounds look where it is not a screen with colours: paper, forced colours, widths, writing from right to
left, boxes that are cut off."""

import re

from chat_page import ChatPage
from playwright.sync_api import expect
from token_page import TokenPage

LONG = "مرحبا بالعالم, one line of many words 🤗.\n" * 120
CUT = """() => [...document.querySelectorAll(".tt-play *")].filter((element) => element.checkVisibility() && element.clientHeight > 1
  && getComputedStyle(element).overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1).map((element) => element.className)"""
LOOKS = """(elements) => elements.map((element) => { const style = getComputedStyle(element); return [style.backgroundImage, style.borderTopWidth, style.forcedColorAdjust].join(" "); })"""


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_paper_has_all_of_the_text_and_all_tokens(play, chat):
    page = play.page
    play.fill(LONG)
    seen = page.locator(".tt-chip").count()
    shown = page.locator(".tt-token-grid .tt-tokens .tt-chip").count()
    assert pages_of(page.pdf(format="A4")) > 10
    page.emulate_media(media="print")
    expect(page.locator(".tt-paper").first).to_be_attached()  # the page hears of it with its next frame
    total = page.locator("[data-model] .tt-chip").count()
    counts = [int(text.split()[0].replace(",", "")) for text in page.locator(".tt-count").all_inner_texts()]
    assert total == sum(counts) > shown
    assert page.locator(".tt-paper").first.inner_text().strip() == LONG.strip()
    assert page.evaluate(CUT) == [] and not page.get_by_role("button", name="Copy ids").first.is_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".tt-paper")).to_have_count(0)
    page.wait_for_function("seen => document.querySelectorAll('.tt-chip').length < seen * 2", arg=seen)
    chat.preset("Tools")
    chat.card(1).get_by_label("Content").fill("word " * 2000)
    chat.settle()
    chat.page.emulate_media(media="print")
    expect(chat.page.locator(".tt-paper").first).to_be_attached()
    assert "word " * 1999 in chat.page.locator(".tt-paper").first.inner_text()
    assert chat.page.evaluate(CUT) == []
    chat.page.emulate_media(media="screen")
    expect(chat.page.locator(".tt-paper")).to_have_count(0)


def test_forced_colours_tell_sources_and_chips_apart(open_page, address):
    page = open_page(forced_colors="active")
    chat = ChatPage(page, address).open()
    chat.preset("Odd roles")
    swatches = chat.panel().locator(".tt-swatch")
    looks = swatches.evaluate_all(LOOKS)
    assert len(set(looks)) == len(looks) >= 6 and all("none" in look and "gradient" in look for look in looks)
    assert chat.panel().locator(".tt-share-bar > span").evaluate_all(LOOKS) == looks
    marks = page.locator(".tt-card > .tt-card-head").evaluate_all(
        "(heads) => heads.map((head) => getComputedStyle(head, '::before').backgroundImage)"
    )
    assert len(set(marks)) == 5 and {look.rsplit(" ", 2)[0] for look in looks} >= set(marks)
    chat.panel().locator('.tt-stretch[data-from="1"]').hover()
    expect(chat.card(2)).to_have_css("outline-style", "solid")
    play = TokenPage(page, address).open()
    play.fill("one 🤗 <|eot_id|>")
    chips = (
        play.panel()
        .locator(".tt-chip")
        .evaluate_all(
            "(chips) => chips.map((chip) => [chip.className, getComputedStyle(chip).borderTopStyle, "
            "getComputedStyle(chip).borderTopWidth, getComputedStyle(chip).borderTopColor])"
        )
    )
    assert any(" b" in name and "tt-first-difference" in name for name, *_ in chips), (
        "the mark of the first difference is on a byte, and leaves it dashed"
    )
    for name, style, width, colour in chips:
        assert style == ("dashed" if " b" in name else "solid") and width != "0px" and "rgba(0, 0, 0, 0)" not in colour
    assert page.troubles == []


def test_margins_direction_and_show_all(play, chat):
    for page in (play.page, chat.page):
        for width in (960, 1100, 1280, 1300, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            left, right = page.locator(".tt-play").evaluate(
                "(root) => { const { left, right } = root.getBoundingClientRect(); return [left, "
                "document.documentElement.clientWidth - right]; }"
            )
            assert left >= 16 and abs(left - right) <= 1, (width, left, right)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = play.page
    play.fill(LONG)
    assert play.text.evaluate("(area) => getComputedStyle(area).direction") == "rtl"
    chips = play.panel().locator(".tt-chip")
    assert chips.first.evaluate("(chip) => getComputedStyle(chip).direction") == "rtl"
    assert chips.filter(has_text="one").first.evaluate("(chip) => getComputedStyle(chip).direction") == "ltr"
    box = play.panel().get_by_role("listbox")
    more = play.panel().get_by_role("button", name=re.compile(r"Show all, about \d+ more lines"))
    more.focus()
    page.keyboard.press("Enter")
    less = play.panel().get_by_role("button", name="Show less")
    expect(less).to_be_focused()
    assert less.get_attribute("aria-expanded") == "true" and box.evaluate(
        "(box) => box.scrollHeight <= box.clientHeight + 1 && box.clientHeight > 1000"
    )
    last = int(play.panel().locator(".tt-count").inner_text().split()[0].replace(",", "")) - 1
    box.focus()
    page.keyboard.press("End")
    expect(play.panel().locator(f'[data-i="{last}"]')).to_be_in_viewport()
    less.click()
    expect(more).to_be_visible()
    chat.card(1).get_by_label("Content").fill("مرحبا\nHello\n" + "line\n" * 60)
    chat.settle()
    assert chat.card(1).get_by_label("Content").evaluate("(area) => getComputedStyle(area).direction") == "rtl"
    assert (
        chat.panel("qwen2").locator(".tt-prompt-text").evaluate("(text) => getComputedStyle(text).unicodeBidi")
        == "plaintext"
    )
    more = chat.panel("qwen2").get_by_role("button", name=re.compile(r"Show all, \d+ more lines"))
    more.click()
    expect(chat.panel("qwen2").get_by_text("<|im_start|>").last).to_be_visible()
    assert chat.panel("qwen2").locator(".tt-prompt").evaluate("(box) => box.scrollHeight <= box.clientHeight + 1")
    chat.preset("No system prompt")
    clips = chat.panel("phi-3").locator(".tt-clip")  # of the prompt and of the tokens
    expect(clips).to_have_count(2)
    expect(clips.filter(visible=True)).to_have_count(0)
