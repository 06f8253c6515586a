/** What a cell's code does with names, as names.ts reads it, and how it is gathered scope by scope. */

export interface Uses {
  /** Read, and not given a value by the cell itself before. */
  reads: Set<string>;
  /** Every name of the page that the code reads, its own too. */
  seen: Set<string>;
  /** Given a value whatever happens: what was there before is gone. */
  writes: Set<string>;
  /** Given a value perhaps, or its object changed. */
  touches: Set<string>;
  /** What its functions and methods read and touch when they are called, though the cell itself may have made it. */
  later: { reads: Set<string>; touches: Set<string> };
  /** Name → the package that it is, or comes from. */
  imports: Map<string, string>;
  /** Pairs of names that may mean one object, or one inside the other. */
  aliases: [string, string][];
  /** Pairs of a name and one that went into its object: a change of the second changes the first. */
  inside: [outer: string, inner: string][];
  /** A name, the function that made its object, and what that was given: all may be called through it. */
  makers: [name: string, maker: string, ...given: string[]][];
  /** Names of what is used up when it is read. */
  iterators: Set<string>;
  /** Method → the names whose objects it is called on. */
  calls: Map<string, Set<string>>;
  /** Function of the cell → whether it changes what it is given: by itself, or `through` other functions. */
  functions: Map<string, Changes>;
  /** The same of methods of its classes, which count as given their object, too. */
  methods: Map<string, Changes>;
  maybes: Maybe[];
  /** `exec`, `globals()`, `import *`: anything may be read and changed. */
  opaque: boolean;
}

export interface Changes {
  itself: boolean;
  through: string[];
}

/**
 * `names` are changed if the function `by` changes what it is given; if `by`, whose method is called, is no module; or
 * if a class of the page has this `method`, harmless as its name is, and it changes its object.
 */
export type Maybe = { names: string[]; later: boolean } & (
  | { kind: "function"; by: string }
  | { kind: "unknown"; by: string }
  | { kind: "known"; method: string }
);

export interface Scope {
  /** `handler`: what follows `except … as e`, of which `e` alone is its own. */
  kind: "function" | "class" | "comprehension" | "handler";
  names: Set<string>;
  globals: Set<string>;
  touched: Set<string>;
  through: string[];
  aliases: [string, string][];
}

export function newScope(kind: Scope["kind"], names: Iterable<string> = []): Scope {
  return { kind, names: new Set(names), globals: new Set(), touched: new Set(), through: [], aliases: [] };
}

/** What a scope touched, told by the names outside it: what is done to an element is done to the list. */
export function outward({ names, touched, aliases }: Scope): string[] {
  return [...touched].flatMap((name) => family(name, aliases).filter((other) => !names.has(other)));
}

export class Gathered {
  readonly uses: Uses = {
    reads: new Set(),
    seen: new Set(),
    writes: new Set(),
    touches: new Set(),
    later: { reads: new Set(), touches: new Set() },
    imports: new Map(),
    aliases: [],
    inside: [],
    makers: [],
    iterators: new Set(),
    calls: new Map(),
    functions: new Map(),
    methods: new Map(),
    maybes: [],
    opaque: false,
  };
  readonly scopes: Scope[] = [];

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
    for (const [name, other] of scope.aliases)
      if (!scope.names.has(name) && !scope.names.has(other)) this.alias(name, [other]);
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
    this.uses.seen.add(name);
    if (this.later) this.uses.later.reads.add(name);
    if (!this.uses.writes.has(name)) this.uses.reads.add(name);
  }

  /** `certain`: it happens whenever the cell runs. */
  write(name: string, certain: boolean): void {
    const { scope, uses } = this;
    if (scope?.kind === "class" && !scope.globals.has(name)) scope.names.add(name);
    if (this.local(name)) return;
    if (this.later) uses.later.touches.add(name);
    if (certain && !this.scopes.length) uses.writes.add(name);
    else if (!uses.writes.has(name)) uses.touches.add(name);
  }

  touch(names: Iterable<string>): void {
    for (const name of names) {
      const owner = this.#owner(name);
      if (owner) owner.touched.add(name);
      else {
        this.uses.touches.add(name);
        if (this.later) this.uses.later.touches.add(name);
      }
    }
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

  /** A method whose name is known to be harmless. */
  known(method: string, names: string[]): void {
    const outer = names.filter((name) => !this.local(name));
    if (outer.length) this.uses.maybes.push({ kind: "known", method, names: outer, later: this.later });
  }
}

/** All names that the pairs join to this one, and itself. */
export function family(name: string, pairs: readonly (readonly [string, string])[]): string[] {
  const found = new Set([name]);
  for (const member of found) {
    for (const [a, b] of pairs) {
      if (a === member) found.add(b);
      if (b === member) found.add(a);
    }
  }
  return [...found];
}
