"""Editing: drafts survive a reload, links carry code, the keyboard is never trapped."""

import pytest
from playwright.sync_api import expect


def test_a_change_is_marked_and_survives_a_reload(reader):
    someone = reader()
    someone.write("words", "text = 'mine'")
    expect(someone.cell("words").locator(".tt-mark")).to_be_visible()
    someone.page.reload()
    assert someone.code("words") == "text = 'mine'"
    expect(someone.cell("words").locator(".tt-mark")).to_be_visible()
    someone.button("words", "Reset").click()
    someone.page.reload()
    assert someone.code("words").startswith('text = "token tour"')


def test_a_draft_of_an_earlier_lesson_is_offered_not_applied(reader):
    someone = reader()
    someone.write("words", "text = 'mine'")
    someone.page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) if (key.includes(":draft:"))
             { localStorage.setItem(key.replace(/:[^:]+$/, ":earlier"), localStorage.getItem(key)); localStorage.removeItem(key); } }"""
    )
    someone.page.reload()
    assert someone.code("words").startswith('text = "token tour"')
    expect(someone.cell("words")).to_contain_text("the lesson's code has changed since")
    someone.cell("words").get_by_role("button", name="Show my version").click()
    assert someone.code("words") == "text = 'mine'"
    someone.page.reload()
    assert someone.code("words") == "text = 'mine'"


def test_tab_indents_and_escape_lets_it_leave(reader):
    someone = reader()
    someone.write("words", "x = 1")
    someone.page.keyboard.press("Home")
    someone.page.keyboard.press("Tab")
    assert someone.code("words") == "    x = 1"
    someone.page.keyboard.press("Escape")
    someone.page.keyboard.press("Tab")
    expect(someone.button("words", "Run")).to_be_focused()
    description = someone.cell("words").locator(".cm-content").get_attribute("aria-description")
    assert "Escape, then Tab" in description


def test_done_closes_the_editor_and_keeps_the_change_in_colour(reader):
    someone = reader()
    someone.write("words", "for letter in 'ab':\n    print(letter)")
    someone.button("words", "Done").click()
    assert someone.cell("words").locator(".cm-content").count() == 0
    assert someone.code("words") == "for letter in 'ab':\n    print(letter)"
    assert someone.cell("words").locator("code span", has_text="for").count() == 1
    someone.button("words", "Edit").click()
    expect(someone.cell("words").locator(".cm-content")).to_be_focused()


def test_a_link_fills_the_editor_and_runs_nothing(reader):
    someone = reader(permissions=["clipboard-read", "clipboard-write"])
    someone.write("count", "print('한국어 🤗')")
    someone.button("count", "Share").click()
    expect(someone.cell("count")).to_contain_text("Link copied")
    link = someone.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{someone.root}lessons/sample/#code=v1.count.")

    friend = reader(path=link.removeprefix(someone.root))
    expect(friend.cell("count")).to_contain_text("This code came with the link")
    assert friend.code("count") == "print('한국어 🤗')"
    friend.settled()
    assert not [url for url in friend.asked if "/live/app-" in url]
    assert friend.outputs("count").inner_text() == "10"
    friend.cell("count").get_by_role("button", name="Put the lesson's code back").click()
    assert friend.code("count") == "len(text)"


def test_code_from_a_link_becomes_a_draft_when_the_reader_changes_it(reader):
    someone = reader(path="lessons/sample/#code=v1.count.cHJpbnQoMSk")
    expect(someone.cell("count")).to_contain_text("This code came with the link")
    someone.cell("count").get_by_role("textbox").click()
    expect(someone.cell("count").locator(".cm-content")).to_be_focused()
    someone.page.keyboard.press("Control+End")
    someone.page.keyboard.type("  # mine")
    someone.page.reload()
    assert someone.code("count") == "print(1)  # mine"
    assert "#" not in someone.page.url


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("v1.count.%%%", "incomplete or damaged"),
        ("v7.count.abc", "newer version"),
        ("v1.nowhere.cHJpbnQ", "does not have"),
        ("", "incomplete or damaged"),
    ],
)
def test_a_bad_link_says_so_and_changes_nothing(reader, fragment, message):
    someone = reader(path=f"lessons/sample/#code={fragment}")
    expect(someone.bar()).to_contain_text(message)
    assert someone.code("count") == "len(text)"
    assert someone.cell("count").locator(".tt-mark").is_hidden()


def test_a_link_does_not_overwrite_a_draft_nor_does_running_its_code(reader):
    someone = reader()
    someone.write("count", "print('mine')")
    someone.page.goto(someone.root + "lessons/sample/#code=v1.count.cHJpbnQoMSk")
    someone.page.reload()
    assert someone.code("count") == "print(1)"
    someone.run("count")
    someone.page.goto(someone.root)
    someone.page.goto(someone.root + "lessons/sample/")
    assert someone.code("count") == "print('mine')"


def test_everything_is_reached_and_run_by_keyboard_and_has_a_name(reader):
    someone = reader()
    for _ in range(80):
        someone.page.keyboard.press("Tab")
        if someone.page.evaluate("document.activeElement.closest('#cell-words .tt-tools') !== null"):
            break
    expect(someone.button("words", "Run")).to_be_focused()
    someone.page.keyboard.press("Enter")
    someone.ran("words")
    expect(someone.live_region()).to_have_text("Cell words: Your run · same as the build")
    # an editor's name says what a reader sees, and no two say the same
    names = someone.page.evaluate("[...document.querySelectorAll('.tt-cell .tt-tools')].map(tools => tools.ariaLabel)")
    assert "Buttons, cell 1 of 12: Words" in names and len(set(names)) == len(names)
    expect(
        someone.cell("ex-sum-starter").get_by_role("textbox", name="Code, cell 10 of 12: Exercise: a sum", exact=True)
    ).to_be_visible()
    nameless = someone.page.evaluate(
        "() => [...document.querySelectorAll('button, textarea')].filter(n => !(n.ariaLabel || "
        "n.textContent.trim() || n.title)).length"
    )
    assert nameless == 0

    # Control+Enter stays in the cell, Shift+Enter goes on
    someone.write("words", "text = 'four'")
    someone.page.keyboard.press("Control+Enter")
    someone.ran("words")
    expect(someone.cell("words").locator(".cm-content")).to_be_focused()
    assert someone.code("words") == "text = 'four'"  # no line was added
    someone.page.keyboard.press("Shift+Enter")
    expect(someone.button("count", "Run")).to_be_focused()
    someone.page.keyboard.press("Shift+Enter")
    someone.ran("count")
    expect(someone.button("quiet", "Run")).to_be_focused()
    expect(someone.outputs("count")).to_contain_text("4")


def test_a_draft_of_another_tab_is_offered_and_a_full_storage_is_told(reader):
    someone = reader()
    other = someone.page.context.new_page()
    other.goto(someone.page.url)
    someone.write("words", "text = 'here'")
    there = type(someone)(other, someone.root)
    expect(there.cell("words")).to_contain_text("You changed this cell in another tab, too.")
    assert there.code("words").startswith('text = "token tour"')  # nothing is overwritten
    there.cell("words").get_by_role("button", name="Show that version").click()
    assert there.code("words") == "text = 'here'"
    other.close()
    someone.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    someone.write("count", "print('kept?')")
    expect(someone.cell("count")).to_contain_text("your changes last until you leave the page")
