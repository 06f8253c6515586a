import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { asText, firstDifference } = await load("src/page/compare.ts");
const output = (kind, text) => ({ kind, text, html: "" });

test("outputs become the text that the build writes", () => {
  // tests/course/site/test_live.py has them too
  const cases = JSON.parse(readFileSync(new URL("shown.json", import.meta.url), "utf-8"));
  for (const { outputs, error, text } of cases) {
    const last = error && (error.message ? `${error.type}: ${error.message}` : error.type);
    assert.equal(
      asText(
        outputs.map(({ kind, text: written }) => output(kind, written)),
        error && { last },
      ),
      text,
    );
  }
  assert.equal(asText([output("stdout", "a\n"), output("notice", "cut off")], null), "a");
});

test("equal texts have no difference", () => {
  assert.equal(firstDifference("a\nb", "a\nb"), null);
  assert.equal(firstDifference("", ""), null);
});

test("the first line that differs is found and cut to what differs", () => {
  const { line, build, yours } = firstDifference("same\nids: [1, 2, 3]", "same\nids: [1, 7, 3]\nmore");
  assert.equal(line, 2);
  assert.deepEqual(build, { before: "ids: [1, ", differs: "2", after: ", 3]" });
  assert.deepEqual(yours, { before: "ids: [1, ", differs: "7", after: ", 3]" });
});

test("a missing line is told from an empty one", () => {
  assert.equal(firstDifference("a", "a\nb").build, null);
  assert.equal(firstDifference("a\nb", "a").yours, null);
  assert.deepEqual(firstDifference("a\n", "a\nb").build, { before: "", differs: "", after: "" });
});

test("no emoji is cut in two, and long lines are shortened", () => {
  const { build, yours } = firstDifference(`${"x".repeat(200)}🤗end`, `${"x".repeat(200)}🤖end`);
  assert.equal(build.differs, "🤗");
  assert.equal(yours.differs, "🤖");
  assert.equal(build.before, `…${"x".repeat(40)}`);
  assert.ok(firstDifference("a".repeat(500), "b".repeat(500)).build.differs.length < 70);
});
