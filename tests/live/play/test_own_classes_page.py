"""A reader's folder whose config names a class, in the pages: its ids are those of the copied Python, and it is said.

The tests go on from one another: the page's state is what the one before has left.
"""

import json
import re
from importlib import metadata

import class_files
import pytest
from chat_page import ChatPage
from own_page import choose, drop, item, own
from playwright.sync_api import expect
from token_page import TokenPage, fragment
from until import until

TEXT = " Two  spaces, and the reader"
SAID = (
    "tokenizer_config.json names LlamaTokenizer, for which transformers {version} makes the options of the model, "
    "normalizer, and pre-tokenizer itself and does not take those of tokenizer.json; so it is here. Drop tokenizer.json "
    "alone to see the file as it is."
)
TEMPLATE = "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ unk_token }}"
# What the device remembers, as a version of the page wrote it that knew nothing of classes.
AS_BEFORE = """() => new Promise((done) => {
  const opening = indexedDB.open("token-tour.own", 1);
  opening.onsuccess = () => {
    const shelf = opening.result.transaction("own", "readwrite").objectStore("own");
    shelf.getAll().onsuccess = ({ target }) => {
      for (const { parts: { model, ...parts }, facts: { made, ...facts }, ...record } of target.result)
        shelf.put({ ...record, parts, facts }, record.id);
      shelf.transaction.oncomplete = () => { opening.result.close(); done(target.result.length); };
    };
  };
})"""

# A reader who has run a cell of a lesson: what pages load from now on is kept.
SERVED = """async () => {
  await navigator.serviceWorker.register("../../sw.js", { scope: "../../" });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const kept = new Promise((resolve) => (port1.onmessage = resolve));
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  active.postMessage({ type: "keep", urls: [location.href.split("#")[0], ...loaded] }, [port2]);
  await kept;
}"""
TABLE = """const all = async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      if (request.url.includes("/tokenizer-classes-")) found.push([await caches.open(name), request]);
  return found;
};"""
KEPT = f"async () => {{ {TABLE} return (await all()).length === 1; }}"
FORGETS = f"async () => {{ {TABLE} for (const [cache, request] of await all()) await cache.delete(request); }}"


@pytest.fixture(scope="module")
def llama(real):
    config = {"tokenizer_class": "LlamaTokenizer", "chat_template": TEMPLATE}
    return class_files.write(real.folder / "llama", class_files.metaspace(), config)


def test_its_ids_are_those_of_the_copied_python_and_the_panel_says_what_differs(tab, address, llama, real):
    play = TokenPage(tab, address).open()
    play.fill(TEXT)
    choose(play, sorted(class_files.Path(llama).iterdir()), "is here")
    name = item(play, "tokenizer").get_by_role("textbox")
    name.fill("llama")
    name.press("Tab")
    play.settle()
    panel = play.panel(own(play, "llama"))
    assert play.ids(own(play, "llama")) == real.encode(llama, [TEXT], add_special_tokens=False)[0]
    expect(panel.locator(".tt-own-told")).to_have_text(SAID.format(version=metadata.version("transformers")))
    source = play.copied(panel.get_by_role("button", name="Copy as Python"))
    assert real.run(source)["ids"] == play.ids(own(play, "llama"))
    # the file as it is stands beside it, with other ids
    drop(play, ("plain.json", (class_files.Path(llama) / "tokenizer.json").read_text(encoding="utf-8")))
    expect(play.page.locator(".tt-own-status")).to_contain_text("plain is here")
    play.settle()
    plain = class_files.Tokenizer.from_file(f"{llama}/tokenizer.json").encode(TEXT, add_special_tokens=False).ids
    assert play.ids(own(play, "plain")) == plain != play.ids(own(play, "llama"))
    expect(play.panel(own(play, "plain")).locator(".tt-own-told")).to_have_count(0)
    # a config.json that comes later belongs to the one that came last
    drop(play, ("config.json", json.dumps({"model_type": "t5", "hidden_size": 8})))
    expect(play.panel(own(play, "plain")).locator(".tt-own-told")).to_contain_text(
        "config.json leads to T5Tokenizer, which is for a model of the kind Unigram, and this one is BPE: AutoTokenizer "
        "may give other ids than these, which are of tokenizer.json."
    )
    play.settle()


def test_one_that_was_remembered_before_is_what_its_class_makes(tab, address, llama, real):
    play = TokenPage(tab, address)
    item(play, "llama").get_by_role("checkbox").check()
    expect(play.page.locator(".tt-own-status")).to_contain_text("This device remembers llama.")
    assert play.page.evaluate(AS_BEFORE) == 1
    play.page.reload()
    # it is read anew; until then the page knows its name only
    expect(play.page.locator(".tt-own-told")).to_contain_text("makes the options of the model")
    play.settle()
    assert play.ids(own(play, "llama")) == real.encode(llama, [TEXT], add_special_tokens=False)[0]


def test_its_chats_have_the_special_tokens_of_the_class(tab, address, llama, real):
    play = ChatPage(tab, address).open()
    play.page.get_by_role("checkbox", name="llama", exact=True).check()
    messages = [{"role": "user", "content": "the reader"}]
    play.as_json(json.dumps(messages))
    play.settle()
    expected = real.call("apply_chat_template", llama, messages, tokenize=False)
    assert play.prompt(own(play, "llama")) == expected == "<s>the reader</s><unk>"
    expect(play.panel(own(play, "llama")).locator(".tt-own-told")).to_be_visible()


def test_what_this_device_remembers_is_looked_for_before_its_file_is_asked_for(tab, address, llama):
    play = TokenPage(tab, address).open()
    mine, missing = own(play, "llama"), play.page.locator(".tt-own-missing")
    held = []
    tab.route("**/tokenizer-classes-*", lambda route: held.append(route))
    tab.reload()
    expect(missing).to_have_text("llama Looking for it on this device.", use_inner_text=True)
    unknown = f"own:{'0' * 64}:elsewhere"
    tab.evaluate("(link) => void (location.hash = link)", fragment({"t": TEXT, "m": [unknown, mine]}))
    expect(missing.first).to_contain_text("Needs the file elsewhere")  # nobody remembers this one
    expect(missing.last).to_contain_text("Looking for it")
    for route in held:
        route.continue_()
    expect(play.panel(mine).locator(".tt-own-told")).to_contain_text("makes the options of the model")
    expect(missing).to_have_count(1)
    missing.get_by_role("button", name="Take it away").click()
    play.settle()
    tab.unroute("**/tokenizer-classes-*")


def test_without_a_connection_it_is_what_its_class_makes_or_says_what_it_lacks(open_page, address, llama, real):
    tab = open_page()
    play = TokenPage(tab, address).open()
    told, expected = tab.locator(".tt-own-told"), real.encode(llama, [TEXT], add_special_tokens=False)[0]

    def is_right():
        expect(told).to_contain_text("makes the options of the model")
        play.settle()
        assert play.ids(own(play, "tokenizer")) == expected

    play.fill(TEXT)
    choose(play, sorted(class_files.Path(llama).iterdir()), "is here")
    item(play, "tokenizer").get_by_role("checkbox").check()
    expect(tab.locator(".tt-own-status")).to_contain_text("This device remembers tokenizer.")
    tab.evaluate(SERVED)
    tab.reload()
    is_right()  # and the service worker has seen all that it takes
    until(tab, KEPT)
    tab.context.set_offline(True)
    tab.reload()
    is_right()

    tab.evaluate(FORGETS)
    tab.context.new_cdp_session(tab).send("Network.clearBrowserCache")
    tab.reload()
    again = told.get_by_role("button", name="Try again")
    says = (
        r"^Could not load the table of tokenizer classes \(live/tokenizer-classes-\w+\.json\): the network failed\. Until it is "
        "here, these ids are of tokenizer.json, and AutoTokenizer may give others."
    )
    expect(told).to_have_text(re.compile(says))
    play.settle()
    plain = class_files.Tokenizer.from_file(f"{llama}/tokenizer.json").encode(TEXT, add_special_tokens=False).ids
    assert play.ids(own(play, "tokenizer")) == plain != expected
    before = again.element_handle()
    again.click()
    tab.wait_for_function("(before) => !before.isConnected", arg=before)
    expect(again).to_be_focused()  # it has come again
    tab.context.set_offline(False)
    again.click()
    is_right()
    tab.reload()
    is_right()
