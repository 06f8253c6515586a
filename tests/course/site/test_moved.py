"""Old addresses lead on, and what readers kept under an old name is taken along."""

import pytest
from chromium import served
from playwright.sync_api import expect

from course.errors import CourseError
from course.paths import ROOT
from course.site.moved import read_moved, write_moved

MOVED = read_moved(ROOT / "docs")


def test_an_old_address_leads_on_with_its_place_and_nothing_is_lost(open_page, address):
    page = open_page()
    page.goto(address + "lessons/text-to-ids/")
    cell = page.locator(".tt-cell").nth(1)
    cell.get_by_role("button", name="Edit").click()
    page.keyboard.insert_text("# mine\n")
    draft = page.wait_for_function(
        "() => Object.keys(localStorage).find((key) => key.includes('tour:draft:text-to-ids:'))"
    ).json_value()
    # as a reader of the older site has it
    page.evaluate(
        (
            "(key) => { const text = localStorage[key]; localStorage.clear(); "
            "localStorage[key.replace('text-to-ids', '01_text_to_ids')] = text; }"
        ),
        draft,
    )
    page.goto(address + "lessons/01_text_to_ids/?x=1#nothing-warns-you")
    expect(page).to_have_url(address + "lessons/text-to-ids/?x=1#nothing-warns-you")
    expect(page.locator(".tt-cell").nth(1).locator(".cm-content, .tt-source")).to_contain_text("# mine")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('tour:draft:'))") == [draft]
    assert page.troubles == []


def test_every_moved_page_leads_to_one_that_is_there_also_without_scripts(open_page, folder):
    with served(folder) as url:
        page = open_page(java_script_enabled=False)
        for old, new in MOVED.items():
            page.goto(url + old)
            expect(page).to_have_url(url + new)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"a/" = ', "is not TOML"),
        ('"a" = "b/"', "'a' needs the new address"),
        ('"a/" = 3', "'a/' needs the new address"),
        ('"a/" = "b/"\n"b/" = "c/"', "'a/' leads to 'b/', which has moved itself"),
    ],
)
def test_a_wrong_list_is_told(text, said, tmp_path):
    (tmp_path / "moved.toml").write_text(text)
    with pytest.raises(CourseError, match=f"moved.toml.*{said}"):
        read_moved(tmp_path)


def test_a_page_that_is_not_there_and_one_that_still_is_are_named(tmp_path):
    (tmp_path / "b").mkdir()
    with pytest.raises(CourseError, match="'a/' leads to 'b/', and the site has no such page"):
        write_moved({"a/": "b/"}, tmp_path)
    (tmp_path / "b" / "index.html").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").touch()
    with pytest.raises(CourseError, match="still has a page 'a/'"):
        write_moved({"a/": "b/"}, tmp_path)
