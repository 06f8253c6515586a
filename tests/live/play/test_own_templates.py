"""What a reader makes of a file of their own, when the file gets another name: edits of its template, and that the
device remembers it."""

import json

import own_files
import pytest
from chat_page import ChatPage, template_of
from own_page import choose, drop, item, own
from play_page import button
from playwright.sync_api import expect

from course.paths import EXAMPLES
from course.reference import template_cards

# The page is gone between two changes of what the device remembers, if the first takes something away.
GONE = """() => {
  const { delete: remove } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.delete = function (...key) {
    IDBObjectStore.prototype.put = () => { throw new DOMException("gone", "AbortError"); };
    self.removed = true;
    return remove.apply(this, key);
  };
}"""


# What was copied may change the tokenizer, which other tests share, and prints.
APART = f"""import copy, io, sys
from transformers import AutoTokenizer
sys.path.insert(0, {str(EXAMPLES)!r})
load, out = AutoTokenizer.from_pretrained, sys.stdout
AutoTokenizer.from_pretrained, sys.stdout = lambda name: copy.deepcopy(load(name)), io.StringIO()
report = None
try:
    exec(%r)
finally:
    AutoTokenizer.from_pretrained, sys.stdout = load, out
text = report or text
"""


@pytest.fixture
def mine(tmp_path):
    return own_files.own_folder(tmp_path / "mine")


def rename(play, name, other):
    item(play, name).get_by_label(f"Name of {name}", exact=True).fill(other)
    play.page.keyboard.press("Enter")
    expect(play.page.get_by_role("heading", name=other, exact=True)).to_be_visible()
    play.settle()


def edit(chat, name, template):
    template_of(chat, own(chat, name)).fill(template)
    expect(chat.panel(own(chat, name)).locator(".tt-prompt")).to_have_text(template)
    chat.settle()


def shows(chat, name, template):
    expect(template_of(chat, own(chat, name))).to_have_value(template)
    expect(chat.panel(own(chat, name)).locator(".tt-prompt")).to_have_text(template)


def test_edits_of_a_template_are_found_under_another_name(new_chat, mine):
    chat = new_chat
    choose(chat, mine)
    edit(chat, "mine", "AAAA")
    link = chat.link()
    edit(chat, "mine", "BBBB")
    rename(chat, "mine", "renamed")
    shows(chat, "renamed", "BBBB")
    button(chat.page, "Undo").click()
    shows(chat, "renamed", "AAAA")
    button(chat.page, "Redo").click()
    shows(chat, "renamed", "BBBB")
    chat.follow("#" + link.partition("#")[2])
    shows(chat, "renamed", "AAAA")


def test_a_file_is_remembered_though_the_page_closes_while_it_gets_another_name(new_play, mine):
    play = new_play
    choose(play, mine)
    item(play, "mine").get_by_role("checkbox").check()
    expect(play.page.locator(".tt-own-status")).to_contain_text("This device remembers mine.")
    play.page.evaluate(GONE)
    rename(play, "mine", "renamed")
    # a function: the page forbids to evaluate a bare expression, which Playwright does once it has to wait
    play.page.wait_for_function("() => self.removed")
    play.page.reload()
    play.settle()
    expect(item(play, "renamed").get_by_role("checkbox")).to_be_checked()


def test_what_is_remembered_keeps_its_order(new_chat):
    chat, names = new_chat, ["one", "two", "three", "four"]
    for name in names:
        drop(chat, (f"{name}.jinja", f"{name} {{{{ messages }}}}"))
        expect(chat.page.locator(".tt-own-status")).to_contain_text(f"{name} is here")
        item(chat, name).get_by_role("checkbox").check()
        expect(chat.page.locator(".tt-own-status")).to_contain_text(f"This device remembers {name}.")
    chat.page.reload()
    chat.settle()
    item(chat, "four")  # the list is open
    expect(chat.page.locator(".tt-brought").get_by_role("listitem")).to_have_count(4)
    fields = chat.page.locator(".tt-brought").get_by_role("textbox", name="Name of")
    assert fields.evaluate_all("all => all.map(({ value }) => value)") == names


def test_what_is_brought_back_has_its_edited_template_again(new_chat, mine):
    chat = new_chat
    choose(chat, mine)
    edit(chat, "mine", "AAAA")
    template_of(chat, own(chat, "mine")).fill("{{ broken")
    chat.settle()
    for _ in range(2):  # the second time from what was brought back
        item(chat, "mine").get_by_role("button", name="Remove mine").click()
        expect(chat.page.get_by_role("heading", name="mine", exact=True)).to_have_count(0)
        chat.page.get_by_role("button", name="Bring it back").click()
        expect(template_of(chat, own(chat, "mine"))).to_have_value("{{ broken")
        chat.settle()
    template_of(chat, own(chat, "mine")).fill("BBBB")
    chat.settle()
    item(chat, "mine").get_by_role("button", name="Remove mine").click()
    chat.page.get_by_role("button", name="Bring it back").click()
    shows(chat, "mine", "BBBB")


def test_a_config_without_its_tokenizer_has_its_own_names_and_no_others(new_chat, real):
    """On the page, in what is copied, and in the report card."""
    chat = new_chat
    template = "[{{ bos_token }}]{% for m in messages %}{{ m.content }}{{ image_token }}{{ eos_token }}{% endfor %}"
    config = {"bos_token": None, "eos_token": "<|eom_id|>", "image_token": "<|img|>", "chat_template": template}
    chat.as_json('[{"role": "user", "content": "Hi"}]')
    drop(chat, ("tokenizer_config.json", json.dumps(config)))
    expect(chat.page.locator(".tt-own-status")).to_contain_text("tokenizer_config is here")
    chat.settle()
    panel = chat.panel(own(chat, "tokenizer_config"))
    panel.get_by_role("combobox").select_option(label="Llama 3.1")
    chat.settle()
    mine = own(chat, "tokenizer_config")
    assert chat.prompt(mine) == "[]Hi<|img|><|eom_id|>"
    assert real.run(APART % chat.call(mine))["text"] == chat.prompt(mine)

    chat.page.get_by_role("tab", name="Report card").click()
    chat.page.get_by_role("combobox", name="Template of").select_option(label="tokenizer_config")
    expect(chat.page.locator(".tt-report-body")).to_have_attribute("aria-busy", "false")
    copy = {name: chat.page.get_by_role("button", name=f"Copy as {name}", exact=True) for name in ("JSON", "Python")}
    report = json.loads(chat.copied(copy["JSON"]))
    assert report["template"] == "tokenizer_config"
    script = real.run("text = None\n" + APART % chat.copied(copy["Python"]))["text"]
    assert template_cards.digest(script) == template_cards.digest(report["probes"])

    # a variable of the same name counts, and is given once
    chat.page.get_by_role("tab", name="Prompts").click()
    chat.page.get_by_text("More variables for the template").click()
    chat.page.get_by_label("Variables as a JSON object").fill('{"eos_token": "mine"}')
    chat.settle()
    assert chat.prompt(mine) == "[]Hi<|img|>mine"
    assert real.run(APART % chat.call(mine))["text"] == chat.prompt(mine)


def test_whose_tokens_a_template_has_can_be_undone_and_is_in_links(new_chat):
    chat, page = new_chat, new_chat.page
    drop(chat, ("alone.jinja", "{{ bos_token }}{{ messages[0].content }}"))
    expect(page.locator(".tt-own-status")).to_contain_text("alone is here")
    item(chat, "alone").get_by_role("checkbox").check()
    expect(page.locator(".tt-own-status")).to_contain_text("This device remembers alone.")
    chat.settle()
    mine = own(chat, "alone")
    host = chat.panel(mine).get_by_role("combobox", name="Tokens of")

    def has(label):
        expect(host.locator("option:checked")).to_have_text(label)
        chat.settle()
        return chat.prompt(mine), chat.ids(mine)

    first = has("Llama 3.1")
    before = chat.link()
    host.select_option(label="Phi-3")
    expect(host).to_be_focused()
    phi = has("Phi-3")
    assert phi[1] != first[1]
    phi_link = chat.link()
    host.select_option(label="Qwen2")
    qwen = has("Qwen2")
    button(page, "Undo").click()
    assert has("Phi-3") == phi
    button(page, "Undo").click()
    assert has("Llama 3.1") == first
    expect(chat.panel(mine)).to_be_visible()  # that it was brought is a step before these
    button(page, "Redo").click()
    assert has("Phi-3") == phi
    button(page, "Redo").click()
    assert has("Qwen2") == qwen
    page.reload()
    assert has("Qwen2") == qwen
    chat.follow("#" + phi_link.partition("#")[2])
    assert has("Phi-3") == phi
    chat.follow("#" + before.partition("#")[2])
    assert has("Llama 3.1") == first
    # what links show is not what the device remembers
    other = ChatPage(page.context.new_page(), chat.address.removesuffix(ChatPage.path)).open()
    other.page.get_by_role("checkbox", name="alone", exact=True).check()
    expect(other.panel(mine).get_by_role("combobox").locator("option:checked")).to_have_text("Qwen2")
