/**
 * The snapshot as a file: the XOR of the prepared heap and a fresh one, gzipped. Read by
 * live/src/python/worker/snapshot.ts.
 *
 * After gunzip, 32-bit little-endian words: MAGIC, bytes of Pyodide's head, heap bytes, volatile words, hash, delta
 * bytes,
 * 0, 0; the indexes of the volatile words; the head; the delta.
 * Volatile words hold random bytes or the time in a fresh heap: they count as 0 for the XOR. The hash is of the fresh
 * heap's words that the delta changes, so a heap on which it would give nonsense is refused. Other words stay as the
 * browser made them.
 */
import { gunzipSync, gzipSync } from "node:zlib";

export const MAGIC = 0x31535454; // "TTS1"
const HEADER_WORDS = 8;
const BLOCK = 5; // 32 words

/** @returns {Uint8Array} the file's bytes */
export function packSnapshot(snapshot, [fresh, ...others]) {
  const headBytes = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const head = snapshot.subarray(0, headBytes);
  const heap = words(snapshot.slice(headBytes));
  const base = words(fresh.slice());
  const volatile = differing(base, others.map(words));
  for (const i of volatile) base[i] = 0;
  for (let i = 0; i < base.length; i++) heap[i] ^= base[i];
  const delta = heap.subarray(0, used(heap));
  const header = [
    MAGIC,
    headBytes,
    snapshot.length - headBytes,
    volatile.length,
    hashChanged(base, delta),
    delta.length * 4,
    0,
    0,
  ];
  const parts = [new Uint32Array([...header, ...volatile]), head, delta];
  return gzipSync(Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength))), {
    level: 9,
  });
}

/** For the check in Node; the worker has its own reader. */
export function unpackSnapshot(file) {
  const raw = gunzipSync(file);
  const bytes = new Uint8Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
  const [magic, headBytes, , volatileWords, hash, deltaBytes] = words(bytes.subarray(0, HEADER_WORDS * 4));
  if (magic !== MAGIC) throw new Error("not a snapshot");
  const headAt = (HEADER_WORDS + volatileWords) * 4;
  const volatile = words(bytes.slice(HEADER_WORDS * 4, headAt));
  const delta = words(bytes.slice(headAt + headBytes, headAt + headBytes + deltaBytes));
  const into = (heap) => {
    const base = new Uint32Array(heap.buffer, 0, heap.length / 4);
    for (const i of volatile) base[i] = 0;
    if (hashChanged(base, delta) !== hash) throw new Error("the fresh heap differs from the build's");
    for (let i = 0; i < delta.length; i++) base[i] ^= delta[i];
  };
  return { head: bytes.slice(headAt, headAt + headBytes), into, volatileWords };
}

/** FNV-1a over the words of `base` that `delta` changes; snapshot.ts has the same. */
function hashChanged(base, delta) {
  let hash = 0x811c9dc5;
  const end = Math.min(base.length, delta.length);
  for (let i = 0; i < end; i++) if (delta[i]) hash = Math.imul(hash ^ base[i], 0x01000193);
  return hash >>> 0;
}

/** Indexes of the words that differ, and of their neighbours: which bits of a clock changed is chance. */
function differing(base, others) {
  const blocks = new Set();
  for (const other of others) for (let i = 0; i < base.length; i++) if (base[i] !== other[i]) blocks.add(i >> BLOCK);
  return [...blocks]
    .sort((a, b) => a - b)
    .flatMap((block) => Array.from({ length: 1 << BLOCK }, (_, i) => (block << BLOCK) + i));
}

const words = (bytes) => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);

/** Length without the zeros at the end. */
function used(array) {
  let end = array.length;
  while (end && !array[end - 1]) end--;
  return end;
}
