/**
 * Ids in JSON, as servers and libraries write them: OpenAI's `logprobs` (tokens and bytes), vLLM's `token_ids`,
 * `prompt_logprobs` and `token_id:7`, the lists of llama.cpp, TGI and SGLang, `input_ids` of transformers.
 */
import { utf8 } from "../../tokenizers/unicode.ts";
import { type FoundIds, ID_KEYS, leave, take } from "./ids_found.ts";
import { IDS } from "./ids_texts.ts";

type Fields = Record<string, unknown>;

/** Keys to look into, in the order in which servers write them. */
const INTO: readonly string[] = [
  "response",
  "body",
  "data",
  "result",
  "results",
  "outputs",
  "output",
  "meta_info",
  "details",
  "prefill",
  "input_token_logprobs",
  "output_token_logprobs",
  "completion_probabilities",
  "probs",
  "choices",
  "logprobs",
  "content",
  "encodings",
];
const PROMPT = "prompt_token_ids";
/** Say the same as the list of ids beside them. */
const SAME_AGAIN = new Set(["logprobs", "output_token_logprobs", "completion_probabilities"]);

/** No server nests its lists as deep. */
const DEEPEST = 100;

export function readJson(value: unknown, out: FoundIds, key = "", depth = 0): void {
  if (value === null || value === undefined) return;
  if (typeof value === "number") return take(out, value);
  if (typeof value === "string") return word(value, out, key);
  if (typeof value !== "object") return leave(out, String(value));
  if (depth > DEEPEST) return leave(out, IDS.deep(DEEPEST));
  if (!Array.isArray(value)) return object(value as Fields, out, depth);
  for (const one of value as unknown[]) {
    // SGLang: [logprob, id, text]
    if (key.endsWith("_token_logprobs") && Array.isArray(one) && Number.isInteger(one[1])) take(out, one[1] as number);
    else readJson(one, out, key, depth + 1);
  }
}

function word(value: string, out: FoundIds, key: string): void {
  const id = /^token_id:(\d+)$/.exec(value);
  if (id) take(out, Number(id[1]));
  else if (key === "tokens") out.items.push([...utf8(value)]);
  else leave(out, JSON.stringify(value));
}

function object(fields: Fields, out: FoundIds, depth: number): void {
  if (entry(fields, out)) return;
  const lists = ID_KEYS.filter((key) => Array.isArray(fields[key]));
  const own = lists.find((key) => key !== PROMPT);
  const read = [...(lists.includes(PROMPT) ? [PROMPT] : []), ...(own === undefined ? [] : [own])];
  for (const key of read) {
    out.from.add(key);
    readJson(fields[key], out, key, depth + 1);
  }
  if (!read.length && Array.isArray(fields.prompt_logprobs)) promptLogprobs(fields.prompt_logprobs, out);
  for (const key of INTO) {
    const value = fields[key];
    if (typeof value !== "object" || value === null || read.includes(key)) continue;
    if (own !== undefined && SAME_AGAIN.has(key)) leave(out, key);
    else {
      if (SAME_AGAIN.has(key)) out.from.add(key);
      readJson(value, out, key, depth + 1);
    }
  }
  for (const [key, value] of Object.entries(fields))
    if (Array.isArray(value) && !read.includes(key) && !INTO.includes(key) && key !== "prompt_logprobs")
      leave(out, key);
}

/** One token of a list of logprobs. */
function entry(fields: Fields, out: FoundIds): boolean {
  const { token, bytes } = fields;
  const id = Number.isInteger(fields.id) ? fields.id : fields.token_id;
  const known = typeof token === "string" || (Number.isInteger(id) && ("text" in fields || "logprob" in fields));
  if (!known) return false;
  const named = typeof token === "string" ? /^token_id:(\d+)$/.exec(token) : null;
  if (Number.isInteger(id)) take(out, id as number);
  else if (named) take(out, Number(named[1]));
  else if (Array.isArray(bytes) && bytes.every(isByte)) out.items.push(bytes as number[]);
  else out.items.push([...utf8(String(token))]);
  return true;
}

const isByte = (value: unknown): boolean => ((value as number) & 0xff) === value;

/** vLLM: a dictionary a token, by id. With more than one key nothing says which the token was: JSON keeps no order of numbers. */
function promptLogprobs(list: readonly unknown[], out: FoundIds): void {
  out.from.add("prompt_logprobs");
  for (const one of list) {
    if (one === null) continue;
    const keys = typeof one === "object" ? Object.keys(one as Fields) : [];
    if (keys.length === 1 && /^\d+$/.test(keys[0]!)) take(out, Number(keys[0]));
    else leave(out, `prompt_logprobs: ${keys.length}`);
  }
}
