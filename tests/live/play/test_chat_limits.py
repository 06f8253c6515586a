"""The chat playground with too much, and with what no tokenizer takes: a sentence beside the field, the last good state
kept."""

import json
import random

import pytest
from chat_page import FOLLOW_ALL, REPOS, fragment, template_of
from play_page import PASTE
from playwright.sync_api import expect


def test_a_template_of_a_megabyte(new_chat):
    """It does not count, says so, stays while other things change, and neither link nor reload is broken by it."""
    panel = new_chat.panel("qwen2")
    field = template_of(new_chat, "qwen2")
    original, huge = field.input_value(), "{{ 1 }}\n" * 125_000
    before = new_chat.prompt("qwen2")
    field.evaluate(PASTE, huge)
    said = panel.get_by_role("alert").filter(has_text="longer than 200,000 characters")
    expect(said).to_be_visible()
    new_chat.page.get_by_label("add_generation_prompt").uncheck()
    new_chat.settle()
    expect(said).to_be_visible()
    assert field.input_value() == huge and new_chat.prompt("qwen2") == before.removesuffix("<|im_start|>assistant\n")
    new_chat.page.reload()
    new_chat.settle()
    assert new_chat.prompt("qwen2") == before.removesuffix("<|im_start|>assistant\n")
    template_of(new_chat, "qwen2")
    expect(said).to_be_visible()
    panel.get_by_role("button", name="Reset").click()
    expect(said).to_have_count(0)
    assert field.input_value() == original


def test_a_message_that_is_too_long(chat):
    chat.card(4).get_by_label("Content").fill("kept")
    chat.settle()
    chat.card(4).get_by_label("Content").evaluate(PASTE, "word " * 50_000)
    said = chat.page.get_by_role("alert").filter(has_text="longer than 200,000 characters")
    expect(said).to_be_visible()
    chat.settle()
    assert "kept<|eot_id|>" in chat.prompt()
    chat.card(4).get_by_label("Content").fill("short again")
    chat.settle()
    expect(said).to_have_count(0)
    assert "short again" in chat.prompt()


def test_thousands_of_messages(chat):
    """No template is refused for their number: the time limit is for those that do not end."""
    chat.page.get_by_label("JSON", exact=True).check()
    count = 4_500
    messages = [{"role": ("user", "assistant")[i % 2], "content": "a"} for i in range(count)]
    chat.page.locator(".tt-play").evaluate(
        "(play) => { play.style.display = 'none'; }"
    )  # laying them out is no matter here
    field = chat.page.get_by_label("Conversation as JSON")
    field.evaluate(PASTE, json.dumps(messages, separators=(",", ":")))
    expect(chat.page.locator(chat.grid)).to_have_attribute("aria-busy", "false")
    for model in REPOS:
        panel = chat.panel(model)
        assert panel.locator(".tt-panel-error").text_content() == ""
        assert panel.locator(".tt-stretch").count() >= count
        assert panel.locator(".tt-share-list > li").count() > count
    field.evaluate(PASTE, '[{"role": "user", "content": "short again"}]')
    expect(chat.page.locator(chat.grid)).to_have_attribute("aria-busy", "false")
    chat.page.locator(".tt-play").evaluate("(play) => { play.style.display = ''; }")


def test_half_a_surrogate_pair(chat, real):
    """transformers renders it, and its tokenizers refuse it."""
    with pytest.raises(AssertionError, match="TypeError: TextEncodeInput must be"):
        real.call("apply_chat_template", REPOS["qwen2"], [{"role": "user", "content": "a\ud800b"}])
    chat.page.get_by_label("Tokens", exact=True).check()
    chat.as_json(r'[{"role": "user", "content": "a\ud800b"}]')
    assert "TypeError: TextEncodeInput must be" in chat.error("qwen2") and "half of a surrogate pair" in chat.error()
    assert chat.panel().locator(".tt-chip").count() == 0 and chat.panel().locator(".tt-share-list > li").count() == 0
    chat.as_json('[{"role": "user", "content": "whole"}]')
    assert chat.error() == "" and chat.panel().locator(".tt-chip").count() > 5


def test_an_integer_that_python_refuses(chat):
    before = chat.prompt()
    chat.as_json('[{"role": "user", "content": "x", "n": ' + "9" * 4301 + "}]")
    expect(chat.page.get_by_role("alert").filter(has_text="Exceeds the limit (4300 digits)")).to_be_visible()
    assert chat.prompt() == before


def test_typing_in_a_message_of_50000_characters(chat):
    chat.preset("No system prompt")
    area = chat.card(1).get_by_label("Content")
    for text in ("w\u00f6rd two\n" * 5000, "<|eot_id|>a" * 4500):
        area.evaluate(PASTE, text)
        chat.settle()
        area.evaluate(PASTE, text + "x")
        chat.settle()
        assert chat.prompt("phi-3").startswith("<|user|>\n" + text + "x<|end|>")


def test_edits_survive_a_reload_those_after_a_link_too(new_chat):
    new_chat.card(1).get_by_label("Content").fill("kept across a reload")
    new_chat.settle()
    new_chat.page.reload()
    new_chat.settle()
    assert "kept across a reload" in new_chat.prompt()
    new_chat.open(fragment('[{"role": "user", "content": "from a link"}]'))
    new_chat.card(1).get_by_label("Content").fill("from a link, and edited")
    new_chat.settle()
    new_chat.page.reload()
    new_chat.settle()
    assert "from a link, and edited" in new_chat.prompt()


@pytest.mark.parametrize(("method", "told"), [("strip", True), ("lstrip", True), ("rstrip", True), ("upper", False)])
def test_white_space_that_a_template_takes_away_is_told(chat, method, told):
    template = "{% for message in messages %}{{ message.content." + method + "() }}|{% endfor %}"
    chat.follow(
        fragment('[{"role": "user", "content": "  at both ends  "}]', models=["qwen2"], templates={"qwen2": template})
    )
    assert chat.prompt("qwen2").lower() == getattr("  at both ends  ", method)().lower() + "|"
    assert ("trimmed" in chat.findings("qwen2")) == told and "content-cut" not in chat.findings("qwen2")


def test_what_is_said_to_be_missing_is_missing(chat, real):
    """Conversations of any shape: a message is said to have vanished, or its content to be dropped, exactly where the
    real prompt lacks it."""
    chance = random.Random(4)
    cases = []
    for n in range(60):
        roles = chance.choices(
            ["system", "user", "assistant", "tool", "ipython", "developer"], [2, 4, 4, 2, 1, 1], k=chance.randint(1, 6)
        )
        cases.append([{"role": role, "content": f"mark-{n}-{i}."} for i, role in enumerate(roles)])
    for model, repo in REPOS.items():
        shown = chat.page.evaluate(FOLLOW_ALL, [fragment(json.dumps(case), models=[model]) for case in cases])
        for case, got in zip(cases, shown, strict=True):
            prompt = real.call("apply_chat_template", repo, case, tokenize=False)
            missing = {i for i, message in enumerate(case) if message["content"] not in prompt}
            said = got["missing"]
            assert {int(line.lower().split("message ")[1].split()[0].rstrip(".")) - 1 for line in said} == missing, (
                model,
                case,
                said,
            )
            shares = got["shares"]
            assert {int(name) for name in shares if name.isdigit()} == set(range(len(case))) - missing, (
                model,
                case,
                shares,
            )
