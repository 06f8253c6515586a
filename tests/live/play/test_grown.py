"""Of prompts that grow turn by turn only what is new is encoded: the ids are those of the whole, whatever the added tokens."""

import random

import own_files
from chat_page import REPOS, ChatPage, fragment
from own_page import drop
from playwright.sync_api import expect
from token_page import KEEP_WORKER
from tokenizers import AddedToken

# Asks the page's own worker for texts that grow, and for each as a whole; what differs.
GROWN = """async ([repo, texts]) => {
  const worker = self.keptWorkers[repo.startsWith("own/") || repo.startsWith("google/") ? "anyworker" : "playworker"];
  const asked = (ask) => new Promise((resolve, reject) => {
    const id = (self.asked = (self.asked ?? 1e9) + 1);
    worker.addEventListener("message", function hear({ data }) {
      if (data.id !== id || data.type === "working") return;
      worker.removeEventListener("message", hear);
      data.type === "answer" ? resolve(data.value) : reject(new Error(`${data.type}: ${data.message}`));
    });
    worker.postMessage({ type: "ask", id, key: `test ${id}`, ask: { repo, ...ask } });
  });
  const wrong = [];
  let before = [];
  for (const text of texts) {
    const { ids } = await asked({ what: "encode", text, options: { addSpecial: false, splitSpecial: false } });
    const end = ids.findIndex((id, i) => id !== before[i]);
    const right = [ids.length, end < 0 ? ids.length : end];
    const found = await asked({ what: "grown", text, marked: false });
    if (String(found) !== String(right)) wrong.push([text, found, right]);
    before = ids;
  }
  return wrong;
}"""


def test_of_texts_that_grow_only_what_is_new_is_encoded_and_the_ids_are_those_of_the_whole(open_page, address):
    page = open_page()
    page.add_init_script(KEEP_WORKER)
    chat = ChatPage(page, address).open(
        fragment('[{"role": "user", "content": "Hi"}]', models=["phi-3", "qwen2", "gemma-3"])
    )
    made = own_files.wordpiece()
    made.add_special_tokens([
        AddedToken("<a>", normalized=True), AddedToken("<b>", lstrip=True, rstrip=True), AddedToken("<b>x"),
        AddedToken("<c>", single_word=True), AddedToken("<d>"),
    ])  # fmt: skip
    drop(chat, ("mine.json", made.to_str()))
    expect(page.locator(".tt-own-status")).to_contain_text("mine is here")
    chat.settle()
    draw = random.Random(7)
    pieces = [
        "<|end|>",
        "<|im_end|>",
        "<end_of_turn>",
        "<a>",
        "<A>",
        "<b>",
        "<c>",
        "<d>",
        "<",
        "x",
        " ",
        "\n",
        "the Reader",
        "é🤗",
        "\ue000",
    ]
    texts = [""]
    for _ in range(150):
        text = texts[-1] if draw.random() < 0.85 else texts[-1][: draw.randrange(len(texts[-1]) + 1)]
        texts.append(text + "".join(draw.choices(pieces, k=draw.randrange(1, 5))))
    for repo in ("own/1", REPOS["phi-3"], REPOS["qwen2"], "google/gemma-3-27b-it"):
        assert page.evaluate(GROWN, [repo, texts]) == [], repo
    assert page.troubles == []
