"""A reader pastes an error text, an odd output or a question into the search box, and the first hit is the section about it."""

import json
import re
from urllib.parse import unquote

import pytest
from chromium import opening
from patience import MILLISECONDS
from playwright.sync_api import expect
from searches import ASKED, PASTED, SYMPTOMS
from threads import THREADS

from course.paths import ROOT


@pytest.fixture(scope="module")
def searching(browser, address):
    """The page on which all searches are typed; the index is loaded once."""
    with opening(browser) as open_page:
        page = open_page()
        page.goto(address)
        page.get_by_role("textbox", name="Search").focus()
        expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")
        yield page


ANSWERED = "() => document.querySelector('.md-search-result__meta').textContent.includes('matching document')"
# What stands there of the search before.
CLEARED = """() => {
  document.querySelector(".md-search-result__meta").textContent = "";
  document.querySelector(".md-search-result__list").replaceChildren();
}"""


# Of each text where the first result leads; asked inside the page, because a step from outside costs as much as a search.
HITS = f"""async (asked) => {{
  const field = document.querySelector(".md-search__input");
  const hits = [];
  for (const words of asked) {{
    ({CLEARED})();
    field.value = words;
    field.dispatchEvent(new KeyboardEvent("keyup", {{ key: "End" }}));
    for (const end = performance.now() + {MILLISECONDS}; !({ANSWERED})(); ) {{
      if (performance.now() > end) throw new Error("there is no answer to " + words);
      await new Promise(requestAnimationFrame);
    }}
    const links = document.querySelectorAll(".md-search-result__item:first-child > a");
    hits.push([...links].map((link) => link.href));
  }}
  return hits;
}}"""


def paste(page, words):
    """The results of a text that is put into the field at once, without a key, as with the mouse."""
    field = page.get_by_role("textbox", name="Search")
    page.evaluate(CLEARED)
    field.fill(words)
    page.wait_for_function(ANSWERED)
    return page.locator(".md-search-result__item")


def first_hits(page, asked):
    """Where the best result of each text leads, from the site's root on: a page's best section, or the page where none is
    shown with it."""
    found = page.evaluate(HITS, asked)
    nothing = [words for words, links in zip(asked, found, strict=True) if not links]
    assert not nothing, f"nothing is found for {nothing}"
    best = [next((link for link in links if "#" in link), links[0]) for links in found]
    return [unquote(re.sub(r"\?h=[^#]*", "", link)) for link in best]


def test_the_first_hit_is_the_section(searching):
    asked = [(words, (f"/pitfalls/#{slug}",)) for words, slug in SYMPTOMS] + [
        (words, sections) for words, *sections in [*ASKED, *PASTED]
    ]
    asked += [(words, sections) for words, _thread, *sections in THREADS]
    texts = list(dict.fromkeys(words for words, _ in asked))
    hits = dict(zip(texts, first_hits(searching, texts)))
    misses = {words: (hits[words], sections) for words, sections in asked if not hits[words].endswith(tuple(sections))}
    assert not misses, "\n".join(map(repr, misses.items()))


def test_spelling_endings_and_signs_do_not_matter(searching):
    alike = {
        "tokeniser": "tokenizer",
        "Padding sides": "padding side",
        "GatedRepoError": "gatedrepoerror",
        "stream emojis": "streaming emoji",
    }
    for pair in alike.items():
        one, other = first_hits(searching, pair)
        assert one == other, pair
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


# Counts the answers of the workers that a page starts.
COUNT = """self.answers = 0;
self.Worker = class extends Worker {
  constructor(...how) {
    super(...how);
    this.addEventListener("message", () => (self.answers += 1));
  }
};"""


def test_a_result_that_is_pressed_is_followed_though_other_results_come(open_page, address):
    page = open_page()
    page.add_init_script(COUNT)
    page.goto(address)
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")
    page.keyboard.insert_text("gated repo")
    page.locator(".md-search-result__item a[href*='#gated-model']").hover()
    page.mouse.down()
    before = page.evaluate("answers")
    page.keyboard.insert_text(" xylophone")
    page.wait_for_function("before => answers > before", arg=before)
    page.mouse.up()
    expect(page).to_have_url(re.compile("/pitfalls/.*#gated-model$"))
    assert page.troubles == []


def test_every_pitfall_is_searched_for():
    cells = json.loads((ROOT / "docs/quoted/page_pitfalls.ipynb").read_text())["cells"]
    slugs = {
        cell["id"] for cell in cells if cell["cell_type"] == "markdown" and "".join(cell["source"]).startswith("### ")
    }
    assert slugs == {slug for _, slug in SYMPTOMS} and len(slugs) == 47
