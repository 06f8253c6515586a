"""A small fixed instance of the chat playground in another page."""

import re
from html import escape

import pytest
from chat_page import REPOS, ChatPage
from playwright.sync_api import expect

CONVERSATION = [{"role": "user", "content": '1 < 2 & "안녕"'}, {"role": "banana", "content": "b"}]
TEXT = '[{"role": "user", "content": "1 < 2 & \\"안녕\\""}, {"role": "banana", "content": "b"}]'


@pytest.fixture
def page(open_page, address):
    """The page about the course, with instances put into it on the way to the browser."""
    page = open_page()

    def embed(route):
        answer = route.fetch()
        good = (
            f'<div class="tt-play" data-play="chat" data-text="{escape(TEXT)}" data-models="phi-3 qwen2" '
            "data-generation><p>Plain.</p></div>"
        )
        bad = '<div class="tt-play" id="bad" data-play="chat" data-text="[1]"><p>Plain.</p></div>'
        script = '<script type="module" async src="../live/chat.js"></script>'
        route.fulfill(
            response=answer,
            body=answer.text().replace("</head>", script + "</head>").replace("<h2", good + bad + "<h2", 1),
        )

    page.route(re.compile("/about/$"), embed)
    page.goto(address + "about/")
    yield page
    assert page.troubles == []


def shows(chat, real, conversation):
    for model in ("phi-3", "qwen2"):
        ids = real.call(
            "apply_chat_template", REPOS[model], conversation, add_generation_prompt=True, return_dict=False
        )
        expect(chat.panel(model).locator(".tt-count")).to_have_text(f"{len(ids)} tokens")
        assert chat.prompt(model) == real.call(
            "apply_chat_template", REPOS[model], conversation, add_generation_prompt=True, tokenize=False
        )


def test_it_shows_the_prompt_of_what_is_changed_and_leads_to_the_playground(page, address, real):
    chat = ChatPage(page, address)
    shows(chat, real, CONVERSATION)
    assert "vanished" in chat.findings("phi-3")
    expect(page.locator("#bad")).to_contain_text("Plain.")
    expect(page.locator("#bad")).to_contain_text("Entry 1 of the list is not a message")
    page.get_by_role("button", name="Change the conversation").press("Enter")
    expect(chat.card(1).get_by_label("Role")).to_be_focused()
    chat.card(1).get_by_label("Content").fill("달라진 물음, a little longer than it was")
    changed = [{"role": "user", "content": "달라진 물음, a little longer than it was"}, CONVERSATION[1]]
    shows(chat, real, changed)
    page.reload()
    expect(chat.card(1).get_by_label("Content")).to_have_value(changed[0]["content"])
    shows(chat, real, changed)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open in the playground").click()
    beside = ChatPage(opened.value, address)
    expect(beside.card(1).get_by_label("Content")).to_have_value(changed[0]["content"])
    expect(beside.card(2).get_by_label("Role")).to_have_value("banana")
    expect(beside.page.locator("[data-model]")).to_have_count(2)
    page.get_by_role("button", name="Back to the lesson's own").click()
    expect(chat.card(1).get_by_label("Content")).to_have_value(CONVERSATION[0]["content"])
    shows(chat, real, CONVERSATION)
