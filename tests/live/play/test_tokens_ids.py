"""Every id on the page is the one that transformers gives."""

import json
import random
import re

from live_cases import all_texts, long_texts
from live_sentences import SENTENCES
from token_page import ASK_ALL, KEEP_WORKER, READ_ALL, READ_NOW, REPOS, TokenPage

RANDOM_TEXTS = 1000
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


def test_the_differential_corpus(open_page, address, real, archive):
    """The texts of tests/live/library/test_differential.py, and its random ones; every fourth with special tokens read
    as plain text too.

    All are asked of the page's worker; a sample is typed and read from the page."""
    # a text field makes every line end a newline, and half a surrogate pair is no text for Python either
    corpus = [
        re.sub("\r\n?", "\n", text)
        for text in all_texts(archive, RANDOM_TEXTS)
        if not re.search("[\ud800-\udfff]", text)
    ]
    assert len(corpus) > RANDOM_TEXTS
    page = open_page()
    page.add_init_script(KEEP_WORKER)
    play = TokenPage(page, address).open()
    play.page.get_by_label("Ids", exact=True).check()
    for texts, add, split in ((corpus, True, False), (corpus[::4], False, True)):
        expected = {
            model: real.encode(repo, texts, add_special_tokens=add, split_special_tokens=split)
            for model, repo in REPOS.items()
        }
        given = json.loads(page.evaluate(ASK_ALL, [REPOS, texts, {"addSpecial": add, "splitSpecial": split}]))
        wrong = [
            (model, texts[i]) for model in REPOS for i, ids in enumerate(expected[model]) if given[model][i] != ids
        ]
        assert not wrong and all(len(given[model]) == len(texts) for model in REPOS), (len(wrong), wrong[:5])
        page.get_by_label("Add special tokens").set_checked(add)
        page.get_by_label("Read special tokens in the text as plain text").set_checked(split)
        play.settle()
        sample = random.Random(10).sample(range(len(texts)), 40)
        # of many tokens the page holds only those near the visible part
        short = [i for i in sample if max(len(ids[i]) for ids in expected.values()) < 100]
        for i, shown in zip(short, page.evaluate(READ_ALL, [texts[i] for i in short]), strict=True):
            assert shown == {model: ids[i] for model, ids in expected.items()}, texts[i]
        for i in {*sample} - {*short}:
            play.fill(texts[i])
            for model, ids in expected.items():
                assert play.ids(model) == ids[i], (model, texts[i][:60])
    assert page.troubles == []


# Characters that tokenizers cut inside, and that are pairs in JavaScript, among others.
PAIRS = ["𝒳𝓎𐍈🇪🇩𓎓", "ab", "\x85 "]
OFFSETS = """from transformers import AutoTokenizer
ids = AutoTokenizer.from_pretrained(%r)(%r, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]"""


def test_where_tokens_lie_also_when_the_browser_has_compiled_the_code(open_page, address, real):
    """A thousand words, so that what runs often is compiled: `codePointAt` gave half a pair then."""
    dice = random.Random(21)
    texts = ["".join(dice.choice(dice.choice(PAIRS)) for _ in range(dice.randint(1, 6))) for _ in range(1000)]
    page = open_page()
    page.add_init_script(KEEP_WORKER)
    TokenPage(page, address).open()
    places = ASK_ALL.replace("[...value.ids]", "[...value.starts].map((start, i) => [start, value.ends[i]])")
    given = json.loads(page.evaluate(places, [REPOS, texts, {"addSpecial": False, "splitSpecial": False}]))
    for model, repo in REPOS.items():
        expected = real.run(OFFSETS % (repo, texts))["ids"]
        wrong = [text for text, ours, theirs in zip(texts, given[model], expected, strict=True) if ours != theirs]
        assert wrong == [], (model, len(wrong))
    assert page.troubles == []


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
