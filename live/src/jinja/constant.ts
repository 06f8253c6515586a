/** What Jinja2 computes when it compiles a template. */
import type { Expr } from "./nodes.ts";

/** Filters that need the context, which is not there yet. */
export const LATE = new Set(["map", "select", "reject", "selectattr", "rejectattr", "random"]);

/**
 * Whether nothing in an expression depends on a value that rendering gives. It may still fail. `calls`: whether filters
 * and tests count.
 */
export function isConstant(node: Expr, calls = true): boolean {
  const all = (parts: (Expr | null)[]): boolean => parts.every((part) => part === null || isConstant(part, calls));
  switch (node.type) {
    case "Const":
      return true;
    case "Name":
    case "NSRef":
    case "Call":
      return false;
    case "Tuple":
    case "List":
    case "Concat":
      return all(node.items);
    case "Dict":
      return node.pairs.every(all);
    case "Getattr":
      return isConstant(node.of, calls);
    case "Getitem":
      return all([node.of, node.key]);
    case "Slice":
      return all(node.parts);
    case "Binary":
    case "And":
    case "Or":
      return all([node.left, node.right]);
    case "Unary":
    case "Not":
      return isConstant(node.of, calls);
    case "Compare":
      return all([node.first, ...node.rest.map(([, part]) => part)]);
    case "Condition":
      return node.otherwise !== null && all([node.test, node.then, node.otherwise]);
    case "Filter":
      return (
        calls &&
        node.of !== null &&
        !LATE.has(node.name) &&
        all([node.of, ...node.args, ...node.kwargs.map(([, part]) => part), node.star, node.starStar])
      );
    case "Test":
      return calls && all([node.of, ...node.args, ...node.kwargs.map(([, part]) => part), node.star, node.starStar]);
  }
}
