"""The small playgrounds in the lessons, as a reader meets them."""

import json
import re

import pytest
from playwright.sync_api import expect

from course.pages.links import moved_links
from course.paths import ROOT
from course.tokenizers import manifest

REPOS = {model.id: model.repo for model in manifest.load().models}
# those of a playground; what is played step by step and pictures have tests of their own (test_walks.py, test_pictures.py)
MARK = re.compile(r'<div class="tt-play" data-play="(tokens|chat)" (?![^>]*data-(?:walk|picture))[^>]*data-text=')
SMALL = ".tt-play:not([data-walk], [data-picture])"


@pytest.fixture(scope="module")
def embeds(folder):
    """`{page: kind}` of every lesson that has one."""
    texts = {path.parent.name: path.read_text() for path in sorted((folder / "lessons").glob("*/index.html"))}
    found = {f"lessons/{name}/": MARK.findall(text) for name, text in texts.items()}
    assert all(len(kinds) <= 1 for kinds in found.values()), "one per lesson"
    return {page: kinds[0] for page, kinds in found.items() if kinds}


def test_each_shows_what_transformers_gives_and_leads_to_its_playground(open_page, address, real, embeds, play, chat):
    assert {"tokens", "chat"} == set(embeds.values())
    page = open_page(width=390)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    playgrounds = {"tokens": play, "chat": chat}
    gone = set()
    for path, kind in embeds.items():
        page.goto(address + path)
        place = page.locator(SMALL)
        place.scroll_into_view_if_needed()
        text = place.get_attribute("data-text")
        models = place.get_attribute("data-models").split()
        answers = place.get_attribute("data-answer") is not None  # the model's own place (test_answer.py)
        for model in [] if answers else models:
            if kind == "tokens":
                add = place.get_attribute("data-add") is not None
                [ids] = real.encode(REPOS[model], [text], add_special_tokens=add)
            else:
                add = place.get_attribute("data-generation") is not None
                ids = real.call(
                    "apply_chat_template", REPOS[model], json.loads(text), add_generation_prompt=add, return_dict=False
                )
            expect(place.locator(f'[data-model="{model}"] .tt-count').first).to_have_text(f"{len(ids)} tokens")
        if answers:
            expect(place.locator("textarea").first).not_to_have_value("")
        # for a glance what the build computed does: no tokenizer is loaded before the reader is at the field
        early = ("/live/tokenizers/", "/live/stageworker", *(["/live/chatworker"] if answers else []))
        assert not [url for url in fetched if any(part in url for part in early)], path
        if not answers and place.get_attribute("data-stages") is None:
            if kind == "tokens" and kind not in gone:
                changed = "Another text, 2026"
                place.get_by_role("textbox", name="Text", exact=True).fill(changed)
                for model in models:
                    [ids] = real.encode(REPOS[model], [changed], add_special_tokens=add)
                    expect(place.locator(f'[data-model="{model}"] .tt-count').first).to_have_text(f"{len(ids)} tokens")
                place.get_by_role("button", name="Back to the lesson's own").click()
        fetched.clear()
        [label] = re.findall(
            r'data-play="\w+" (?![^>]*data-(?:walk|picture))[^>]*>.*?<a [^>]*>([^<]+)</a>',
            page.request.get(address + path).text(),
            re.DOTALL,
        )
        link = place.get_by_role("link", name=label)
        expect(link).to_have_attribute("href", re.compile("#"))
        leads, fragment = link.evaluate("link => link.href").split("#")
        playground = playgrounds[kind]
        assert leads == playground.address
        playground.follow("#" + fragment)  # in the open page: a new one costs seconds
        assert sorted(
            playground.page.locator("[data-model]").evaluate_all("(all) => all.map((panel) => panel.dataset.model)")
        ) == sorted(models), path
        expect(playground.page.locator(".tt-play-notice.tt-bad:not(:empty)")).to_have_count(0)
        if tool := "answer" if answers else place.get_attribute("data-tool"):
            expect(playground.page.locator(f"#tt-tab-{tool}")).to_have_attribute("aria-selected", "true")
        if kind in gone:
            link.click(trial=True)
            continue
        gone.add(kind)
        page.evaluate("() => (self.aRun = 1)")  # a run of the lesson's cells would be lost with it
        with page.expect_popup() as opened:
            link.click()
        beside = opened.value
        expect(beside).to_have_url(re.compile("^" + re.escape(playground.address)))
        expect(beside.locator(".tt-alive[data-play]")).to_have_attribute("data-play", kind)
        beside.close()
        assert page.url == address + path and page.evaluate("self.aRun") == 1
    assert page.troubles == []


STAGES = """
import itertools, json
from transformers import AutoTokenizer

found = {}
tokenizers = {repo: AutoTokenizer.from_pretrained(repo).backend_tokenizer for repo in REPOS}
for TEXT, (repo, rust) in itertools.product(TEXTS, tokenizers.items()):
    for off in (None, "normalizer", "pre_tokenizer", "post_processor", "decoder"):
        kept = off and getattr(rust, off)
        if off:
            setattr(rust, off, None)
        normal = rust.normalizer.normalize_str(TEXT) if rust.normalizer else TEXT
        cut = [p for p, _ in rust.pre_tokenizer.pre_tokenize_str(normal)] if rust.pre_tokenizer else [normal]
        made = rust.encode(TEXT)
        found[f"{repo} {off} {TEXT}"] = {
            "normalizer": [normal],
            "pre_tokenizer": cut,
            "model": [rust.id_to_token(i) for i in rust.encode(TEXT, add_special_tokens=False).ids],
            "post_processor": [rust.id_to_token(i) + str(i) for i in made.ids],
            "decoder": [rust.decode(made.ids, skip_special_tokens=False)],
        }
        if off:
            setattr(rust, off, kept)
text = json.dumps(found)
"""


def test_the_stages_are_those_of_the_library_whatever_is_switched_off(open_page, address, real):
    page = open_page(width=390)
    page.goto(address + "lessons/pipeline/")
    place = page.locator(".tt-play")
    place.scroll_into_view_if_needed()
    text = "It's  cafés 🤗 in 2026"
    models = place.get_attribute("data-models").split()
    own = place.get_attribute("data-text")
    texts = f"REPOS = {[REPOS[m] for m in models]}; TEXTS = {[own, text]}"
    right = json.loads(real.run(texts + STAGES)["text"])

    def shows(panel, key):
        for stage, pieces in right[key].items():
            shown = panel.locator(f'[data-stage="{stage}"] .tt-stage-piece')
            expect(shown).to_have_text([piece.replace(" ", "·") for piece in pieces])

    for model in models:  # as the build computed it (the test above: without a tokenizer)
        panel = place.locator(f'[data-model="{model}"]')
        shows(panel, f"{REPOS[model]} None {own}")
        expect(panel.locator(".tt-stage-verdict")).to_have_text("The text comes back.")
    place.get_by_role("textbox", name="Text").fill(text)
    for model in models:
        panel = place.locator(f'[data-model="{model}"]')
        for off in (None, "normalizer", "pre_tokenizer", "post_processor", "decoder"):
            box = panel.locator(f'[data-stage="{off}"] input')
            if off and box.is_disabled():
                continue  # it has no such stage
            if off:
                box.press("Space")
            shows(panel, f"{REPOS[model]} {off} {text}")
            if off:
                box.press("Space")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.troubles == []


def test_without_javascript_a_link_is_left(open_page, address, embeds):
    page = open_page(java_script_enabled=False)
    for path in embeds:
        page.goto(address + path)
        for place in page.locator(".tt-play").all():
            link = place.locator("a")
            assert link.count() == 1 and link.is_visible()
            assert "/playground/" in link.evaluate("node => node.href")


def test_the_links_of_a_download_open_the_playgrounds(open_page, address, tmp_path):
    page = open_page()
    for name in ("what-a-token-is", "chat-templates"):
        book = json.loads((ROOT / "docs/lessons" / f"{name}.ipynb").read_text())
        text = "\n".join("".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "markdown")
        moved = moved_links(text, lambda link: address + link.removeprefix("../").removesuffix(".md") + "/")
        page.goto("about:blank")
        page.goto(re.search(r"\((http\S+playground/\S+#v1\S+)\)", moved)[1])
        expect(page.locator(".tt-play [data-model]")).to_have_count(2)
        expect(page.locator(".tt-play-notice.tt-bad:not(:empty)")).to_have_count(0)
    assert page.troubles == []
