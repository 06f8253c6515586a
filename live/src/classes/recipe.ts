/** The steps that a class makes with the settings of a config. */

import { type ClassTable, type Fields, type Recipe, STEPS, type Step, type Why } from "./table.ts";
import { type ConfigTokens, NAMED } from "./tokens.ts";

/** In the place of a step: the file's. */
const FILE = "⟦file⟧";
const SLOT = /⟦(?!#)([^⟦⟧]+)⟧/g;

/** What steps are filled with: texts by the names of their slots, and ids. */
export interface Fill {
  texts: ReadonlyMap<string, string | null>;
  id(token: string): number | null;
}

export interface Steps {
  /** What is not here is the file's. */
  made: Partial<Record<Step, unknown>>;
  texts: Map<string, string | null>;
}

/** `charsmap`: the file's, in base64; `processor`: whether the file has a post-processor. */
export function stepsOf(
  recipe: Recipe,
  table: ClassTable,
  config: Fields,
  { named }: ConfigTokens,
  { charsmap, processor }: { charsmap: string | null; processor: boolean },
): Steps | Why {
  const no = (setting: string): Why => ({ what: "setting", setting });
  for (const setting of ["split_special_tokens", "fix_mistral_regex"]) if (config[setting]) return no(setting);
  if (Array.isArray(config.init_inputs) && config.init_inputs.length) return no("init_inputs");
  const texts = new Map<string, string | null>([["charsmap", charsmap]]);
  for (const [name, token] of named) texts.set(name, token?.content ?? null);
  for (const [name, instead] of Object.entries(recipe.slots)) {
    const value = config[name] ?? instead;
    if (typeof value !== "string") return no(name);
    texts.set(name, value);
  }
  for (const [name, usual] of Object.entries(recipe.fixed)) {
    const value = config[name];
    if (value !== undefined && value !== null && typeof value !== "boolean" && value !== usual) return no(name);
  }
  for (const [name, words] of Object.entries(recipe.refuses))
    if (words.includes(wordOf(config[name]) ?? "")) return no(name);
  const words: Record<string, string | null> = {
    mapped: charsmap === null ? "0" : "1",
    processor: processor ? "1" : "0",
  };
  const made: Steps["made"] = {};
  for (const step of STEPS) {
    const [settings, places] = recipe[step];
    const key: string[] = [];
    for (const name of settings) {
      const word = words[name] ?? wordOf(config[name]);
      if (word === null) return no(name);
      key.push(word);
    }
    const place = places[key.join(" ")];
    if (place === undefined) return no(settings.at(-1) ?? step);
    const found = table.steps[place];
    if (found !== FILE) made[step] = found;
    const empty = slotsIn(found).find((name) => texts.has(name) && texts.get(name) === null);
    if (empty && (NAMED.includes(empty) || empty.endsWith("_token"))) return no(empty);
  }
  return { made, texts };
}

const slotsIn = (step: unknown): string[] =>
  [...JSON.stringify(step).matchAll(/⟦#?([^⟦⟧#=]+)⟧/g)].map(([, name]) => name!);

function wordOf(value: unknown): string | null {
  if (value === undefined) return "-";
  if (value === null) return "n";
  return typeof value === "boolean" ? (value ? "1" : "0") : null;
}

/** A step with its slots filled; null where a token has no id. */
export function filled(step: unknown, fill: Fill): unknown {
  if (typeof step === "string") {
    const inner = step.startsWith("⟦#") ? step.slice(2, -1) : null;
    if (inner === null) return texts(step, fill);
    return fill.id(inner.startsWith("=") ? texts(inner.slice(1), fill) : (fill.texts.get(inner) ?? ""));
  }
  if (Array.isArray(step)) return step.map((one) => filled(one, fill));
  if (typeof step !== "object" || step === null) return step;
  return Object.fromEntries(Object.entries(step).map(([key, value]) => [texts(key, fill), filled(value, fill)]));
}

const texts = (text: string, fill: Fill): string =>
  text.replace(SLOT, (whole, name: string) => fill.texts.get(name) ?? whole);
