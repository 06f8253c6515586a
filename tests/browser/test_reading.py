"""What a reader does on the pages: read on, search, unfold, switch the colours, or do without JavaScript."""

import re
from urllib.parse import urljoin

import pytest
from chromium import opening
from playwright.sync_api import expect

from course.lessons.parse import numbers
from course.paths import EXAMPLES

LESSON = "lessons/text-to-ids/"
CHATS = "lessons/chat-templates/"


def search(page, words):
    """Put words into the search box once it has its index: Material drops what was typed before.

    At once, since every letter brings its own results, and a click on what is just being replaced is none."""
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")
    page.keyboard.insert_text(words)


def test_next_and_previous_walk_through_the_lessons(open_page, address, folder):
    lessons = [f"lessons/{slug}/" for slug in numbers(EXAMPLES)]
    beside = dict(zip(lessons, zip(["lessons/", *lessons], [*lessons[1:], None])))
    assert {path: (neighbour(folder, path, "prev"), neighbour(folder, path, "next")) for path in lessons} == beside
    page = open_page()
    page.goto(address + lessons[0])
    page.locator(".md-footer__link--next").click()
    expect(page).to_have_url(address + lessons[1])
    page.locator(".md-footer__link--prev").click()
    expect(page).to_have_url(address + lessons[0])


def neighbour(folder, path, rel):
    """Where the link at the foot of a page leads, from the site's root on; None where there is none."""
    tags = re.findall(r"<a [^>]*>", (folder / path / "index.html").read_text(encoding="utf-8"))
    found = [re.search(r'href="?([^" >]+)', tag)[1] for tag in tags if f"md-footer__link--{rel}" in tag]
    assert len(found) <= 1
    return urljoin(path, found[0]) if found else None


def test_the_home_page_leads_into_the_course(open_page, address):
    page = open_page()
    page.goto(address)
    assert page.locator(".tt-quoted .tour-row").count() == 4
    page.locator(".tt-path a").first.click()
    expect(page).to_have_url(address + LESSON)


def test_a_search_lands_on_the_section(open_page, address):
    page = open_page()
    page.goto(address + LESSON)
    heading = page.locator(".md-content h2[id]").nth(1)
    anchor, title = heading.get_attribute("id"), heading.evaluate("node => node.firstChild.data")
    page.goto(address)
    search(page, title)
    page.locator(f'.md-search-result__link[href$="#{anchor}"]').first.click()
    expect(page).to_have_url(re.compile(f"{LESSON}.*#{anchor}$"))
    expect(page.locator(f"h2[id='{anchor}']")).to_be_in_viewport()
    assert page.troubles == []


def test_links_into_a_lesson_land_below_the_header_on_a_phone(open_page, address):
    page = open_page(width=390)
    page.goto(address + CHATS)
    targets = page.locator(".md-content h2[id], .tt-exercise, .tt-exercise h3[id]").evaluate_all(
        "all => all.map(({ id }) => id)"
    )
    contents = (
        page.locator(".md-nav--secondary")
        .first.locator("a[href^='#']")
        .evaluate_all("all => all.map(({ hash }) => hash.slice(1))")
    )
    assert len(contents) > 12 and set(contents) <= set(targets)
    inside = page.locator("[data-md-component=toc] a[href^='#']").evaluate_all(
        "all => all.filter(({ hash }) => document.querySelector(`.tt-exercise [id='${hash.slice(1)}']`)).map(({ hash }) => hash)"
    )
    assert not inside, "the theme's table of contents would lay out each exercise as the page opens"
    for anchor in targets[2::4]:
        page.goto("about:blank")
        page.goto(f"{address}{CHATS}#{anchor}")
        page.locator(".tt-lesson.tt-alive").wait_for()
        page.evaluate(
            "new Promise(done => requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done())))))"
        )
        page.wait_for_function(
            "id => { const it = document.getElementById(id); const off = it.getBoundingClientRect().top - parseFloat(getComputedStyle(it).scrollMarginTop);"
            " return Math.abs(off) < 3 || (off > 0 && scrollY + innerHeight > document.documentElement.scrollHeight - 3); }",
            arg=anchor,
        )


def test_the_colour_switch_goes_round_and_is_kept(open_page, address):
    page = open_page(color_scheme="dark")
    page.goto(address)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_title("Colours follow the system; switch to light").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.goto(address + LESSON)
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.get_by_title("Light colours; switch to dark").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_without_javascript_the_lesson_is_whole(open_page, address):
    page = open_page(width=390, java_script_enabled=False)
    page.goto(address + LESSON)
    assert page.locator(".tt-outputs").first.is_visible()
    assert page.locator(".tour-chips").first.is_visible()
    solution = page.locator("details.tt-solution").first
    assert not solution.locator("pre").first.is_visible()
    solution.locator("summary").click()
    assert solution.locator("pre").first.is_visible()
    link = page.locator(".md-sidebar--primary a", has_text="What a token is").first
    expect(link).not_to_be_in_viewport()
    page.locator(".md-header label[for=__drawer]").click()
    expect(link).to_be_in_viewport()


@pytest.fixture(scope="module")
def lesson(browser, address):
    """A lesson as it has loaded; the tests that share it change nothing that another one looks at."""
    with opening(browser) as open_page:
        page = open_page(permissions=["clipboard-read", "clipboard-write"])
        page.goto(address + LESSON)
        yield page


def test_a_hint_unfolds_by_keyboard(lesson):
    hint = lesson.locator("details.tt-hint").first
    hint.locator("summary").focus()
    lesson.keyboard.press("Enter")
    expect(hint).to_have_attribute("open", "")
    expect(hint.locator("p").first).to_be_visible()


def test_the_copy_button_copies_the_source_alone(lesson):
    cell = lesson.locator(".tt-cell").nth(1)
    cell.locator(".tt-source").hover()
    cell.get_by_role("button", name="Copy to clipboard").click()
    assert (
        lesson.evaluate("navigator.clipboard.readText()").strip()
        == cell.locator(".tt-source code").inner_text().strip()
    )


def test_the_skip_link_and_landmarks(open_page, address):
    page = open_page()
    page.goto(address + LESSON)
    assert [page.locator(name).count() for name in ("main", "footer.md-footer", "header.md-header")] == [1, 1, 1]
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    # .md-code__nav is what Material's script puts around each copy button; its name is not ours to give
    unnamed = page.locator("nav:not([aria-label], [aria-labelledby], .md-code__nav)")
    assert unnamed.count() == 0
    assert page.locator(".tour-chips:not([aria-label])").count() == 0
