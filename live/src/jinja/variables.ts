/** Which variables a template expects from outside, and what its text says of each. */
import type { Expr, Stmt } from "./nodes.ts";
import { raw } from "./text.ts";
import { parts, undeclared } from "./tree.ts";
import { isStr, type Value } from "./values.ts";

export interface Variable {
  name: string;
  /** Guessed from its use. */
  kind: "boolean" | "string" | "any";
  /** What it is where it is not given, as JSON; null where the template does not say. */
  otherwise: string | null;
}

const WORDS = new Set(["trim", "upper", "lower", "replace", "title", "capitalize", "split"]);

/** Names that the body reads before it assigns to them, without `known`; in the order of the alphabet. */
export function variables(body: readonly Stmt[], known: ReadonlySet<string>): Variable[] {
  const macros = new Set<string>();
  const find = (node: Expr | Stmt): void => {
    if (node.type === "Macro") macros.add(node.name);
    for (const part of parts(node)) if ("node" in part) find(part.node);
  };
  body.forEach(find);
  const names = [...undeclared(body)].filter((name) => !known.has(name) && !macros.has(name)).sort();
  return names.map((name) => {
    const seen = { kind: "any" as Variable["kind"], otherwise: undefined as Value | undefined };
    for (const node of body) look(node, name, seen);
    const { otherwise } = seen;
    const kind =
      typeof otherwise === "boolean" ? "boolean" : otherwise !== undefined && isStr(otherwise) ? "string" : seen.kind;
    return {
      name,
      kind,
      otherwise:
        typeof otherwise === "boolean"
          ? String(otherwise)
          : otherwise !== undefined && isStr(otherwise)
            ? JSON.stringify(raw(otherwise))
            : null,
    };
  });
}

function look(node: Expr | Stmt, name: string, seen: { kind: Variable["kind"]; otherwise: Value | undefined }): void {
  const is = (expr: Expr | null): boolean => expr?.type === "Name" && expr.name === name;
  const kind = (guess: Variable["kind"]): void => void (seen.kind === "any" && (seen.kind = guess));
  const otherwise = (expr: Expr | null | undefined): void => {
    if (expr?.type === "Const" && expr.value !== null) seen.otherwise ??= expr.value;
  };
  if (node.type === "Set" && is(node.target)) {
    if (node.value.type === "Condition" && is(node.value.then)) otherwise(node.value.otherwise);
    else otherwise(node.value);
  } else if (node.type === "Filter" && is(node.of)) {
    if (node.name === "default" || node.name === "d") otherwise(node.args[0]);
    else if (WORDS.has(node.name)) kind("string");
  } else if (node.type === "Test" && is(node.of)) {
    if (["true", "false", "boolean"].includes(node.name)) kind("boolean");
    else if (node.name === "string") kind("string");
  } else if (node.type === "Compare" && is(node.first)) {
    const other = node.rest[0]?.[1];
    if (other?.type === "Const" && typeof other.value === "boolean") kind("boolean");
    if (other?.type === "Const" && other.value !== null && isStr(other.value)) kind("string");
  } else if (node.type === "Not" && is(node.of)) kind("boolean");
  else if ((node.type === "And" || node.type === "Or") && (is(node.left) || is(node.right))) kind("boolean");
  else if (node.type === "If" && node.branches.some(([test]) => is(test))) kind("boolean");
  else if (node.type === "Print" && is(node.value)) kind("string");
  else if (node.type === "Concat" && node.items.some(is)) kind("string");
  else if (node.type === "Binary" && node.operator === "+" && (is(node.left) || is(node.right))) kind("string");
  for (const part of parts(node)) if ("node" in part) look(part.node, name, seen);
}
