"""The chat-template playground as a reader uses it."""

import json

from play_page import PlayPage, base64url

REPOS = {
    "llama-3.1": "meta-llama/Llama-3.1-8B-Instruct",
    "phi-3": "microsoft/Phi-3-mini-4k-instruct",
    "qwen2": "Qwen/Qwen2-7B-Instruct",
}
PRESETS = ["A few turns", "No system prompt", "Injection", "Prefill", "Tools", "Odd roles"]

# Opens one link after the other, and reads what the first panel has: prompt, error, the ids that its button copies,
# what is said to be missing, and
# whose tokens are counted. Nothing is painted meanwhile, which takes most of the time.
FOLLOW_ALL = """async (fragments) => {
  const root = document.querySelector(".tt-play");
  root.style.display = "none";
  const grid = document.querySelector(".tt-chat-grid");
  const busy = (state) => new Promise((resolve) => {
    const look = () => grid.getAttribute("aria-busy") === state && (watch.disconnect(), resolve());
    const watch = new MutationObserver(look);
    watch.observe(grid, { attributes: true });
    look();
  });
  const out = [];
  let copied = "";
  navigator.clipboard.writeText = async (text) => void (copied = text);
  const idsOf = async (panel) => {
    copied = "";
    panel.querySelector(".tt-panel-tools > :nth-child(3)").click(); // Copy ids
    await new Promise((resolve) => setTimeout(resolve));
    return (copied.match(/\\d+/g) ?? []).map(Number);
  };
  for (const fragment of fragments) {
    const began = busy("true");
    location.hash = fragment;
    await began;
    await busy("false");
    const [panel] = grid.children;
    const prompt = panel.querySelector(".tt-prompt").textContent;
    const error = panel.querySelector(".tt-panel-error p")?.firstChild.textContent ?? null;
    const missing = [...panel.querySelectorAll(".tt-findings > :is([data-kind=vanished], [data-kind=content-dropped])")].map((item) => item.textContent);
    const shares = [...panel.querySelectorAll(".tt-share-list > li")].map((item) => item.dataset.from);
    out.push({ prompt, error, ids: await idsOf(panel), missing, shares });
  }
  root.style.display = "";
  delete navigator.clipboard.writeText; // the browser's own again
  return out;
}"""


def fragment(
    conversation,
    *,
    tools=None,
    more=None,
    date="",
    generation=False,
    continues=False,
    sanitize=False,
    models=None,
    templates=None,
) -> str:
    """A link to a state; `conversation`, `tools` and `more` are JSON texts."""
    state = {
        "c": conversation, "t": tools or "[]", "w": int(tools is not None), "x": more or "{}", "d": date, "g": int(generation),
        "k": continues if isinstance(continues, str) else int(continues), "s": int(sanitize), "m": models or list(REPOS), "e": templates or {},
    }  # fmt: skip
    return "#v1.j." + base64url(json.dumps(state, ensure_ascii=False).encode("utf-8", "surrogatepass"))


class ChatPage(PlayPage):
    path = "playground/chat-template/"
    grid = ".tt-chat-grid"

    def begin_anew(self):
        for label in ("Messages", "Prompt"):  # the editor, and what panels show, are no part of a link
            self.page.get_by_label(label, exact=True).check()
        return super().begin_anew()

    def settle(self):
        self.page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))")
        super().settle()

    def preset(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()
        self.settle()

    def prompt(self, model="llama-3.1") -> str:
        return self.panel(model).locator(".tt-prompt").evaluate("(element) => element.textContent")

    def error(self, model="llama-3.1") -> str:
        return self.panel(model).locator(".tt-panel-error").inner_text()

    def findings(self, model="llama-3.1") -> dict[str, str]:
        """Kind of a finding -> its sentence (the last of a kind)."""
        return dict(
            self.panel(model)
            .locator(".tt-findings > li")
            .evaluate_all("(all) => all.map((item) => [item.dataset.kind, item.innerText])")
        )

    def shares(self, model="llama-3.1") -> dict[str, int]:
        """Source of tokens -> how many."""
        return dict(
            self.panel(model)
            .locator(".tt-share-list > li")
            .evaluate_all("(all) => all.map((item) => [item.dataset.from, Number(item.dataset.tokens)])")
        )

    def card(self, n):
        return self.page.get_by_role("group", name=f"Message {n}", exact=True)

    def as_json(self, text=None):
        self.page.get_by_label("JSON", exact=True).check()
        field = self.page.get_by_label("Conversation as JSON")
        if text is not None:
            field.fill(text)
            self.settle()
        return field

    def call(self, model="llama-3.1"):
        return self.copied(self.panel(model).get_by_role("button", name="Copy as Python"))


def template_of(chat, model):
    """The field with a model's template, its fold open."""
    panel = chat.panel(model)
    if not panel.locator(".tt-template").evaluate("(details) => details.open"):
        panel.locator(".tt-template > summary").click()
    return panel.get_by_label("Jinja template of")
