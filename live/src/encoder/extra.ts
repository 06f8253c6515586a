/** A reader's tokenizer.json with what the files beside it say: their added tokens, and the steps of their class. */
import { remake } from "../classes/remake.ts";
import type { Fields, Told } from "../classes/table.ts";
import type { Remade } from "../tokenizers/any/any_tokenizer.ts";
import type { Beside, ExtraToken, MadeFacts } from "./protocol.ts";

/** `made`: null where nothing asks for a class. */
export function withBeside(document: Fields, beside: Beside | null): Remade & { made: MadeFacts | null } {
  const asked = beside?.classes ?? null;
  const found =
    asked &&
    (asked.table ? remake(document, asked, asked.tokens, asked.table) : unread(asked.config, asked.failed ?? ""));
  const version = asked?.table?.transformers ?? null;
  if (found && "document" in found) {
    const { specials, told, document: remade, processor } = found;
    return { document: remade, processor, made: { specials, told, version } };
  }
  const added = Array.isArray(document.added_tokens) ? (document.added_tokens as Fields[]) : [];
  const extra = withExtra(added, beside?.extra ?? []);
  const plain = extra.length
    ? { ...document, added_tokens: [...added, ...extra.map((one) => ({ ...one, id: 0 }))] }
    : document;
  return { document: plain, made: found && { specials: null, told: found, version } };
}

/** The added tokens that the files beside a tokenizer.json name, behind those that it has itself. */
function withExtra(
  added: readonly { readonly content?: unknown }[],
  extra: readonly ExtraToken[],
): readonly ExtraToken[] {
  const there = new Set(added.map(({ content }) => content));
  return extra.filter(({ content, ifNew }) => !(ifNew && there.has(content)));
}

const unread = (config: Fields, failed: string): Told => ({
  name: typeof config.tokenizer_class === "string" ? config.tokenizer_class : "",
  by: typeof config.tokenizer_class === "string" ? "config" : "model",
  version: "",
  differs: [],
  why: { what: "table", failed },
  own: false,
  decodes: false,
});
