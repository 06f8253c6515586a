"""The chat-template playground as a reader uses it: editing, findings, templates, mistakes, keyboard."""

import json

from axe import serious
from chat_page import REPOS, ChatPage, template_of
from playwright.sync_api import expect

BAD_TEMPLATE = "{{ bos_token }}\n{% for m in messages %}\n{{ m.content }\n{% endfor %}"
ENDLESS = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"


def test_messages_are_added_edited_moved_and_removed(chat):
    chat.page.get_by_role("button", name="No system prompt", exact=True).click()
    chat.page.get_by_role("button", name="Add a message").click()
    expect(chat.card(2).get_by_label("Content")).to_be_focused()
    chat.page.keyboard.type("Hello there")
    expect(chat.card(2).get_by_label("Role")).to_have_value("assistant")
    chat.settle()
    assert chat.prompt("phi-3") == "<|user|>\nSay hello.<|end|>\n<|assistant|>\nHello there<|end|>\n<|assistant|>\n"
    chat.card(2).get_by_role("button", name="Move message 2 up").click()
    expect(chat.card(1).get_by_role("button", name="Move message 1 down")).to_be_focused()
    chat.settle()
    assert chat.prompt("phi-3").startswith("<|assistant|>\nHello there<|end|>\n<|user|>")
    chat.card(1).get_by_label("Role").fill("system")
    chat.settle()
    assert chat.prompt("qwen2").startswith("<|im_start|>system\nHello there<|im_end|>")
    chat.card(1).get_by_role("button", name="Remove message 1").click()
    chat.settle()
    assert chat.prompt("phi-3") == "<|user|>\nSay hello.<|end|>\n<|assistant|>\n"
    assert json.loads(chat.as_json().input_value()) == [{"role": "user", "content": "Say hello."}]


def test_a_tool_call_is_added_and_edited(chat):
    chat.preset("A few turns")
    chat.card(3).get_by_role("button", name="Add a tool call").click()
    field = chat.card(3).get_by_label("tool_calls (JSON)")
    expect(field).to_be_focused()
    chat.settle()
    assert '{"name": "get_weather", "parameters": {"city": "Seoul"}}' in chat.prompt()
    before = chat.prompt()
    field.fill('[{"function": {"name": "f", "arguments": {"x": 1.0}}]')
    expect(chat.card(3).get_by_role("alert")).to_contain_text(
        "This is not JSON yet: Expecting ',' delimiter (line 1, column"
    )
    assert chat.prompt() == before
    field.fill('[{"function": {"name": "f", "arguments": {"x": 1.0}}}]')
    chat.settle()
    assert '{"name": "f", "parameters": {"x": 1.0}}' in chat.prompt()
    chat.card(3).get_by_role("button", name="Remove tool_calls of message 3").click()
    chat.settle()
    assert "get_weather" not in chat.prompt() and "National Gugak Center." in chat.prompt()


def test_where_each_stretch_came_from(chat):
    chat.preset("No system prompt")
    stretches = chat.panel("qwen2").locator(".tt-stretch")
    assert stretches.evaluate_all("(all) => all.map((one) => [one.dataset.from, one.textContent])") == [
        ["template", "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n"],
        ["0", "<|im_start|>user\nSay hello.<|im_end|>\n"],
        ["generation", "<|im_start|>assistant\n"],
    ]
    assert chat.shares("qwen2") == {"template": 11, "0": 8, "generation": 3}
    chat.preset("A few turns")
    assert list(chat.shares("phi-3")) == ["0", "1", "2", "3", "generation"]
    assert list(chat.shares("llama-3.1")) == ["template", "0", "1", "2", "3", "generation"]
    own = chat.panel().locator('[data-from="3"] .tt-own-text')
    assert own.evaluate_all("(all) => all.map((one) => one.textContent)") == ["user", "고마워! And on Sundays?"]
    chat.card(4).get_by_label("Content").focus()
    expect(chat.panel("phi-3").locator('.tt-stretch[data-from="3"]')).to_have_class("tt-stretch tt-m3 tt-pointed")
    chat.panel("phi-3").locator('.tt-stretch[data-from="1"]').hover()
    expect(chat.card(2)).to_have_class("tt-card tt-m1 tt-pointed")


def test_what_templates_drop_and_add_is_pointed_out(chat):
    chat.preset("No system prompt")
    assert "You are a helpful assistant." in chat.findings("qwen2")["system-added"]
    assert "Cutting Knowledge Date" in chat.findings("llama-3.1")["system-added"]
    assert chat.findings("phi-3") == {}
    chat.page.get_by_label("add_generation_prompt").uncheck()
    chat.settle()
    assert "<|endoftext|>" in chat.findings("phi-3")["end-added"]

    chat.preset("Tools")
    assert set(chat.findings("phi-3")) >= {"vanished", "tools-ignored", "variable-ignored", "field-dropped"}
    assert "Message 3 (tool) is not in the prompt" in chat.findings("phi-3")["vanished"]
    assert "tools-ignored" in chat.findings("qwen2") and "field-dropped" in chat.findings("qwen2")
    assert not {"vanished", "tools-ignored", "variable-ignored"} & set(chat.findings("llama-3.1"))
    assert "name of message 3" in chat.findings("llama-3.1")["field-dropped"]

    chat.preset("Odd roles")
    assert "(tool)" in chat.findings("phi-3")["vanished"]
    assert "developer" in chat.findings("qwen2")["role-copied"]
    assert "White space" in chat.findings("llama-3.1")["trimmed"] and "trimmed" not in chat.findings("qwen2")

    chat.preset("Injection")
    assert (
        "<|eot_id|>" in chat.findings("llama-3.1")["control"]
        and "<|im_end|>" not in chat.findings("llama-3.1")["control"]
    )
    assert "<|im_end|>" in chat.findings("qwen2")["control"]
    before = len(chat.ids())
    chat.page.get_by_label("sanitize_control_tokens").check()
    chat.settle()
    assert "control" not in chat.findings() and "became plain text" in chat.findings()["plain"]
    assert len(chat.ids()) > before
    assert chat.panel().locator(".tt-made-plain").first.inner_text() == "<|eot_id|>"


def test_switches_change_the_prompt(chat):
    chat.preset("Prefill")
    assert chat.prompt("qwen2").endswith('["Han", "Nakdong", ') and chat.prompt().endswith('["Han", "Nakdong",')
    chat.page.get_by_label("add_generation_prompt").check()
    chat.settle()
    assert "ValueError: continue_final_message and add_generation_prompt are not compatible." in chat.error("phi-3")
    assert "Not up to date" in chat.error("phi-3") and chat.prompt("qwen2").endswith('["Han", "Nakdong", ')
    chat.page.get_by_label("continue_final_message").select_option("False")
    chat.settle()
    assert chat.prompt("qwen2").endswith("<|im_start|>assistant\n") and chat.error("qwen2") == ""
    chat.page.get_by_label("date_string").fill("1 Jan 2030")
    chat.page.get_by_label("tools", exact=True).check()
    chat.settle()
    assert "Today Date: 1 Jan 2030\n" in chat.prompt() and '"default": 1.0' in chat.prompt()
    chat.page.get_by_label("Tools as JSON").fill('{"a": 1}')
    expect(chat.page.locator(".tt-arguments").get_by_role("alert").first).to_contain_text("Tools are a list")
    assert '"default": 1.0' in chat.prompt()
    chat.page.get_by_text("More variables for the template").click()
    chat.page.get_by_label("Variables as a JSON object").fill(
        '{"builtin_tools": ["brave_search"], "tools_in_user_message": false}'
    )
    chat.settle()
    assert "Tools: brave_search" in chat.prompt() and "You have access to the following functions." in chat.prompt()
    given = chat.page.get_by_label("Variables as a JSON object")
    for text in ('{"tools_in_user_message": "{"}', '{"tools_in_user_message": "true"}'):  # no boolean, and chosen again
        given.fill(text)
        choice = chat.page.locator(".tt-variables label", has_text="tools_in_user_message").locator("select")
        choice.select_option("")
        assert given.input_value() == "{}"
        choice.select_option(index=choice.locator("option").count() - 1)
        assert json.loads(given.input_value()) == json.loads(text)
    given.fill('{"tokenize": true}')
    expect(chat.page.locator(".tt-arguments").get_by_role("alert").last).to_contain_text(
        "tokenize is an argument of apply_chat_template itself"
    )


def test_models_without_a_template_are_explained(chat):
    for name, model in (("Llama 3.1 base", "llama-3.1-base"), ("StarCoder2", "starcoder2")):
        chat.page.get_by_role("checkbox", name=name, exact=True).check()
        chat.settle()
        assert "has no chat template" in chat.error(model)
        assert (
            "ValueError: Cannot use chat template functions because tokenizer.chat_template is not set"
            in chat.error(model)
        )
    template_of(chat, "starcoder2").fill("{% for m in messages %}{{ m.content }}{{ eos_token }}{% endfor %}")
    chat.settle()
    assert chat.prompt("starcoder2").endswith("And on Sundays?<|endoftext|>") and chat.error("starcoder2") == ""
    for label in ("Llama 3.1", "Phi-3", "Qwen2", "Llama 3.1 base"):
        chat.page.get_by_role("checkbox", name=label, exact=True).uncheck()
    expect(chat.page.get_by_role("checkbox", name="StarCoder2", exact=True)).to_be_disabled()


def test_a_template_is_edited_and_reset(chat, real):
    field = template_of(chat, "phi-3")
    original = field.input_value()
    assert original == real.call("get_chat_template", REPOS["phi-3"])
    before = chat.prompt("phi-3")
    field.fill(BAD_TEMPLATE)
    chat.settle()
    assert "TemplateSyntaxError in line 3 of the template: unexpected '}'" in chat.error("phi-3")
    assert chat.prompt("phi-3") == before and "Not up to date" in chat.error("phi-3")
    chat.panel("phi-3").get_by_role("button", name="Go to line 3").first.click()
    assert field.evaluate("(area) => area.value.slice(area.selectionStart, area.selectionEnd)") == "{{ m.content }"
    expect(chat.panel("phi-3").locator(".tt-line-numbers > .tt-bad")).to_have_text("3")
    field.fill("{{ bos_token }}\n{{ messages[0].nope.x }}")
    chat.settle()
    assert "UndefinedError in line 2 of the template: 'dict object' has no attribute 'nope'" in chat.error("phi-3")
    field.fill("{{ raise_exception('Only ' ~ messages | length) }}")
    chat.settle()
    assert "TemplateError in line 1 of the template: Only 4" in chat.error("phi-3")
    field.fill("{{ bos_token }}{{ messages[0].content }}")
    chat.settle()
    assert chat.prompt("phi-3") == "<s>You are a guide to Seoul." and chat.error("phi-3") == ""
    chat.panel("phi-3").get_by_role("button", name="Reset").click()
    chat.settle()
    assert field.input_value() == original and chat.prompt("phi-3") == before


def test_a_template_without_end_is_stopped(chat):
    before = chat.prompt("qwen2")
    template_of(chat, "qwen2").fill(ENDLESS)
    expect(chat.panel("qwen2").locator(".tt-panel-error")).to_contain_text(
        "The template was stopped: it did not end within 2 seconds."
    )
    chat.settle()
    assert chat.prompt("qwen2") == before
    chat.card(1).get_by_label("Content").fill("Other models go on.")
    expect(chat.panel("llama-3.1").locator(".tt-prompt")).to_contain_text("Other models go on.")
    expect(chat.panel("phi-3").locator(".tt-prompt")).to_contain_text("Other models go on.")
    expect(chat.page.locator(".tt-chat-grid")).to_have_attribute("aria-busy", "false")
    chat.panel("qwen2").get_by_role("button", name="Reset").click()
    expect(chat.panel("qwen2").locator(".tt-prompt")).to_contain_text("Other models go on.")
    template_of(chat, "qwen2").fill("{% set x = 'ab' * 10 ** 9 %}{{ x }}")
    expect(chat.panel("qwen2").locator(".tt-panel-error")).to_contain_text("MemoryError")


def test_tokens_and_ids_can_be_seen(chat):
    chat.preset("No system prompt")
    ids = chat.ids("qwen2")
    chat.page.get_by_label("Ids", exact=True).check()
    assert [int(text) for text in chat.panel("qwen2").locator(".tt-chip").all_inner_texts()] == ids
    chat.page.get_by_label("Tokens", exact=True).check()
    expect(chat.panel("qwen2").locator(".tt-chip.s").first).to_have_text("<|im_start|>")
    chat.panel("qwen2").get_by_role("listbox").focus()
    chat.page.keyboard.press("Home")
    expect(chat.panel("qwen2").locator(".tt-chat-detail")).to_contain_text(f"id {ids[0]}, token 1 of {len(ids)}")


def test_it_is_used_by_keyboard_and_heard(chat):
    said = chat.page.get_by_role("status").filter(has_text="Qwen2: 22 tokens.")
    expect(said).to_have_count(0)  # of the test before
    chat.page.get_by_role("button", name="No system prompt", exact=True).focus()
    chat.page.keyboard.press("Enter")
    chat.settle()
    expect(said).to_be_attached()
    chat.card(1).get_by_label("Role").focus()
    chat.page.keyboard.press("Tab")
    expect(chat.card(1).get_by_role("button", name="Remove message 1")).to_be_focused()  # up and down cannot be pressed
    chat.page.keyboard.press("Tab")
    expect(chat.card(1).get_by_label("Content")).to_be_focused()
    chat.page.keyboard.press("Tab")
    expect(chat.card(1).get_by_role("button", name="Content in parts")).to_be_focused()
    chat.page.keyboard.press("Tab")
    expect(chat.page.get_by_role("button", name="Add a message")).to_be_focused()
    # what is counted takes the place of the sentence soon after it
    chat.page.evaluate(
        """() => {
          const said = () => [...document.querySelectorAll("[role=status]")].map((one) => one.textContent).join();
          const look = () => { window.heard ||= said().includes("Message 2 was added."); };
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    chat.page.keyboard.press("Enter")
    chat.page.wait_for_function("() => window.heard")
    assert chat.panel("phi-3").get_by_role("region", name="Prompt of Phi-3").get_attribute("tabindex") == "0"
    assert chat.panel("phi-3").get_by_role("group", name="From 1 user").count() == 1


def in_use(chat, models=None):
    """What axe finds while a template, the conversation and the link are wrong; `models` is pressed first."""
    page = chat.page
    chat.preset("Odd roles")
    if models:
        page.get_by_role("button", name=models).click()
    page.get_by_role("checkbox", name="StarCoder2").check()
    template_of(chat, "qwen2").fill(BAD_TEMPLATE)
    chat.settle()
    # a copy just made: the button's name holds what it shows for a moment
    chat.link()
    found = serious(page)
    page.get_by_label("Tokens", exact=True).check()
    chat.as_json('[{"role": "user"')
    page.evaluate("(hash) => (location.hash = hash)", "#v9.x")
    expect(page.locator(".tt-play-notice")).not_to_be_empty()
    return found + serious(page)


def test_axe_finds_nothing_serious_in_use(chat):
    chat.page.emulate_media(reduced_motion="reduce")
    try:
        assert in_use(chat) == []
    finally:
        chat.page.emulate_media(reduced_motion="null")


def test_on_a_phone_in_the_dark_nothing_is_wider_than_the_screen_and_axe_finds_nothing_serious(open_page, address):
    page = open_page(width=390, height=800, color_scheme="dark", has_touch=True, reduced_motion="reduce")
    chat = ChatPage(page, address).open()
    for preset in ("Tools", "Injection"):
        chat.preset(preset)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    chat.as_json()
    template_of(chat, "llama-3.1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("Messages", exact=True).check()
    assert in_use(chat, "Models and arguments") == []
    assert page.troubles == []


def test_without_javascript_the_page_shows_an_example(open_page, address):
    page = open_page(java_script_enabled=False)
    page.goto(address + "playground/chat-template/")
    expect(page.get_by_text("With JavaScript, this page renders any conversation")).to_be_visible()
    expect(page.locator(".tt-play")).to_contain_text("<|start_header_id|>")
