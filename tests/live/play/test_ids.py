"""Ids to text: what is read of a paste, tokens and text, which tokenizer fits, Python that gives the same."""

import json

import pytest
from playwright.sync_api import expect
from token_page import REPOS

LLAMA = REPOS["llama-3.1"]
# What is printed is for readers; it is `printed` afterwards.
QUIET = """import io, sys
out, sys.stdout = sys.stdout, io.StringIO()
try:
    exec(%r)
finally:
    printed, sys.stdout = sys.stdout.getvalue(), out
"""
TEXT = "Hello, 세계 🤗!"


@pytest.fixture
def tool(play):
    play.page.get_by_role("tab", name="Ids to text").click()
    expect(play.page.get_by_label("Ids to read")).to_be_visible()
    return play


def read(play, text) -> str:
    play.page.get_by_label("Ids to read").fill(text)
    expect(play.page.locator(".tt-ids-body")).to_have_attribute("aria-busy", "false")
    return play.page.locator(".tt-ids-read").inner_text()


def decoded(play) -> str:
    return play.page.get_by_label("Text", exact=True).locator("visible=true").inner_text()


def ids(play, real) -> list[int]:
    """Those of the copied Python, which asserts that the library gives the same text."""
    script = play.copied(play.page.get_by_role("button", name="Copy as Python").locator("visible=true"))
    return real.run(QUIET % script)["ids"]


def test_pastes_that_are_long_or_deep(tool, real):
    """Dots without a number are looked at once, lists in lists end, a token of any length is looked up; and the field goes
    on."""
    assert "ids that stood there are missing" in read(tool, "." * 400_000)
    for deep in ("[" * 50_000 + "1" + "]" * 50_000, '{"data":' * 20_000 + "1" + "}" * 20_000):
        assert "what is more than 100 levels deep" in read(tool, deep)
    assert "1 token without an id" in read(tool, json.dumps({"tokens": ["x" * 300_000]}))
    expect(tool.page.locator(".tt-ids-findings")).to_contain_text("1 token")
    assert "Not read: byte" in read(tool, "1 .. byte")
    own = real.encode(LLAMA, [TEXT], add_special_tokens=False)[0]
    read(tool, f"[{own[0]} ... {own[1]}]")
    assert ids(tool, real) == own[:2]


def test_ids_in_every_form_are_read_and_what_is_none_is_told(tool, real):
    [own] = real.encode(LLAMA, [TEXT], add_special_tokens=False)
    pieces = [real.call("decode", LLAMA, [id]) for id in own]
    first, *rest = own
    openai = {"choices": [{"logprobs": {"content": [{"token": "Hello", "bytes": [*b"Hello"], "logprob": -0.5}]}}]}
    forms = {
        " ".join(map(str, own)): "",
        f"[[{first}], {rest}]": "",
        f"{{'input_ids': tensor([{own}], device='cuda:0'), 'attention_mask': tensor([[1, 1]])}}": "attention_mask",
        f"array({own}, dtype=int64)".replace(",", "\n"): "",
        json.dumps({"prompt_token_ids": [first], "choices": [{"token_ids": rest, "logprobs": {"tokens": []}}]}): "logprobs",
        json.dumps({"choices": [{"logprobs": {"tokens": [f"token_id:{id}" for id in own], "token_logprobs": [-0.5]}}]}): "token_logprobs",
        json.dumps({"prompt_logprobs": [None, *({str(id): {"logprob": -1.5, "rank": 7}} for id in own)]}): "",
        json.dumps({"meta_info": {"output_token_logprobs": [[-0.5, id, None] for id in own]}}): "",
        json.dumps({"input_ids": own, "labels": [-100, *own]}): "labels",
    }  # fmt: skip
    for text, left in forms.items():
        said = read(tool, text)
        assert f"{len(own)} ids." in said, (text, said)
        assert ("Not read: " + left in said) if left else "Not read" not in said, (text, said)
    assert ids(tool, real) == own and decoded(tool) == TEXT
    chips = tool.page.locator(".tt-ids-view [role=option]")
    assert chips.evaluate_all("all => all.map(one => Number(one.dataset.below))") == own
    assert len(pieces) == chips.count()

    assert "1 token without an id, looked up by bytes" in read(tool, json.dumps(openai))
    assert ids(tool, real) == real.encode(LLAMA, ["Hello"], add_special_tokens=False)[0]
    said = read(tool, f"-100 {first} 1.5 … -7 v3")
    assert "1 label of -100 left out" in said and "The print has …" in said and "Not read: 1.5, -7, v3." in said
    assert "No ids in this text." in read(tool, "{'token': 'a', 'bytes': [97], ")


def test_what_is_wrong_with_ids_and_which_tokenizer_fits(tool, real, open_page):
    [own] = real.encode(LLAMA, [TEXT], add_special_tokens=True)
    [emoji] = real.encode(LLAMA, ["🤗"], add_special_tokens=False)
    cut = [*own, emoji[0], 999_999]
    read(tool, str(cut))
    findings = tool.page.locator(".tt-ids-findings")
    expect(findings).to_contain_text(f"1 id is out of range: the highest id is 128,255. At {len(cut)}: 999999.")
    expect(findings).to_contain_text(f"no whole character; the text has \ufffd there. At {len(cut) - 1}: {emoji[0]}.")
    assert decoded(tool) == real.call("decode", LLAMA, cut, clean_up_tokenization_spaces=False)
    without = tool.page.get_by_label("Text without special tokens").inner_text()
    assert without == real.call("decode", LLAMA, cut, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    assert ids(tool, real) == cut

    [other] = real.encode(REPOS["qwen2"], [TEXT], add_special_tokens=False)
    read(tool, str(other))
    first = tool.page.locator(".tt-fits tbody tr").first
    expect(first).to_have_attribute("data-fit", "qwen2")
    expect(first).to_contain_text(TEXT.replace(" ", "·"))
    assert first.locator(".tt-number").all_inner_texts() == ["100 %"] * 3
    first.get_by_role("button").focus()
    tool.page.keyboard.press("Enter")
    expect(tool.page.get_by_role("combobox", name="Tokenizer").locator("visible=true")).to_have_value("qwen2")
    expect(findings).to_have_text("The tokenizer gives these ids for this text.")
    link = tool.link()
    page = open_page()
    page.goto(link)
    expect(page.get_by_label("Text", exact=True).locator("visible=true")).to_have_text(TEXT)
    expect(page.get_by_label("Ids to read")).to_have_value(str(other))
    assert page.troubles == []
