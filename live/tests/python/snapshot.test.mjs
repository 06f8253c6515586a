import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { packSnapshot } from "../../build/snapshot_file.mjs";
import { load } from "../bundle.mjs";

const { readSnapshot } = await load("src/python/worker/snapshot.ts");

const WORDS = 1024;
const heap = (values) => {
  const words = new Uint32Array(WORDS);
  for (const [i, value] of Object.entries(values)) words[i] = value;
  return new Uint8Array(words.buffer);
};
const head = new Uint8Array(new Uint32Array([99, 16, 0, 0]).buffer); // the second word of Pyodide's head is its length
const fresh = heap({ 1: 11, 2: 22, 100: 1234 });
const sameWithOtherChance = heap({ 1: 11, 2: 22, 100: 9876 });
const prepared = heap({ 1: 11, 2: 33, 100: 55, 900: 77 });
const file = packSnapshot(new Uint8Array(Buffer.concat([head, prepared])), [fresh, sameWithOtherChance]);
const buffer = (bytes) => new Uint8Array(bytes).buffer;

test("a fresh heap becomes the prepared one, whatever its random words hold", async () => {
  const snapshot = await readSnapshot(buffer(file));
  assert.deepEqual([...snapshot.head], [...head]);
  assert.equal(snapshot.heapBytes, prepared.length);
  for (const random of [1234, 9876, 5]) {
    const mine = heap({ 1: 11, 2: 22, 100: random });
    snapshot.restore(mine);
    assert.deepEqual(mine, prepared);
  }
});

test("a heap on which the delta would give nonsense is refused", async () => {
  const { restore } = await readSnapshot(buffer(file));
  assert.throws(() => restore(heap({ 1: 11, 2: 23 })), /not the build's/);
});

test("words that the delta leaves alone stay as the browser made them", async () => {
  const { restore } = await readSnapshot(buffer(file));
  const mine = heap({ 1: 12, 2: 22, 500: 5 });
  restore(mine);
  assert.deepEqual(mine, heap({ 1: 12, 2: 33, 100: 55, 500: 5, 900: 77 }));
});

test("a file that the server has unpacked already is read too", async () => {
  const { head: same } = await readSnapshot(buffer(gunzipSync(file)));
  assert.deepEqual([...same], [...head]);
});

test("damaged files are refused", async () => {
  const raw = gunzipSync(file);
  const damaged = [
    file.subarray(0, file.length / 2),
    gzipSync(raw.subarray(0, raw.length - 4)),
    gzipSync(Buffer.from("<html>404</html>".repeat(9))),
    Buffer.alloc(64),
  ];
  for (const bytes of damaged) await assert.rejects(readSnapshot(buffer(bytes)));
});

test("equal heaps give equal files", () => {
  assert.deepEqual(packSnapshot(new Uint8Array(Buffer.concat([head, prepared])), [fresh, sameWithOtherChance]), file);
});
