"""The tokenizer playground as a reader uses it."""

from playwright.sync_api import expect

REPOS = {
    "llama-3.1": "meta-llama/Llama-3.1-8B-Instruct",
    "phi-3": "microsoft/Phi-3-mini-4k-instruct",
    "qwen2": "Qwen/Qwen2-7B-Instruct",
    "starcoder2": "bigcode/starcoder2-3b",
}

# Fills the field with one text after the other, and reads what the panels show in the view of ids.
READ_ALL = """async (texts) => {
  const area = document.querySelector(".tt-play-text");
  const grid = document.querySelector(".tt-token-grid");
  const settled = () => new Promise((resolve) => {
    const look = () => grid.getAttribute("aria-busy") === "false" && (watch.disconnect(), resolve());
    const watch = new MutationObserver(look);
    watch.observe(grid, { attributes: true });
    look();
  });
  const out = [];
  for (const text of texts) {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
    const read = (panel) => [...panel.querySelectorAll(".tt-chip")].map((chip) => Number(chip.textContent));
    out.push(Object.fromEntries([...grid.children].map((panel) => [panel.dataset.model, read(panel)])));
  }
  return out;
}"""


class TokenPage:
    def __init__(self, page, address):
        self.page = page
        self.address = address + "playground/tokenizer/"
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open(self, fragment=""):
        self.page.goto("about:blank")
        self.page.goto(self.address + fragment)
        self.settle()
        return self

    def settle(self):
        expect(self.page.locator(".tt-token-grid")).to_have_attribute("aria-busy", "false")

    @property
    def text(self):
        return self.page.get_by_label("Text", exact=True).first

    @property
    def notice(self):
        return self.page.locator(".tt-play-under + .tt-play-notice")

    def panel(self, model):
        return self.page.locator(f'[data-model="{model}"]')

    def fill(self, text):
        self.text.fill(text)
        self.settle()

    def copied(self, button):
        """What a click on this button puts on the clipboard."""
        self.page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        self.page.wait_for_timeout(50)
        for _ in range(50):
            if text := self.page.evaluate("navigator.clipboard.readText()"):
                return text
            self.page.wait_for_timeout(20)
        raise AssertionError("nothing was copied")

    def ids(self, model):
        """The ids of a panel, as its Copy button gives them."""
        names = {}
        exec(self.copied(self.panel(model).get_by_role("button", name="Copy ids")), names)
        return names["ids"]
