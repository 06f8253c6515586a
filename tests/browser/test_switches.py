"""Break the prompt: a reader changes one thing, and sees which ids differ and what the model answered."""

from axe import serious
from playwright.sync_api import expect

from course.reference import switches

KEPT = switches.load()
NAMES = list(KEPT["switches"])
PATH = "lessons/what-the-model-makes-of-it/"
READ = """(root) => {
  const [answer, prompt] = root.querySelectorAll(".tt-ids").length > 1 ? root.querySelectorAll(".tt-ids") : [null, root.querySelector(".tt-ids")];
  const ids = (list, which) => list ? [...list.querySelectorAll(which)].map((chip) => Number(chip.querySelector("i").textContent)) : [];
  return {
    answer: ids(answer, ".tt-id"),
    prompt: ids(prompt, "span.tt-id, ins.tt-id"),
    right: ids(prompt, "span.tt-id, del.tt-id"),
    next: [...root.querySelectorAll(".tour-bars .tt-id i")].map((id) => Number(id.textContent)),
  };
}"""

# Chooses each combination as a reader does, one switch after the other, and reads what is shown.
READ_ALL = """(place, [names, keys]) => keys.map((key) => {
  names.forEach((name, at) => {
    const choice = place.querySelector(`select[name=${name}]`);
    if (key[at] === "-") return;
    choice.value = key[at];
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const off = names.map((name) => (place.querySelector(`select[name=${name}]`).disabled ? "-" : "."));
  return { off: off.join(""), ...(READ)(place.querySelector(".tt-breaker-shown")) };
})""".replace("READ", READ)


def test_every_combination_shows_its_record_and_what_differs(open_page, address):
    page = open_page(width=390)
    page.goto(address + PATH)
    place = page.locator(".tt-breaker")
    shown = place.locator(".tt-breaker-shown")
    expect(shown).to_contain_text(f"The right prompt: {len(KEPT['cases'][KEPT['right']][0])} ids.")
    expect(place.locator("details table")).to_be_hidden()
    stop = place.get_by_role("checkbox", name="Stop at the end of the turn")
    stop.uncheck()
    every = place.evaluate(READ_ALL, [NAMES, list(KEPT["cases"])])
    for (key, (ids, best, answer, _)), found in zip(KEPT["cases"].items(), every, strict=True):
        assert [letter == "-" for letter in key] == [letter == "-" for letter in found["off"]], key
        assert found["prompt"] == ids and found["right"] == KEPT["cases"][KEPT["right"]][0], key
        assert found["answer"] == answer and found["next"] == [id for id, _ in best], key

    # by keyboard: no generation prompt, and then the end of the turn heeded
    page.reload()
    ends = place.get_by_label("The prompt ends with")
    ends.focus()
    page.keyboard.press("End")
    _, _, answer, _ = KEPT["cases"]["oyynm"]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    if not stop.is_checked():
        page.keyboard.press("Space")
    expect(stop).to_be_focused()
    expect(shown).to_contain_text("It ends its turn, and the program stops.")
    assert shown.evaluate(READ)["answer"] == answer[: answer.index(KEPT["stop"]) + 1]
    place.get_by_text("The main cases as a table").click()
    expect(place.locator("details table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious(page, inside=".tt-breaker") == []
    assert page.troubles == []


def test_without_javascript_the_main_cases_are_a_table(open_page, address):
    page = open_page(java_script_enabled=False)
    page.goto(address + PATH)
    place = page.locator(".tt-breaker")
    expect(place.locator("select").first).to_be_hidden()
    row = place.get_by_role("row").filter(has_text="No generation prompt")
    expect(row).to_contain_text("<|im_start|>assistant↵The·capital·of·France·is·Paris.<|im_end|>")
    assert place.get_by_role("row").count() == 11
