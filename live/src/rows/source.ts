/** A file as text, a piece at a time, so that it is never in memory as a whole. */
import { BadFile } from "./records.ts";
import { ROWS } from "./texts.ts";

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
      const text = decoded(name, at, decoder, value);
      if (text.includes("\0")) throw new BadFile(ROWS.notText(name), true);
      if (text) yield text;
      if (done) break;
      at += value.length;
      read(value.length);
    }
  } finally {
    void stream.cancel().catch(() => {});
  }
  if (at !== file.size) throw new BadFile(ROWS.changed(name), true);
}

function decoded(name: string, at: number, decoder: TextDecoder, value: Uint8Array | undefined): string {
  try {
    return decoder.decode(value, { stream: value !== undefined });
  } catch {
    throw new BadFile(ROWS.notUtf8(name, at), true);
  }
}
