/** The JSON files beside a tokenizer.json. */
import type { Fields } from "../classes/table.ts";
import { OWN } from "./texts.ts";

/** Throws an Error for the reader. */
export function fields(text: string, name: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new Error(OWN.notJson(name, (error as Error).message.replace(/\.$/, "")));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(OWN.notObject(name));
  return value as Fields;
}
