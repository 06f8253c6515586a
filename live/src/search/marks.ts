/** Marks found words in HTML of the search index: whole words only. */
import { termsOf, wordsOf } from "./words.ts";

const MARKED = 0.5; // the weight from which a term marks words
const TAG = /(<[^>]+>)/;
const BLOCK = /(?=<(?:p|pre|ul|ol|table|blockquote|div)\b)/;
const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const SIGNS: Record<string, string> = Object.fromEntries(
  Object.entries(ENTITIES).map(([entity, sign]) => [sign, entity]),
);

/** HTML of the index without its tags. */
export function plain(html: string): string {
  return decoded(html.replace(/<[^>]+>/g, " "));
}

/** `html` with its found words in `<mark>`; of its blocks only the `most` with the weightiest words, in their order. */
export function marked(html: string, terms: Map<string, number>, most = Infinity): string {
  const blocks = html.split(BLOCK).map((block) => markedBlock(block, terms));
  const best = blocks.toSorted((a, b) => b.weight - a.weight).slice(0, most);
  return blocks
    .filter((block) => best.includes(block))
    .map((block) => block.html)
    .join("");
}

/** Whether a word with these terms is marked: not for a part of a longer identifier, nor for `Error`. */
export function strong(own: string[], terms: Map<string, number>): boolean {
  return own.some((term) => (terms.get(term) ?? 0) >= MARKED);
}

function markedBlock(block: string, terms: Map<string, number>): { html: string; weight: number } {
  const found = new Set<string>();
  const html = block
    .split(TAG)
    .map((piece, n) => (n % 2 ? piece : markedText(decoded(piece), terms, found)))
    .join("");
  return { html, weight: [...found].reduce((sum, term) => sum + (terms.get(term) ?? 0), 0) };
}

function markedText(text: string, terms: Map<string, number>, found: Set<string>): string {
  let html = "";
  let at = 0;
  for (const { text: word, from, to } of wordsOf(text)) {
    const own = termsOf(word);
    for (const term of own) if (terms.has(term)) found.add(term);
    if (!strong(own, terms)) continue;
    html += `${encoded(text.slice(at, from))}<mark>${encoded(word)}</mark>`;
    at = to;
  }
  return html + encoded(text.slice(at));
}

function decoded(html: string): string {
  return html.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] as string);
}

function encoded(text: string): string {
  return text.replace(/[<>&]/g, (sign) => SIGNS[sign] as string);
}
