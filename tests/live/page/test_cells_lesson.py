"""A lesson of the course itself, with its real tokenizers, run in the page."""

from playwright.sync_api import expect

LESSON = "lessons/text-to-ids/"


def test_four_tokenizers_agree_with_the_build(live, open_page, address):
    page = open_page()
    page.goto(address + LESSON)
    cell = page.locator("#cell-four-models")
    built = cell.locator(".tour-row").evaluate_all("rows => rows.map(row => row.outerHTML)")
    cell.get_by_role("button", name="Run", exact=True).click()
    expect(cell.locator(".tt-tools .tt-status")).to_contain_text("same as the build")
    assert cell.locator(".tt-own .tour-row").evaluate_all("rows => rows.map(row => row.outerHTML)") == built
    assert page.troubles == []


def test_nothing_moves_when_the_buttons_come(live, open_page, address):
    page = open_page(width=390)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
        "window.shift += entry.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(address + LESSON)
    expect(page.locator("#cell-load .tt-run")).to_be_visible()
    page.wait_for_load_state("load")
    page.evaluate("() => document.fonts.ready.then(() => new Promise(done => requestIdleCallback(done)))")
    assert page.evaluate("window.shift") < 0.02
