/** What a call may read and change: its object, its arguments, files. */
import type { SyntaxNode } from "@lezer/common";
import { CHANGERS, changes, FILES, grows, harmless, OPAQUE, readsFiles, writesFiles } from "./effects.ts";
import { sources, values } from "./names_sources.ts";
import { children, roots } from "./syntax.ts";
import type { Changes, Gathered } from "./uses.ts";

/** `list`: the parts of its arguments; `lambda`: what the last lambda among them does. */
export function readCall(
  all: Gathered,
  callee: SyntaxNode,
  list: readonly SyntaxNode[],
  lambda: Changes,
  code: string,
): void {
  const text = (node: SyntaxNode) => code.slice(node.from, node.to);
  const given = values(list);
  const names = sources(given, code);
  functionsGiven(all, given, names, lambda, code);
  const file = list.findIndex((part, i) => text(part) === "file" && list[i + 1]?.name === "AssignOp");
  if (file >= 0) all.touch(roots(list.slice(file + 2, file + 3), code)); // print(…, file=here)
  if (callee.name === "VariableName") {
    const name = text(callee);
    onFiles(all, name, list, code);
    if (OPAQUE.has(name)) all.uses.opaque = true;
    else if (CHANGERS.has(name)) all.touch(names);
    else all.maybe("function", name, names);
  } else if (callee.name === "MemberExpression") {
    const method = text(callee.lastChild!);
    const objects = roots([callee], code);
    onFiles(all, method, list, code);
    all.called(method, objects);
    if (grows(method)) {
      all.touch(objects);
      for (const object of objects) all.put(object, names);
    } else if (changes(method)) all.touch([...objects, ...names]);
    else if (method === "dump")
      all.touch(sources(given.slice(2), code)); // json.dump(what, where)
    else if (harmless(method)) all.known(method, [...objects, ...names]);
    else for (const object of objects) all.maybe("unknown", object, [object, ...names]);
  }
}

/** A function among the arguments counts as called with the others. */
function functionsGiven(
  all: Gathered,
  given: readonly SyntaxNode[],
  names: readonly string[],
  lambda: Changes,
  code: string,
): void {
  for (const part of given) {
    const others = names.filter((name) => name !== code.slice(part.from, part.to));
    if (part.name === "VariableName" && others.length) all.maybe("function", code.slice(part.from, part.to), others);
    if (part.name === "LambdaExpression" && lambda.itself) all.touch(names);
    if (part.name === "MemberExpression" && changes(code.slice(part.lastChild!.from, part.lastChild!.to)))
      all.touch(roots([part], code));
  }
}

/** Files are one thing, whatever they are called: who writes some changes what others read. */
function onFiles(all: Gathered, name: string, list: readonly SyntaxNode[], code: string): void {
  const text = (node: SyntaxNode | undefined) => (node ? code.slice(node.from, node.to) : "");
  const first = values(list).find((part) => /[A-Z]/.test(part.name));
  if (name === "open") {
    const mode = list
      .slice(list.indexOf(first!) + 1)
      .map(text)
      .join("");
    if (/["'][rbt]*[wax+]/.test(mode)) all.touch([FILES]);
    else all.read(FILES);
  } else if (writesFiles(name)) all.touch([FILES]);
  else if (readsFiles(name) && !/^["'][\w-]+\/[\w.-]+["']$/.test(text(first))) all.read(FILES); // not a name of the Hub
}

/** Whether a value is `open(…)` with a mode that writes. */
export function opensToWrite(value: SyntaxNode, code: string): boolean {
  const [callee, list] = children(value);
  return !!callee && !!list && code.slice(callee.from, callee.to) === "open" && toWrite(children(list), code);
}

function toWrite(list: readonly SyntaxNode[], code: string): boolean {
  return list.some((part, i) => i > 1 && /^["'][rbt]*[wax+]/.test(code.slice(part.from, part.to)));
}
