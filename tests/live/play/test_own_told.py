"""What screen readers are told of a reader's own tokenizer, while the page's clock is held."""

import own_files
from chat_page import ChatPage
from own_page import drop, item
from playwright.sync_api import expect

FRAME, REST = 20, 2000  # milliseconds; screen readers are told when nothing has changed for 900


def test_a_name_that_changes_before_it_is_told_is_told_as_it_is_then(open_page, address):
    page = open_page()
    page.clock.install()
    play = ChatPage(page, address).open()
    drop(play, ("mine.json", own_files.wordpiece().to_str()), ("chat_template.jinja", own_files.DEFAULT))
    expect(page.locator(".tt-own-status")).to_contain_text("mine is here")
    play.settle()
    name = item(play, "mine").get_by_label("Name of mine", exact=True)
    told = page.locator("div.tt-hidden[role=status]")
    page.clock.pause_at("2099-01-01")  # what was to be told has been
    grid = page.locator(play.grid)
    page.get_by_role("checkbox", name="add_generation_prompt", exact=True).click()
    page.clock.run_for(FRAME)
    expect(grid).to_have_attribute("aria-busy", "false")  # and is to be told anew
    name.fill("other")
    name.press("Enter")
    page.clock.run_for(REST)
    expect(grid).to_have_attribute("aria-busy", "false")
    page.clock.run_for(REST)
    expect(told).to_contain_text("other: ")
    assert page.troubles == []
