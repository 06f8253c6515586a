"""Whole files in the tokenizer playground: counts as the copied script has them, chunks, faults, Stop."""

import csv
import io
import json
import random
import re

from files_page import DROP, PYTHON, STOP, FilesTool
from own_files import wordpiece
from playwright.sync_api import expect
from token_page import REPOS, TokenPage

from course.tokenizers import manifest

LLAMA, PHI = REPOS["llama-3.1"], REPOS["phi-3"]
TEXT = "Hello world\r\n\nnaïve cafe\u0301 🤗👍🏽\n안녕하세요, <|eot_id|>\nthe last line"
JSONL = [
    '{"text": "first", "messages": [{"role": "user", "content": "Hi there"}, {"role": "assistant", "content": "ok"}]}',
    "",
    "{broken",
    '{"text": 5}',
    '{"text": NaN}',
    '{"text": "half \\ud800 a pair", "messages": [{"from": "human", "value": "ShareGPT"}, {"content": [{"type": "text", "text": "part"}]}]}',
]
CSV = 'id;text\r\n1;"a ""quoted"" one\nwith; a line"\r\n\r\n2;plain\r\n3\r\n'
BAD_CSV = 'text\nfine\n"open\n'
ARRAY = '[{"body": "x, ] \\" y"}, {"body": "zebra"}, {"other": 1}]'


def written(folder):
    folder.mkdir()
    files = {
        "a.txt": TEXT,
        "b.jsonl": "\n".join(JSONL),
        "c.csv": CSV,
        "bad.csv": BAD_CSV,
        "t.tsv": "text\tn\n\ufefftab\t2\n",
        "d.json": ARRAY,
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "zero.bin").write_bytes(b"a\0b")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "latin.txt").write_bytes("naïve".encode("latin-1"))
    return folder


def test_counts_are_those_of_the_script_and_chunks_fit(open_page, address, real, tmp_path):
    folder = written(tmp_path / "files")
    page = open_page()
    play = TokenPage(page, address).open()
    before = page.locator(".tt-play-text").input_value()
    tool = FilesTool(page).open()
    tool.choose(*sorted(folder.iterdir()))
    notice = page.get_by_role("alert").filter(has_text="photo.png")
    for sentence in (
        "photo.png is not UTF-8",
        "zero.bin is a binary file",
        "empty.txt is empty.",
        "latin.txt is not UTF-8",
    ):
        expect(notice).to_contain_text(sentence)
    bge = next(model for model in manifest.load().models if model.id == "bge-small")
    for name in ("Phi-3", "bge-small"):
        page.get_by_role("checkbox", name=name).check()
    tool.count()
    told = tool.troubles.locator("p")
    expect(told.nth(0)).to_have_text("b.jsonl: lines 3 and 5 are not JSON and not counted.")
    expect(told.nth(1)).to_have_text("b.jsonl: row 4 has no text there and is not counted.")
    expect(tool.troubles).to_contain_text("c.csv: row 3 has no text there and is not counted.")
    expect(tool.troubles).to_contain_text("bad.csv: the quote that opens in row 2, line 3, is never closed.")

    def page_counts():
        rows = list(csv.reader(io.StringIO(tool.saved("Counts as CSV"))))[1:]
        return [[file, int(row), [int(one) for one in tokens]] for file, row, *tokens in rows]

    counts = page_counts()
    assert counts == real.run(PYTHON % (str(folder), tool.python(play)))["text"]
    assert len(counts) == 5 + 2 + 2 + 1 + 1 + 2 and {len(tokens) for *_, tokens in counts} == {3}
    jsonl = [json.loads(line) for line in tool.saved("Counts as JSONL").splitlines()]
    assert [[one["file"], one["row"], list(one["tokens"].values())] for one in jsonl] == counts

    # another field, the file as one text, special tokens around each
    page.get_by_label("What is counted of b.jsonl").select_option("messages: content of all messages")
    page.get_by_label("What is counted of a.txt").select_option("The whole file, as one text")
    page.get_by_label("Add special tokens to each text").check()
    expect(tool.said).to_have_text("Something was changed since; these counts are of before.")
    # what is saved and copied beside them is of before too
    assert page_counts() == counts == real.run(PYTHON % (str(folder), tool.python(play)))["text"]
    expect(page.get_by_text("not the tokens that a chat template puts around them")).to_be_visible()
    tool.count()
    counts = page_counts()
    assert counts == real.run(PYTHON % (str(folder), tool.python(play)))["text"]
    whole = real.encode(bge.repo, [TEXT])[0]
    assert counts[0] == ["a.txt", 1, [*(len(real.encode(repo, [TEXT])[0]) for repo in (LLAMA, PHI)), len(whole)]]

    # statistics, a price, a limit
    llama = sorted(tokens[0] for *_, tokens in counts)
    sums = page.get_by_role("row", name="Llama 3.1").first
    expect(sums).to_contain_text(re.compile(rf"^Llama 3\.1{sum(llama)}{len(llama)}"))
    page.get_by_label("Price of a million tokens, Llama 3.1").fill("2500")
    expect(sums.locator("output")).to_have_text(f"{sum(llama) * 2500 / 1e6:.4f}".rstrip("0").ljust(4, "0"))
    page.get_by_label("Limit", exact=True).fill("9")
    over = [tokens for tokens in llama if tokens > 9]
    expect(page.get_by_text(f"{len(over)} row{'s' if len(over) > 1 else ''} over 9 tokens")).to_be_visible()
    bars = page.locator(".tt-files-bars")
    bars.locator("summary").click()
    shown = bars.get_by_role("row").evaluate_all("(all) => all.slice(1).map((row) => Number(row.cells[1].textContent))")
    assert sum(shown) == len(llama)

    # chunks: together the text, each as large as it says, none too large
    page.locator("summary", has_text="Chunks").click()
    page.get_by_label("Tokens in a chunk, at most").fill("6")
    page.get_by_label("Overlap").fill("4")
    page.get_by_role("button", name="Save chunks as JSONL").click()
    expect(page.get_by_text("The overlap is at least 0 and at most half of a chunk.")).to_be_visible()
    page.get_by_label("Overlap").fill("2")
    chunks = [json.loads(line) for line in tool.saved("Save chunks as JSONL").splitlines()]
    contents = [chunk["content"] for chunk in chunks]
    assert [len(ids) for ids in real.encode(LLAMA, contents)] == [chunk["tokens"] for chunk in chunks]
    assert max(chunk["tokens"] for chunk in chunks) <= 6
    of_text = [chunk for chunk in chunks if chunk["file"] == "a.txt"]
    assert all(TEXT[chunk["start"] : chunk["end"]] == chunk["content"] for chunk in of_text)
    assert of_text[0]["start"] == 0 and of_text[-1]["end"] == len(TEXT)
    assert all(later["start"] <= one["end"] < later["end"] for one, later in zip(of_text, of_text[1:]))
    page.get_by_label("Tokens in a chunk, at most").fill("1")
    page.get_by_label("Overlap").fill("0")
    page.get_by_role("button", name="Save chunks as CSV").click()
    expect(page.get_by_text("one character alone takes")).to_be_visible()

    # what was typed is in the draft; the first tab's text is as it was
    link = play.link()
    page.reload()
    expect(page.get_by_role("tab", name="Whole files")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("checkbox", name="bge-small")).to_be_checked()
    tool.choose(folder / "d.json")
    tool.count()
    expect(page.get_by_label("Price of a million tokens, Llama 3.1")).to_have_value("2500")
    expect(page.get_by_label("Limit", exact=True)).to_have_value("9")
    assert "#v1." in link
    page.get_by_role("tab", name="Tokens", exact=True).click()
    assert page.locator(".tt-play-text").input_value() == before
    assert page.troubles == []


def test_large_files_changed_files_drops_and_stop(open_page, address, real, tmp_path):
    page = open_page()
    TokenPage(page, address).open()
    before = page.locator(".tt-play-text").input_value()
    tool = FilesTool(page).open()
    notice = page.locator(".tt-play-notice.tt-bad")

    # dropped on the page, beside the tool: counted, and the first tab's text stays
    page.evaluate(DROP, [".tt-toolbox", "dropped.txt", "one\ntwo\n"])
    expect(page.get_by_label("What is counted of dropped.txt")).to_be_visible()
    assert page.locator(".tt-play-text").input_value() == before

    # dropped text has no place here, and takes none
    page.evaluate(DROP, [".tt-toolbox", None, "dropped words"])
    expect(notice).to_contain_text("Nothing was changed. Drop text")
    assert page.locator(".tt-play-text").input_value() == before

    # a tokenizer of the reader's is taken as one, and counts
    own = wordpiece()
    own.save(str(tmp_path / "tokenizer.json"))
    page.evaluate(DROP, [".tt-toolbox", "tokenizer.json", (tmp_path / "tokenizer.json").read_text(encoding="utf-8")])
    expect(page.get_by_role("checkbox", name="tokenizer", exact=True)).to_be_checked()
    page.get_by_role("checkbox", name="Llama 3.1").check()
    tool.count()
    llama = [len(ids) for ids in real.encode(LLAMA, ["one", "two"], add_special_tokens=False)]
    ids = [len(own.encode(text, add_special_tokens=False).ids) for text in ("one", "two")]
    expected = {("dropped.txt", str(row + 1), llama[row], ids[row]) for row in range(2)}
    rows = list(csv.DictReader(io.StringIO(tool.saved("Counts as CSV"))))
    assert {(one["file"], one["row"], int(one["Llama 3.1"]), int(one["tokenizer"])) for one in rows} == expected
    page.get_by_role("checkbox", name="tokenizer", exact=True).uncheck()

    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)
    tool.choose(huge)
    expect(notice).to_contain_text(
        "Together these files have 2,000 MB; this page takes up to 100 MB. Nothing was read."
    )
    expect(page.get_by_label("What is counted of dropped.txt")).to_be_visible()

    dice = random.Random(7)
    words = "the quick brown fox jumps over lazy dogs and 안녕 naïve".split()
    lines = (" ".join(dice.choices(words, k=40)) for _ in range(30_000))
    large = tmp_path / "large.txt"
    large.write_text("\n".join(f"{i} {line}" for i, line in enumerate(lines)), encoding="utf-8")
    tool.choose(large)
    expect(page.get_by_label("What is counted of large.txt")).to_be_visible()
    page.evaluate(STOP)
    page.get_by_role("button", name="Count", exact=True).click()
    expect(tool.said).to_contain_text(re.compile(r"^Stopped: the counts are of the first [\d,]+ rows\.$"))
    rows = tool.saved("Counts as CSV").splitlines()[1:]
    assert 2 < len(rows) < 30_002 and rows[:2] == ["dropped.txt,1,1", "dropped.txt,2,1"]

    large.write_text("another text", encoding="utf-8")
    page.get_by_role("button", name="Count", exact=True).click()
    expect(tool.troubles).to_contain_text("large.txt changed while it was read, or is gone; choose it again.")
    assert tool.saved("Counts as CSV").splitlines()[1:] == rows[:2]
    assert page.troubles == []
