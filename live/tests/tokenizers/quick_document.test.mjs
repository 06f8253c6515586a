import assert from "node:assert/strict";
import test from "node:test";

import { load } from "../bundle.mjs";

const { AnyTokenizer } = await load("src/tokenizers/any/any_tokenizer.ts");
const { quickDocument } = await load("src/tokenizers/any/quick_document.ts");
const bytesOf = (text) => new TextEncoder().encode(text);
const TEXT = 'ab abba "a\\b" é안🤗 \n#version #aa';

/** What a tokenizer.json gives, or what is said of it. */
function outcome(file) {
  try {
    const tokenizer = AnyTokenizer.parse(file);
    const { ids, tokens, offsets } = tokenizer.encode(TEXT);
    return { ids, tokens, offsets, decoded: tokenizer.decode(ids), vocabulary: [...tokenizer.vocabulary()].sort() };
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

const vocab =
  '{"a": 0, "b": 1, "ab": 2, "\\u00e9": 3, "\\ud83e\\udd17": 4, "안": 5, "\\"": 6, "\\\\": 7, "ba": 9, "#": 10, "##": 11, "": 12, "#version": 13, "a b": 14}';
const model = (merges, vocabulary = vocab, more = "") =>
  `{"version": "1.0", "added_tokens": [], "model": {"type": "BPE", ${more}"vocab": ${vocabulary}, "merges": ${merges}, "dropout": null}, "decoder": null}`;

test("bytes are read as the text is, quickly in the usual form and the usual way in any other", () => {
  for (const [quick, file] of [
    [true, model('["a b", "b a"]')],
    [true, model('[["a","b"],\n ["b", "a"], ["#", "#"]]')],
    [true, model('["# #", "b a", "b a"]')],
    [false, model("[]")],
    [false, model('["#version: 0.2", "a b"]')],
    [false, model('["a b a"]')],
    [false, model('["a c"]')],
    [false, model('[["a", "b", "a"]]')],
    [false, model('["a b",]')],
    [false, model('["a b"', vocab)],
    [false, model('["a b"]', '{"a": 0, "b": 0, "ab": 1}')],
    [false, model('["a b"]', '{"a": 0, "b": 1, "ab": 2, "a": 3}')],
    [false, model('["a b"]', '{"a": 0, "b": 1.5, "ab": 2}')],
    [false, model('["a b"]', '{"a": 0, "b": 1, "ab": 2, "\\ud83e": 3}')],
    [false, model('["a b"]', '{"a": 0, "b": 1, "ab": 99999999}')],
    [false, model('["a b"]', vocab, '"continuing_subword_prefix": "b", ')],
    [false, model('["a b"]', vocab, '"vocab": {"b": 0}, ')],
    [false, model('["a b"], "vocab": {"b": 0}')],
    [false, model('["a b"]').slice(0, -1)],
    [false, `{"model": {"merges": ["a b"], "vocab": ${vocab}, "type": "BPE"}}`],
    [false, '{"model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}'],
    [false, ""],
  ]) {
    let taken = false;
    try {
      taken = quickDocument(bytesOf(file)) !== null;
    } catch {
      // the rest of the document is no JSON: the same is said of the whole
    }
    assert.equal(taken, quick, file);
    assert.deepEqual(outcome(bytesOf(file)), outcome(file), file);
  }
});

test("bytes that are no UTF-8 are read as the text that a browser makes of them", () => {
  const file = bytesOf(model('["a b"]', '{"a": 0, "b": 1, "ab": 2, "XX": 3}'));
  file[file.indexOf(0x58)] = 0xe2;
  assert.deepEqual(outcome(file), outcome(new TextDecoder().decode(file)));
});
