/** What this engine cannot read, said in one sentence, and the fields of a document that must have a certain form. */

/** An object of tokenizer.json. */
export type Fields = { readonly [name: string]: unknown };

export function unreadable(message: string): Error {
  const error = new Error(message);
  error.name = "UnreadableTokenizer";
  return error;
}

/** Where the Rust library ends with a panic or an error, this engine gives up too. */
export function failure(message: string): Error {
  const error = new Error(message);
  error.name = "TokenizerFailure";
  return error;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fields(value: unknown, what: string): Fields {
  if (!isFields(value)) throw unreadable(`${what} is not an object`);
  return value;
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable(`${what} is not a list`);
  return value;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw unreadable(`${what} is not a text`);
  return value;
}

/** Written only where something is wrong, for who asks thousands of times. */
type What = string | (() => string);
const said = (what: What): string => (typeof what === "string" ? what : what());

export function flag(value: unknown, what: What, missing?: boolean): boolean {
  if (value === undefined && missing !== undefined) return missing;
  if (typeof value !== "boolean") throw unreadable(`${said(what)} is neither true nor false`);
  return value;
}

export function whole(value: unknown, what: What, missing?: number): number {
  if (value === undefined && missing !== undefined) return missing;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
    throw unreadable(`${said(what)} is not a whole number`);
  return value;
}

/** One character, as Rust's `char` is. */
export function character(value: unknown, what: string): string {
  const found = text(value, what);
  if (Array.from(found).length !== 1) throw unreadable(`${what} is not one character`);
  return found;
}

/** A part of a kind that this page does not have. `what`: such as "the decoder"; `type`: as the file has it. */
export function unknownKind(what: string, type: unknown): Error {
  if (type === undefined || type === null) return unreadable(`${what} has no type`);
  if (typeof type !== "string") return unreadable(`the type of ${what} is not a text`);
  return unreadable(`${what} ${briefly(type)} is unknown to this page`);
}

/** Words of the file in a sentence. */
export const briefly = (words: string): string => (words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words);
const SHOWN = 60;

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], what: string, missing?: T): T {
  if (value === undefined && missing !== undefined) return missing;
  if (!allowed.includes(value as T))
    throw unreadable(`${what} is ${briefly(JSON.stringify(value) ?? "missing")}, which is unknown to this page`);
  return value as T;
}
