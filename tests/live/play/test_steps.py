"""What one action changed, one Undo brings back; what was typed is noted, whatever the page makes of it just then."""

import json

from chat_page import fragment, template_of
from play_page import PASTE, button
from playwright.sync_api import expect

PYTHON = "[{'role': 'user', 'content': 'PASTED'}]"


def test_a_paragraph_and_its_english_are_one_step(play):
    play.fill("mine")
    play.page.get_by_role("tab", name="Differences").click()
    tool = play.page.locator(".tt-tool-differences")
    english = tool.get_by_label("The same in English")
    english.fill("my own")
    text = play.page.locator(".tt-play-text").first  # on the tab that is not shown
    choice = tool.get_by_label("Or a paragraph in")
    choice.select_option(index=2)
    play.settle()
    sample = english.input_value()
    assert sample not in ("", "my own") and text.input_value() != "mine"
    button(play.page, "Undo").click()
    play.settle()
    assert (text.input_value(), english.input_value()) == ("mine", "my own")
    button(play.page, "Redo").click()
    play.settle()
    assert english.input_value() == sample and text.input_value() != "mine"


def test_the_same_paste_after_an_undo_is_read(new_chat):
    chat = new_chat
    field = chat.as_json()
    field.evaluate(PASTE, PYTHON)
    chat.settle()
    read = field.input_value()
    assert json.loads(read) == [{"role": "user", "content": "PASTED"}]
    while "PASTED" in field.input_value():
        button(chat.page, "Undo").click()
        chat.settle()
    field.evaluate(PASTE, read)
    chat.settle()
    assert "PASTED" in chat.prompt()
    chat.page.reload()
    chat.settle()
    assert "PASTED" in chat.prompt() and "PASTED" in chat.as_json().input_value()


def test_a_mark_typed_while_the_template_refuses_stays(chat):
    page = chat.page
    good = template_of(chat, "llama-3.1").input_value()

    def template(text):
        page.get_by_role("tab", name="Prompts").click()
        template_of(chat, "llama-3.1").fill(text)
        chat.settle()
        page.get_by_role("tab", name="What is trained").click()
        expect(page.locator(".tt-trained-body")).to_have_attribute("aria-busy", "false")

    page.get_by_role("tab", name="What is trained").click()
    page.get_by_label("Learn from").select_option("marks")
    expect(page.locator(".tt-trained-body")).to_have_attribute("aria-busy", "false")
    mark = page.locator(".tt-tool-trained textarea").first
    template("{{ broken")
    mark.fill("<|mine|>")
    page.get_by_label("Only the last turn").check()
    template(good)
    assert mark.input_value() == "<|mine|>"


def test_one_undo_takes_a_template_that_was_put_in(chat):
    page = chat.page
    chat.follow(fragment(json.dumps([{"role": "user", "content": "a"}]), models=["qwen2"]))
    page.get_by_role("tab", name="What is trained").click()
    way, offer = page.get_by_label("Learn from"), page.locator(".tt-trained-offer")
    expect(way).to_have_value("turns")
    offer.locator("summary").click()
    offer.get_by_role("button", name="Use this template").click()  # chooses the way, too
    expect(offer).to_be_hidden()
    expect(way).to_have_value("tag")
    button(page, "Undo").click()
    expect(way).to_have_value("turns")
    page.get_by_role("tab", name="Prompts").click()
    chat.settle()
    assert "generation %}" not in template_of(chat, "qwen2").input_value()


def test_undo_of_a_source_stays_though_its_text_comes_later(new_chat):
    chat, page = new_chat, new_chat.page
    page.get_by_role("tab", name="Answer").click()
    source = page.get_by_label("It reads")
    field = page.locator(".tt-answer-source textarea").first
    expect(source).to_have_value("chat")
    source.evaluate(
        """(source) => {
          source.value = "text";
          source.dispatchEvent(new Event("change"));
          document.querySelector('.tt-play [aria-label="Undo"]').click();
        }"""
    )
    expect(source).to_have_value("chat")
    source.select_option("ids")  # waits for the prompt as the text did, behind it
    ids = page.get_by_role("textbox", name="Ids", exact=True)
    expect(ids).not_to_have_value("")
    assert field.input_value() == ""
    chat.settle()
