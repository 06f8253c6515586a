/**
 * Tokenizers put together in a cell, or read from its files: what live/python/tokenizers calls. The worker registers it
 * as the module `_tour_workshop`; as in ../host.ts, only strings, numbers and booleans cross the border. A model and a
 * tokenizer are known by a number, until `free`.
 */
import type { AddedToken } from "../added.ts";
import { isPackedAsset, parseAnyAsset } from "../any/any_asset.ts";
import { AnyTokenizer, type Remade } from "../any/any_tokenizer.ts";
import { Characters } from "../any/characters.ts";
import { parseDocument } from "../any/document.ts";
import type { AnyEncoding } from "../any/encoding.ts";
import { createPattern } from "../any/pattern.ts";
import type { Fields } from "../any/unreadable.ts";
import type { AssetSource } from "../asset.ts";
import { named } from "../asset.ts";
import type { Encoded } from "../output.ts";
import { type BpeSettings, trainBpe } from "../train/bpe.ts";
import { trainUnigram, type UnigramSettings } from "../train/unigram.ts";
import { trainWordLevel, type WordLevelSettings } from "../train/word_level.ts";
import { ModelBox } from "./model_box.ts";
import { Steps } from "./steps.ts";
import { writtenModel } from "./written_model.ts";

export interface Workshop {
  /** Reads a tokenizer.json; JSON: its sections, `added` as in `Host`, and the number of its model. */
  read(json: string): string;
  /** The same of what a `Remaker` makes of it for the folder that it lies in, with its `made`; `asked`: JSON. */
  readAs(json: string, asked: string): string;
  /** The same of a tokenizer of the site, with its `surface`; JSON null where the small engine has it (../host.ts). */
  open(repo: string): string;
  /** A model from the JSON of its settings and vocabulary. */
  model(json: string): number;
  copyModel(model: number): number;
  /** JSON of a model's type and settings. */
  settings(model: number): string;
  change(model: number, settings: string): void;
  /** The model as tokenizer.json has it. */
  written(model: number, pretty: boolean): string;
  /** JSON list of [id, token, from, to] of a word, in its bytes. */
  tokenize(model: number, word: string): string;
  modelIds(model: number, tokens: string): string;
  modelTokens(model: number, ids: string): string;
  /** JSON object of the model's tokens. */
  modelVocabulary(model: number): string;
  modelSize(model: number): number;
  /** JSON list of the merges, or of the tokens and scores of a Unigram. */
  learnt(model: number): string;
  /** A tokenizer of a model; `steps`: JSON of normalizer, pre_tokenizer and decoder; `added`: as `added` gives. */
  assemble(model: number, steps: string, added: string): number;
  encodeAll(tokenizer: number, texts: string, splitSpecial: boolean): string;
  encodeWords(tokenizer: number, words: string, splitSpecial: boolean): string;
  decode(tokenizer: number, ids: string, skipSpecial: boolean): string;
  ids(tokenizer: number, tokens: string): string;
  tokens(tokenizer: number, ids: string): string;
  /** JSON list of rows; of one id the last counts, those before it only have it too. */
  added(tokenizer: number): string;
  add(tokenizer: number, tokens: string): number;
  /** Counts for a training; `feed` adds the words of a JSON list of texts. `words`: how many different ones there are. */
  counts(): number;
  feed(tokenizer: number, counts: number, texts: string, splitSpecial: boolean): void;
  words(counts: number): number;
  /** Trains a model on counts. Throws what the library says where it cannot. */
  train(model: number, counts: number, settings: string): void;
  /** A step by itself, from its kind ("normalizer", …) and the JSON of its settings. */
  step(kind: string, json: string): number;
  normalize(step: number, text: string): string;
  preTokenize(step: number, text: string): string;
  decodeTokens(step: number, tokens: string): string;
  checkPattern(regex: string): void;
  free(number: number): void;
}

/** What a class makes of a document (live/src/classes/for_cells.ts), its model of the lists, say, and what a cell must
 * know of that. */
export type Remaker = (document: Fields, asked: Fields) => Remade & { ownModel: boolean; made: object };

type Row = [id: number, content: string, ...flags: [boolean, boolean, boolean, boolean, boolean]];
type Counts = Map<string, number>;
type Built = { tokenizer: AnyTokenizer; document: Fields; model: ModelBox };

export function createWorkshop(assets: AssetSource, remaker: Remaker): Workshop {
  const things = new Map<number, ModelBox | Built | Counts>();
  let last = 0;
  const put = (thing: ModelBox | Built | Counts): number => (things.set((last += 1), thing), last);
  const at = <Thing>(number: number): Thing => {
    const thing = things.get(number);
    if (!thing)
      throw named("UnknownHandle", "this tokenizer belongs to an earlier run; run the cell that makes it again");
    return thing as Thing;
  };
  const model = (number: number): ModelBox => at<ModelBox>(number);
  const tokenizer = (number: number): AnyTokenizer => at<Built>(number).tokenizer;
  const described = (document: Fields, box: ModelBox, more: Fields = {}): string => {
    const rows = AnyTokenizer.assemble(document, box.engine, []).history().map(row);
    const { truncation, padding, normalizer, pre_tokenizer, post_processor, decoder } = document;
    const parts = { truncation, padding, normalizer, pre_tokenizer, post_processor, decoder };
    return JSON.stringify({ ...parts, ...more, added: rows, model: put(box) });
  };
  const steps = new Steps();
  return {
    read: (json) => {
      const { model: own, ...document } = parseDocument(json);
      return described(document, new ModelBox(own as Fields, true));
    },
    readAs: (json, asked) => {
      const { document, processor, ownModel, made } = remaker(parseDocument(json), JSON.parse(asked) as Fields);
      const { model: own, ...steps } = document;
      const box = new ModelBox(own as Fields, !ownModel); // a class is given the numbers as Python reads them
      const ids = processor && AnyTokenizer.assemble(steps, box.engine, []);
      const post_processor = ids ? processor((token) => ids.id(token)) : steps.post_processor;
      return described({ ...steps, post_processor }, box, { made });
    },
    open: (repo) => {
      const bytes = assets.ids().includes(repo) ? assets.get(repo) : null;
      if (!bytes || !isPackedAsset(bytes)) return "null";
      const asset = parseAnyAsset(bytes);
      const { model: own, ...document } = asset.document;
      return described(document, new ModelBox(own as Fields, false, asset), { surface: asset.surface });
    },
    model: (json) => put(new ModelBox(JSON.parse(json) as Fields, false)),
    copyModel: (number) => put(model(number).copy()),
    settings: (number) => JSON.stringify(model(number).settings),
    change: (number, settings) => model(number).change(JSON.parse(settings) as Fields),
    written: (number, pretty) => writtenModel(model(number), pretty),
    tokenize: (number, word) => {
      const out: [number, string, number, number][] = [];
      model(number).engine.tokenize(word, (...token) => void out.push(token));
      return JSON.stringify(out);
    },
    modelIds: (number, tokens) => listed<string>(tokens, (token) => model(number).engine.id(token)),
    modelTokens: (number, ids) => listed<number>(ids, (id) => model(number).engine.token(id)),
    modelVocabulary: (number) =>
      `{${[...model(number).engine.vocabulary()].map(([token, id]) => `${JSON.stringify(token)}:${id}`).join(",")}}`,
    modelSize: (number) => model(number).engine.size,
    learnt: (number) => JSON.stringify(model(number).type === "Unigram" ? model(number).scores : model(number).merges),
    assemble: (number, given, added) => {
      const document = JSON.parse(given) as Fields;
      const kept = (JSON.parse(added) as Row[]).map(([id, ...rest]) => [id, token(rest)] as const);
      const box = model(number);
      return put({ tokenizer: AnyTokenizer.assemble(document, box.engine, kept), document, model: box });
    },
    encodeAll: (number, texts, splitSpecial) =>
      JSON.stringify(
        (JSON.parse(texts) as string[]).map((text) => encoded(tokenizer(number).bare(text, splitSpecial))),
      ),
    encodeWords: (number, words, splitSpecial) => {
      const out: Encoded = { ids: [], starts: [], ends: [], words: [], tokens: [] };
      (JSON.parse(words) as string[]).forEach((text, word) => {
        const { ids, starts, ends, tokens } = encoded(tokenizer(number).bare(text, splitSpecial));
        ids.forEach((id, i) => {
          out.ids.push(id);
          out.starts.push(starts[i]!);
          out.ends.push(ends[i]!);
          out.words.push(word);
          out.tokens.push(tokens[i]!);
        });
      });
      return JSON.stringify(out);
    },
    decode: (number, ids, skipSpecial) => tokenizer(number).decode(JSON.parse(ids) as number[], skipSpecial),
    ids: (number, tokens) => listed<string>(tokens, (one) => tokenizer(number).id(one)),
    tokens: (number, ids) => listed<number>(ids, (id) => tokenizer(number).token(id)),
    added: (number) => JSON.stringify(tokenizer(number).history().map(row)),
    add: (number, tokens) => {
      const built = at<Built>(number);
      const added_tokens = (JSON.parse(tokens) as [string, ...boolean[]][]).map(
        ([content, single_word, lstrip, rstrip, normalized, special]) => {
          return { id: 0, content, single_word, lstrip, rstrip, normalized, special };
        },
      );
      const document = { ...built.document, added_tokens };
      built.tokenizer = AnyTokenizer.assemble(document, built.model.engine, built.tokenizer.history());
      return built.tokenizer.newlyAdded;
    },
    counts: () => put(new Map()),
    feed: (number, counts, texts, splitSpecial) => {
      const words = at<Counts>(counts);
      for (const text of JSON.parse(texts) as string[])
        for (const word of tokenizer(number).words(text, splitSpecial)) words.set(word, (words.get(word) ?? 0) + 1);
    },
    words: (counts) => at<Counts>(counts).size,
    train: (number, counts, settings) => train(model(number), at<Counts>(counts), JSON.parse(settings) as Fields),
    step: (kind, json) => steps.number(kind, json),
    normalize: (step, text) => steps.normalize(step, text),
    preTokenize: (step, text) => JSON.stringify(steps.preTokenize(step, text)),
    decodeTokens: (step, tokens) => steps.decode(step, JSON.parse(tokens) as string[]),
    checkPattern: (Regex) => void createPattern({ Regex }, "Regex", new Characters()),
    free: (number) => void things.delete(number),
  };
}

function train(model: ModelBox, words: Counts, settings: Fields): void {
  const ids = (tokens: readonly string[]): Record<string, number> =>
    Object.fromEntries(tokens.map((token, id) => [token, id]));
  if (model.type === "Unigram") {
    model.change({ ...trainUnigram(words, settings as unknown as UnigramSettings) });
  } else if (model.type === "WordLevel") {
    model.change({ vocab: Object.fromEntries(trainWordLevel(words, settings as unknown as WordLevelSettings)) });
  } else {
    const { tokens, merges } = trainBpe(words, settings as unknown as BpeSettings);
    const { continuing_subword_prefix, end_of_word_suffix } = settings;
    if (model.type === "BPE")
      model.change({ vocab: ids(tokens), merges, continuing_subword_prefix, end_of_word_suffix });
    else model.change({ vocab: ids(tokens), continuing_subword_prefix: continuing_subword_prefix ?? "##" });
  }
}

function listed<Item>(json: string, find: (item: Item) => string | number | undefined): string {
  return JSON.stringify((JSON.parse(json) as Item[]).map((item) => find(item) ?? null));
}

function encoded({ ids, offsets, words, tokens }: AnyEncoding): Encoded {
  const places = (odd: number): number[] => ids.map((_, i) => offsets[2 * i + odd]!);
  return { ids, starts: places(0), ends: places(1), words: words as number[], tokens };
}

const row = ([id, t]: [number, AddedToken]): Row => [
  id,
  t.content,
  t.singleWord,
  t.lstrip,
  t.rstrip,
  t.normalized,
  t.special,
];

function token([content, singleWord, lstrip, rstrip, normalized, special]: readonly unknown[]): AddedToken {
  return { content, singleWord, lstrip, rstrip, normalized, special } as AddedToken;
}
