import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { Words } = await load("src/encoder/words.ts");

function counted(text) {
  const steps = new Words().count(text);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

test("words in windows are those of the browser's segmenter", () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  const parts = [
    "การแปลงข้อความเป็นโทเค็นเป็นขั้นตอนแรก",
    "分词器看不到单词，它把文本切成小块。",
    "日本語の文章を単語に分ける",
    "x".repeat(200),
    "a\u0301",
    "👩‍👧!",
    "don't-stop_",
    "1,234.5 ",
  ];
  for (let i = 0; i < parts.length; i += 1) {
    const text = parts[i].repeat(40) + parts[(i + 3) % parts.length].repeat(20);
    assert.equal(
      counted(text),
      Array.from(segmenter.segment(text)).filter(({ isWordLike }) => isWordLike).length,
      parts[i],
    );
  }
});
