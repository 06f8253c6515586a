/** Character classes in brackets as Oniguruma reads them: nested, intersected, with POSIX brackets and properties. */

import { CharSet } from "./char_set.ts";
import type { Characters } from "./characters.ts";
import { posix, property, shorthand, single } from "./regex_classes.ts";
import type { Reader } from "./regex_reader.ts";

/** The set of a class whose `[` has been taken. */
export function brackets(reader: Reader, characters: Characters, ignoreCase: boolean): CharSet {
  const negated = reader.take("^");
  let all: CharSet | undefined;
  let own = CharSet.of([]);
  let first = true;
  for (; ; first = false) {
    if (reader.done) throw reader.refuse("a class without its end");
    if (reader.peek() === "]") {
      if (first) throw reader.refuse("an empty class");
      reader.next();
      break;
    }
    if (reader.take("&&")) {
      all = all ? all.and(own) : own;
      own = CharSet.of([]);
      continue;
    }
    own = own.or(member(reader, characters, ignoreCase));
  }
  const set = all ? all.and(own) : own;
  return negated ? set.not() : set;
}

function member(reader: Reader, characters: Characters, ignoreCase: boolean): CharSet {
  const named = reader.match(/^\[:(\^?)([A-Za-z]+):\]/);
  if (named) {
    const set = posix(named[2]!, characters);
    if (!set || ignoreCase) throw reader.refuse(named[0]);
    return named[1] ? set.not() : set;
  }
  if (reader.take("[")) return brackets(reader, characters, ignoreCase);
  const from = code(reader, characters);
  if (typeof from !== "number") {
    if (ignoreCase) throw reader.refuse("a set of characters where case is ignored");
    return from;
  }
  if (reader.peek() !== "-" || reader.peek(1) === "]" || reader.peek(1) === "")
    return folded(from, from, reader, ignoreCase);
  if (reader.peek(1) === "[" || (reader.peek(1) === "&" && reader.peek(2) === "&"))
    throw reader.refuse("a range without its end");
  reader.next();
  const to = code(reader, characters);
  if (typeof to !== "number" || to < from) throw reader.refuse("a range that does not go up");
  return folded(from, to, reader, ignoreCase);
}

function code(reader: Reader, characters: Characters): number | CharSet {
  if (!reader.take("\\")) return reader.next().codePointAt(0)!;
  return escapedSet(reader, characters, true) ?? (reader.take("b") ? 8 : reader.escapedCode()) ?? refuse(reader);
}

function refuse(reader: Reader): never {
  throw reader.refuse(`\\${reader.peek()}`);
}

/** The set of an escape, after its backslash; undefined if it stands for no set. */
export function escapedSet(reader: Reader, characters: Characters, inside: boolean): CharSet | undefined {
  const short = /^[dswhDSWH]$/.test(reader.peek()) ? shorthand(reader.peek(), characters, inside) : undefined;
  if (short) return (reader.next(), short);
  const named = reader.match(/^([pP])\{(\^?)([^}]*)\}/);
  if (!named) return undefined;
  const set = named[3] ? property(named[3], characters) : undefined;
  if (!set) throw reader.refuse(`\\${named[0]}`);
  return (named[1] === "P") !== (named[2] === "^") ? set.not() : set;
}

/**
 * A range, with its letters' other case where case is ignored: ASCII only, and U+017F and U+212A, which fold to s and
 * k.
 */
export function folded(from: number, to: number, reader: Reader, ignoreCase: boolean): CharSet {
  let set = CharSet.of([[from, to]]);
  if (!ignoreCase) return set;
  if (to > 127) throw reader.refuse("a character beyond ASCII where case is ignored");
  for (let code = Math.max(from, 65); code <= Math.min(to, 122); code += 1) {
    if (!/[A-Za-z]/.test(String.fromCharCode(code))) continue;
    set = set.or(single(code ^ 32));
    if ((code | 32) === 0x73) set = set.or(single(0x17f));
    if ((code | 32) === 0x6b) set = set.or(single(0x212a));
  }
  return set;
}
