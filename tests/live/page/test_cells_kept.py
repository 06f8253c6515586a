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


# As a newer lesson leaves drafts behind: each under the fingerprint of a code that it no longer has.
OLDER = """(codes) => {
  const draft = Object.keys(localStorage).find((key) => key.includes(":draft:"));
  for (const [age, code] of Object.entries(codes)) localStorage.setItem(draft.replace(/[^:]+$/, age), code);
}"""
CHANGED = "the lesson's code has changed since"


def test_a_draft_of_an_earlier_lesson_is_offered_beside_a_newer_one(reader):
    someone = reader()
    someone.write("words", "text = 'today'")
    someone.page.evaluate(OLDER, {"older": "text = 'of an old tab'"})
    someone.page.reload()
    expect(someone.cell("words")).to_contain_text(CHANGED)
    assert someone.code("words") == "text = 'today'"
    someone.button("words", "Show my version").click()
    assert someone.code("words") == "text = 'of an old tab'"
    someone.button("words", MINE).click()
    assert someone.code("words") == "text = 'today'"


def test_of_two_drafts_of_earlier_lessons_neither_takes_the_other_along(reader):
    someone = reader()
    someone.write("words", "text = 'today'")
    texts = {"older": "text = 'one'", "oldest": "text = 'two'"}
    someone.page.evaluate(OLDER, texts)
    found = set()
    for _ in texts:
        someone.page.reload()
        someone.button("words", "Show my version").click()
        found.add(someone.code("words"))
    assert found == set(texts.values())
    someone.page.evaluate(OLDER, texts)
    someone.page.reload()
    someone.button("words", "Discard it").click()
    someone.page.reload()
    expect(someone.cell("words")).not_to_contain_text(CHANGED)  # one is what stands there, the other is discarded
    assert someone.code("words") in found


def test_a_page_that_comes_back_hears_what_another_tab_wrote_meanwhile(reader):
    someone = reader()
    someone.write("words", "text = 'here'")
    # as after a time aside for Back, in which nothing is heard of other tabs
    someone.page.evaluate(
        """() => {
          const draft = Object.keys(localStorage).find((key) => key.includes(":draft:"));
          localStorage.setItem(draft, "text = 'there'");
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    expect(someone.cell("words")).to_contain_text("You changed this cell in another tab, too.")
    expect(someone.cell("count")).not_to_contain_text("another tab")
    someone.button("words", "Show that version").click()
    assert someone.code("words") == "text = 'there'"


def test_what_another_tab_clears_away_stays_on_the_screen_and_can_be_kept(reader):
    someone = reader()
    someone.write("words", "text = 'mine'")
    other = someone.page.context.new_page()
    other.goto(someone.root)
    other.evaluate("localStorage.clear()")
    someone.button("words", "Keep this one").click()
    someone.page.reload()
    assert someone.code("words") == "text = 'mine'"
