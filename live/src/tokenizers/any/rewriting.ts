/** Texts written anew character by character, where each new character stands for what the old one stands for. */
import { type Aligned, Builder, Rewrite } from "./aligned.ts";
import type { Characters } from "./characters.ts";

/** Takes what is written in place of one character: the first with 0, further ones with 1. */
export interface Sink {
  put(code: number, change: number): void;
}

/** Whether a transformation to the same characters changes nothing. */
export const unmoved = (text: Aligned): boolean => text.start(0) !== text.end(0);

/** Writes every character anew; `write` says whether it put anything but the one it got. */
export function rewritten(text: Aligned, write: (out: Sink, code: number) => boolean): Aligned {
  if (unmoved(text)) return inPlace(text, write);
  const out = new Rewrite(text.text.length);
  for (let at = 0; at < text.text.length; ) {
    const code = text.text.codePointAt(at)!;
    at += code > 0xffff ? 2 : 1;
    write(out, code);
  }
  return text.transform(out);
}

/** The same without a note of changes: what is put stands for the character at hand, and nothing has to move. */
function inPlace(aligned: Aligned, write: (out: Sink, code: number) => boolean): Aligned {
  const { text, starts, ends, base } = aligned;
  const made = new Builder(text.length);
  let start = 0;
  let end = 0;
  const out: Sink = { put: (code) => made.code(code, start, end) };
  let same = true;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    start = starts[at]!;
    end = ends[at]!;
    at += code > 0xffff ? 2 : 1;
    if (write(out, code)) same = false;
  }
  return same ? aligned : made.aligned(base);
}

export function map(text: Aligned, to: (code: number) => number): Aligned {
  return rewritten(text, (out, code) => {
    const made = to(code);
    out.put(made, 0);
    return made !== code;
  });
}

/** Keeps some characters; those behind a character that stays go with it. */
export function filter(text: Aligned, keep: (code: number) => boolean): Aligned {
  if (unmoved(text)) {
    return inPlace(text, (out, code) => {
      const stays = keep(code);
      if (stays) out.put(code, 0);
      return !stays;
    });
  }
  const out = new Rewrite(text.text.length);
  let removed = 0;
  for (let at = 0; at < text.text.length; ) {
    const code = text.text.codePointAt(at)!;
    at += code > 0xffff ? 2 : 1;
    if (keep(code)) out.put(code, 0);
    else if (out.size) out.changes[out.size - 1]! -= 1;
    else removed += 1;
  }
  // the library counts only what comes before a character that stays
  return text.transform(out, out.size ? removed : 0);
}

export function lowercase(text: Aligned, characters: Characters): Aligned {
  return rewritten(text, (out, code) => {
    const made = characters.lower(code);
    if (made === undefined) out.put(code, 0);
    else
      for (let at = 0; at < made.length; at += made.codePointAt(at)! > 0xffff ? 2 : 1)
        out.put(made.codePointAt(at)!, at > 0 ? 1 : 0);
    return made !== undefined;
  });
}
