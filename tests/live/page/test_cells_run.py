"""Running cells as a reader does: Run, the cells above, Run all, Stop, Restart, what the outputs look like."""

import re

from playwright.sync_api import expect


def test_what_cells_show_one_after_another(reader):
    someone = reader()
    static = someone.outputs("shape").locator(".tt-html").inner_html()

    # a cell runs after those above, and says that it agrees with the build
    someone.run("count")
    expect(someone.status("count")).to_contain_text("same as the build")
    expect(someone.status("words")).to_contain_text("same as the build")
    expect(someone.outputs("count")).to_have_text("10")
    expect(someone.outputs("count")).to_have_class(re.compile("tt-own"))
    expect(someone.outputs("words").locator(".tt-stream")).to_have_text("TOKEN TOUR")
    assert someone.status("shape").inner_text() == ""  # below: not asked for

    # a cell above runs once
    someone.page.evaluate("document.querySelector('#cell-words .tt-status').textContent = 'untouched'")
    someone.run("quiet")
    expect(someone.status("words")).to_have_text("untouched")

    # printed markup stays text, and pictures are the same as the static ones
    someone.run("strike")
    expect(someone.outputs("strike").locator("pre")).to_have_text("<s>begin</s>\nsecond line")
    assert someone.outputs("strike").locator("s").count() == 0
    assert someone.outputs("shape").locator(".tt-html").inner_html() == static

    # a cell that is meant to raise shows the last line only
    someone.run("wrong")
    expect(someone.status("wrong")).to_contain_text("same as the build")
    expect(someone.outputs("wrong")).to_have_text("AttributeError: 'str' object has no attribute 'nowhere'")

    # the first difference stands beside the output
    someone.run("drifted")
    expect(someone.status("drifted")).to_contain_text("differs from the build")
    difference = someone.outputs("drifted").locator(".tt-diff")
    expect(difference).to_contain_text("line 2")
    expect(difference.locator("dd").first).to_have_text("too")
    expect(difference.locator("dd").last).to_have_text("two")
    expect(someone.outputs("drifted").locator(".tt-stream")).to_have_text("one\ntwo")

    # a cell above runs again when its code changed
    expect(someone.status("words")).to_have_text("untouched")
    someone.write("words", 'text = "abc"')
    someone.run("count")
    expect(someone.outputs("count")).to_contain_text("3")
    expect(someone.status("words")).to_contain_text("Your run")
    assert someone.page.troubles == []


def test_own_code_hostile_or_wrong_and_the_way_back(reader):
    someone = reader()
    before = someone.outputs("words").evaluate("node => node.outerHTML")

    # hostile HTML is stripped
    someone.write(
        "words",
        'class Evil:\n def _repr_html_(self):\n  return \'<b class="tour-label tt-verdict" style="color:red" onclick="window.bad=1">kept</b>'
        '<style>body{display:none}</style><img src=x onerror="window.bad=1"><script>window.bad=1</script><a href="javascript:window.bad=1">link</a>\'\nEvil()',
    )
    someone.run("words")
    box = someone.outputs("words").locator(".tt-html")
    expect(box.locator("b")).to_have_text("kept")
    assert box.inner_html().count("tt-verdict") == 0
    assert box.locator("style, img, script, [style], [onclick], [href]").count() == 0
    assert someone.page.evaluate("window.bad") is None

    # Reset brings the lesson's code and output back
    someone.button("words", "Reset").click()
    assert someone.code("words") == 'text = "token tour"\nprint(text.upper())'
    assert someone.outputs("words").evaluate("node => node.outerHTML") == before
    expect(someone.button("words", "Reset")).to_be_hidden()
    assert someone.cell("words").locator(".tt-mark").is_hidden()

    # an error names the line first and leads to it
    someone.write("words", 'text = "a"\n\ndef deep():\n    return text.nope\n\ndeep()')
    someone.run("words")
    trouble = someone.outputs("words").locator(".tt-trouble")
    expect(trouble.locator("> *").first).to_have_text("AttributeError: 'str' object has no attribute 'nope'")
    expect(trouble.locator("li").first).to_contain_text("return text.nope")
    trouble.locator("li").first.get_by_role("button", name="line 4").click()
    expect(someone.cell("words").locator(".cm-content")).to_be_focused()
    assert someone.page.evaluate("getSelection().toString()").strip() == "return text.nope"
    someone.button("count", "Run").click()
    expect(someone.status("count")).to_contain_text("cell words above did not finish")
    someone.cell("count").get_by_role("button", name="Run anyway").click()
    someone.ran("count")
    expect(someone.outputs("count")).to_contain_text("1")


def test_restart_says_what_is_lost_and_runs_it_again_and_stop_ends_an_endless_loop(reader):
    someone = reader()
    someone.run("count")
    bar = someone.bar()
    bar.get_by_role("button", name="Restart").click()
    expect(bar).to_contain_text(re.compile("variables are (gone|lost)"))
    bar.get_by_role("button", name="Run the 2 cells again").click()
    someone.ran("count")
    expect(bar.get_by_role("button", name="Dismiss")).to_have_count(0)

    someone.write("quiet", "while True: pass")
    someone.button("quiet", "Run").click()
    expect(someone.status("quiet")).to_contain_text("Running,")
    someone.button("quiet", "Stop").click()
    expect(someone.status("quiet")).to_contain_text("Stopped. Variables are kept.")
    expect(someone.button("quiet", "Run")).to_be_focused()
    someone.write("quiet", "print(text)")
    someone.run("quiet")
    expect(someone.outputs("quiet").locator(".tt-stream")).to_have_text("token tour")


def test_the_page_does_not_jump_while_cells_above_run_and_run_all_runs_every_cell_but_no_exercise(reader):
    someone = reader()
    button = someone.button("long", "Run")
    button.scroll_into_view_if_needed()
    before = button.bounding_box()["y"]
    button.click()
    someone.ran("long")
    assert abs(button.bounding_box()["y"] - before) <= 2

    someone.page.get_by_role("button", name="Run all").click()
    expect(someone.live_region()).to_have_text("All cells have run.")
    for name in ("words", "count", "quiet", "shape", "strike", "wrong", "long"):
        expect(someone.status(name)).to_contain_text("same as the build")
    assert someone.status("ex-sum-starter").inner_text() == ""


def test_a_cell_for_python_only_says_why_and_has_no_run_button(reader):
    someone = reader()
    assert someone.cell("elsewhere").get_by_role("button", name="Run").count() == 0
    expect(someone.cell("elsewhere")).to_contain_text("it asks for a process")


def test_what_could_not_be_loaded_is_named_and_retried(reader):
    someone = reader()
    bar = someone.bar()
    python = re.compile(r"/live/(worker-|pyodide/|snapshot/)")
    someone.page.route("**/live/app-*", lambda route: route.abort())
    someone.page.context.route(python, lambda route: route.abort())

    # the part of the page that runs cells
    someone.button("words", "Run").click()
    expect(bar).to_contain_text("Could not load the part of the page that runs cells")
    someone.page.unroute("**/live/app-*")
    bar.get_by_role("button", name="Retry").click()

    # a file of Python
    expect(someone.status("words")).to_contain_text("Not run")
    expect(bar).not_to_contain_text("the part of the page that runs cells")
    expect(bar.get_by_role("button", name="Retry")).to_be_visible()
    assert someone.outputs("words").inner_text() == "TOKEN TOUR"  # the build's output has not gone
    someone.page.context.unroute(python)
    bar.get_by_role("button", name="Retry").click()
    someone.ran("words")
