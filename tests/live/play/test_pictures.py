"""The pictures that a lesson's reader drives show what transformers gives, whatever is typed and chosen."""

import json
import re

from axe import WCAG, serious
from playwright.sync_api import expect

from course.tokenizers import manifest

MODELS = manifest.load().models
REPOS = {model.id: model.repo for model in MODELS}
NAMES = {model.id: model.short for model in MODELS}
ROWS = """(place) => [...place.querySelectorAll(".tt-rows tbody")].map((body) => {
  const texts = (which) => [...body.querySelectorAll(which)].map((cell) => cell.textContent);
  return {
    ids: texts(".tt-rows-token i").map(Number),
    filler: [...body.querySelectorAll(".tt-rows-token")].map((cell) => cell.classList.contains("tt-rows-filler")),
    second: texts("tr:last-child td").map((text) => Number(text.replace("−", "-"))),
    lost: [...body.querySelectorAll("tr:last-child td")].map((cell) => cell.classList.contains("tt-rows-lost")),
    from: texts(".tt-rows-arrow small")[0] ?? null,
  };
})"""

PADDED = """
import json
from transformers import AutoTokenizer

ids, found = [], {}
for repo in REPOS:
    tokenizer = AutoTokenizer.from_pretrained(repo)
    had = tokenizer.pad_token
    tokenizer.pad_token = had or tokenizer.eos_token
    for side in ("right", "left"):
        batch = tokenizer(LINES, padding=True, padding_side=side)
        found[f"{repo} {side}"] = [batch["input_ids"], batch["attention_mask"]]
    tokenizer.pad_token = had
text = json.dumps(found)
"""

# By the pad id: transformers' own collator. By the mask: TRL pads finished labels with -100.
LABELLED = """
import json
from transformers import AutoTokenizer, DataCollatorForLanguageModeling

ids, found = [], {}
for repo, pad, lines in CASES:
    tokenizer = AutoTokenizer.from_pretrained(repo)
    had, tokenizer.pad_token = tokenizer.pad_token, pad
    features = [{"input_ids": tokenizer.encode(line, add_special_tokens=False)} for line in lines]
    batch = DataCollatorForLanguageModeling(tokenizer, mlm=False, return_tensors="np")(features)
    rows, mask = batch["input_ids"].tolist(), batch["attention_mask"].tolist()
    by_mask = [[i if on else -100 for i, on in zip(*pair)] for pair in zip(rows, mask)]
    found[f"{repo} {pad}"] = {"ids": rows, "id": batch["labels"].tolist(), "mask": by_mask}
    tokenizer.pad_token = had
text = json.dumps(found)
"""

FITTED = """
import json
from transformers import AutoTokenizer

ids, found = [], {}
for repo in REPOS:
    tokenizer = AutoTokenizer.from_pretrained(repo)
    def size(messages):
        return len(tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_dict=False))
    for keep in (True, False):
        steps = [] if keep else [[SYSTEM, *(m for turn in TURNS for m in turn)]]
        for gone in range(len(TURNS)):
            steps.append([*([SYSTEM] if keep else []), *(m for turn in TURNS[gone:] for m in turn)])
        words = {m["content"]: len(tokenizer.encode(m["content"], add_special_tokens=False)) for m in [SYSTEM, *(m for t in TURNS for m in t)]}
        found[f"{repo} {keep}"] = [[size(step), [m["content"] for m in step]] for step in steps], words
text = json.dumps(found)
"""


def near(page, name):
    place = page.locator(f"[data-picture={name}]")
    place.scroll_into_view_if_needed()
    expect(place.locator(".tt-picture-said")).not_to_have_text("Loading")
    return place


def rows_become(place, wanted):
    """Waits until the rows of a picture are these, by what `wanted` names of them."""
    script = f"([place, wanted]) => JSON.stringify(({ROWS})(place).map((row) => Object.keys(wanted[0]).map((key) => row[key]))) === JSON.stringify(wanted.map(Object.values))"
    handle = place.element_handle()
    place.page.wait_for_function(script, arg=[handle, wanted])


def test_padding_and_labels_are_those_of_the_library(open_page, address, real):
    page = open_page(width=390)
    page.goto(address + "lessons/batches/")
    place = near(page, "padding")
    models = place.get_attribute("data-models").split()[
        :3
    ]  # one with a pad token, one without, one whose eos is another
    lines = ["It's  café", "안녕 🤗", "One"]
    place.get_by_role("textbox", name="Prompts").fill("\n".join(lines) + "\n\n")
    right = json.loads(real.run(f"REPOS = {[REPOS[m] for m in models]}; LINES = {lines!r}{PADDED}")["text"])
    for model in models:
        place.get_by_label("Tokenizer").select_option(model)
        for side, key in (("right", "ArrowLeft"), ("left", "ArrowRight")):
            place.get_by_role("radio", checked=True).press(key)  # a group of two: each key goes to the other one
            if not place.get_by_label(side, exact=True).is_checked():
                place.get_by_role("radio", checked=True).press(key)
            ids, mask = right[f"{REPOS[model]} {side}"]
            filler = [[not on for on in row] for row in mask]
            goes_on = ["text" if row[-1] else "padding" for row in mask]
            wanted = [dict(ids=i, filler=f, second=m, **{"from": g}) for i, f, m, g in zip(ids, filler, mask, goes_on)]
            rows_become(place, wanted)
            wrong = goes_on.count("padding")
            told = "every row ends with a token of its own" if not wrong else f"{wrong} of 3 rows go"
            expect(place.locator(".tt-picture-said")).to_contain_text(told)
    place.get_by_role("textbox", name="Prompts").fill("\n")
    expect(place.locator(".tt-picture-said")).to_have_text("This picture takes one to 6 lines; there are 0.")
    place.get_by_role("textbox", name="Prompts").fill("x y " * 60)
    expect(place.locator(".tt-picture-said")).to_contain_text("This picture takes up to 40 tokens in a line")

    place = near(page, "labels")
    replies = ["Sí.", "안녕, no"]
    place.get_by_role("textbox", name="Replies").fill("\n".join(replies))
    pads = json.loads(place.get_attribute("data-pads"))
    expect(place.get_by_label("Pad token").get_by_role("option")).to_have_count(2)
    cases = []
    for model in models:
        ended = [reply + pads[model]["end"] for reply in replies]
        place.get_by_label("Tokenizer").select_option(model)
        offered = place.get_by_label("Pad token").locator("option").evaluate_all("(all) => all.map(({value}) => value)")
        assert pads[model]["eos"] in offered and (pads[model]["pad"] or offered[0]) in offered
        cases += [(model, pad, ended) for pad in offered]
    asked = [(REPOS[model], pad, lines) for model, pad, lines in cases]
    right = json.loads(real.run(f"CASES = {asked!r}{LABELLED}")["text"])
    for model, pad, _ in cases:
        place.get_by_label("Tokenizer").select_option(model)
        place.get_by_label("Pad token").select_option(pad)
        batch = right[f"{REPOS[model]} {pad}"]
        for rule, label in (("id", "by the pad id"), ("mask", "by the attention mask")):
            place.get_by_label(label).check()
            lost = [[a == -100 != b for a, b in zip(*pair)] for pair in zip(batch[rule], batch["mask"])]
            rows_become(place, [{"ids": i, "second": s, "lost": x} for i, s, x in zip(batch["ids"], batch[rule], lost)])
            kept = all(not any(row) for row in lost)
            expect(place.locator(".tt-picture-said")).to_contain_text("Every end has a label" if kept else " a label")
    place.get_by_label("Tokenizer").select_option("llama-3.1")
    place.get_by_label("by the pad id").check()
    expect(place.locator(".tt-picture-said")).to_contain_text("No end has a label: the model never learns to stop.")
    place.get_by_label("End each with").uncheck()
    expect(place.locator(".tt-picture-said")).to_contain_text("The replies hold no end")

    page.reload()  # what was typed and chosen is there again, until the reader gives it up
    place = near(page, "labels")
    expect(place.get_by_role("textbox", name="Replies")).to_have_value("\n".join(replies))
    expect(place.get_by_label("End each with")).not_to_be_checked()
    place.get_by_role("button", name="Back to the lesson's own").click()
    expect(place.get_by_role("textbox", name="Replies")).to_have_value("Yes.\nNo, never.")
    expect(place.locator(".tt-picture-said")).to_contain_text("6 of 8 tokens of the replies are trained.")
    expect(near(page, "padding").get_by_role("textbox", name="Prompts")).to_have_value("x y " * 60)
    for picture in ("padding", "labels"):  # a choice in one leaves the other's alone
        expect(near(page, picture).get_by_role("radio", checked=True)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious(page, only=WCAG, inside=".tt-play") == []
    assert page.troubles == []


SYSTEM = {"role": "system", "content": "Antworte kurz. 한국어도 좋아요."}
TURNS = [
    [{"role": "user", "content": "One: two?\nthree"}, {"role": "assistant", "content": "Ja."}],
    [{"role": "user", "content": "🤗"}, {"role": "assistant", "content": "A longer answer, with café and 12345."}],
    [{"role": "user", "content": "And now?"}],
]


def test_a_window_keeps_what_fits_and_a_sentence_is_counted_beside_english(open_page, address, real, play):
    page = open_page(width=390)
    page.goto(address + "lessons/choosing-and-counting/")
    place = near(page, "english")
    mine, english = "¿Dónde está la biblioteca?", "Where is the library?"
    link = place.get_by_role("link")
    page.wait_for_function("(link) => link.href.includes('#')", arg=link.element_handle())
    before = link.evaluate("(link) => link.href")
    place.get_by_label("Your language").fill(mine)
    place.get_by_label("The same in English").fill(english)
    ratios = {}
    for model in place.get_attribute("data-models").split():
        here, there = map(len, real.encode(REPOS[model], [mine, english], add_special_tokens=False))
        ratios[model] = f"{here / there:.2f}"
        row = place.locator("tbody tr").filter(has=page.get_by_role("rowheader", name=NAMES[model], exact=True))
        expect(row.locator("td").first).to_have_text(str(here))
        expect(row.locator("td").nth(-2)).to_have_text(str(there))
        expect(row.locator("td").last).to_have_text(ratios[model])
    low, high = min(ratios.values(), key=float), max(ratios.values(), key=float)
    expect(place.locator(".tt-picture-said")).to_contain_text(f"From {low} times the English in")
    expect(place.locator(".tt-picture-said")).to_contain_text(f"to {high} times in")
    page.wait_for_function("([link, before]) => link.href !== before", arg=[link.element_handle(), before])
    play.follow("#" + link.evaluate("(link) => link.href").partition("#")[2])
    expect(play.page.locator("#tt-tab-differences")).to_have_attribute("aria-selected", "true")
    expect(play.page.locator("#tt-english")).to_have_value(english)
    place.get_by_label("Or a paragraph in").select_option("Thai")
    expect(place.get_by_label("The same in English")).to_have_value(re.compile("^Every morning"))
    place.get_by_role("button", name="Back to the lesson's own").click()

    place = near(page, "window")
    models = place.get_attribute("data-models").split()
    expect(place.locator(".tt-picture-said")).to_have_text(
        "2 of 5 turns are left, with 77 tokens."
    )  # as the lesson's table has it
    place.get_by_text("Change the chat").click()
    lines = [f"{m['role']}: {m['content']}" for m in [SYSTEM, *(m for turn in TURNS for m in turn)]]
    place.get_by_label("A message a line").fill("\n".join(lines))
    asked = f"REPOS = {[REPOS[m] for m in models]}; SYSTEM = {SYSTEM!r}; TURNS = {TURNS!r}"
    right = json.loads(real.run(asked + FITTED)["text"])
    slider = place.get_by_role("slider")
    for model in models:
        place.get_by_label("Model").select_option(model)
        for keep in (True, False):
            place.get_by_label("Keep the system message").set_checked(keep)
            steps, words = right[f"{REPOS[model]} {keep}"]
            for size, contents in reversed(steps):
                expect(slider).to_have_attribute("max", str(max(size for size, _ in steps) + 80))
                slider.fill(str(size + 64))  # just enough for this step, or for one that is no longer
                fits, shown = next((s, c) for s, c in steps if s <= size)
                left = place.locator("ol > li:not(.tt-window-out) .tt-window-message")
                expect(left).to_have_text([re.compile(f"^(system|user|assistant) {re.escape(c)}$") for c in shown])
                expect(place.locator(".tt-picture-said")).to_contain_text(f"with {fits} tokens.")
                said = sum(words[content] for content in shown)
                expect(place.locator("[data-part=template] b")).to_have_text(str(fits - said))
            slider.press("Home")  # the least that it can be: the room for the reply
            expect(place.locator(".tt-picture-said")).to_have_text(
                f"Not even the newest turn fits: it needs {steps[-1][0]} tokens, and the reply 64."
            )
            expect(place.locator("ol > li:not(.tt-window-out)")).to_have_count(0)
            slider.press("End")
            expect(place.locator(".tt-picture-said")).to_have_text(f"The whole chat fits, with {steps[0][0]} tokens.")
    place.get_by_label("A message a line").fill("Hello")
    expect(place.locator(".tt-picture-said")).to_have_text(
        "The first line has to begin with system:, user: or assistant:."
    )
    page.reload()
    place = near(page, "window")
    expect(place.locator(".tt-picture-said")).to_have_text(
        "The first line has to begin with system:, user: or assistant:."
    )
    place.get_by_role("button", name="Back to the lesson's own").click()
    expect(place.locator(".tt-picture-said")).to_have_text("2 of 5 turns are left, with 77 tokens.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious(page, only=WCAG, inside=".tt-play") == []
    assert page.troubles == []


def test_beside_what_is_wrong_stands_no_picture_of_before(open_page, address):
    page = open_page()
    for slug, kind in (
        ("batches", "padding"),
        ("batches", "labels"),
        ("choosing-and-counting", "english"),
        ("choosing-and-counting", "window"),
    ):
        page.goto(f"{address}lessons/{slug}/")
        place = page.locator(f"[data-picture={kind}]")
        place.scroll_into_view_if_needed()
        shown, said = place.locator(".tt-picture-grid"), place.locator(".tt-picture-said")
        expect(shown).to_be_visible()
        if kind == "window":
            place.locator("summary").click()
        field = place.get_by_role("textbox").first
        own, right = field.input_value(), shown.inner_text()
        link = place.locator(".tt-embed-link").get_attribute("href")
        field.fill("")
        expect(said).to_have_class(re.compile("tt-bad"))
        expect(shown).to_be_hidden()
        if kind == "window":  # without a chat the link opens the lesson's own, after a reload too
            page.reload()
            place.scroll_into_view_if_needed()
            expect(said).to_have_class(re.compile("tt-bad"))
            expect(place.locator(".tt-embed-link")).to_have_attribute("href", link)
            place.locator("summary").click()
        expect(place.get_by_role("slider")).to_have_count(0)
        field.fill(own)
        expect(shown).to_be_visible()
        expect(shown).to_have_text(right, use_inner_text=True)
    assert page.troubles == []


def test_without_javascript_the_cells_above_show_it_and_a_link_is_left(open_page, address):
    page = open_page(java_script_enabled=False)
    for path, pictures in {
        "batches": {"padding": "sides", "labels": "labels"},
        "choosing-and-counting": {"english": "per-byte", "window": "shrink"},
    }.items():
        page.goto(f"{address}lessons/{path}/")
        for picture, cell in pictures.items():
            assert "/playground/" in page.locator(f"[data-picture={picture}] a").evaluate("(link) => link.href")
            expect(page.locator(f"#cell-{cell} table").first).to_be_visible()
