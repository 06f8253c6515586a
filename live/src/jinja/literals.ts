/** What transformers looks for in a template without rendering it. */
import type { Expr, Stmt } from "./nodes.ts";

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
