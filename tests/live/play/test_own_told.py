"""What screen readers are told of a reader's own tokenizer, while the page's clock is held."""

import own_files
from chat_page import ChatPage
from own_page import drop, item, own
from playwright.sync_api import expect
from token_page import TokenPage
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

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


def test_a_pattern_without_an_end_is_stopped_and_the_next_text_is_read(open_page, address):
    page = open_page()
    page.clock.install()  # the page waits for 20 s before it stops one
    play = TokenPage(page, address).open()
    for name, pattern in (("endless", "(a+)+$"), ("other", "a")):
        made = Tokenizer(models.WordLevel({"[UNK]": 0, "a": 1}, unk_token="[UNK]"))
        made.pre_tokenizer = pre_tokenizers.Split(Regex(pattern), "isolated")
        drop(play, (f"{name}.tokenizer.json", made.to_str()))
        expect(page.get_by_role("heading", name=f"{name}.tokenizer", exact=True)).to_be_visible()
    play.settle()
    endless, other = (play.panel(own(play, f"{name}.tokenizer")) for name in ("endless", "other"))
    play.text.fill("a" * 40 + "!")
    expect(play.panel("phi-3")).to_contain_text("aaa!")
    expect(page.locator(play.grid)).to_have_attribute("aria-busy", "true")
    page.clock.run_for(22_000)
    expect(endless).to_contain_text("does not come to an end with this text")
    expect(endless.locator(".tt-chip")).to_have_count(0)  # of the text before
    expect(other.locator(".tt-count")).to_contain_text("41 tokens")
    play.fill("aa!")
    expect(endless.locator(".tt-count")).to_contain_text("1 token")
    expect(endless).not_to_contain_text("does not come to an end")
    assert page.troubles == []
