/** Whether what a cell shows is still what its code, and the code above that it uses, would give. */

import type { RunResult } from "../python/types.ts";
import { fingerprint } from "./hash.ts";
import type { NamesModule } from "./names.ts";
import type { Effect } from "./slices.ts";
import type { Uses } from "./uses.ts";

/**
 * - `fresh`: as it stands.
 * - `changed`: the cell's own code is another now.
 * - `outdated`: a cell that it uses has changed, or has run again and may have given something else.
 * - `lost`: it comes from a Python that has ended.
 */
export type Standing = "fresh" | "changed" | "outdated" | "lost";

/** A cell as far as this module needs it. */
export interface Piece {
  readonly id: string;
  readonly kind: string;
  readonly source: { readonly code: string; readonly original: string };
}

/** One run; the key to ask later whether its result still stands. */
export interface Run {
  readonly id: string;
  readonly code: string;
  readonly number: number;
  readonly python: number;
  readonly whole: boolean;
  basis?: { parts: Run[]; effect: Effect; spoiled: boolean; result: string };
}

/** Of code that cannot be read: anything may have a part in it, and it in anything. */
const UNKNOWN: Effect = {
  reads: new Set(),
  writes: new Set(),
  touches: new Set(),
  imports: new Set(),
  objects: new Set(),
  opaque: true,
  last: true,
  steady: true,
};

export class Freshness {
  #names: NamesModule | null = null;
  #runs: Run[] = [];
  #python = 0;
  #count = 0;
  readonly #uses = new Map<string, Uses>();
  /** Code → the names whose objects were others after a run of it, whatever can be read from it. */
  readonly #changed = new Map<string, Set<string>>();
  /** Cell → of which codes its last slices were, and these: most stay while the reader types in one. */
  readonly #slices = new Map<string, { codes: string[]; found: number[] }>();

  /** `cells`: in the order of the page. */
  constructor(private readonly cells: readonly Piece[]) {}

  /** Until it knows how to read code, every cell above counts as used. */
  get reads(): boolean {
    return this.#names !== null;
  }

  read(names: NamesModule): void {
    this.#names = names;
  }

  /** `whole`: it ran to its end; `seen`: whether Python is still there, and the names whose objects are others now. */
  ran(id: string, code: string, whole: boolean, seen: Partial<RunResult> = {}): Run {
    const { variablesKept: kept = true, changed = [] } = seen;
    if (changed.length) {
      this.#changed.set(code, new Set([...(this.#changed.get(code) ?? []), ...changed]));
      this.#slices.clear();
    }
    const run: Run = { id, code, whole, number: ++this.#count, python: kept ? this.#python : -1 };
    if (kept) this.#runs.push(run);
    return run;
  }

  /** Python has ended; what it had computed is gone. */
  lost(): void {
    this.#python++;
    this.#runs = [];
  }

  /** `run`: the one whose result the cell shows; null for the build's. `code`: what the cell holds now. */
  standing(cell: Piece, run: Run | null, code = cell.source.code): Standing {
    if (code !== (run?.code ?? cell.source.original)) return "changed";
    if (run && run.python !== this.#python) return "lost";
    return (run ? this.#old(run, new Map()) : this.#above(cell, true).some(edited)) ? "outdated" : "fresh";
  }

  /** Whether the page as it stands would give the run something else than what it used. */
  #old(run: Run, known: Map<Run, boolean>): boolean {
    const before = known.get(run);
    if (before !== undefined) return before;
    known.set(run, false);
    const old = this.#basis(run).spoiled || this.#moved(run, known) || this.#newer(run);
    known.set(run, old);
    return old;
  }

  /** Whether a cell that the run used has been changed or has given something else since. */
  #moved(run: Run, known: Map<Run, boolean>): boolean {
    const { parts } = this.#basis(run);
    const place = this.#place(run.id);
    for (const part of parts) {
      // an answer's own check runs anew after it each time; it reads the answer and gives it nothing
      if (part.id === run.id || part.id === run.id.replace(/-starter$/, "-check")) continue;
      const latest = this.#latest(part.id);
      const cell = this.cells[this.#place(part.id)];
      if (!latest || (cell && cell.kind !== "check" && cell.source.code !== part.code)) return true;
      if (this.#basis(latest).result !== this.#basis(part).result) return true;
      if (this.#place(part.id) < place && this.#old(part, known)) return true;
    }
    return false;
  }

  /** Whether a cell above that was no part of the run is one now. */
  #newer(run: Run): boolean {
    const parts = new Set(this.#basis(run).parts.map((part) => part.id));
    const cell = this.cells[this.#place(run.id)];
    return this.#above(cell, false).some(({ kind, id }) => kind === "code" && !parts.has(id));
  }

  /** The cells above that have to run again before this one does: what they made for it is not as the page makes it. */
  remakes(cell: Piece): Piece[] {
    const { id, source } = cell;
    const next = { id, code: source.code, number: this.#count + 1, python: this.#python, whole: true };
    const { parts, spoiled } = this.#basis(next);
    const above = this.#above(cell, false);
    // what one of them changed may have been made anew since
    const gone = ({ id, source }: Piece) =>
      this.#latest(id)?.code === source.code && !parts.some((part) => part.id === id);
    return spoiled || above.some(gone) ? above : [];
  }

  /** The lesson's cells above that this one uses as the page stands; with `built`, also those it used in the build. */
  #above(cell: Piece | undefined, built: boolean): Piece[] {
    if (!cell) return [];
    const above = this.cells
      .slice(0, this.cells.indexOf(cell))
      .filter((other) => other.kind === "code" || (cell.kind === "check" && isSolution(other, cell)));
    const used = (what: "code" | "original") =>
      this.#sliced(
        `${what} ${cell.id}`,
        [...above, cell].map(({ source }) => source[what]),
      ).map((i) => above[i]!);
    const now = used("code");
    return built && above.some(edited) ? [...new Set([...now, ...used("original")])] : now;
  }

  #sliced(key: string, codes: string[]): number[] {
    const before = this.#slices.get(key);
    if (before?.codes.length === codes.length && codes.every((code, i) => code === before.codes[i]))
      return before.found;
    const { found } = this.#parts(codes);
    if (this.#names) this.#slices.set(key, { codes, found });
    return found;
  }

  #basis(run: Run): NonNullable<Run["basis"]> {
    if (run.basis) return run.basis;
    const all = this.#runs.filter(({ number }) => number < run.number);
    const lesson = this.#lesson(run.id);
    // what else has run can spoil a lesson's cell, and give it nothing
    const place = this.#place(run.id);
    const able = lesson ? all.filter(({ id }) => this.#lesson(id) && this.#place(id) < place) : all;
    const latest = new Map(able.map((one) => [one.id, one]));
    const before = able.filter((one) => latest.get(one.id) === one);
    const { found, effect } = this.#parts([...before, run].map((one) => one.code));
    const parts = found.map((i) => before[i]!); // the latest first
    const spoiled = this.reads && ((lesson && this.#spoiled(effect, all, before)) || this.#disordered(parts));
    const repeatable = run.whole && effect.steady && !effect.opaque && !spoiled;
    const result = repeatable
      ? fingerprint(JSON.stringify([run.id, run.code, ...parts.map((part) => this.#basis(part).result).sort()]))
      : `run ${run.number}`;
    const basis = { parts, effect, spoiled, result };
    if (this.#names) run.basis = basis;
    return basis;
  }

  /** Whether a code finds a name's object as others left it than `able`: itself, one below, an answer, an older code. */
  #spoiled({ objects }: Effect, all: readonly Run[], able: readonly Run[]): boolean {
    const made = new Set(all.flatMap((run) => [...this.#basis(run).effect.writes])); // and is none of Python's own
    const wanted = new Set([...objects].filter((name) => made.has(name)));
    return all.toReversed().some((run) => {
      const { effect } = this.#basis(run);
      if (!overlap(wanted, effect)) return false;
      for (const name of effect.writes) wanted.delete(name);
      return !able.some(({ id, code }) => id === run.id && code === run.code);
    });
  }

  /** The places of the codes that had a part in the last one, the latest first, and what that does. */
  #parts(codes: string[]): { found: number[]; effect: Effect } {
    const names = this.#names;
    if (!names) return { found: [...codes.keys()].slice(0, -1).reverse(), effect: UNKNOWN };
    this.#prune();
    const uses = codes.map((code) => this.#read(code));
    const all = names.effects(uses);
    const effects = codes.map((code, i) => this.#seen(all(uses[i]!), code));
    const effect = effects.pop()!;
    return { found: names.slice(effects, effect), effect };
  }

  /** With what its runs were seen to change, too. */
  #seen(effect: Effect, code: string): Effect {
    const changed = [...(this.#changed.get(code) ?? [])].filter((name) => !effect.writes.has(name));
    if (!changed.length) return effect;
    const [touches, objects] = [new Set([...effect.touches, ...changed]), new Set([...effect.objects, ...changed])];
    return { ...effect, touches, objects };
  }

  #read(code: string): Uses {
    let uses = this.#uses.get(code);
    if (!uses) this.#uses.set(code, (uses = this.#names!.usesOf(code)));
    return uses;
  }

  /** Forgets what codes do that stood in a cell while the reader typed, once they are many. */
  #prune(): void {
    const { cells } = this;
    if (this.#uses.size < 4 * (cells.length + this.#runs.length) + 100) return;
    const held = cells.flatMap(({ source }) => [source.code, source.original]);
    const needed = new Set([...held, ...this.#runs.map(({ code }) => code)]);
    for (const read of [this.#uses, this.#changed])
      for (const code of read.keys()) if (!needed.has(code)) read.delete(code);
  }

  #latest(id: string): Run | undefined {
    return this.#runs.findLast((run) => run.id === id);
  }

  /** Whether one of these changed an object that one above it has made or changed again since. */
  #disordered(parts: readonly Run[]): boolean {
    return parts.some((part, i) =>
      parts
        .slice(0, i)
        .some(
          (later) =>
            this.#lesson(later.id) &&
            this.#place(later.id) < this.#place(part.id) &&
            overlap(given(this.#basis(part).effect), this.#basis(later).effect),
        ),
    );
  }

  #lesson(id: string): boolean {
    return this.cells[this.#place(id)]?.kind === "code";
  }

  #place(id: string): number {
    return this.cells.findIndex((cell) => cell.id === id);
  }
}

function edited(cell: Piece): boolean {
  return cell.source.code !== cell.source.original;
}

function isSolution(cell: Piece, check: Piece): boolean {
  return cell.kind === "solution" && cell.id === check.id.replace(/-check$/, "-solution");
}

/** What it changes and did not make. */
function given({ objects, touches, writes }: Effect): string[] {
  return [...objects].filter((name) => touches.has(name) && !writes.has(name));
}

function overlap(names: Iterable<string>, effect: Effect): boolean {
  return [...names].some((name) => effect.writes.has(name) || effect.touches.has(name));
}
