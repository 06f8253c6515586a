"""What the tokenizer playground shows before its tokenizers are there: the first example, computed by the build."""

import re

import pytest
from playwright.sync_api import expect
from token_page import REPOS, TokenPage

# The worker's start never ends for the page: it is asked for, and no answer comes.
NO_WORKER = "**/live/playworker-*.js"


@pytest.fixture
def waiting(open_page, address, real):
    """The playground, opened, whose worker has not come yet."""
    for repo in REPOS.values():  # before the page, which waits for its worker with patience, and not for ever
        real.encode(repo, ["a"])
    page = open_page()
    held = []
    page.route(NO_WORKER, lambda route: held.append(route))
    page.goto(address + "playground/tokenizer/")
    tokens = TokenPage(page, address)
    expect(tokens.panel("qwen2").locator(".tt-chip").first).to_be_visible()
    return tokens, held


def test_the_first_example_is_there_before_the_worker_and_its_ids_are_pythons(waiting, real):
    tokens, _ = waiting
    text = tokens.text.input_value()
    for model, repo in REPOS.items():
        [ids] = real.encode(repo, [text], add_special_tokens=False)
        assert tokens.ids(model) == ids
        expect(tokens.panel(model).locator(".tt-count")).to_have_text(f"{len(ids)} tokens")


def test_another_text_waits_for_its_tokenizer(waiting, real):
    """Tokens of a text that is no longer there would be wrong; the example's come back with its text."""
    tokens, held = waiting
    text = tokens.text.input_value()
    tokens.text.fill("Something else")
    for model in REPOS:
        expect(tokens.panel(model).locator(".tt-count")).to_have_text(re.compile("Loading"))
        expect(tokens.panel(model).locator(".tt-chip")).to_have_count(0)
    tokens.text.fill(text)
    expect(tokens.panel("phi-3").locator(".tt-count")).to_have_text(re.compile(r"\d+ tokens"))
    tokens.text.fill("Something else")
    for route in held:
        route.continue_()
    tokens.settle()
    for model, repo in REPOS.items():
        [ids] = real.encode(repo, ["Something else"], add_special_tokens=False)
        assert tokens.ids(model) == ids


@pytest.mark.parametrize("name", ["tokenizer", "chat-template"])
def test_the_theme_comes_after_the_tokens_and_works(open_page, address, name):
    page = open_page()
    page.goto(f"{address}playground/{name}/")
    search = page.get_by_role("textbox", name="Search")
    search.focus()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")
    page.keyboard.type("padding side")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert page.troubles == []
