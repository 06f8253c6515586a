/** What definitions do: functions, lambdas, classes and their decorators. */
import type { SyntaxNode } from "@lezer/common";
import { family, type Gathered, newScope, outward } from "./gathered.ts";
import { calledOn } from "./names_calls.ts";
import { sources } from "./names_sources.ts";
import { children, collect } from "./syntax.ts";
import { type Changes, define } from "./uses.ts";

/** What names.ts has read of a code so far, and how it goes on. */
export interface Reading {
  readonly all: Gathered;
  readonly code: string;
  /** What the lambdas do, by the place of each. */
  readonly lambdas: Map<number, Changes>;
  visit(nodes: SyntaxNode[], certain: boolean): void;
  bind(targets: SyntaxNode[], certain: boolean): void;
  types(parts: readonly SyntaxNode[]): void;
  text(node: SyntaxNode): string;
}

export function readFunction(reading: Reading, node: SyntaxNode, parts: SyntaxNode[], certain: boolean): void {
  const named = node.name === "FunctionDefinition" ? parts.find((part) => part.name === "VariableName") : undefined;
  const list = parts.filter((part) => part.name === "ParamList").flatMap(children);
  for (const [i, part] of list.entries())
    if (list[i - 1]?.name === "AssignOp" || part.name === "TypeDef") reading.visit([part], certain);
  const parameters = list
    .filter((part, i) => part.name === "VariableName" && list[i - 1]?.name !== "AssignOp")
    .map((part) => reading.text(part));
  const scope = newScope("function", parameters);
  reading.types(parts);
  if (named) reading.bind([named], certain); // it is there when its code runs
  const colon = parts.findIndex((part) => part.name === ":");
  const body = parts.filter((part, i) => part.name === "Body" || (!named && i > colon));
  if (named) for (const part of body) collect(part, scope, reading.code);
  reading.all.scopes.push(scope);
  reading.visit(body, false);
  reading.all.touch(outward(scope));
  reading.all.scopes.pop();
  const joined = family(scope.aliases);
  const touched = joined(scope.touched);
  const itself = parameters.some((parameter) => touched.has(parameter));
  const init = reading.all.body?.kind === "class" && named && reading.text(named) === "__init__";
  const given = joined(init ? parameters.slice(0, 1) : named ? scope.returns : sources(body, reading.code));
  const hands = parameters.slice(init ? 1 : 0).some((parameter) => given.has(parameter));
  const gives = [...given].filter((name) => !scope.names.has(name));
  const does = { itself, through: scope.through, keeps: scope.keeps, hands, gives };
  if (!named) reading.lambdas.set(node.from, does);
  if (!named) return;
  const { body: around, uses } = reading.all;
  define(around?.kind === "class" ? uses.methods : uses.functions, reading.text(named), does);
  if (scope.yields) uses.generators.add(reading.text(named));
  // a default is made once: what is put into it is there at the next call
  const kept = list.some(
    (part, i) => part.name === "VariableName" && list[i + 1]?.name === "AssignOp" && touched.has(reading.text(part)),
  );
  if (kept && !around) uses.later.touches.add(reading.text(named));
}

export function readDecorator(reading: Reading, parts: SyntaxNode[], certain: boolean): void {
  const [root, ...path] = parts.filter((part) => part.name === "VariableName");
  reading.visit(
    parts.filter((part) => part === root || part.name === "ArgList"),
    certain,
  );
  if (!root) return;
  const objects = [reading.text(root)];
  reading.all.run(objects);
  if (path.length) calledOn(reading.all, reading.text(path.at(-1)!), objects, []);
  else reading.all.made(objects[0]!);
}

/** What is called under the name of a decorated function may be what its decorator made. */
export function readDecorated(reading: Reading, parts: SyntaxNode[]): void {
  const named = children(parts.at(-1)!).find((part) => part.name === "VariableName");
  if (!named || reading.all.later) return;
  for (const part of parts) {
    const root = part.name === "Decorator" && children(part).find(({ name }) => name === "VariableName");
    if (root) reading.all.uses.makers.push([reading.text(named), reading.text(root)]);
  }
}

export function readClass(reading: Reading, parts: SyntaxNode[], certain: boolean): void {
  const named = parts.find((part) => part.name === "VariableName");
  reading.visit(
    parts.filter((part) => part.name === "ArgList"),
    certain,
  );
  reading.all.scopes.push(newScope("class"));
  for (const part of parts) if (part.name === "Body") reading.visit(children(part), false);
  reading.all.scopes.pop();
  if (!named) return;
  const { methods, functions } = reading.all.uses;
  const keeps = methods.get("__call__")?.itself ?? false;
  const { hands, gives } = methods.get("__init__") ?? {};
  define(functions, reading.text(named), { itself: true, through: [], keeps, hands, gives }); // it may keep what it is given
  reading.bind([named], certain);
}
