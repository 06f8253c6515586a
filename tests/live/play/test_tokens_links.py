"""Links, files and what can be wrong with them: a clear message, and the last good state stays."""

import base64

from playwright.sync_api import expect
from token_page import TokenPage, fragment

DROP = """([selector, name, base64, type]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name, { type }));
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_a_link_opens_in_the_same_state(play, open_page, address):
    play.page.locator(".tt-controls").get_by_label("StarCoder2").uncheck()
    play.page.get_by_label("Add special tokens").check()
    play.page.get_by_label("Read special tokens in the text as plain text").check()
    play.page.get_by_label("Text and ids").check()
    page = open_page()
    other = TokenPage(page, address)
    for text in ("short 안녕", 'A longer one, with "quotes", <tags> & 🤗.\n\tTabs too. ' * 60, ""):
        play.fill(text)
        link = play.link()
        assert link.startswith(play.address + "#v1.")
        page.goto("about:blank")
        page.goto(link)
        other.settle()
        assert other.text.input_value() == text
        assert page.locator(".tt-token-grid .tt-tokens").count() == 3
        assert page.get_by_label("Add special tokens").is_checked() and page.get_by_label("Text and ids").is_checked()
        assert page.get_by_label("Read special tokens in the text as plain text").is_checked()
        for model in ("llama-3.1", "phi-3", "qwen2"):
            assert other.ids(model) == play.ids(model), (model, text[:60])
    assert page.troubles == []


GOOD = {"t": "from a link", "m": ["phi-3"], "a": 0, "s": 0, "v": "text"}


BROKEN = [
    "#v1", "#v1.", "#v1.j.", "#v1.j.%%%", "#v1.z.AAAA", "#v1.q.AAAA", "#v0.j.e30", fragment(GOOD)[:-9], fragment([]), fragment(None), fragment("x"),
    fragment(GOOD | {"t": 3}), fragment(GOOD | {"t": "x" * 500_000}), fragment({"m": ["phi-3"]}), fragment([GOOD]),
]  # fmt: skip


def test_a_broken_link_is_told_and_changes_nothing(play):
    play.fill("my own text")
    for wrong in BROKEN:
        play.page.evaluate("hash => { location.hash = hash }", wrong)
        expect(play.notice, wrong[:60]).to_contain_text("incomplete or damaged")
        play.settle()
        assert play.text.input_value() == "my own text", wrong[:60]
        expect(play.panel("phi-3").get_by_role("option"), wrong[:60]).to_have_text(["·my", "·own", "·text"])
        play.notice.get_by_role("button", name="Dismiss").click()
        expect(play.notice, wrong[:60]).to_be_empty()


def test_a_link_from_a_later_version_says_so_and_a_reload_keeps_the_text(play):
    play.fill("my own text")
    play.page.evaluate("location.hash = '#v2.anything'")
    expect(play.notice).to_contain_text("newer version")
    play.page.reload()
    play.settle()
    expect(play.notice).to_contain_text("newer version")
    assert play.text.input_value() == "my own text"
    play.page.evaluate("hash => { location.hash = hash }", fragment(GOOD))
    expect(play.text).to_have_value("from a link")
    expect(play.notice).to_be_empty()


def test_a_text_too_long_for_a_link_is_told(play):
    play.fill("".join(chr(0xAC00 + (i * 7919) % 11172) for i in range(20_000)))
    play.page.get_by_role("button", name="Copy a link").click()
    expect(play.notice).to_contain_text("too long for a link")


def test_dropped_files(play):
    def drop(name, contents, kind=""):
        play.page.evaluate(DROP, [".tt-play-text", name, base64.b64encode(contents).decode(), kind])

    play.fill("kept")
    for name, contents, message in [
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0", "picture.png is not a text file"),
        ("zeros.txt", b"a\0b", "zeros.txt is not a text file"),
        ("latin.txt", "é".encode("latin-1"), "not a text file in UTF-8"),
        ("spiece.model", b"\n\x0e\n\x05<unk>\xff", "spiece.model holds a vocabulary in another form"),
        ("long.txt", b"x" * 250_000, "more than 200,000 characters"),
        ("huge.txt", b"x" * 2_000_001, "larger than 2 MB"),
    ]:
        drop(name, contents)
        expect(play.notice).to_contain_text(message)
        assert play.text.input_value() == "kept"
        expect(play.panel("phi-3").get_by_role("option")).to_have_text(["·kept"])
    drop("good.txt", "dropped 안녕\r\n".encode())
    expect(play.text).to_have_value("dropped 안녕\n")
    expect(play.notice).to_contain_text("line ends")
    play.page.evaluate(
        """document.querySelector(".tt-play-text").dispatchEvent(new DragEvent("drop", { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true }))"""
    )
    expect(play.notice).to_contain_text("neither text nor a text file")


def test_a_text_beyond_the_limit_keeps_the_last_tokens(play):
    play.fill("kept")
    play.text.fill("x" * 200_001)
    expect(play.notice).to_contain_text("up to 200,000 characters; this text has 200,001")
    expect(play.panel("phi-3").get_by_role("option")).to_have_text(["·kept"])


def test_a_tokenizer_that_does_not_load_can_be_asked_again(open_page, address):
    page = open_page()
    play = TokenPage(page, address)
    page.route("**/tokenizers/bigcode*", lambda route: route.abort())
    play.open()
    expect(play.panel("starcoder2").locator(".tt-detail")).to_contain_text("Could not load the tokenizer of StarCoder2")
    expect(play.panel("phi-3").get_by_role("option").first).to_be_visible()
    page.unroute("**/tokenizers/bigcode*")
    play.panel("starcoder2").get_by_role("button", name="Try again").click()
    expect(play.panel("starcoder2").locator(".tt-detail")).not_to_contain_text("Could not load")
    play.fill("def")
    expect(play.panel("starcoder2").get_by_role("option")).to_have_text(["def"])


def test_without_javascript_the_page_says_what_it_does_and_shows_an_example(open_page, address):
    page = open_page(java_script_enabled=False)
    page.goto(address + "playground/tokenizer/")
    expect(page.get_by_text("With JavaScript, this page shows the tokens")).to_be_visible()
    expect(page.locator(".tt-quoted .tour-chips").first).to_be_visible()
