"""What axe-core finds in a page."""

from course.paths import ROOT

AXE = ROOT / "live" / "node_modules" / "axe-core" / "axe.min.js"


# Rules whose answer depends on how wide the page is; the others ask for names, roles and ids.
OF_THE_WIDTH = ("scrollable-region-focusable", "target-size")


def serious(page, rules: dict | None = None, only: tuple[str, ...] = ()) -> list[str]:
    """What is serious or critical, one line each; `rules` as axe.run takes them, or `only` these."""
    page.evaluate(AXE.read_text())
    options = {"runOnly": only} if only else {"rules": rules or {}}
    found = page.evaluate("options => axe.run(document, { resultTypes: ['violations'], ...options })", options)[
        "violations"
    ]
    return [
        (
            f"{violation['id']} ({violation['impact']}): {node['html'][:160]} "
            f"{[check['message'] for check in node['any'] + node['all']][:1]}"
        )
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
