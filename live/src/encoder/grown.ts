/**
 * The ids of texts that grow, as prompts do turn by turn: of each only what is new is encoded, from an added token on that
 * stands in the text before, too. What such a token cuts off does not depend on what follows it.
 */
import { encodeMarked } from "../tokenizers/marked.ts";
import type { Engine } from "./engine.ts";

interface Found {
  text: string;
  ids: number[];
  /** Tokens at which the text can be cut: which, and where each stands in the text, in UTF-16 units. */
  cuts: { token: number; at: number }[];
}

export class Grown {
  /** Added tokens that are found in the text as it is, whatever stands around them. */
  readonly #cutting = new Map<number, string>();
  /** How far an added token may look behind its first character. */
  #reach = 0;
  #before: Found = { text: "", ids: [], cuts: [] };

  constructor(readonly engine: Engine) {
    for (const [id, { content, normalized, singleWord }] of engine.added()) {
      this.#reach = Math.max(this.#reach, content.length + 2); // and the character after a whole word
      if (!normalized && !singleWord) this.#cutting.set(id, content);
    }
  }

  /** How many ids a text has, and how many of them the text before begins with. */
  *next(text: string, marked: boolean): Generator<void, [count: number, same: number]> {
    const before = this.#before;
    const shared = marked ? 0 : sameUnits(before.text, text); // marks are read in the text as a whole
    const cuts = before.cuts.filter(({ at }) => at + this.#reach <= shared);
    const cut = cuts.at(-1) ?? { token: 0, at: 0 };
    const found = marked
      ? yield* encodeMarked(this.engine, text)
      : yield* this.engine.steps(text.slice(cut.at), { addSpecial: false, splitSpecial: false });
    const ids = before.ids.slice(0, cut.token);
    for (const id of found.ids) ids.push(id);
    this.#before = { text, ids, cuts: marked ? [] : [...cuts.slice(0, -1), ...this.#cuts(text, cut, found)] };
    let same = cut.token;
    while (same < ids.length && same < before.ids.length && ids[same] === before.ids[same]) same += 1;
    return [ids.length, same];
  }

  #cuts(text: string, from: Found["cuts"][number], found: { ids: number[]; starts: number[]; ends: number[] }) {
    const cuts: Found["cuts"] = [];
    let [at, character] = [from.at, 0];
    const reach = (to: number): number => {
      for (; character < to; character += 1) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
      return at;
    };
    found.ids.forEach((id, i) => {
      const content = this.#cutting.get(id);
      if (content === undefined) return;
      const start = reach(found.starts[i]!);
      if (text.slice(start, reach(found.ends[i]!)).trim() === content.trim())
        cuts.push({ token: from.token + i, at: start });
    });
    return cuts;
  }
}

function sameUnits(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}
