/**
 * Which names a cell's code reads, gives a value and may change (names.js, fetched when something has changed or run).
 * Read from the code alone, so with doubt it says "may change": a method that is not known to be harmless changes its
 * object.
 */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { onlyDefines } from "./definitions.ts";
import { changes, FILES, ITERATORS, UNSTEADY } from "./effects.ts";
import { Gathered, newScope } from "./gathered.ts";
import { opensToWrite, readCall } from "./names_calls.ts";
import { type Reading, readClass, readDecorated, readDecorator, readFunction } from "./names_definitions.ts";
import { carried, sources } from "./names_sources.ts";
import type { Effect } from "./slices.ts";
import { children, roots, split } from "./syntax.ts";
import { type Changes, define, type Uses } from "./uses.ts";

export { effects, slice } from "./slices.ts";

/** What the page fetches of this: what a code does, what each of several does among them, and which had a part. */
export interface NamesModule {
  usesOf(code: string): Uses;
  effects(all: readonly Uses[]): (uses: Uses) => Effect;
  slice(before: readonly Effect[], last: Effect): number[];
}

export function usesOf(code: string): Uses {
  return new Reader(code).all.uses;
}

class Reader implements Reading {
  readonly all = new Gathered();
  readonly lambdas = new Map<number, Changes>();
  /** What the cases of a match may take apart. */
  #subject: string[] = [];

  readonly code: string;

  constructor(code: string) {
    // as Python reads names; in strings, a wide quotation mark is none
    const same = code === code.normalize("NFKC");
    this.code = same ? code : code.replace(/[\p{ID_Start}_]\p{ID_Continue}*/gu, (name) => name.normalize("NFKC"));
    const tree = parser.parse(this.code).topNode;
    this.visit(children(tree), true);
    this.all.uses.defines = onlyDefines(tree, this.code);
  }

  visit(nodes: SyntaxNode[], certain: boolean): void {
    for (const node of nodes) this.#visit(node, certain);
  }

  #visit(node: SyntaxNode, certain: boolean): void {
    const parts = children(node);
    switch (node.name) {
      case "VariableName":
        return this.all.read(this.text(node));
      case "AssignStatement":
        return this.#assign(parts, certain);
      case "NamedExpression":
        return this.#assign(parts, false);
      case "UpdateStatement":
        this.visit(parts, certain);
        for (const name of roots(parts.slice(0, 1), this.code)) this.all.put(name, sources(parts.slice(1), this.code));
        return this.all.touch(roots(parts.slice(0, 1), this.code));
      case "DeleteStatement":
        this.visit(parts, certain);
        return this.all.touch(
          roots(
            parts.filter((part) => !/^[a-z]/.test(part.name)),
            this.code,
          ),
        );
      case "ImportStatement":
        return this.#import(parts, certain);
      case "ForStatement":
        return this.#for(parts, certain);
      case "WithStatement":
      case "TryStatement":
        return this.#named(parts, certain && node.name === "WithStatement");
      case "MatchStatement":
        return this.#match(parts);
      case "CapturePattern":
        return this.#captured(parts);
      case "AsPattern":
        this.visit(parts.slice(0, -1), false);
        return this.#captured(parts.slice(-1));
      case "ReturnStatement":
      case "YieldStatement":
      case "YieldExpression": {
        const scope = this.all.scopes.findLast(({ kind }) => kind === "function");
        if (scope) scope.yields ||= node.name !== "ReturnStatement";
        scope?.returns.push(...sources(parts, this.code));
        return this.visit(parts, certain);
      }
      case "FunctionDefinition":
      case "LambdaExpression":
        return readFunction(this, node, parts, certain);
      case "ClassDefinition":
        return readClass(this, parts, certain);
      case "CallExpression": {
        this.visit(parts, certain);
        const [callee, list] = parts;
        return callee && list && readCall(this.all, callee, children(list), this.lambdas, this.code);
      }
      case "DecoratedStatement":
        this.visit(parts, certain);
        return readDecorated(this, parts);
      case "Decorator":
        return readDecorator(this, parts, certain);
      case "ArgList":
        return this.#arguments(parts, certain);
      case "Body":
        return this.visit(parts, false);
      case "ScopeStatement":
        return;
      default:
        if (/Comprehension/.test(node.name)) return this.#comprehension(parts);
        return this.visit(parts, certain);
    }
  }

  #assign(parts: SyntaxNode[], certain: boolean): void {
    const groups = split(parts, "AssignOp");
    const values = groups.pop() ?? [];
    // `x: int` alone; a tuple there is what the parser makes of `with … as (a, b):`
    if (!groups.length)
      return values[0]?.name === "TupleExpression" ? this.bind([values[0]], certain) : this.types(values);
    this.types(groups.flat());
    this.visit(values, certain);
    const [value] = values;
    const from = sources(values, this.code);
    // `add = xs.append`: whoever calls `add` changes `xs`
    if (value?.name === "MemberExpression" && changes(this.text(children(value).at(-1)!))) this.all.touch(from);
    const used = value && spends(value, this.code);
    const names = groups.flatMap((targets) => roots(targets, this.code));
    for (const targets of groups) {
      this.bind(targets, certain);
      for (const name of roots(targets, this.code)) {
        this.all.alias(name, from);
        this.all.put(name, sources(values, this.code, true));
        if (this.all.later) continue;
        for (const call of carried(values, this.code)) this.all.uses.makers.push([name, ...call]);
        const lambda = value && this.lambdas.get(value.from);
        if (lambda) define(this.all.uses.functions, name, lambda);
        if (used) this.all.uses.iterators.add(name);
        this.#opened([name], value);
      }
    }
    if (groups.length > 1) this.all.alias(names[0]!, names.slice(1)); // `a = b = []`
  }

  #import(parts: SyntaxNode[], certain: boolean): void {
    const names: [SyntaxNode, SyntaxNode][] = []; // what it is called here, and there
    const from = parts[0]?.name === "from";
    const start = parts.findIndex((part) => part.name === "import");
    let taken = false;
    for (const [i, part] of parts.entries()) {
      if (i <= start) continue;
      if (part.name === "*" || (part.name !== "VariableName" && this.text(part) === "*")) this.all.uses.opaque = true;
      if (part.name === ",") taken = false;
      if (part.name !== "VariableName") continue;
      if (parts[i - 1]?.name === "as") names.at(-1)![0] = part;
      else if (!taken || from) names.push([part, part]);
      taken = true; // of `a.b` the name is `a`
    }
    const origin = from ? parts.slice(0, start).find((part) => part.name === "VariableName") : null;
    for (const [here, there] of names) {
      const from = this.text(origin ?? there);
      if (!this.all.local(this.text(here))) this.all.uses.imports.set(this.text(here), from);
      else if (UNSTEADY.has(from)) this.all.uses.chance = true;
    }
    this.bind(
      names.map(([here]) => here),
      certain,
    );
  }

  #for(parts: SyntaxNode[], certain: boolean): void {
    const [at, body] = [parts.findIndex((part) => part.name === "in"), parts.findIndex((part) => part.name === "Body")];
    const targets = parts.slice(0, at).filter((part) => part.name !== "for" && part.name !== "async");
    const values = parts.slice(at + 1, body);
    this.visit(values, certain);
    this.all.run(sources(values, this.code));
    // as if it went round at least once: otherwise every `for text in …` would hang on the one before
    this.bind(targets, certain);
    for (const name of roots(targets, this.code)) this.all.alias(name, sources(values, this.code));
    for (const part of parts.slice(body)) this.visit(part.name === "Body" ? children(part) : [], certain);
  }

  /** `with x as name`, `except X as name`: the second is gone after its body. */
  #named(parts: SyntaxNode[], certain: boolean): void {
    let handling = false;
    for (const [i, part] of parts.entries()) {
      if (handling && /^(except|else|finally)$/.test(part.name)) {
        this.all.leave();
        handling = false;
      }
      if (parts[i - 1]?.name === "as" && parts[0]?.name === "try") {
        this.all.scopes.push(newScope("handler", [this.text(part)]));
        handling = true;
      } else if (parts[i - 1]?.name === "as") {
        this.bind([part], certain);
        this.#opened(roots([part], this.code), parts[i - 2]);
      } else if (part.name === "Body") this.visit(children(part), certain);
      else {
        this.#visit(part, certain);
        this.all.run(sources([part], this.code));
      }
    }
    if (handling) this.all.leave();
  }

  /** A file that was opened to write: what goes into it goes into files. */
  #opened(names: readonly string[], value: SyntaxNode | undefined): void {
    if (value && opensToWrite(value, this.code)) this.all.put(FILES, names);
  }

  types(parts: readonly SyntaxNode[]): void {
    for (const part of parts) if (part.name === "TypeDef") this.#visit(part, false);
  }

  #match(parts: SyntaxNode[]): void {
    const before = this.#subject;
    this.#subject = sources(
      parts.filter((part) => part.name !== "MatchBody"),
      this.code,
    );
    this.visit(parts, false);
    this.#subject = before;
  }

  #captured(parts: SyntaxNode[]): void {
    this.bind(parts, false);
    for (const name of roots(parts, this.code)) this.all.alias(name, this.#subject);
  }

  #comprehension(parts: SyntaxNode[]): void {
    const targets = parts.flatMap((part, i) =>
      part.name === "for"
        ? parts.slice(
            i + 1,
            parts.findIndex((other, j) => j > i && other.name === "in"),
          )
        : [],
    );
    const iterated = parts.filter((_part, i) => parts[i - 1]?.name === "in");
    const from = sources(iterated, this.code);
    this.all.run(from);
    // the first is what it is outside, even where the target has its name
    this.visit(iterated.slice(0, 1), false);
    const scope = newScope("comprehension", roots(targets, this.code));
    for (const name of scope.names) for (const source of from) scope.aliases.push([name, source]);
    this.all.scopes.push(scope);
    this.visit(
      parts.filter((part) => !targets.includes(part) && part !== iterated[0]),
      false,
    );
    this.all.leave();
  }

  #arguments(parts: SyntaxNode[], certain: boolean): void {
    if (parts.some((part) => part.name === "for")) return this.#comprehension(parts);
    for (const [i, part] of parts.entries()) {
      const keyword = parts[i + 1]?.name === "AssignOp" && part.name === "VariableName";
      if (!keyword) this.#visit(part, certain);
      else if (this.text(parts[i + 1]!) === ":=") this.bind([part], false);
    }
  }

  bind(targets: SyntaxNode[], certain: boolean): void {
    for (const target of targets) {
      if (target.name === "VariableName") this.all.write(this.text(target), certain);
      else if (target.name === "MemberExpression")
        this.#visit(target, certain), this.all.touch(roots([target], this.code));
      else if (target.name !== "TypeDef") this.bind(children(target), certain);
    }
  }

  text(node: SyntaxNode): string {
    return this.code.slice(node.from, node.to);
  }
}

/** Whether its value is used up when it is read. */
function spends(value: SyntaxNode, code: string): boolean {
  const [callee] = children(value);
  if (value.name === "ParenthesizedExpression" || value.name === "ComprehensionExpression")
    return children(value).some((part) => part.name === "for" || part.name === "ComprehensionExpression");
  const last = callee?.name === "MemberExpression" ? callee.lastChild! : callee;
  return value.name === "CallExpression" && !!last && ITERATORS.has(code.slice(last.from, last.to));
}
