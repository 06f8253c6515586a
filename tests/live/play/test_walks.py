"""What lessons 3 and 4 play step by step, with the libraries as judge: a word's merges, a training, a stream."""

import json
from itertools import accumulate

import pytest
from axe import serious
from chromium import opening
from playwright.sync_api import expect
from walk_judge import MERGES, STREAMS, TRAINING

from course.tokenizers import manifest
from tour import _byte_alphabet, _visible

REPOS = {model.id: model.repo for model in manifest.load().models}
BPE, BYTES = "lessons/how-bpe-chooses/", "lessons/bytes-and-unicode/"

# Goes through all steps with the slider, as its keys do, and reads what is shown.
READ = """(walk) => {
  const texts = (root, what) => [...root.querySelectorAll(what)].map((one) => one.firstChild?.textContent ?? "");
  const slider = walk.querySelector("input[type=range]");
  const steps = [];
  for (let at = 0; at <= Number(slider.max); at += 1) {
    slider.value = at;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    steps.push({
      line: walk.querySelector(".tt-walk-line").textContent,
      pieces: texts(walk, ".tt-walk-pairs > .tt-stage-piece"),
      ranks: texts(walk, ".tt-walk-rank"),
      lowest: [...walk.querySelectorAll(".tt-walk-rank")].findIndex((one) => one.matches(".tt-walk-lowest")),
      tree: texts(walk, ".tour-tree > span > b"),
      entries: texts(walk, ".tt-walk-entries > .tt-stage-piece"),
      numbers: texts(walk, ".tt-walk-entries i"),
      next: texts(walk, ".tt-walk-counts > .tt-walk-lowest"),
      counts: texts(walk, ".tt-walk-counts i"),
      cuts: [...walk.querySelectorAll(".tt-walk-cuts > p")].map((line) => [...line.children].map((word) => texts(word, ".tt-stage-piece"))),
      printed: Object.fromEntries([...walk.querySelectorAll("[data-way]")].map((one) => [one.dataset.way, one.querySelector("pre").textContent])),
      buffer: [...walk.querySelectorAll(".tt-walk-buffer > :is(b, i)")].map((one) => one.textContent),
    });
  }
  return steps;
}"""

# Every element's nearness has been told once.
SEEN = """() => new Promise((done) => {
  const seen = new IntersectionObserver(() => setTimeout(done));
  seen.observe(document.querySelector("[data-walk]"));
})"""


def shown(token):
    """A token of a byte-level vocabulary as a page shows it."""
    text = bytes(_byte_alphabet()[character] for character in token).decode("utf-8", "backslashreplace")
    return "".join(map(_visible, text))


def shown_plain(token):
    """The same of a vocabulary of characters."""
    return token.replace("▁", "·")


def ready(walk):
    expect(walk).to_have_attribute("aria-busy", "false")


def choose(walk, model):
    walk.get_by_label("Tokenizer").select_option(model)
    ready(walk)


@pytest.fixture(scope="module")
def lesson(browser, address):
    """Lesson 4, and what it had fetched before its walks came near."""
    with opening(browser) as open_page:
        page = open_page(width=390)
        fetched = []
        page.on("request", lambda request: fetched.append(request.url))
        with page.expect_response(lambda response: "/live/tokens.js" in response.url):
            page.goto(address + BPE)
        page.wait_for_load_state("load")
        page.evaluate(SEEN)
        page.early = list(fetched)
        yield page


@pytest.fixture
def merges(lesson):
    walk = lesson.locator("[data-walk=merges]")
    walk.scroll_into_view_if_needed()
    ready(walk)
    return walk


@pytest.fixture
def training(lesson):
    walk = lesson.locator("[data-walk=training]")
    walk.scroll_into_view_if_needed()
    ready(walk)
    return walk


def test_the_ranks_and_the_order_of_merges_are_those_of_the_library(lesson, merges, real):
    assert not [url for url in lesson.early if "_walk-" in url or "/tokenizers/" in url], "nothing before it is near"
    models = merges.get_attribute("data-models").split()
    text = "Türkiye, the lighthouse"
    right = json.loads(real.run(f"REPOS = {[REPOS[m] for m in models]}; TEXT = {text!r}" + MERGES)["text"])
    merges.get_by_role("textbox", name="Text", exact=True).fill(text)
    for model in models:
        face = shown_plain if model == "phi-3" else shown
        choose(merges, model)
        judge = right[REPOS[model]]
        steps = merges.evaluate(READ)
        assert merges.get_by_label("Word").locator("option").all_inner_texts() == [face(w) for w in judge["words"]]
        ranks = {tuple(map(face, pair.split(" "))): rank for pair, rank in judge["ranks"].items()}
        for at, step in enumerate(steps):
            assert step["tree"] == step["pieces"], "the tree stands for the same pieces"
            pairs = zip(step["pieces"], step["pieces"][1:])
            own = [ranks.get(pair) for pair in pairs]
            assert step["ranks"] == ["–" if rank is None else f"{rank:,}" for rank in own], (model, at)
            lowest = min((rank for rank in own if rank is not None), default=None)
            assert step["lowest"] == (-1 if lowest is None else own.index(lowest)), (model, at)
        pieces = iter([step["pieces"] for step in steps])
        for state in judge["states"]:
            assert list(map(face, state)) in pieces, (model, "the library's merging goes through this state", state)
        assert steps[-1]["pieces"] == list(map(face, judge["states"][-1]))
        assert len(steps[0]["pieces"]) - len(steps[-1]["pieces"]) == len(steps) - 1
        ids = ", ".join(str(judge["ids"][token]) for token in judge["states"][-1])
        assert steps[-1]["line"].endswith(f"Ids: {ids}."), model
    choose(merges, "llama-3.1")
    merges.get_by_label("Word").select_option("Türkiye")
    ready(merges)
    [whole] = real.encode(REPOS["llama-3.1"], ["Türkiye"], add_special_tokens=False)
    assert len(whole) == 1
    assert merges.evaluate(READ)[-1]["line"].endswith(f"this tokenizer takes it as it is: id {whole[0]}.")
    assert lesson.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_reader_merges_and_is_told_which_pair_is_right(lesson, merges):
    field = merges.get_by_role("textbox", name="Text", exact=True)
    field.fill("hello")
    choose(merges, "qwen2")
    slider, line = merges.get_by_role("slider"), merges.locator(".tt-walk-line")
    slider.focus()
    lesson.keyboard.press("End")
    last = merges.locator(".tt-scrubber-place").inner_text()
    assert len(set(last.split(" / "))) == 1
    lesson.keyboard.press("Home")
    order = [step["lowest"] for step in merges.evaluate(READ)[:-1]]
    own = merges.get_by_label("Merge it yourself")
    own.press("Space")
    badges = merges.locator("button.tt-walk-rank")
    expect(badges).to_have_count(4)
    expect(merges.locator(".tt-walk-lowest")).to_have_count(0)
    badges.nth((order[0] + 1) % 4).click()
    expect(line).to_contain_text("another pair has a lower one")
    expect(badges).to_have_count(4)
    for n, at in enumerate(order):
        badges.nth(at).press("Enter")
        expect(badges).to_have_count(3 - n)
    expect(line).to_contain_text("Ids: ")
    merges.get_by_role("button", name="Back", exact=True).click()  # a step that was picked can be seen again
    expect(badges).to_have_count(1)
    merges.get_by_role("button", name="Next").click()
    expect(badges).to_have_count(0)
    own.press("Space")

    lesson.reload()  # nothing that was typed is lost
    merges.scroll_into_view_if_needed()
    ready(merges)
    expect(field).to_have_value("hello")
    choose(merges, "qwen2")
    merges.get_by_role("button", name="Play").click()
    expect(merges.locator(".tt-scrubber-place")).to_have_text("4 / 4")  # by itself, and there it stops
    expect(merges.get_by_role("button", name="Play")).to_be_visible()
    link = merges.get_by_role("link", name="Open this text in the playground")
    with lesson.expect_popup() as opened:
        link.click()
    expect(opened.value.get_by_role("textbox", name="Text", exact=True).first).to_have_value("hello")
    opened.value.close()
    merges.get_by_role("button", name="Back to the lesson's own").click()
    expect(field).to_have_value("a lighthouse")
    field.fill("x" * 301)
    expect(merges.get_by_role("alert")).to_contain_text("Up to 300 characters can be shown; these are 301.")
    field.fill("a lighthouse")
    ready(merges)


def test_the_training_is_that_of_the_library(lesson, training, real):
    models = ["qwen2"]  # the one that rewrites the text before it cuts; the others cut as they always do
    text = "The trainer trains 12\nin the 🤗: cafe\u0301 café 12\naaa aaaa"
    right = json.loads(real.run(f"REPOS = {[REPOS[m] for m in models]}; TEXT = {text!r}" + TRAINING)["text"])
    training.get_by_label("Training text").fill(text)
    for model in [*models, "whole"]:
        if model == "whole":
            training.get_by_label("Cut into words first").press("Space")
            ready(training)
        else:
            choose(training, model)
        judge = right[REPOS.get(model, model)]
        steps = training.evaluate(READ)
        merges = [tuple(map(shown, pair)) for pair in judge["merges"]]
        assert len(steps) == len(merges) + 1
        made = list(dict.fromkeys("".join(pair) for pair in judge["merges"]))
        assert steps[-1]["entries"] == list(map(shown, made))
        assert steps[-1]["numbers"] == [str(256 + n) for n in range(len(made))]
        for at, step in enumerate(steps):
            assert step["cuts"] == [[list(map(shown, word)) for word in line] for line in judge["cuts"][at]], (
                model,
                at,
            )
            if at:
                left, right_part = merges[at - 1]
                times = judge["counts"][at - 1]
                said = f"{left} + {right_part} stood side by side {times} time{'' if times == 1 else 's'},"
                assert step["line"].startswith(said), (model, at)
            if at < len(merges):
                assert step["next"] == [" + ".join(merges[at])] and step["counts"][0] == str(judge["counts"][at])
    training.get_by_label("Cut into words first").press("Space")
    lesson.reload()
    training.scroll_into_view_if_needed()
    ready(training)
    expect(training.get_by_label("Training text")).to_have_value(text)
    training.get_by_role("button", name="Back to the lesson's own").click()
    ready(training)
    assert serious(lesson, inside=".tt-play") == []
    assert lesson.troubles == []


def test_the_streams_print_what_the_libraries_print(open_page, address, real):
    page = open_page(width=390)
    page.goto(address + BYTES)
    walk = page.locator("[data-walk=streams]")
    walk.scroll_into_view_if_needed()
    ready(walk)
    models = walk.get_attribute("data-models").split()
    own = walk.get_attribute("data-text")
    texts = [
        own,
        "A � here\nand 中文, 龘龘 more.\n",
        "녕🤗x 👨\u200d👩\u200d👧 don 't",
        "<|im_end|>안",
        "ไทย สวัสดี\n  b² a.b\u2028ไท",
    ]
    asked = f"LOST = []; REPOS = {[REPOS[m] for m in models]}; TEXTS = {texts!r}"
    right = json.loads(real.run(asked + STREAMS)["text"])
    for text in texts:
        walk.get_by_label("What the model says").fill(text)
        for model in models:
            choose(walk, model)
            judge = right[REPOS[model] + text]
            steps = walk.evaluate(READ)
            assert len(steps) == len(judge["ids"]) + 2
            for way in ("alone", "difference", "held", "words"):
                printed = ["", *accumulate(judge[way])]
                printed += [printed[-1]] * (len(steps) - len(printed))
                assert [step["printed"][way] for step in steps] == printed, (model, text, way)
    # three tokens are lost, and with them what makes an emoji of a byte: the library raises
    broken = "녕🤗x"
    asked = f"LOST = [5, 6, 7]; REPOS = {[REPOS['phi-3']]}; TEXTS = {[broken]}"
    judge = json.loads(real.run(asked + STREAMS)["text"])[REPOS["phi-3"] + broken]
    walk.get_by_label("What the model says").fill(broken)
    choose(walk, "phi-3")
    for place in (5, 6, 7):
        walk.locator(".tt-walk-sent > button").nth(place).press("Space")
        expect(walk.locator(".tt-walk-sent > [aria-pressed=true]")).to_have_count(place - 4)
        expect(walk.locator(".tt-walk-sent > button").nth(place)).to_be_focused()
    steps = walk.evaluate(READ)
    assert len(steps) == len(judge["ids"]) + 2
    assert judge["raised"]
    expect(walk.locator("[data-way=held] .tt-bad")).to_have_text(f"The library raises here: {judge['raised']}")
    assert [step["printed"]["alone"] for step in steps[1:-1]] == [*accumulate(judge["alone"])]
    # the buffer: what llama holds back of the emoji, and the place of the byte that is missing
    walk.get_by_role("button", name="Back to the lesson's own").click()
    choose(walk, "llama-3.1")
    assert [step["buffer"] for step in walk.evaluate(READ)][:5] == [
        [],
        [],
        ["20", "F0", "9F", "··", "··"],
        ["20", "F0", "9F", "A4", "··"],
        [],
    ]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious(page, inside=".tt-play") == []
    assert page.troubles == []
