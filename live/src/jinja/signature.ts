/** Which arguments a function of Python takes, and its error where it is given others. */
import { fail } from "./errors.ts";
import type { Kwargs, Value } from "./values.ts";

/** Arguments by name; what is missing is undefined. */
export type Named = Record<string, Value | undefined>;

const plural = (count: number): string => `argument${count === 1 ? "" : "s"}`;
const made = (): Named => Object.create(null) as Named;

/**
 * A method written in C. `most` arguments without names: "none", "one", "1-2" as PyArg_UnpackTuple counts them, or
 * "find". `type`: its class.
 */
export function bindC(type: string, name: string, style: string, args: Value[], kwargs: Kwargs): void {
  const { length } = args;
  const find = style.startsWith("find");
  if (kwargs.size) fail("TypeError", `${find ? "" : `${type}.`}${name}() takes no keyword arguments`);
  if (style === "none") {
    if (length) fail("TypeError", `${type}.${name}() takes no arguments (${length} given)`);
  } else if (style === "one") {
    if (length !== 1) fail("TypeError", `${type}.${name}() takes exactly one argument (${length} given)`);
  } else {
    const [least = 0, most = 0] = style.replace("find", "").split("-").map(Number);
    const [bound, word] = length < least ? [least, "least"] : length > most ? [most, "most"] : [null, ""];
    if (bound !== null)
      fail(
        "TypeError",
        find
          ? `${name}() takes at ${word} ${bound} ${plural(bound)} (${length} given)`
          : `${name} expected at ${word} ${bound} ${plural(bound)}, got ${length}`,
      );
  }
}

/** A function written in C that takes its arguments by place or by name. */
export function bindNames(name: string, names: string[], args: Value[], kwargs: Kwargs): Named {
  const count = args.length + kwargs.size;
  if (count > names.length)
    fail("TypeError", `${name}() takes at most ${names.length} ${plural(names.length)} (${count} given)`);
  const found = made();
  args.forEach((value, i) => (found[names[i]!] = value));
  for (const [key, value] of kwargs) {
    const at = names.indexOf(key);
    if (at < 0) fail("TypeError", `'${key}' is an invalid keyword argument for ${name}()`);
    if (at < args.length) fail("TypeError", `argument for ${name}() given by name ('${key}') and position (${at + 1})`);
    found[key] = value;
  }
  return found;
}

/** A function written in Python. */
export interface Signature {
  /** As Python's errors call it. */
  name: string;
  /** `s`, `width=`; `/` ends those without names. */
  names: string[];
  optional: number;
  /** Those before the first of a template: the context or the value. */
  before: number;
  positional: number;
}

/**
 * `before`: how many of the names come from the caller and not from the template; they are in `parameters` all the
 * same.
 */
export function signature(name: string, parameters: string, before = 0): Signature {
  const parts = parameters ? parameters.split(" ") : [];
  const slash = parts.indexOf("/");
  const names = parts.filter((part) => part !== "/");
  return {
    name,
    names: names.map((part) => part.replace("=", "")),
    optional: names.filter((part) => part.endsWith("=")).length,
    before,
    positional: Math.max(0, slash),
  };
}

/** Throws TypeError as Python does. */
export function bind({ name, names, optional, before, positional }: Signature, args: Value[], kwargs: Kwargs): Named {
  const found = made();
  const places = names.slice(before);
  args.slice(0, places.length).forEach((value, i) => (found[places[i]!] = value));
  const nameless = names.slice(0, positional);
  const wrong = [...kwargs.keys()].filter((key) => nameless.includes(key));
  for (const [key, value] of kwargs) {
    const at = names.indexOf(key);
    if (at < 0 || (at < positional && !wrong.includes(key)))
      fail("TypeError", `${name}() got an unexpected keyword argument '${key}'`);
    if (at < positional)
      fail(
        "TypeError",
        `${name}() got some positional-only arguments passed as keyword arguments: '${wrong.join(", ")}'`,
      );
    if (at < before + args.length) fail("TypeError", `${name}() got multiple values for argument '${key}'`);
    found[key] = value;
  }
  const [least, most, given] = [names.length - optional, names.length, before + args.length];
  if (given > most) {
    const wanted = optional ? `from ${least} to ${most} positional arguments` : `${most} positional ${plural(most)}`;
    fail("TypeError", `${name}() takes ${wanted} but ${given} ${given === 1 ? "was" : "were"} given`);
  }
  const missing = names
    .slice(before, least)
    .filter((key) => !(key in found))
    .map((key) => `'${key}'`);
  if (missing.length) {
    const listed =
      missing.length > 2 ? `${missing.slice(0, -1).join(", ")}, and ${missing.at(-1)}` : missing.join(" and ");
    fail("TypeError", `${name}() missing ${missing.length} required positional ${plural(missing.length)}: ${listed}`);
  }
  return found;
}
