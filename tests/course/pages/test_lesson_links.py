"""Links in a lesson's prose: in a downloaded notebook, and as playgrounds in the page."""

import base64
import html
import json
import re

import nbformat
import pytest
from site_sample import FIRST, PAGES, SECOND, build, code, notebook, prose, write_site

from course.errors import CourseError
from course.pages.lesson import read
from course.pages.links import moved_links, portable
from course.pages.notebook import assembled as page_of
from course.pages.notebook import filled
from course.site.build import build as build_site

TOKENS = "[Change it](../playground/tokenizer.md \"phi-3 qwen2 +special: two  <b> & 'x'\")"
CHAT = """[Change it](../playground/chat-template.md 'qwen2: [{"role": "user", "content": "Hi"}]')"""
BESIDE = "[Lesson 8](08_batches.ipynb#cell-skip) and a [pitfall](../pitfalls.md#double-bos)."


def nowhere(link):
    return ""


def somewhere(link):
    return "https://course.example/" + re.sub(
        r"\.(md|ipynb)$", "/", link.replace("../", "lessons/" if link.endswith("ipynb") else "")
    )


def assembled(tmp_path, *paragraphs):
    path = tmp_path / "text.ipynb"
    nbformat.write(notebook(prose("title", "# T"), prose("try-it", "\n\n".join(paragraphs))), path)
    markdown, parts = page_of(read(path))
    return filled(markdown, parts, "text")


def test_without_an_address_a_notebook_keeps_links_to_its_neighbours_only():
    assert moved_links(BESIDE, nowhere) == "[Lesson 8](08_batches.ipynb) and a pitfall."
    assert moved_links(f"Before.\n\n{TOKENS}\n\nAfter.", nowhere) == "Before.\n\nAfter."


def test_with_an_address_every_link_leads_to_the_site():
    moved = moved_links(BESIDE, somewhere)
    assert "](https://course.example/pitfalls/#double-bos)" in moved and "batches/#cell-skip)" in moved


@pytest.mark.parametrize(
    "text",
    [
        "`[x](../a.md)`",
        "```\n[x](../a.md)\n```",
        "[transformers#1](https://github.com/a/b/issues/1)",
        "Ids `[1]` (see below).",
    ],
)
def test_what_is_no_link_to_a_page_stays(text):
    assert moved_links(text, nowhere) == text


def test_a_notebook_without_links_stays_byte_for_byte():
    book = nbformat.writes(notebook(prose("a", "Nothing."), code("b", "x = 1"))).encode()
    assert portable(book, nowhere) is book


def test_the_link_of_a_download_opens_the_playground_with_the_text():
    for paragraph, key, text in [(TOKENS, "t", "two  <b> & 'x'"), (CHAT, "c", '[{"role": "user", "content": "Hi"}]')]:
        data = re.search(r"#v1\.j\.([\w-]+)\)", moved_links(paragraph, somewhere))[1]
        assert json.loads(base64.urlsafe_b64decode(data + "=="))[key] == text


def test_a_paragraph_that_is_a_link_to_a_playground_becomes_one(tmp_path):
    page = assembled(tmp_path, "Before.", TOKENS, CHAT, "After.")
    tokens, chat = re.findall(r'<div class="tt-play" data-play="(?:tokens|chat)" data-text="([^"]*)"', page)
    assert html.unescape(tokens) == "two  <b> & 'x'"
    assert json.loads(html.unescape(chat)) == [{"role": "user", "content": "Hi"}]
    assert 'data-models="phi-3 qwen2" data-add=""' in page and "data-generation" not in page
    assert "[Change it](../playground/tokenizer.md)" in page and page.count("</div>") == 2


def test_a_link_within_a_sentence_stays_a_link(tmp_path):
    assert "tt-play" not in assembled(tmp_path, f"See {TOKENS} for more.", "[x](../playground/tokenizer.md)")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("phi-4: text", "there is no tokenizer 'phi-4'; there are llama-3.1, .*qwen2"),
        ("phi-3", "is to be like"),
        (": text", "is to be like"),
    ],
)
def test_a_wrong_playground_is_told_with_lesson_and_link(tmp_path, title, words):
    with pytest.raises(CourseError, match=rf"lesson text, cell try-it: \[Change it\].*{words}"):
        assembled(tmp_path, f'[Change it](../playground/tokenizer.md "{title}")')


@pytest.mark.parametrize("text", ["[1]", "{}", "Hi"])
def test_a_conversation_that_is_none_is_told(tmp_path, text):
    with pytest.raises(CourseError, match="conversation is"):
        assembled(tmp_path, f"[Change it](../playground/chat-template.md 'qwen2: {text}')")


@pytest.mark.parametrize("link", ["09_none.ipynb", "../nowhere.md", "other.ipynb#cell-none"])
def test_a_dead_link_in_a_lesson_stops_the_build(tmp_path, link):
    book = notebook(*FIRST.cells, prose("dead", f"A [dead link]({link})."), title="T")
    project = write_site(tmp_path / "project", {"01_text": book, "02_other": SECOND}, PAGES)
    done = build(project, tmp_path / "site")
    assert done.returncode and "lessons/text.md" in done.stdout and link.split("#")[-1].split("/")[-1] in done.stdout


def test_a_draft_is_built_and_says_what_is_dead(tmp_path):
    book = notebook(*FIRST.cells, prose("dead", "A [dead link](../nowhere.md)."), title="T")
    project = write_site(tmp_path / "project", {"01_text": book, "02_other": SECOND})
    pages, warnings = build_site(tmp_path / "site", project / "mkdocs.yml", draft=True)
    assert pages > 2 and "nowhere.md" in warnings and "lessons/text.md" in warnings
