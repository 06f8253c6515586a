"""What takes the place of a reader's own text in a lesson, or on the home page, leaves one way back to it."""

import re

import pytest
from playwright.sync_api import expect

BACK, MINE = "Back to the lesson's own", "Put my own back"
BPE, LANGUAGES = "lessons/how-bpe-chooses/", "lessons/choosing-and-counting/"


@pytest.fixture
def near(open_page, address):
    """A function that opens a page, and returns the place on it that a selector names."""
    page = open_page()

    def found(path, selector):
        page.goto(address + path)
        place = page.locator(selector).first
        place.scroll_into_view_if_needed()
        expect(place).to_have_class(re.compile("tt-alive"))
        return place

    yield found
    assert page.troubles == []


def swapped(place, field, own, back=BACK):
    """Back to the lesson's own and to the reader's, as often as one likes, by keyboard too, and after a reload."""
    mine = field.input_value()
    there, here = place.get_by_role("button", name=back), place.get_by_role("button", name=MINE)
    expect(here).to_be_hidden()
    there.click()
    expect(field).to_have_value(own)
    expect(there).to_be_hidden()
    here.press("Enter")
    expect(field).to_have_value(mine)
    expect(here).to_be_hidden()
    there.press("Enter")
    expect(field).to_have_value(own)
    place.page.reload()
    place.scroll_into_view_if_needed()
    expect(field).to_have_value(own)
    field.fill("newer")  # it stands in nobody's way, and is not lost either
    here.click()
    expect(field).to_have_value(mine)
    here.click()
    expect(field).to_have_value("newer")
    here.click()
    expect(field).to_have_value(mine)


def test_the_text_of_a_walk_comes_back_with_its_tokenizer(near):
    walk = near(BPE, "[data-walk=merges]")
    field, choice = walk.get_by_role("textbox"), walk.get_by_label("Tokenizer")
    own, first = field.input_value(), choice.input_value()
    field.fill("lighthouse")
    other = choice.locator("option").last.get_attribute("value")
    assert other != first
    choice.select_option(other)
    swapped(walk, field, own)
    expect(choice).to_have_value(other)
    walk.page.reload()
    walk.scroll_into_view_if_needed()
    expect(choice).to_have_value(other)
    expect(field).to_have_value("lighthouse")
    field.fill(own)
    walk.page.reload()
    walk.scroll_into_view_if_needed()
    expect(choice).to_have_value(other)
    walk.get_by_role("button", name=BACK).click()
    expect(choice).to_have_value(first)


def test_the_text_and_the_switches_of_the_stages_come_back(near):
    stages = near("lessons/pipeline/", "[data-stages]")
    field = stages.get_by_role("textbox")
    own = field.input_value()
    box = stages.locator('[data-model="llama-3.1"] [data-stage="post_processor"] input')
    count = stages.locator('[data-model="llama-3.1"] .tt-count')
    field.fill("lighthouse")
    expect(count).to_have_text("3 tokens")
    box.uncheck()
    expect(count).to_have_text("2 tokens")
    swapped(stages, field, own)
    expect(field).to_have_value("lighthouse")
    expect(box).not_to_be_checked()
    expect(count).to_have_text("2 tokens")
    stages.get_by_role("button", name=BACK).click()
    expect(box).to_be_checked()


def test_a_sample_leaves_the_way_back_to_both_texts(near):
    picture = near(LANGUAGES, "[data-picture=english]")
    mine, english = picture.get_by_role("textbox").all()
    own = mine.input_value()
    mine.fill("mine")
    english.fill("and its English")
    picture.get_by_role("combobox").select_option(index=2)
    expect(mine).not_to_have_value("mine")
    picture.page.reload()
    picture.scroll_into_view_if_needed()
    picture.get_by_role("combobox").select_option(index=3)  # one sample after another
    picture.get_by_role("button", name=MINE).click()
    expect(mine).to_have_value("mine")
    expect(english).to_have_value("and its English")
    picture.get_by_role("button", name=MINE).click()  # the sample again
    expect(mine).not_to_have_value("mine")
    expect(mine).not_to_have_value(own)


def test_the_lesson_s_own_after_a_sample_leaves_the_way_back_to_the_reader_s(near):
    picture = near(LANGUAGES, "[data-picture=english]")
    mine, samples = picture.get_by_role("textbox").first, picture.get_by_role("combobox")
    here = picture.get_by_role("button", name=MINE)
    own = mine.input_value()
    mine.fill("mine")
    samples.select_option(index=2)
    picture.get_by_role("button", name=BACK).click()
    expect(mine).to_have_value(own)
    picture.page.reload()
    picture.scroll_into_view_if_needed()
    here.click()
    expect(mine).to_have_value("mine")
    samples.select_option(index=3)
    sample = mine.input_value()
    assert sample not in ("mine", own)
    mine.press("End")
    picture.page.keyboard.type("!")  # now it is a text of the reader's
    picture.get_by_role("button", name=BACK).click()
    here.click()
    expect(mine).to_have_value(sample + "!")


def test_what_stands_there_already_is_not_offered(near):
    walk = near(BPE, "[data-walk=merges]")
    field, here = walk.get_by_role("textbox"), walk.get_by_role("button", name=MINE)
    field.fill("cat")
    walk.get_by_role("button", name=BACK).click()
    expect(here).to_be_visible()
    field.fill("cat")
    expect(here).to_be_hidden()
    walk.page.reload()
    walk.scroll_into_view_if_needed()
    expect(field).to_have_value("cat")
    expect(here).to_be_hidden()
    field.fill("dog")
    here.click()
    expect(field).to_have_value("cat")


def test_the_sentence_of_the_home_page_comes_back(near):
    place = near("", ".tt-play[data-field]")
    field = place.get_by_role("textbox")
    own = field.input_value()
    field.fill("mine")
    swapped(place, field, own, "Put the sentence back")
    expect(field).to_be_focused()


def test_a_message_that_was_removed_comes_back(near):
    place = near("lessons/chat-templates/", ".tt-play[data-play=chat]:not([data-answer])")
    place.get_by_role("button", name="Change the conversation").click()
    content = place.get_by_role("group", name="Message 1", exact=True).get_by_role("textbox", name="Content")
    own = content.input_value()
    content.fill("mine")
    place.get_by_role("button", name="Remove message 1").click()
    expect(content).not_to_have_value("mine")
    place.get_by_role("button", name="Remove message 1").click()
    place.page.reload()
    place.scroll_into_view_if_needed()
    place.get_by_role("button", name=MINE).click()
    expect(content).to_have_value("mine")
    # the prompts come after the reload and push the button away, under a mouse that is pressed too
    for prompt in place.locator(".tt-prompt").all():
        expect(prompt).to_contain_text("mine")
    place.get_by_role("button", name=BACK).click()
    expect(content).to_have_value(own)
    place.get_by_role("button", name=MINE).click()
    expect(content).to_have_value("mine")


def test_a_prompt_that_is_answered_comes_back_with_its_numbers(near):
    answer = near("lessons/what-the-model-makes-of-it/", "[data-answer]")
    prompt, limit = answer.get_by_label("Text, with special tokens"), answer.get_by_label("At most tokens")
    expect(prompt).not_to_have_value("")
    own = prompt.input_value()
    limit.fill("12")
    prompt.fill("mine")
    answer.get_by_role("button", name=BACK).click()
    expect(prompt).to_have_value(own)
    answer.get_by_role("button", name=MINE).click()
    expect(prompt).to_have_value("mine")
    expect(limit).to_have_value("12")
