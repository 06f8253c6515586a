/** The tree of a template. Every node has the line on which it begins. */
import type { Value } from "./values.ts";

export interface Arguments {
  args: Expr[];
  kwargs: [name: string, value: Expr][];
  star: Expr | null;
  starStar: Expr | null;
}

export type Expr = { line: number } & (
  | { type: "Const"; value: Value }
  | { type: "Name"; name: string }
  | { type: "NSRef"; name: string; attribute: string }
  | { type: "Tuple" | "List"; items: Expr[] }
  | { type: "Dict"; pairs: [key: Expr, value: Expr][] }
  | { type: "Getattr"; of: Expr; name: string }
  | { type: "Getitem"; of: Expr; key: Expr }
  | { type: "Slice"; parts: (Expr | null)[] }
  | ({ type: "Call"; callee: Expr } & Arguments)
  | ({ type: "Filter"; of: Expr | null; name: string } & Arguments)
  | ({ type: "Test"; of: Expr; name: string } & Arguments)
  | { type: "Binary"; operator: "+" | "-" | "*" | "/" | "//" | "%" | "**"; left: Expr; right: Expr }
  | { type: "Unary"; operator: "-" | "+"; of: Expr }
  | { type: "Not"; of: Expr }
  | { type: "And" | "Or"; left: Expr; right: Expr }
  | { type: "Compare"; first: Expr; rest: [operator: string, value: Expr][] }
  | { type: "Concat"; items: Expr[] }
  | { type: "Condition"; test: Expr; then: Expr; otherwise: Expr | null }
);
export type ExprOf<T extends Expr["type"]> = Extract<Expr, { type: T }>;

export interface Signature {
  args: string[];
  defaults: Expr[];
}

/** From its first sign to its last, in the text that the lexer's `normalized` gives. */
export interface Place {
  from: number;
  to: number;
}

export type Stmt = { line: number; place?: Place } & (
  | { type: "Data"; text: string }
  | { type: "Print"; value: Expr }
  | { type: "For"; target: Expr; iter: Expr; test: Expr | null; recursive: boolean; body: Stmt[]; otherwise: Stmt[] }
  | { type: "If"; branches: [test: Expr, body: Stmt[], line: number][]; otherwise: Stmt[] }
  | { type: "Set"; target: Expr; value: Expr }
  | { type: "SetBlock"; target: Expr; filter: Expr | null; body: Stmt[] }
  | { type: "With"; targets: Expr[]; values: Expr[]; body: Stmt[] }
  | ({ type: "Macro"; name: string; body: Stmt[] } & Signature)
  | ({ type: "CallBlock"; call: Expr; body: Stmt[] } & Signature)
  | { type: "FilterBlock"; filter: Expr; body: Stmt[] }
  | { type: "Generation"; body: Stmt[] }
  | { type: "Autoescape"; value: Expr; body: Stmt[] }
  | { type: "Block"; name: string; scoped: boolean; required: boolean; body: Stmt[] }
  | { type: "Break" | "Continue" }
  | { type: "Extends"; template: Expr }
  | { type: "Include"; template: Expr; ignoreMissing: boolean; withContext: boolean }
  | { type: "Import"; template: Expr; target: string; withContext: boolean }
  | { type: "FromImport"; template: Expr; names: [name: string, alias: string][]; withContext: boolean }
);
export type StmtOf<T extends Stmt["type"]> = Extract<Stmt, { type: T }>;
