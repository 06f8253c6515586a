/** Reads the memory snapshot that live/build/snapshot_file.mjs wrote, and restores it into a fresh heap. */

const MAGIC = 0x31535454;
const HEADER_WORDS = 8;

export interface Snapshot {
  /** Pyodide's own head: what `loadPyodide({_loadSnapshot})` gets. */
  head: Uint8Array;
  heapBytes: number;
  /** Turn the heap of a freshly instantiated module into the prepared one. Throws if it is not the build's. */
  restore(heap: Uint8Array): void;
}

/** Decompress and parse. Throws for a damaged file, and where DecompressionStream is missing. */
export async function readSnapshot(file: ArrayBuffer): Promise<Snapshot> {
  const bytes = await gunzip(file);
  const [magic, headBytes, heapBytes, volatileWords, hash, deltaBytes] = new Uint32Array(
    bytes,
    0,
    HEADER_WORDS,
  ) as unknown as [number, number, number, number, number, number];
  const headAt = (HEADER_WORDS + volatileWords) * 4;
  const deltaAt = headAt + headBytes;
  if (magic !== MAGIC || deltaAt + deltaBytes !== bytes.byteLength) throw new Error("the memory snapshot is damaged");
  const volatile = new Uint32Array(bytes, HEADER_WORDS * 4, volatileWords);
  const delta = new Uint32Array(bytes, deltaAt, deltaBytes / 4);
  const restore = (heap: Uint8Array): void => {
    const words = new Uint32Array(heap.buffer, heap.byteOffset, heap.byteLength / 4);
    for (const i of volatile) words[i] = 0;
    if (xor(words, delta) !== hash) throw new Error("this browser's fresh heap is not the build's");
  };
  return { head: new Uint8Array(bytes, headAt, headBytes), heapBytes, restore };
}

/** Returns the FNV-1a hash of the words that were changed, as they were; live/build/snapshot_file.mjs has the same. */
function xor(words: Uint32Array, delta: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < delta.length; i++) {
    const change = delta[i]!;
    if (!change) continue;
    const before = words[i]!;
    hash = Math.imul(hash ^ before, 0x01000193);
    words[i] = before ^ change;
  }
  return hash >>> 0;
}

/** A server may have sent the file as Content-Encoding: gzip; then it is plain already. */
async function gunzip(file: ArrayBuffer): Promise<ArrayBuffer> {
  const [first, second] = new Uint8Array(file);
  if (first !== 0x1f || second !== 0x8b) return file;
  const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
