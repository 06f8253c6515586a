"""The shelf of templates: each renders as with transformers, and can be found and taken in the playground."""

import json
import subprocess

import pytest
from chat_cases import corpus
from chat_page import REPOS, ChatPage, fragment
from chromium import opening
from play_page import base64url
from playwright.sync_api import expect
from test_template_report import model

from course import node
from course.browser.browser_assets import asset_name
from course.paths import CACHE, ROOT
from course.tokenizers import manifest, package_templates

HOST = REPOS["llama-3.1"]
QUESTION = [{"role": "user", "content": "ochre?"}]
ASK = """
import json
from transformers import AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained(HOST)
def attempt(template, case):
    try:
        return tokenizer.apply_chat_template(case["conversation"], chat_template=template, tokenize=False, **case["options"])
    except Exception as error:
        return f"error: {type(error).__name__}: {error}"
text = [[attempt(template, case) for case in cases] for template, cases in json.load(open(GIVEN))]
"""


@pytest.fixture(scope="module")
def templates(archive):
    return package_templates.read_templates(archive, manifest.load().package.folder)


def cases(templates: int) -> list[list[dict]]:
    """For each template every conversation of the chat corpus, with one of its arguments in turn, but for what needs
    tokens of the template's own."""
    found: dict[str, list[dict]] = {}
    for case in corpus(HOST):
        if case["template"] is None and "sanitize_control_tokens" not in case["options"]:
            found.setdefault(json.dumps(case["conversation"]), []).append(case)
    return [[group[turn % len(group)] for group in found.values()] for turn in range(templates)]


def request(case: dict) -> dict:
    options = dict(case["options"])
    taken = {
        "addGenerationPrompt": options.pop("add_generation_prompt", False),
        "continueFinalMessage": options.pop("continue_final_message", False),
        "tools": json.dumps(tools) if (tools := options.pop("tools", None)) is not None else None,
    }
    return taken | {
        "conversation": json.dumps(case["conversation"]), "more": json.dumps(options), "sanitizeControlTokens": False
    }  # fmt: skip


def test_every_template_renders_every_conversation_as_transformers(templates, real, tmp_path, record_property):
    asked = cases(len(templates))
    facts = model(HOST, CACHE / "live-parts" / "tokenizers" / asset_name(HOST))
    calls = [[request(case) for case in some] for some in asked]
    given = {"specials": facts["specials"], "templates": list(zip(templates.values(), calls))}
    (tmp_path / "given.json").write_text(json.dumps(list(zip(templates.values(), asked))))
    python = real.run(f"HOST, GIVEN = {HOST!r}, {str(tmp_path / 'given.json')!r}\n{ASK}")["text"]
    done = subprocess.run(
        [node.find(), "tests/shelf_calls.mjs"],
        input=json.dumps(given),
        cwd=ROOT / "live",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    wrong = [
        (name, case, *pair)
        for name, some, reals, ours in zip(templates, asked, python, json.loads(done.stdout), strict=True)
        for case, *pair in zip(some, reals, ours, strict=True)
        if pair[0] != pair[1]
    ]
    count = sum(map(len, asked))
    record_property("shelf", f"{count - len(wrong)} of {count} prompts and errors of {len(templates)} templates agree")
    assert len(templates) > 60 and count > 1000
    assert not wrong, f"{len(wrong)} differ, such as {wrong[:3]}"


def test_the_shelf_is_searched_and_a_template_taken(chat, real, templates):
    page = chat.page
    chat.follow(fragment(json.dumps(QUESTION), models=["qwen2"], generation=True))
    page.get_by_role("tab", name="Template shelf").click()
    rows = page.locator(".tt-shelf > li")
    expect(rows).to_have_count(len(templates))
    name = next(name for name in templates if "gemma-2" in name)
    page.get_by_label("Search in names and templates").fill("gemma-2")
    expect(rows.first).to_contain_text(name)
    expect(rows.first.get_by_role("link")).to_have_attribute("href", "https://huggingface.co/google/gemma-2-2b-it")
    page.locator(".tt-report-controls").get_by_label("Tokens of").select_option("llama-3.1")
    page.get_by_role("button", name=f"Use {name}").click()
    panel = page.locator(".tt-chat-panel").first
    expect(panel.locator(".tt-panel-name")).to_have_text(name)
    chat.settle()
    prompt = panel.locator(".tt-prompt").evaluate("(element) => element.textContent")
    assert prompt == real.call(
        "apply_chat_template", HOST, QUESTION, chat_template=templates[name], tokenize=False, add_generation_prompt=True
    )
    assert real.run(chat.copied(panel.get_by_role("button", name="Copy as Python")))["text"] == prompt
    page.get_by_role("button", name="Undo").click()
    chat.settle()
    expect(page.locator(".tt-chat-panel")).to_have_count(1)
    page.get_by_role("tab", name="Template shelf").click()
    page.get_by_label("Search in names and templates").fill("no such words")
    expect(page.get_by_text("No template has that in its name or text.")).to_be_visible()


def test_tokens_on_the_shelf_are_those_that_the_page_shows_first_until_others_are_chosen(chat, templates):
    page = chat.page
    host = page.locator(".tt-tool-shelf").get_by_label("Tokens of")
    tabs = {name: page.get_by_role("tab", name=name) for name in ("Prompts", "Template shelf")}

    def shown(label):
        expect(host.locator("option:checked")).to_have_text(label)

    def models(on, off):
        tabs["Prompts"].click()
        page.get_by_role("checkbox", name=on, exact=True).check()
        page.get_by_role("checkbox", name=off, exact=True).uncheck()
        chat.settle()
        tabs["Template shelf"].click()

    chat.follow(fragment(json.dumps(QUESTION), models=["qwen2"]))
    tabs["Template shelf"].click()
    shown("Qwen2")
    page.get_by_label("Search in names and templates").fill("gemma")  # chooses no tokenizer
    models("Phi-3", "Qwen2")
    shown("Phi-3")
    host.select_option(label="Llama 3.1")
    models("Qwen2", "Phi-3")
    shown("Llama 3.1")
    page.get_by_role("button", name="Undo").click()  # the models of the page
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    shown("Phi-3")


def test_a_template_of_the_shelf_comes_by_its_link_with_the_tokens_that_it_had(chat, templates):
    page = chat.page
    name = next(name for name in templates if "gemma-2" in name)
    chat.follow(fragment(json.dumps(QUESTION), models=["qwen2"]))
    page.get_by_role("tab", name="Template shelf").click()
    page.locator(".tt-tool-shelf").get_by_label("Tokens of").select_option(label="Phi-3")
    page.get_by_role("button", name=f"Use {name}").click()
    panel = page.locator(".tt-chat-panel").first
    expect(panel.get_by_role("combobox").locator("option:checked")).to_have_text("Phi-3")
    chat.settle()
    count = panel.locator(".tt-count").inner_text()
    mine = panel.get_attribute("data-model")
    state = {"c": json.dumps(QUESTION), "m": [mine], "parts": {"shelf": {"h": "qwen2", "pin": "phi-3"}}}
    older = "#v1.j." + base64url(json.dumps(state).encode())  # as links said it before
    for link in ("#" + chat.link().partition("#")[2], older):
        with opening(page.context.browser) as open_page:
            other = ChatPage(open_page(), chat.address.removesuffix(ChatPage.path)).open(link)
            panel = other.page.locator(".tt-chat-panel").first
            expect(panel.locator(".tt-panel-name")).to_have_text(name)
            expect(panel.get_by_role("combobox").locator("option:checked")).to_have_text("Phi-3")
            expect(panel.locator(".tt-count")).to_have_text(count)


def test_documents_are_passed_as_transformers_passes_them(chat, real, templates):
    page = chat.page
    name = next(name for name in templates if "granite-3.3" in name)
    chat.follow(fragment(json.dumps(QUESTION), models=["llama-3.1"], templates={"llama-3.1": templates[name]}))
    field = page.get_by_label("Documents as JSON")
    expect(field).to_be_hidden()
    page.get_by_label("documents", exact=True).check()
    chat.settle()
    assert len(json.loads(field.input_value())) == 2
    field.fill('[{"doc_id": 1, "title": "A", "text": "fuchsia"},')
    chat.settle()
    expect(field).to_have_attribute("aria-invalid", "true")
    documents = [{"doc_id": 1, "title": "A", "text": "fuchsia"}]
    field.fill(json.dumps(documents))
    chat.settle()
    prompt = chat.prompt()
    assert "fuchsia" in prompt and prompt == real.call(
        "apply_chat_template", HOST, QUESTION, chat_template=templates[name], tokenize=False, documents=documents
    )
    assert real.run(chat.call())["text"] == prompt
    link = chat.link()
    page.get_by_label("documents", exact=True).uncheck()
    chat.settle()
    assert "fuchsia" not in chat.prompt()
    page.reload()  # what is switched off is kept, too
    chat.settle()
    page.get_by_label("documents", exact=True).check()
    chat.settle()
    assert chat.prompt() == prompt
    page.get_by_role("button", name="Undo").click()
    chat.settle()
    assert "fuchsia" not in chat.prompt()
    chat.follow("#" + link.partition("#")[2])
    assert chat.prompt() == prompt
    expect(field).to_be_visible()
    chat.follow(fragment(json.dumps(QUESTION), models=["qwen2"], more=json.dumps({"documents": documents})))
    assert "documents is not in the prompt" in " ".join(chat.findings("qwen2").values())
