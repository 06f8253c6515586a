/** The added tokens that the files beside a tokenizer.json name, behind those that it has itself. */
import type { ExtraToken } from "./protocol.ts";

export function withExtra(
  added: readonly { readonly content?: unknown }[],
  extra: readonly ExtraToken[],
): readonly ExtraToken[] {
  const there = new Set(added.map(({ content }) => content));
  return extra.filter(({ content, ifNew }) => !(ifNew && there.has(content)));
}
