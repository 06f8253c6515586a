"""Exercises in the page: what is wrong is said, what is right is kept and shown where lessons are chosen."""

from playwright.sync_api import expect


def verdict(someone):
    return someone.page.locator("#ex-sum .tt-verdict")


def test_an_exercise_from_a_wrong_answer_to_paper(reader):
    someone = reader(width=390)
    badge = someone.page.locator("#ex-sum .tt-badge")
    check = someone.button("ex-sum-starter", "Check")

    # a wrong answer is told what is wrong
    check.click()
    expect(verdict(someone)).to_have_text("Not yet. total is 0: add 1 and 2.")
    expect(badge).to_have_text("Tried")

    # code that fails is reported as the reader's
    someone.cell("ex-sum-starter").get_by_role("textbox").focus()
    expect(someone.cell("ex-sum-starter").locator(".cm-content")).to_be_focused()
    someone.page.keyboard.press("Control+a")
    someone.page.keyboard.insert_text("total = missing_name")
    check.click()
    expect(verdict(someone)).to_contain_text("Your code does not run to its end: NameError")
    expect(verdict(someone)).to_contain_text("line 1")

    # a message of several lines keeps its lines: the check's message quotes the answer
    someone.write("ex-sum-starter", 'total = "\\none\\ntwo"')
    check.click()
    told = verdict(someone).locator("p")
    expect(told).to_contain_text("two: add 1 and 2.")
    assert told.inner_text().split("\n") == ["Not yet. total is", "one", "two: add 1 and 2."]
    height, line = told.evaluate("p => [p.getBoundingClientRect().height, parseFloat(getComputedStyle(p).lineHeight)]")
    assert round(height / line) == 3

    # a changed check does not count
    someone.page.locator("#ex-sum .tt-check > summary").click()
    someone.write("ex-sum-check", "pass")
    someone.write("ex-sum-starter", "total = 4")
    check.click()
    expect(verdict(someone)).to_contain_text("Not yet. total is 4")
    expect(badge).to_have_text("Tried")
    someone.button("ex-sum-check", "Reset").click()

    # the solution is copied into the reader's cell
    someone.page.locator("#ex-sum .tt-solution > summary").click()
    someone.cell("ex-sum-solution").get_by_role("button", name="Copy into my cell").click()
    assert someone.code("ex-sum-starter") == "total = 1 + 2"
    check.click()
    expect(verdict(someone)).to_have_text("Correct: the sum is 3.")

    # a verdict is of the code that was checked
    someone.write("ex-sum-starter", "total = 3  # mine")
    check.click()
    expect(verdict(someone)).to_have_text("Correct: the sum is 3.")
    someone.editor("ex-sum-starter")
    someone.page.keyboard.press("Control+End")
    someone.page.keyboard.type("0")
    expect(verdict(someone)).to_contain_text("before it changed: check again")
    expect(badge).to_have_text("Solved, with other code")
    someone.page.keyboard.press("Backspace")
    expect(verdict(someone)).to_have_text("Correct: the sum is 3.")
    expect(badge).to_have_text("Solved")
    gap = badge.evaluate(
        "node => node.getBoundingClientRect().left - (range => "
        "(range.selectNodeContents(node.parentElement.firstChild), "
        "range.getBoundingClientRect().right))(document.createRange())"
    )
    assert gap >= 6

    # on paper an exercise is its task and what one begins with
    someone.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    someone.page.emulate_media(media="print")
    printed = someone.page.locator("#ex-sum").inner_text()
    assert "Set total to the sum of 1 and 2." in printed
    assert "total = 3  # mine" in printed
    for answer in (
        "plus sign",
        "total = 1 + 2",
        "assert total == 3",
        "The check",
        "Solution",
        "Hint",
        "Correct",
        "Solved",
    ):
        assert answer not in printed, answer


def test_a_right_answer_typed_at_once_and_without_the_editor_is_kept_and_shown_on_the_home_page(reader):
    someone = reader()
    someone.page.route("**/live/editor-*", lambda route: route.abort())
    area = someone.cell("ex-sum-starter").get_by_role("textbox")
    expect(area).to_have_value("total = 0")
    area.fill("total = sum([1, 2])")
    someone.button("ex-sum-starter", "Check").click()
    expect(verdict(someone)).to_contain_text("Correct: the sum is 3.")
    expect(someone.page.locator("#ex-sum .tt-badge")).to_have_text("Solved")
    expect(someone.page.locator(".tt-lesson")).to_contain_text("1 of 1 exercise solved")
    for path in ("", "lessons/"):
        someone.page.goto(someone.root + path)
        expect(someone.page.locator(".tt-path li").first).to_contain_text("1 of 1 exercise solved")
        assert "solved" not in someone.page.locator(".tt-path li").nth(1).inner_text()


def test_hints_come_one_after_another_by_keyboard(reader):
    someone = reader()
    hints = someone.page.locator("#ex-sum .tt-hint")
    expect(hints.nth(0)).to_be_visible()
    expect(hints.nth(1)).to_be_hidden()
    hints.nth(0).locator("summary").focus()
    someone.page.keyboard.press("Enter")
    expect(hints.nth(1)).to_be_visible()
    expect(hints.nth(0).locator("p").first).to_be_visible()


def test_what_is_solved_is_shown_where_nothing_is_kept_and_that_is_told(reader):
    someone = reader()
    someone.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    badge = someone.page.locator("#ex-sum .tt-badge")
    someone.button("ex-sum-starter", "Check").click()
    expect(badge).to_have_text("Tried")
    told = someone.page.get_by_text("your changes last until you leave the page")
    expect(told).to_have_count(1)
    someone.write("ex-sum-starter", "total = 1 + 2")
    someone.button("ex-sum-starter", "Check").click()
    expect(badge).to_have_text("Solved")
    someone.write("ex-sum-starter", "total = 4")
    someone.button("ex-sum-starter", "Check").click()
    expect(verdict(someone)).to_contain_text("Not yet. total is 4")
    expect(badge).to_have_text("Solved")
    expect(told).to_have_count(1)
