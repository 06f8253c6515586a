"""What whole files say of themselves: counts and chunks of before, files that are not taken."""

from files_page import DROP, PYTHON, STOP, FilesTool
from playwright.sync_api import expect
from token_page import TokenPage
from until import until


def test_what_was_changed_since_is_told_until_it_is_taken_back(open_page, address):
    page = open_page()
    TokenPage(page, address).open()
    tool = FilesTool(page).open()
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

    # whose tokens chunks have is a choice as others are
    page.locator(".tt-tool-files").get_by_role("checkbox", name="Qwen2", exact=True).check()
    of = page.locator(".tt-files-split select")
    first = of.input_value()
    of.select_option("qwen2")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(of).to_have_value(first)
    page.get_by_role("button", name="Redo", exact=True).click()
    expect(of).to_have_value("qwen2")
    assert page.troubles == []


# Presses a button as soon as something has been counted.
PRESS = STOP.replace(
    "stop.click()",
    '[...document.querySelectorAll("button")].find((one) => one.textContent === "Counts as CSV").click()',
)


def test_counts_are_kept_until_others_are_made(open_page, address, tmp_path):
    page = open_page()
    TokenPage(page, address).open()
    tool = FilesTool(page).open()
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


# What workers answer reaches the page when `deliver()` says so, from the moment that `late` is a list.
LATE = """(() => {
  const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
  Object.defineProperty(Worker.prototype, "onmessage", {
    set(hear) {
      const heard = (event) => (window.late && event.data.type === "answer" ? late.push(() => hear(event)) : hear(event));
      set.call(this, heard);
    },
  });
  window.deliver = () => late.splice(0).forEach((go) => go());
})();"""


def test_what_is_saved_while_a_count_ends_has_its_own_names(open_page, address):
    page = open_page()
    page.add_init_script(LATE)
    TokenPage(page, address).open()
    tool = FilesTool(page).open()
    page.evaluate(DROP, [".tt-toolbox", "dropped.txt", "naïve tokenizers, ﬁrst\n"])
    tool.count()
    box = page.locator(".tt-tool-files").get_by_role("checkbox", name="StarCoder2", exact=True)
    box.check()
    page.locator(".tt-tool-files").get_by_role("checkbox", name="Llama 3.1", exact=True).uncheck()
    page.evaluate("() => (window.late = [])")
    page.get_by_role("button", name="Count", exact=True).click()
    until(page, "async () => late.length === 1")
    with page.expect_download() as download:
        page.get_by_role("button", name="Counts as CSV").click()
        until(page, "async () => late.length === 2")
        page.evaluate("deliver()")
    page.evaluate("() => (window.late = null)")
    saved = download.value.path().read_text(encoding="utf-8")
    expect(tool.said).to_contain_text("MB/s.")
    assert saved == tool.saved("Counts as CSV")
    assert "StarCoder2" in saved and "Llama" not in saved
    assert page.troubles == []


def test_no_chunk_of_a_file_that_turns_out_to_be_wrong(open_page, address, tmp_path):
    page = open_page()
    TokenPage(page, address).open()
    tool = FilesTool(page).open()
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
    tool = FilesTool(page).open()
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
