"""Numbers that a tool is given are the reader's work as its texts are: undo, a reload, and what is shown is what is used."""

import pytest
from play_page import button
from playwright.sync_api import expect
from token_page import TokenPage


@pytest.fixture
def answer(new_chat):
    new_chat.page.get_by_role("tab", name="Answer").click()
    return new_chat


def typed(field, text):
    """Key by key over what is there, and the field keeps the focus."""
    field.select_text()
    field.press_sequentially(text)
    expect(field).to_be_focused()


def test_a_number_of_an_answer_is_undone_in_its_field_and_kept_before_it_is_left(answer):
    page = answer.page
    page.get_by_role("tab", name="Prompts").click()
    content = page.locator(".tt-card textarea").first  # on the tab that is not shown
    content.fill("mine")
    page.get_by_role("tab", name="Answer").click()
    for label, first, other in (("Seed", "1", "42"), ("At most tokens", "60", "75"), ("Temperature", "0", "1.5")):
        field = page.get_by_label(label)
        typed(field, other)
        page.reload()
        expect(field).to_have_value(other)
        field.focus()
        while field.input_value() != first:
            page.keyboard.press("Control+z")
        expect(content).to_have_value("mine")
        typed(field, other)
    page.get_by_label("Go on after the end token").check()
    button(page, "Undo").click()
    expect(page.get_by_label("Go on after the end token")).not_to_be_checked()
    expect(page.get_by_label("Seed")).to_have_value("42")
    expect(content).to_have_value("mine")


def test_a_field_that_is_left_shows_the_number_that_is_used(answer):
    page = answer.page
    for label, wrong, used in (
        ("At most tokens", "5000", "500"),
        ("Seed", "7.9", "7"),
        ("Seed", "", "1"),
        ("Temperature", "-1", "0"),
    ):
        field = page.get_by_label(label)
        field.fill(wrong)
        field.press("Tab")
        expect(field).to_have_value(used)


def test_the_bias_is_undone_in_its_field_and_kept(new_play):
    page = new_play.page
    page.get_by_role("tab", name="Vocabulary").click()
    search = page.get_by_label("Search the vocabulary")
    page.get_by_label("Look for").select_option("word")
    search.fill("yes")
    bias = page.get_by_label("Bias", exact=True)
    copy = page.get_by_role("button", name="Copy as logit_bias")
    expect(bias).to_have_value("-100")
    typed(bias, "5.5")
    link = new_play.link()
    bias.focus()
    page.reload()
    expect(bias).to_have_value("5.5")
    expect(page.locator(".tt-report-said").locator("visible=true")).to_contain_text("tokens of")
    assert ":5.5" in new_play.copied(copy)
    bias.focus()
    while bias.input_value() != "-100":
        page.keyboard.press("Control+z")
        expect(search).to_have_value("yes")
    expect(search).to_have_value("yes")
    other = TokenPage(page.context.new_page(), new_play.address.removesuffix(TokenPage.path))
    other.open("#" + link.partition("#")[2])
    expect(other.page.get_by_label("Bias", exact=True)).to_have_value("5.5")
