/** A model that changes: its settings, its vocabulary, and the engine made of both when it is asked for. */

import { asRead, type Lists, writtenLists } from "../any/lists.ts";
import type { Model } from "../any/model_face.ts";
import { createModel } from "../any/models.ts";
import { type Fields, failure } from "../any/unreadable.ts";

type Scored = readonly [token: string, score: number];

/** Settings by type, in the order in which the Rust library writes them; `vocab` and `merges` stand where they belong. */
const ORDER: Record<string, readonly (readonly [name: string, missing: unknown])[]> = {
  BPE: [
    ["dropout", null],
    ["unk_token", null],
    ["continuing_subword_prefix", null],
    ["end_of_word_suffix", null],
    ["fuse_unk", false],
    ["byte_fallback", false],
    ["ignore_merges", false],
    ["vocab", {}],
    ["merges", []],
  ],
  WordPiece: [
    ["unk_token", "[UNK]"],
    ["continuing_subword_prefix", "##"],
    ["max_input_chars_per_word", 100],
    ["vocab", {}],
  ],
  WordLevel: [
    ["vocab", {}],
    ["unk_token", "<unk>"],
  ],
  Unigram: [
    ["unk_id", null],
    ["vocab", []],
    ["byte_fallback", false],
  ],
};

/** Vocabulary and merges of an asset: to look up, and as tokenizer.json has them. */
export interface PackedLists {
  readonly lists: Lists;
  written(): Fields;
}

export class ModelBox {
  readonly type: string;
  #config: Fields;
  #engine: Model | null = null;
  /** Of an asset, until somebody asks for the lists themselves. */
  #packed: PackedLists | null;

  /** `fromFile`: its numbers are those of a file, which the library reads in its own way. `packed`: its lists, if not in `config`. */
  constructor(config: Fields, fromFile: boolean, packed: PackedLists | null = null) {
    const engine = createModel({ ...config, dropout: null }, packed?.lists ?? writtenLists(config, !fromFile));
    this.type = engine.type;
    this.#packed = packed;
    const vocab = fromFile && this.type === "Unigram" ? asReadAll(config.vocab as Scored[]) : config.vocab;
    this.#config = Object.fromEntries(
      ORDER[this.type]!.map(([name, missing]) => [name, name === "vocab" ? vocab : (config[name] ?? missing)]),
    );
    if (config.dropout === 0 || !this.#config.dropout) this.#engine = engine;
  }

  /** What the model is but for its vocabulary and merges. */
  get settings(): Fields {
    const { vocab: _, merges: __, ...settings } = this.#config;
    return { type: this.type, ...settings };
  }

  change(settings: Fields): void {
    this.#config = { ...this.#whole, ...settings };
    this.#engine = null;
  }

  copy(): ModelBox {
    return new ModelBox({ type: this.type, ...this.#config }, false, this.#packed);
  }

  /** The settings with vocabulary and merges. */
  get #whole(): Fields {
    if (this.#packed) this.#config = { ...this.#config, ...this.#packed.written() };
    this.#packed = null;
    return this.#config;
  }

  get engine(): Model {
    return (this.#engine ??= this.#made());
  }

  #made(): Model {
    const model = createModel({ type: this.type, ...this.#config, dropout: null }, writtenLists(this.#config, true));
    if (!this.#config.dropout) return model;
    const tokenize = (): void => {
      throw failure("this BPE drops merges by chance (`dropout`), which the page cannot do; set `dropout` to None");
    };
    return { ...model, tokenize, tokenizeIn: tokenize };
  }

  get merges(): readonly (readonly [string, string])[] {
    return pairs((this.#whole.merges ?? []) as readonly unknown[]);
  }

  get scores(): readonly Scored[] {
    return this.#whole.vocab as readonly Scored[];
  }

  /** Names of settings, vocabulary and merges in the library's order. */
  get order(): readonly string[] {
    return ORDER[this.type]!.map(([name]) => name);
  }

  setting(name: string): unknown {
    return this.#config[name];
  }

  /** Tokens and ids by rising id. */
  entries(): (readonly [token: string, id: number])[] {
    const ids = [...new Set([...this.engine.vocabulary()].map(([, id]) => id))].sort((a, b) => a - b);
    return ids.map((id) => [this.engine.token(id)!, id]);
  }
}

const asReadAll = (vocab: readonly Scored[]): Scored[] => vocab.map(([token, score]) => [token, asRead(score)]);

/** Merges as pairs; one that comes twice counts where it came last, as in the library's table. */
function pairs(merges: readonly unknown[]): (readonly [string, string])[] {
  const out = new Map<string, readonly [string, string]>();
  for (const merge of merges) {
    if (typeof merge === "string" && merge.startsWith("#version")) continue;
    const [left, right] = (typeof merge === "string" ? merge.split(" ") : merge) as [string, string];
    const key = `${left.length} ${left}${right}`;
    out.delete(key);
    out.set(key, [left, right]);
  }
  return [...out.values()];
}
