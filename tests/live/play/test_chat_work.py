"""No reader of the chat-template playground loses what they wrote: undo, Back, a reload, links that are not right."""

import json

import pytest
from chat_page import fragment, template_of
from play_page import DROP, PASTE, base64url, button
from playwright.sync_api import expect


@pytest.fixture
def chat(new_chat):
    return new_chat


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
