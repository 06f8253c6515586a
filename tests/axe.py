"""What axe-core finds in a page."""

from course.paths import ROOT

# What WCAG asks; the rest is the practice that axe-core recommends.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

AXE = ROOT / "live" / "node_modules" / "axe-core" / "axe.min.js"


def brought(page):
    """The page, which from its next load on has axe-core with it, for a third of what handing it in costs."""
    page.add_init_script(path=AXE)
    return page


def serious(page, rules: dict | None = None, only: list[str] | None = None, inside: str | None = None) -> list[str]:
    """What is serious or critical, one line each; `rules` as axe.run takes them, of `only` these names or tags.

    `inside` is the selector of what a reader has changed; the rest of each page is looked at in test_pages.py."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {
        "resultTypes": ["violations"],
        "preload": False,
        "rules": rules or {},
        **({"runOnly": only} if only else {}),
    }
    look = "async ([inside, options]) => (await axe.run(inside ?? document, options)).violations"
    found = page.evaluate(look, [inside, options])
    return [
        (
            f"{violation['id']} ({violation['impact']}): {node['html'][:160]} "
            f"{[check['message'] for check in node['any'] + node['all']][:1]}"
        )
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
