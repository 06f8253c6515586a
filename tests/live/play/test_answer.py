"""The model that answers in the page: against transformers' numbers and the build's record, and what goes wrong."""

import json
import math
import re

import pytest
from answer_page import PARTS, Answers
from axe import serious
from chat_page import ChatPage, fragment
from chromium import opening
from playwright.sync_api import expect
from static_site import serve

from course.paths import ROOT

REFERENCE = json.loads((ROOT / "tests/course/model/reference.json").read_text(encoding="utf-8"))["prompts"]
RECORD = json.loads((ROOT / "docs/reference/switches.json").read_text(encoding="utf-8"))
TOLERANCE = 0.001  # of a logit; as for the build's own forward pass
HERE = "The model is ready, and kept on this device with this page: it answers without a connection, too."
EARLIER = "This is an earlier answer: the prompt or a setting has changed since."
PARTS_KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.includes("model"));
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return kept.reduce((sum, one) => sum + one, 0);
}"""


@pytest.fixture(scope="module")
def device(browser, folder):
    """One reader's browser for the tests of this file, which keeps the model once it has it: (a site whose server can
    be told to fail, a function that opens a page)."""
    with serve(folder) as site, opening(browser) as open_page:
        first = open_page()

        def opened():
            page = first.context.new_page()
            page.troubles = first.troubles
            quota(page, site, None)
            site.trouble.clear()
            return page

        yield site, opened


def quota(page, site, size: int | None) -> None:
    """How much the browser lets this site keep; None is as much as usual."""
    session = page.context.new_cdp_session(page)
    origin = "/".join(site.root.split("/")[:3])
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin} | ({"quotaSize": size} if size else {}))


def brought(site) -> list[str]:
    """The parts that were asked for since the last time."""
    asked = [found[1] for path in site.asked if (found := PARTS.search(path))]
    site.asked.clear()
    return asked


def test_the_model_is_brought_when_asked_and_answers_as_in_the_build_and_without_a_network(device, real):
    site, opened = device
    page = opened()
    chat = ChatPage(page, site.root).open(
        fragment(json.dumps([{"role": "user", "content": RECORD["question"]}]), generation=True, models=["smollm2"])
    )
    tab = page.get_by_role("tab", name="Answer")
    tab.click()
    tool = Answers(page)
    expect(tool.load).to_have_text("Load the model (97 MB, kept on this device)")
    assert brought(site) == []
    expect(tool.remove).to_be_hidden()
    expect(tool.ask).to_be_disabled()

    # a connection that breaks within a part: one sentence, and what has come need not come again
    site.trouble["part-01-"] = "cut"
    tool.load.click()
    expect(tool.model_said).to_contain_text(
        re.compile(
            r"^Could not load part 2 of 5 of the model \(.*\): .*\. What has arrived is kept\. The recorded answers"
        )
    )
    expect(tool.remove).to_be_visible()  # the part that came

    # Stop while a part is arriving, and once more; then what is left comes, though the device has no room to keep it
    site.trouble["part-01-"] = "stalled"
    tool.load.click()
    expect(tool.model_said).to_contain_text(re.compile(r"^3\d MB of 97 MB, 21 MB of them from this device$"))
    tool.stop.click()
    expect(tool.model_said).to_have_text(re.compile("^Loading was stopped"))
    expect(tool.load).to_be_focused()
    site.trouble.clear()
    brought(site)
    quota(page, site, 25 << 20)
    tool.pressed_at_once("Load", "Stop", "Load")
    expect(tool.model_said).to_contain_text("no room to keep it")
    assert brought(site) == ["01", "02", "03", "04"]

    # the recorded answer of the right prompt, from the conversation
    ids, top, answer, _ = RECORD["cases"][RECORD["right"]]
    assert tool.answered() == answer[: answer.index(RECORD["stop"]) + 1]
    expect(page.locator(".tt-answer-text")).to_have_text("The capital of France is Paris.<|im_end|>")
    assert tool.steps.last.get_attribute("aria-label").startswith("Step 8: <|im_end|>, id 2, ")
    assert {id: round(100 * chance) for id, chance in tool.chances(0).items()} == dict(map(tuple, top))
    copy = page.get_by_role("button", name="Copy as Python").last
    python = [chat.copied(copy)]

    # it is of this prompt: another one makes it an earlier answer, until the same prompt is back
    page.get_by_role("tab", name="Prompts").click()
    chat.preset("No system prompt")
    tab.click()
    expect(tool.earlier).to_have_text(EARLIER)
    assert serious(page, only=["color-contrast"]) == []
    page.get_by_role("button", name="Undo").click()
    tab.click()
    expect(tool.earlier).to_have_text("")

    # transformers' own numbers, from ids
    page.get_by_label("It reads").select_option("ids")
    field = page.get_by_role("textbox", name="Ids", exact=True)
    expect(field).to_have_value(", ".join(map(str, ids)))  # of the conversation
    expect(tool.earlier).to_have_text(EARLIER)
    prompt = REFERENCE[2]
    field.fill(str(prompt["ids"]))
    tool.limit.fill("12")
    page.get_by_label("Go on after the end token").check()
    assert tool.answered() == prompt["answer"]
    expect(tool.earlier).to_have_text("")
    found, best = tool.chances(0), max(prompt["logits"].values())
    for id, logit in prompt["logits"].items():
        assert math.log(found[int(id)]) - math.log(max(found.values())) == pytest.approx(logit - best, abs=TOLERANCE)
    python.append(chat.copied(copy))
    page.get_by_label("It reads").select_option("text")
    expect(page.locator(".tt-answer-source textarea").first).to_have_value(re.compile("^<.im_start.>system\n"))
    python.append(chat.copied(copy))
    copied = [real.run(lines.partition("import torch")[0])["ids"] for lines in python]
    assert copied == [ids, prompt["ids"], ids]
    assert "max_new_tokens=60,\n    eos_token_id=tokenizer.eos_token_id,\n    do_sample=False,\n" in python[0]
    assert "max_new_tokens=12,\n    eos_token_id=None,\n" in python[1]

    # by temperature: a seed says it all; an id that the model does not have takes nothing away
    page.get_by_label("It reads").select_option("ids")
    tool.limit.fill("8")
    page.get_by_label("Temperature").fill("1.5")
    first = tool.answered()
    assert tool.answered() == first != prompt["answer"][:8]
    field.fill("49152")
    tool.ask.click()
    expect(tool.said).to_have_text("The model has no row for the id 49152: its ids go from 0 to 49151.")
    expect(tool.steps).to_have_count(8)
    expect(tool.earlier).to_have_text(EARLIER)

    # Stop before the first step, and in a long answer
    field.fill("1 2 3")
    tool.limit.fill("500")
    tool.pressed_at_once("Answer", "Stop")
    expect(tool.said).to_have_text("Stopped after 0 tokens.")
    tool.ask.click()
    expect(tool.steps.nth(1)).to_be_visible()
    tool.stop.click()
    expect(tool.said).to_contain_text("Stopped after")
    expect(tool.ask).to_be_focused()

    # Remove while it answers, and Load at once: now there is room
    quota(page, site, None)
    tool.ask.click()
    expect(tool.said).to_contain_text("written")
    tool.pressed_at_once("Remove", "Load")
    expect(tool.said).to_contain_text(re.compile(r"^Stopped after \d+ tokens?\.$"))
    expect(tool.model_said).to_have_text(HERE)
    assert page.evaluate(PARTS_KEPT) == 5
    tool.limit.fill("2")
    assert len(tool.answered()) == 2
    link = chat.link()

    # the whole network is off: the page opens, the model comes from the device, and answers; then it is removed
    page.context.set_offline(True)
    site.trouble[""] = "dropped"
    site.asked.clear()
    try:
        chat.open(link[link.index("#") :])
        expect(page.get_by_label("Temperature")).to_have_value("1.5")
        expect(tool.load).to_have_text("Start the model (97 MB, from this device)")
        tool.load.click()
        expect(tool.model_said).to_have_text(HERE)
        assert len(tool.answered()) == 2
        assert chat.panel("smollm2").locator(".tt-count").first.text_content() == f"{len(ids)} tokens"
        tool.pressed_at_once("Answer", "Remove")
        expect(tool.model_said).to_have_text("The model is removed from this device.")
        expect(tool.load).to_have_text(re.compile("^Load the model"))
        expect(tool.ask).to_be_disabled()
        assert page.evaluate(PARTS_KEPT) == 0
        assert [path for path in site.asked if not path.endswith("/sw.js")] == []  # the browser looks for a newer one
    finally:
        site.trouble.clear()
        page.context.set_offline(False)
    page.close()


def test_in_the_lesson_the_readers_prompt_is_answered_step_by_step_and_kept(device):
    site, opened = device
    page = opened()
    page.goto(site.root + "lessons/what-the-model-makes-of-it/")
    place = page.locator(".tt-play[data-answer]")
    place.scroll_into_view_if_needed()
    prompt = place.get_by_label("Text, with special tokens as they are written")
    own = REFERENCE[0]["text"]
    expect(prompt).to_have_value(own)
    link = place.locator("a.tt-embed-link")
    expect(link).to_have_attribute("href", re.compile("#v"))
    to_own = link.get_attribute("href")
    here = Answers(page)
    here.load.click()
    expect(here.model_said).to_have_text(HERE)
    mine = REFERENCE[2]["text"]  # without the generation prompt
    prompt.fill(mine)
    here.limit.fill("12")
    here.ask.click()
    expect(here.steps.first).to_be_visible()
    prompt.press("End")  # while it goes on: nothing has changed
    expect(here.said).to_contain_text("after 12 tokens")
    expect(here.earlier).to_have_text("")
    answer = REFERENCE[2]["answer"]
    assert here.steps.evaluate_all("(all) => all.map((one) => Number(one.dataset.id))") == answer
    for step in (0, len(answer) - 1):
        chances = here.chances(step)
        assert max(chances, key=chances.get) == answer[step]
        assert 0 < sum(chances.values()) <= 1
        expect(place.locator(".tt-answer-taken meter")).to_have_js_property("value", max(chances.values()))
        expect(place.locator(".tt-answer-next > p")).to_have_text(f"What could come at step {step + 1}")
    prompt.press("Control+End")
    prompt.press_sequentially("The")
    expect(here.earlier).to_have_text(EARLIER)

    page.reload()
    place.scroll_into_view_if_needed()
    expect(prompt).to_have_value(mine + "The")
    expect(here.limit).to_have_value("12")
    expect(link).not_to_have_attribute("href", to_own)
    expect(link).to_have_attribute("href", re.compile("#v"))
    leads = link.evaluate("link => link.href")
    place.get_by_role("button", name="Back to the lesson's own").click()
    expect(prompt).to_have_value(own)
    expect(here.limit).to_have_value("60")
    expect(link).to_have_attribute("href", to_own)
    page.goto(leads)
    expect(page.get_by_label("Text, with special tokens as they are written")).to_have_value(mine + "The")
    page.close()


# As a worker has it from the beginning: the page's own code runs after it.
def test_the_copied_temperature_is_a_float_which_transformers_asks_for(new_chat):
    """`temperature=2` is a ValueError there."""
    new_chat.page.get_by_role("tab", name="Answer").click()
    for typed, written in (("2", "2.0"), ("1", "1.0"), ("0.7", "0.7")):
        new_chat.page.get_by_label("Temperature").fill(typed)
        python = new_chat.copied(new_chat.page.get_by_role("button", name="Copy as Python").last)
        assert f"    temperature={written},\n" in python


# Keeps the ids that the model is asked to read.
ASKED = """(() => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...message) {
    if (message[0].type === "answer") window.asked = message[0].ids;
    return post.apply(this, message);
  };
})();"""
TYPED = {"role": "user", "content": "Hi <|im_end|> there"}
BEGUN = {"role": "assistant", "content": "Well, "}
TOOL = {"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}
ODD = [
    {"conversation": [{"role": "system", "content": "Be kind"}], "generation": True},
    {"conversation": [TYPED, BEGUN]},
    {"conversation": [TYPED, BEGUN], "sanitize": True, "continues": True},
    {"conversation": [TYPED], "tools": json.dumps([TOOL]), "generation": True},
]
REFUSED = [
    ({"conversation": []}, "The template refuses this conversation: ValueError: Cannot apply chat template to an empty"),
    ({"conversation": [TYPED | {"content": [{"type": "text", "text": "a"}]}]}, 'TypeError: can only concatenate str (not "list")'),
    ({"conversation": [TYPED | {"content": "a \ud83d b"}]}, "half of a"),
    ({"conversation": [TYPED], "templates": {"smollm2": "{# nothing #}"}}, "There is nothing to read: the prompt is empty."),
]  # fmt: skip


def test_odd_conversations_are_read_as_the_copied_python_has_them_or_refused(device, real):
    site, opened = device
    page = opened()
    page.add_init_script(ASKED)
    chat = ChatPage(page, site.root).open()
    tab, tool = page.get_by_role("tab", name="Answer"), Answers(page)
    tab.click()
    tool.load.click()
    expect(tool.ask).to_be_enabled()

    def follow(conversation, **state):
        chat.follow(fragment(json.dumps(conversation), models=["smollm2"], **state))
        tab.click()

    for state in ODD:
        follow(**state)
        tool.limit.fill("1")
        tool.answered()
        python = chat.copied(page.get_by_role("button", name="Copy as Python").last)
        assert page.evaluate("asked") == real.run(python.partition("import torch")[0])["ids"], state
    for state, sentence in REFUSED:
        follow(**state)
        tool.ask.click()
        expect(tool.said).to_contain_text(sentence)
    assert page.troubles == []
