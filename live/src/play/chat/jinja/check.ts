/** What Jinja2 refuses when it compiles a template: filters and tests that do not exist, unless inside an `if`. */
import { PyError } from "./errors.ts";
import { FILTERS, TESTS } from "./filters.ts";
import type { Expr, Stmt } from "./nodes.ts";
import { MISSING_FILTERS } from "./text_filters.ts";

export const knows = (kind: "Filter" | "Test", name: string): boolean =>
  kind === "Filter" ? Object.hasOwn(FILTERS, name) || MISSING_FILTERS.has(name) : Object.hasOwn(TESTS, name);

/** Throws PyError TemplateAssertionError. */
export function checkNames(body: Stmt[]): void {
  body.forEach((statement) => visit(statement, false));
}

/** Goes through statements and expressions alike: all are plain objects with a `type` and a `line`. */
function visit(node: Stmt | Expr, soft: boolean): void {
  if ((node.type === "Filter" || node.type === "Test") && !soft && !knows(node.type, node.name)) {
    throw new PyError("TemplateAssertionError", `No ${node.type.toLowerCase()} named '${node.name}'.`, node.line);
  }
  const inner = node.type === "If" || node.type === "Condition" || (soft && !["For", "Macro", "CallBlock", "With", "FilterBlock", "SetBlock", "Generation", "Scope"].includes(node.type));
  for (const part of Object.values(node)) each(part, inner);
}

function each(part: unknown, soft: boolean): void {
  if (Array.isArray(part)) part.forEach((item) => each(item, soft));
  else if (typeof part === "object" && part !== null && "type" in part && "line" in part) visit(part as Expr, soft);
}

/** All text and string constants of a template, as transformers looks for control tokens in them. */
export function literals(body: Stmt[]): Set<string> {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) return part.forEach(walk);
    if (typeof part !== "object" || part === null || !("type" in part)) return;
    const node = part as Expr | Stmt;
    if (node.type === "Data") found.add(node.text);
    if (node.type === "Const" && typeof node.value === "string") found.add(node.value);
    Object.values(node).forEach(walk);
  };
  walk(body);
  return found;
}
