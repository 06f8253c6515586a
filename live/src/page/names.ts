/**
 * Which names a cell's code reads, gives a value and may change (names.js, fetched when something has changed or run).
 * Read from the code alone, so with doubt it says "may change": a method that is not known to be harmless changes its
 * object.
 */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { CHANGERS, changes, harmless, OPAQUE, PASSES } from "./effects.ts";
import { children, collect, roots, split } from "./syntax.ts";

export interface Uses {
  /** Read, and not given a value by the cell itself before. */
  reads: Set<string>;
  /** Given a value whatever happens: what was there before is gone. */
  writes: Set<string>;
  /** Given a value perhaps, or its object changed. */
  touches: Set<string>;
  imports: Set<string>;
  /** Pairs of names that may mean one object, or one inside the other. */
  aliases: [string, string][];
  /** Function of the cell → whether it changes what it is given: by itself, or `through` other functions. */
  functions: Map<string, { itself: boolean; through: string[] }>;
  /**
   * `names` are changed if the function `by` changes what it is given, or if `by`, whose method is called, is no
   * module.
   */
  maybes: { by: string; method: boolean; names: string[] }[];
  /** `exec`, `globals()`, `import *`: anything may be read and changed. */
  opaque: boolean;
}

export interface NamesModule {
  usesOf(code: string): Uses;
}

export function usesOf(code: string): Uses {
  return new Reader(code).uses;
}

interface Scope {
  names: Set<string>;
  globals: Set<string>;
  touched: Set<string>;
  through: string[];
  aliases: [string, string][];
}

class Reader {
  readonly uses: Uses = {
    reads: new Set(),
    writes: new Set(),
    touches: new Set(),
    imports: new Set(),
    aliases: [],
    functions: new Map(),
    maybes: [],
    opaque: false,
  };
  readonly #scopes: Scope[] = [];

  constructor(private readonly code: string) {
    this.#all(children(parser.parse(code).topNode), true);
  }

  #all(nodes: SyntaxNode[], certain: boolean): void {
    for (const node of nodes) this.#visit(node, certain);
  }

  #visit(node: SyntaxNode, certain: boolean): void {
    const parts = children(node);
    switch (node.name) {
      case "VariableName":
        return this.#read(this.#text(node));
      case "AssignStatement":
        return this.#assign(parts, certain);
      case "NamedExpression":
        return this.#assign(parts, false);
      case "UpdateStatement":
      case "DeleteStatement":
        this.#all(parts, certain);
        return this.#touch(
          roots(
            parts.filter((part) => !/^[a-z]/.test(part.name)).slice(0, node.name === "UpdateStatement" ? 1 : undefined),
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
      case "CapturePattern":
        return this.#bind(parts, false);
      case "FunctionDefinition":
      case "LambdaExpression":
      case "ClassDefinition":
        return this.#function(node, parts, certain);
      case "CallExpression":
        return this.#call(parts, certain);
      case "ArgList":
        return this.#arguments(parts, certain);
      case "Body":
        return this.#all(parts, false);
      case "ScopeStatement":
        return;
      default:
        if (/Comprehension/.test(node.name)) return this.#comprehension(parts);
        return this.#all(parts, certain);
    }
  }

  #assign(parts: SyntaxNode[], certain: boolean): void {
    const groups = split(parts, "AssignOp");
    const values = groups.pop() ?? [];
    this.#all(values, certain);
    if (!groups.length) return;
    const lambda = values[0]?.name === "LambdaExpression" ? values[0] : null;
    const from = this.#sources(values);
    // `add = xs.append`: whoever calls `add` changes `xs`
    if (values[0]?.name === "MemberExpression" && changes(this.#text(children(values[0]).at(-1)!))) this.#touch(from);
    for (const targets of groups) {
      this.#bind(targets, certain);
      for (const name of roots(targets, this.code)) {
        this.#alias(name, from);
        if (lambda) this.uses.functions.set(name, this.uses.functions.get("lambda") ?? { itself: true, through: [] });
      }
    }
  }

  #import(parts: SyntaxNode[], certain: boolean): void {
    const names: SyntaxNode[] = [];
    const from = parts[0]?.name === "from";
    const start = parts.findIndex((part) => part.name === "import");
    let taken = false;
    for (const [i, part] of parts.entries()) {
      if (i <= start) continue;
      if (part.name === "*" || (part.name !== "VariableName" && this.#text(part) === "*")) this.uses.opaque = true;
      if (part.name === ",") taken = false;
      if (part.name !== "VariableName") continue;
      if (parts[i - 1]?.name === "as") names[names.length - 1] = part;
      else if (!taken || from) names.push(part);
      taken = true; // of `a.b` the name is `a`
    }
    for (const name of names) if (!this.#local(this.#text(name))) this.uses.imports.add(this.#text(name));
    this.#bind(names, certain);
  }

  #for(parts: SyntaxNode[], certain: boolean): void {
    const [at, body] = [parts.findIndex((part) => part.name === "in"), parts.findIndex((part) => part.name === "Body")];
    const targets = parts.slice(0, at).filter((part) => part.name !== "for" && part.name !== "async");
    const values = parts.slice(at + 1, body);
    this.#all(values, certain);
    // as if it went round at least once: otherwise every `for text in …` would hang on the one before
    this.#bind(targets, certain);
    for (const name of roots(targets, this.code)) this.#alias(name, this.#sources(values));
    for (const part of parts.slice(body)) this.#all(part.name === "Body" ? children(part) : [], certain);
  }

  /** `with x as name`, `except X as name`. */
  #named(parts: SyntaxNode[], certain: boolean): void {
    for (const [i, part] of parts.entries()) {
      if (parts[i - 1]?.name === "as") this.#bind([part], certain);
      else if (part.name === "Body") this.#all(children(part), certain);
      else this.#visit(part, certain);
    }
  }

  #function(node: SyntaxNode, parts: SyntaxNode[], certain: boolean): void {
    const name =
      node.name === "LambdaExpression"
        ? "lambda"
        : this.#text(parts.find((part) => part.name === "VariableName") ?? node);
    const list = parts.find((part) => part.name === "ParamList");
    const given = list ? children(list) : [];
    for (const [i, part] of given.entries())
      if (given[i - 1]?.name === "AssignOp" || part.name === "TypeDef") this.#visit(part, certain);
    const names = new Set(
      given
        .filter((part, i) => part.name === "VariableName" && given[i - 1]?.name !== "AssignOp")
        .map((part) => this.#text(part)),
    );
    const parameters = [...names];
    const scope: Scope = { names, globals: new Set(), touched: new Set(), through: [], aliases: [] };
    for (const part of parts) if (part.name === "Body") collect(part, scope, this.code);
    if (node.name === "ClassDefinition")
      this.#all(
        parts.filter((part) => part.name === "ArgList"),
        certain,
      );
    this.#scopes.push(scope);
    this.#all(
      parts.filter(
        (part, i) => part.name === "Body" || (name === "lambda" && i > parts.findIndex((other) => other.name === ":")),
      ),
      false,
    );
    this.#scopes.pop();
    const itself =
      node.name === "ClassDefinition" ||
      parameters.some((parameter) => family(parameter, scope.aliases).some((other) => scope.touched.has(other)));
    this.uses.functions.set(name, { itself, through: scope.through });
    if (name !== "lambda") this.#bind(parts.filter((part) => part.name === "VariableName").slice(0, 1), certain);
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
    const scope: Scope = { names: new Set(), globals: new Set(), touched: new Set(), through: [], aliases: [] };
    const from = this.#sources(parts.filter((_part, i) => parts[i - 1]?.name === "in"));
    for (const name of roots(targets, this.code)) {
      scope.names.add(name);
      for (const source of from) scope.aliases.push([name, source]);
    }
    this.#scopes.push(scope);
    this.#all(
      parts.filter((part) => !targets.includes(part)),
      false,
    );
    this.#scopes.pop();
    // what was done to an element was done to the list
    for (const name of scope.touched)
      this.#touch(family(name, scope.aliases).filter((other) => !scope.names.has(other)));
    this.#scopes.at(-1)?.through.push(...scope.through);
  }

  #arguments(parts: SyntaxNode[], certain: boolean): void {
    if (parts.some((part) => part.name === "for")) return this.#comprehension(parts);
    for (const [i, part] of parts.entries()) {
      const keyword = parts[i + 1]?.name === "AssignOp" && part.name === "VariableName";
      if (!keyword) this.#visit(part, certain);
      else if (this.#text(parts[i + 1]!) === ":=") this.#bind([part], false);
    }
  }

  #call(parts: SyntaxNode[], certain: boolean): void {
    const [callee, list] = parts;
    this.#all(parts, certain);
    if (!callee || !list) return;
    const given = children(list);
    const names = this.#sources(
      given.filter((part, i) => !(part.name === "VariableName" && given[i + 1]?.name === "AssignOp")),
    );
    if (callee.name === "VariableName") {
      const name = this.#text(callee);
      if (OPAQUE.has(name)) this.uses.opaque = true;
      else if (CHANGERS.has(name)) this.#touch(names);
      else this.#maybe(name, false, names);
    } else if (callee.name === "MemberExpression") {
      const method = this.#text(children(callee).at(-1)!);
      const objects = roots([callee], this.code);
      if (changes(method)) this.#touch([...objects, ...names]);
      else if (!harmless(method)) for (const object of objects) this.#maybe(object, true, [object, ...names]);
    }
  }

  #maybe(by: string, method: boolean, names: string[]): void {
    const scope = this.#scopes.at(-1);
    if (method && this.#local(by)) return this.#touch(names);
    if (scope && !this.#local(by) && names.some((name) => this.#local(name))) scope.through.push(by);
    const outer = names.filter((name) => !this.#local(name));
    if (!this.#local(by)) this.uses.maybes.push({ by, method, names: outer });
  }

  /** What the value of these expressions may share its objects with. */
  #sources(nodes: SyntaxNode[]): string[] {
    return nodes.flatMap((node): string[] => {
      const parts = children(node);
      if (node.name === "VariableName") return [this.#text(node)];
      if (node.name === "MemberExpression") return roots([node], this.code);
      if (/^(Paren|Tuple|Array|Dictionary|Set|Conditional|Named|Comprehension)/.test(node.name)) {
        return this.#sources(parts.filter((_part, i) => !/^(for|if)$/.test(parts[i - 1]?.name ?? "")));
      }
      if (node.name !== "CallExpression") return [];
      const [callee, list] = parts;
      if (callee?.name === "VariableName" && PASSES.has(this.#text(callee))) return this.#sources(children(list!));
      if (callee?.name === "MemberExpression" && PASSES.has(this.#text(children(callee).at(-1)!)))
        return roots([callee], this.code);
      return [];
    });
  }

  #bind(targets: SyntaxNode[], certain: boolean): void {
    for (const target of targets) {
      if (target.name === "VariableName") this.#write(this.#text(target), certain);
      else if (target.name === "MemberExpression")
        this.#visit(target, certain), this.#touch(roots([target], this.code));
      else if (target.name !== "TypeDef") this.#bind(children(target), certain);
    }
  }

  #write(name: string, certain: boolean): void {
    if (this.#local(name)) return;
    if (certain && !this.#scopes.length) this.uses.writes.add(name);
    else if (!this.uses.writes.has(name)) this.uses.touches.add(name);
  }

  #read(name: string): void {
    if (!this.#local(name) && !this.uses.writes.has(name)) this.uses.reads.add(name);
  }

  #touch(names: string[]): void {
    for (const name of names) {
      const scope = this.#scopes.findLast((other) => other.names.has(name) && !other.globals.has(name));
      if (scope) scope.touched.add(name);
      else this.uses.touches.add(name);
    }
  }

  #alias(name: string, others: string[]): void {
    const pairs = this.#scopes.at(-1)?.aliases ?? this.uses.aliases;
    for (const other of others) if (other !== name) pairs.push([name, other]);
  }

  #local(name: string): boolean {
    return this.#scopes.some((scope) => scope.names.has(name) && !scope.globals.has(name));
  }

  #text(node: SyntaxNode): string {
    return this.code.slice(node.from, node.to);
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
