"""No reader of the tokenizer playground loses what they wrote: undo, Back, a reload, two tabs, links and stored states
that are not right. test_chat_work.py asks the same of the other one."""

import json

import pytest
from play_page import DROP, PASTE, base64url, button
from playwright.sync_api import expect
from token_page import TokenPage

NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
# What the storage holds when the page opens: set after the page that is left has written its own.
HELD = "if (window.name) { sessionStorage.setItem(...JSON.parse(window.name)); window.name = ''; }"


@pytest.fixture
def play(new_play):
    return new_play


def link(**state):
    return "#v1.j." + base64url(
        json.dumps({"t": "from a link", "m": ["phi-3"], "a": 0, "s": 0, "v": "text"} | state).encode()
    )


def test_what_replaces_a_text_is_undone_by_button_key_and_back(play):
    page, field = play.page, play.text
    mine = "mine, 안녕 \u202e and more"
    replaced = {
        "an example": lambda: button(page, "Korean").click(),
        "Clear": lambda: button(page, "Clear").click(),
        "a link": lambda: page.evaluate("hash => { location.hash = hash }", link()),
        "a drop": lambda: page.evaluate(DROP, [".tt-play-text", "dropped"]),
    }
    for name, replace in replaced.items():
        field.fill(mine + name)
        replace()
        expect(field).not_to_have_value(mine + name)
        other = field.input_value()
        button(page, "Undo").click()
        expect(field).to_have_value(mine + name)
        button(page, "Redo").click()
        expect(field).to_have_value(other)
        field.focus()
        page.keyboard.press("Control+z")
        expect(field).to_have_value(mine + name)
        page.keyboard.press("Control+Shift+z")
        expect(field).to_have_value(other)
        page.go_back()
        expect(field).to_have_value(mine + name)
        page.go_forward()
        expect(field).to_have_value(other)
        page.go_back()
        expect(field).to_have_value(mine + name)
        play.settle()
        count = play.panel("phi-3").locator(".tt-count").inner_text()
        assert int(count.split()[0].replace(",", "")) == len(play.ids("phi-3"))


def test_typing_is_undone_in_steps_and_the_caret_stays(play):
    page, field = play.page, play.text
    field.fill("one two")
    field.press("End")
    page.keyboard.type(" three")
    field.press("Home")
    page.keyboard.type("zero ")
    assert field.input_value() == "zero one two three"
    for value, caret in (("one two three", 0), ("one two", 7)):
        page.keyboard.press("Control+z")
        assert field.input_value() == value and field.evaluate("area => area.selectionStart") == caret
    page.keyboard.press("Control+y")
    assert field.input_value() == "one two three"
    word = page.get_by_role("region", name="The merges of one word").get_by_label("Word", exact=True)
    word.fill("mine")
    play.panel("phi-3").get_by_role("option").first.click()
    play.panel("phi-3").get_by_role("button", name="Step through the merges of this word").click()
    expect(word).not_to_have_value("mine")
    page.keyboard.press("Control+z")
    expect(word).to_have_value("mine")
    assert field.input_value() == "one two three", "a field with the browser's own undo"
    for typed, before in (("oooo", "one two three"), ("\n\n", "\n\nx"), ("ere", "where")):  # beside the same letters
        field.fill(before)
        field.press("Control+Home")
        for key in typed:
            field.press("Enter" if key == "\n" else key)
        assert field.input_value() == typed + before
        page.keyboard.press("Control+z")
        assert field.input_value() == before
        page.keyboard.press("Control+z")


def test_an_example_gives_the_options_back_and_undo_brings_them(play):
    page = play.page
    add = page.get_by_label("Add special tokens")
    for before in (False, True):
        add.set_checked(before)
        button(page, "Injection").click()
        expect(add).to_be_checked()
        page.reload()  # what is lent is known after a reload too
        play.settle()
        button(page, "Code").click()
        expect(add).to_be_checked(checked=before)
    button(page, "Injection").click()
    add.uncheck()  # the reader's own
    button(page, "Emoji").click()
    expect(add).not_to_be_checked()
    page.locator(".tt-controls").get_by_label("Qwen2").uncheck()
    button(page, "Undo").click()
    expect(page.locator(".tt-controls").get_by_label("Qwen2")).to_be_checked()
    expect(page.locator('[data-model="qwen2"]')).to_be_visible()
    page.go_back()
    expect(page.locator(".tt-controls").get_by_label("Qwen2")).to_be_checked()


def test_work_outlives_reload_other_pages_and_a_lesson_s_link(play, address):
    page, field = play.page, play.text
    field.fill("first")
    button(page, "Prose").click()
    field.fill("second")
    page.reload()
    play.settle()
    expect(field).to_have_value("second")
    field.focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(field).to_have_value("first")
    page.goto(address + "about/")
    page.goto(play.address + link())
    expect(field).to_have_value("from a link")
    page.reload()
    expect(field).to_have_value("from a link")
    button(page, "Undo").click()
    expect(field).to_have_value("first")
    page.go_back()
    page.go_back()
    expect(field).to_have_value("first")
    # a second tab has its own
    other = TokenPage(page.context.new_page(), address).open()
    other.text.fill("of the other tab")
    other.settle()
    page.reload()
    play.settle()
    expect(field).to_have_value("first")
    other.page.reload()
    other.settle()
    expect(other.text).to_have_value("of the other tab")


def test_a_text_that_is_too_long_is_kept_and_what_cannot_be_kept_is_said(play, open_page, address):
    page, field = play.page, play.text
    field.fill("short")
    field.evaluate(PASTE, "y" * 300_000)
    page.reload()
    play.settle()
    assert field.input_value() == "y" * 300_000
    expect(play.notice).to_contain_text("this text has 300,000")
    field.evaluate(PASTE, "z" * 1_200_000)
    expect(page.locator(".tt-play-loss")).to_contain_text("a reload would lose it")
    button(page, "Undo").click()
    expect(page.locator(".tt-play-loss")).to_be_empty()
    full = open_page()
    full.add_init_script(NO_ROOM)
    tokens = TokenPage(full, address).open()
    expect(full.locator(".tt-play-loss")).to_be_empty()
    tokens.text.fill("typed")
    expect(full.locator(".tt-play-loss")).to_contain_text("a reload would lose it")
    button(full, "Undo").click()  # what could not be kept is still here
    expect(tokens.text).not_to_have_value("typed")
    button(full, "Redo").click()
    expect(tokens.text).to_have_value("typed")
    button(full, "Clear").click()
    button(full, "Undo").click()
    expect(tokens.text).to_have_value("typed")
    assert full.troubles == []


WRONG = [
    ({"m": ["llama-3.1-base"]}, "the tokenizer llama-3.1-base"),
    ({"m": ["phi-3", "qwen2", "llama-3.1", "starcoder2", "llama-3.1-base"]}, "the tokenizer llama-3.1-base"),
    (
        {"m": ["phi-3", "phi-3", "__proto__", "constructor", 7, None]},
        "the tokenizer __proto__, the tokenizer constructor, the tokenizer 7, the tokenizer null",
    ),
    ({"m": "phi-3"}, "the tokenizers phi-3"),
    ({"m": []}, "the tokenizers []"),
    (
        {"a": "yes", "s": {}, "v": "toString"},
        "Add special tokens yes, Read special tokens in the text as plain text {}, Show toString",
    ),
    ({"toString": 1, "hue": "x" * 99}, "left out: toString, hue."),
]


def test_links_and_stored_states_with_wrong_parts_open_and_heal(play):
    page = play.page
    page.add_init_script(HELD)

    def open_with(key, text):
        page.evaluate("held => { window.name = JSON.stringify(held) }", ["token-tour.tokens.v1" + key, text])
        page.goto(play.address)

    for wrong, said in WRONG:
        page.evaluate("hash => { location.hash = hash }", link(**wrong))
        expect(play.notice).to_contain_text("The link has what this page does not have, and it was left out: ")
        expect(play.notice).to_contain_text(said)
        play.settle()
        assert play.text.input_value() == "from a link"
    for wrong, said in WRONG[:3]:
        play.fill("typed")
        open_with("", json.dumps({"t": "stored", "m": ["phi-3"], "a": 0, "s": 0, "v": "text"} | wrong))
        expect(play.notice).to_contain_text(
            f"What this tab kept has what this page does not have, and it was left out: {said}"
        )
        expect(play.text).to_have_value("stored")
        page.reload()
        play.settle()
        expect(play.notice).to_be_empty()
        expect(play.text).to_have_value("stored")
    for broken in ("{", "null", "[]", '{"t": 5}', '{"version": 9}'):
        for key in ("", ".steps"):
            open_with(key, broken)
            expect(play.panel("phi-3").locator(".tt-chip").first).to_be_visible()
    play.settle()


def test_what_was_made_of_a_link_is_there_after_a_reload(play):
    page, field = play.page, play.text
    play.fill("mine")
    page.evaluate("hash => { location.hash = hash }", link())
    expect(field).to_have_value("from a link")
    play.settle()
    button(page, "Undo").click()
    expect(field).to_have_value("mine")
    page.reload()
    play.settle()
    expect(field).to_have_value("mine")
    button(page, "Redo").click()
    expect(field).to_have_value("from a link")
    # how a link is looked at
    page.evaluate("hash => { location.hash = hash }", link(t="another link"))
    expect(field).to_have_value("another link")
    page.get_by_label("Text and ids").check()
    page.get_by_role("tab", name="Vocabulary").click()
    page.reload()
    expect(page.get_by_role("tab", name="Vocabulary")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Tokens").click()
    expect(page.get_by_label("Text and ids")).to_be_checked()
    expect(field).to_have_value("another link")


def test_back_to_a_page_that_could_keep_nothing_finds_all_of_it(open_page, address):
    page = open_page()
    page.add_init_script(NO_ROOM)
    play = TokenPage(page, address).open()
    play.fill("mine")
    button(page, "Clear").click()
    expect(page.locator(".tt-play-loss")).to_contain_text("a reload would lose it")
    # as when Back comes to the page that the browser has put aside
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    button(page, "Undo").click()
    expect(play.text).to_have_value("mine")
    assert page.troubles == []
