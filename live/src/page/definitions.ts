/** Whether a code only defines: nothing of what its functions and classes do happens while it runs. */
import type { SyntaxNode } from "@lezer/common";
import { children } from "./syntax.ts";

/** Parts of a code that call nothing; words and signs have names in small letters, or none. */
const STILL =
  /^([^A-Z].*|Script|Body|StatementGroup|(Function|Class)Definition|Decorat(ed|or).*|At|(Import|Assign|Expression|Pass)Statement|Comment|(Variable|Property)Name|String|Number|Boolean|None|Ellipsis|AssignOp|ArithOp|(Array|Tuple|Dictionary|Set|Parenthesized|Member|Unary|Lambda)Expression|ParamList|ArgList)$/;

/** Decorators that only put aside what they are given. */
const ASIDE =
  /^@\s*(property|staticmethod|classmethod|dataclass|(\w+\.)?(setter|getter|cached_property|cache|lru_cache|wraps))\s*$/;

export function onlyDefines(tree: SyntaxNode, code: string): boolean {
  const text = (node: SyntaxNode) => code.slice(node.from, node.to);
  const classes = new Set<string>();
  const still = (node: SyntaxNode): boolean => {
    const parts = children(node);
    if (node.name === "Decorator") return ASIDE.test(text(node));
    if (node.name === "TypeDef") return true; // nobody has asked for it yet
    if (!STILL.test(node.name)) return false;
    if (/^(FunctionDefinition|LambdaExpression)$/.test(node.name))
      return parts.filter(({ name }) => name === "ParamList").every(still);
    if (node.name === "ClassDefinition") classes.add(text(parts[1]!));
    // a class of its own may have an __init_subclass__, and a metaclass anything
    if (node.name === "ArgList")
      return (
        parts.every(({ name }) => name !== "AssignOp") && parts.every((part) => !classes.has(text(part)) && still(part))
      );
    return parts.every(still);
  };
  return still(tree);
}
