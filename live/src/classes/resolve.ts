/** The class that `AutoTokenizer.from_pretrained` takes for a folder: its rules (models/auto/tokenization_auto.py). */
import type { Asked, ClassTable, Fields } from "./table.ts";

export const BASE = "TokenizersBackend";
const NONE = "-";
const GENERAL = [BASE, "PythonBackend", "PreTrainedTokenizerFast"];

export interface Found {
  /** A name in `classes`; null: a class that reads no tokenizer.json, or code in the repository. */
  cls: string | null;
  name: string;
  by: "config" | "model";
  remote?: boolean;
  /** The files name a Llama, whose steps are others than those of this tokenizer.json. */
  notLlama?: boolean;
}

const stem = (name: string): string => name.replace(/Fast$/, "");
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** Whether a tokenizer.json says `"ByteLevel"` anywhere but in its lists. */
export function saysByteLevel(document: Fields): boolean {
  const { vocab: _, merges: __, ...options } = document.model as Fields;
  return JSON.stringify({ ...document, model: options }).includes('"ByteLevel"');
}

/** `byteLevel`: whether tokenizer.json says `"ByteLevel"`. */
export function resolve({ config, model }: Asked, byteLevel: boolean, table: ClassTable): Found {
  const [own, others] = [text(config.tokenizer_class), text(model.tokenizer_class)];
  const type = text(model.model_type) ?? "";
  const registered = Object.hasOwn(table.models, type) ? table.models[type]! : null;
  const hub = own ?? others;
  const by = own ? "config" : "model";
  const wrong = table.incorrect.includes(type) || table.incorrect.includes(text(model.model_name) ?? "");
  const at = (name: string): string | null => (Object.hasOwn(table.names, name) ? table.names[name]! : null);
  const named = (name: string): string | null => at(name) ?? at(stem(name));
  const found = (cls: string | null, name: string, from: Found["by"] = by): Found => {
    if (cls === null || cls === "PythonBackend") return { cls: BASE, name, by: from };
    return { cls: cls === NONE ? null : cls, name, by: from };
  };
  const remote = isRemote(config.auto_map);
  if (!remote && hub) {
    if (stem(hub) === "LlamaTokenizer" && stem(registered ?? "") !== "MistralCommonBackend" && !wrong && byteLevel)
      return { ...found(BASE, hub), notLlama: true };
    if (type && registered && stem(registered) !== stem(hub)) {
      if ([...GENERAL, "MistralCommonBackend"].includes(stem(registered))) return found(BASE, hub);
      const name = wrong ? stem(registered) : hub;
      const cls = named(name);
      return found(cls && !GENERAL.includes(cls) ? cls : BASE, name, wrong ? "model" : by);
    }
  }
  const counted = Object.hasOwn(table.alike, type) ? table.alike[type]! : registered ? type : null;
  const name = own ? stem(own) : null;
  if (remote && !wrong && !counted && !(name && named(name)))
    return { cls: null, name: name ?? "", by: "config", remote: true };
  if (name) return found(named(name), name, "config");
  if (others) {
    const its = others.includes("PreTrainedTokenizerFast") ? others : stem(others);
    return found(named(its) ?? NONE, its, "model");
  }
  return counted ? found(named(table.models[counted]!), stem(table.models[counted]!), "model") : found(BASE, BASE);
}

/** Whether a config names code of its repository for AutoTokenizer. */
const isRemote = (map: unknown): boolean =>
  Array.isArray(map) ||
  (typeof map === "object" && map !== null && Boolean((map as { AutoTokenizer?: unknown }).AutoTokenizer));
