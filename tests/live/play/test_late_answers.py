"""Answers that come when a reader has gone on: in the walks of lessons, and in the merges of a word."""

import re

import pytest
from held_back import HELD, held
from playwright.sync_api import expect
from token_page import TokenPage
from until import until


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
