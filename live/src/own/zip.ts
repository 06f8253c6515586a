/** The files in a zip: its central directory, and entries unpacked by the browser when they are asked for. */
import { OWN } from "./texts.ts";

export interface ZipEntry {
  path: string;
  /** Unpacked, as the directory says. */
  size: number;
  blob(): Promise<Blob>;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LONGEST_END = 22 + 0xffff;
const STORED = 0;
const DEFLATED = 8;

/** Throws an Error for the reader. */
export async function zipEntries(file: Blob, name: string): Promise<ZipEntry[]> {
  const from = Math.max(0, file.size - LONGEST_END);
  const tail = new DataView(await file.slice(from).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new Error(OWN.zipCut(name));
  const [count, size, start] = [
    tail.getUint16(end + 10, true),
    tail.getUint32(end + 12, true),
    tail.getUint32(end + 16, true),
  ];
  if (start === 0xffffffff || start + size > file.size) throw new Error(OWN.zipCut(name));
  const directory = new DataView(await file.slice(start, start + size).arrayBuffer());
  const entries: ZipEntry[] = [];
  for (let at = 0, i = 0; i < count; i += 1) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== ENTRY) throw new Error(OWN.zipCut(name));
    const of = (place: number, bytes: 2 | 4): number =>
      bytes === 2 ? directory.getUint16(at + place, true) : directory.getUint32(at + place, true);
    const [flags, method, packed, unpacked, offset] = [of(8, 2), of(10, 2), of(20, 4), of(24, 4), of(42, 4)];
    const path = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, of(28, 2)));
    at += 46 + of(28, 2) + of(30, 2) + of(32, 2);
    if (path.endsWith("/")) continue;
    const blob = async (): Promise<Blob> => {
      if (flags & 1 || (method !== STORED && method !== DEFLATED)) throw new Error(OWN.zipLocked(name, path));
      const head = new DataView(await file.slice(offset, offset + 30).arrayBuffer());
      const data = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
      const body = file.slice(data, data + packed);
      if (method === STORED) return body;
      return unpack(body, unpacked, name, path);
    };
    entries.push({ path, size: unpacked, blob });
  }
  return entries;
}

/** No more than what the directory says: what unpacks to more is no zip that anybody made in good faith. */
async function unpack(body: Blob, size: number, name: string, path: string): Promise<Blob> {
  const stream = body.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (let left = size; ; ) {
      const { done, value } = await stream.read();
      if (done && left === 0) return new Blob(parts);
      if (done || (left -= value.length) < 0) break;
      parts.push(value as Uint8Array<ArrayBuffer>);
    }
  } catch {
    // damaged
  }
  void stream.cancel().catch(() => {});
  throw new Error(OWN.zipDamaged(name, path));
}
