/** Questions about a tree of Python's syntax, as @lezer/python gives it. */
import type { SyntaxNode } from "@lezer/common";

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** The nodes between those of a name. */
export function split(nodes: SyntaxNode[], at: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === at) groups.push([]);
    else groups.at(-1)!.push(node);
  }
  return groups;
}

/** `x` of `x`, `x.a`, `x[0].b`, `x.get(1).c`, `(x or y).a`, and of each in `x, y`. */
export function roots(nodes: SyntaxNode[], code: string): string[] {
  return nodes.flatMap((node): string[] => {
    if (node.name === "VariableName") return [code.slice(node.from, node.to)];
    const parts = children(node);
    if (/^(Member|Call)Expression$/.test(node.name)) return roots(parts.slice(0, 1), code);
    if (node.name === "BinaryExpression" && !parts.some((part) => /^(or|and)$/.test(part.name))) return [];
    return /^(Paren|Tuple|Array|Dictionary|Set|Conditional|Binary)/.test(node.name) ? roots(parts, code) : [];
  });
}

/** The names that a function's body makes its own. */
export function collect(node: SyntaxNode, scope: { names: Set<string>; globals: Set<string> }, code: string): void {
  const parts = children(node);
  const add = (nodes: SyntaxNode[], to = scope.names) => {
    for (const part of nodes) {
      if (part.name === "VariableName") to.add(code.slice(part.from, part.to));
      else if (/^(Tuple|Array|Paren)/.test(part.name)) add(children(part));
    }
  };
  if (node.name === "ScopeStatement") add(parts, scope.globals);
  if (node.name === "AssignStatement" || node.name === "NamedExpression")
    split(parts, "AssignOp")
      .slice(0, -1)
      .forEach((targets) => add(targets));
  if (node.name === "UpdateStatement") add(parts.slice(0, 1));
  if (node.name === "CapturePattern") add(parts);
  if (node.name === "ForStatement")
    add(
      parts.slice(
        0,
        parts.findIndex((part) => part.name === "in"),
      ),
    );
  if (node.name === "ImportStatement") add(parts.slice(parts.findIndex((part) => part.name === "import")));
  parts.forEach((part, i) => parts[i - 1]?.name === "as" && add([part]));
  if (/^(Function|Class)Definition$/.test(node.name))
    add(parts.filter((part) => part.name === "VariableName").slice(0, 1));
  else for (const part of parts) if (part.name !== "LambdaExpression") collect(part, scope, code);
}
