"""What a reader does while tokenizers are on their way: each finds its place, and what is shown is of what is there."""

import json
import re

import own_files
from chat_page import ChatPage
from chat_page import fragment as chat_link
from held_back import HELD, held
from own_page import drop, item, own
from playwright.sync_api import expect
from token_page import TokenPage, fragment
from until import until

TAKES = "() => hold(({ type }) => type === 'take')"

# From now on the browser has no room for what it is to remember.
FULL = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') } }"
UNREMEMBERED = "The browser has no room to remember"


def joining(play):
    """A tokenizer, and a config for it that is being read."""
    drop(play, ("mine.json", own_files.wordpiece().to_str()))
    expect(play.page.locator(".tt-own-status")).to_contain_text("mine is here")
    play.settle()
    play.page.evaluate(TAKES)
    drop(play, ("tokenizer_config.json", json.dumps({"model_max_length": 512})))
    held(play)


def test_files_find_their_tokenizer_though_it_got_another_name_meanwhile(opened):
    play = opened(TokenPage, HELD)
    joining(play)
    item(play, "mine").get_by_role("checkbox").check()
    expect(play.page.locator(".tt-own-status")).to_contain_text("This device remembers mine.")
    name = item(play, "mine").get_by_label("Name of mine", exact=True)
    name.fill("other")
    name.press("Enter")
    expect(play.page.get_by_role("heading", name="other", exact=True)).to_be_visible()
    play.page.evaluate("release()")
    expect(play.page.locator(".tt-own-status")).to_contain_text("now belongs to other.")
    play.settle()
    expect(play.panel(own(play, "other")).locator(".tt-ratios")).to_contain_text("of 512")
    expect(item(play, "other").get_by_role("checkbox")).to_be_checked()
    play.page.reload()
    play.settle()
    expect(play.panel(own(play, "other")).locator(".tt-ratios")).to_contain_text("of 512")


def test_files_for_a_tokenizer_that_was_removed_meanwhile_change_nothing(opened):
    play = opened(TokenPage, HELD)
    joining(play)
    item(play, "mine").get_by_role("button", name="Remove mine").click()
    play.page.evaluate("release()")
    expect(play.notice).to_contain_text("mine was removed while its files were read. Nothing was changed.")
    play.settle()
    expect(play.page.get_by_role("heading", name="mine", exact=True)).to_have_count(0)
    expect(play.page.locator(".tt-own-list > li")).to_have_count(0)


def test_what_cannot_be_remembered_any_more_is_told(opened):
    play = opened(TokenPage, HELD)
    drop(play, ("mine.json", own_files.wordpiece().to_str()))
    expect(play.page.locator(".tt-own-status")).to_contain_text("mine is here")
    item(play, "mine").get_by_role("checkbox").check()
    expect(play.page.locator(".tt-own-status")).to_contain_text("This device remembers mine.")
    play.page.evaluate(FULL)
    name = item(play, "mine").get_by_label("Name of mine", exact=True)
    name.fill("other")
    name.press("Enter")
    expect(play.notice).to_contain_text(f"{UNREMEMBERED} other")
    expect(item(play, "other").get_by_role("checkbox")).not_to_be_checked()


def test_beside_an_error_nothing_is_loading(opened):
    play = opened(ChatPage, HELD)
    page = play.page
    gemma = play.panel("gemma-3")
    page.evaluate("() => hold(({ request, models }) => request && models)")
    page.get_by_role("checkbox", name="Gemma 3", exact=True).check()
    held(play)
    page.evaluate("() => hold(null)")
    page.get_by_role("tab", name="Compare").click()
    page.get_by_label("Left: Model").select_option("deepseek-v3")  # its tokenizer is loaded
    expect(gemma.locator(".tt-count")).to_contain_text("Loading")
    page.get_by_role("tab").first.click()
    page.get_by_role("button", name="Odd roles", exact=True).click()  # Gemma's template refuses them
    page.evaluate("release()")
    play.settle()
    expect(gemma.locator(".tt-panel-error")).to_contain_text("There is no prompt")
    expect(gemma.locator(".tt-count")).to_be_empty()


def test_a_round_that_waited_for_its_first_tokenizer_asks_nothing_of_an_older_text(opened):
    play = opened(TokenPage, HELD)
    page = play.page
    page.evaluate("() => hold(({ ask }) => ask?.what === 'encode')")
    page.evaluate("(link) => void (location.hash = link)", fragment({"t": "old old old", "m": ["gpt-2", "gemma-3"]}))
    until(page, "async () => held.length > 0 && ready.includes('openai-community/gpt2')")
    play.text.fill("new")
    until(page, "async () => held.length > 2")  # of both tokenizers, as the first is here
    page.evaluate("release()")
    play.settle()
    assert [play.panel(one).locator(".tt-count").inner_text() for one in ("gpt-2", "gemma-3")] == ["1 token"] * 2
    assert play.panel("gemma-3").locator(".tt-ratios").inner_text().startswith("1.00 per word")


def test_templates_that_came_alone_are_shown_though_something_else_comes(opened):
    play = opened(ChatPage, HELD)
    page = play.page
    for name in ("first", "second"):
        drop(play, (f"{name}.jinja", f"{name}: {{{{ messages[0].content }}}}"))
        expect(page.locator(".tt-own-status")).to_contain_text(f"{name} is here")
        item(play, name).get_by_role("checkbox").check()
        expect(page.locator(".tt-own-status")).to_contain_text(f"This device remembers {name}.")
    page.get_by_role("checkbox", name="second", exact=True).uncheck()
    drop(play, ("mine.json", own_files.wordpiece().to_str()))
    expect(page.locator(".tt-own-status")).to_contain_text("mine is here")
    first = play.panel(own(play, "first"))
    host = first.locator(".tt-own-host select")
    host.select_option(label="mine")
    expect(first.locator(".tt-count")).to_have_text(re.compile("tokens"))
    before = first.locator(".tt-count").inner_text()
    name = item(play, "mine").get_by_label("Name of mine", exact=True)
    name.fill("other")
    name.press("Enter")
    play.settle()
    assert host.locator("option:checked").inner_text() == "other"
    assert first.locator(".tt-count").inner_text() == before
    page.reload()
    play.settle()
    expect(first.locator(".tt-prompt")).to_contain_text(": ")


def test_a_tool_that_is_not_shown_goes_on_with_what_it_was_asked(opened):
    play = opened(ChatPage, HELD)
    page = play.page
    tabs = {name: page.get_by_role("tab", name=name) for name in ("Prompts", "Compare")}
    body, counts = page.locator(".tt-compare-body"), page.locator(".tt-compare-count")
    play.preset("Injection")
    tabs["Compare"].click()
    expect(body).to_have_attribute("aria-busy", "false")
    expected = counts.all_inner_texts()
    tabs["Prompts"].click()
    play.preset("Prefill")
    tabs["Compare"].click()
    expect(counts.last).not_to_have_text(expected[1])
    page.get_by_role("button", name="Undo", exact=True).click()
    play.settle()
    page.evaluate("() => hold(({ request, models }) => request && models)")
    tabs["Compare"].click()
    held(play)
    tabs["Prompts"].click()
    second = page.locator(".tt-controls input:checked").nth(1)
    second.uncheck()  # now the second is another one
    page.evaluate("release()")
    play.settle()
    expect(body).to_have_attribute("aria-busy", "false")
    page.get_by_role("button", name="Undo", exact=True).click()
    play.settle()
    tabs["Compare"].click()
    assert counts.all_inner_texts() == expected

    play = opened(TokenPage, HELD)
    page = play.page
    tab, field = page.get_by_role("tab", name="Ids to text"), page.locator("#tt-ids-text")
    body, view = page.locator(".tt-ids-body"), page.locator(".tt-ids-view")
    tab.click()
    page.evaluate("() => hold(({ ask }) => ask?.what === 'spell')")
    field.fill("1000 2000 3000")
    held(play)
    page.get_by_role("tab", name="Tokens").click()
    page.locator(".tt-controls input:checked").first.uncheck()
    page.evaluate("release()")
    play.settle()
    expect(body).to_have_attribute("aria-busy", "false")
    page.get_by_role("button", name="Undo", exact=True).click()
    play.settle()
    tab.click()
    found = view.inner_text()
    field.fill("1000 2000 3000 ")  # anew
    expect(body).to_have_attribute("aria-busy", "false")
    assert found == view.inner_text() != ""


def test_the_prefix_check_of_a_long_conversation_can_be_stopped(opened):
    play = opened(ChatPage, HELD)
    page = play.page
    turns = [{"role": ("user", "assistant")[i % 2], "content": f"turn {i}"} for i in range(120)]
    play.follow(chat_link(json.dumps(turns), models=["qwen2"]))
    page.evaluate("() => hold(({ request, models }) => request && models)")
    page.get_by_role("tab", name="Prefix check").click()
    progress, body = page.locator(".tt-prefix-progress"), page.locator(".tt-prefix-body")
    expect(progress).to_have_text("Rendering Stop")
    progress.get_by_role("button", name="Stop", exact=True).click()
    page.evaluate("release()")
    expect(body).to_have_text("Stopped: nothing is compared. Check again")
    expect(body).to_have_attribute("aria-busy", "false")
    expect(progress).to_be_hidden()
    body.get_by_role("button", name="Check again").click()
    expect(body.locator(".tt-compare-said")).to_contain_text("119 of 119 steps keep the prompt; 0 tokens")
    expect(page.locator(".tt-prefix-step")).to_have_count(119)
    expect(progress).to_be_hidden()
