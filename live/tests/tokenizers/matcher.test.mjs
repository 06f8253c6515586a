import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { Matcher } = await load("src/tokenizers/matcher.ts");
const { normalized } = await load("src/tokenizers/marks.ts");

/** Numbers from 0 to 1, the same in every run. */
function dice(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

test("the leftmost, then longest string is found, as by looking everywhere", () => {
  const roll = dice(7);
  const word = (most) =>
    Array.from({ length: 1 + Math.floor(roll() * most) }, () => "ab\u0100c"[Math.floor(roll() * 4)]).join("");
  for (let round = 0; round < 3000; round += 1) {
    const strings = new Map(Array.from({ length: 1 + Math.floor(roll() * 6) }, (_, id) => [word(5), id]));
    const text = word(30);
    const expected = [];
    for (let at = 0; at < text.length; ) {
      const [found] = [...strings.keys()]
        .filter((string) => text.startsWith(string, at))
        .sort((a, b) => b.length - a.length);
      if (found) expected.push({ id: strings.get(found), from: at, to: at + found.length });
      at += found?.length ?? 1;
    }
    const matcher = new Matcher(strings);
    const matches = [];
    for (let one = matcher.next(text, 0); one; one = matcher.next(text, one.to)) matches.push(one);
    assert.deepEqual(matches, expected, `${[...strings.keys()]} in ${text}`);
  }
});

test("long runs of marks are composed as the platform does it", () => {
  const roll = dice(11);
  const marks = [..."\u0300\u0301\u0323\u0327\u0345\u0344\u031b\u0f71\u0f72\u05b0\u3099\u0e38\u094d"];
  for (let round = 0; round < 200; round += 1) {
    const text =
      "uа"[round % 2] +
      Array.from({ length: 30 + Math.floor(roll() * 60) }, () => marks[Math.floor(roll() * marks.length)]).join("") +
      "é";
    for (const form of ["NFC", "NFD"]) assert.equal(normalized(text, form), text.normalize(form));
  }
});
