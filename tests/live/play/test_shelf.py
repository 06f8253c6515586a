"""The guests of the shelf: not chosen at first, loaded when a reader asks, and then as exact as the course's four."""

import json

from chat_page import ChatPage
from live_sentences import CODE, NASTY, SENTENCES
from playwright.sync_api import expect
from token_page import ASK_ALL, KEEP_WORKER, SHELF, TokenPage

TEXTS = [text for text in (*SENTENCES.values(), *CODE, *NASTY) if "\r" not in text and text.isprintable()]
MIXED = "Hello <|endoftext|>, 안녕 123"


def test_each_is_loaded_when_chosen_and_every_id_is_the_one_that_transformers_gives(open_page, address, real):
    page = open_page()
    page.add_init_script(KEEP_WORKER)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    play = TokenPage(page, address).open()
    page.get_by_label("Ids", exact=True).check()
    play.fill(MIXED)
    for number, model in enumerate(SHELF):
        box = page.get_by_role("checkbox", name=model.short, exact=True)
        expect(box).not_to_be_checked()
        file = f"/tokenizers/{model.repo.replace('/', '--')}-"
        assert not [url for url in asked if file in url], f"{model.id} is loaded before anybody chose it"
        box.check()
        play.settle()
        assert [url for url in asked if file in url]
        assert [play.ids(model.id)] == real.encode(model.repo, [MIXED], add_special_tokens=False), model.id
        for add, split in ((True, False), (False, True)):
            given = json.loads(
                page.evaluate(ASK_ALL, [{model.id: model.repo}, TEXTS, {"addSpecial": add, "splitSpecial": split}])
            )[model.id]
            expected = real.encode(model.repo, TEXTS, add_special_tokens=add, split_special_tokens=split)
            wrong = [text for text, ours, theirs in zip(TEXTS, given, expected, strict=True) if ours != theirs]
            assert wrong == [], (model.id, add, split)
        if number == 0:  # a choice stays
            page.reload()
            play.settle()
            expect(box).to_be_checked()
        box.uncheck()
    assert page.troubles == []


def test_the_chat_playground_offers_each_too(open_page, address, real):
    page = open_page()
    play = ChatPage(page, address).open()
    for model in SHELF:
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
        box.uncheck()
    assert page.troubles == []
