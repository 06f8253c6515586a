"""The tokenizer playground as a person uses it: pointing, keys, switches, views, merges, long texts."""

import re

from playwright.sync_api import expect
from token_page import REPOS, TokenPage

SEEN_CHIP = """(list) => {
  const box = list.getBoundingClientRect();
  return [...list.querySelectorAll(".tt-chip")].some((chip) => chip.getBoundingClientRect().top > box.top && chip.getBoundingClientRect().bottom < box.bottom);
}"""


def test_counts_of_the_text_and_of_each_tokenizer(play, real):
    play.fill("안녕 🤗 two words")
    expect(play.page.locator(".tt-play-counts")).to_have_text("14 characters, 21 bytes, 3 words")
    for model, repo in REPOS.items():
        [ids] = real.encode(repo, ["안녕 🤗 two words"], add_special_tokens=False)
        expect(play.panel(model).locator(".tt-count")).to_have_text(f"{len(ids)} tokens")
        expect(play.panel(model).locator(".tt-ratios")).to_contain_text(f"{len(ids) / 3:.2f} per word")


def test_spaces_newlines_and_special_tokens_can_be_seen(play):
    play.fill("a  b\n\tc\u200b\ufe0f<|eot_id|>")
    faces = play.panel("llama-3.1").get_by_role("option").all_inner_texts()
    assert "".join(faces) == "a··b↵⇥c\\u200b\\ufe0f<|eot_id|>"
    expect(play.panel("llama-3.1").get_by_role("option", name="<|eot_id|>, special token, id 128009")).to_have_class(
        re.compile(r"\bs\b")
    )
    assert "s" not in (play.panel("qwen2").get_by_role("option").last.get_attribute("class") or "").split()


def test_parts_of_a_character_are_bytes_with_the_character_below(play):
    play.fill("🤗")
    group = play.panel("llama-3.1").get_by_role("group", name="Bytes of 🤗")
    assert group.get_by_role("option").all_inner_texts() == ["\\xf0\\x9f", "\\xa4", "\\x97"]
    expect(group).to_contain_text("🤗")
    expect(play.panel("qwen2").get_by_role("option")).to_have_text(["🤗"])
    group.get_by_role("option").nth(1).hover()
    expect(play.panel("llama-3.1").locator(".tt-detail")).to_contain_text("bytes a4 of 🤗")


def test_pointing_marks_the_same_characters_in_the_other_tokenizers(play):
    play.fill("one strawberry here")
    berry = play.panel("llama-3.1").get_by_role("option", name="strawberry", exact=False)
    berry.hover()
    expect(play.panel("llama-3.1").locator(".tt-detail")).to_contain_text("id 73700")
    for model in ("phi-3", "starcoder2"):
        marked = play.panel(model).locator(".tt-same-text").all_inner_texts()
        assert "".join(marked) == "·strawberry" and len(marked) > 1
        expect(play.panel(model).locator(".tt-detail")).to_contain_text(f"{len(marked)} tokens")
    play.page.mouse.move(5, 5)
    expect(play.page.locator(".tt-same-text")).to_have_count(0)


def test_the_first_difference_is_marked_in_every_panel(play):
    play.fill("one two strawberry")
    expect(play.page.locator(".tt-difference")).to_contain_text("First difference at character 7")
    marked = {model: play.panel(model).locator(".tt-first-difference").inner_text() for model in REPOS}
    assert marked["llama-3.1"] == "·strawberry" and marked["phi-3"] == "·st"
    play.fill("the")
    expect(play.page.locator(".tt-difference")).to_have_text("All cut this text in the same places.")
    expect(play.page.locator(".tt-first-difference")).to_have_count(0)


def test_keys_move_from_token_to_token_and_pick_one(play):
    play.fill("one two three")
    tokens = play.panel("llama-3.1").get_by_role("listbox")
    play.page.get_by_role("button", name="Show it").or_(play.page.locator(".tt-difference")).first.focus()
    tokens.focus()
    play.page.keyboard.press("ArrowRight")
    active = tokens.get_attribute("aria-activedescendant")
    expect(play.page.locator(f"#{active}")).to_have_text("·two")
    expect(play.panel("llama-3.1").locator(".tt-detail")).to_contain_text("token 2 of 3")
    expect(play.panel("phi-3").locator(".tt-same-text")).to_have_text(["·two"])
    play.page.keyboard.press("End")
    play.page.keyboard.press("Enter")
    expect(tokens.locator('[aria-selected="true"]')).to_have_text("·three")
    play.page.keyboard.press("Home")
    play.text.focus()  # what was picked stays explained
    expect(play.panel("llama-3.1").locator(".tt-detail")).to_contain_text("token 3 of 3")


def test_a_tap_shows_the_id(open_page, address):
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    play = TokenPage(page, address).open()
    play.panel("phi-3").get_by_role("option").first.tap()
    expect(play.panel("phi-3").locator(".tt-detail")).to_contain_text("id 319")
    assert page.troubles == []


def test_views_tokenizers_and_switches(play, real):
    play.fill("Hello <|eot_id|>")
    play.page.get_by_label("Ids", exact=True).check()
    play.settle()
    [ids] = real.encode(REPOS["llama-3.1"], ["Hello <|eot_id|>"], add_special_tokens=False)
    assert play.panel("llama-3.1").get_by_role("option").all_inner_texts() == [str(i) for i in ids]
    for name in ("Phi-3", "Qwen2", "StarCoder2"):
        play.page.locator(".tt-controls").get_by_label(name).uncheck()
    play.settle()
    expect(play.page.locator(".tt-token-grid .tt-tokens")).to_have_count(1)
    expect(play.page.locator(".tt-controls").get_by_label("Llama 3.1")).to_be_disabled()  # one has to stay
    play.page.get_by_label("Add special tokens").check()
    play.settle()
    assert play.ids("llama-3.1") == [128000, *ids]
    play.page.locator(".tt-controls").get_by_label("Text", exact=True).check()
    play.page.get_by_role("option").first.hover()
    expect(play.panel("llama-3.1").locator(".tt-detail")).to_contain_text("put there by the tokenizer")


def test_white_space_that_a_special_token_takes_is_told(play):
    play.fill("<|user|>\n Hi")
    play.panel("phi-3").get_by_role("option").first.hover()
    expect(play.panel("phi-3").locator(".tt-detail")).to_contain_text("took ↵· along")


def test_merges_end_at_the_tokens_of_the_word(play, real):
    section = play.page.get_by_role("region", name="The merges of one word")
    for name in ("Llama 3.1", "Phi-3", "Qwen2", "StarCoder2"):
        repo = REPOS[name.lower().replace(" ", "-")]
        section.get_by_label("Tokenizer").select_option(label=name)
        # Phi-3 has no merge in the Korean word, and spells what it lacks in bytes afterwards
        for word in (
            "strawberries",
            "Donaudampfschiff" if name == "Phi-3" else "안녕하세요",
            "antidisestablishmentarianism",
        ):
            section.get_by_label("Word", exact=True).fill(word)
            expect(section).to_have_attribute("aria-busy", "false")
            chips = section.locator(".tt-merge-chips .tt-chip")
            section.get_by_role("button", name="First step").click()
            section.get_by_role("button", name="Next step").click()
            expect(section.locator(".tt-made")).to_have_count(1)
            expect(section.get_by_role("status")).to_contain_text("Merge 1 of")
            section.get_by_role("button", name="Last step").click()
            expect(section.get_by_role("status")).to_contain_text("No merge is left")
            ids = real.encode(repo, [word], add_special_tokens=False)[0]
            expect(chips).to_have_count(len(ids))
        section.get_by_role("button", name="Step back").click()
        expect(section.locator(".tt-next")).to_have_count(2)


def test_the_word_of_a_token_can_be_taken_apart(play):
    play.fill("my strawberries")
    play.panel("phi-3").get_by_role("option", name="berries").or_(
        play.panel("phi-3").get_by_role("option").last
    ).first.click()
    play.panel("phi-3").get_by_role("button", name="Step through the merges of this word").click()
    section = play.page.get_by_role("region", name="The merges of one word")
    expect(section.get_by_label("Word", exact=True)).to_have_value("strawberries")
    expect(section.get_by_label("Tokenizer")).to_have_value("phi-3")
    section.get_by_label("Word", exact=True).fill("x" * 200)
    expect(section.get_by_role("alert")).to_contain_text("up to 64 can be shown")


def test_fifty_thousand_characters(play, real):
    text = ("The tokenizer doesn't see words; it's 12,345.67% sure you'll notice. 안녕하세요 🤗\n" * 700)[:50_000]
    play.fill(text)
    assert play.page.locator(".tt-chip").count() < 4000  # only what is near the visible part is there
    play.text.press("Control+End")
    play.page.keyboard.type("The end.")
    play.settle()
    for model, repo in REPOS.items():
        assert [play.ids(model)] == real.encode(repo, [text + "The end."], add_special_tokens=False)
    tokens = play.panel("qwen2").get_by_role("listbox")
    tokens.focus()
    play.page.keyboard.press("End")
    expect(play.panel("qwen2").locator(".tt-active")).to_be_in_viewport()
    expect(play.panel("qwen2").locator(".tt-active")).to_have_text(".")
    tokens.evaluate("list => list.scrollTop = list.scrollHeight / 2")
    play.page.wait_for_function(SEEN_CHIP, arg=tokens.element_handle())
