/**
 * What live/python/transformers calls: the worker registers it as the module `_tour_tokenizers`.
 * Only strings, numbers and booleans cross the border, so nothing has to be destroyed on either side.
 */
import type { AddedToken } from "./added.ts";
import type { AssetSource } from "./asset.ts";
import { named, parseAsset } from "./asset.ts";
import { mergeList } from "./merge_list.ts";
import type { Encoded } from "./output.ts";
import type { Spaces } from "./pretokenize.ts";
import { PageTokenizer } from "./tokenizer.ts";
import { Vocabulary } from "./vocabulary.ts";

export interface Host {
  /** JSON list of the repos that the site has. */
  repos(): string;
  /** A new tokenizer of a repo, as a number to name it by. Throws an Error named `UnknownRepo`. */
  open(repo: string): number;
  /** A second tokenizer like this one, with its added tokens. */
  copy(handle: number): number;
  /** From now on a space is put before each text, or each of its words ("text", "words"), unless one is there. */
  addPrefixSpace(handle: number, where: Spaces): void;
  /** JSON: `surface` (text), `post_processor`, `pipeline`, `model` (its settings), `vocab_size`. */
  describe(handle: number): string;
  /** JSON of the model as tokenizer.json has it, for whoever wants to change it. */
  model(handle: number): string;
  /** Encodes many texts: JSON list in, JSON list of `Encoded` (model.ts) out. */
  encodeAll(handle: number, texts: string, splitSpecial: boolean): string;
  /**
   * Encodes the words (a JSON list) of one text into one result; `words` are their indices, positions are those in the
   * word.
   */
  encodeWords(handle: number, words: string, splitSpecial: boolean): string;
  /** `ids`: JSON list of integers. */
  decode(handle: number, ids: string, skipSpecial: boolean): string;
  /** Applies the decoder to a JSON list of tokens. */
  join(handle: number, tokens: string): string;
  /** JSON: the token of each id of a JSON list, or null. */
  tokens(handle: number, ids: string): string;
  /** JSON: the id of each token of a JSON list, or null. */
  ids(handle: number, tokens: string): string;
  /** JSON list of the model's tokens in the order of their ids. */
  vocabulary(handle: number): string;
  /** JSON list of [id, content, single_word, lstrip, rstrip, normalized, special]. */
  added(handle: number): string;
  /** Takes a JSON list of [content, …flags] as above; returns how many were new or changed. */
  add(handle: number, tokens: string): number;
  /**
   * The steps by themselves: normalised text; JSON list of [pre-token, start, end] in characters; JSON list of the ids
   * of one pre-token.
   */
  normalize(handle: number, text: string): string;
  preTokenize(handle: number, text: string): string;
  merge(handle: number, word: string): string;
}

type Flags = [singleWord: boolean, lstrip: boolean, rstrip: boolean, normalized: boolean, special: boolean];

export function createHost(assets: AssetSource): Host {
  const built = new Map<string, PageTokenizer>();
  const open: PageTokenizer[] = [];
  const at = (handle: number): PageTokenizer => {
    const tokenizer = open[handle];
    if (!tokenizer)
      throw named("UnknownHandle", "this tokenizer belongs to an earlier run; run the cell that loads it again");
    return tokenizer;
  };
  const build = (repo: string): PageTokenizer => {
    const bytes = assets.ids().includes(repo) ? assets.get(repo) : null;
    if (!bytes) throw named("UnknownRepo", repo);
    const tokenizer = PageTokenizer.build(parseAsset(bytes));
    built.set(repo, tokenizer);
    return tokenizer;
  };
  return {
    repos: () => JSON.stringify(assets.ids()),
    open: (repo) => open.push((built.get(repo) ?? build(repo)).fresh()) - 1,
    copy: (handle) => open.push(at(handle).copy()) - 1,
    addPrefixSpace: (handle, where) => void (open[handle] = at(handle).withPrefixSpace(where)),
    describe: (handle) => {
      const {
        surface,
        post_processor,
        normalizer,
        pre_tokenizer,
        decoder,
        unk_token,
        fuse_unk,
        byte_fallback,
        ignore_merges,
      } = at(handle).asset;
      const [pipeline, model] = [
        { normalizer, pre_tokenizer, decoder },
        { unk_token, fuse_unk, byte_fallback, ignore_merges },
      ];
      return JSON.stringify({ surface, post_processor, pipeline, model, vocab_size: at(handle).vocabularySize });
    },
    model: (handle) => {
      const { asset } = at(handle);
      const { unk_token, fuse_unk, byte_fallback, ignore_merges } = asset;
      const settings = { type: "BPE", unk_token, fuse_unk, byte_fallback, ignore_merges };
      const vocabulary = new Vocabulary(asset.vocabulary, asset.size);
      const vocab = Object.fromEntries(vocabulary.entries());
      return JSON.stringify({ ...settings, vocab, merges: mergeList(asset.merges, vocabulary) });
    },
    encodeAll: (handle, texts, splitSpecial) =>
      JSON.stringify((JSON.parse(texts) as string[]).map((text) => at(handle).encode(text, splitSpecial))),
    encodeWords: (handle, words, splitSpecial) =>
      JSON.stringify(encodeWords(at(handle), JSON.parse(words) as string[], splitSpecial)),
    decode: (handle, ids, skipSpecial) => at(handle).decode(JSON.parse(ids) as number[], skipSpecial),
    join: (handle, tokens) => at(handle).join(JSON.parse(tokens) as string[]),
    tokens: (handle, ids) => JSON.stringify((JSON.parse(ids) as number[]).map((id) => at(handle).token(id) ?? null)),
    ids: (handle, tokens) =>
      JSON.stringify((JSON.parse(tokens) as string[]).map((token) => at(handle).id(token) ?? null)),
    vocabulary: (handle) => JSON.stringify(at(handle).vocabulary),
    added: (handle) =>
      JSON.stringify(
        at(handle)
          .added()
          .map(([id, t]) => [id, t.content, t.singleWord, t.lstrip, t.rstrip, t.normalized, t.special]),
      ),
    add: (handle, tokens) =>
      at(handle).add(
        (JSON.parse(tokens) as [string, ...Flags][]).map(
          ([content, singleWord, lstrip, rstrip, normalized, special]): AddedToken => ({
            content,
            singleWord,
            lstrip,
            rstrip,
            normalized,
            special,
          }),
        ),
      ),
    normalize: (handle, text) => at(handle).normalize(text),
    preTokenize: (handle, text) => JSON.stringify(at(handle).preTokenize(text)),
    merge: (handle, word) => JSON.stringify(at(handle).idsOf(word)),
  };
}

function encodeWords(tokenizer: PageTokenizer, words: string[], splitSpecial: boolean): Encoded {
  const out: Encoded = { ids: [], starts: [], ends: [], words: [], tokens: [] };
  words.forEach((text, word) => {
    const { ids, starts, ends, tokens } = tokenizer.encode(text, splitSpecial);
    for (let i = 0; i < ids.length; i += 1) {
      out.ids.push(ids[i]!);
      out.starts.push(starts[i]!);
      out.ends.push(ends[i]!);
      out.words.push(word);
      out.tokens.push(tokens[i]!);
    }
  });
  return out;
}
