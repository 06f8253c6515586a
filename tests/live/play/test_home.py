"""The home page: its sentence is a field, the way back into a lesson is there, progress comes along as a file. And the questions before an
output, which the page answers."""

import json
import re

from playwright.sync_api import expect

LESSON = "lessons/text-to-ids/"
OWN = "Llamas like 김치 🤗"


def test_a_sentence_of_ones_own_and_the_way_back(open_page, address, real, tmp_path):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    field = page.get_by_label("Your own sentence")
    root = page.locator(".tt-play.tt-alive[data-field]")
    expect(root).to_be_visible()
    built = page.locator(".tt-sentence-shown")
    expect(built).to_be_visible()
    assert not [url for url in asked if "/tokenizers/" in url], "nothing is loaded before the field is touched"
    expect(page.locator(".tt-continue")).to_have_count(0)

    field.fill(OWN)
    expect(root.locator("> [role=status]")).to_contain_text("Llama 3.1")
    expect(built).to_be_hidden()
    for repo, name in (
        ("meta-llama/Llama-3.1-8B-Instruct", "llama-3.1"),
        ("microsoft/Phi-3-mini-4k-instruct", "phi-3"),
    ):
        (ids,) = real.encode(repo, [OWN], add_special_tokens=False)
        expect(root.locator(f"[data-model='{name}'] .tt-count")).to_have_text(f"{len(ids)} tokens")
    field.fill("")
    expect(root.locator("> [role=status]")).to_be_empty()
    field.fill(OWN)
    expect(root.locator("> [role=status]")).to_contain_text("Llama 3.1")
    page.reload()
    expect(field).to_have_value(OWN)
    page.get_by_role("button", name="Put the sentence back").click()
    expect(built).to_be_visible()
    expect(field).to_be_focused()

    page.goto(address + LESSON)
    question = page.locator(".tt-guess").first
    compare, answer = question.get_by_role("button", name="Compare"), question.locator("details")
    right = int(question.get_attribute("data-right"))
    choices = question.get_by_role("radio")
    expect(compare).to_be_disabled()
    choices.first.focus()
    for place in range(1, choices.count()):  # by keyboard alone
        page.keyboard.press("ArrowDown")
        expect(choices.nth(place)).to_be_checked()
        if place in (right, right - 1):
            page.keyboard.press("Tab")
            expect(compare).to_be_focused()
            page.keyboard.press("Enter")
            expect(question.get_by_role("status")).to_have_text("Yes." if place == right else "It is another one.")
            assert answer.evaluate("details => details.open")
            choices.nth(place).focus()

    heading = page.locator("h2[id]").nth(3)
    section = heading.get_attribute("id")
    heading.scroll_into_view_if_needed()
    heading.evaluate("heading => scrollTo(0, scrollY + heading.getBoundingClientRect().top - 100)")
    page.goto(address)
    on = page.locator(".tt-continue")
    expect(on).to_have_attribute("href", re.compile(f"text-to-ids/#{section}$"))

    # as a file, and back
    key = page.evaluate("Object.keys(localStorage).find(key => key.endsWith('tour:place'))").removesuffix("place")
    kept = {
        "draft:text-to-ids:load:abc": "mine = 1",
        "progress:text-to-ids": '{"ex-bos":"solved","ex-pieces":"attempted"}',
    }
    page.evaluate(
        "([key, kept]) => { for (const name in kept) localStorage.setItem(key + name, kept[name]); }", [key, kept]
    )
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my progress as a file").click()
    file = tmp_path / "progress.json"
    saved.value.save_as(file)
    said = page.locator(".tt-carry").get_by_role("status")
    here = {"draft:text-to-ids:load:abc": "other = 2", "progress:text-to-ids": '{"ex-pieces":"solved"}'}
    page.evaluate(
        "([key, here]) => { localStorage.clear(); for (const name in here) localStorage.setItem(key + name, here[name]); }",
        [key, here],
    )
    bad = {
        "notes.json": "[1, 2]",
        "none.json": "no json",
        "old.json": json.dumps({"format": "token-tour progress", "version": 9, "kept": {}}),
    }
    for name, text in bad.items():
        (tmp_path / name).write_text(text)
        page.locator(".tt-carry input").set_input_files(tmp_path / name)
        expect(said).to_contain_text(name)
        expect(said).to_contain_text(re.compile("nothing was changed", re.IGNORECASE))
    page.locator(".tt-carry input").set_input_files(file)
    expect(said).to_contain_text("1 changed cell is another here, and stayed as it is")
    now = page.evaluate(
        "key => Object.fromEntries(Object.entries(localStorage).map(([name, text]) => [name.replace(key, ''), text]))",
        key,
    )
    assert now["draft:text-to-ids:load:abc"] == "other = 2"
    assert json.loads(now["progress:text-to-ids"]) == {"ex-bos": "solved", "ex-pieces": "solved"}
    expect(on).to_have_attribute("href", re.compile(f"text-to-ids/#{section}$"))
    assert page.troubles == []


def test_without_javascript_chips_and_answers_are_there(open_page, address):
    page = open_page(width=390, java_script_enabled=False)
    page.goto(address)
    assert page.locator(".tt-sentence-shown .tour-chips").first.is_visible()
    assert not page.get_by_label("Your own sentence").is_visible()
    page.goto(address + LESSON)
    answer = page.locator(".tt-guess details").first
    assert page.locator(".tt-guess li").first.is_visible() and not answer.locator("p").is_visible()
    answer.locator("summary").click()
    assert answer.locator("p").is_visible()


def test_a_file_that_the_page_has_saved_is_read_however_much_is_in_it(open_page, address, tmp_path):
    page = open_page()
    page.goto(address)
    draft = '"\n' * 700_000  # in JSON each is two characters
    key = page.evaluate(
        """draft => {
          const key = new URL(".", location).pathname + "tour:draft:text-to-ids:look:abc";
          localStorage.setItem(key, draft);
          return key;
        }""",
        draft,
    )
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my progress as a file").click()
    file = tmp_path / "progress.json"
    saved.value.save_as(file)
    page.evaluate("localStorage.clear()")
    page.locator(".tt-carry input").set_input_files(file)
    expect(page.locator(".tt-carry").get_by_role("status")).not_to_be_empty()
    page.wait_for_function("key => localStorage.getItem(key) !== null", arg=key)
    assert page.evaluate("key => localStorage.getItem(key)", key) == draft
    assert page.troubles == []
