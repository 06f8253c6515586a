"""Looking for tokens in a vocabulary: Python that finds the same, what text never gives, expressions that do not end."""

import json
import re

from playwright.sync_api import expect
from test_ids import QUIET
from token_page import REPOS

LLAMA = REPOS["llama-3.1"]
# Some stand for others of their kind: tokens of Phi-3's hold Turkish letters, digits of other scripts and line ends.
EXPRESSIONS = (
    "^.$",
    "\\s\\u{2014}|\\sthe$",
    "^[\\W_]?\\d$|i[^\\w]",
    "\\bk[^\\s\\p{N}a-h]",
    "^ing$|^.I.$",
    "^(b)?\\1a\\u0062",
)


def test_tokens_are_found_as_the_library_has_them(play, real, open_page):
    page = play.page
    page.get_by_role("tab", name="Vocabulary").click()
    field = page.get_by_label("Search the vocabulary")
    said, view = page.locator(".tt-tool-vocabulary .tt-report-said"), page.locator(".tt-found")

    def search(how, text, model="llama-3.1"):
        page.get_by_role("combobox", name="Tokenizer").locator("visible=true").select_option(model)
        page.get_by_label("Look for").select_option(label=how)
        field.fill(text)
        expect(view).to_have_attribute("aria-busy", "false")

    def ran() -> dict:
        source = play.copied(page.get_by_role("button", name="Copy as Python").locator("visible=true"))
        return real.run(QUIET % source)

    def script() -> list[int]:
        """The ids of the copied Python, which asserts that there are as many as on the page."""
        return ran()["ids"]

    def shown() -> list[int]:
        return view.locator("tbody tr").evaluate_all("all => all.map(row => Number(row.dataset.id))")

    # a tokenizer after the other: the page keeps the vocabulary of the last one
    for how, text, model in (
        ("Bytes", "e2 80 9", "llama-3.1"),
        ("Regular expression", "^ ?\\d{2}$", "llama-3.1"),
        ("Id or range", "0127998-128002, 007", "llama-3.1"),
        ("Regular expression", "^\\p{Script=Han}\\p{L}$", "qwen2"),
        ("Exact text", " the", "phi-3"),
        ("Bytes", "e2 80", "phi-3"),
        ("Bytes", "0XE2,0x80", "phi-3"),
        # what Python reads otherwise: line ends, white space, digits, words, capitals of i and k, empty groups
        *(("Regular expression", expression, "phi-3") for expression in EXPRESSIONS),
        ("Text contained", "BERRY", "starcoder2"),
    ):
        search(how, text, model)
        if text == "e2 80 9":
            expect(said).to_contain_text("is not bytes. Write each as two hexadecimal digits")
            continue
        found = script()
        assert found and shown() == found[:100], (how, text)

    # in steps, and what no text gives is marked
    search("Text contained", "ing", "starcoder2")
    every = script()
    assert len(shown()) == 100
    page.get_by_role("button", name=f"Show 1,000 more of {len(every) - 100:,}").click()
    assert shown() == every[:1100]
    search("Id or range", "60-70, 190-210, 300-310", "phi-3")
    marks = view.locator(".tt-found-never")
    expect(marks.last).not_to_be_empty()
    printed = [re.search("[a-z]+( [a-z]+)?$", line)[0] for line in ran()["printed"].splitlines()]
    told = marks.all_inner_texts()
    assert printed == told and set(told) == {"yes", "in context", "none found"}

    # all ids of a word, for logit_bias
    search("All ids of a word", "yes")
    page.get_by_label("Bias", exact=True).fill("-50")
    bias = json.loads(play.copied(page.get_by_role("button", name="Copy as logit_bias")))
    assert bias == {str(id): -50 for id in script()}
    spelt = {real.call("decode", LLAMA, [int(id)]) for id in bias}
    assert {"yes", " yes", "Yes", " Yes", "YES", " YES"} <= spelt
    link = play.link()

    # an expression that is too large is told in one sentence, though browsers say so only when it is used
    search("Regular expression", "[a-z]" * 40_000)
    expect(said).to_have_text("The regular expression is larger than the browser takes. Write a shorter one.")
    search("Regular expression", "x{1000}{1000}" + "y" * 1000)
    assert said.inner_text() == "The regular expression cannot be read: Nothing to repeat. Write it as JavaScript does."
    # every token by its id, in any order
    search("Id or range", " ".join(f"{id}-{id + 1}" for id in range(120_000, -1, -4)) + " 7-0")
    expect(said).to_contain_text("60,002 tokens of 128,256")

    # an expression that does not end hangs nothing
    search("Regular expression", "^(\\s+)+x")
    expect(said).to_contain_text("The search was stopped")
    search("Regular expression", "(")
    expect(said).to_contain_text("The regular expression cannot be read")
    search("Regular expression", "berry$")
    assert shown() == script()[:100]
    play.page.get_by_role("tab", name="Tokens").click()

    # on a phone, from the link: all columns without scrolling sideways
    other = open_page(width=390)
    other.goto(link)
    expect(other.locator(".tt-found tbody tr")).to_have_count(len(bias))
    expect(other.locator(".tt-found-never").last).not_to_be_empty()
    assert other.locator(".tt-found .tt-fits-scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    cells = other.locator(".tt-found tr").evaluate_all(
        "rows => rows.flatMap(({ cells }) => [...cells].map(cell => cell.getBoundingClientRect()))"
    )
    assert all(0 <= cell["left"] and cell["right"] <= 390 for cell in cells)
    assert all(cell["width"] for cell in cells)  # the last heading, too
    assert other.troubles == []
