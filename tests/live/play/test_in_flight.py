"""What a reader does while files are still being read: the later one stands, and what is on its way finds its place."""

import json
import re

import own_files
import pytest
from chat_page import ChatPage, template_of
from chat_page import fragment as chat_link
from own_page import drop, item, own
from playwright.sync_api import expect
from token_page import TokenPage, fragment
from until import until

# Files whose names begin with "slow" are read when `release()` says so.
SLOW = """(() => {
  const read = Blob.prototype.arrayBuffer;
  const held = [];
  window.held = held;
  window.release = () => held.splice(0).forEach((go) => go());
  Blob.prototype.arrayBuffer = function () {
    if (!this.name?.startsWith("slow")) return read.call(this);
    return new Promise((done) => held.push(() => done(read.call(this))));
  };
})();"""

# Tokenizers of the reader's reach the worker, and prompts the one that renders them, when `release()` says so; `ready`
# are the tokenizers that are loaded.
HELD = """(() => {
  const post = Worker.prototype.postMessage;
  const held = [];
  window.held = held;
  window.ready = [];
  window.hold = (asks) => (window.holds = asks);
  window.release = () => {
    window.holds = null;
    held.splice(0).forEach((go) => go());
  };
  Worker.prototype.postMessage = function (...message) {
    const known = this.heard;
    this.heard = true;
    if (!known) this.addEventListener("message", ({ data }) => data.type === "ready" && ready.push(data.repo));
    if (window.holds?.(message[0])) held.push(() => post.apply(this, message));
    else post.apply(this, message);
  };
})();"""
TAKES = "() => hold(({ type }) => type === 'take')"

# From now on the browser has no room for what it is to remember.
FULL = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') } }"
UNREMEMBERED = "The browser has no room to remember"


@pytest.fixture
def opened(open_page, address):
    """A function that opens a playground in which this script has run first."""
    pages = []

    def comes(kind, script):
        page = open_page()
        pages.append(page)
        page.add_init_script(script)
        return kind(page, address).open()

    yield comes
    assert [page.troubles for page in pages] == [[] for _ in pages]


def held(place):
    """Wait until something is held back."""
    until(place.page, "async () => held.length > 0")


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


@pytest.fixture
def lesson(open_page, address):
    """A function that opens a lesson in which HELD has run, and returns what a selector names."""
    page = open_page()
    page.add_init_script(HELD)

    def near(slug, selector):
        page.goto(f"{address}lessons/{slug}/")
        place = page.locator(selector)
        place.scroll_into_view_if_needed()
        expect(place).to_have_class(re.compile("tt-alive"))
        expect(place).to_have_attribute("aria-busy", "false")
        return place

    yield near
    assert page.troubles == []


def test_a_walk_whose_tokenizer_came_late_stands_in_nobody_s_way(lesson):
    walk = lesson("how-bpe-chooses", "[data-walk=merges]")
    page, line, choice = walk.page, walk.locator(".tt-walk-line"), walk.get_by_label("Tokenizer")
    first, before = choice.input_value(), walk.inner_text()
    page.evaluate("() => hold(({ type, ask }) => type === 'load' || ask?.what === 'trace')")
    choice.select_option("llama-3.1")
    held(walk)
    choice.select_option(first)
    page.evaluate("held.shift()()")  # its tokenizer
    until(page, "async () => ready.some((repo) => repo.includes('Llama')) && held.length === 2")
    page.evaluate("release()")
    expect(walk).to_have_attribute("aria-busy", "false")
    expect(line).not_to_be_empty()
    assert walk.inner_text() == before


def test_what_a_walk_shows_of_a_text_that_is_gone_cannot_be_pressed(lesson):
    walk = lesson("bytes-and-unicode", "[data-walk=streams]")
    page, sent = walk.page, walk.locator(".tt-walk-sent button")
    page.evaluate("() => hold(({ ask }) => ask?.what === 'streams')")
    walk.get_by_role("textbox").fill("other words are here")
    held(walk)
    sent.nth(1).click()
    page.evaluate("release()")
    expect(walk).to_have_attribute("aria-busy", "false")
    expect(sent.first).to_contain_text("other")
    assert sent.evaluate_all("all => all.every((one) => one.getAttribute('aria-pressed') === 'false')")


def test_the_merges_of_a_word_that_was_taken_away_are_not_shown(opened):
    play = opened(TokenPage, HELD)
    page, merges = play.page, play.page.locator(".tt-merges")
    field = merges.get_by_role("textbox")
    field.fill("cat")
    expect(merges.locator(".tt-merge-chips")).to_have_text(re.compile(r"^\W*c\W*a\W*t\W*$"))
    page.evaluate("() => hold(({ ask }) => ask?.what === 'trace')")
    field.fill("lighthouse")
    held(play)
    field.fill("")
    notice = merges.locator(".tt-play-notice").inner_text()
    page.evaluate("release()")
    play.fill("and then")  # which the same worker answers afterwards
    expect(merges).to_have_attribute("aria-busy", "false")
    assert merges.locator(".tt-play-notice").inner_text() == notice != ""
