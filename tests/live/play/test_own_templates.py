"""What a reader makes of a file of their own, when the file gets another name: edits of its template, and that the
device remembers it."""

import own_files
import pytest
from chat_page import template_of
from own_page import choose, item, own
from play_page import button
from playwright.sync_api import expect

# The page is gone between two changes of what the device remembers, if the first takes something away.
GONE = """() => {
  const { delete: remove } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.delete = function (...key) {
    IDBObjectStore.prototype.put = () => { throw new DOMException("gone", "AbortError"); };
    self.removed = true;
    return remove.apply(this, key);
  };
}"""


@pytest.fixture
def mine(tmp_path):
    return own_files.own_folder(tmp_path / "mine")


def rename(play, name, other):
    item(play, name).get_by_label(f"Name of {name}", exact=True).fill(other)
    play.page.keyboard.press("Enter")
    expect(play.page.get_by_role("heading", name=other, exact=True)).to_be_visible()
    play.settle()


def edit(chat, name, template):
    template_of(chat, own(chat, name)).fill(template)
    expect(chat.panel(own(chat, name)).locator(".tt-prompt")).to_have_text(template)
    chat.settle()


def shows(chat, name, template):
    expect(template_of(chat, own(chat, name))).to_have_value(template)
    expect(chat.panel(own(chat, name)).locator(".tt-prompt")).to_have_text(template)


def test_edits_of_a_template_are_found_under_another_name(new_chat, mine):
    chat = new_chat
    choose(chat, mine)
    edit(chat, "mine", "AAAA")
    link = chat.link()
    edit(chat, "mine", "BBBB")
    rename(chat, "mine", "renamed")
    shows(chat, "renamed", "BBBB")
    button(chat.page, "Undo").click()
    shows(chat, "renamed", "AAAA")
    button(chat.page, "Redo").click()
    shows(chat, "renamed", "BBBB")
    chat.follow("#" + link.partition("#")[2])
    shows(chat, "renamed", "AAAA")


def test_a_file_is_remembered_though_the_page_closes_while_it_gets_another_name(new_play, mine):
    play = new_play
    choose(play, mine)
    item(play, "mine").get_by_role("checkbox").check()
    expect(play.page.locator(".tt-own-status")).to_contain_text("This device remembers mine.")
    play.page.evaluate(GONE)
    rename(play, "mine", "renamed")
    # a function: the page forbids to evaluate a bare expression, which Playwright does once it has to wait
    play.page.wait_for_function("() => self.removed")
    play.page.reload()
    play.settle()
    expect(item(play, "renamed").get_by_role("checkbox")).to_be_checked()


def test_what_is_brought_back_has_its_edited_template_again(new_chat, mine):
    chat = new_chat
    choose(chat, mine)
    edit(chat, "mine", "AAAA")
    template_of(chat, own(chat, "mine")).fill("{{ broken")
    chat.settle()
    for _ in range(2):  # the second time from what was brought back
        item(chat, "mine").get_by_role("button", name="Remove mine").click()
        expect(chat.page.get_by_role("heading", name="mine", exact=True)).to_have_count(0)
        chat.page.get_by_role("button", name="Bring it back").click()
        expect(template_of(chat, own(chat, "mine"))).to_have_value("{{ broken")
        chat.settle()
    template_of(chat, own(chat, "mine")).fill("BBBB")
    chat.settle()
    item(chat, "mine").get_by_role("button", name="Remove mine").click()
    chat.page.get_by_role("button", name="Bring it back").click()
    shows(chat, "mine", "BBBB")
