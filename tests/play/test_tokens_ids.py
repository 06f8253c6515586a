"""Every id on the page is the one that transformers gives."""

import re

from live_cases import random_texts
from live_sentences import CODE, NASTY, SENTENCES
from token_page import READ_ALL, READ_NOW, REPOS

PRESETS = ["Prose", "Korean", "Chinese", "Code", "Numbers", "Emoji", "Injection"]


def test_every_preset_with_every_switch(play, real):
    play.page.get_by_label("Ids", exact=True).check()
    for preset in PRESETS:
        play.page.get_by_role("button", name=preset, exact=True).click()
        text = play.text.input_value()
        assert text
        for add in (False, True):
            play.page.get_by_label("Add special tokens").set_checked(add)
            for split in (False, True):
                play.page.get_by_label("Read special tokens in the text as plain text").set_checked(split)
                play.settle()
                shown = play.page.evaluate(READ_NOW)
                for model, repo in REPOS.items():
                    [expected] = real.encode(repo, [text], add_special_tokens=add, split_special_tokens=split)
                    assert shown[model] == expected, (preset, model, add, split)


def test_a_sample_of_the_differential_corpus(play, real):
    texts = [*SENTENCES.values(), *CODE, *NASTY, *random_texts(200, 4)]
    # a text field makes every line end a newline, and half a surrogate pair is no text for Python either
    texts = [re.sub("\r\n?", "\n", text) for text in texts if not re.search("[\ud800-\udfff]", text) and len(text) < 600]
    assert len(texts) > 400
    play.page.get_by_label("Ids", exact=True).check()
    play.settle()
    for options in ({"add_special_tokens": True}, {"add_special_tokens": False, "split_special_tokens": True}):
        play.page.get_by_label("Add special tokens").set_checked(options["add_special_tokens"])
        play.page.get_by_label("Read special tokens in the text as plain text").set_checked(options.get("split_special_tokens", False))
        shown = play.page.evaluate(READ_ALL, texts)
        for model, repo in REPOS.items():
            expected = real.encode(repo, texts, **options)
            wrong = [(text, page[model], ids) for text, page, ids in zip(texts, shown, expected, strict=True) if page[model] != ids]
            assert not wrong, f"{model}: {len(wrong)} of {len(texts)} texts differ, such as {wrong[0]}"


def test_long_texts_too(play, real):
    for text in (("\n".join(SENTENCES.values()) + "\n") * 8, "x" * 2000 + " y" * 500):
        play.fill(text)
        for model, repo in REPOS.items():
            assert [play.ids(model)] == real.encode(repo, [text], add_special_tokens=False), model


def test_what_is_typed_key_by_key(play, real):
    play.text.fill("")
    play.text.press_sequentially("Hello <|eot_id|>, 안녕 123", delay=5)
    play.settle()
    for model, repo in REPOS.items():
        assert [play.ids(model)] == real.encode(repo, ["Hello <|eot_id|>, 안녕 123"], add_special_tokens=False)


def test_the_copied_call_runs_and_gives_these_ids(play, real):
    play.fill('say "hi"\n\ttab \\ back, 안녕 🤗 \u2028 <|eot_id|>')
    play.page.get_by_label("Add special tokens").check()
    play.page.get_by_label("Read special tokens in the text as plain text").check()
    play.settle()
    for model in REPOS:
        source = play.copied(play.panel(model).get_by_role("button", name="Copy as Python"))
        names = real.run(source)  # it asserts the ids itself
        assert names["ids"] == play.ids(model) and names["text"] == play.text.input_value()


def test_the_context_size_is_the_tokenizers_own(play, real):
    for model, repo in REPOS.items():
        size = real.lengths(repo)
        said = play.panel(model).locator(".tt-ratios").inner_text()
        assert (f"of {size:,}" in said) if size < 10**15 else ("context not stated" in said)
