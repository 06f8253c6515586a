/** `loop` inside a for, read lazily as Jinja2 does. */
import { equal, iterate } from "./compare.ts";
import { fail } from "./errors.ts";
import { type Callable, Iter, size, Thing, Tuple, Undefined, type Value } from "./values.ts";

export class Loop {
  #iterator: Iterator<Value>;
  #length: number | null;
  #ahead: IteratorResult<Value> | null = null;
  #index0 = -1;
  #current: Value | undefined;
  #before: Value | undefined;
  #changed: Value | undefined;
  readonly thing: Thing;

  constructor(
    iterable: Value,
    readonly depth0: number,
    recurse: ((items: Value, depth: number) => Value) | null,
  ) {
    this.#iterator = iterate(iterable)[Symbol.iterator]();
    this.#length = iterable instanceof Iter ? null : size(iterable);
    this.thing = new Thing("LoopContext", "jinja2.runtime", (name) => this.#get(name), {
      repr: () => `<LoopContext ${this.#index0 + 1}/${this.#size()}>`,
      call: ([items]) =>
        recurse
          ? recurse(items ?? null, depth0 + 1)
          : fail("TypeError", "The loop must have the 'recursive' marker to be called recursively."),
      length: () => this.#size(),
      iterate: () => this.#pairs(),
    });
  }

  next(): { value: Value } | null {
    const step = this.#ahead ?? this.#iterator.next();
    this.#ahead = null;
    if (step.done) return null;
    this.#index0 += 1;
    this.#before = this.#current;
    this.#current = step.value;
    return { value: step.value };
  }

  /** Of whoever goes through `loop` itself: what comes next, and the loop. */
  *#pairs(): Generator<Value> {
    for (let step = this.next(); step; step = this.next()) yield new Tuple([step.value, this.thing]);
  }

  #peek(): IteratorResult<Value> {
    return (this.#ahead ??= this.#iterator.next());
  }

  #size(): number {
    if (this.#length !== null) return this.#length;
    const rest: Value[] = [];
    const had = this.#ahead && !this.#ahead.done ? 1 : 0;
    for (let step = this.#iterator.next(); !step.done; step = this.#iterator.next()) rest.push(step.value);
    this.#iterator = rest[Symbol.iterator]();
    return (this.#length = rest.length + this.#index0 + 1 + had);
  }

  #method(name: string, call: Callable["call"]): Thing {
    const repr = (): string => `<bound method LoopContext.${name} of ${this.thing.more.repr!()}>`;
    return new Thing("method", "builtins", () => undefined, { call, repr });
  }

  readonly #cycle = this.#method("cycle", (args) =>
    args.length ? args[this.#index0 % args.length]! : fail("TypeError", "no items for cycling given"),
  );

  readonly #changes = this.#method("changed", (args) => {
    const now = new Tuple(args);
    const changed = this.#changed === undefined || !equal(this.#changed, now);
    if (changed) this.#changed = now;
    return changed;
  });

  #get(name: string): Value | undefined {
    const index0 = this.#index0;
    switch (name) {
      case "index":
        return BigInt(index0 + 1);
      case "index0":
        return BigInt(index0);
      case "revindex":
        return BigInt(this.#size() - index0);
      case "revindex0":
        return BigInt(this.#size() - index0 - 1);
      case "first":
        return index0 === 0;
      case "last":
        return this.#peek().done === true;
      case "length":
        return BigInt(this.#size());
      case "depth":
        return BigInt(this.depth0 + 1);
      case "depth0":
        return BigInt(this.depth0);
      case "previtem":
        return index0 === 0 ? new Undefined({ hint: "there is no previous item" }) : this.#before!;
      case "nextitem": {
        const step = this.#peek();
        return step.done ? new Undefined({ hint: "there is no next item" }) : step.value;
      }
      case "cycle":
        return this.#cycle;
      case "changed":
        return this.#changes;
      default:
        return undefined;
    }
  }
}
