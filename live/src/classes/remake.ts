/** A tokenizer.json as `AutoTokenizer.from_pretrained` makes it of the folder that it came from. */
import { filled, stepsOf } from "./recipe.ts";
import { resolve, saysByteLevel } from "./resolve.ts";
import { isSame } from "./same.ts";
import { type Asked, type ClassTable, type Fields, STEPS, type Step, type Told, type Why } from "./table.ts";
import { addedRows, type ConfigTokens, classTokens } from "./tokens.ts";

export interface Remade {
  /** With the rows of `added_tokens`; its post-processor is made when ids are known. */
  document: Fields;
  /** What stands in for the document's post-processor; null: nothing does. */
  processor: ((id: (token: string) => number | undefined) => unknown) | null;
  /** By their names. */
  specials: Record<string, string>;
  /** Those and the others, those of the class among them. */
  tokens: ConfigTokens;
  /** The class makes its model itself, of the lists. */
  ownModel: boolean;
  /** Null: there is nothing to say. */
  told: Told | null;
}

/** Null where the document is to be taken as it is, but for `told`. */
export function remake(document: Fields, asked: Asked, tokens: ConfigTokens, table: ClassTable): Remade | Told {
  const { cls, name, by, remote } = resolve(asked, saysByteLevel(document), table);
  const told: Told = { name, by, version: table.transformers, differs: [], why: null, own: false, decodes: false };
  const not = (why: Why): Told => ({ ...told, why });
  if (cls === null) return not({ what: remote ? "remote" : "other" });
  const recipe = table.classes[cls];
  if (!recipe) return not({ what: "way" });
  const kind = kindOf(document.model as Fields);
  if (!recipe.kinds.includes(kind)) return not({ what: "kind", kind, kinds: recipe.kinds });
  const all = classTokens(tokens, recipe);
  if ((tokens.both && recipe.more[0].length) || (tokens.mapped && recipe.listed))
    return not({ what: "setting", setting: "additional_special_tokens" });
  if (tokens.more?.length && recipe.more[1] === null) return not({ what: "setting", setting: "extra_special_tokens" });
  const { vocab, merges, ...options } = document.model as Fields;
  const place = (token: string): number | null =>
    Array.isArray(vocab) ? vocab.findIndex((one) => Array.isArray(one) && one[0] === token) : null;
  const has = (token: string): boolean => place(token) !== null && place(token) !== -1;
  if (!recipe.needs.every(has)) return not({ what: "way" });
  const charsmap = charsmapIn(document.normalizer);
  const processor = document.post_processor !== null && document.post_processor !== undefined;
  const steps = stepsOf(recipe, table, asked.config, all, { charsmap, processor });
  if ("what" in steps) return not(steps);
  const { made, texts } = steps;
  const fill = { texts, id: place };
  const lists = { ...(vocab !== undefined && { vocab }), ...(merges !== undefined && { merges }) };
  const file: Record<Step, unknown> = { ...(document as Record<Step, unknown>), model: options };
  const now = (step: Step): unknown => (step in made ? filled(made[step], fill) : file[step]);
  const differs = STEPS.filter((step) => step in made && !isSame(shape(step, now(step)), shape(step, file[step])));
  const rows = Array.isArray(document.added_tokens) ? (document.added_tokens as Fields[]) : [];
  const { own, decodes } = recipe;
  const unknown = texts.get("unk_token");
  return {
    document: {
      ...document,
      added_tokens: addedRows(rows, all, recipe),
      normalizer: now("normalizer"),
      pre_tokenizer: now("pre_tokenizer"),
      decoder: now("decoder"),
      model: { ...(now("model") as Fields), ...lists },
    },
    processor: !("post_processor" in made)
      ? null
      : (id) => {
          const known = (token: string): number | null => id(token) ?? (unknown ? (id(unknown) ?? null) : null);
          return filled(made.post_processor, { texts, id: known });
        },
    specials: Object.fromEntries(all.named.flatMap(([key, token]) => (token ? [[key, token.content]] : []))),
    tokens: all,
    ownModel: "model" in made,
    told: differs.length || own || decodes ? { ...told, differs, own, decodes } : null,
  };
}

/** What is compared of a step: of a post-processor no ids, and a template that puts nothing around a text is none. */
function shape(step: Step, value: unknown): unknown {
  if (step !== "post_processor") return withoutIdle(step, value);
  const text = JSON.stringify(value ?? null);
  if (text.includes('"TemplateProcessing"') && !text.includes('"SpecialToken"')) return null;
  return withoutIds(value);
}

/** Without the fields of ByteLevel that it has in every place, and uses in one. */
function withoutIdle(step: Step, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutIdle(step, one));
  if (typeof value !== "object" || value === null) return value;
  const { trim_offsets: _, ...used } = value as Fields;
  if (used.type === "ByteLevel") return step === "decoder" ? { type: used.type } : used;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutIdle(step, one)]));
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => typeof one !== "number" && one !== null).map(withoutIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutIds(one)]));
}

const kindOf = (model: Fields): string => {
  if (typeof model.type === "string") return model.type;
  if (Array.isArray(model.vocab)) return "Unigram";
  if (model.merges !== undefined) return "BPE";
  return model.continuing_subword_prefix === undefined ? "WordLevel" : "WordPiece";
};

/** The charsmap of the first `Precompiled` of a normalizer. */
function charsmapIn(normalizer: unknown): string | null {
  const { type, normalizers } = (normalizer ?? {}) as Fields;
  const all = type === "Sequence" && Array.isArray(normalizers) ? (normalizers as Fields[]) : [normalizer as Fields];
  const found = all.find((one) => one?.type === "Precompiled" && "precompiled_charsmap" in one);
  return found ? String(found.precompiled_charsmap) : null;
}
