/** Of pieces of code that ran one after the other: which of them had a part in what the last one shows. */

import { changes } from "./effects.ts";
import type { Uses } from "./names.ts";

/** What a piece does, with what is known of the others: their functions, modules and shared objects. */
export interface Effect {
  reads: ReadonlySet<string>;
  writes: ReadonlySet<string>;
  touches: ReadonlySet<string>;
  imports: ReadonlySet<string>;
  /** Nothing is known: everything above has a part in it, and it in everything below. */
  opaque: boolean;
}

export const UNKNOWN: Effect = {
  reads: new Set(),
  writes: new Set(),
  touches: new Set(),
  imports: new Set(),
  opaque: true,
};

/** Gives each piece's effect among `all`. */
export function effects(all: readonly Uses[]): (uses: Uses) => Effect {
  const modules = new Set(all.flatMap((uses) => [...uses.imports]));
  const aliases = joined(all.flatMap((uses) => uses.aliases));
  const owners = (name: string) => all.filter((uses) => uses.functions.has(name));
  const change = (name: string, seen: ReadonlySet<string>): boolean => {
    if (seen.has(name)) return false;
    const on = new Set([...seen, name]);
    const found = owners(name).map((uses) => uses.functions.get(name)!);
    if (!found.length) return modules.has(name) && changes(name);
    return found.some(({ itself, through }) => itself || through.some((other) => change(other, on)));
  };
  return (uses) => {
    const [reads, touches] = [new Set(uses.reads), new Set<string>()];
    const called = new Set([uses]);
    let opaque = false;
    // a function reads and changes what is outside it when it is called, not where it stands
    for (const part of called) {
      opaque ||= part.opaque;
      for (const name of part.reads) {
        if (part !== uses) reads.add(name);
        for (const owner of owners(name)) called.add(owner);
      }
      for (const name of part.touches) touches.add(name);
      for (const { by, method, names } of part.maybes)
        if (method ? !modules.has(by) : change(by, new Set())) for (const name of names) touches.add(name);
    }
    for (const name of [...touches]) for (const other of aliases.get(name) ?? []) touches.add(other);
    return { reads, writes: uses.writes, touches, imports: uses.imports, opaque };
  };
}

/** The places in `before` of the pieces that had a part in what comes after them, the latest first. */
export function slice(before: readonly Effect[], last: Effect): number[] {
  const found: number[] = [];
  let everything = last.opaque;
  const needed = new Set([...last.reads, ...last.touches]);
  const modules = new Set(last.imports); // an import finds the module as others left it
  for (let i = before.length - 1; i >= 0; i--) {
    const piece = before[i]!;
    const part =
      everything ||
      piece.opaque ||
      some(piece.writes, needed) ||
      some(piece.touches, needed) ||
      some(piece.touches, modules);
    if (!part) continue;
    found.push(i);
    for (const name of piece.writes) if (needed.delete(name) && piece.imports.has(name)) modules.add(name);
    for (const name of [...piece.reads, ...piece.touches]) needed.add(name);
    everything ||= piece.opaque;
  }
  return found;
}

function some(names: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const name of names) if (others.has(name)) return true;
  return false;
}

/** Name → all names that may mean the same object. */
function joined(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const [a, b] of pairs) {
    const group = new Set([a, b, ...(groups.get(a) ?? []), ...(groups.get(b) ?? [])]);
    for (const name of group) groups.set(name, group);
  }
  return groups;
}
