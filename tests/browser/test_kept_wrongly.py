"""What stands in the storage is not always what this site has written there: the pages open, and heal."""

import json
import re

import pytest
from playwright.sync_api import expect

# A tab's storage as it is when the page opens: after the page that is left has written its own.
HELD = "if (window.name) { sessionStorage.setItem(...JSON.parse(window.name)); window.name = ''; }"
CONVERSATION = json.dumps([{"role": "user", "content": "what counts"}])

# What this device remembers of readers' own, by another version of the site or anybody.
REMEMBER = """async (records) => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("token-tour.own", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("own");
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = database.transaction("own", "readwrite");
  records.forEach((record, i) => transaction.objectStore("own").put(record, `record ${i}`));
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}"""


def held(page, key, text):
    page.evaluate("held => { window.name = JSON.stringify(held) }", [key, text])


@pytest.mark.parametrize("cards", ["not json", "5", "[1, 2]"])
def test_messages_that_are_none_leave_those_that_count(open_page, address, cards):
    page = open_page()
    page.add_init_script(HELD)
    page.goto(address + "about/")
    held(page, "token-tour.chat.v1", json.dumps({"c": CONVERSATION, "m": ["qwen2"], "drafts": {"cards": cards}}))
    page.goto(address + "playground/chat-template/")
    expect(page.locator(".tt-prompt")).to_contain_text("what counts")
    assert page.troubles == []


def test_a_lesson_s_conversation_opens_though_its_draft_is_wrong(open_page, address):
    page = open_page()
    page.add_init_script(HELD)
    page.goto(address + "lessons/chat-templates/")
    place = page.locator(".tt-play[data-play=chat]:not([data-answer])").first
    place.scroll_into_view_if_needed()
    place.get_by_role("button", name="Change the conversation").click()
    content = place.get_by_role("textbox", name="Content").first
    content.fill("mine")
    key = page.evaluate("Object.keys(sessionStorage).find(key => key.startsWith('token-tour.embed chat'))")
    held(page, key, json.dumps([CONVERSATION, {"cards": "not json", "card 0 content": 5}]))
    page.reload()
    place.scroll_into_view_if_needed()
    expect(content).to_have_value("what counts")
    assert page.troubles == []


def test_what_is_no_tokenizer_is_not_remembered_as_one(open_page, address):
    page = open_page()
    page.goto(address + "playground/tokenizer/")
    parts = {"tokenizer": None, "config": None, "specials": None, "template": "{{ 1 }}", "templates": {}}
    right = {"id": f"own:{'0' * 64}:right", "name": "right", "parts": parts, "facts": None, "host": None}
    wrong = [
        5,
        None,
        right | {"id": "right"},
        right | {"parts": {}},
        right | {"parts": parts | {"template": 5}},
        right | {"parts": parts | {"templates": None}},
        right | {"parts": parts | {"tokenizer": "no file"}},
        right | {"facts": {}},
    ]
    page.evaluate(REMEMBER, [*wrong, right])
    page.reload()
    entry = page.locator(".tt-own-entry")
    expect(page.locator(".tt-own-list > li")).to_have_count(1)
    entry.click()
    expect(page.get_by_label("Name of right")).to_be_visible()
    assert page.troubles == []


@pytest.mark.parametrize("kept", ["no json", '{"index": "length"}', '{"index": 99}', "5"])
def test_the_switch_of_colours_is_there_whatever_was_kept(open_page, address, kept):
    page = open_page(color_scheme="light")
    page.goto(address + "about/")
    page.get_by_title("Colours follow the system; switch to light").click()
    page.evaluate(
        "kept => localStorage.setItem(Object.keys(localStorage).find(key => key.endsWith('__palette')), kept)", kept
    )
    page.goto(address + "lessons/")
    page.troubles.clear()  # the theme has read what is no JSON, once
    page.reload()
    page.get_by_title("Colours follow the system; switch to light").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-media", re.compile("light"))
    assert page.troubles == []
