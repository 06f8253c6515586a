"""A browser that cannot run the model: what it lacks is said, and the recorded answers stay."""

from answer_page import PARTS, Answers
from blocked import BLOCK
from playwright.sync_api import expect

WORKERS = """
const Real = Worker;
self.Worker = class extends Real {
  constructor(url, options) {
    const code = `${self.condition}; await import(${JSON.stringify(String(url))});`;
    const changed = options?.name === "modelworker" && self.condition;
    super(changed ? URL.createObjectURL(new Blob([code], { type: "text/javascript" })) : url, options);
  }
};
"""
NO_WASM = "delete self.WebAssembly"
NO_CACHES = """Object.defineProperty(self, "caches", {
  get() { throw new DOMException("Access is denied.", "SecurityError"); },
})"""
# more than any device has: the engine's own error
NO_MEMORY = """const { grow } = WebAssembly.Memory.prototype;
WebAssembly.Memory.prototype.grow = function () { return grow.call(this, 65536); }"""


def test_what_a_browser_lacks_is_one_sentence_and_the_recorded_answers_stay(open_page, address):
    page = open_page()
    page.add_init_script(WORKERS + BLOCK)
    page.goto(address + "lessons/what-the-model-makes-of-it/")
    page.locator(".tt-play[data-answer]").scroll_into_view_if_needed()
    here = Answers(page)
    here.limit.fill("2")
    asked = []
    page.context.on("request", lambda request: PARTS.search(request.url) and asked.append(request.url))
    for condition, words in (
        (
            NO_WASM,
            "This browser has no WebAssembly with vectors, in which the model runs: take a newer one, or allow it.",
        ),
        (
            NO_MEMORY,
            "This device has too little memory left for the model, which needs about 200 MB: close other pages, then try again.",
        ),
    ):
        page.evaluate("(condition) => (self.condition = condition)", condition)
        here.load.click()
        expect(here.model_said).to_have_text(
            f'{words} The recorded answers in the lesson "What the model makes of it" need none of this.'
        )
        expect(here.load).to_be_focused()
        expect(here.ask).to_be_disabled()
    assert asked == []  # nothing comes in vain

    # no storage, as in some private windows; then the memory runs out at a long answer
    page.evaluate("(condition) => (self.condition = condition)", NO_CACHES)
    here.load.click()
    expect(here.model_said).to_contain_text("this browser keeps nothing here (a private window, or plain http)")
    [worker] = [one for one in page.workers if one.evaluate("self.name") == "modelworker"]
    assert len(here.answered()) == 2
    worker.evaluate(f"() => {{ {NO_MEMORY} }}")
    here.limit.fill("500")
    here.ask.click()
    expect(here.said).to_contain_text("This device has too little memory left for the model")
    here.limit.fill("1")
    assert len(here.answered()) == 1  # it is still there
    page.get_by_role("checkbox", name="Stop at the end of the turn").uncheck()
    expect(page.locator(".tt-breaker-shown")).to_contain_text("It goes on. 20 ids are recorded.")
    assert page.troubles == []
