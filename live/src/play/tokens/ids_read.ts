/**
 * Ids in whatever a reader pastes: a list, the print of a tensor, an array or a dict, JSON. Nothing is guessed: what was
 * not read is told.
 */
import { type FoundIds, ID_KEYS, leave, nothing, take } from "./ids_found.ts";
import { readJson } from "./ids_json.ts";

/** What prints of lists, tensors and arrays are made of besides numbers. */
const WORDS = /^(?:np|numpy|torch|jnp|tf|mx|[tT]ensor|[aA]rray|list|tuple|int(?:32|64)|BatchEncoding|token_id)$/;
const ARGUMENTS = /^(?:device|dtype|requires_grad|shape|size|numpy|grad_fn)$/;
// a keyword argument; token_id:7; a number, whatever it is glued to; a word; dots, all of them, or each would be looked at
// again from the next one
const PART =
  /([A-Za-z_]\w*)\s*=\s*(?:'[^']*'|"[^"]*"|\([^()]*\)|<[^<>]*>|[\w.:+-]+)|token_id:(\d+)|[-+]?[\w.]*\d[\w.]*(?:(?<=[eE])[-+]\d+)?|[A-Za-z_][\w.]*|\.+|…/g;
/** So many stand where a print leaves values out. */
const DOTS = 3;
const KEY = /(['"]?)\b([A-Za-z_]\w*)\1\s*:/g;

export function readIds(text: string): FoundIds {
  const out = nothing();
  const json = /^\s*[[{]/.test(text) ? (parsed(text) ?? parsed(pythonAsJson(text)) ?? lines(text)) : undefined;
  if (json !== undefined) readJson(json, out);
  else for (const part of sections(text, out)) scan(part, out);
  return out;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A Python literal without apostrophes in its strings. */
const pythonAsJson = (text: string): string =>
  text
    .replaceAll("'", '"')
    .replace(/\bNone\b/g, "null")
    .replace(/\bTrue\b/g, "true")
    .replace(/\bFalse\b/g, "false")
    .replace(/,(\s*[\]}])/g, "$1");

/** A JSON value a line, as servers stream them; `data: ` before each. */
function lines(text: string): unknown {
  const all = text.split("\n").filter((line) => line.trim());
  const values = all.map((line) => parsed(line.replace(/^\s*data:\s*/, "")));
  return values.length > 1 && !values.includes(undefined) ? values : undefined;
}

/** The parts of a dict's print that hold ids; the whole text where it has no keys. */
function sections(text: string, out: FoundIds): string[] {
  const keys = [...text.matchAll(KEY)].filter(([, , name]) => name !== "token_id" && name !== "cuda");
  const known = ID_KEYS.find((name) => keys.some((key) => key[2] === name));
  if (known === undefined && !keys.some(([, quote]) => quote)) return [text];
  if (known !== undefined) out.from.add(known);
  const parts: string[] = [];
  for (const [i, key] of keys.entries()) {
    if (key[2] === known) parts.push(text.slice(key.index + key[0].length, keys[i + 1]?.index));
    else leave(out, key[2]!);
  }
  return parts;
}

function scan(text: string, out: FoundIds): void {
  for (const [word, argument, tokenId] of text.matchAll(PART)) {
    if (argument !== undefined) {
      if (!ARGUMENTS.test(argument)) leave(out, word);
    } else if (tokenId !== undefined) take(out, Number(tokenId));
    else if (/^\.+$/.test(word)) out.cut ||= word.length >= DOTS;
    else if (word === "…") out.cut = true;
    else if (/^[-+]?\d+$/.test(word)) take(out, Number(word), word);
    else if (!word.split(".").every((name) => WORDS.test(name))) leave(out, word);
  }
}
