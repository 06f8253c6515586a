"""The guests of the shelf: not chosen at first, loaded when a reader asks, and then as exact as the course's four."""

import json

import pytest
from chat_page import ChatPage
from live_sentences import CODE, NASTY, SENTENCES
from playwright.sync_api import expect
from token_page import ASK_ALL, KEEP_WORKER, SHELF, TokenPage

EACH = pytest.mark.parametrize("model", SHELF, ids=lambda model: model.id)
TEXTS = [text for text in (*SENTENCES.values(), *CODE, *NASTY) if "\r" not in text and text.isprintable()]


@EACH
def test_it_is_loaded_when_chosen_and_every_id_is_the_one_that_transformers_gives(model, open_page, address, real):
    page = open_page()
    page.add_init_script(KEEP_WORKER)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    play = TokenPage(page, address).open()
    box = page.get_by_role("checkbox", name=model.short, exact=True)
    expect(box).not_to_be_checked()
    file = f"/tokenizers/{model.repo.replace('/', '--')}-"
    assert not [url for url in asked if file in url]
    box.check()
    page.get_by_label("Ids", exact=True).check()
    play.fill("Hello <|endoftext|>, 안녕 123")
    assert [url for url in asked if file in url]
    assert [play.ids(model.id)] == real.encode(model.repo, ["Hello <|endoftext|>, 안녕 123"], add_special_tokens=False)
    for add, split in ((True, False), (False, True)):
        given = json.loads(
            page.evaluate(ASK_ALL, [{model.id: model.repo}, TEXTS, {"addSpecial": add, "splitSpecial": split}])
        )[model.id]
        expected = real.encode(model.repo, TEXTS, add_special_tokens=add, split_special_tokens=split)
        assert [text for text, ours, theirs in zip(TEXTS, given, expected, strict=True) if ours != theirs] == []
    page.reload()
    play.settle()
    expect(box).to_be_checked()
    assert page.troubles == []


@EACH
def test_the_chat_playground_offers_it_too(model, open_page, address, real):
    page = open_page()
    play = ChatPage(page, address).open()
    box = page.get_by_role("checkbox", name=model.short, exact=True)
    expect(box).not_to_be_checked()
    box.check()
    play.settle()
    panel = page.locator(f'[data-model="{model.id}"]')
    if real.has_template(model.repo):
        expect(panel.locator(".tt-prompt")).to_contain_text("You are a guide to Seoul.")
        expect(panel).to_contain_text(" tokens")
    else:
        expect(panel).to_contain_text("no chat template")
    assert page.troubles == []
