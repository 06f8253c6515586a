/** A text sent token by token, as ways of decoding print it: two that come to mind, and those of two libraries. */
import { face } from "../tokenizers/face.ts";
import { byteLength } from "../tokenizers/unicode.ts";
import { WHITE } from "../tokenizers/white.ts";
import type { Pieces } from "./pieces.ts";
import type { Streams } from "./protocol.ts";

type Decode = (ids: readonly number[]) => string;

/** What a decoder writes for bytes that are no character. */
const BROKEN = "\ufffd";

/** The tokens at the places `lost` do not arrive. */
export function streams(pieces: Pieces, text: string, lost: readonly number[]): Streams {
  const all = [...pieces.encode(text, { addSpecial: false, splitSpecial: false }).ids];
  const decode: Decode = (some) => pieces.engine.decode([...some], false);
  const bytes = all.map((id) => pieces.piece(id).bytes);
  const sent = [...all.keys()].filter((place) => !lost.includes(place));
  const ids = sent.map((place) => all[place]!);
  return {
    ids: all,
    faces: bytes.map(face),
    bytes: bytes.map((some) => [...some]),
    sent,
    alone: ids.map((id) => decode([id])),
    difference: difference(ids, decode),
    ...held(ids, decode),
    words: words(ids, decode),
    text: decode(ids),
  };
}

/** Counted in characters, as Python slices. */
function difference(ids: readonly number[], decode: Decode): string[] {
  let shown = 0;
  return ids.map((_, i) => {
    const fresh = Array.from(decode(ids.slice(0, i + 1))).slice(shown);
    shown += fresh.length;
    return fresh.join("");
  });
}

/** As DecodeStream of the library tokenizers does: only the ids whose text may still change are kept. */
function held(sent: readonly number[], decode: Decode): Pick<Streams, "held" | "raised"> {
  const out: (string | null)[] = [];
  let [ids, before, known]: [number[], string, number] = [[], "", 0];
  for (const id of sent) {
    if (!before && ids.length) {
      const text = decode(ids);
      if (!text.endsWith(BROKEN)) [before, known] = [text, ids.length];
    }
    ids = [...ids, id];
    const text = decode(ids);
    if (byteLength(text) <= byteLength(before) || text.endsWith(BROKEN)) {
      out.push(null);
      continue;
    }
    if (!text.startsWith(before)) {
      const where = `Token ID: ${id}, Expected prefix: '${before}', Actual string: '${text}'`;
      return { held: out, raised: `Invalid prefix encountered while decoding stream. ${where}` };
    }
    out.push(text.slice(before.length));
    const left = ids.length - known;
    ids = ids.slice(known);
    [before, known] = [decode(ids), left];
  }
  return { held: out, raised: null };
}

/** As TextStreamer of transformers 5.24 does; the last entry is what its `end` prints. */
function words(sent: readonly number[], decode: Decode): string[] {
  let [ids, shown]: [number[], number] = [[], 0];
  const out = sent.map((id) => {
    ids.push(id);
    const text = Array.from(decode(ids));
    const fresh = text.slice(shown);
    const last = text.at(-1);
    if (last === "\n") {
      // the last token stays, so that the next one does not lose its space
      [ids, shown] = [[id], Array.from(decode([id])).length];
      return fresh.join("");
    }
    const whole = (last && isChinese(last)) || PLAIN.test(fresh.join(""));
    const now = whole ? fresh : text.slice(shown, text.lastIndexOf(" ") + 1);
    shown += now.length;
    return now.join("");
  });
  return [...out, Array.from(decode(ids)).slice(shown).join("")];
}

/** Letters with their marks, digits and white space, which TextStreamer prints at once. */
const PLAIN = new RegExp(`^[\\p{L}\\p{M}\\p{N}${WHITE}]*$`, "u");

/** The blocks of CJK ideographs that TextStreamer knows. */
const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u;
const isChinese = (character: string): boolean => CHINESE.test(character);
