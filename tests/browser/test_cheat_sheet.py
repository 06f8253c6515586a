"""The cheat sheet on paper."""

import re

import pytest


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_one_page(open_page, address, scheme, paper):
    page = open_page(color_scheme=scheme)
    page.goto(address + "reference/cheat-sheet/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1


def test_no_line_of_it_is_cut(open_page, address):
    page = open_page()
    page.goto(address + "reference/cheat-sheet/")
    shown = page.locator(".tt-shown code, .tt-shown pre")
    assert shown.count() > 20
    wide = shown.evaluate_all(
        "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).map(node => "
        "node.textContent.slice(0, 60))"
    )
    assert wide == []
