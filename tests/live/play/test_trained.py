"""What is trained: the page's mask is that of the Python it copies, run with the real library, three ways."""

import json

import pytest
from chat_page import fragment, template_of
from play_page import button
from playwright.sync_api import expect

CONVERSATION = [
    {"role": "user", "content": "Zwei Äpfel 🍎?"},
    {"role": "assistant", "content": " 👩🏽‍🌾 zwei, ja. "},
    {"role": "user", "content": "And pears?"},
    {"role": "assistant", "content": "None\nat all."},
]
HEAD = "<|im_start|>{{ m.role }}\n"
PLAIN = "{% for m in messages %}" + HEAD + "{{ m.content }}<|im_end|>\n{% endfor %}"
# Where a macro, a capture or a filter holds text back, transformers counts wrongly: so does the page.
TAGGED = {
    "usual": "{% for m in messages %}" + HEAD + "{% if m.role == 'assistant' %}{% generation %}{{ m.content }}<|im_end|>"
    "{% endgeneration %}{% else %}{{ m.content }}<|im_end|>{% endif %}\n{% endfor %}",
    "white space": "{% for m in messages %}\n" + HEAD + "{%- generation -%}  {{ m.content }} 🍐 {%- endgeneration -%}\n{% endfor %}",
    "macro": "{% macro turn(m) %}" + HEAD + "{% generation %}{{ m.content }}{% endgeneration %}<|im_end|>{% endmacro %}"
    "{% for m in messages %}{{ turn(m) }}\n{% endfor %}",
    "capture": "{% for m in messages %}{% set all %}" + HEAD + "{% generation %}{{ m.content }}{% endgeneration %}{% endset %}"
    "{{ all }}<|im_end|>{% endfor %}",
    "nested": "{% for m in messages %}{% generation %}" + HEAD + "{% generation %}{{ m.content }}{% endgeneration %}"
    "{% endgeneration %}{% endfor %}",
    "empty": "<{% generation %}{% endgeneration %}{% for m in messages %}{{ m.content }}{% endfor %}",
    "empty at the beginning": "{% generation %}{% endgeneration %}" + PLAIN,
    "out of order": "{% set later %}{% generation %}one{% endgeneration %}{% endset %}<{% for m in messages %}"
    "{% generation %}{{ m.content }}{% endgeneration %}|{% endfor %}{{ later }}",
    "none": PLAIN,
}  # fmt: skip


def shown(page) -> list[list[int]]:
    """[id, trained] of every token."""
    expect(page.locator(".tt-trained-body")).to_have_attribute("aria-busy", "false")
    return page.locator(".tt-mask-run").evaluate_all(
        """(runs) => runs.flatMap((run) => [...run.querySelectorAll(".tt-chip")].map((chip) =>
          [Number(chip.title), Number(run.getAttribute("aria-label") === "trained")]))"""
    )


@pytest.fixture(scope="module")
def python(real):
    """Runs what was copied; [id, trained] of every token."""

    def run(chat):
        source = chat.copied(chat.page.get_by_role("button", name="Copy as Python", exact=True).last)
        return real.run(source + "\ntext = [[id_, int(label != -100)] for id_, label in zip(ids, labels)]\n")["text"]

    return run


def warnings(page) -> list[str]:
    return page.locator(".tt-trained-warnings > li").all_inner_texts()


def test_the_mask_is_what_the_copied_python_gives(chat, python):
    page = chat.page
    chat.follow(fragment(json.dumps(CONVERSATION), models=["qwen2"]))
    page.get_by_role("tab", name="What is trained").click()
    way = page.get_by_label("Learn from")

    mask = shown(page)
    assert mask == python(chat)
    assert sum(trained for _, trained in mask) > 10 and warnings(page) == []
    page.get_by_label("Only the last turn").check()
    assert shown(page) == python(chat) != mask
    page.get_by_label("max_length").fill(str(len(mask) - 3))
    assert shown(page) == python(chat)
    assert "cuts the turn of message 4" in warnings(page)[0]
    link = chat.copied(page.get_by_role("button", name="Copy a link"))
    page.get_by_label("max_length").fill("")
    page.get_by_label("Only the last turn").uncheck()

    way.select_option("marks")
    expect(page.get_by_role("textbox", name="Response mark")).to_have_value("<|im_start|>assistant\n")
    expect(page.get_by_role("textbox", name="Instruction mark")).to_have_value("<|im_start|>user\n")
    assert shown(page) == python(chat)
    page.get_by_role("textbox", name="Response mark").fill("assistant")
    assert shown(page) == python(chat)
    assert any("header" in words for words in warnings(page))
    page.get_by_role("textbox", name="Response mark").fill("### Answer:")
    expect(page.locator(".tt-trained-warnings")).to_contain_text("The response mark is not in these tokens")
    assert shown(page) == python(chat)

    way.select_option("tag")
    expect(page.locator(".tt-trained-warnings")).to_contain_text("The template has no {% generation %}")
    assert {trained for _, trained in shown(page)} == {0}

    chat.follow(link.partition("#")[2])
    expect(page.get_by_label("Only the last turn")).to_be_checked()
    expect(page.get_by_label("max_length")).to_have_value(str(len(mask) - 3))


def test_a_mask_that_comes_late_does_not_take_the_place_of_a_newer_one(new_chat, python):
    """A tokenizer that is still under way when the reader has gone on to another conversation and model; in a
    new tab, where nothing has fetched it yet."""
    chat, page, held = new_chat, new_chat.page, []
    tool = page.locator(".tt-tool-trained")
    page.route("**/live/tokenizers/HuggingFaceTB*", lambda route: held.append(route))
    try:
        chat.follow(fragment(json.dumps(CONVERSATION), models=["qwen2"]))
        page.get_by_role("tab", name="What is trained").click()
        shown(page)
        with page.expect_request("**/live/tokenizers/HuggingFaceTB*"):
            tool.get_by_label("Tokenizer and template of").select_option("smollm2")
        expect(tool.locator(".tt-report-said")).to_contain_text("Loading the tokenizer of SmolLM2")
        newer = json.dumps(CONVERSATION[:2])
        chat.follow(fragment(newer, models=["qwen2"]))
        page.get_by_role("tab", name="What is trained").click()
        mask = shown(page)
        assert mask == python(chat)
    finally:
        for route in held:
            route.continue_()
        page.unroute("**/live/tokenizers/HuggingFaceTB*")
    # the prompt's tokens are asked for after those of the mask: where they are, so was that
    chat.follow(fragment(newer, models=["qwen2", "smollm2"]))
    expect(chat.panel("smollm2").locator(".tt-count").first).to_contain_text("tokens")
    page.get_by_role("tab", name="What is trained").click()
    assert shown(page) == mask == python(chat)


def test_a_tokenizer_that_does_not_come_is_told_and_tried_again(new_chat, python):
    chat, page = new_chat, new_chat.page
    tool, files = page.locator(".tt-tool-trained"), "**/live/tokenizers/HuggingFaceTB*"
    chat.follow(fragment(json.dumps(CONVERSATION), models=["qwen2"]))
    page.get_by_role("tab", name="What is trained").click()
    shown(page)
    assert page.troubles == []
    page.route(files, lambda route: route.abort())
    tool.get_by_label("Tokenizer and template of").select_option("smollm2")
    retry = tool.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    assert shown(page) == []  # an older mask is not there, and nothing is under way
    page.unroute(files)
    page.troubles.clear()  # the request that was to fail
    retry.click()
    expect(tool.locator(".tt-mask-run").first).to_be_visible()
    assert shown(page) == python(chat)


@pytest.mark.parametrize("kind", TAGGED)
def test_generation_blocks_count_as_in_transformers(chat, python, kind):
    page = chat.page
    chat.follow(fragment(json.dumps(CONVERSATION), models=["qwen2"], templates={"qwen2": TAGGED[kind]}))
    page.get_by_role("tab", name="What is trained").click()
    page.get_by_label("Learn from").select_option("tag")
    assert shown(page) == python(chat)
    if kind == "usual":
        assert json.dumps(warnings(page)) == "[]" and {trained for _, trained in shown(page)} == {0, 1}


def test_what_the_template_does_otherwise_is_told(chat, python):
    """A turn that the whole conversation has in another way has no place in it."""
    page = chat.page
    thinking = (
        "{% for m in messages %}" + HEAD + "{% if loop.last and m.role == 'assistant' %}<think>{% endif %}"
        "{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    chat.follow(fragment(json.dumps(CONVERSATION), models=["qwen2"], templates={"qwen2": thinking}))
    page.get_by_role("tab", name="What is trained").click()
    shown(page)
    (told,) = warnings(page)
    assert "Message 2: in the whole conversation its turn is not what the model wrote" in told
    # the last turn has no place: then nothing is the last turn's, and an earlier one does not stand in for it
    late = thinking.replace("loop.last and", "loop.last and loop.index > 2 and")
    more = [*CONVERSATION, {"role": "user", "content": "Thanks."}]
    chat.follow(fragment(json.dumps(more), models=["qwen2"], templates={"qwen2": late}))
    page.get_by_role("tab", name="What is trained").click()
    assert sum(trained for _, trained in shown(page)) > 3
    page.get_by_label("Only the last turn").check()
    assert {trained for _, trained in shown(page)} == {0} and shown(page) == python(chat)
    assert any("Message 4" in words for words in warnings(page))
    page.get_by_label("Only the last turn").uncheck()
    page.get_by_role("tab", name="Prompts").click()
    template_of(chat, "qwen2").fill("{{ raise_exception('No.') }}")
    chat.settle()
    page.get_by_role("tab", name="What is trained").click()
    expect(page.locator(".tt-trained-warnings")).to_contain_text(
        "The template refuses this conversation: TemplateError: No."
    )


def test_the_fields_for_marks_are_those_of_the_way_though_the_template_refuses(new_chat):
    chat, page = new_chat, new_chat.page
    template_of(chat, "llama-3.1").fill("{{ broken")
    chat.settle()
    page.get_by_role("tab", name="What is trained").click()
    marks, body = page.locator(".tt-trained-marks"), page.locator(".tt-trained-body")
    instruction, response = (marks.locator("textarea").nth(i) for i in (0, 1))
    page.reload()
    expect(page.locator(".tt-trained-warnings")).to_contain_text("The template")
    expect(body).to_have_attribute("aria-busy", "false")
    expect(marks).to_be_hidden()
    page.get_by_label("Learn from").select_option("marks")
    expect(marks).to_be_visible()
    instruction.press_sequentially("<|mine|>")
    response.press_sequentially("<|its|>")
    page.reload()
    expect(page.locator(".tt-trained-warnings")).to_contain_text("The template")
    expect(instruction).to_have_value("<|mine|>")
    expect(response).to_have_value("<|its|>")
    while response.input_value():
        button(page, "Undo").click()
    expect(instruction).to_have_value("<|mine|>")  # typed before, in steps of its own
    page.get_by_label("Learn from").select_option("turns")
    expect(marks).to_be_hidden()


# A conversation that ends after the first answer is refused; an answer that is the last message is written in another way.
REFUSES = "{% if messages | length == 2 %}{{ raise_exception('not yet') }}{% endif %}" + PLAIN
CHANGES = (
    "{% for m in messages %}"
    + HEAD
    + "{{ '!' if loop.last and m.role == 'assistant' }}{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
BARE = "{% for m in messages %}{{ m.role }}: {{ m.content }}{% endfor %}"


def test_why_a_turn_has_no_place_and_what_is_trained_of_it(chat, python):
    page = chat.page
    way = page.get_by_label("Learn from")

    def opened(conversation, template=None, model="qwen2"):
        templates = {model: template} if template else None
        chat.follow(fragment(json.dumps(conversation), models=[model], templates=templates))
        page.get_by_role("tab", name="What is trained").click()
        return shown(page)

    mask = opened(CONVERSATION, REFUSES)
    refused = "Message 2: the template refuses the conversation as it is up to this turn."
    assert [words.startswith(refused) for words in warnings(page)] == [True]
    assert mask == python(chat) and any(trained for _, trained in mask)

    mask = opened(CONVERSATION, CHANGES)
    assert warnings(page)[0].startswith("Message 2: in the whole conversation its turn is not what the model wrote")
    assert mask == python(chat)
    way.select_option("marks")
    mask = shown(page)
    assert mask == python(chat) and any(trained for _, trained in mask)
    assert "Message 2: where its turn stands in the whole conversation is not known." in warnings(page)[0]
    assert "it is not trained" not in " ".join(warnings(page))

    mask = opened(CONVERSATION[1:])
    assert [words.startswith("Message 1: nothing stands before it") for words in warnings(page)] == [True]
    assert mask == python(chat) and any(trained for _, trained in mask)

    # Python's white space at the end is none of the turn, and a message may have no role
    assert opened([*CONVERSATION[:3], {"role": "assistant", "content": "yes\x1c\x85"}], BARE) == python(chat)
    assert opened([*CONVERSATION[:3], {"role": "assistant", "content": "yes\ufeff"}], BARE) == python(chat)
    assert opened([{"content": "none"}, *CONVERSATION[:2]], model="phi-3") == python(chat)
