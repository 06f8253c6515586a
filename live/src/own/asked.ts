/** What the files beside a tokenizer.json say of its class. */
import type { Asked, Fields } from "../classes/table.ts";

/** Null where the files ask for no class: then tokenizer.json counts as it is. */
export function askedOf(config: Fields, model: Fields | null): Asked | null {
  const { chat_template: _, ...rest } = config;
  const asks = typeof config.tokenizer_class === "string" || config.auto_map !== undefined;
  return asks || model ? { config: rest, model: model ?? {} } : null;
}

const TAKEN = ["model_type", "model_name", "tokenizer_class"];

/** What counts of a config.json, which may be long. */
export const modelFields = (all: Fields): Fields =>
  Object.fromEntries(TAKEN.flatMap((name) => (name in all ? [[name, all[name]]] : [])));
