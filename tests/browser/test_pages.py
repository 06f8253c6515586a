"""Every page, at two widths, in both schemes: nothing fails, nothing leaves the host, nothing overflows, all can be
read; axe-core finds nothing serious."""

from pathlib import Path

from axe import WCAG, serious
from chromium import settled
from playwright.sync_api import expect

SCHEMES = [("light", "default"), ("dark", "slate")]
MISSING = "no-such-page"
# One of each kind of page: axe-core asks them on a phone, where the theme has another menu, and the others on a wide screen.
PHONE = {
    "",
    "lessons/",
    "lessons/text-to-ids/",
    "playground/tokenizer/",
    "playground/chat-template/",
    "pitfalls/",
    "reference/comparison/",
    MISSING,
}
# Model cards are made by one piece of code; these have all that a card can have.
CARDS = {f"reference/models/{id}/" for id in ("llama-3.1", "starcoder2", "gemma-3", "smollm2")}
# Contrast is measured by contrast.js, in both schemes. Two more rules take as long as all others together; what they ask
# comes from the theme and is asked of each kind of page.
CONTRAST_RULE = {"color-contrast": {"enabled": False}}
# Chips and coloured code are thousands of elements of one make, and the menu is the same everywhere.
ALIKE = """() => {
  for (const chip of document.querySelectorAll(".tt-chips > :nth-child(n + 9)")) chip.remove();
  for (const code of document.querySelectorAll("pre code")) code.textContent = code.textContent;
  document.querySelector(".md-sidebar--primary")?.remove();
}"""
ON_WIDE = CONTRAST_RULE | {"target-size": {"enabled": False}, "link-in-text-block": {"enabled": False}}
# Boxes that scroll, and neither take the focus nor hold anything that does.
STUCK = """() => [...document.querySelectorAll("main *")].filter((box) => {
  if (box.scrollWidth <= box.clientWidth + 1 && box.scrollHeight <= box.clientHeight + 1) return false;
  if (!box.clientWidth || !box.checkVisibility() || box.localName === "textarea") return false;
  const { overflowX, overflowY } = getComputedStyle(box);
  const scrolls = (way, more) => /auto|scroll/.test(way) && more > 1;
  if (!scrolls(overflowX, box.scrollWidth - box.clientWidth) && !scrolls(overflowY, box.scrollHeight - box.clientHeight))
    return false;
  return box.tabIndex < 0 && !box.querySelector("a[href], button, input, select, textarea, [tabindex='0']");
}).map((box) => box.outerHTML.slice(0, 100))"""
CONTRAST = (Path(__file__).parent / "contrast.js").read_text()


def test_every_page(open_page, address, pages):
    page = open_page(color_scheme="light", reduced_motion="reduce")
    found = {}
    for n, path in enumerate([*pages, MISSING]):
        schemes = SCHEMES if n % 2 else SCHEMES[::-1]  # every other page is opened dark
        # Of two pages one is opened on a phone, the other becomes one.
        for width in (1440, 390) if n % 4 < 2 else (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if page.url != address + path:
                page.goto(address + path)
                settled(page)
            if width == 390 and path in PHONE:
                found[path] = serious(page, CONTRAST_RULE)
            assert page.evaluate(STUCK) == [], f"/{path}, {width}: what scrolls here no key can reach"
            if path == MISSING:
                continue
            wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            assert wide <= 0, f"/{path} scrolls sideways by {wide} px at {width}"
            # Colours do not depend on the width, so the second width is looked at in one scheme.
            for scheme, name in schemes:
                page.emulate_media(color_scheme=scheme)
                expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
                assert page.evaluate(CONTRAST) == [], f"/{path}, {width}, {scheme}: contrast too low"
            schemes = schemes[1:]
        if path not in PHONE and (path in CARDS or not path.startswith("reference/models/")):
            page.set_viewport_size({"width": 1440, "height": 900})
            page.evaluate(ALIKE)
            found[path] = serious(page, ON_WIDE, WCAG)
        assert path == MISSING or page.locator("h1").count() == 1
    cards = [path for path in pages if path.startswith("reference/models/")]
    assert len(found) == len(pages) - len(cards) + len(CARDS) + 1 and set(cards) > CARDS
    assert [f"/{path}: {line}" for path, lines in found.items() for line in lines] == []
    assert [trouble for trouble in page.troubles if MISSING not in trouble and "404" not in trouble] == []


def test_a_missing_page_helps_at_any_depth(open_page, address):
    page = open_page()
    for missing in ("nothing-here", "lessons/99_none/deeper/"):
        page.goto(address + missing)
        assert page.locator("h1").inner_text() == "There is no page here"
        page.get_by_role("link", name="1. Text to ids and back").click()
        expect(page).to_have_url(address + "lessons/text-to-ids/")
        expect(page.locator(".tt-cell").first).to_be_visible()
