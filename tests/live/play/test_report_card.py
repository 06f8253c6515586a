"""The report card in the chat playground: verdicts, evidence, copies, the reader's own template."""

import json
import re

from chat_page import ChatPage, template_of
from playwright.sync_api import expect

from course.paths import EXAMPLES
from course.reference import collect, template_cards

QWEN2 = "Qwen/Qwen2-7B-Instruct"
# As a reader runs what was copied, with the script's folder as theirs; the tokenizer is shared with other tests.
PYTHON = f"""import io, sys
sys.path.insert(0, {str(EXAMPLES)!r})
out, sys.stdout = sys.stdout, io.StringIO()
from transformers import AutoTokenizer
shared = AutoTokenizer.from_pretrained({QWEN2!r})
kept = shared.chat_template
try:
    exec(%r)
    text = report
finally:
    shared.chat_template, sys.stdout = kept, out
"""


REFUSES = (
    "{%% for m in messages %%}{%% if %s %%}{{ raise_exception('not here') }}{%% endif %%}"
    "<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{%% endfor %%}"
    "{%% if add_generation_prompt %%}<|im_start|>assistant\n{%% endif %%}"
)


def copied(chat, name) -> str:
    return chat.copied(chat.page.get_by_role("button", name=f"Copy as {name}", exact=True))


def verdicts(page) -> dict[str, str]:
    expect(page.locator(".tt-report-body")).to_have_attribute("aria-busy", "false")
    return dict(
        page.locator(".tt-report-entry").evaluate_all(
            """(all) => all.map((one) => [one.dataset.probe,
              `${one.querySelector(".tt-report-verdict").textContent} ${one.dataset.mark}`])"""
        )
    )


def test_the_card_of_a_model_and_of_ones_own_template(open_page, address, real):
    cards = collect.load()["templates"]
    page = open_page()
    chat = ChatPage(page, address).open()
    page.get_by_role("tab", name="Report card").click()
    page.get_by_role("combobox", name="Template of").select_option("qwen2")
    assert verdicts(page) == cards["qwen2"]["verdicts"]
    report = json.loads(copied(chat, "JSON"))
    assert report["template"] == QWEN2 and template_cards.digest(report["probes"]) == cards["qwen2"]["digest"]
    script = real.run(PYTHON % copied(chat, "Python"))["text"]
    assert template_cards.digest(script) == cards["qwen2"]["digest"]
    markdown = copied(chat, "Markdown")
    assert "| ! | Text of its own | yes | The prompt has words that are in no message. |" in markdown

    # what is not good, alone; a link opens the same
    page.get_by_label("Only what to know about").check()
    bad = {id: told for id, told in cards["qwen2"]["verdicts"].items() if told.endswith(" bad")}
    assert verdicts(page) == bad
    link = chat.link()

    # the evidence, by keyboard, and the way to the first tab and back
    entry = page.locator('[data-probe="own-text"]')
    entry.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(entry.get_by_label("Prompt")).to_contain_text("You are a helpful assistant.")
    expect(entry.get_by_role("link", name="The lesson about it")).to_have_attribute(
        "href", f"{address}lessons/chat-templates/"
    )
    before = chat.prompt("qwen2")
    entry.get_by_role("button", name="Open this conversation").click()
    expect(page.get_by_role("tab", name="Prompts")).to_be_focused()
    chat.settle()
    assert chat.prompt("qwen2") == report["probes"][1]["evidence"][0]["prompt"]
    page.get_by_role("button", name="Undo").click()
    chat.settle()
    expect(page.get_by_role("tab", name="Report card")).to_have_attribute("aria-selected", "true")
    assert chat.prompt("qwen2") == before
    expect(entry.get_by_label("Prompt")).to_be_visible()  # what was open stays open

    # an edited template has a card of its own, and Python with it
    page.get_by_role("tab", name="Prompts").click()
    template_of(chat, "qwen2").fill("{% for m in messages %}<|im_start|>{{ m.role }}: {{ m.content }}\n{% endfor %}")
    chat.settle()
    page.get_by_role("tab", name="Report card").click()
    page.get_by_label("Only what to know about").uncheck()
    edited = verdicts(page)
    assert (edited["own-text"], edited["generation"], edited["tools"]) == ("no good", "ignored bad", "ignored bad")
    script = real.run(PYTHON % copied(chat, "Python"))["text"]
    assert {one["id"]: template_cards.told(one) for one in script} | {
        "huggingface-jinja": edited["huggingface-jinja"]
    } == edited
    # what a template counts in a sanitised text has the library's marks in it
    counting = "{% for m in messages %}{{ m.content | length }} {{ m.content }}<|im_end|>{% endfor %}"
    page.get_by_role("tab", name="Prompts").click()
    template_of(chat, "qwen2").fill(counting)
    chat.settle()
    page.get_by_role("tab", name="Report card").click()
    verdicts(page)
    shown = json.loads(copied(chat, "JSON"))["probes"]
    script = real.run(PYTHON % copied(chat, "Python"))["text"]
    assert template_cards.digest(script) == template_cards.digest(shown)
    plain, sanitised = (one["evidence"][0]["prompt"] for one in shown if one["id"].startswith("injection"))
    assert plain != sanitised and plain.partition(" ")[2] == sanitised.partition(" ")[2]
    page.get_by_role("tab", name="Prompts").click()
    template_of(chat, "qwen2").fill("{% if %}")
    chat.settle()
    page.get_by_role("tab", name="Report card").click()
    broken = verdicts(page)
    assert broken.pop("plain") == "refused bad" and set(broken.values()) == {"not checked none"}

    # a prompt longer than its box says so, and opens
    page.get_by_role("combobox", name="Template of").select_option("llama-3.1")
    assert verdicts(page) == cards["llama-3.1"]["verdicts"]
    entry = page.locator('[data-probe="tools"]')
    entry.locator("summary").click()
    entry.get_by_role("button", name=re.compile("^Show all, [0-9]+ more lines$")).click()
    assert entry.get_by_label("Prompt").evaluate("box => box.scrollHeight === box.clientHeight")
    expect(entry.get_by_role("button", name="Show less")).to_be_visible()

    other = open_page()
    other.goto(link)
    assert verdicts(other) == bad
    expect(other.get_by_role("combobox", name="Template of")).to_have_value("qwen2")
    assert page.troubles == [] and other.troubles == []


def test_a_refusal_is_told_as_what_it_is_and_copies_say_what_they_are_of(new_chat, real):
    chat, said = new_chat, {}
    page = chat.page
    for refused in ("m.role == 'assistant'", "add_generation_prompt", "enable_thinking is false"):
        template_of(chat, "qwen2").fill(REFUSES % refused)
        chat.settle()
        page.get_by_role("tab", name="Report card").click()
        page.get_by_role("combobox", name="Template of").select_option("qwen2")
        verdicts(page)
        report = json.loads(copied(chat, "JSON"))
        assert report["template"] == f"{QWEN2}, as edited"
        assert copied(chat, "Markdown").startswith("## Report card of Qwen2, as edited\n")
        script = real.run(PYTHON % copied(chat, "Python"))["text"]
        assert template_cards.digest(script) == template_cards.digest(report["probes"])
        said[refused] = {one["id"]: (one["verdict"], one["say"]) for one in report["probes"]}
        for one in report["probes"]:
            if one["verdict"] == "refused":
                assert [list(shown) for shown in one["evidence"]] == [["call", "error"]] * len(one["evidence"]), one[
                    "id"
                ]
        page.get_by_role("tab", name="Prompts").click()
    error = ("refused", "It raises an error: TemplateError: not here")
    roles, headers, switch = said.values()
    assert {id: told for id, told in roles.items() if told[0] == "refused"}.keys() >= {"prefix", "assistant-first"}
    assert {told for told in roles.values() if told[0] == "refused"} == {
        error,
        ("refused", f"It takes neither: {error[1][20:]}"),
    }
    assert {id for id, told in headers.items() if told == error} >= {"prefix", "generation", "thinking-switch"}
    assert switch["thinking-switch"] == ("enable_thinking", "enable_thinking changes the prompt.")
