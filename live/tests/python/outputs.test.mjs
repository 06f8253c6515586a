import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { Outputs } = await load("src/python/worker/outputs.ts");

function collected(give) {
  const posted = [];
  const outputs = new Outputs((output) => posted.push([output.kind, output.text]));
  outputs.flush(); // as at the end of the cell before
  give(outputs);
  outputs.flush();
  return posted;
}

test("many small writes travel together", () => {
  const posted = collected(({ send }) => {
    for (let i = 0; i < 1000; i++) send("stdout", "x", "");
  });
  assert.equal(posted.map(([, text]) => text).join(""), "x".repeat(1000));
  assert.ok(posted.length < 100);
});

test("the order of streams and displays is kept", () => {
  const posted = collected(({ send }) => {
    send("stdout", "a", "");
    send("stderr", "b", "");
    send("display", "c", "<b>c</b>");
    send("stdout", "d", "");
    send("notice", "e", "");
  });
  assert.deepEqual(posted, [
    ["stdout", "a"],
    ["stderr", "b"],
    ["display", "c"],
    ["stdout", "d"],
    ["notice", "e"],
  ]);
});
