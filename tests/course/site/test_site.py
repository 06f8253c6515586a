"""Real MkDocs builds: of a miniature course, and of this one."""

import gzip
import html
import json
import re
from urllib.parse import unquote

import nbformat
import pytest
from site_sample import FIRST, PAGES, ROOT, build, code, notebook, prose, write_site


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(The folder of the miniature course's site, what MkDocs said)."""
    folder = tmp_path_factory.mktemp("mini")
    done = build(write_site(folder / "project"), folder / "site")
    assert done.returncode == 0, done.stdout
    return folder / "site", done.stdout


@pytest.fixture(scope="module")
def site(built):
    return built[0]


@pytest.fixture(scope="module")
def lesson(site):
    return (site / "lessons/text/index.html").read_text()


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The same course with an address and a repository."""
    folder = tmp_path_factory.mktemp("published")
    where = {
        "TOKEN_TOUR_URL": "https://course.example/tour/",
        "TOKEN_TOUR_REPOSITORY": "https://github.com/someone/tour",
    }
    project = write_site(folder / "project")
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("plain = 'okapi'")]), project / "docs" / "notes.ipynb"
    )
    config = (project / "mkdocs.yml").read_text()
    (project / "mkdocs.yml").write_text(
        config.replace("  - Pitfalls: pitfalls.md\n", "  - Pitfalls: pitfalls.md\n  - Notes: notes.ipynb\n")
    )
    done = build(project, folder / "site", **where)
    assert done.returncode == 0, done.stdout
    return folder / "site"


def test_a_notebook_that_is_no_lesson_is_opened_too(published):
    assert "okapi" in (published / "notes" / "index.html").read_text()


def search_index(site):
    return {doc["location"]: doc for doc in json.loads((site / "search/search_index.json").read_text())["docs"]}


def test_the_build_says_nothing_about_the_end_of_material(built):
    assert "end of life" not in built[1] and "WARNING" not in built[1]


def test_a_lesson_page_is_small_and_whole(lesson):
    assert len(lesson.encode()) < 40_000
    assert lesson.count("quokka") == 1
    assert "secret_setup" not in lesson
    assert "<!--tt:" not in lesson
    assert "<style" not in lesson and "generator" not in lesson
    assert 'src=""' not in lesson


def test_a_lesson_page_begins_with_its_question(lesson):
    assert "<title>Text to ids - Token Tour</title>" in lesson
    assert lesson.count("<h1") == 1
    assert re.search(
        r'<h1 id="text-to-ids">Text to ids</h1>\s*<p class="tt-lesson-question">Where do &lt;ids&gt; come from\?',
        lesson,
    )
    assert '<meta name="description" content="Encode &amp; decode, &#34;really&#34;.">' in lesson
    assert re.search(r"Lesson 1</a>\s*<span>\d+ min reading, \d+ min for the exercises</span>", lesson)


def test_prose_goes_through_the_sites_markdown(lesson):
    assert '<h2 id="encoding-a-text">' in lesson
    assert '<div class="admonition note">' in lesson
    assert 'href="../other/"' in lesson and 'href="../other/#cell-chips"' in lesson
    assert re.search(r'<a class="headerlink" href="#where-it-bends"', lesson)


def test_code_in_prose_may_begin_as_declarations_of_html_do(lesson):
    shown = [html.unescape(code) for code in re.findall("<code>(.*?)</code>", lesson)]
    assert "<![CDATA[" in shown and "<![ **" in shown


def test_downloads_are_the_files_themselves(site, lesson):
    assert 'href="../../downloads/text.ipynb" download' in lesson
    assert 'href="../../downloads/text.py" download' in lesson
    assert json.loads((site / "downloads/text.ipynb").read_text())["metadata"]["tour"]["title"] == "Text to ids"
    assert (site / "downloads/text.py").is_file()


def test_previous_and_next(site, lesson):
    assert 'aria-label="Next: 2. The other lesson"' in lesson
    last = (site / "lessons/other/index.html").read_text()
    assert 'aria-label="Previous: 1. Text to ids"' in last and "md-footer__link--next" not in last


def test_search_files_prose_and_code_under_their_section(site):
    docs = search_index(site)
    assert "quokka" in docs["lessons/text/#where-it-bends"]["text"]
    assert "zanzibar" in docs["lessons/text/#where-it-bends"]["text"]
    assert "encode" in docs["lessons/text/#encoding-a-text"]["text"]
    assert docs["lessons/text/"]["title"] == "Text to ids"
    everything = json.dumps(list(docs.values()))
    assert everything.count("quokka") == 1


def test_search_does_not_give_answers_away(site):
    everything = json.dumps(list(search_index(site).values()))
    assert "wombat_solution" not in everything
    assert "Correct: it counts" not in everything


def test_the_home_page_shows_an_executed_output_and_the_path(site):
    home = (site / "index.html").read_text()
    assert '<div class="tour-chips">chips</div>' in home
    assert 'href="lessons/other/#cell-chips"' in home
    assert home.index('data-lesson="text"') < home.index('data-lesson="other"')


def test_no_page_asks_another_host_for_anything(site):
    for page in site.rglob("*.html"):
        for tag in re.findall(r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*>", page.read_text()):
            assert not re.search(r"""=["']?(https?:)?//""", tag), f"{page.relative_to(site)}: {tag}"
    styles = "".join(path.read_text() for path in site.rglob("*.css"))
    assert not re.search(r"""(@import|url\(["']?(https?:)?//)""", styles)


def test_one_style_sheet_of_our_own(site, lesson):
    sheet = (site / "assets/token-tour.css").read_text()
    assert ".tour-chips" in sheet and ".tt-cell" in sheet
    assert not (site / "stylesheets").exists()
    assert lesson.count('rel="stylesheet"') == 3
    assert (site / ".nojekyll").is_file()


def test_without_an_address_nothing_is_absolute(site, lesson):
    assert "og:url" not in lesson and "og:image" not in lesson and "canonical" not in lesson
    assert "colab" not in lesson.lower() and "github.com" not in lesson
    assert "<loc>" not in (site / "sitemap.xml").read_text()


def test_with_an_address_previews_sitemap_and_links(published):
    page = (published / "lessons/text/index.html").read_text()
    assert '<meta property="og:url" content="https://course.example/tour/lessons/text/">' in page
    assert '<meta property="og:image" content="https://course.example/tour/assets/social.png">' in page
    assert (published / "assets/social.png").is_file()
    assert "https://course.example/tour/lessons/text/" in (published / "sitemap.xml").read_text()
    assert "https://colab.research.google.com/github/someone/tour/blob/main/docs/lessons/text.ipynb" in page
    assert "https://github.com/someone/tour/edit/main/examples/01_text.py" in page
    assert 'data-md-component="source"' not in page  # would ask GitHub for stars
    assert 'href="https://course.example/tour/lessons/text/"' in (published / "404.html").read_text()


OPEN_FENCE = notebook(
    prose("title", "# T\n\n```python\nleft open"), code("encode", "x = 1"), prose("more", "```\ncode\n```")
)


@pytest.mark.parametrize(
    ("page", "book", "words"),
    [
        ("# Home\n\n[[output text nope]]\n", FIRST, "index.md: [[output text nope]]: lesson text has no cell 'nope'"),
        ("# Home\n", OPEN_FENCE, "the place of 'cell-encode' was lost"),
        ("# Home\n\n[a](lessons/nowhere.md)\n", FIRST, "nowhere.md"),
    ],
)
def test_a_mistake_stops_the_build_in_one_sentence(tmp_path, page, book, words):
    book = notebook(*[cell for cell in book.cells if "other.ipynb" not in cell.source], title="T")
    project = write_site(tmp_path / "project", {"01_text": book}, {**PAGES, "index.md": page})
    done = build(project, tmp_path / "site")
    assert done.returncode != 0
    assert words in done.stdout
    assert "Traceback" not in done.stdout


def test_every_lesson_page_of_this_course_is_lean(folder):
    for path in sorted((ROOT / "docs/lessons").glob("*.ipynb")):
        page = (folder / "lessons" / path.stem / "index.html").read_bytes()
        code = [cell["source"] for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
        lines = sum(map(len, code))
        allowed = 80_000 * max(1, len(code) / 12, lines / 900)
        assert len(page) <= allowed, f"{path.stem}: {len(page):,} bytes for {len(code)} code cells, {lines} lines"
        assert len(gzip.compress(page)) <= 40_000


def test_every_link_of_this_course_leads_to_a_file_and_an_anchor(folder):
    texts = {path: path.read_text() for path in folder.rglob("index.html")}
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in texts.items()}
    for path, text in texts.items():
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            address, _, anchor = unquote(html.unescape(link)).partition("#")
            address = address.partition("?")[0]
            if re.match(r"[a-z]+:", address):
                continue
            target = (path.parent / address).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path.relative_to(folder)}: {link}"
            state = anchor.startswith("v1.") and target.parent.parent.name == "playground"  # which the page unpacks
            assert not anchor or state or anchor in anchors[target], f"{path.relative_to(folder)}: {link}"
