/**
 * Which names each part of a template reads and assigns, as Jinja2 works it out (idtracking.py) before it writes
 * Python.
 */
import type { Expr, Stmt } from "./nodes.ts";
import { parts, targets } from "./tree.ts";

type Load = { from: "parameter" | "resolve" | "alias" | "missing" };

export class Symbols {
  readonly refs = new Map<string, string>();
  readonly loads = new Map<string, Load["from"]>();
  readonly stores = new Set<string>();

  constructor(
    readonly parent: Symbols | null,
    readonly level: number,
  ) {}

  static inside(parent: Symbols | null): Symbols {
    return new Symbols(parent, parent ? parent.level + 1 : 0);
  }

  #copy(): Symbols {
    const made = new Symbols(this.parent, this.level);
    made.#add(this);
    return made;
  }

  #add(other: Symbols): void {
    for (const [name, ref] of other.refs) this.refs.set(name, ref);
    for (const [ref, load] of other.loads) this.loads.set(ref, load);
    for (const name of other.stores) this.stores.add(name);
  }

  #define(name: string, from: Load["from"]): void {
    const ref = `l_${this.level}_${name}`;
    this.refs.set(name, ref);
    this.loads.set(ref, from);
  }

  find(name: string): string | null {
    return this.refs.get(name) ?? this.parent?.find(name) ?? null;
  }

  store(name: string): void {
    this.stores.add(name);
    if (!this.refs.has(name)) this.#define(name, this.parent?.find(name) ? "alias" : "missing");
  }

  load(name: string): void {
    if (this.find(name) === null) this.#define(name, "resolve");
  }

  parameter(name: string): void {
    this.stores.add(name);
    this.#define(name, "parameter");
  }

  /** Names that are assigned to here and nowhere outside: they are missing until then, whatever the context has. */
  missing(): string[] {
    return [...this.refs].filter(([, ref]) => this.loads.get(ref) === "missing").map(([name]) => name);
  }

  /** Lines of Python that begin such a part. */
  enterLines(): number {
    const kinds = [...this.loads.values()];
    return kinds.filter((kind) => kind === "resolve" || kind === "alias").length + (kinds.includes("missing") ? 1 : 0);
  }

  expression(node: Expr): void {
    if (node.type === "Name") this.load(node.name);
    for (const part of parts(node)) if ("node" in part) this.expression(part.node as Expr);
  }

  target(node: Expr): void {
    if (node.type === "NSRef") this.load(node.name);
    else if (node.type === "Tuple") node.items.forEach((item) => this.target(item));
    else for (const name of targets(node)) this.store(name);
  }

  /** What a statement does to the names of the part that it stands in. */
  statement(node: Stmt): void {
    switch (node.type) {
      case "Print":
        return this.expression(node.value);
      case "If": {
        const [first, ...others] = node.branches;
        const [test, body] = first!;
        this.expression(test);
        const inner = (work: (symbols: Symbols) => void): Symbols => {
          const made = this.#copy();
          work(made);
          return made;
        };
        return this.#branches([
          inner((symbols) => body.forEach((one) => symbols.statement(one))),
          inner((symbols) =>
            others.forEach((branch) =>
              symbols.statement({ type: "If", branches: [branch], otherwise: [], line: node.line }),
            ),
          ),
          inner((symbols) => node.otherwise.forEach((one) => symbols.statement(one))),
        ]);
      }
      case "Macro":
        return this.store(node.name);
      case "Import":
        this.expression(node.template);
        return this.store(node.target);
      case "FromImport":
        this.expression(node.template);
        return node.names.forEach(([, alias]) => this.store(alias));
      case "Include":
      case "Extends":
        return this.expression(node.template);
      case "Set":
        this.expression(node.value);
        return this.target(node.target);
      case "SetBlock":
        return this.target(node.target);
      case "For":
        return this.expression(node.iter);
      case "CallBlock":
        return this.expression(node.call);
      case "FilterBlock":
        return this.expression(node.filter);
      case "With":
        return node.values.forEach((value) => this.expression(value));
      default:
        return;
    }
  }

  #branches(branches: Symbols[]): void {
    const stored = new Set(branches.flatMap((branch) => [...branch.stores]).filter((name) => !this.stores.has(name)));
    branches.forEach((branch) => this.#add(branch));
    for (const name of stored) this.loads.set(this.find(name)!, this.parent?.find(name) ? "alias" : "resolve");
  }
}
