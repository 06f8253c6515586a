"""axe-core on every page of the site, in both schemes: nothing serious."""

from pathlib import Path

import pytest
from chromium import settled
from course.paths import ROOT
from playwright.sync_api import expect

AXE = ROOT / "live" / "node_modules" / "axe-core" / "axe.min.js"
RUN = "axe.run(document, { resultTypes: ['violations'] })"


def pages(folder: Path) -> list[str]:
    """Every page's path inside the site, and the page for what is missing."""
    found = sorted(path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("index.html"))
    assert "" in found and {"playground/tokenizer/", "playground/chat-template/"} < {*found} and any(path.startswith("lessons/0") for path in found)
    return [*found, "no-such-page"]


def serious(page) -> list[str]:
    """What axe finds that is serious or critical, one line each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(RUN)["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]} {[check['message'] for check in node['any'] + node['all']][:1]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_nothing_serious_on_any_page(open_page, folder, address, scheme, width):
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    wrong = {}
    for path in pages(folder):
        page.goto(address + path)
        settled(page)
        if found := serious(page):
            wrong[path] = found
    assert not wrong, "\n".join(f"/{path}: {line}" for path, lines in wrong.items() for line in lines)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_in_the_playground_in_use(open_page, address, scheme):
    page = open_page(width=390, height=844, color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + "playground/tokenizer/#v1.j.broken")
    grid = page.locator(".tt-token-grid")
    expect(page.locator(".tt-play-notice.tt-bad").first).to_be_visible()
    for preset in ("Injection", "Emoji"):
        page.get_by_role("button", name=preset).click()
        page.get_by_label("Text and ids").check()
        expect(grid).to_have_attribute("aria-busy", "false")
        page.locator('[data-model="phi-3"] .tt-chip').first.click()
        page.get_by_role("button", name="Next step").click()
        assert serious(page) == []
    page.evaluate("location.hash = '#v9.x'")
    expect(page.locator(".tt-play-notice.tt-bad").first).to_be_visible()
    assert serious(page) == []
