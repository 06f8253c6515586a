"""A reader's own tokenizer and template in both playgrounds, with files of the real libraries, in one page.

The tests go on from one another: the page's state is what the one before has left.
"""

import json
import re
from pathlib import Path

import own_files
import pytest
from chat_page import ChatPage, template_of
from own_page import choose, drop, item, own, refused
from play_page import PlayPage
from playwright.sync_api import expect
from token_page import TokenPage

from course.paths import HF_HOME

QWEN = "Qwen/Qwen2-7B-Instruct"
TEXT = "The tokenizer of a naïve reader 🤗 reads"


class Files:
    """What the reader has, in the folder where `./NAME` of the copied Python is."""

    def __init__(self, folder: Path):
        self.mine = own_files.own_folder(folder / "mine")
        self.unigram = folder / "uni.json"
        own_files.unigram().save(str(self.unigram))
        self.course = next((HF_HOME / "hub").glob(f"models--{QWEN.replace('/', '--')}/snapshots/*/tokenizer.json"))
        self.zip = own_files.zipped(self.course, folder / "renamed.zip")
        self.empty = folder / "nothing.zip"
        own_files.zipped(Path(__file__), self.empty, "notes.txt")


@pytest.fixture(scope="module")
def files(real):
    return Files(real.folder)


def playground(kind: type[PlayPage], page, address) -> PlayPage:
    play = kind(page, address)
    if play.path not in page.url:
        play.open()
    return play


@pytest.fixture
def tokens(tab, address):
    return playground(TokenPage, tab, address)


@pytest.fixture
def chat(tab, address):
    return playground(ChatPage, tab, address)


def test_files_folders_and_zips_give_the_ids_of_the_real_library(tokens, files, real):
    play = tokens
    assert play.page.locator(".tt-presets button").first.inner_text() == "Your own tokenizer"
    play.fill(TEXT)
    choose(play, files.mine)
    choose(play, [files.unigram], "uni is here")
    choose(play, [files.zip], "snapshot is here")
    play.page.get_by_label("Add special tokens").check()
    play.settle()
    expected = {
        "mine": real.encode(str(files.mine), [TEXT])[0],
        "uni": own_files.Tokenizer.from_file(str(files.unigram)).encode(TEXT).ids,
        "snapshot": real.encode(QWEN, [TEXT])[0],
    }
    assert {name: play.ids(own(play, name)) for name in expected} == expected
    # about: what the config states; a WordPiece's tokens without the mark of their place; copied Python gives the same
    mine = play.panel(own(play, "mine"))
    expect(mine.locator(".tt-ratios")).to_contain_text("of 512")
    expect(mine.locator(".tt-chips")).not_to_contain_text("##")
    expect(play.panel(own(play, "uni")).locator(".tt-chip").nth(0)).to_have_text("·")
    source = play.copied(mine.get_by_role("button", name="Copy as Python"))
    assert '"./mine"' in source and real.run(source)["ids"] == expected["mine"]
    play.page.get_by_label("Add special tokens").uncheck()
    play.settle()


def test_merges_are_shown_where_a_model_has_some(tokens):
    play = tokens
    panel = play.panel(own(play, "snapshot"))
    panel.locator(".tt-chip").nth(1).click()
    panel.get_by_role("button", name="Step through the merges").click()
    expect(play.page.locator(".tt-merges .tt-merge-line")).to_contain_text("symbols")
    expect(play.page.locator(".tt-merges select")).to_have_value(own(play, "snapshot"))
    mine = play.panel(own(play, "mine"))
    mine.locator(".tt-chip").nth(1).click()
    expect(mine.locator(".tt-detail")).to_contain_text("token 2 of")
    expect(mine.get_by_role("button", name="Step through the merges")).to_have_count(0)


def test_what_cannot_be_read_is_said_in_one_sentence_and_changes_nothing(tokens, files):
    play = tokens
    whole = (files.mine / "tokenizer.json").read_text(encoding="utf-8")
    before = [panel.get_attribute("data-model") for panel in play.page.locator("[data-model]").all()]
    text = play.text.input_value()
    drop(play, ("tokenizer.json", whole[:-300]))
    refused(play, "tokenizer: this tokenizer.json is cut short: its end is missing. Nothing was changed.")
    drop(play, ("other.json", whole.replace('"BertNormalizer"', '"NextNormalizer"')))
    refused(play, "other: the normalizer NextNormalizer is unknown to this page. Nothing was changed.")
    choose_bad = play.page.locator(".tt-play input[type=file]").first
    choose_bad.set_input_files(files.empty)
    refused(play, "nothing.zip has no tokenizer.json, tokenizer_config.json or chat_template.jinja.")
    play.page.evaluate(
        """() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(50_000_001)], "tokenizer.json"));
        document.querySelector(".tt-play").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true })); }"""
    )
    refused(play, "tokenizer.json is larger than 50 MB, which is more than this page takes.")
    assert [panel.get_attribute("data-model") for panel in play.page.locator("[data-model]").all()] == before
    assert play.text.input_value() == text
    # a text is still a text, whatever it is called
    drop(play, ("notes.json", '{"name": "no tokenizer"}'))
    expect(play.text).to_have_value('{"name": "no tokenizer"}')
    drop(play, ("notes.txt", TEXT))
    expect(play.text).to_have_value(TEXT)
    play.settle()


def test_files_that_come_later_belong_to_the_tokenizer_that_came_last(tokens):
    play = tokens
    drop(play, ("tokenizer_config.json", '{"model_max_length": 2048}'))
    expect(play.page.locator(".tt-own-status")).to_have_text("tokenizer_config now belongs to snapshot.")
    expect(play.panel(own(play, "snapshot")).locator(".tt-ratios")).to_contain_text("of 2,048")
    drop(play, ("chat_template.jinja", own_files.DEFAULT))
    expect(play.page.locator(".tt-own-status")).to_have_text("chat_template now belongs to snapshot.")
    expect(item(play, "snapshot")).to_contain_text("with a chat template")
    play.settle()


def test_names(tokens, files, real):
    play = tokens
    item(play, "uni").get_by_role("textbox").fill("Mine, Unigram")
    item(play, "uni").get_by_role("textbox").press("Tab")
    expect(play.page.get_by_role("heading", name="Mine, Unigram", exact=True)).to_be_visible()
    expect(item(play, "Mine, Unigram").get_by_role("checkbox")).to_be_focused()
    choose(play, [files.unigram], "You have this file already, as Mine, Unigram.")
    other = own_files.wordpiece()
    other.add_tokens(["<|new|>"])
    drop(play, ("mine.json", other.to_str()))
    expect(play.page.locator(".tt-own-status")).to_contain_text(
        "Something of yours is called mine already, so this is mine 2."
    )
    play.settle()
    assert play.ids(own(play, "mine 2")) == other.encode(TEXT, add_special_tokens=False).ids
    ids = play.ids(own(play, "mine 2"))
    remove = item(play, "mine 2").get_by_role("button", name="Remove mine 2")
    remove.click()
    expect(play.page.get_by_role("heading", name="mine 2")).to_have_count(0)
    play.page.get_by_role("button", name="Bring it back").click()
    play.settle()
    assert play.ids(own(play, "mine 2")) == ids
    remove.click()
    expect(play.page.get_by_role("heading", name="mine 2")).to_have_count(0)
    play.settle()


def test_only_what_is_to_be_remembered_is_there_after_a_reload(tokens, files):
    play = tokens
    item(play, "mine").get_by_role("checkbox").check()
    expect(play.page.locator(".tt-own-status")).to_contain_text("This device remembers mine.")
    ids, link = play.ids(own(play, "mine")), play.link()
    assert len(link) < 2000 and "model" not in link
    play.page.reload()
    play.settle()
    expect(play.page.get_by_role("heading", name="mine", exact=True)).to_be_visible()
    play.settle()
    assert play.ids(own(play, "mine")) == ids
    missing = play.page.locator("[data-missing]")
    hash_begins = re.search(r"hash begins ([0-9a-f]{8})", missing.nth(0).inner_text())
    assert hash_begins and missing.count() == 2
    expect(missing.filter(has_text="Needs the file Mine, Unigram")).to_be_visible()
    # nothing came here yet that these could belong to
    drop(play, ("tokenizer_config.json", "{}"))
    refused(play, "tokenizer_config says how a tokenizer is used, but not its tokens")
    drop(play, ("chat_template.jinja", own_files.DEFAULT))
    refused(play, "chat_template is a chat template: the chat-template playground shows what it makes.")
    # the file takes its place, under whatever name it comes
    drop(play, ("again.json", files.unigram.read_text(encoding="utf-8")))
    expect(missing).to_have_count(1)
    expect(play.page.get_by_role("heading", name="again")).to_be_visible()
    missing.get_by_role("button", name="Take it away").click()
    expect(missing).to_have_count(0)
    play.settle()


def test_a_link_carries_the_name_and_the_hash_alone(tokens, files, open_page, address, real):
    link = tokens.link()
    other = TokenPage(open_page(), address)
    other.page.goto(link)
    other.settle()
    missing = other.page.locator("[data-missing]")
    expect(missing.filter(has_text="Needs the file mine (hash begins")).to_be_visible()
    assert (
        other.text.input_value() == TEXT
        and other.ids() == real.encode("meta-llama/Llama-3.1-8B-Instruct", [TEXT], add_special_tokens=False)[0]
    )
    drop(other, ("tokenizer.json", (files.mine / "tokenizer.json").read_text(encoding="utf-8")))
    expect(missing.filter(has_text="file mine")).to_have_count(0)
    other.settle()
    drop(other, ("tokenizer_config.json", "{"))
    refused(other, "tokenizer_config.json is not JSON: ")
    assert other.ids(own(other, "tokenizer")) == tokens.ids(own(tokens, "mine"))
    # without the browser's database it stays for the page, and the reader is told
    other.page.evaluate("() => Object.defineProperty(self, 'indexedDB', { value: undefined })")
    item(other, "tokenizer").get_by_role("checkbox").click()
    refused(other, "The browser has no room to remember tokenizer, or keeps nothing here")
    assert other.page.troubles == []


CONVERSATION = [{"role": "user", "content": "Hello reader"}, {"role": "assistant", "content": "naïve"}]


def test_its_own_template_renders_as_in_transformers(chat, files, real):
    play = chat
    expect(play.page.get_by_role("checkbox", name="mine", exact=True)).to_be_visible()  # remembered
    play.page.get_by_role("checkbox", name="mine", exact=True).check()
    play.as_json(json.dumps(CONVERSATION))
    mine = own(play, "mine")
    for tools in (False, True):
        play.page.get_by_role("checkbox", name="tools", exact=True).set_checked(tools)
        play.settle()
        options = (
            {"add_generation_prompt": True, "tools": json.loads(play.page.get_by_label("Tools as JSON").input_value())}
            if tools
            else {"add_generation_prompt": True}
        )
        expected = real.call("apply_chat_template", str(files.mine), CONVERSATION, tokenize=False, **options)
        ids = real.call("apply_chat_template", str(files.mine), CONVERSATION, return_dict=False, **options)
        assert play.prompt(mine) == expected and play.ids(mine) == ids, "with tools" if tools else "without"
    expect(play.panel(mine)).to_contain_text(
        "Its templates: default, tool_use. tool_use counts where tools are passed."
    )
    assert real.run(play.call(mine)) == {"text": expected, "ids": ids}
    play.page.get_by_role("checkbox", name="tools", exact=True).uncheck()
    play.settle()


def test_a_template_alone_takes_its_tokens_from_a_chosen_host(chat, real):
    play = chat
    play.page.locator(".tt-own-entry").click()
    play.page.get_by_role("button", name="Paste", exact=True).click()
    template = own_files.DEFAULT.replace("<|assistant|>", "<|im_start|>assistant\n").replace(
        "{{ eos_token }}", "<|made_up|>"
    )
    play.page.get_by_label("JSON of a tokenizer or its config, or a Jinja template").fill(template)
    play.page.get_by_role("button", name="Use it").click()
    expect(play.page.locator(".tt-own-status")).to_contain_text("pasted is here")
    play.settle()
    pasted = play.panel(own(play, "pasted"))
    pasted.get_by_role("combobox").select_option(label="Qwen2")
    play.settle()
    expect(pasted).to_contain_text("1 mark of this template is not a token of Qwen2: <|made_up|>")
    expected = real.call(
        "apply_chat_template", QWEN, CONVERSATION, tokenize=False, chat_template=template, add_generation_prompt=True
    )
    assert play.prompt(own(play, "pasted")) == expected
    assert play.ids(own(play, "pasted")) == real.encode(QWEN, [expected], add_special_tokens=False)[0]
    assert real.run(play.call(own(play, "pasted")))["text"] == expected
    # what stands in the field of its template goes with it when it gets another name
    long = "x" * 200_001
    field = template_of(play, own(play, "pasted"))
    field.evaluate("(field, text) => { field.value = text; field.dispatchEvent(new Event('input')); }", long)
    for name, other in (("pasted", "another"), ("another", "pasted")):
        item(play, name).get_by_label(f"Name of {name}", exact=True).fill(other)
        play.page.keyboard.press("Enter")
        expect(template_of(play, own(play, other))).to_have_value(long)
    template_of(play, own(play, "pasted")).fill(template)
    # a conversation is still a conversation, and a template dropped on a template changes that one
    drop(play, ("conversation.json", json.dumps({"messages": CONVERSATION[:1], "model": {"vocab": "no"}})))
    expect(play.panel(own(play, "pasted")).locator(".tt-prompt")).not_to_contain_text("naïve")
    play.page.locator('[data-model="qwen2"] .tt-template > summary').click()
    drop(play, ("x.jinja", "{{ messages | length }} of them"), onto='[data-model="qwen2"] .tt-template')
    expect(play.panel("qwen2").locator(".tt-prompt")).to_have_text("1 of them")
    expect(play.page.get_by_role("heading", name="x", exact=True)).to_have_count(0)


def test_what_is_removed_is_forgotten(chat, tab, address):
    for name in ("mine", "pasted"):
        item(chat, name).get_by_role("button", name=f"Remove {name}").click()
        expect(chat.page.get_by_role("heading", name=name, exact=True)).to_have_count(0)
    chat.settle()
    play = TokenPage(tab, address).open()
    expect(play.page.get_by_role("checkbox", name="mine", exact=True)).to_have_count(0)
    kept = "async () => new Promise((done) => { const request = indexedDB.open('token-tour.own'); request.onsuccess = () => "
    kept += "{ request.result.transaction('own').objectStore('own').count().onsuccess = (event) => done(event.target.result); }; })"
    assert play.page.evaluate(kept) == 0
