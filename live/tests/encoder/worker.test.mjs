import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

/** The worker's script with a page around it: what it says, and a promise of its next message. */
async function startWorker() {
  const said = [];
  let heard = () => {};
  globalThis.self = {
    postMessage: (message) => {
      said.push(message);
      heard();
    },
  };
  // Node hands on a thousand messages of a channel at once; a browser's worker reads other messages in between.
  globalThis.MessageChannel = class {
    port1 = {};
    port2 = { postMessage: (data) => setImmediate(() => this.port1.onmessage({ data })) };
  };
  await load("src/encoder/worker.ts");
  const until = async (type) => {
    while (!said.some((message) => message.type === type)) await new Promise((resolve) => (heard = resolve));
    return said.find((message) => message.type === type);
  };
  return { said, until, send: (data) => self.onmessage({ data }) };
}

const macrotask = () => new Promise((resolve) => setImmediate(resolve));

test("a newer text takes the place of one that is under way, and nobody waits for what is forgotten", async () => {
  const worker = await startWorker();
  const count = (id, text) => worker.send({ type: "ask", id, key: "words", ask: { what: "words", text } });
  count(1, "🤗".repeat(200_000)); // takes many turns
  for (let turn = 0; turn < 3; turn += 1) await macrotask();
  count(2, "two words");
  assert.deepEqual(await worker.until("dropped"), { type: "dropped", id: 1 });
  assert.deepEqual(await worker.until("answer"), { type: "answer", id: 2, value: 2 });
  assert.deepEqual(
    worker.said.map(({ type }) => type),
    ["here", "working", "dropped", "working", "answer"],
  );

  worker.said.length = 0;
  count(3, "!".repeat(200_000));
  await macrotask();
  worker.send({ type: "forget", key: "words" });
  assert.deepEqual(await worker.until("dropped"), { type: "dropped", id: 3 });
  count(4, "three more words");
  assert.deepEqual(await worker.until("answer"), { type: "answer", id: 4, value: 3 });
});
