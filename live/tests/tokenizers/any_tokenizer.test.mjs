import assert from "node:assert/strict";
import test from "node:test";

import { load } from "../bundle.mjs";

const { AnyTokenizer } = await load("src/tokenizers/any/any_tokenizer.ts");
const words = { type: "WordLevel", vocab: { "[UNK]": 0, a: 1, b: 2 }, unk_token: "[UNK]" };
const parse = (changes) => AnyTokenizer.parse(JSON.stringify({ version: "1.0", model: words, ...changes }));

test("what is unknown is refused by its name", () => {
  for (const [changes, says] of [
    [{ pre_tokenizer: { type: "FooSplit" } }, "the pre-tokenizer FooSplit is unknown to this page"],
    [
      { normalizer: { type: "Sequence", normalizers: [{ type: "Foo" }] } },
      "the normalizer Foo is unknown to this page",
    ],
    [{ decoder: { type: "Foo" } }, "the decoder Foo is unknown"],
    [{ post_processor: { type: "Foo" } }, "the post-processor Foo is unknown"],
    [{ model: { type: "Foo" } }, "the model Foo is unknown"],
    [{ pre_tokenizer: { type: { name: "Foo" } } }, "the type of the pre-tokenizer is not a text"],
    [{ model: { type: 5 } }, "the type of the model is not a text"],
    [{ normalizer: {} }, "the normalizer has no type"],
    [{ decoder: { type: "Foo".repeat(9999) } }, `the decoder ${"Foo".repeat(20)}… is unknown`],
    [{ model: { type: "BPE", vocab: {}, merges: [], dropout: 0.1 } }, "`dropout` of the model BPE is a number"],
    [
      { model: { type: "BPE", vocab: { a: 0 }, merges: [["a", "b"]] } },
      'the token "b" of merge 1 is not in the vocabulary',
    ],
    [
      { pre_tokenizer: { type: "Split", pattern: { Regex: "\\K" }, behavior: "Isolated", invert: false } },
      "has \\K, which this page does not read",
    ],
    [
      { pre_tokenizer: { type: "Split", pattern: { Regex: "a" }, behavior: "Odd", invert: false } },
      '`behavior` of the pre-tokenizer Split is "Odd"',
    ],
    [
      { pre_tokenizer: { type: "ByteLevel" } },
      "`add_prefix_space` of the pre-tokenizer ByteLevel is neither true nor false",
    ],
    [
      { normalizer: { type: "Precompiled", precompiled_charsmap: "AAAA" } },
      "charsmap of the normalizer Precompiled is cut short",
    ],
    [{ version: "2.0" }, 'the version "2.0"'],
  ]) {
    assert.throws(
      () => parse(changes),
      (error) => error.name === "UnreadableTokenizer" && error.message.includes(says),
      says,
    );
  }
});

test("truncation and padding are kept and not applied", () => {
  const tokenizer = parse({
    truncation: { max_length: 1 },
    padding: { strategy: { Fixed: 9 } },
    pre_tokenizer: { type: "WhitespaceSplit" },
  });
  assert.deepEqual(tokenizer.truncation, { max_length: 1 });
  assert.deepEqual(tokenizer.padding, { strategy: { Fixed: 9 } });
  assert.deepEqual(tokenizer.encode("a b a").ids, [1, 2, 1]);
});

test("a text without spaces takes time in proportion", { timeout: 60_000 }, () => {
  const letters = Object.fromEntries(["[UNK]", "a", "aa", "aaaa", "\u0301"].map((token, id) => [token, id]));
  const bytes = Array.from({ length: 256 }, (_, byte) => [
    `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
    -9,
  ]);
  const models = [
    {
      type: "BPE",
      vocab: letters,
      merges: [
        ["a", "a"],
        ["aa", "aa"],
      ],
      unk_token: "[UNK]",
    },
    { type: "Unigram", vocab: [["[UNK]", 0], ["a", -1], ["aaa", -2], ...bytes], unk_id: 0, byte_fallback: true },
    {
      type: "WordPiece",
      vocab: letters,
      unk_token: "[UNK]",
      continuing_subword_prefix: "",
      max_input_chars_per_word: 1e6,
    },
  ];
  for (const model of models) {
    for (const normalizer of [
      null,
      { type: "NFC" },
      { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: true, lowercase: true },
    ]) {
      const tokenizer = parse({ model, normalizer });
      for (const unit of ["a", "\n", "a\u0301\u0323", "ก", "ᄀ"]) {
        const text = unit.repeat(200_000 / unit.length);
        const started = performance.now();
        tokenizer.encode(text);
        assert.ok(performance.now() - started < 10_000, `${model.type} ${JSON.stringify(unit)}`);
      }
    }
  }
});

test("steps pause, and give what encode gives", () => {
  const tokenizer = parse({ pre_tokenizer: { type: "WhitespaceSplit" } });
  const steps = tokenizer.steps("a b ".repeat(5000));
  let pauses = 0;
  let result = steps.next();
  for (; !result.done; result = steps.next()) pauses += 1;
  assert.ok(pauses >= 4);
  assert.deepEqual(result.value, tokenizer.encode("a b ".repeat(5000)));
});
