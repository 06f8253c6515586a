/** Where several tokenizers cut one text alike, and where not. */
import { Kind, type Tokens } from "../../encoder/protocol.ts";

/** Characters [from, to) of the text between two cuts that all have; whether none cuts inside of it. */
export interface Stretch {
  from: number;
  to: number;
  same: boolean;
}

/** `size`: characters of the text. Neighbours that are the same are one stretch; work grows with the tokens and the text. */
export function stretches(all: readonly Tokens[], size: number): Stretch[] {
  const cuts = new Uint8Array(size + 1);
  const inside = new Uint8Array(size + 1);
  for (const tokens of all) {
    const own = new Uint8Array(size + 1);
    own[0] = own[size] = 1;
    const { starts, ends, kinds, ids } = tokens;
    let reach = 0;
    for (let i = 0; i < ids.length; i += 1) {
      if (kinds[i] === Kind.around) continue;
      const [start, end] = [starts[i]!, ends[i]!];
      // a character in several tokens is cut inside; where the next one goes on from it, it does not end in a cut either
      if (start < reach) inside[start] = 1;
      else own[reach] = own[start] = 1;
      reach = Math.max(reach, end);
    }
    own[reach] = 1;
    // what lies inside of a shared character is no cut between characters
    for (let at = 0; at <= size; at += 1) cuts[at] = cuts[at]! + own[at]!;
  }
  const parts = innerCuts(all, inside);
  const out: Stretch[] = [];
  let [from, same] = [0, true];
  for (let at = 1; at <= size; at += 1) {
    if (parts.has(at - 1)) same = false;
    if (cuts[at] !== all.length) {
      if (cuts[at]) same = false;
      continue;
    }
    const last = out.at(-1);
    if (last?.same && same) last.to = at;
    else out.push({ from, to: at, same });
    [from, same] = [at, true];
  }
  return out;
}

/** Characters that not all tokenizers cut into the same bytes. */
function innerCuts(all: readonly Tokens[], inside: Uint8Array): Set<number> {
  const seen = all.map((tokens) => {
    const sizes = new Map<number, string>();
    for (let i = 0; i < tokens.ids.length; i += 1) {
      const start = tokens.starts[i]!;
      if (tokens.kinds[i] !== Kind.around && inside[start])
        sizes.set(start, `${sizes.get(start) ?? ""} ${tokens.byteAt[i + 1]! - tokens.byteAt[i]!}`);
    }
    return sizes;
  });
  const differ = new Set<number>();
  for (const [start, sizes] of seen.flatMap((one) => [...one]))
    if (seen.some((one) => one.get(start) !== sizes)) differ.add(start);
  return differ;
}

/** Share of the characters inside of stretches that all cut alike. */
export function shareOf(found: readonly Stretch[], size: number): number {
  const same = found.reduce((sum, stretch) => sum + (stretch.same ? stretch.to - stretch.from : 0), 0);
  return size ? same / size : 1;
}
