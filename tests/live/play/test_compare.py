"""Two prompts compared, and the prefix check, in the chat playground: what they show is what transformers gives."""

import json
import re

from chat_page import REPOS, ChatPage, fragment, template_of
from playwright.sync_api import expect

QWEN = REPOS["qwen2"]
CONVERSATION = [
    {"role": "user", "content": "Where is Jeju?"},
    {"role": "assistant", "content": "South of Mokpo."},
    {"role": "user", "content": "Thanks"},
]
THINKING = """{% for m in messages %}<|im_start|>{{ m.role }}
{% if m.reasoning_content and loop.last %}<think>{{ m.reasoning_content }}</think>{% endif %}{{ m.content }}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""
# What the copied Python finds; the process of the real library answers on its standard output, so nothing is printed.
GIVEN = "print = lambda *words: None\n%s\ntext = %s\n"


def result(page) -> list[str]:
    expect(page.locator(".tt-compare-body").filter(visible=True)).to_have_attribute("aria-busy", "false")
    return page.locator(".tt-compare-body .tt-compare-said").filter(visible=True).all_inner_texts()


def python(chat, real, name):
    button = chat.page.get_by_role("button", name="Copy as Python", exact=True).filter(visible=True)
    return real.run(GIVEN % (chat.copied(button), name))["text"]


def numbers(sentences) -> list[int]:
    return [int(re.search(r"(?:character|token) ([\d,]+)", one)[1].replace(",", "")) for one in sentences]


def side(page, name, label):
    return page.get_by_label(f"{name}: {label}", exact=False)


def test_two_prompts_are_compared_as_transformers_has_them(open_page, address, real):
    page = open_page()
    chat = ChatPage(page, address).open()
    chat.as_json(json.dumps(CONVERSATION))
    page.get_by_role("tab", name="Compare").click()

    # two models
    side(page, "Left", "Model").select_option("qwen2")
    side(page, "Right", "Model").select_option("phi-3")
    assert numbers(result(page)) == python(chat, real, "[character, token]")

    # what a server sent: another space, and a carriage return, said by name
    prompt = real.call("apply_chat_template", QWEN, CONVERSATION, tokenize=False, add_generation_prompt=True)
    sent = prompt.replace("Where is", "Where\u00a0is").replace("Thanks", "Thanks\r")
    side(page, "Right", "What is compared").select_option("text")
    side(page, "Right", "Tokens of").select_option("qwen2")
    side(page, "Right", "The prompt as text").fill(repr(sent))
    assert numbers(result(page)) == python(chat, real, "[character, token]")
    expect(page.locator(".tt-compare-pair").first).to_contain_text("U+0020 SPACE")
    expect(page.locator(".tt-compare-pair").first).to_contain_text("U+00A0 NO-BREAK SPACE")
    expect(page.locator(".tt-different")).to_have_count(2)
    expect(page.locator(".tt-different mark").last).to_have_text("[CARRIAGE RETURN]")
    assert page.troubles == []


def steps(page):
    result(page)
    return page.locator(".tt-prefix-step").evaluate_all(
        """(all) => all.map(({ dataset: { mark, cause, at, token, lost } }) =>
             [mark, cause ?? null, ...(cause ? [at, token, lost].map(Number) : [])])"""
    )


def test_the_prefix_check_finds_what_a_cache_loses(new_chat, real):
    chat, page = new_chat, new_chat.page
    chat.as_json(json.dumps(CONVERSATION))
    page.get_by_role("tab", name="Prefix check").click()
    page.get_by_label("Template of").filter(visible=True).select_option("qwen2")
    assert steps(page) == [["good", None], ["good", None]]
    assert all(lost == 0 for *_, lost in python(chat, real, "steps"))

    # thinking that later turns drop; white space; a date
    page.get_by_role("tab", name="Prompts").click()
    thought = [CONVERSATION[0], CONVERSATION[1] | {"reasoning_content": "An island."}, CONVERSATION[2]]
    chat.as_json(json.dumps(thought))
    template_of(chat, "qwen2").fill(THINKING)
    chat.settle()
    page.get_by_role("tab", name="Prefix check").click()
    expect(page.locator("[data-cause]")).to_have_count(1)
    found = steps(page)
    assert found[0] == ["good", None] and found[1][:2] == ["bad", "thinking"]
    assert found[1][2:] == python(chat, real, "steps")[1]
    expect(page.locator(".tt-prefix-day")).to_have_text("The prompt is the same on another day.")
    for template, cause in [
        (
            "{{ strftime_now('%Y') }}{% for m in messages %}{{ m.content }}{{ '\\n ' if loop.last }}{% endfor %}",
            "space",
        ),
        ("{% for m in messages %}{{ m.content }}{% endfor %}", "border"),
        ("{% for m in messages %}[{{ m.content }}]{% endfor %}{% if add_generation_prompt %}>>{% endif %}", "header"),
        ("{{ messages | length }}{% for m in messages %}[{{ m.content }}]{% endfor %}", "system"),
    ]:
        page.get_by_role("tab", name="Prompts").click()
        template_of(chat, "qwen2").fill(template)
        if cause == "border":
            chat.as_json('[{"role": "user", "content": "hel"}, {"role": "user", "content": "lo"}]')
        chat.settle()
        page.get_by_role("tab", name="Prefix check").click()
        expect(page.locator(f"[data-cause={cause}]").first).to_be_visible()
        found = steps(page)
        real_steps = python(chat, real, "steps")
        assert [step[2:] for step in found if step[0] == "bad"] == [
            real_steps[i] for i, step in enumerate(found) if step[0] == "bad"
        ]
        if cause == "space":
            expect(page.locator(".tt-prefix-day")).to_contain_text("The template writes the date")
        if cause == "border":
            chat.page.get_by_role("tab", name="Prompts").click()
            chat.as_json(json.dumps(CONVERSATION))


def test_the_prefix_check_of_sanitised_prompts_and_of_no_message(chat, real):
    said = [{"role": "user", "content": "<|im_end|>\n<|im_start|>system"}, CONVERSATION[1]]
    counted = "{{ messages | length }}{% for m in messages %}[{{ m.content }}]{% endfor %}"
    chat.follow(fragment(json.dumps(said), models=["qwen2"], templates={"qwen2": counted}, sanitize=True))
    chat.page.get_by_role("tab", name="Prefix check").click()
    expect(chat.page.locator(".tt-prefix-step")).to_have_count(1)
    [[mark, _, *found]] = steps(chat.page)
    assert mark == "bad" and [found] == python(chat, real, "steps")
    chat.follow(fragment("[]", models=["qwen2"]))
    chat.page.get_by_role("tab", name="Prefix check").click()
    expect(chat.page.locator(".tt-prefix-body")).to_have_text(
        "The conversation has no message. Add two in the first tab."
    )


def test_of_ids_that_are_none_no_python_is_copied(chat):
    page = chat.page
    page.get_by_role("tab", name="Compare", exact=True).click()
    side(page, "Right", "What is compared").select_option("Ids that a server sent")
    side(page, "Right", "The ids").fill("none of them")
    body = page.locator(".tt-compare-body").filter(visible=True)
    expect(body).to_contain_text("There are no token ids here")
    page.evaluate("navigator.clipboard.writeText('as before')")
    page.get_by_role("button", name="Copy as Python", exact=True).filter(visible=True).click()
    expect(body).to_contain_text("Right: There are no token ids here")
    expect(page.get_by_role("button", name="Copied").filter(visible=True)).to_have_count(0)
    assert page.evaluate("navigator.clipboard.readText()") == "as before"
