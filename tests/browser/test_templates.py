"""The page that compares templates, without scripts on a phone."""

import re

from playwright.sync_api import expect

from course.reference import collect


def test_every_card_is_in_the_table_and_questions_can_be_hidden_without_scripts(open_page, address):
    cards = collect.load()["templates"]
    page = open_page(width=390, java_script_enabled=False)
    page.goto(address + "reference/templates/")
    rows = page.locator(".tt-cards-table tbody tr")
    expect(rows).to_have_count(len(cards))
    qwen2 = rows.filter(has=page.get_by_role("rowheader", name="Qwen2", exact=True))
    told = qwen2.get_by_role("cell").all_inner_texts()
    assert [words.partition(" ")[2] for words in told] == [
        said.rpartition(" ")[0] for said in sorted_verdicts(page, cards["qwen2"]["verdicts"])
    ]
    last = page.get_by_role("columnheader").last
    page.locator(".tt-cards-scroll").evaluate("(box) => { box.scrollIntoView(); box.scrollLeft = box.scrollWidth; }")
    expect(last).to_be_in_viewport()
    expect(rows.first.get_by_role("rowheader")).to_be_in_viewport(ratio=1)
    page.get_by_role("checkbox", name="Elsewhere").uncheck()
    expect(last).not_to_have_text("@huggingface/jinja")
    expect(qwen2.get_by_role("cell")).to_have_count(len(told) - 1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    qwen2.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/playground/chat-template/#v1\.j\."))


def sorted_verdicts(page, verdicts):
    """In the order of the columns."""
    ids = page.locator(".tt-cards-table thead a").evaluate_all("(all) => all.map((one) => one.hash.slice(7))")
    assert sorted(ids) == sorted(verdicts)
    return [verdicts[id] for id in ids]
