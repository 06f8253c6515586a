"""Draws docs/assets/social.png, the picture that link previews show: the title and a real output of lesson 1.

Run by hand when the title or that output changes; needs the packages of the tests and a Chromium:
python scripts/draw_social.py /usr/bin/chromium
"""

import re
import runpy
import sys

from course.pages.cell_html import outputs_html
from course.pages.lesson import read
from course.paths import NOTEBOOKS, ROOT

PAGE = """<!doctype html><meta charset="utf-8"><style>{style}
body{{margin:0;width:1200px;height:630px;box-sizing:border-box;padding:74px 80px;background:#fdfcfa;color:#22262d;
font-family:"Liberation Sans",Arial,sans-serif;display:flex;flex-direction:column}}
header{{display:flex;align-items:center;gap:26px;font-size:64px;font-weight:700;letter-spacing:-.02em}}
header svg{{width:84px;height:84px}}
p{{font-size:33px;line-height:1.35;color:#5b6270;margin:28px 0 0;max-width:940px}}
.tour-row{{margin-top:auto;font-size:27px}}.tour-chips{{gap:10px 7px}}
.tour-row .tour-label{{display:none}}.tour-row{{grid-template-columns:1fr}}
</style><header>{logo}Token Tour</header>
<p>How language models see text: every output from the real tokenizers.</p>{row}"""


def page() -> str:
    """The picture as HTML, 1200 by 630 px."""
    cell = read(NOTEBOOKS / "text-to-ids.ipynb").cell("four-models")
    [row, *_] = re.findall(
        r'<div class="tour-row.*?(?=<div class="tour-row|$)', outputs_html(cell["outputs"]), re.DOTALL
    )
    logo = (ROOT / "docs/assets/logo.svg").read_text(encoding="utf-8")
    return PAGE.format(style=runpy.run_path(str(ROOT / "examples/tour.py"))["STYLE"], logo=logo, row=row)


def main(chromium: str) -> None:
    """Take the screenshot."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_page(viewport={"width": 1200, "height": 630})
        sheet.set_content(page())
        sheet.screenshot(path=ROOT / "docs/assets/social.png")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("error: name a Chromium: python scripts/draw_social.py /usr/bin/chromium")
    main(sys.argv[1])
