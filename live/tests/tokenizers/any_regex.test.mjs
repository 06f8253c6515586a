import assert from "node:assert/strict";
import test from "node:test";

import { load } from "../bundle.mjs";

const { Characters } = await load("src/tokenizers/any/characters.ts");
const { createPattern } = await load("src/tokenizers/any/pattern.ts");
const characters = new Characters();
const found = (pattern, text) =>
  createPattern({ Regex: pattern }, "a test", characters)(text).map(([from, to]) => text.slice(from, to));

test("what Oniguruma finds", () => {
  assert.deepEqual(found("a++b", "aaab"), ["aaab"]);
  assert.deepEqual(found("a++ab", "aaab"), []); // possessive: nothing is given back
  assert.deepEqual(found("(?>a|ab)c", "abc"), []);
  assert.deepEqual(found("a{2}?b", "aabb"), ["aab", "b"]); // {n}? is (?:{n})?
  assert.deepEqual(found("a{,2}b", "aaab"), ["aab"]);
  assert.deepEqual(found("^.", "ab\ncd\n"), ["a", "c"]); // lines, and none behind the last newline
  assert.deepEqual(found(".$", "ab\ncd\n"), ["b", "d"]);
  assert.deepEqual(found("\\A.|.\\z|x\\Z", "abx\n"), ["a", "x"]);
  assert.deepEqual(found("(?m:a.)", "a\n"), ["a\n"]);
  assert.deepEqual(found("(?i:'S|k)", "'s'\u017fk\u212a"), ["'s", "'\u017f", "k", "\u212a"]);
  assert.deepEqual(found("[a-c&&[^b]]", "abc"), ["a", "c"]);
  assert.deepEqual(found("[[:^alpha:]]", "a1"), ["1"]);
  assert.deepEqual(found("\\h+", "xyzAf09g"), ["Af09"]);
  assert.deepEqual(found("x*", "axx"), ["", "xx"]); // no empty match right behind another
  assert.deepEqual(found("(?<=a)b(?!c)", "ab abc"), ["b"]);
  assert.deepEqual(createPattern({ Regex: "b|$" }, "a test", characters)("🤗🤗"), [[4, 4]]); // between no halves
  assert.deepEqual(found("\\R", "\r\n\n"), ["\r\n", "\n"]);
  assert.deepEqual(found("\\s+", "a\ufeff b"), [" "]); // U+FEFF is a space to JavaScript only
  assert.deepEqual(found("\\x{1F600}|\\x41|\\u0042", "😀AB"), ["😀", "A", "B"]);
});

test("what has no equal is refused by name", () => {
  for (const [pattern, construct] of [
    ["\\1", "\\\\1"],
    ["\\K", "\\\\K"],
    ["\\X", "\\\\X"],
    ["\\G", "\\\\G"],
    ["(?~a)", "the group (?~a"],
    ["\\g<n>", "\\\\g"],
    ["(?x: a)", "the option x"],
    ["\\p{Nonsense}", "\\\\p{Nonsense}"],
    ["(?i:é)", "beyond ASCII"],
    ["(?i:ss)", "where case is ignored"],
    ["(?i:\\p{L})", "a set of characters where case is ignored"],
    ["[]a]", "an empty class"],
    ["(a", "without its )"],
    ["a)", "without its ("],
    ["*a", "nothing to repeat"],
    ["[b-a]", "does not go up"],
  ]) {
    assert.throws(
      () => createPattern({ Regex: pattern }, "a test", characters),
      (error) => error.name === "UnreadableTokenizer" && error.message.includes(construct.replace("\\\\", "\\")),
      pattern,
    );
  }
});
