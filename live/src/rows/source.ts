/** A file as text, a piece at a time, so that it is never in memory as a whole. */
import { BadFile } from "./records.ts";
import { ROWS } from "./texts.ts";

const PART = 65_536; // bytes

/** `read` hears of bytes that came. Throws a BadFile. */
export async function* piecesOf(name: string, file: Blob, read: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const stream = file.stream().getReader();
  let at = 0;
  try {
    for (;;) {
      const { done, value } = await stream.read().catch(() => {
        throw new BadFile(ROWS.changed(name), true);
      });
      if (!at && value && ((value[0] === 0xff && value[1] === 0xfe) || (value[0] === 0xfe && value[1] === 0xff)))
        throw new BadFile(ROWS.utf16(name), true);
      // in small parts, whatever the browser gives, so that the progress is fine
      for (const part of value ? parts(value) : [undefined]) {
        const text = decoded(name, at, decoder, part);
        if (text.includes("\0")) throw new BadFile(ROWS.notText(name), true);
        if (text) yield text;
        at += part?.length ?? 0;
        read(part?.length ?? 0);
      }
      if (done) break;
    }
  } finally {
    void stream.cancel().catch(() => {});
  }
  if (at !== file.size) throw new BadFile(ROWS.changed(name), true);
}

function* parts(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PART) yield bytes.subarray(from, from + PART);
}

function decoded(name: string, at: number, decoder: TextDecoder, value: Uint8Array | undefined): string {
  try {
    return decoder.decode(value, { stream: value !== undefined });
  } catch {
    throw new BadFile(ROWS.notUtf8(name, at), true);
  }
}
