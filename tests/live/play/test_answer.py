"""The model that answers in the page: against transformers' numbers and the build's record, and what goes wrong."""

import json
import math
import re
from pathlib import Path

import pytest
from chat_page import ChatPage, fragment
from playwright.sync_api import expect

from course.paths import ROOT

REFERENCE = json.loads((ROOT / "tests/course/model/reference.json").read_text(encoding="utf-8"))["prompts"]
RECORD = json.loads((ROOT / "docs/reference/switches.json").read_text(encoding="utf-8"))
TOLERANCE = 0.001  # of a logit; as for the build's own forward pass
PARTS = re.compile(r"/live/weights/part-")


def status(page):
    return page.locator(".tt-answer-model [role=status]")


def answered(page) -> list[int]:
    """Asks, and returns the ids of the answer."""
    page.locator(".tt-answer-made").evaluate_all("(all) => all.forEach((one) => one.remove())")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".tt-answer-said")).to_contain_text(re.compile("ended its turn|Cut off|Stopped"))
    return [int(id) for id in page.locator(".tt-answer-step").evaluate_all("(all) => all.map((one) => one.dataset.id)")]


def chances(page) -> dict[int, float]:
    """Of the step that is shown."""
    rows = page.locator(".tt-answer-bars > li").evaluate_all(
        "(all) => all.map(({ dataset }) => [dataset.id, dataset.chance])"
    )
    return {int(id): float(chance) for id, chance in rows}


def quota(page, size: int | None) -> None:
    """How much the browser lets this site keep; None is as much as usual."""
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin} | ({"quotaSize": size} if size else {}))


def open_tool(page):
    page.get_by_role("tab", name="Answer").click()
    return page.get_by_role("button", name=re.compile("^(Load|Start) the model"))


def test_the_model_is_brought_when_asked_and_answers_as_in_the_build(open_page, address, folder):
    page = open_page()
    asked = []
    page.context.on("request", lambda request: PARTS.search(request.url) and asked.append(request.url))
    chat = ChatPage(page, address).open(
        fragment(json.dumps([{"role": "user", "content": RECORD["question"]}]), generation=True, models=["smollm2"])
    )
    load = open_tool(page)
    expect(load).to_have_text("Load the model (97 MB, kept on this device)")
    assert asked == [] and page.get_by_role("button", name="Remove the model").is_hidden()
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_disabled()

    # a download that is cut on the way: one sentence, and what has come need not come again
    whole = next(Path(folder, "live/weights").glob("part-01-*")).read_bytes()
    page.context.route(re.compile("part-01-"), lambda route: route.fulfill(body=whole[:1000]))
    load.click()
    expect(status(page)).to_contain_text(f"only 1000 of {len(whole)} bytes arrived. What has arrived is kept.")
    page.context.unroute(re.compile("part-01-"))

    # Stop while a part does not come
    page.context.route(re.compile("part-01-"), lambda route: None)
    load.click()
    expect(status(page)).to_contain_text("of them from this device")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(status(page)).to_have_text(re.compile("^Loading was stopped"))
    expect(load).to_be_focused()
    page.context.unroute(re.compile("part-01-"))

    # no room to keep more than it has: it answers all the same
    quota(page, 25 << 20)
    asked.clear()
    load.click()
    expect(status(page)).to_contain_text("no room to keep it")
    assert [re.search(r"part-(\d+)", url)[1] for url in asked] == ["01", "02", "03", "04"]

    # the recorded answer of the right prompt, from the conversation; and transformers' own numbers, from ids
    ids, top, answer, _ = RECORD["cases"][RECORD["right"]]
    expected = answer[: answer.index(RECORD["stop"]) + 1]
    assert answered(page) == expected
    expect(page.locator(".tt-answer-text")).to_contain_text("The capital of France is Paris.")
    assert page.locator(".tt-answer-step").last.get_attribute("aria-label").startswith("Step 8: <|im_end|>, id 2, ")
    page.locator(".tt-answer-step").first.click()
    assert {id: round(100 * chance) for id, chance in chances(page).items()} == dict(map(tuple, top))
    page.get_by_label("It reads").select_option("ids")
    field = page.get_by_role("textbox", name="Ids", exact=True)
    expect(field).to_have_value(", ".join(map(str, ids)))  # of the conversation
    prompt = REFERENCE[2]
    field.fill(str(prompt["ids"]))
    page.get_by_label("At most tokens").fill("12")
    page.get_by_label("Go on after the end token").check()
    assert answered(page) == prompt["answer"]
    page.locator(".tt-answer-step").first.click()
    found, best = chances(page), max(prompt["logits"].values())
    for id, logit in prompt["logits"].items():
        assert math.log(found[int(id)]) - math.log(max(found.values())) == pytest.approx(logit - best, abs=TOLERANCE)

    # by temperature: a seed says it all
    page.get_by_label("Temperature").fill("1.5")
    first = answered(page)
    assert answered(page) == first != prompt["answer"]
    field.fill("49152")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".tt-answer-said")).to_have_text(
        "The model has no row for the id 49152: its ids go from 0 to 49151."
    )

    # a long answer is stopped; a link keeps what was chosen
    field.fill("1 2 3")
    page.get_by_label("At most tokens").fill("500")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".tt-answer-step").nth(1)).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".tt-answer-said")).to_contain_text("Stopped after")
    link = chat.link()

    # kept at last; then without a connection to the weights, and removed
    quota(page, None)
    page.reload()
    open_tool(page).click()
    expect(status(page)).to_contain_text("kept on this device: it answers without a connection")
    page.context.route(PARTS, lambda route: route.abort())
    chat.open(link[link.index("#") :])
    expect(page.get_by_label("Temperature")).to_have_value("1.5")
    load = open_tool(page)
    expect(load).to_have_text("Start the model (97 MB, from this device)")
    load.click()
    expect(status(page)).to_contain_text("The model is ready, and kept")
    page.get_by_label("At most tokens").fill("2")
    assert len(answered(page)) == 2
    page.get_by_role("button", name="Remove the model").click()
    expect(status(page)).to_have_text("The model is removed from this device.")
    expect(load).to_have_text(re.compile("^Load the model"))
    assert page.evaluate("async () => (await caches.keys()).filter((name) => name.includes('model'))") == []
    assert page.troubles == []
