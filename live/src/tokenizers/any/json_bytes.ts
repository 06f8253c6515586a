/** JSON read from its bytes, where a whole value would be too much: strings into a buffer, numbers, white space. */
import { putCharacter } from "../utf8.ts";

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const ESCAPES = new Map([...'"\\/bfnrt'].map((sign, i) => [sign.charCodeAt(0), '"\\/\b\f\n\r\t'.charCodeAt(i)]));

export class JsonBytes {
  /** Where the reading is. */
  at = 0;
  /** What the last strings were, in UTF-8, and where the next will stand. */
  text = new Uint8Array(1 << 16);
  size = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** The next byte after white space, which stays; 0 at the end. */
  peek(): number {
    const { bytes } = this;
    let { at } = this;
    while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
    this.at = at;
    return bytes[at] ?? 0;
  }

  /** Whether the next byte is this one, which is then behind. */
  take(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at += 1;
    return true;
  }

  /** Adds a string to `text`; false if there is none, or one that has no UTF-8. */
  string(): boolean {
    if (!this.take(QUOTE)) return false;
    const { bytes } = this;
    let { at, text, size } = this;
    for (;;) {
      const byte = bytes[at]!;
      if (!(byte >= 0x20)) return false; // the end, or what JSON must escape
      at += 1;
      if (byte === QUOTE) break;
      if (size + 4 > text.length) text = this.#grown();
      if (byte !== BACKSLASH) text[size++] = byte;
      else {
        const escaped = ESCAPES.get(bytes[at]!);
        at += 1;
        if (escaped !== undefined) text[size++] = escaped;
        else {
          if (bytes[at - 1] !== 0x75) return false;
          let code = this.#unit(at);
          at += 4;
          if (code >= 0xd800 && code < 0xe000) {
            const low = bytes[at] === BACKSLASH && bytes[at + 1] === 0x75 ? this.#unit(at + 2) : -1;
            if (code >= 0xdc00 || low < 0xdc00 || low >= 0xe000) return false;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            at += 6;
          }
          if (code < 0) return false;
          if (code < 0x80) text[size++] = code;
          else size = putCharacter(text, size, code);
        }
      }
    }
    [this.at, this.size] = [at, size];
    return true;
  }

  /** A whole number of at most nine digits; -1 if there is none. */
  whole(): number {
    this.peek();
    const { bytes, at } = this;
    let value = 0;
    let end = at;
    for (; bytes[end]! >= 0x30 && bytes[end]! <= 0x39; end += 1) value = 10 * value + bytes[end]! - 0x30;
    if (end === at || end - at > 9 || (bytes[at] === 0x30 && end - at > 1)) return -1;
    this.at = end;
    return value;
  }

  #unit(at: number): number {
    const digits = String.fromCharCode(...this.bytes.subarray(at, at + 4));
    return /^[0-9a-fA-F]{4}$/.test(digits) ? parseInt(digits, 16) : -1;
  }

  #grown(): Uint8Array<ArrayBuffer> {
    const text = new Uint8Array(2 * this.text.length);
    text.set(this.text);
    return (this.text = text);
  }
}
