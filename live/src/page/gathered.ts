/** What a code does with names, gathered scope by scope. */
import { LOOKERS } from "./effects.ts";
import type { Uses } from "./uses.ts";

export interface Scope {
  /** `handler`: what follows `except … as e`, of which `e` alone is its own. */
  kind: "function" | "class" | "comprehension" | "handler";
  names: Set<string>;
  globals: Set<string>;
  touched: Set<string>;
  through: string[];
  aliases: [string, string][];
  /** Of a function: another one in it changes its names. */
  keeps: boolean;
  yields: boolean;
  /** What its value may be, or hold. */
  returns: string[];
}

export function newScope(kind: Scope["kind"], names: Iterable<string> = []): Scope {
  const [globals, touched] = [new Set<string>(), new Set<string>()];
  return {
    kind,
    names: new Set(names),
    globals,
    touched,
    through: [],
    aliases: [],
    keeps: false,
    yields: false,
    returns: [],
  };
}

/** What a scope touched, told by the names outside it: what is done to an element is done to the list. */
export function outward({ names, touched, aliases }: Scope): string[] {
  return [...family(aliases)(touched)].filter((name) => !names.has(name));
}

export class Gathered {
  readonly uses: Uses = {
    reads: new Set(),
    seen: new Set(),
    writes: new Set(),
    touches: new Set(),
    later: { reads: new Set(), touches: new Set() },
    now: { reads: new Set(), touches: new Set() },
    defines: false,
    imports: new Map(),
    aliases: [],
    inside: [],
    makers: [],
    iterators: new Set(),
    generators: new Set(),
    runs: new Set(),
    calls: new Map(),
    functions: new Map(),
    methods: new Map(),
    maybes: [],
    opaque: false,
    last: false,
    chance: false,
  };
  readonly scopes: Scope[] = [];
  /** Whether a function of the code may have been called so far. */
  #called = false;

  get scope(): Scope | undefined {
    return this.scopes.at(-1);
  }

  /** The function, class or comprehension whose code is read. */
  get body(): Scope | undefined {
    return this.scopes.findLast(({ kind }) => kind !== "handler");
  }

  /** Ends a scope whose code runs where it stands: what it did is told outside. */
  leave(): void {
    const scope = this.scopes.pop()!;
    this.touch(outward(scope));
    this.scope?.through.push(...scope.through);
    const joined = family(scope.aliases);
    // names outside that got a value in it: `[y := x for x in xs]`
    for (const name of new Set(scope.aliases.map(([name]) => name)))
      if (!scope.names.has(name))
        this.alias(
          name,
          [...joined([name])].filter((other) => !scope.names.has(other)),
        );
  }

  /** Whether this code runs when something is called, and not where it stands. */
  get later(): boolean {
    return this.scopes.some(({ kind }) => kind === "function");
  }

  /** The scope that has this name; the names of a class are those of its body alone, not of its methods. */
  #owner(name: string): Scope | undefined {
    return this.scopes.findLast(
      (scope, i) =>
        scope.names.has(name) &&
        !scope.globals.has(name) &&
        (scope.kind !== "class" || this.scopes.slice(i + 1).every(({ kind }) => kind === "handler")),
    );
  }

  local(name: string): boolean {
    return this.#owner(name) !== undefined;
  }

  read(name: string): void {
    if (this.local(name)) return;
    if (/^_{1,3}$/.test(name) && !this.uses.writes.has(name)) this.uses.last = true;
    this.uses.seen.add(name);
    if (this.later) this.uses.later.reads.add(name);
    if (this.uses.writes.has(name)) return;
    this.uses.reads.add(name);
    if (!this.later) this.uses.now.reads.add(name);
  }

  /** `certain`: it happens whenever the cell runs. */
  write(name: string, certain: boolean): void {
    const { scope, uses } = this;
    if (scope?.kind === "class" && !scope.globals.has(name)) scope.names.add(name);
    if (this.local(name)) return this.#kept(this.#owner(name)!);
    if (this.later) uses.later.touches.add(name);
    if (certain && !this.scopes.length) {
      uses.writes.add(name);
      // a function that was not called before it finds this
      if (!uses.now.reads.has(name) && !this.#called) uses.reads.delete(name);
    } else if (!uses.writes.has(name)) {
      uses.touches.add(name);
      if (!this.later) uses.now.touches.add(name);
    }
  }

  touch(names: Iterable<string>): void {
    for (const name of names) {
      const owner = this.#owner(name);
      if (owner) {
        owner.touched.add(name);
        this.#kept(owner);
      } else {
        this.uses.touches.add(name);
        (this.later ? this.uses.later : this.uses.now).touches.add(name);
      }
    }
  }

  /** A name of this scope is changed here: perhaps in a function inside it, which outlives it. */
  #kept(owner: Scope): void {
    const inside = this.scopes.slice(this.scopes.indexOf(owner) + 1);
    owner.keeps ||= inside.some(({ kind }) => kind === "function");
  }

  alias(name: string, others: readonly string[]): void {
    const pairs = this.scope?.aliases ?? this.uses.aliases;
    for (const other of others) if (other !== name) pairs.push([name, other]);
  }

  /** `inner` went into the object of `outer`. */
  put(outer: string, inner: readonly string[]): void {
    if (this.scopes.some(({ names }) => names.has(outer))) return this.alias(outer, inner);
    for (const name of inner) if (name !== outer && !this.local(name)) this.uses.inside.push([outer, name]);
  }

  called(method: string, objects: readonly string[]): void {
    const on = this.uses.calls.get(method) ?? new Set();
    this.uses.calls.set(method, on);
    for (const object of objects.length ? objects : [""]) on.add(object);
  }

  /** A function, or a method that is not known to be harmless, is called with these names. */
  maybe(kind: "function" | "unknown", by: string, names: string[]): void {
    const local = this.local(by);
    if (kind === "unknown" && local) return this.touch(names);
    if (this.scope && !local && names.some((name) => this.local(name))) this.scope.through.push(by);
    const outer = names.filter((name) => !this.local(name));
    if (!local) this.uses.maybes.push({ kind, by, names: outer, later: this.later });
  }

  /** What a name holds is called. */
  made(by: string): void {
    if (!this.local(by)) this.uses.maybes.push({ kind: "made", by, names: [by], later: this.later });
  }

  /** These may be called: by what they are given to, or by going round. */
  run(names: Iterable<string>): void {
    for (const name of names) {
      if (this.local(name)) continue;
      this.uses.runs.add(name);
      this.#called ||= !this.later && this.uses.later.reads.size > 0 && !LOOKERS.has(name);
    }
  }

  /** A method whose name is known to be harmless. */
  known(method: string, names: string[]): void {
    const outer = names.filter((name) => !this.local(name));
    if (outer.length) this.uses.maybes.push({ kind: "known", method, names: outer, later: this.later });
  }
}

/** Gives all names that the pairs join to some, and those themselves. */
export function family(pairs: readonly (readonly [string, string])[]): (names: Iterable<string>) => Set<string> {
  const others = new Map<string, string[]>();
  const join = (a: string, b: string): void => {
    const known = others.get(a);
    if (known) known.push(b);
    else others.set(a, [b]);
  };
  for (const [a, b] of pairs) join(a, b), join(b, a);
  return (names) => {
    const found = new Set(names);
    for (const name of found) for (const other of others.get(name) ?? []) found.add(other);
    return found;
  };
}
