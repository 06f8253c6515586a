/** What this device remembers of the reader's own, as records. */
import type { OwnFacts } from "../encoder/protocol.ts";
import { keep, kept } from "../files/kept.ts";
import type { Parts } from "./bundle.ts";
import { isOwnId, type Own } from "./own.ts";

export interface Remembered {
  id: string;
  name: string;
  parts: Parts;
  facts: OwnFacts | null;
  host: string | null;
  since: number;
}

/** In their order; silent where the device remembers nothing. */
export async function remembered(): Promise<Remembered[]> {
  const all = await kept().catch((): unknown[] => []);
  return all
    .filter(isRecord)
    .map((record) => ({
      ...record,
      since: record.since ?? 0,
      parts: { ...record.parts, model: record.parts.model ?? null },
    }))
    .sort((one, other) => one.since - other.since);
}

/** Rejects where the browser keeps nothing, or has no room. */
export async function write({ id, name, parts, facts, host, since }: Own): Promise<void> {
  return keep(id, { id, name, parts, facts, host, since } satisfies Remembered);
}

/** What another version of this page, or anybody, has put there may be anything; older ones wrote no `since` and no `model`. */
function isRecord(value: unknown): value is Omit<Remembered, "since"> & { since?: number } {
  const { id, name, parts, facts, since = 0 } = (value ?? {}) as Partial<Remembered>;
  const { tokenizer, config, specials, model = null, template, templates } = (parts ?? {}) as Partial<Parts>;
  const isText = (one: unknown): boolean => one === null || typeof one === "string";
  return (
    isOwnId(id) &&
    typeof name === "string" &&
    Number.isFinite(since) &&
    [config, specials, model, template].every(isText) &&
    typeof templates === "object" &&
    templates !== null &&
    Object.values(templates).every((one) => typeof one === "string") &&
    (tokenizer === null ? facts === null : tokenizer instanceof Blob && typeof facts?.tokens === "number")
  );
}
