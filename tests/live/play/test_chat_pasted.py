"""Templates and own files that are pasted as text: in a string, in parts, as Python; what is none is named."""

import json

import pytest
from chat_page import template_of
from play_page import PASTE
from playwright.sync_api import expect

TEMPLATE = "{% for m in messages %}\n{{ m.content }}!\n{% endfor %}"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(TEMPLATE),
        '"chat_template": ' + json.dumps(TEMPLATE) + ',\n  "eos_token": "</s>"',
        "tokenizer.chat_template = " + repr(TEMPLATE),
        'tokenizer.chat_template = (\n    "{% for m in messages %}\\n"\n    "{{ m.content }}!\\n{% endfor %}"\n)',
        json.dumps({"chat_template": TEMPLATE, "model_max_length": 5}),
    ],
)
def test_a_template_that_is_pasted_as_a_string_is_its_text(new_chat, text):
    page = new_chat.page
    new_chat.as_json('[{"role": "user", "content": "q"}]')
    field = template_of(new_chat, "qwen2")
    field.evaluate(PASTE, text)
    assert field.input_value() == TEMPLATE
    expect(new_chat.panel("qwen2").locator(".tt-template .tt-note")).to_have_text(
        "Read as the text of a string. Undo brings back what was pasted."
    )
    new_chat.settle()
    assert new_chat.prompt("qwen2") == "q!\n"
    field.focus()
    page.keyboard.press("Control+z")
    assert field.input_value() == text


def test_own_files_that_are_pasted_in_parts_or_as_python(new_chat):
    page = new_chat.page
    page.locator(".tt-own-entry").click()
    page.get_by_role("button", name="Paste", exact=True).click()
    box = page.get_by_label("JSON of a tokenizer or its config, or a Jinja template")
    new_chat.as_json('[{"role": "user", "content": "q"}]')
    for text in (
        "tokenizer.chat_template = " + repr(TEMPLATE),
        '"chat_template": ' + json.dumps(TEMPLATE) + ',\n "eos_token": "</s>"',
        repr({"chat_template": TEMPLATE, "clean": None}),
        "\ufeff" + json.dumps({"chat_template": TEMPLATE}),
        '{"chat_template": ' + json.dumps(TEMPLATE) + ",}",
    ):
        box.fill(text)
        page.get_by_role("button", name="Use it").click()
        expect(box).to_have_value("")
        new_chat.settle()
        assert page.locator(".tt-chat-panel .tt-prompt").first.text_content() == "q!\n", text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Qwen/Qwen2-7B-Instruct", "This names a repository, and this page loads nothing from the Hub"),
        ("https://huggingface.co/gpt2/blob/main/tokenizer.json", "This names a repository"),
        ('{"architectures": ["LlamaForCausalLM"], "model_type": "llama"}', "says how a tokenizer is used, but not its tokens"),
        ("Just words", "This is neither a tokenizer.json, nor a JSON file that belongs to one"),
    ],
)  # fmt: skip
def test_what_is_pasted_as_a_file_and_is_none_is_named(new_chat, text, said):
    new_chat.page.locator(".tt-own-entry").click()
    new_chat.page.get_by_role("button", name="Paste", exact=True).click()
    box = new_chat.page.get_by_label("JSON of a tokenizer or its config, or a Jinja template")
    box.fill(text)
    new_chat.page.get_by_role("button", name="Use it").click()
    expect(new_chat.page.locator(".tt-play-notice")).to_contain_text(said)
    expect(box).to_have_value(text)
