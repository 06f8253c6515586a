"""Whole files in the tokenizer playground: counts as the copied script has them, chunks, faults, Stop."""

import csv
import io
import json
import random
import re

from own_files import wordpiece
from playwright.sync_api import expect
from token_page import REPOS, TokenPage

from course.tokenizers import manifest

LLAMA, PHI = REPOS["llama-3.1"], REPOS["phi-3"]
# As a reader runs what was copied, beside the files.
PYTHON = """import io, os, sys
os.chdir(%r)
out, sys.stdout = sys.stdout, io.StringIO()
try:
    exec(%r)
    text = counts
finally:
    sys.stdout = out
"""
TEXT = "Hello world\r\n\nnaïve cafe\u0301 🤗👍🏽\n안녕하세요, <|eot_id|>\nthe last line"
# Presses Stop as soon as something has been counted.
STOP = """() => new MutationObserver((_changes, watch) => {
  const stop = [...document.querySelectorAll("button")].find((button) => button.textContent === "Stop");
  if (!stop?.offsetParent || !document.querySelector(".tt-files-said").textContent.includes("MB/s")) return;
  watch.disconnect();
  stop.click();
}).observe(document.querySelector(".tt-files-said"), { subtree: true, childList: true, characterData: true })"""
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


class Tool:
    def __init__(self, page):
        self.page = page
        self.said = page.locator(".tt-files-said")
        self.troubles = page.locator(".tt-files-troubles")

    def open(self):
        self.page.get_by_role("tab", name="Whole files").click()
        expect(self.page.get_by_role("button", name="Choose files")).to_be_visible()
        return self

    def choose(self, *files):
        """Files as the browser's dialog gives them; what could not be taken is what the notice says."""
        self.page.locator(".tt-files-drop input").set_input_files(list(files))

    def count(self):
        self.page.get_by_role("button", name="Count", exact=True).click()
        expect(self.said).to_contain_text("MB/s.")

    def saved(self, name):
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=name).click()
        return download.value.path().read_text(encoding="utf-8")

    def python(self, play):
        return play.copied(self.page.get_by_role("button", name="Copy as Python"))


def test_counts_are_those_of_the_script_and_chunks_fit(open_page, address, real, tmp_path):
    folder = written(tmp_path / "files")
    page = open_page()
    play = TokenPage(page, address).open()
    before = page.locator(".tt-play-text").input_value()
    tool = Tool(page).open()
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


# A drop on what `selector` finds: a file, or text where there is no name.
DROP = """([selector, name, content]) => {
  const data = new DataTransfer();
  if (name) data.items.add(new File([content], name));
  else data.setData("text/plain", content);
  const event = new DragEvent("drop", { bubbles: true, dataTransfer: data });
  document.querySelector(selector).dispatchEvent(event);
}"""


def test_large_files_changed_files_drops_and_stop(open_page, address, real, tmp_path):
    page = open_page()
    TokenPage(page, address).open()
    before = page.locator(".tt-play-text").input_value()
    tool = Tool(page).open()
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


def test_what_was_changed_since_is_told_until_it_is_taken_back(open_page, address):
    page = open_page()
    TokenPage(page, address).open()
    tool = Tool(page).open()
    page.evaluate(DROP, [".tt-toolbox", "dropped.txt", "one two three four five six\n"])
    tool.count()
    done = tool.said.inner_text()
    add = page.get_by_label("Add special tokens to each text")
    add.check()
    expect(tool.said).to_have_text("Something was changed since; these counts are of before.")
    add.uncheck()
    expect(tool.said).to_have_text(done)

    page.locator("summary", has_text="Chunks").click()
    size, old = page.get_by_label("Tokens in a chunk, at most"), page.get_by_text("these chunks are of before")
    chunks = page.get_by_role("table", name="The first chunks")
    size.fill("3")
    tool.saved("Save chunks as CSV")
    expect(chunks).to_be_visible()
    expect(old).to_have_count(0)
    size.fill("2")
    expect(old).to_be_visible()
    size.fill("3")
    expect(old).to_have_count(0)
    add.check()
    expect(old).to_be_visible()
    expect(tool.said).to_have_text("Something was changed since; these counts are of before.")
    tool.saved("Save chunks as CSV")
    expect(old).to_have_count(0)
    add.uncheck()
    expect(old).to_be_visible()
    expect(tool.said).to_have_text(done)
    size.fill("0")
    page.get_by_role("button", name="Save chunks as JSONL").click()
    expect(old).to_have_count(0)
    expect(chunks).to_have_count(0)
    wrong = page.locator(".tt-files-chunks")
    expect(wrong).to_have_text("A chunk has at least 1 token and at most 1,000,000.")
    size.fill("4")  # nothing is wrong any more
    expect(wrong).to_be_empty()
    assert page.troubles == []


# Presses a button as soon as something has been counted.
PRESS = STOP.replace(
    "stop.click()",
    '[...document.querySelectorAll("button")].find((one) => one.textContent === "Counts as CSV").click()',
)


def test_counts_are_kept_until_others_are_made(open_page, address, tmp_path):
    page = open_page()
    TokenPage(page, address).open()
    tool = Tool(page).open()
    notice = page.locator(".tt-play-notice.tt-bad")
    page.evaluate(DROP, [".tt-toolbox", "dropped.txt", "one\ntwo words and more\n"])
    tool.count()
    counted = tool.saved("Counts as CSV")
    assert len(counted.splitlines()) == 3

    # the next count has no tokenizer: these are still here
    page.route("**/tokenizers/BAAI*", lambda route: route.abort())
    page.get_by_role("checkbox", name="bge-small").check()
    page.get_by_role("button", name="Count", exact=True).click()
    expect(notice).to_contain_text("Could not load the tokenizer of bge-small")
    assert tool.saved("Counts as CSV") == counted
    limit = page.get_by_label("Limit", exact=True)
    limit.fill("3")
    expect(page.get_by_role("table", name="1 row over 3 tokens")).to_be_visible()
    limit.fill("1e1")
    expect(page.get_by_text("0 rows over 10 tokens.")).to_be_visible()
    page.unroute("**/tokenizers/BAAI*")
    page.troubles.clear()  # the request that was to fail
    page.get_by_role("checkbox", name="bge-small").uncheck()

    # while others are made, they are not
    large = tmp_path / "large.txt"
    large.write_text("\n".join(f"{i} quick brown foxes" for i in range(60_000)), encoding="utf-8")
    tool.choose(large)
    expect(page.get_by_label("What is counted of large.txt")).to_be_visible()
    page.evaluate(PRESS)
    page.get_by_role("button", name="Count", exact=True).click()
    expect(notice).to_contain_text("The counts that are shown are no longer in memory; count again, and save those.")
    expect(tool.said).to_contain_text("MB/s.")
    assert len(tool.saved("Counts as CSV").splitlines()) == 60_003
    assert page.troubles == []


def test_no_chunk_of_a_file_that_turns_out_to_be_wrong(open_page, address, tmp_path):
    page = open_page()
    TokenPage(page, address).open()
    tool = Tool(page).open()
    (tmp_path / "a.txt").write_text("the first file", encoding="utf-8")
    (tmp_path / "late.txt").write_bytes(b"ten words in each line of it\n" * 9000 + "na\u00efve".encode("latin-1"))
    (tmp_path / "z.txt").write_text("the last file", encoding="utf-8")
    tool.choose(*sorted(tmp_path.iterdir()))
    expect(page.get_by_label("What is counted of z.txt")).to_be_visible()
    page.locator("summary", has_text="Chunks").click()
    for name in ("Save chunks as JSONL", "Save chunks as CSV"):
        saved = tool.saved(name)
        assert "late" not in saved and "the first file" in saved and "the last file" in saved
        expect(page.locator(".tt-files-chunks")).to_contain_text(
            "2 chunks, each encoded again; the largest has 3 tokens."
        )
        expect(page.locator(".tt-files-chunks")).to_contain_text("late.txt is not UTF-8")
        expect(page.get_by_role("table", name="The first chunks").get_by_role("row")).to_have_count(3)
    assert page.troubles == []


def test_why_a_file_is_not_taken_and_columns_of_one_name(open_page, address, real, tmp_path):
    page = open_page()
    play = TokenPage(page, address).open()
    tool = Tool(page).open()
    files = {
        "mark.txt": "\ufeff",
        "open.csv": '"text\nfoo\n',
        "cut.json": '[{"text": "a',
        "pretty.jsonl": '{\n"text": "a"\n}\n',
        "numbers.jsonl": "1\n2\n",
        "twice.csv": "text,text,id\none,two words,1\nthree\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    tool.choose(*sorted(tmp_path.iterdir()))
    notice = page.locator(".tt-play-notice.tt-bad")
    for sentence in (
        "mark.txt is empty.",
        "open.csv: the quote that opens in row 0, line 1, is never closed.",
        "cut.json ends in element 1, before its array does.",
        "pretty.jsonl: lines 1, 2 and 3 are not JSON and not counted.",
        "numbers.jsonl has no field with text.",
    ):
        expect(notice).to_contain_text(sentence)
    tool.count()
    expect(tool.troubles).to_have_text("twice.csv: row 2 has no text there and is not counted.")
    [_, row] = tool.saved("Counts as CSV").splitlines()
    assert row == "twice.csv,1,2"
    assert real.run(PYTHON % (str(tmp_path), tool.python(play)))["text"] == [["twice.csv", 1, [2]]]
    assert page.troubles == []
