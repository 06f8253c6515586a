/** What the value of an expression may share its objects with. */
import type { SyntaxNode } from "@lezer/common";
import { HANDS_ON, PASSES } from "./effects.ts";
import { children, roots } from "./syntax.ts";

/**
 * The names whose objects the value may be, or be a part of. `held`: those whose objects are inside the value alone, as
 * what was added to a list is.
 */
export function sources(nodes: readonly SyntaxNode[], code: string, held = false): string[] {
  return nodes.flatMap((node): string[] => {
    const parts = children(node);
    switch (node.name) {
      case "VariableName":
        return held ? [] : [text(node, code)];
      case "MemberExpression":
        return held ? [] : roots([node], code);
      case "BinaryExpression": {
        // `a or b` is one of them, `a + b` holds what is in both; so does `a + []`, which is no number
        const either = parts.some((part) => part.name === "or" || part.name === "and" || COLLECTION.test(part.name));
        return either ? sources(parts, code, held) : held ? sources(parts, code) : [];
      }
      case "CallExpression": {
        const [callee, list] = parts;
        if (!callee || !list) return [];
        const name = text(callee.name === "MemberExpression" ? callee.lastChild! : callee, code);
        const given = HANDS_ON.has(name) || (callee.name === "VariableName" && PASSES.has(name));
        const own = callee.name === "MemberExpression" && PASSES.has(name) && !held ? roots([callee], code) : [];
        if (given || own.length) return [...own, ...(given ? sources(children(list), code, held) : [])];
        // an object of a class, which may keep what it is given
        return held && /^[A-Z]/.test(text(callee, code)) ? sources(values(children(list)), code) : [];
      }
    }
    if (!/^(Paren|Tuple|Array|Dictionary|Set|Conditional|Named|Comprehension)/.test(node.name)) return [];
    return sources(
      parts.filter((_part, i) => !/^(for|if)$/.test(parts[i - 1]?.name ?? "")),
      code,
      held,
    );
  });
}

/** A list, dictionary or set that is written out. */
const COLLECTION = /^(Array|Dictionary|Set)(Comprehension)?Expression$/;

/** The arguments of a call, without the names of keywords. */
export function values(list: readonly SyntaxNode[]): SyntaxNode[] {
  return list.filter((part, i) => !(part.name === "VariableName" && list[i + 1]?.name === "AssignOp"));
}

/** Of each call: its function and the names it is given, which may be called through its value: `partial(f)`, `maker(1)`. */
export function carried(nodes: readonly SyntaxNode[], code: string): [maker: string, ...given: string[]][] {
  return nodes.flatMap((node): [string, ...string[]][] => {
    const [callee, list] = children(node);
    if (node.name !== "CallExpression" || callee?.name !== "VariableName" || !list) return [];
    return [[text(callee, code), ...sources(values(children(list)), code)]];
  });
}

function text(node: SyntaxNode, code: string): string {
  return code.slice(node.from, node.to);
}
