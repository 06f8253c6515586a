"""What a reader does while files are still being read: the later one stands, and nothing newer is replaced."""

import json

from chat_page import ChatPage, template_of
from held_back import SLOW, held
from own_page import drop
from playwright.sync_api import expect
from token_page import TokenPage
from until import until


def chat_of(content):
    return json.dumps([{"role": "user", "content": content}])


def test_of_two_texts_the_one_that_was_dropped_later_stands(opened):
    play = opened(TokenPage, SLOW)
    drop(play, ("slow.txt", "the earlier one"), onto=".tt-play-text")
    held(play)
    drop(play, ("fast.txt", "the later one"), onto=".tt-play-text")
    expect(play.text).to_have_value("the later one")
    drop(play, ("slow.txt", "the last one"), onto=".tt-play-text")
    until(play.page, "async () => held.length === 2")
    play.page.evaluate("release()")
    expect(play.text).to_have_value("the last one")
    play.page.get_by_role("button", name="Undo", exact=True).click()
    expect(play.text).to_have_value("the later one")


def test_of_two_conversations_the_one_that_was_dropped_later_stands_and_a_template_is_no_conversation(opened):
    play = opened(ChatPage, SLOW)
    content = play.card(1).get_by_label("Content")
    play.panel("qwen2").locator(".tt-template > summary").click()
    drop(play, ("slow.json", chat_of("the earlier one")), onto=".tt-conversation")
    drop(play, ("slow.jinja", "mine: {{ messages[0].content }}"), onto='[data-model="qwen2"] .tt-template textarea')
    until(play.page, "async () => held.length === 2")
    drop(play, ("fast.json", chat_of("the later one")), onto=".tt-conversation")
    expect(content).to_have_value("the later one")
    play.page.evaluate("release()")
    expect(play.panel("qwen2").locator(".tt-prompt")).to_have_text("mine: the later one")
    expect(content).to_have_value("the later one")


LATE = "was read only after you had changed what it would replace, so nothing was replaced."


def test_a_file_that_comes_late_replaces_no_newer_text_and_can_be_taken(opened):
    play = opened(TokenPage, SLOW)
    page, late = play.page, play.page.locator(".tt-play-late")
    play.fill("before")
    file = {"name": "slow.txt", "mimeType": "text/plain", "buffer": b"of the file"}
    page.locator(".tt-play input[type=file]").first.set_input_files(file)
    held(play)
    play.text.press_sequentially(" and after")
    page.evaluate("release()")
    expect(late).to_contain_text(f"slow.txt {LATE}")
    expect(play.text).to_have_value("before and after")
    play.text.press_sequentially("wards")  # it stays offered
    late.get_by_role("button", name="Take slow.txt now").click()
    expect(play.text).to_have_value("of the file")
    expect(late).to_be_empty()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(play.text).to_have_value("before and afterwards")

    # of two that are read at once the second takes the place of the first, which the reader has not changed
    drop(play, ("slow 1.txt", "the first"), onto=".tt-play-text")
    held(play)
    drop(play, ("slow 2.txt", "the second"), onto=".tt-play-text")
    until(page, "async () => held.length === 2")
    page.evaluate("held.shift()()")
    expect(play.text).to_have_value("the first")
    page.evaluate("release()")
    expect(play.text).to_have_value("the second")
    expect(late).to_be_empty()
    # an example is newer, too; and another file takes the offer away
    drop(play, ("slow.txt", "of the file"), onto=".tt-play-text")
    held(play)
    page.get_by_role("button", name="Emoji", exact=True).click()
    text = play.text.input_value()
    page.evaluate("release()")
    expect(late).to_contain_text(LATE)
    expect(play.text).to_have_value(text)
    drop(play, ("fast.txt", "of another"), onto=".tt-play-text")
    expect(play.text).to_have_value("of another")
    expect(late).to_be_empty()


def test_a_conversation_or_template_that_comes_late_replaces_nothing_newer(opened):
    play = opened(ChatPage, SLOW)
    page, late = play.page, play.page.locator(".tt-play-late")
    content, template = play.card(1).get_by_label("Content"), template_of(play, "qwen2")
    drop(play, ("slow.json", chat_of("of the file")), onto=".tt-conversation")
    held(play)
    drop(
        play,
        ("slow.jinja", "of the file: {{ messages[0].content }}"),
        onto='[data-model="qwen2"] .tt-template textarea',
    )
    until(page, "async () => held.length === 2")
    template.fill("mine: {{ messages[0].content }}")
    page.evaluate("held.pop()()")
    expect(late).to_contain_text(f"slow.jinja {LATE}")
    expect(template).to_have_value("mine: {{ messages[0].content }}")
    page.evaluate("release()")  # the conversation has not changed
    expect(content).to_have_value("of the file")
    expect(play.panel("qwen2").locator(".tt-prompt")).to_have_text("mine: of the file")

    drop(play, ("slow.json", chat_of("of the next")), onto=".tt-conversation")
    held(play)
    page.get_by_text("More variables for the template").click()
    variables = page.get_by_label("Variables as a JSON object")
    variables.fill('{"half": ')
    content.fill("typed")
    page.evaluate("release()")
    expect(late).to_contain_text(f"slow.json {LATE}")
    expect(content).to_have_value("typed")
    late.get_by_role("button", name="Take slow.json now").click()
    expect(content).to_have_value("of the next")
    expect(variables).to_have_value('{"half": ')  # what is not of the conversation stays
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(content).to_have_value("typed")
