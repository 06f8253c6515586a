"""Undo of texts that are long, and the sentences that say which steps are gone."""

from play_page import PASTE, button
from playwright.sync_api import expect

FORGETS = "Undo no longer has every step"
SHORTER = "Undo has fewer steps than before the reload"


def test_undo_brings_back_what_is_longer_than_a_reload_could_keep(new_play):
    page = new_play.page
    new_play.fill("mine")
    page.get_by_role("tab", name="Ids to text").click()
    field = page.get_by_label("Ids to read")
    long = "x" * 2_300_000

    def length():
        return field.evaluate("field => field.value.length")

    field.evaluate(PASTE, long)
    field.evaluate(PASTE, "1 2 3")
    button(page, "Undo").click()
    assert length() == len(long)
    expect(page.get_by_text(FORGETS)).to_have_count(0)
    button(page, "Undo").click()
    button(page, "Undo").click()
    assert length() == 0
    expect(page.locator(".tt-play-text").first).not_to_have_value("mine")

    for letter in "abcdef":
        field.evaluate(PASTE, letter * 2_300_000)
    expect(page.get_by_text(FORGETS)).to_be_visible()
    button(page, "Dismiss").click()
    field.evaluate(PASTE, "g" * 2_300_000)
    button(page, "Undo").click()
    assert field.evaluate("field => field.value[0]") == "f"
    button(page, "Redo").click()
    field.evaluate(PASTE, "h" * 2_300_000)
    expect(page.get_by_text(FORGETS)).to_have_count(0)  # it was told


def test_a_reload_keeps_the_steps_that_have_room_and_says_once_that_others_are_gone(new_play):
    page = new_play.page
    new_play.fill("mine")
    page.get_by_role("tab", name="Ids to text").click()
    field = page.get_by_label("Ids to read")
    field.evaluate(PASTE, "1 2 3")
    page.reload()
    expect(field).to_have_value("1 2 3")
    expect(page.get_by_text(SHORTER)).to_have_count(0)  # all of it is there
    field.evaluate(PASTE, "x" * 2_300_000)
    field.evaluate(PASTE, "4 5 6")
    page.reload()
    expect(field).to_have_value("4 5 6")
    expect(page.get_by_text(SHORTER)).to_be_visible()
    button(page, "Undo").click()
    expect(field).to_have_value("1 2 3")
    page.reload()
    expect(field).to_have_value("1 2 3")
    expect(page.get_by_text(SHORTER)).to_have_count(0)
