/** The document behind a tokenizer.json, or a sentence that says why it is none. */

import type { Fields } from "./unreadable.ts";
import { briefly, isFields, unreadable } from "./unreadable.ts";

/** The library reads no file that has more. */
const PARTS = new Set(
  "version truncation padding added_tokens normalizer pre_tokenizer post_processor decoder model".split(" "),
);

export function parseDocument(json: string): Fields {
  const document = parsed(json);
  if (!isFields(document)) throw unreadable("this JSON is no tokenizer.json: it is not an object");
  if (!isFields(document.model)) throw unreadable("this JSON is no tokenizer.json: it has no `model`");
  if (document.version !== undefined && document.version !== "1.0")
    throw unreadable(
      `the version ${JSON.stringify(document.version)} of this tokenizer.json is unknown to this page, which reads 1.0`,
    );
  const strange = Object.keys(document).find((name) => !PARTS.has(name));
  if (strange !== undefined)
    throw unreadable(`this tokenizer.json has ${briefly(JSON.stringify(strange))}, which the library refuses to read`);
  for (const name of ["truncation", "padding"]) {
    if (document[name] !== undefined && document[name] !== null && !isFields(document[name]))
      throw unreadable(`\`${name}\` is not an object`);
  }
  return document;
}

function parsed(json: string): unknown {
  if (json.startsWith("\ufeff"))
    throw unreadable("this tokenizer.json begins with a byte order mark, with which the library refuses to read it");
  try {
    return JSON.parse(json) as unknown;
  } catch {
    const end = json.trimEnd().at(-1);
    if (json.trimStart().startsWith("{") && end !== "}")
      throw unreadable("this tokenizer.json is cut short: its end is missing");
    throw unreadable("this file is not JSON");
  }
}
