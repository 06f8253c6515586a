"""No result is shown as fresh when it is not: after an edit, a run above, a reload, Reset and Restart; and Undo makes
it fresh again."""

import re

from playwright.sync_api import expect

BUILDS = "the build's output, of the original code"
OUTDATED = re.compile("out of date · run")


def test_an_edit_and_what_follows_from_it(reader):
    someone = reader()
    # nothing has run: the outputs are the build's, of the original code
    someone.write("words", 'text = "abc"\nprint(text)')
    expect(someone.status("words")).to_contain_text(f"changed, run it · {BUILDS}")
    expect(someone.status("count")).to_have_text(BUILDS)
    expect(someone.outputs("count")).to_have_attribute("aria-label", "Output of the build, of the original code")
    for name in ("shape", "strike", "long"):  # these use nothing of it
        expect(someone.status(name)).to_be_empty()

    # the reader comes back: the code is theirs, the outputs still the build's
    someone.page.reload()
    expect(someone.status("words")).to_contain_text(f"changed, run it · {BUILDS}")
    expect(someone.status("count")).to_have_text(BUILDS)

    # run: what used it is out of date, also through another cell
    someone.button("count", "Run").click()
    someone.ran("count")
    expect(someone.status("words")).to_contain_text("differs from the build")
    someone.run("quiet")
    someone.write("shape", "print(half)")
    someone.run("shape")
    expect(someone.outputs("shape").locator("pre").first).to_have_text("1")
    someone.write("words", 'text = "abcdefgh"\nprint(text)')
    expect(someone.status("words")).to_have_text("changed, run it")
    someone.run("words")
    for name in ("count", "quiet", "shape"):
        expect(someone.status(name)).to_have_text(OUTDATED)
    expect(someone.outputs("count")).to_have_attribute("aria-label", "Output of your run, out of date")
    expect(someone.cell("count")).to_have_class(re.compile("tt-outdated"))

    # a cell that needs one which is out of date runs that first; one click runs all that are left
    someone.cell("shape").get_by_role("button", name="run", exact=True).click()
    someone.ran("shape")
    expect(someone.outputs("shape").locator("pre").first).to_have_text("4")
    someone.ran("quiet")
    someone.write("words", 'text = "token tour"\nprint(text.upper())')
    someone.page.get_by_role("button", name=re.compile(r"Run \d out of date")).click()
    for name in ("words", "count"):
        expect(someone.status(name)).to_contain_text("same as the build")
    expect(someone.outputs("shape").locator("pre").first).to_have_text("5")
    expect(someone.page.get_by_role("button", name=re.compile("out of date"))).to_be_hidden()

    # undone, it is as fresh as before, and Reset brings the build's output back for the build's code alone
    someone.editor("words")
    someone.page.keyboard.press("Control+End")
    someone.page.keyboard.type("#")
    expect(someone.status("count")).to_have_text(OUTDATED)
    someone.page.keyboard.press("Backspace")
    expect(someone.status("words")).to_contain_text("same as the build")
    expect(someone.status("count")).to_contain_text("same as the build")
    someone.page.keyboard.type("#")
    someone.run("words")
    expect(someone.status("count")).to_have_text(OUTDATED)
    someone.button("words", "Reset").click()
    expect(someone.status("words")).to_be_empty()
    expect(someone.status("count")).to_have_text(OUTDATED)  # Python still has the other text

    # a lost Python takes the variables along
    someone.run("count")
    expect(someone.status("count")).to_contain_text("same as the build")
    someone.bar().get_by_role("button", name="Restart").click()
    expect(someone.status("count")).to_have_text("from before the restart · run")
    someone.run("count")
    expect(someone.status("count")).to_contain_text("same as the build")


def test_a_cell_that_runs_again_finds_what_it_changed_as_the_page_makes_it(reader):
    someone = reader()
    someone.write("words", "rows = [1]")
    someone.write("count", "print(rows)")
    someone.write("quiet", "rows.append(2)\nprint(rows)")
    for name, shown in [("quiet", "[1, 2]"), ("quiet", "[1, 2]"), ("count", "[1]"), ("quiet", "[1, 2]")]:
        someone.run(name)
        expect(someone.outputs(name).locator("pre").first).to_have_text(shown)
        for other in ("words", "count", "quiet"):
            expect(someone.status(other)).not_to_contain_text("out of date")


def test_what_only_shows_when_it_runs_counts_too(reader):
    someone = reader()
    someone.write("words", "from collections import defaultdict\ncounts = defaultdict(int)\nadd = {'it': [].append}")
    someone.write("count", "counts['a']")
    someone.write("quiet", "print(len(counts))")
    someone.write("shape", "print(len(add))")
    for name in ("words", "count", "quiet", "shape"):
        someone.run(name)
    expect(someone.outputs("quiet").locator("pre").first).to_have_text("1")
    someone.write("count", "counts['a'], counts['b']")
    expect(someone.status("quiet")).to_have_text(OUTDATED)
    someone.run("quiet")  # and the cell that was changed before it, in an order of its own
    expect(someone.outputs("quiet").locator("pre").first).to_have_text("2")
    expect(someone.status("quiet")).not_to_contain_text("out of date")
    expect(someone.status("shape")).not_to_contain_text("out of date")


def test_without_the_part_that_reads_code_everything_below_counts_as_used(reader):
    someone = reader()
    someone.page.route("**/live/names-*", lambda route: route.abort())
    someone.write("words", 'text = "abc"\nprint(text)')
    expect(someone.status("words")).to_contain_text("changed, run it")
    for name in ("count", "strike"):
        expect(someone.status(name)).to_have_text(BUILDS)
