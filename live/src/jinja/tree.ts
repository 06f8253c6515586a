/** Going through a template's tree, in the order in which Jinja2 does. */
import type { Arguments, Expr, Stmt, StmtOf } from "./nodes.ts";

type Node = Expr | Stmt;
/** A part of a node; `stored` for a name that is assigned to. */
export type Part = { node: Node } | { stored: Expr } | { parameter: string };

const load = (nodes: readonly (Node | null)[]): Part[] => nodes.flatMap((node) => (node ? [{ node }] : []));
const given = (node: Arguments): Part[] =>
  load([...node.args, ...node.kwargs.map(([, value]) => value), node.star, node.starStar]);

/** The parts of a node. */
export function parts(node: Node): Part[] {
  switch (node.type) {
    case "Data":
    case "Const":
    case "Name":
    case "NSRef":
    case "Break":
    case "Continue":
      return [];
    case "Print":
      return load([node.value]);
    case "For":
      return [{ stored: node.target }, ...load([node.iter, ...node.body, ...node.otherwise, node.test])];
    case "If":
      return load([...node.branches.flatMap(([test, body]) => [test, ...body]), ...node.otherwise]);
    case "Set":
      return [{ stored: node.target }, ...load([node.value])];
    case "SetBlock":
      return [{ stored: node.target }, ...load([node.filter, ...node.body])];
    case "With":
      return [...node.targets.map((stored) => ({ stored })), ...load([...node.values, ...node.body])];
    case "Macro":
      return [...node.args.map((parameter) => ({ parameter })), ...load([...node.defaults, ...node.body])];
    case "CallBlock":
      return [
        ...load([node.call]),
        ...node.args.map((parameter) => ({ parameter })),
        ...load([...node.defaults, ...node.body]),
      ];
    case "FilterBlock":
      return load([...node.body, node.filter]);
    case "Generation":
    case "Block":
      return load(node.body);
    case "Autoescape":
      return load([node.value, ...node.body]);
    case "Extends":
    case "Include":
    case "Import":
    case "FromImport":
      return load([node.template]);
    case "Tuple":
    case "List":
    case "Concat":
      return load(node.items);
    case "Dict":
      return load(node.pairs.flat());
    case "Getattr":
      return load([node.of]);
    case "Getitem":
      return load([node.of, node.key]);
    case "Slice":
      return load(node.parts);
    case "Call":
      return [...load([node.callee]), ...given(node)];
    case "Filter":
    case "Test":
      return [...load([node.of]), ...given(node)];
    case "Binary":
    case "And":
    case "Or":
      return load([node.left, node.right]);
    case "Unary":
    case "Not":
      return load([node.of]);
    case "Compare":
      return load([node.first, ...node.rest.map(([, part]) => part)]);
    case "Condition":
      return load([node.test, node.then, node.otherwise]);
  }
}

/** The names that a target assigns to. */
export const targets = (target: Expr): string[] =>
  target.type === "Name" ? [target.name] : target.type === "Tuple" ? target.items.flatMap(targets) : [];

/** All blocks of a template, each before those in it. */
export function blocksOf(body: readonly Stmt[]): StmtOf<"Block">[] {
  const found: StmtOf<"Block">[] = [];
  const visit = (node: Node): void => {
    if (node.type === "Block") found.push(node);
    for (const part of parts(node)) if ("node" in part) visit(part.node);
  };
  body.forEach(visit);
  return found;
}

/** Which of the names (of all, if none are given) the bodies read before they assign to them; blocks are others' affair. */
export function undeclared(body: readonly Stmt[], names: readonly string[] | null = null): Set<string> {
  const wanted = names && new Set(names);
  const stored = new Set<string>();
  const found = new Set<string>();
  const store = (target: Expr): void => {
    if (target.type === "Name") stored.add(target.name);
    else if (target.type === "Tuple") target.items.forEach(store);
  };
  const visit = (node: Node): void => {
    if (node.type === "Block") return;
    if (node.type === "Name" && !stored.has(node.name) && (wanted?.has(node.name) ?? true)) found.add(node.name);
    for (const part of parts(node)) {
      if ("node" in part) visit(part.node);
      else if ("stored" in part) store(part.stored);
      else stored.add(part.parameter);
    }
  };
  body.forEach(visit);
  return found;
}

export const reads = (body: readonly Stmt[], name: string): boolean => undeclared(body, [name]).has(name);

/** The namespaces whose attributes a target assigns to. */
export const namespaces = (target: Expr): string[] =>
  target.type === "NSRef" ? [target.name] : target.type === "Tuple" ? target.items.flatMap(namespaces) : [];

/** The line on which a loop, or anything in it, assigns to a name; null if nothing does. */
export function storedIn(node: Node, name: string): number | null {
  for (const part of parts(node)) {
    if ("stored" in part && targets(part.stored).includes(name)) return part.stored.line;
    const found = "node" in part ? storedIn(part.node, name) : null;
    if (found !== null) return found;
  }
  return null;
}

/** How many filters and tests a function of Python looks up: those outside blocks, each once. */
export function dependencies(body: readonly Stmt[]): number {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === "Block") return;
    if (node.type === "Filter" || node.type === "Test") found.add(`${node.type} ${node.name}`);
    for (const part of parts(node)) if ("node" in part) visit(part.node);
  };
  body.forEach(visit);
  return found.size;
}

/** Whether a statement or expression of this type is anywhere in the bodies. */
export function has(body: readonly Node[], type: Node["type"]): boolean {
  const within = (node: Node): boolean =>
    node.type === type || parts(node).some((part) => "node" in part && within(part.node));
  return body.some(within);
}
