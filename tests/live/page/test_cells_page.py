"""What a page costs and what protects it: sizes, policy, no JavaScript, no WebAssembly, pages changed without a
reload."""

import gzip

import pytest
from chromium import opening
from playwright.sync_api import expect
from reader import Reader


def test_a_page_that_nobody_runs_loads_the_small_loader_only(reader, sample_site):
    someone = reader()
    expect(someone.button("words", "Run")).to_be_visible()
    someone.settled()
    live = [url.split("/live/")[1].split("?")[0] for url in someone.asked if "/live/" in url]
    assert [name for name in live if not name.startswith("search-")] == [
        "loader.js"
    ]  # the theme starts the search's worker
    assert len(gzip.compress((sample_site / "live" / "loader.js").read_bytes())) <= 15_000


def test_running_and_editing_keep_to_the_policy(open_page, sample):
    page = open_page()
    page.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation', e => "
        "window.broken.push(e.violatedDirective + ' ' + e.blockedURI))"
    )
    page.goto(sample + "lessons/sample/")
    page.locator("#cell-count").get_by_role("button", name="Edit").click()
    expect(page.locator("#cell-count .cm-content")).to_be_focused()
    assert (
        page.locator("#cell-count .cm-scroller").evaluate("node => getComputedStyle(node).display") == "flex"
    )  # CodeMirror's style is in force
    page.locator("#cell-shape").get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#cell-shape .tt-tools .tt-status")).to_contain_text("Your run")
    page.get_by_role("textbox", name="Search").press_sequentially("sample")
    expect(page.locator(".md-search-result__link").first).to_be_attached()
    assert page.evaluate("window.broken") == []
    assert page.troubles == []


@pytest.mark.parametrize("path", ["", "about/", "lessons/sample/", "404.html"])
def test_the_policy_refuses_what_the_page_does_not_contain(open_page, sample, path):
    page = open_page()
    page.goto(sample + path)
    assert page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content").count("unsafe-inline") == 0
    refused = page.evaluate(
        """() => new Promise(done => {
             document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), { once: true });
             const script = document.createElement("script"); script.textContent = "window.injected = 1"; document.head.append(script);
             setTimeout(() => done("nothing"), 2000); })"""
    )
    assert refused.startswith("script-src") and page.evaluate("window.injected") is None
    # not eval: the debugger's own evaluations may use it
    page.evaluate("() => { try { setTimeout('window.injected = 2', 0) } catch { } }")
    page.evaluate("() => new Promise(done => setTimeout(done, 1))")  # timers keep their order
    assert page.evaluate("window.injected") is None


def test_without_javascript_the_lesson_is_whole_and_says_what_is_missing(open_page, sample):
    page = open_page(java_script_enabled=False)
    page.goto(sample + "lessons/sample/")
    expect(page.locator("noscript .tt-note")).to_contain_text("With JavaScript")
    expect(page.locator("noscript .tt-note")).to_be_visible()
    assert page.locator(".tt-outputs").first.is_visible()
    assert page.locator(".tt-button").count() == 0


def test_without_webassembly_the_page_says_so_in_one_line(open_page, sample):
    page = open_page()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(sample + "lessons/sample/")
    expect(page.locator(".tt-lesson .tt-note")).to_contain_text("cannot run Python")
    assert page.locator(".tt-button").count() == 0
    assert page.locator(".tt-outputs").first.is_visible()


def test_pages_changed_without_a_reload_get_their_own_cells(reader):
    """What Material's instant navigation does: new content, and a new value of document$."""
    someone = reader()
    someone.run("words")
    someone.page.evaluate(
        """async () => {
             const text = await (await fetch("../other/")).text();
             const next = new DOMParser().parseFromString(text, "text/html");
             history.pushState({}, "", "../other/");
             document.querySelector(".md-content").replaceWith(document.adoptNode(next.querySelector(".md-content")));
             window.document$.next(document);
           }"""
    )
    someone.run("one")
    expect(someone.status("one")).to_contain_text("same as the build")
    assert someone.bar().count() == 1


@pytest.fixture(scope="module")
def used(browser, sample):
    """A lesson in which cells have run and an exercise was checked, for what is only looked at."""
    with opening(browser) as open_page:
        someone = Reader(open_page(reduced_motion="reduce"), sample)
        someone.page.goto(sample + "lessons/sample/")
        someone.run("drifted")
        someone.button("ex-sum-starter", "Check").click()
        expect(someone.page.locator(".tt-verdict")).to_contain_text("Not yet.")
        yield someone.page


@pytest.mark.parametrize(("scheme", "name"), [("light", "default"), ("dark", "slate")])
def test_buttons_and_states_have_contrast(used, scheme, name):
    used.emulate_media(color_scheme=scheme)
    expect(used.locator("body")).to_have_attribute("data-md-color-scheme", name)
    low = used.evaluate(CONTRAST)
    assert low == []


@pytest.mark.parametrize("width", [390, 1440])
def test_buttons_are_large_enough_and_nothing_overflows(used, width):
    used.set_viewport_size({"width": width, "height": 900})
    small = used.evaluate(
        """() => [...document.querySelectorAll('.tt-button')].filter(b => b.offsetParent).map(b => b.getBoundingClientRect())
             .filter(box => box.width < 24 || box.height < 24).length"""
    )
    assert small == 0
    assert used.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


CONTRAST = """() => {
  const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parse = text => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = node => { for (; node; node = node.parentElement) { const c = parse(getComputedStyle(node).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const low = [];
  for (const node of document.querySelectorAll(".tt-tools *, .tt-bar *, .tt-verdict *, .tt-badge, .tt-diff *, .tt-mark")) {
    if (!node.offsetParent || ![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()) || node.closest("[aria-disabled=true]")) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${node.className || node.localName} ${node.textContent.slice(0, 20)} ${ratio.toFixed(2)}`);
  }
  return low;
}"""
