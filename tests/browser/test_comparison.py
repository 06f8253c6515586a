"""The comparison: the reader says which tokenizers stand side by side, and a link says it again."""

from playwright.sync_api import expect

from course.tokenizers import manifest

MODELS = manifest.load().models
COURSE = [model.short for model in MODELS if model.role == "course"]
OFFERED = [model.short for model in MODELS if model.role != "companion"]


def columns(page):
    """The names that each table shows; every row has as many cells."""
    expect(page.locator(".tt-columns")).to_be_visible()
    return page.locator(".tt-heat").evaluate_all(
        """tables => tables.map((table) => {
          const seen = [...table.rows].map((row) => [...row.cells].filter((cell) => cell.checkVisibility()));
          if (seen.some((cells) => cells.length !== seen[0].length)) return "ragged";
          return seen[0].slice(1).map((cell) => cell.textContent).join(", ");
        })"""
    )


def test_the_choice_is_the_readers_and_stays_in_the_address(open_page, address):
    page = open_page()
    home = address + "reference/comparison/"
    page.goto(home)
    assert columns(page) == [", ".join(COURSE)] * 4
    boxes = page.locator(".tt-columns").get_by_role("checkbox")
    assert page.locator(".tt-columns label").all_inner_texts() == OFFERED

    boxes.last.focus()
    page.keyboard.press("Space")
    assert columns(page) == [", ".join([*COURSE, "XLM-R"])] * 4
    assert page.url == home + "?tokenizers=llama-3.1+phi-3+qwen2+starcoder2+xlm-r"
    page.reload()
    assert columns(page) == [", ".join([*COURSE, "XLM-R"])] * 4

    # a heading's link and the way back change nothing of it
    page.locator(".md-sidebar--secondary").get_by_role("link", name="Emoji").click()
    page.get_by_role("checkbox", name="Phi-3", exact=True).uncheck()
    page.go_back()
    expect(page).to_have_url(home + "?tokenizers=llama-3.1+qwen2+starcoder2+xlm-r")
    assert columns(page) == ["Llama 3.1, Qwen2, StarCoder2, XLM-R"] * 4

    for name in ("Llama 3.1", "Qwen2", "StarCoder2"):
        page.get_by_role("checkbox", name=name, exact=True).uncheck()
    last = page.get_by_role("checkbox", name="XLM-R")
    expect(last).to_be_disabled()
    expect(last).to_have_attribute("title", "One tokenizer has to stay.")
    for name in COURSE:
        page.get_by_role("checkbox", name=name, exact=True).check()
    last.uncheck()
    expect(page).to_have_url(home)  # what the page begins with needs no choice

    page.goto(home + "?tokenizers=bge-small+llama-9")
    assert columns(page) == ["bge-small"] * 4
    expect(page.get_by_role("alert").first).to_contain_text("was left out: llama-9.")
    page.goto(home + "?tokenizers=llama-9")
    assert columns(page) == [", ".join(COURSE)] * 4
    assert page.troubles == []


def test_without_scripts_every_column_can_be_shown_and_on_a_phone_the_texts_stay_in_sight(open_page, address):
    page = open_page(width=390, java_script_enabled=False)
    page.goto(address + "reference/comparison/")
    heads = page.locator(".tt-heat").first.locator("thead th:visible")
    expect(heads).to_have_text(COURSE)
    about_unknown = page.get_by_text("are the unknown token")
    expect(about_unknown).to_be_hidden()
    for name in OFFERED:
        page.get_by_role("checkbox", name=name, exact=True).check()
    expect(heads).to_have_text(OFFERED)
    expect(about_unknown).to_be_visible()
    page.locator(".tt-heat").first.get_by_role("columnheader", name="XLM-R").scroll_into_view_if_needed()
    expect(page.get_by_role("rowheader", name="English")).to_be_in_viewport(ratio=1)
