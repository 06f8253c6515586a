/**
 * `sanitize_control_tokens` of transformers 5.24: control tokens in the reader's strings are marked before the template
 * sees them.
 */

import { raw, type Str, sliceText, TextBuilder } from "../jinja/text.ts";
import { Dict, isStr, List, Tuple, type Value } from "../jinja/values.ts";
import { END, escapePattern, MARKERS, START } from "../tokenizers/marked.ts";

/** Every control token in the strings of `value` between markers; keys stay as they are. */
export function mark(value: Value, control: readonly string[]): Value {
  if (isStr(value)) return markText(value, control);
  if (value instanceof Dict) {
    const made = Dict.of(value.entries().map(([key, item]) => [key, mark(item, control)] as const));
    if (value.origin) made.origin = value.origin;
    return made;
  }
  if (value instanceof List || value instanceof Tuple) return new List(value.items.map((item) => mark(item, control)));
  return value;
}

function markText(value: Str, control: readonly string[]): Str {
  const text = raw(value);
  const longestFirst = [...control].sort((a, b) => b.length - a.length).map(escapePattern);
  const found = new RegExp(`[${START}${END}]${longestFirst.length ? `|${longestFirst.join("|")}` : ""}`, "gu");
  if (!found.test(text)) return value;
  // markers that somebody brought go first, so that what they held apart comes together
  const clean = withoutMarkers(value);
  const out = new TextBuilder();
  let at = 0;
  if (longestFirst.length) {
    for (const match of raw(clean).matchAll(new RegExp(longestFirst.join("|"), "gu"))) {
      out
        .add(sliceText(clean, at, match.index))
        .add(START)
        .add(sliceText(clean, match.index, match.index + match[0].length))
        .add(END);
      at = match.index + match[0].length;
    }
  }
  return out.add(sliceText(clean, at, raw(clean).length)).done();
}

function withoutMarkers(value: Str): Str {
  const text = raw(value);
  const out = new TextBuilder();
  let at = 0;
  for (const match of text.matchAll(MARKERS)) {
    out.add(sliceText(value, at, match.index));
    at = match.index + match[0].length;
  }
  return out.add(sliceText(value, at, text.length)).done();
}
