/** What a cell's code does with names, as names.ts reads it. */

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
  /** What the cell reads and touches besides. */
  now: { reads: Set<string>; touches: Set<string> };
  /** It calls none of what it defines. */
  defines: boolean;
  /** Name → the package that it is, or comes from. */
  imports: Map<string, string>;
  /** Pairs of names that may mean one object, or one inside the other. */
  aliases: [string, string][];
  /** Pairs of a name and one that went into its object: a change of the second changes the first. */
  inside: [outer: string, inner: string][];
  /** A name, the function that made its object, and what that was given: all may be called through it. */
  makers: [name: string, maker: string, ...given: string[]][];
  /** Names of what is used up when it is read, and functions that give such. */
  iterators: Set<string>;
  generators: Set<string>;
  /** Names whose value may run code of the page: called, gone round, or given to a call. */
  runs: Set<string>;
  /** Method → the names whose objects it is called on. */
  calls: Map<string, Set<string>>;
  /** Function of the cell → whether it changes what it is given: by itself, or `through` other functions. */
  functions: Map<string, Changes>;
  /** The same of methods of its classes, which count as given their object, too. */
  methods: Map<string, Changes>;
  maybes: Maybe[];
  /** `exec`, `globals()`, `import *`: anything may be read and changed. */
  opaque: boolean;
  /** Reads `_`, `__` or `___`: what the cells before it gave. */
  last: boolean;
  /** Uses chance, the clock or the reader's answer where no name of a module shows it. */
  chance: boolean;
}

/**
 * Whether a function changes what it is given, by itself or `through` others; `keeps`: whether what it makes changes
 * when it is called; `hands`: whether what it makes is, or holds, what it was given; `gives`: names outside whose
 * objects it may give.
 */
export interface Changes {
  itself: boolean;
  through: string[];
  keeps?: boolean;
  hands?: boolean;
  gives?: string[];
}

/** What either of two does that have one name. */
export function define(functions: Map<string, Changes>, name: string, does: Changes): void {
  const other = functions.get(name);
  functions.set(name, {
    itself: does.itself || (other?.itself ?? false),
    through: [...does.through, ...(other?.through ?? [])],
    keeps: (does.keeps ?? false) || (other?.keeps ?? false),
    hands: (does.hands ?? false) || (other?.hands ?? false),
    gives: [...(does.gives ?? []), ...(other?.gives ?? [])],
  });
}

/**
 * `names` are changed if the function `by` changes what it is given; if `by`, whose method is called, is no module; if
 * what made `by`, which is called, keeps something in it; or if a class of the page has this `method`, harmless as its
 * name is, and it changes its object.
 */
export type Maybe = { names: string[]; later: boolean } & (
  | { kind: "function"; by: string }
  | { kind: "unknown"; by: string }
  | { kind: "made"; by: string }
  | { kind: "known"; method: string }
);
