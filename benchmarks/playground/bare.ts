/** The peer: @huggingface/tokenizers reading the published tokenizer.json, in the page itself, and nothing else. */
import { Tokenizer } from "@huggingface/tokenizers";

const [tokenizer, config, text] = [new URLSearchParams(location.search).get("files")!, {}, "A language model never sees your words."];
const response = await fetch(tokenizer);
const built = new Tokenizer((await response.json()) as object, config);
const { ids } = built.encode(text, { add_special_tokens: false });
for (const id of ids) {
  const chip = document.createElement("span");
  chip.className = "tt-chip";
  chip.textContent = `${String(id)} `;
  document.body.append(chip);
}
