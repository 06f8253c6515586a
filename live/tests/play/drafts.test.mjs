import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { withDraft, withMoved, withoutEditors } = await load("src/play/chat/drafts.ts");

test("what stands in the field of a template goes with its tokenizer when that gets another name", () => {
  const drafts = { json: "{", "template own.a": "long" };
  assert.deepEqual(withMoved(drafts, "template own.a", "template own.b"), { json: "{", "template own.b": "long" });
  assert.deepEqual(withMoved(drafts, "template own.a", null), { json: "{" });
  assert.deepEqual(withMoved(drafts, "template phi-3", "template x"), drafts);
});

test("a field has one draft, and an editor takes its own away", () => {
  assert.deepEqual(withDraft({ json: "{" }, "json", "["), { json: "[" });
  assert.deepEqual(withDraft({ json: "{" }, "json", null), {});
  assert.deepEqual(withoutEditors({ json: "{", "card 0 content": "a", tools: "[", more: "1" }, ["tools"]), {
    more: "1",
  });
});
