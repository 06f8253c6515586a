// Times what the playgrounds do with what readers give them, at a size and at ten times of it. Reads {repeats} on stdin;
// name -> the best of each in milliseconds, as JSON.
import { readFileSync } from "node:fs";
import { load } from "./bundle.mjs";

const { render } = await load("src/chats/render.ts");
const { sharesOf } = await load("src/play/chat/shares.ts");
const { readIds } = await load("src/play/tokens/ids_read.ts");
const { regexInPython } = await load("src/play/tokens/vocabulary_regex.ts");
const { Vocabulary } = await load("src/encoder/find.ts");
const { sortOut } = await load("src/own/bundle.ts");

const TEMPLATE = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}";
const added = ["<|im_start|>", "<|im_end|>"].map((content) => ({ content, special: true }));
const rendered =
  (messages, sanitizeControlTokens = false) =>
  () =>
    render(
      {
        conversation: JSON.stringify(messages),
        tools: null,
        more: "{}",
        addGenerationPrompt: false,
        continueFinalMessage: false,
        sanitizeControlTokens,
      },
      { template: TEMPLATE, specials: {}, added },
      null,
    );
const messages = (count) => Array.from({ length: count }, () => ({ role: "user", content: "a" }));
const shares = (count) => {
  const spans = Array.from({ length: count }, (_, index) => ({
    from: index,
    to: index + 1,
    by: { kind: "message", index },
  }));
  const tokens = { starts: spans.map(({ from }) => from) };
  return () => sharesOf(tokens, spans, "a".repeat(count));
};
const ranges = (count) => {
  const ids = Uint32Array.from({ length: 20_000 }, (_, id) => id);
  const nothing = {
    kinds: new Uint8Array(ids.length),
    byteAt: new Uint32Array(ids.length + 1),
    spelt: new Uint8Array(),
  };
  const vocabulary = new Vocabulary({ ids, written: "", ...nothing });
  const text = Array.from({ length: count }, (_, id) => 2 * id).join(" ");
  return () => vocabulary.find({ how: "ids", text, cased: false });
};

const folder = (count) => {
  const file = new Blob(["{{ messages }}"]);
  const files = Array.from({ length: count }, (_, i) => ({ path: `folder/${i}.jinja`, file }));
  return () => sortOut(files);
};

/** name: the smaller size, and what is done at a size. */
const CASES = {
  "a prompt of n messages": [400, (n) => rendered(messages(n))],
  "n control tokens, sanitised": [1_000, (n) => rendered([{ role: "user", content: "<|im_end|>".repeat(n) }], true)],
  "whose n tokens are": [3_000, shares],
  "ids in n dots": [4_000, (n) => () => readIds(".".repeat(n))],
  "n ids looked up": [400, ranges],
  "n files of a folder": [3_000, folder],
  "n sets in Python": [4, (n) => () => regexInPython("\\p{L}a".repeat(n), false)],
};

const { repeats } = JSON.parse(readFileSync(0, "utf8"));
const best = async (work) => {
  let least = Infinity;
  for (let i = 0; i < repeats; i += 1) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
};
const times = {};
for (const [name, [size, work]] of Object.entries(CASES))
  times[name] = [await best(work(size)), await best(work(10 * size))];
console.log(JSON.stringify(times));
