/** Texts as UTF-8 in one memory, for looking them up by their bytes. */

export class Utf8 {
  /** The last text; what is behind it is of others. */
  bytes = new Uint8Array(256);

  /** Writes a text; how many bytes it has, or -1 if half of a pair stands in it alone, which has no UTF-8. */
  write(text: string): number {
    if (this.bytes.length < 3 * text.length) this.bytes = new Uint8Array(6 * text.length);
    const { bytes } = this;
    let size = 0;
    for (let i = 0; i < text.length; i += 1) {
      let code = text.charCodeAt(i);
      if (code < 0x80) {
        bytes[size++] = code;
        continue;
      }
      if (code >= 0xd800 && code < 0xe000) {
        code = text.codePointAt(i)!;
        if (code < 0x10000) return -1;
        i += 1;
      }
      size = putCharacter(bytes, size, code);
    }
    return size;
  }
}

/** Writes a character beyond ASCII as UTF-8; the place after it. */
export function putCharacter(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
  else {
    if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
    else {
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 63);
    }
    bytes[at++] = 0x80 | ((code >> 6) & 63);
  }
  bytes[at++] = 0x80 | (code & 63);
  return at;
}
