"""What a reload, undo or a refusal of the template leaves of the chat page: its views, forms and controls."""

import json

import pytest
from chat_page import fragment, template_of
from play_page import button
from playwright.sync_api import expect


@pytest.fixture
def chat(new_chat):
    return new_chat


def test_what_panels_show_outlives_a_reload_also_of_a_link(chat):
    page = chat.page
    tokens, ids = page.get_by_label("Tokens", exact=True), page.get_by_label("Ids", exact=True)
    first = chat.panel().get_by_role("option").first

    def reloaded(shown):
        page.reload()
        chat.settle()
        expect(shown).to_be_checked()
        expect(first).to_be_visible()
        expect(chat.panel().locator(".tt-prompt")).to_be_hidden()

    tokens.check()
    reloaded(tokens)
    expect(first).to_have_text("<|begin_of_text|>")
    chat.card(1).get_by_label("Content").fill("mine")
    ids.check()
    button(page, "Undo").click()  # it is no step
    expect(chat.card(1).get_by_label("Content")).not_to_have_value("mine")
    expect(ids).to_be_checked()
    page.evaluate("hash => { location.hash = hash }", fragment('[{"role": "user", "content": "from a link"}]'))
    expect(chat.card(1).get_by_label("Content")).to_have_value("from a link")
    expect(ids).to_be_checked()
    tokens.check()
    reloaded(tokens)
    expect(chat.card(1).get_by_label("Content")).to_have_value("from a link")


def test_the_view_and_the_editor_that_undo_and_back_left_alone_outlive_a_reload(chat):
    page = chat.page
    ids, as_json = page.get_by_label("Ids", exact=True), page.get_by_label("JSON", exact=True)
    chat.card(1).get_by_label("Content").fill("mine")
    chat.preset("Tools")
    ids.check()
    as_json.check()
    for leave in (lambda: button(page, "Undo").click(), lambda: button(page, "Redo").click(), page.go_back):
        leave()
        chat.settle()
        page.reload()
        chat.settle()
        expect(ids).to_be_checked()
        expect(as_json).to_be_checked()
    assert "mine" in chat.as_json().input_value()
    button(page, "Undo").click()
    chat.settle()
    assert "mine" not in chat.as_json().input_value()


def test_line_ends_that_a_card_changes_are_told(chat):
    page, notice = chat.page, chat.page.locator(".tt-play-notice")
    chat.follow(fragment(json.dumps([{"role": "user", "content": "a\r\nb"}, {"role": "user", "content": "c"}])))
    assert "a\r\nb" in chat.prompt()
    chat.card(2).get_by_label("Content").press_sequentially("d")
    chat.settle()
    assert "a\r\nb" in chat.prompt()
    expect(notice).to_be_empty()
    chat.card(1).get_by_label("Content").press("End")
    page.keyboard.type("!")
    chat.settle()
    assert "\r" not in chat.prompt()
    expect(notice).to_contain_text("Windows line ends (\\r\\n) became \\n")
    button(page, "Undo").click()
    chat.settle()
    assert "a\r\nb" in chat.prompt()


def test_a_template_s_variables_stay_at_hand_though_it_refuses(chat):
    page = chat.page
    chat.follow(fragment('[{"role": "user", "content": "a"}]', models=["qwen2"]))
    template_of(chat, "qwen2").fill("{{ tone }}{{ raise_exception('no') if tone else 'ok' }}")
    chat.settle()
    tone = page.locator(".tt-variables").get_by_label("tone")
    tone.fill("warm")
    chat.settle()
    assert "no" in chat.error("qwen2")
    page.reload()
    chat.settle()
    assert "no" in chat.error("qwen2")
    expect(tone).to_have_value("warm")
    tone.fill("")
    chat.settle()
    assert chat.prompt("qwen2") == "ok"


def test_documents_keep_the_form_in_which_they_were_written(chat):
    page = chat.page
    page.get_by_label("documents", exact=True).check()
    chat.settle()
    field = page.get_by_label("Documents as JSON")
    mine = '[{"title": "A",\n\n      "text": "one"}]'
    field.fill(mine)
    chat.settle()
    link = chat.link()
    expect(page.locator(".tt-play-notice")).to_be_empty()  # nothing is missing in it
    page.reload()
    chat.settle()
    expect(field).to_have_value(mine)
    field.fill(mine.replace("\n", ""))
    button(page, "Undo").click()
    expect(field).to_have_value(mine)
    page.get_by_label("documents", exact=True).uncheck()
    chat.settle()
    page.get_by_label("documents", exact=True).check()
    expect(field).to_have_value(mine)
    page.get_by_label("Variables as a JSON object").fill('{"documents": [{"title": "B", "text": "two"}]}')
    chat.settle()
    assert json.loads(field.input_value()) == [{"title": "B", "text": "two"}]
    button(page, "Undo").click()
    expect(field).to_have_value(mine)
    field.fill(mine[:-1])
    chat.settle()
    page.reload()
    expect(field).to_have_value(mine[:-1])
    chat.link()
    expect(page.locator(".tt-play-notice")).to_contain_text("What is not right yet is not in the link.")
    chat.follow("#" + link.partition("#")[2])
    assert json.loads(field.input_value()) == [{"title": "A", "text": "one"}]
