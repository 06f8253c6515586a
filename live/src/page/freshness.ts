/** Whether what a cell shows is still what its code, and the code above that it uses, would give. */
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
  basis?: { parts: Run[]; effect: Effect; result: string };
}

/** Of code that cannot be read: anything may have a part in it, and it in anything. */
const UNKNOWN: Effect = {
  reads: new Set(),
  writes: new Set(),
  touches: new Set(),
  imports: new Set(),
  opaque: true,
  steady: true,
};

export class Freshness {
  #names: NamesModule | null = null;
  #runs: Run[] = [];
  #python = 0;
  #count = 0;
  readonly #uses = new Map<string, Uses>();
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

  /** `whole`: it ran to its end; `kept`: Python is still there. */
  ran(id: string, code: string, whole: boolean, kept = true): Run {
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

  /** Whether a cell that the run used has been changed or has given something else since. */
  #old(run: Run, known: Map<Run, boolean>): boolean {
    const before = known.get(run);
    if (before !== undefined) return before;
    known.set(run, false);
    const old = this.#moved(run, known) || this.#newer(run);
    known.set(run, old);
    return old;
  }

  #moved(run: Run, known: Map<Run, boolean>): boolean {
    const { parts, effect } = this.#basis(run);
    const place = this.#place(run.id);
    for (const part of parts) {
      // an answer's own check runs anew after it each time; it reads the answer and gives it nothing
      if (part.id === run.id || part.id === run.id.replace(/-starter$/, "-check")) continue;
      const latest = this.#latest(part.id);
      const cell = this.cells[this.#place(part.id)];
      if (!latest || (cell && cell.kind !== "check" && cell.source.code !== part.code)) return true;
      // a change to an object is gone when the object is made anew, even from the same code
      const changes = overlap(effect.touches, this.#basis(part).effect);
      if (changes ? latest !== part : this.#basis(latest).result !== this.#basis(part).result) return true;
      if (this.#place(part.id) < place && this.#old(part, known)) return true;
    }
    return false;
  }

  /** Whether a cell above that was no part of the run is one now. */
  #newer(run: Run): boolean {
    const parts = new Set(this.#basis(run).parts.map((part) => part.id));
    const cell = this.cells[this.#place(run.id)];
    return this.#above(cell, false).some((other) => {
      if (other.kind !== "code" || parts.has(other.id)) return false;
      const before = this.#runs.findLast((one) => one.id === other.id && one.number < run.number);
      const latest = this.#latest(other.id);
      if (!latest) return edited(other);
      return !before || before.code !== other.source.code || this.#basis(before).result !== this.#basis(latest).result;
    });
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
    const before = this.#runs.slice(0, this.#runs.indexOf(run));
    const { found, effect } = this.#parts([...before, run].map((one) => one.code));
    const parts = found.map((i) => before[i]!);
    const latest = [...new Map([...parts].reverse().map((part) => [part.id, part])).values()];
    // what changes an object that it did not make gives something else each time
    const given = [...effect.touches].filter((name) => !effect.writes.has(name));
    const repeatable =
      run.whole && effect.steady && !effect.opaque && !latest.some((part) => overlap(given, this.#basis(part).effect));
    const result = repeatable
      ? fingerprint(JSON.stringify([run.id, run.code, ...latest.map((part) => this.#basis(part).result)]))
      : `run ${run.number}`;
    const basis = { parts: latest, effect, result };
    if (this.#names) run.basis = basis;
    return basis;
  }

  /** The places of the codes that had a part in the last one, the latest first, and what that does. */
  #parts(codes: string[]): { found: number[]; effect: Effect } {
    const names = this.#names;
    if (!names) return { found: [...codes.keys()].slice(0, -1).reverse(), effect: UNKNOWN };
    this.#prune();
    const uses = codes.map((code) => this.#read(code));
    const all = names.effects(uses);
    const effect = all(uses.at(-1)!);
    return { found: names.slice(uses.slice(0, -1).map(all), effect), effect };
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
    for (const code of this.#uses.keys()) if (!needed.has(code)) this.#uses.delete(code);
  }

  #latest(id: string): Run | undefined {
    return this.#runs.findLast((run) => run.id === id);
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

function overlap(names: Iterable<string>, effect: Effect): boolean {
  return [...names].some((name) => effect.writes.has(name) || effect.touches.has(name));
}
