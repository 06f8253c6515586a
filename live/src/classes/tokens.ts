/** The special and added tokens of a config, and those of a class, as `from_pretrained` puts them together. */
import type { Fields, Recipe } from "./table.ts";

/** In the order of transformers. */
export const NAMED = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];
const FLAGS = ["single_word", "lstrip", "rstrip", "normalized", "special"] as const;

/** An added token as tokenizer.json lists it. */
export interface Token extends Record<(typeof FLAGS)[number], boolean> {
  content: string;
  /** The files give its text alone. */
  plain?: boolean;
  /** It is the class that names it. */
  ofClass?: boolean;
}

export interface ConfigTokens {
  /** By their names; null: the config says that there is none. */
  named: [name: string, Token | null][];
  /** Those of `added_tokens_decoder` by their ids; null where the config has no such list. */
  listed: Token[] | null;
  /** Special ones without names; null where the config has no list of them. */
  more: Token[] | null;
  /** It has null in their place. */
  none: boolean;
  /** Of its two fields for those, one names tokens and the other is there as well. */
  both: boolean;
  /** special_tokens_map.json has special ones without names in the older of the fields. */
  mapped: boolean;
}

/** `all`: what tokenizer_config.json and special_tokens_map.json say together; `map`: the latter, where it counts. */
export function configTokens(all: Fields, map: Fields): ConfigTokens {
  const [more, byName] = moreOf(all);
  const tokens: Fields = { ...all, ...byName };
  // a model's own, as image_token: each a field, of which objects come first, or by name in extra_special_tokens
  const fieldsOf = (type: string): string[] =>
    Object.keys(all).filter((name) => name.endsWith("_token") && typeof all[name] === type);
  const names = [NAMED, fieldsOf("object"), fieldsOf("string"), Object.keys(byName)];
  const named = [...new Set(names.flat())].flatMap((name): [string, Token | null][] => {
    const token = tokenOf(tokens[name]);
    return token || tokens[name] === null ? [[name, token]] : [];
  });
  const { added_tokens_decoder: decoder } = all;
  const listed = typeof decoder === "object" && decoder !== null ? Object.entries(decoder) : [];
  return {
    named,
    listed:
      "added_tokens_decoder" in all
        ? listed.sort(([a], [b]) => Number(a) - Number(b)).flatMap(([, value]) => tokenOf(value, false) ?? [])
        : null,
    more: Array.isArray(more) ? more.flatMap((value) => tokenOf(value) ?? []) : null,
    none: more === "null",
    mapped: Array.isArray(map.additional_special_tokens),
    both:
      all.additional_special_tokens !== undefined &&
      Object.keys(isNamed(all.extra_special_tokens) ? all.extra_special_tokens : {}).length > 0,
  };
}

const isNamed = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Special tokens beside those of `NAMED`: in a list, and by name. What is empty gives way to the older field. */
function moreOf({
  extra_special_tokens: now,
  additional_special_tokens: before,
}: Fields): [unknown[] | "null" | null, Fields] {
  const byName = isNamed(now) ? now : {};
  const usual = Array.isArray(now) && now.length ? now : before;
  const first = usual !== undefined || isNamed(now) ? usual : now;
  if (Array.isArray(first)) return [first, byName];
  return [first === null ? "null" : null, byName];
}

/** A token as a text or as an AddedToken; null for anything else. */
export function tokenOf(value: unknown, special = true): Token | null {
  const own = (typeof value === "object" && value !== null ? value : { content: value }) as Fields;
  if (typeof own.content !== "string" || own.content === "") return null;
  const flag = (name: string, missing: boolean): boolean => (typeof own[name] === "boolean" ? own[name] : missing);
  const isSpecial = special || flag("special", false);
  return {
    content: own.content,
    single_word: flag("single_word", false),
    lstrip: flag("lstrip", false),
    rstrip: flag("rstrip", false),
    normalized: flag("normalized", !isSpecial),
    special: isSpecial,
    ...(typeof value === "string" && { plain: true }),
  };
}

/** A config's tokens with those that a class has by itself. */
export function classTokens(
  { named, listed, more, none, both, mapped }: ConfigTokens,
  { tokens, more: its }: Recipe,
): ConfigTokens {
  const given = new Map(named);
  const own = Object.entries(tokens).map(([name, token]): [string, Token] => [name, ownToken(token)]);
  const all = new Map<string, Token | null>();
  for (const name of NAMED) {
    const one = own.find(([key]) => key === name)?.[1] ?? null;
    const wanted = given.get(name);
    all.set(
      name,
      wanted === undefined
        ? one
        : wanted?.plain && one && !one.plain
          ? { ...one, content: wanted.content, ofClass: false }
          : wanted,
    );
  }
  for (const [name, token] of [...own, ...named]) if (!NAMED.includes(name)) all.set(name, token);
  const [before, way, ofNull] = its;
  const ownMore = before.map((content) => ownToken(content));
  const ways = { given: more ?? [], after: [...ownMore, ...(more ?? [])], before: [...(more ?? []), ...ownMore] };
  const without = none && ofNull === "empty" ? [] : ownMore;
  return { named: [...all], listed, both, mapped, none, more: more ? ways[way ?? "given"] : without };
}

function ownToken(token: string | [string, number[]]): Token {
  if (typeof token === "string") return { ...tokenOf(token)!, plain: true, ofClass: true };
  const flags = FLAGS.map((flag, i): [string, boolean] => [flag, token[1][i] === 1]);
  return { content: token[0], ...Object.fromEntries(flags), plain: false, ofClass: true } as Token;
}

/** The rows of `added_tokens`, one after the other as the library adds them. `file`: those of tokenizer.json. */
export function addedRows(file: readonly Fields[], tokens: ConfigTokens, recipe: Recipe): object[] {
  const named = tokens.named.flatMap(([, token]) => token ?? []);
  const special = new Set(named.map(({ content }) => content));
  const byId = [...file].sort((a, b) => Number(a.id) - Number(b.id)) as unknown as Token[];
  const listed = tokens.listed ?? (recipe.fromFile ? [] : byId);
  const rows: Token[] = [...(recipe.fromFile ? (file as unknown as Token[]) : []), ...marked(listed, special)];
  const there = new Set(rows.map(({ content }) => content));
  const seen = new Set<string>();
  const all = [...named, ...(tokens.more ?? [])];
  for (const token of all) {
    const { ofClass: _, ...written } = token;
    const key = token.plain ? token.content : JSON.stringify(written);
    if (!there.has(token.content) && !seen.has(key)) rows.push({ ...token, special: true });
    seen.add(key);
  }
  if (recipe.resets !== "none") {
    const known = new Map(marked(listed, special).map((token) => [token.content, token]));
    for (const token of all)
      rows.push(
        recipe.resets === "all"
          ? tokenOf(token.content)!
          : { ...((token.ofClass ? null : known.get(token.content)) ?? token), special: true },
      );
  }
  return rows.map((row) => ({ id: 0, ...row }));
}

const marked = (tokens: readonly Token[], special: ReadonlySet<string>): Token[] =>
  tokens.map((token) => ({ ...token, special: token.special || special.has(token.content) }));
