"""A reader pastes an error text, an odd output or a question into the search box, and the first hit is the section about it."""

import json
import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect
from searches import ASKED, PASTED, SYMPTOMS
from threads import THREADS

from course.paths import ROOT


@pytest.fixture(scope="module")
def searching(browser, address):
    """The page on which all searches are typed; the index is loaded once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")
    yield page
    context.close()


ANSWERED = "() => document.querySelector('.md-search-result__meta').textContent.includes('matching document')"
# What stands there of the search before.
CLEARED = """() => {
  document.querySelector(".md-search-result__meta").textContent = "";
  document.querySelector(".md-search-result__list").replaceChildren();
}"""


def paste(page, words):
    """The results of a text that is put into the field at once."""
    field = page.get_by_role("textbox", name="Search")
    page.evaluate(CLEARED)
    field.fill(words)
    field.press("End")  # the search listens to keys
    page.wait_for_function(ANSWERED)
    return page.locator(".md-search-result__item")


# The links of the first result of each text, pasted one after the other; a way through Playwright for each takes most of
# the time.
PASTE_ALL = """async (all) => {
  const field = document.querySelector(".md-search__input");
  const meta = document.querySelector(".md-search-result__meta");
  const answered = () => new Promise((resolve) => {
    const watch = new MutationObserver(() => /matching document/.test(meta.textContent) && (watch.disconnect(), resolve()));
    watch.observe(meta, { childList: true, characterData: true, subtree: true });
  });
  const out = [];
  for (const words of all) {
    (CLEARED)();
    const answer = answered();
    field.value = words;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "End" }));
    await answer;
    out.push([...document.querySelectorAll(".md-search-result__item:first-child > a")].map((link) => link.href));
  }
  return out;
}""".replace("CLEARED", CLEARED)


def first_hits(page, *all_words):
    """Where the best result of each text leads, from the site's root on: a page's best section, or the page where none
    is shown with it."""
    hits = []
    for words, links in zip(all_words, page.evaluate(PASTE_ALL, list(all_words)), strict=True):
        assert links, f"nothing is found for {words!r}"
        best = next((link for link in links if "#" in link), links[0])
        hits.append(unquote(re.sub(r"\?h=[^#]*", "", best)))
    return hits


def test_the_first_hit_is_the_section(searching):
    asked = [(words, (f"/pitfalls/#{slug}",)) for words, slug in SYMPTOMS] + [
        (words, sections) for words, *sections in [*ASKED, *PASTED]
    ]
    asked += [(words, sections) for words, _thread, *sections in THREADS]
    hits = first_hits(searching, *(words for words, _ in asked))
    misses = {
        words: (hit, sections)
        for (words, sections), hit in zip(asked, hits, strict=True)
        if not hit.endswith(tuple(sections))
    }
    assert not misses, "\n".join(map(repr, misses.items()))


def test_spelling_endings_and_signs_do_not_matter(searching):
    alike = {
        "tokeniser": "tokenizer",
        "Padding sides": "padding side",
        "GatedRepoError": "gatedrepoerror",
        "stream emojis": "streaming emoji",
    }
    for one, other in alike.items():
        hit, same = first_hits(searching, one, other)
        assert hit == same, (one, other)
    paste(searching, "xylophone zeppelin")
    expect(searching.locator(".md-search-result__meta")).to_contain_text("No matching documents")


def test_code_is_found_under_its_section(searching):
    found = paste(searching, "batch_decode").filter(has=searching.locator('a[href*="lessons/text-to-ids/"]'))
    expect(found).to_contain_text("batch_decode")


def test_whole_words_are_marked_in_the_results_and_on_the_page(searching):
    item = paste(searching, "use of gated repo").first
    marks = item.locator("mark").all_inner_texts()
    assert {"gated", "repo"} <= {mark.lower() for mark in marks}
    beside = "marks => marks.map((mark) => [(mark.previousSibling?.textContent ?? '').slice(-1), (mark.nextSibling?.textContent ?? '').slice(0, 1)])"
    assert not [
        pair for pair in item.locator("mark").evaluate_all(beside) if any(re.match(r"\w", sign) for sign in pair)
    ]
    item.locator("a[href*='#gated-model']").click()
    expect(searching).to_have_url(re.compile("/pitfalls/.*#gated-model$"))
    expect(searching.locator("article[data-found]")).to_be_visible()
    words = set(searching.evaluate("[...CSS.highlights.get('tt-found')].map((range) => String(range).toLowerCase())"))
    assert {"gated", "repo"} <= words and not [word for word in words if "gated" not in word and "repo" not in word]
    assert searching.locator("article mark").count() == 0, "the text itself is as it was"


def test_every_pitfall_is_searched_for():
    cells = json.loads((ROOT / "docs/quoted/page_pitfalls.ipynb").read_text())["cells"]
    slugs = {
        cell["id"] for cell in cells if cell["cell_type"] == "markdown" and "".join(cell["source"]).startswith("### ")
    }
    assert slugs == {slug for _, slug in SYMPTOMS} and len(slugs) == 47
