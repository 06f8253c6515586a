/** What was found in a reader's paste, and what was not read of it. */
import type { SpelledItem } from "../../encoder/protocol.ts";

export interface FoundIds {
  items: SpelledItem[];
  /** How many labels of -100 were left out. */
  ignored: number;
  /** The keys that the ids stood under. */
  from: Set<string>;
  /** What was not read, each with how often it stood there. */
  left: Map<string, number>;
  /** The print has `...` where values are missing. */
  cut: boolean;
}

/** Keys of lists of ids; where several stand side by side the first counts, and the others are told. */
export const ID_KEYS: readonly string[] = [
  "input_ids",
  "token_ids",
  "output_token_ids",
  "output_ids",
  "generated_token_ids",
  "decoder_input_ids",
  "prompt_token_ids",
  "ids",
  "tokens",
  "labels",
];

const HIGHEST = 0xffffffff;
const SHOWN = 40;

export const nothing = (): FoundIds => ({ items: [], ignored: 0, from: new Set(), left: new Map(), cut: false });

/** A reader's own words in a sentence. */
export const briefly = (what: string): string => (what.length > SHOWN ? `${what.slice(0, SHOWN)}…` : what);

export function leave(out: FoundIds, what: string): void {
  const short = briefly(what);
  out.left.set(short, (out.left.get(short) ?? 0) + 1);
}

/** Takes an id; -100 is a label that no loss is computed for. */
export function take(out: FoundIds, value: number, written = String(value)): void {
  if (value === -100) out.ignored += 1;
  else if (Number.isSafeInteger(value) && value >= 0 && value <= HIGHEST) out.items.push(value);
  else leave(out, written);
}
