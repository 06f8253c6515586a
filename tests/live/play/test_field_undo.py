"""Ctrl+Z in a field that is not part of a playground's steps: it stays in this field, and knows what a script put in."""

import re

import own_files
from own_page import choose, item
from playwright.sync_api import expect

BPE = "lessons/how-bpe-chooses/"


def pressed(page, keys, times):
    for _ in range(times):
        page.keyboard.press(keys)


def test_the_word_s_undo_ends_with_the_word(new_play):
    page, text = new_play.page, new_play.text
    text.fill("mine")
    text.press("End")
    page.keyboard.type(" and more")
    word = page.get_by_role("region", name="The merges of one word").get_by_label("Word", exact=True)
    expect(word).to_have_value("strawberries")
    word.select_text()
    word.press_sequentially("cat")
    pressed(page, "Control+z", 5)
    expect(word).to_have_value("strawberries")
    expect(text).to_have_value("mine and more")
    page.keyboard.press("Control+Shift+z")
    expect(word).to_have_value("cat")
    expect(page.locator(".tt-merge-chips")).to_contain_text("c")
    page.keyboard.press("Control+y")
    expect(word).to_have_value("cat")


def test_in_a_lesson_undo_stays_in_its_field_and_takes_back_a_reset(open_page, address):
    page = open_page()
    page.goto(address + BPE)
    walks = [page.locator(f"[data-walk={name}]") for name in ("merges", "training")]
    for walk in walks:
        walk.scroll_into_view_if_needed()
    first, second = (walk.get_by_role("textbox") for walk in walks)
    own = first.input_value()
    second.fill("the other")
    first.press("End")
    page.keyboard.type(" keeper")
    walks[0].get_by_role("button", name="Back to the lesson's own").click()
    expect(first).to_have_value(own)
    first.focus()
    page.keyboard.press("Control+z")
    expect(first).to_have_value(own + " keeper")
    pressed(page, "Control+z", 4)
    expect(first).to_have_value(own)
    expect(second).to_have_value("the other")
    pressed(page, "Control+Shift+z", 4)
    expect(first).to_have_value(own)  # as the reset left it
    page.keyboard.press("Control+z")
    page.reload()
    walks[0].scroll_into_view_if_needed()
    expect(first).to_have_value(own + " keeper")
    assert page.troubles == []


def test_a_name_that_redo_brought_is_taken_when_its_field_is_left(new_play, tmp_path):
    page = new_play.page
    choose(new_play, own_files.own_folder(tmp_path / "mine"))
    name = item(new_play, "mine").get_by_label("Name of mine", exact=True)
    name.select_text()
    name.press_sequentially("other")
    page.keyboard.press("Control+z")
    expect(name).to_have_value("mine")
    page.keyboard.press("Control+y")
    expect(name).to_have_value("other")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="other", exact=True)).to_be_visible()
    new_play.settle()


def test_undo_in_a_lesson_passes_what_a_paste_became(open_page, address):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "lessons/chat-templates/")
    place = page.locator(".tt-play[data-play=chat]:not([data-answer])").first
    place.scroll_into_view_if_needed()
    place.get_by_role("button", name="Change the conversation").click()
    place.get_by_role("button", name="Content in parts").first.click()
    field = place.locator("textarea.tt-code")
    before, pasted = field.input_value(), "[{'type': 'text', 'text': None}]"
    page.evaluate("text => navigator.clipboard.writeText(text)", pasted)
    field.press("Control+a")
    field.press("Control+v")
    expect(field).to_have_value(re.compile("null"))
    made = field.input_value()
    for keys, text in (("z", pasted), ("z", before), ("y", pasted), ("y", made), ("z", pasted), ("z", before)):
        page.keyboard.press(f"Control+{keys}")
        expect(field).to_have_value(text)
    assert page.troubles == []
