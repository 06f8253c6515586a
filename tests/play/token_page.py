"""The tokenizer playground as a reader uses it."""

from play_page import PlayPage

REPOS = {
    "llama-3.1": "meta-llama/Llama-3.1-8B-Instruct",
    "phi-3": "microsoft/Phi-3-mini-4k-instruct",
    "qwen2": "Qwen/Qwen2-7B-Instruct",
    "starcoder2": "bigcode/starcoder2-3b",
}

# The ids by model, as the panels show them in the view of ids.
READ_NOW = """() => {
  const read = (panel) => [...panel.querySelectorAll(".tt-chip")].map((chip) => Number(chip.textContent));
  return Object.fromEntries([...document.querySelectorAll("[data-model]")].map((panel) => [panel.dataset.model, read(panel)]));
}"""

# Fills the field with one text after the other, and reads the ids of each.
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
    out.push((READ_NOW)());
  }
  return out;
}""".replace("READ_NOW", READ_NOW)


class TokenPage(PlayPage):
    path = "playground/tokenizer/"
    grid = ".tt-token-grid"

    @property
    def text(self):
        return self.page.get_by_label("Text", exact=True).first

    @property
    def notice(self):
        return self.page.locator(".tt-play-under + .tt-play-notice")

    def fill(self, text):
        self.text.fill(text)
        self.settle()
