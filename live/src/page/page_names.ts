/** What the names of several pieces of code mean to each other: shared objects, functions, modules. */
import type { Uses } from "./uses.ts";

type Graph = Map<string, Set<string>>;

export class PageNames {
  /** Name → the package that it is, or comes from, in any of the pieces. */
  readonly packages: ReadonlyMap<string, string>;
  /** Names of what is used up when it is read. */
  readonly iterators: ReadonlySet<string>;
  readonly #ids = new Map<Uses, number>();
  /** Name → the pieces that use what others may have made. */
  readonly #users = new Map<string, Set<Uses>>();
  /** What changes with a name's object, and what may be called through a name. */
  readonly #changed: Graph = new Map();
  readonly #callable: Graph = new Map();
  /** The same without what a call made, which runs its code only when it is called itself. */
  readonly #named: Graph = new Map();
  readonly #makers: Graph = new Map();
  /** What each graph was asked before. */
  readonly #known = new Map<Graph, Map<string, string[]>>();
  readonly #functions = new Map<string, Set<Uses>>();
  readonly #methods = new Map<string, Set<Uses>>();

  constructor(all: readonly Uses[]) {
    this.packages = new Map(all.flatMap((uses) => [...uses.imports]));
    const generators = new Set(all.flatMap((uses) => [...uses.generators]));
    this.iterators = new Set(
      all.flatMap((uses) => [
        ...uses.iterators,
        ...uses.makers.filter(([, maker]) => generators.has(maker)).map(([name]) => name),
      ]),
    );
    for (const uses of new Set(all)) {
      this.#ids.set(uses, this.#ids.size);
      for (const name of [...uses.reads, ...uses.touches].filter(
        (name) => !uses.writes.has(name) || uses.reads.has(name),
      ))
        add(this.#users, name, uses);
      for (const name of [...uses.later.reads, ...uses.later.touches]) add(this.#users, name, uses);
      for (const name of uses.methods.keys()) add(this.#methods, name, uses);
    }
    for (const uses of this.#ids.keys()) {
      for (const name of uses.functions.keys()) add(this.#functions, this.#own(uses, name), uses);
    }
    for (const uses of this.#ids.keys()) {
      const own = (name: string) => this.#own(uses, name);
      for (const [a, b] of uses.aliases) {
        join(this.#changed, own(a), own(b));
        join(this.#callable, own(a), own(b));
        join(this.#named, own(a), own(b));
      }
      for (const [outer, inner] of uses.inside) {
        add(this.#changed, own(inner), own(outer));
        add(this.#callable, own(outer), own(inner));
        add(this.#named, own(outer), own(inner));
      }
      for (const [name, maker, ...given] of uses.makers) {
        for (const other of [maker, ...given]) add(this.#callable, own(name), own(other));
        add(this.#makers, own(name), own(maker));
        for (const piece of this.#functions.get(own(maker)) ?? []) {
          const { hands, gives } = piece.functions.get(maker)!;
          if (hands) for (const other of given) join(this.#changed, own(name), own(other));
          for (const other of gives ?? []) join(this.#changed, own(name), this.#own(piece, other));
        }
      }
    }
  }

  module(name: string): boolean {
    return this.packages.has(name);
  }

  /** The names of this piece that may mean what this one means, or hold it. */
  changedWith(uses: Uses, name: string): string[] {
    return this.#reached(this.#changed, uses, name);
  }

  /** The pieces whose functions may be called through this name; `runs`: its value is called, not only looked at. */
  functionsOf(uses: Uses, name: string, runs = true): Uses[] {
    if (!this.#functions.size) return [];
    const reached = this.#joined(runs ? this.#callable : this.#named, uses, name);
    return reached.flatMap((other) => [...(this.#functions.get(other) ?? [])]);
  }

  /** What a name, when it is called, may have been made by that keeps something in it. */
  keeps(uses: Uses, name: string): boolean {
    const makers = this.#joined(this.#named, uses, name).flatMap((other) => [...(this.#makers.get(other) ?? [])]);
    return makers.some((maker) =>
      [...(this.#functions.get(maker) ?? [])].some((one) => one.functions.get(bare(maker))?.keeps),
    );
  }

  /** The pieces with a class that has this method. */
  withMethod(method: string): Uses[] {
    return [...(this.#methods.get(method) ?? [])];
  }

  /** A name that a piece makes for itself, and that no other uses, is another than that of the same name elsewhere. */
  #own(uses: Uses, name: string): string {
    const users = this.#users.get(name);
    return uses.writes.has(name) && !users?.size ? `${this.#ids.get(uses)} ${name}` : name;
  }

  #reached(graph: Graph, uses: Uses, name: string): string[] {
    const mine = `${this.#ids.get(uses)} `;
    return this.#joined(graph, uses, name)
      .map((one) => (one.startsWith(mine) ? bare(one) : one))
      .filter((one) => !one.includes(" "));
  }

  /** All that a graph joins to a name, of other pieces' own ones too. */
  #joined(graph: Graph, uses: Uses, name: string): string[] {
    const first = this.#own(uses, name);
    if (!graph.has(first)) return [first];
    const known = this.#known.get(graph) ?? new Map<string, string[]>();
    this.#known.set(graph, known);
    let found = known.get(first);
    if (!found) {
      const all = new Set([first]);
      for (const one of all) for (const other of graph.get(one) ?? []) all.add(other);
      known.set(first, (found = [...all]));
    }
    return found;
  }
}

/** Without the number of the piece whose own it is. */
function bare(name: string): string {
  return name.slice(name.indexOf(" ") + 1);
}

function add<T>(sets: Map<string, Set<T>>, key: string, value: T): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function join(graph: Graph, a: string, b: string): void {
  add(graph, a, b);
  add(graph, b, a);
}
