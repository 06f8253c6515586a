"""A reader pastes an error text or an odd output into the search box, and the first hit is the section about it."""

import json
import re

import pytest
from course.paths import ROOT
from playwright.sync_api import expect

# What a person copies or types → the section of the page Pitfalls.
SYMPTOMS = [
    ("<|begin_of_text|><|begin_of_text|>", "double-bos"),
    ("two BOS tokens", "double-bos"),
    ("apply_chat_template returns a dict", "chat-template-dict"),
    ("model continues the user message", "generation-prompt"),
    ("ValueError: continue_final_message and add_generation_prompt are not compatible", "prefill"),
    ("Cannot use chat template functions because tokenizer.chat_template is not set", "no-chat-template"),
    ("You are a helpful assistant.", "hidden-system-prompt"),
    ("tools has no effect", "tools-ignored"),
    ("prompt injection", "injection"),
    ("Phi-3 newlines vanish", "phi-3-newlines"),
    ("batch_decode returns one string", "batch-decode"),
    ("x!= y", "clean-up-spaces"),
    ("ìķĪ", "garbled-tokens"),
    ("Helloworld", "leading-space"),
    ("trailing space", "trailing-space"),
    ("�", "streaming-replacement-character"),
    ("answer does not stop", "stop-token"),
    ("Asking to pad but the tokenizer does not have a padding token", "pad-is-eos"),
    ("batched generation nonsense", "padding-side"),
    ("vocab_size smaller than len(tokenizer)", "vocab-size"),
    ("trained tokenizer vocab_size", "trained-size"),
    ("context length exceeded", "wrong-counter"),
    ("AttributeError: Qwen2Tokenizer has no attribute encode_plus", "version-5"),
    ("other ids same tokenizer.json", "class-changes-ids"),
    ("You are trying to access a gated repo", "gated-model"),
    # Other texts of the same mishaps.
    ("[128000, 128000", "double-bos"),
    ("RuntimeError: Could not infer dtype of dict", "chat-template-dict"),
    ("the final message does not appear in the chat after applying the chat template", "prefill"),
    ("Today Date: 26 Jul 2024", "hidden-system-prompt"),
    ("batch_decode", "batch-decode"),
    ("clean_up_tokenization_spaces", "clean-up-spaces"),
    ("Ċ", "garbled-tokens"),
    ("<0xF0><0x9F>", "garbled-tokens"),
    ("���", "streaming-replacement-character"),
    ("never stops generating", "stop-token"),
    ("Unable to create tensor, you should probably activate truncation and/or padding", "pad-is-eos"),
    ("A decoder-only architecture is being used, but right-padding was detected!", "padding-side"),
    ("IndexError: index out of range in self", "vocab-size"),
    ("Token indices sequence length is longer than the specified maximum sequence length for this model", "wrong-counter"),
    ("no attribute batch_encode_plus. Did you mean: '_encode_plus'?", "version-5"),
    ("GatedRepoError", "gated-model"),
    ("Your request to access this repo has been rejected by the repo's authors", "gated-model"),
]


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


@pytest.mark.parametrize(("words", "section"), SYMPTOMS, ids=[f"{slug}-{n}" for n, (_, slug) in enumerate(SYMPTOMS)])
def test_the_first_hit_is_the_section(searching, words, section):
    field = searching.get_by_role("textbox", name="Search")
    for text, answer in (("", "Type to start searching"), (words, "matching document")):
        field.fill(text)  # as a paste does it
        field.press("End")  # the search listens to keys
        expect(searching.locator(".md-search-result__meta")).to_contain_text(answer)
    first = searching.locator(".md-search-result__item").first.locator("a[href*='#']").first
    expect(first).to_have_attribute("href", re.compile(rf"/pitfalls/[^#]*#{section}$"))


def test_every_pitfall_is_searched_for():
    cells = json.loads((ROOT / "docs/quoted/page_pitfalls.ipynb").read_text())["cells"]
    slugs = {cell["id"] for cell in cells if cell["cell_type"] == "markdown" and "".join(cell["source"]).startswith("### ")}
    assert slugs == {slug for _, slug in SYMPTOMS} and len(slugs) == 24
