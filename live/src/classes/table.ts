/** The table of the build (scripts/course/browser/class_table.py, class_steps.py), and what is asked of it. */

export type Fields = Record<string, unknown>;

/** The steps of a document that a class may make itself. */
export const STEPS = ["model", "normalizer", "pre_tokenizer", "decoder", "post_processor"] as const;
export type Step = (typeof STEPS)[number];

/** The settings that change a step, and by their values, as words with spaces between, its place in `steps`. */
type Choice = [settings: string[], places: Record<string, number>];

export interface Recipe extends Record<Step, Choice> {
  kinds: string[];
  slots: Record<string, string>;
  fixed: Fields;
  refuses: Record<string, string[]>;
  tokens: Record<string, string | [content: string, flags: number[]]>;
  more: [own: string[], way: "given" | "after" | "before" | null, none: "own" | "empty"];
  fromFile: boolean;
  resets: "none" | "plain" | "all";
  needs: string[];
  own: boolean;
  decodes: boolean;
  /** Attributes that all tokenizers have, where its own begin otherwise. */
  usual: Fields;
  /** What it is made with beside tokens and files; those of it that are attributes; what it takes and does not keep. */
  keeps: Fields;
  attributes: string[];
  drops: string[];
  /** It has a parameter of its own for the special tokens that special_tokens_map.json has without names. */
  listed: boolean;
  /** What comes of `add_bos_token` and `add_eos_token` from whoever loads it. */
  around: "made" | "ignored" | null;
}

export interface ClassTable {
  transformers: string;
  names: Record<string, string>;
  models: Record<string, string>;
  alike: Record<string, string | null>;
  /** Those without a tokenizer. */
  types: string[];
  incorrect: string[];
  classes: Record<string, Recipe | null>;
  modules: Record<string, string>;
  steps: unknown[];
}

/** What the files beside a tokenizer.json say. */
export interface Asked {
  /** tokenizer_config.json. */
  config: Fields;
  /** config.json. */
  model: Fields;
}

/** What is to be said of a tokenizer whose class was looked up. */
export interface Told {
  /** The class, as the files name it or as it was found. */
  name: string;
  /** Which file leads to it. */
  by: "config" | "model";
  /** transformers' version. */
  version: string;
  /** Steps that differ from the file's; empty where the class is not remade. */
  differs: Step[];
  /** Why the class is not remade. */
  why: Why | null;
  /** It treats some texts in a way of its own. */
  own: boolean;
  /** It makes texts of ids in a way of its own. */
  decodes: boolean;
}

export type Why =
  | { what: "remote" | "other" | "way" }
  /** The table is not here; `failed`: why it could not be loaded. */
  | { what: "table"; failed: string }
  | { what: "kind"; kind: string; kinds: string[] }
  | { what: "setting"; setting: string };
