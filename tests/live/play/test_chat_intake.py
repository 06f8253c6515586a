"""What comes into the chat playground from elsewhere, right and wrong: JSON, links, files."""

import pytest
from chat_page import ChatPage, fragment, template_of
from play_page import base64url
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"role": "user", "content": "a"]', "This is not JSON yet: Expecting ',' delimiter (line 1, column 33)."),
        (
            '[{"role": "user",\n "content": "a",\n x}]',
            "x is a name, and its value is not here; write the value (line 3, column 2).",
        ),
        ("", "This is not JSON yet: Expecting value (line 1, column 1)."),
        ('{"role": "user"}', "A conversation is a list of messages"),
        ('["hi"]', "Entry 1 of the list is not a message"),
        ('[[{"role": "user", "content": "a"}]]', "This is a list of conversations."),
    ],
)
def test_broken_json_is_said_beside_the_field(chat, text, message):
    before = chat.prompt()
    field = chat.as_json(text)
    expect(chat.page.locator(".tt-conversation").get_by_role("alert").filter(has_text=message)).to_be_visible()
    assert field.get_attribute("aria-invalid") == "true" and chat.prompt() == before
    chat.page.get_by_label("add_generation_prompt").uncheck()
    chat.settle()
    assert field.input_value() == text, "what was typed stays"
    field.fill('[{"role": "user", "content": "right again"}]')
    chat.settle()
    assert field.get_attribute("aria-invalid") == "false" and "right again" in chat.prompt()


def test_an_empty_conversation_is_transformers_mistake_to_name(chat):
    chat.as_json("[]")
    assert (
        "ValueError: Cannot apply chat template to an empty conversation. Provide at least one message." in chat.error()
    )


def test_a_link_opens_in_the_same_state(chat, open_page, address):
    chat.preset("Tools")
    chat.page.get_by_label("sanitize_control_tokens").check()
    template_of(chat, "qwen2").fill("{{ messages | tojson }}ü")
    chat.page.get_by_role("checkbox", name="Phi-3", exact=True).uncheck()
    chat.settle()
    other = ChatPage(open_page(), address)
    other.page.goto(chat.link())
    other.settle()
    assert [panel.get_attribute("data-model") for panel in other.page.locator("[data-model]").all()] == [
        "llama-3.1",
        "qwen2",
    ]
    for model in ("llama-3.1", "qwen2"):
        assert other.prompt(model) == chat.prompt(model) and other.ids(model) == chat.ids(model)
    assert (
        other.page.get_by_label("sanitize_control_tokens").is_checked()
        and other.page.get_by_label("date_string").input_value() == "22 Nov 2026"
    )
    assert other.page.troubles == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda whole: whole[:-20], "The link is incomplete or damaged"),
        (lambda whole: "#v1.j.", "The link is incomplete or damaged"),
        (lambda whole: "#v2.j.abc", "The link was made by a newer version of this page"),
        (lambda whole: "#v1.j." + base64url(b'{"c": "[1]"}'), "The link is incomplete or damaged"),
        (lambda whole: fragment('[{"role": "user"', models=["qwen2"]), "The link is incomplete or damaged"),
    ],
)
def test_links_that_cannot_be_followed(chat, make, message):
    before = chat.prompt()
    chat.as_json("[not yet")
    chat.page.evaluate("(hash) => (location.hash = hash)", make(fragment('[{"role": "user", "content": "x"}]')))
    expect(chat.page.locator(".tt-play-notice")).to_contain_text(message)
    chat.settle()
    assert chat.prompt() == before and chat.as_json().input_value() == "[not yet"
    chat.page.get_by_role("button", name="Dismiss").click()
    expect(chat.page.locator(".tt-play-notice")).to_be_empty()


# Drops a file; done when the page has read it and gone on with what is in it.
DROP = """([selector, name, bytes]) => new Promise((done) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
  const read = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = function () {
    Blob.prototype.arrayBuffer = read;
    const reading = read.call(this);
    reading.then(() => setTimeout(done));
    return reading;
  };
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
})"""


def drop(chat, name, data: bytes, onto=".tt-conversation"):
    chat.page.evaluate(DROP, [onto, name, list(data)])
    chat.settle()


def test_files(chat):
    before = chat.prompt()
    drop(chat, "photo.png", b"\x89PNG\r\n\x1a\n\0\0\xff\xfe")
    expect(chat.page.locator(".tt-play-notice")).to_contain_text(
        "photo.png is not a text file in UTF-8. Nothing was changed."
    )
    drop(chat, "notes.txt", b"Just words")
    expect(chat.page.locator(".tt-play-notice")).to_contain_text(
        "notes.txt is no conversation: There is no list of messages in this text"
    )
    for name in ("vocab.txt", "merges.txt", "tokenizer.model", "qwen.tiktoken"):
        drop(chat, name, b"[PAD]\n[UNK]\nthe\n")
        expect(chat.page.locator(".tt-play-notice")).to_contain_text(
            f"{name} holds a vocabulary in another form than tokenizer.json"
        )
    assert chat.prompt() == before
    drop(chat, "chat.json", '[{"role": "user", "content": "안녕", "x": 1.0}]'.encode())
    assert "안녕" in chat.prompt() and chat.page.locator(".tt-play-notice").inner_text() == ""
    drop(
        chat,
        "request.json",
        b'{"model": "m", "messages": [{"role": "user", "content": "from a request"}], "tools": [{"type": "function", "n": 1.0}]}',
    )
    assert "from a request" in chat.prompt() and '"n": 1.0' in chat.prompt()
    template_of(chat, "phi-3")
    drop(chat, "t.jinja", b"{{ messages[0].content }}!", '[data-model="phi-3"] .tt-template textarea')
    assert chat.prompt("phi-3") == "from a request!"
    with chat.page.expect_file_chooser() as chooser:
        chat.page.get_by_role("button", name="Open a JSON file").click()
    chooser.value.set_files(
        {"name": "c.json", "mimeType": "application/json", "buffer": b'[{"role": "user", "content": "chosen"}]'}
    )
    expect(chat.panel("qwen2").locator(".tt-prompt")).to_contain_text("chosen")


def test_a_link_brings_a_template_of_the_shelf_with_its_tokenizer(chat, open_page):
    chat.follow(fragment('[{"role": "user", "content": "ochre?"}]', models=["qwen2"], generation=True))
    page, name = chat.page, "google-gemma-2-2b-it"
    page.get_by_role("tab", name="Template shelf").click()
    page.locator(".tt-report-controls").get_by_label("Tokens of").select_option("phi-3")
    page.get_by_role("button", name=f"Use {name}").click()
    expect(page.locator(".tt-chat-panel .tt-panel-name").first).to_have_text(name)
    chat.settle()
    prompt = page.locator(".tt-chat-panel .tt-prompt").first.text_content()
    assert "<start_of_turn>user" in prompt
    link = chat.link()
    other = open_page()
    other.goto(link)
    panel = other.locator(".tt-chat-panel").first
    expect(panel.locator(".tt-panel-name")).to_have_text(name)
    expect(panel.locator(".tt-prompt")).to_have_text(prompt)
    expect(other.locator(".tt-play-notice").first).to_contain_text("with the tokens of Phi-3")
    expect(other.get_by_role("tab", name="Prompts")).to_have_attribute("aria-selected", "true")
    assert other.troubles == []
