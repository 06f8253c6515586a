"""Every id on the page is the one that transformers gives."""

import re

from live_cases import RANDOM_TEXTS, all_texts, long_texts
from live_sentences import SENTENCES
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


def test_the_differential_corpus(play, real, archive):
    """The texts of tests/live/test_differential.py, and its random ones; every fourth with special tokens read as plain text too."""
    # a text field makes every line end a newline, and half a surrogate pair is no text for Python either
    corpus = [re.sub("\r\n?", "\n", text) for text in all_texts(archive, RANDOM_TEXTS) if not re.search("[\ud800-\udfff]", text)]
    assert len(corpus) > RANDOM_TEXTS
    play.page.get_by_label("Ids", exact=True).check()
    play.settle()
    for texts, options in ((corpus, {"add_special_tokens": True}), (corpus[::4], {"add_special_tokens": False, "split_special_tokens": True})):
        play.page.get_by_label("Add special tokens").set_checked(options["add_special_tokens"])
        play.page.get_by_label("Read special tokens in the text as plain text").set_checked(options.get("split_special_tokens", False))
        expected = {model: dict(zip(texts, real.encode(repo, texts, **options), strict=True)) for model, repo in REPOS.items()}
        # of many tokens the page holds only those near the visible part
        short = [text for text in texts if max(len(ids[text]) for ids in expected.values()) < 100]
        for text, shown in zip(short, play.page.evaluate(READ_ALL, short), strict=True):
            assert shown == {model: ids[text] for model, ids in expected.items()}, text
        for text in {*texts} - {*short}:
            play.fill(text)
            for model, ids in expected.items():
                assert play.ids(model) == ids[text], (model, text[:60])


def test_long_texts_too(play, real):
    # one text of every kind that is long; a text field makes every line end a newline
    hard = re.sub("\r\n?", "\n", "".join(long_texts(12, 3)))
    for text in (("\n".join(SENTENCES.values()) + "\n") * 8, "x" * 2000 + " y" * 500, hard):
        play.fill(text)
        for model, repo in REPOS.items():
            assert [play.ids(model)] == real.encode(repo, [text], add_special_tokens=False), model


def test_what_is_typed_key_by_key(play, real):
    play.text.fill("")
    play.text.press_sequentially("Hello <|eot_id|>, 안녕 123", delay=5)
    play.settle()
    for model, repo in REPOS.items():
        assert [play.ids(model)] == real.encode(repo, ["Hello <|eot_id|>, 안녕 123"], add_special_tokens=False)


def test_newer_text_is_shown_while_an_older_one_is_long(play, real):
    play.text.fill("การแปลงข้อความ" * 13_000)
    play.fill("short, and newer")
    for model, repo in REPOS.items():
        assert [play.ids(model)] == real.encode(repo, ["short, and newer"], add_special_tokens=False), model


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
