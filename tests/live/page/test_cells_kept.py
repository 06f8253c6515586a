"""Nothing that a reader wrote in a cell is lost without a way back, whoever replaces it."""

from playwright.sync_api import expect

MINE = "Put my own version back"


def test_running_a_cell_leaves_the_draft_of_another_tab(reader):
    someone = reader()
    other = someone.page.context.new_page()
    other.goto(someone.page.url)
    there = type(someone)(other, someone.root)
    someone.write("words", "text = 'here'")
    expect(there.cell("words")).to_contain_text("You changed this cell in another tab, too.")
    there.run("words")
    someone.page.reload()
    assert someone.code("words") == "text = 'here'"


def test_what_a_closed_editor_held_comes_back(reader):
    someone = reader()
    someone.write("words", "text = 'mine'")
    someone.button("words", "Done").click()
    someone.button("words", "Reset").click()
    assert someone.code("words").startswith('text = "token tour"')
    someone.button("words", MINE).click()
    assert someone.code("words") == "text = 'mine'"

    # the version of another tab
    other = someone.page.context.new_page()
    other.goto(someone.page.url)
    type(someone)(other, someone.root).write("words", "text = 'there'")
    someone.button("words", "Show that version").click()
    assert someone.code("words") == "text = 'there'"
    someone.button("words", MINE).click()
    someone.page.reload()
    assert someone.code("words") == "text = 'mine'"


def test_an_answer_comes_back_after_the_solution(reader):
    someone = reader()
    cell = someone.page.locator('.tt-cell[data-cell$="-starter"]').first.get_attribute("data-cell")
    someone.write(cell, "answer = 42")
    someone.page.reload()
    solution = cell.removesuffix("-starter") + "-solution"
    someone.page.locator("details", has=someone.cell(solution)).locator("> summary").click()
    someone.button(solution, "Copy into my cell").click()
    assert someone.code(cell) != "answer = 42"
    someone.button(cell, MINE).click()
    assert someone.code(cell) == "answer = 42"


def test_a_draft_comes_back_after_two_links_and_a_reset(reader):
    someone = reader()
    someone.write("count", "print('mine')")
    for code in ("cHJpbnQoMSk", "cHJpbnQoMik"):
        someone.page.goto(someone.root + f"lessons/sample/#code=v1.count.{code}")
    expect(someone.cell("count")).to_contain_text("This code came with the link")
    someone.button("count", "Reset").click()
    assert someone.code("count") == "len(text)"
    someone.button("count", MINE).click()
    someone.page.reload()
    assert someone.code("count") == "print('mine')"
