"""The place in which the model answers, as a reader uses it."""

import re

from playwright.sync_api import expect

PARTS = re.compile(r"/live/weights/part-(\d+)")


class Answers:
    """In the tool of the playground, or in the lesson."""

    def __init__(self, page):
        self.page = page
        self.load = page.get_by_role("button", name=re.compile("^(Load|Start) the model"))
        self.remove = page.get_by_role("button", name="Remove the model")
        self.ask = page.get_by_role("button", name="Answer", exact=True)
        self.stop = page.get_by_role("button", name="Stop", exact=True)
        self.limit = page.get_by_label("At most tokens")
        self.model_said = page.locator(".tt-answer-model [role=status]")
        self.said = page.locator(".tt-answer-said")
        self.earlier = page.locator(".tt-answer-old")
        self.steps = page.locator(".tt-answer-step")

    def answered(self) -> list[int]:
        """Asks, and returns the ids of the answer."""
        self.said.evaluate("(said) => void (said.textContent = '')")
        self.ask.click()
        expect(self.said).to_contain_text(re.compile("ended its turn|Cut off|Stopped"))
        return [int(id) for id in self.steps.evaluate_all("(all) => all.map((one) => one.dataset.id)")]

    def chances(self, step: int) -> dict[int, float]:
        """What could have come at a step, as its bars say."""
        self.steps.nth(step).click()
        rows = self.page.locator(".tt-answer-bars > li").evaluate_all(
            "(all) => all.map(({ dataset }) => [dataset.id, dataset.chance])"
        )
        return {int(id): float(chance) for id, chance in rows}

    def pressed_at_once(self, *names: str) -> None:
        """All in one turn of the page, as no hand is quick enough to do."""
        self.page.evaluate(
            """(names) => names.forEach((name) => [...document.querySelectorAll(".tt-answer button:not([hidden])")]
              .find((one) => one.getAttribute("aria-label").startsWith(name)).click())""",
            names,
        )
