"""The tokenizer playground as a reader uses it."""

import json

from play_page import PlayPage, base64url

from course.tokenizers import manifest

_MANIFEST = manifest.load()
REPOS = {model.id: model.repo for model in _MANIFEST.heroes}
SHELF = [model for model in _MANIFEST.models if model.role == "shelf"]

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

# Keeps the tokenizers' workers that a page starts, to be asked by ASK_ALL: the one for any tokenizer.json, if it is there.
KEEP_WORKER = """self.keptWorkers = {};
self.Worker = class extends Worker {
  constructor(...how) {
    super(...how);
    self.keptWorkers[how[1]?.name ?? "first"] ??= this; // the page's head starts the first without a name
  }
};"""

# Asks the page's own worker, in the page's own words, for each text and tokenizer at once; JSON of `ids[model][text]`.
ASK_ALL = """([repos, texts, options]) => new Promise((resolve, reject) => {
  const ids = Object.fromEntries(Object.keys(repos).map((model) => [model, []]));
  const places = new Map();
  const worker = self.keptWorkers.anyworker ?? self.keptWorkers.first;
  worker.addEventListener("message", function hear({ data: { type, id, value, message } }) {
    const place = places.get(id);
    if (!place || type === "working") return; // asked by the page itself, or not answered yet
    if (type !== "answer") return reject(new Error(`${type}: ${message ?? texts[place[1]]}`));
    ids[place[0]][place[1]] = [...value.ids];
    places.delete(id);
    if (places.size) return;
    worker.removeEventListener("message", hear);
    resolve(JSON.stringify(ids));
  });
  self.asked ??= 1e9; // far from the page's own numbers
  for (const [model, repo] of Object.entries(repos)) {
    for (const [i, text] of texts.entries()) {
      const id = (self.asked += 1);
      places.set(id, [model, i]);
      worker.postMessage({ type: "ask", id, key: `test ${id}`, ask: { what: "encode", repo, text, options } });
    }
  }
})"""


def fragment(state) -> str:
    """A link to a state in its short form."""
    return "#v1.j." + base64url(json.dumps(state).encode())


class TokenPage(PlayPage):
    path = "playground/tokenizer/"
    grid = ".tt-token-grid"

    @property
    def text(self):
        return self.page.get_by_role("textbox", name="Text", exact=True).first

    @property
    def notice(self):
        return self.page.locator(".tt-play-under + .tt-play-notice")

    def fill(self, text):
        self.text.fill(text)
        self.settle()
