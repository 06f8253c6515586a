/** What a call may read and change: its object, its arguments, files. */
import type { SyntaxNode } from "@lezer/common";
import {
  CHANGERS,
  changes,
  FILES,
  grows,
  harmless,
  LOOKERS,
  movesFiles,
  OPAQUE,
  readsFiles,
  TYPES,
  writesFiles,
} from "./effects.ts";
import type { Gathered } from "./gathered.ts";
import { sources, values } from "./names_sources.ts";
import { children, roots, split } from "./syntax.ts";
import type { Changes } from "./uses.ts";

/** `list`: the parts of its arguments; `lambdas`: what those among them do, by the place of each. */
export function readCall(
  all: Gathered,
  callee: SyntaxNode,
  list: readonly SyntaxNode[],
  lambdas: ReadonlyMap<number, Changes>,
  code: string,
): void {
  const text = (node: SyntaxNode) => code.slice(node.from, node.to);
  const given = values(list);
  const names = sources(given, code);
  const name = callee.name === "VariableName" ? text(callee) : "";
  if (!LOOKERS.has(name)) functionsGiven(all, given, names, lambdas, code);
  all.run(roots([callee], code));
  if (!LOOKERS.has(name) || list.some((part) => part.name === "*")) all.run(names);
  const file = list.findIndex((part, i) => text(part) === "file" && list[i + 1]?.name === "AssignOp");
  if (file >= 0) all.touch(roots(list.slice(file + 2, file + 3), code)); // print(…, file=here)
  if (name) {
    onFiles(all, name, [], list, code);
    if (OPAQUE.has(name)) all.uses.opaque = true;
    else if (CHANGERS.has(name)) all.touch(names);
    else all.maybe("function", name, names), all.made(name);
    if (name === "input") all.uses.chance = true;
  } else if (callee.name === "MemberExpression") {
    const method = text(callee.lastChild!);
    const objects = roots([callee], code);
    onFiles(all, method, objects, list, code);
    if (method === "urandom") all.uses.chance = true;
    if (method === "dump") {
      all.called(method, objects);
      all.touch(sources(given.slice(2), code)); // json.dump(what, where)
    } else if (method === "pad" && LENGTH.test(argument(list, 0, "length", code)))
      all.touch(objects); // of an Encoding; that of a tokenizer takes encodings, and only looks
    else calledOn(all, method, objects, names);
  }
}

/** An argument that is a number. */
const LENGTH = /^(\d|(len|max|min|sum)\()/;

/** A method is called: `names` are what it is given. */
export function calledOn(all: Gathered, method: string, objects: readonly string[], names: readonly string[]): void {
  all.called(method, objects);
  if (grows(method)) {
    all.touch(objects.some((object) => TYPES.has(object)) ? names : objects);
    for (const object of objects) all.put(object, names);
  } else if (changes(method)) all.touch([...objects, ...names]);
  else if (harmless(method)) all.known(method, [...objects, ...names]);
  else for (const object of objects) all.maybe("unknown", object, [object, ...names]);
}

/** A function among the arguments counts as called with the others. */
function functionsGiven(
  all: Gathered,
  given: readonly SyntaxNode[],
  names: readonly string[],
  lambdas: ReadonlyMap<number, Changes>,
  code: string,
): void {
  if (names.length > MANY) return all.touch(names);
  for (const part of given) {
    const others = names.filter((name) => name !== code.slice(part.from, part.to));
    if (part.name === "VariableName" && others.length) all.maybe("function", code.slice(part.from, part.to), others);
    const lambda = lambdas.get(part.from);
    if (lambda?.itself) all.touch(names);
    for (const by of lambda?.through ?? []) all.maybe("function", by, [...names]);
    if (part.name === "MemberExpression" && changes(code.slice(part.lastChild!.from, part.lastChild!.to)))
      all.touch(roots([part], code));
  }
}

const MANY = 100; // names in one call, of which each may be a function that changes all others

/** Files are one thing, whatever they are called: who writes some changes what others read. */
function onFiles(
  all: Gathered,
  name: string,
  objects: readonly string[],
  list: readonly SyntaxNode[],
  code: string,
): void {
  const first = argument(list, 0, "", code);
  const ofHub = HUB.exec(first)?.[1];
  if (name === "open") {
    if (opens(objects.length > 0, list, code)) all.touch([FILES]);
    else all.read(FILES);
  } else if (writesFiles(name) || (objects.some((one) => /^(os|shutil)$/.test(one)) && movesFiles(name)))
    all.touch(ofHub ? [FILES, fileOf(ofHub)] : [FILES]);
  else if (readsFiles(name)) all.read(name === "from_pretrained" && ofHub ? fileOf(ofHub) : FILES);
}

/** A name of the Hub, which a folder may have, too. */
const HUB = /^["']([\w-]+\/[\w.-]+)["']$/;
const fileOf = (name: string): string => `<file:${name}>`;

/** Whether a value is `open(…)` with a mode that writes. */
export function opensToWrite(value: SyntaxNode, code: string): boolean {
  const [callee, list] = children(value);
  if (!callee || !list) return false;
  const method = callee.name === "MemberExpression";
  return (
    code.slice((method ? callee.lastChild! : callee).from, callee.to) === "open" && opens(method, children(list), code)
  );
}

/** Whether `open(file, mode)` or `file.open(mode)` may write; a mode that is no text here may be any. */
function opens(method: boolean, list: readonly SyntaxNode[], code: string): boolean {
  const writes = (mode: string) => /^["'][rbt]*[wax+][rbt+]*["']$/.test(mode);
  const mode = argument(list, 1, "mode", code);
  if (mode) return writes(mode) || !/^["']/.test(mode);
  return method && writes(argument(list, 0, "", code));
}

/** The code of an argument by its place, from 0, or its keyword; empty where there is none. */
function argument(list: readonly SyntaxNode[], place: number, keyword: string, code: string): string {
  const given = split(list.slice(1, -1), ",").filter((parts) => parts.length);
  const text = (parts: readonly SyntaxNode[]) => (parts.length ? code.slice(parts[0]!.from, parts.at(-1)!.to) : "");
  const named = (parts: readonly SyntaxNode[]) => parts[0]?.name === "VariableName" && parts[1]?.name === "AssignOp";
  const found = given.find((parts) => named(parts) && text(parts.slice(0, 1)) === keyword);
  if (found) return text(found.slice(2));
  return text(given.filter((parts) => !named(parts))[place] ?? []);
}
