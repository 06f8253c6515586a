"""Every page, at two widths, in both schemes: nothing fails, nothing leaves the host, nothing overflows, all can be
read; axe-core finds nothing serious."""

from pathlib import Path

from axe import WCAG, brought, serious
from chromium import settled
from patience import MILLISECONDS
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
# Contrast is measured by contrast.js, in both schemes, and what scrolls without a key by STUCK. Two more rules take as long
# as all others together; what they ask comes from the theme and is asked of each kind of page.
CONTRAST_RULE = {"color-contrast": {"enabled": False}}
ON_WIDE = CONTRAST_RULE | {
    rule: {"enabled": False} for rule in ("target-size", "link-in-text-block", "scrollable-region-focusable")
}
# Tokens, tools of cells, rows and items are many of one make: whose markup but for its words and values stands three times
# already is left out, unless it is prose that names another element. So are the lines of icons and of code, and the menu,
# which is the same everywhere.
ALIKE = r"""() => {
  const made = new Map();
  for (const one of document.querySelectorAll(":is(.tour-chips, .tour-stretches) > *, .tt-tools, main :is(tbody > tr, li, p)")) {
    const markup = one.outerHTML;
    if (!one.isConnected || (one.matches("tr, li, p") && / (id|for|title|aria-[a-z]+)=/.test(markup))) continue;
    const make = markup.replace(/>[^<]+/g, ">…").replace(/ (href|title|id|data-[a-z-]+|aria-[a-z]+)="[^"]+"/g, " $1=…");
    made.set(make, (made.get(make) ?? 0) + 1);
    if (made.get(make) > 3) one.remove();
  }
  for (const code of document.querySelectorAll("pre code")) code.textContent = code.textContent;
  for (const shape of document.querySelectorAll("svg > :not(title, desc, text, a)")) shape.remove();
  // still there for the theme's script, which on a busy machine comes late and measures it
  document.querySelector(".md-sidebar--primary")?.style.setProperty("display", "none");
}"""
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
# All that is asked of a page in one look, once it has the colours (the missing page has those of its own) and the theme's
# script, which is told of a new width after the browser has laid the page out, has made tab stops of what scrolls now.
LOOK = f"""async (scheme) => {{
  const end = performance.now() + {MILLISECONDS};
  while (scheme && document.body.dataset.mdColorScheme !== scheme) {{
    if (performance.now() > end) throw new Error("the page never became " + scheme);
    await new Promise(requestAnimationFrame);
  }}
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  const stuck = {STUCK};
  let boxes = stuck();
  for (; boxes.length && performance.now() < end; boxes = stuck()) await new Promise(requestAnimationFrame);
  return {{ stuck: boxes, wide, low: scheme ? ({CONTRAST})() : [], titles: document.querySelectorAll("h1").length }};
}}"""


def test_every_page(open_page, address, pages):
    page = brought(open_page(color_scheme="light", reduced_motion="reduce"))
    found = {}
    for n, path in enumerate([*pages, MISSING]):
        schemes = SCHEMES if n % 2 else SCHEMES[::-1]  # every other page is opened dark
        page.emulate_media(color_scheme=schemes[0][0])
        # Of two pages one is opened on a phone, the other becomes one.
        for width in (1440, 390) if n % 4 < 2 else (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if page.url != address + path:
                page.goto(address + path)
                settled(page)
            if width == 390 and path in PHONE:
                found[path] = serious(page, CONTRAST_RULE)
            # Colours do not depend on the width, so the second width is looked at in one scheme.
            for number, (scheme, name) in enumerate(schemes):
                if number:
                    page.emulate_media(color_scheme=scheme)
                seen = page.evaluate(LOOK, name if path != MISSING else None)
                assert seen["stuck"] == [], f"/{path}, {width}: what scrolls here no key can reach"
                assert seen["wide"] <= 0 or path == MISSING, f"/{path} scrolls sideways by {seen['wide']} px at {width}"
                assert seen["low"] == [], f"/{path}, {width}, {scheme}: contrast too low"
                assert seen["titles"] == 1 or path == MISSING, f"/{path} has {seen['titles']} titles"
            schemes = schemes[1:] or schemes
        if path not in PHONE and (path in CARDS or not path.startswith("reference/models/")):
            page.set_viewport_size({"width": 1440, "height": 900})
            page.evaluate(ALIKE)
            found[path] = serious(page, ON_WIDE, WCAG)
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
