/** Of pieces of code that ran one after the other: which of them had a part in what the last one shows. */

import { changes, LOOKERS, RANDOM, TELLERS, TOLD, UNSTEADY } from "./effects.ts";
import { PageNames } from "./page_names.ts";
import type { Changes, Maybe, Uses } from "./uses.ts";

/** The state that the functions of `random` have in common. */
const STATE = "<random>";

/** What a piece does, with what is known of the others: their functions, modules and shared objects. */
export interface Effect {
  reads: ReadonlySet<string>;
  writes: ReadonlySet<string>;
  touches: ReadonlySet<string>;
  imports: ReadonlySet<string>;
  /** What it reads, without modules. */
  objects: ReadonlySet<string>;
  /** Nothing is known: everything above has a part in it, and it in everything below. */
  opaque: boolean;
  /** Everything above has a part in it, since it uses the last value that there was. */
  last: boolean;
  /** Whether it gives the same when it runs again, as far as is known. */
  steady: boolean;
}

/** Gives each piece's effect among `all`. */
export function effects(all: readonly Uses[]): (uses: Uses) => Effect {
  const page = new PageNames(all);
  const change = (of: Uses, name: string, seen: ReadonlySet<string>): boolean => {
    if (seen.has(name)) return false;
    const found = page.functionsOf(of, name);
    if (!found.length) return page.module(name) && changes(name);
    return found.some((uses) => does(uses, uses.functions.get(name), new Set([...seen, name])));
  };
  // where only what it was made from is a function of the page, that may change what it is given
  const does = (uses: Uses, known: Changes | undefined, seen: ReadonlySet<string>): boolean =>
    !known || known.itself || known.through.some((other) => change(uses, other, seen));
  const happens = (uses: Uses, maybe: Maybe): boolean => {
    if (maybe.kind === "unknown") return !page.module(maybe.by);
    if (maybe.kind === "made") return page.keeps(uses, maybe.by);
    if (maybe.kind === "function") return change(uses, maybe.by, new Set());
    return page.withMethod(maybe.method).some((other) => does(other, other.methods.get(maybe.method), new Set()));
  };
  const known = new Map<Uses, Effect>(); // most codes ran several times
  const effect = (uses: Uses): Effect => {
    const [reads, writes, touches] = [new Set<string>(), new Set(uses.writes), new Set<string>()];
    const packages = new Set<string>();
    const called = new Set([uses]);
    let [opaque, last] = [false, false];
    // a function reads and changes what is outside it when it is called, not where it stands
    for (const part of called) {
      opaque ||= part.opaque;
      last ||= part.last;
      const here = part === uses;
      const does = !here ? part.later : part.defines ? part.now : part;
      for (const name of does.reads) {
        reads.add(name);
        for (const owner of page.functionsOf(part, name, part.runs.has(name))) called.add(owner);
      }
      for (const [method, objects] of here && part.defines ? [] : part.calls)
        if (![...objects].every((object) => page.module(object)))
          for (const owner of page.withMethod(method)) called.add(owner);
      const changed = new Set(does.touches);
      for (const maybe of part.maybes)
        if ((here ? !part.defines || !maybe.later : maybe.later) && happens(part, maybe))
          for (const name of maybe.names) changed.add(name);
      for (const name of changed) for (const other of page.changedWith(part, name)) touches.add(other);
      for (const name of here && !part.defines ? part.seen : does.reads) {
        const from = page.packages.get(name);
        if (from) packages.add(from);
      }
    }
    for (const name of reads) if (page.iterators.has(name)) touches.add(name);
    // a filter of warnings or a level of logging decides what any call tells
    const tells = (name: string) => page.module(name) && (TELLERS.has(name) || TELLERS.has(page.packages.get(name)!));
    const restored = uses.calls.has("catch_warnings") || uses.seen.has("catch_warnings");
    if (!restored && [...touches].some(tells)) writes.add(TOLD);
    else if (uses.calls.size || [...uses.runs].some((name) => !LOOKERS.has(name))) reads.add(TOLD);
    const seeding = [...(uses.calls.get("seed") ?? []), ...(uses.seen.has("seed") ? ["seed"] : [])];
    const seeds = seeding.some((name) => page.packages.get(name) === RANDOM);
    if (packages.has(RANDOM) && seeds) writes.add(STATE);
    else if (packages.has(RANDOM)) reads.add(STATE), touches.add(STATE);
    const chance = [...called].some((part) => part.chance);
    const steady = !chance && !last && ![...UNSTEADY].some((name) => packages.has(name) && !(name === RANDOM && seeds));
    const objects = new Set([...reads].filter((name) => !page.module(name)));
    for (const name of uses.reads) reads.add(name); // whoever calls a function needs what it reads
    return { reads, writes, touches, imports: new Set(uses.imports.keys()), objects, opaque, last, steady };
  };
  return (uses) => {
    const found = known.get(uses) ?? effect(uses);
    known.set(uses, found);
    return found;
  };
}

/** The places in `before` of the pieces that had a part in what comes after them, the latest first. */
export function slice(before: readonly Effect[], last: Effect): number[] {
  const found: number[] = [];
  let everything = last.opaque || last.last;
  const needed = new Set(uses(last));
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
    for (const name of uses(piece)) needed.add(name);
    everything ||= piece.opaque || piece.last;
  }
  return found;
}

function some(names: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const name of names) if (others.has(name)) return true;
  return false;
}

/** What a piece uses of what is there before it: an object that it makes and then changes is its own. */
function uses({ reads, touches, writes }: Effect): string[] {
  return [...reads, ...[...touches].filter((name) => !writes.has(name))];
}
