"""No reader loses what they wrote: undo, Back, a reload, two tabs, links and stored states that are not right."""

import json

import pytest
from chat_page import fragment, template_of
from play_page import PASTE, base64url
from playwright.sync_api import expect
from token_page import TokenPage

NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
# What the storage holds when the page opens: set after the page that is left has written its own.
HELD = "if (window.name) { sessionStorage.setItem(...JSON.parse(window.name)); window.name = ''; }"
DROP = """([selector, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/plain", text);
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def play(new_play):
    return new_play


@pytest.fixture
def chat(new_chat):
    return new_chat


def link(**state):
    return "#v1.j." + base64url(
        json.dumps({"t": "from a link", "m": ["phi-3"], "a": 0, "s": 0, "v": "text"} | state).encode()
    )


def button(page, name):
    return page.locator(".tt-play").get_by_role("button", name=name, exact=True)


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
        assert play.panel("phi-3").locator(".tt-count").inner_text() != ""


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


def test_what_replaces_a_conversation_is_undone_by_button_key_and_back(chat):
    page, content = chat.page, lambda: chat.card(1).get_by_label("Content")
    replaced = {
        "an example": lambda: chat.preset("Tools"),
        "a link": lambda: page.evaluate(
            "hash => { location.hash = hash }",
            fragment('[{"role": "user", "content": "from a link"}]', generation=True),
        ),
        "a drop": lambda: page.evaluate(DROP, [".tt-conversation", '[{"role": "user", "content": "dropped"}]']),
        "removal": lambda: button(page, "Remove message 1").click(),
    }
    for name, replace in replaced.items():
        chat.preset("A few turns")
        content().fill(f"mine {name}")
        content().press("End")
        replace()
        expect(content()).not_to_have_value(f"mine {name}")
        chat.settle()
        other = chat.prompt()
        button(page, "Undo").click()
        expect(content()).to_have_value(f"mine {name}")
        expect(page.locator(".tt-card")).to_have_count(4)
        button(page, "Redo").click()
        chat.settle()
        assert chat.prompt() == other
        page.keyboard.press("Control+z")
        expect(content()).to_have_value(f"mine {name}")
        page.keyboard.press("Control+y")
        chat.settle()
        page.go_back()
        expect(content()).to_have_value(f"mine {name}")
        chat.settle()
        assert f"mine {name}" in chat.prompt()
    content().focus()
    content().press("End")
    page.keyboard.type("!!")
    page.keyboard.press("Control+z")
    expect(content()).to_have_value("mine removal")
    expect(content()).to_be_focused()
    assert content().evaluate("area => area.selectionStart") == len("mine removal")


def test_templates_tools_and_options_are_undone(chat):
    page = chat.page
    field = template_of(chat, "qwen2")
    original = field.input_value()
    field.fill("{{ messages[0].content }} mine")
    chat.panel("qwen2").get_by_role("button", name="Reset").click()
    expect(field).to_have_value(original)
    page.go_back()
    expect(field).to_have_value("{{ messages[0].content }} mine")
    page.go_forward()
    expect(field).to_have_value(original)
    field.focus()
    page.keyboard.press("Control+z")
    expect(field).to_have_value("{{ messages[0].content }} mine")
    chat.settle()
    assert chat.prompt("qwen2").endswith(" mine")
    page.get_by_role("checkbox", name="Qwen2", exact=True).uncheck()
    expect(chat.panel("qwen2")).to_have_count(0)
    page.go_back()
    expect(field).to_have_value("{{ messages[0].content }} mine")
    page.get_by_label("tools", exact=True).check()
    tools = page.get_by_label("Tools as JSON")
    tools.fill('[{"mine": 1}]')
    button(page, "Example").click()
    expect(tools).not_to_have_value('[{"mine": 1}]')
    tools.focus()
    page.keyboard.press("Control+z")
    expect(tools).to_have_value('[{"mine": 1}]')
    # an example's options are lent
    page.get_by_label("date_string").fill("1 Jan 2030")
    page.get_by_label("sanitize_control_tokens").check()
    chat.preset("Prefill")
    expect(page.get_by_label("add_generation_prompt")).not_to_be_checked()
    chat.preset("Tools")
    expect(page.get_by_label("add_generation_prompt")).to_be_checked()
    expect(page.get_by_label("date_string")).to_have_value("22 Nov 2026")
    chat.preset("Odd roles")
    expect(page.get_by_label("date_string")).to_have_value("1 Jan 2030")
    expect(page.get_by_label("sanitize_control_tokens")).to_be_checked()
    expect(tools).to_have_value('[{"mine": 1}]')


def test_what_is_not_right_yet_stays_through_views_reload_and_undo(chat):
    page = chat.page
    field = chat.as_json('[{"role": "user", "content": "half')
    page.get_by_label("Messages", exact=True).check()
    expect(page.locator(".tt-play-notice")).to_contain_text(
        "It stays there; the messages are those of the last one that was."
    )
    expect(page.locator(".tt-card")).to_have_count(4)
    page.get_by_label("JSON", exact=True).check()
    expect(field).to_have_value('[{"role": "user", "content": "half')
    page.reload()
    chat.settle()
    expect(field).to_be_visible()
    expect(field).to_have_value('[{"role": "user", "content": "half')
    page.get_by_label("Messages", exact=True).check()
    chat.card(1).get_by_label("Content").fill("edited here")  # takes the place of the half
    page.get_by_label("JSON", exact=True).check()
    assert json.loads(field.input_value())[0]["content"] == "edited here"
    field.focus()
    page.keyboard.press("Control+z")
    expect(field).to_have_value('[{"role": "user", "content": "half')
    page.get_by_label("Messages", exact=True).check()
    chat.preset("Tools")
    call = chat.card(2).get_by_label("tool_calls (JSON)")
    call.fill("[{not yet")
    button(page, "Move message 2 up").click()
    expect(chat.card(1).get_by_label("tool_calls (JSON)")).to_have_value("[{not yet")
    page.reload()
    chat.settle()
    expect(chat.card(1).get_by_label("tool_calls (JSON)")).to_have_value("[{not yet")
    button(page, "Undo").click()
    expect(call).to_have_value("[{not yet")
    chat.card(3).get_by_label("Content").evaluate(PASTE, "word " * 50_000)
    page.get_by_label("JSON", exact=True).check()
    expect(page.locator(".tt-conversation").get_by_role("alert").filter(has_text="longer than 200,000")).to_be_visible()
    assert "word word" in field.input_value()
    page.get_by_label("Messages", exact=True).check()
    huge = ("{{ 1 }} " * 124 + "{{ 1 }}\n") * 1000  # long lines: many cost Chromium seconds
    template_of(chat, "qwen2").evaluate(PASTE, huge)
    page.reload()
    chat.settle()
    assert chat.card(3).get_by_label("Content").input_value() == "word " * 50_000
    assert template_of(chat, "qwen2").input_value() == huge
    expect(chat.panel("qwen2").get_by_role("alert").filter(has_text="longer than 200,000")).to_be_visible()


def test_chat_links_with_wrong_parts_open_and_heal(chat):
    page = chat.page
    conversation = '[{"role": "user", "content": "from a link"}]'

    def state(**wrong):
        whole = {
            "c": conversation,
            "t": "[]",
            "w": 0,
            "x": "{}",
            "d": "",
            "g": 1,
            "k": 0,
            "s": 0,
            "m": ["qwen2"],
            "e": {},
        }
        return "#v1.j." + base64url(json.dumps(whole | wrong).encode())

    for wrong, said in [
        ({"m": ["gpt-9"]}, "the model gpt-9."),
        ({"m": ["qwen2", "phi-3", "llama-3.1", "llama-3.1-base", "starcoder2", "gpt-9", "qwen2"]}, "the model gpt-9."),
        ({"t": "{}", "x": "[]", "d": 5}, "tools {}, More variables for the template [], date_string 5."),
        (
            {"g": "yes", "k": 7, "s": None},
            "add_generation_prompt yes, continue_final_message 7, sanitize_control_tokens null.",
        ),
        (
            {"e": {"constructor": "x", "qwen2": 3, "phi-3": "{{ 1 }}"}},
            "the template of constructor, the template of qwen2.",
        ),
        ({"e": 3}, "Template 3."),
    ]:
        page.evaluate("hash => { location.hash = hash }", state(**wrong))
        expect(page.locator(".tt-play-notice")).to_contain_text(
            f"The link has what this page does not have, and it was left out: {said}"
        )
        chat.settle()
        expect(chat.card(1).get_by_label("Content")).to_have_value("from a link")
        page.get_by_label("sanitize_control_tokens").check()  # the work begins: a reload shows this and not the link
        page.reload()
        chat.settle()
        expect(page.locator(".tt-play-notice")).to_be_empty()
        expect(chat.card(1).get_by_label("Content")).to_have_value("from a link")
        expect(page.get_by_label("sanitize_control_tokens")).to_be_checked()
