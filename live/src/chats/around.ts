/** Values that stand in other text: in a script, in lines of a log or a session, in a request with its headers. */
import type { Value } from "../jinja/values.ts";
import { LiteralReader } from "./literal.ts";
import { LiteralError } from "./literal_words.ts";

export interface Around {
  value: Value;
  at: number;
  /** The name, keyword or key that it is given. */
  name: string | null;
}

/** A bracket that opens a value, or the beginning of a line that gives a text a name. */
const OPENING =
  /[[{]|^[ \t]*(?:(?:const|let|var)[ \t]+)?[A-Za-z_]\w*[ \t]*(?::[^=\n]*)?=[ \t]*(?=\(?\s*[rRfF]?["'`])/gm;
const NAMED = /(['"]?)([A-Za-z_]\w*)\1\s*(?::[\w[\], .|]*)?[:=]\s*$/;
/** In front of the lines of Python's and IPython's sessions. */
const PROMPTS = /^(?:>>> ?|\.\.\. ?|In \[\d+\]: ?|[ ]*\.\.\.: ?)/gm;
/** So many times its own length a text is read at most: brackets that nothing closes are read to the end, each. */
const MOST = 4;
/** What it costs to try a place, in characters. */
const TRY = 50;

/** Strings, and brackets outside of them. */
const PARTS = /("""|'''|["'`])(?:\\[^]|(?!\1)[^\\])*\1|[[({]|[\])}]/g;

/** The end of what a bracket at `at` opens; of the text where nothing closes it. */
function endOf(text: string, at: number): number {
  let depth = 0;
  PARTS.lastIndex = at;
  for (let part = PARTS.exec(text); part; part = PARTS.exec(text)) {
    if ("[({".includes(part[0])) depth += 1;
    else if ("])}".includes(part[0]) && (depth -= 1) <= 0) return PARTS.lastIndex;
  }
  return text.length;
}

export const withoutPrompts = (text: string): string =>
  /^(?:>>> |In \[\d+\]: )/m.test(text) ? text.replace(PROMPTS, "") : text;

/** In the order of the text. `wrong`: of the first list of messages that cannot be read. */
export function valuesAround(text: string): { values: Around[]; objects: string[]; wrong: LiteralError | null } {
  const values: Around[] = [];
  let wrong: LiteralError | null = null;
  const reader = new LiteralReader(text);
  let room = MOST * text.length;
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found && room > 0; found = OPENING.exec(text)) {
    const bracket = found[0].length === 1 && "[{".includes(found[0]);
    const at = found.index + (bracket ? 0 : found[0].length);
    const name = NAMED.exec(text.slice(Math.max(0, at - 200), at))?.[2] ?? null;
    reader.begin(at);
    try {
      const value = reader.value();
      room -= reader.at - at;
      OPENING.lastIndex = Math.max(reader.at, at + 1);
      if (!bracket && name !== null) reader.known.set(name, value);
      values.push({ value, at, name });
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error;
      const begun = text.slice(at, Math.max(error.at, reader.at));
      room -= begun.length + TRY;
      // no part of such a list is a conversation
      const messages = /(?:['"]role['"]|\brole)\s*[:=]/.test(begun);
      if (messages) wrong ??= error;
      OPENING.lastIndex = messages ? endOf(text, at) : at + 1;
    }
  }
  return { values, objects: [...reader.objects], wrong };
}
