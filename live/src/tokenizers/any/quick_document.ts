/**
 * A tokenizer.json from its bytes, with vocabulary and merges read past JSON.parse, which would make a million strings of
 * them. It knows the usual form only: null is for whatever else, and the usual way says what there is to say.
 */
import { ByteVocabulary, LONGEST } from "./byte_vocabulary.ts";
import { parseDocument } from "./document.ts";
import { JsonBytes } from "./json_bytes.ts";
import type { Lists } from "./lists.ts";
import { PairTable } from "./pair_table.ts";
import type { Fields } from "./unreadable.ts";
import { unreadable } from "./unreadable.ts";

const [QUOTE, COMMA, COLON, SPACE] = [0x22, 0x2c, 0x3a, 0x20];
/** Text before the merges that begins so is no merge. */
const COMMENT = new TextEncoder().encode("#version");
const [OPEN, CLOSE, LIST, LIST_END] = [0x7b, 0x7d, 0x5b, 0x5d];
/** What stands for the lists in the rest of the document. */
const [VOCAB, MERGES] = [-101, -102];
/** Ids from here on are too far apart for a list. */
const FAR = 1 << 22;

export function quickDocument(bytes: Uint8Array): { document: Fields; lists: Lists } | null {
  const json = new JsonBytes(bytes);
  const vocab = valueOf(json, "vocab");
  const vocabulary = vocab < 0 ? null : readVocabulary(json);
  if (!vocabulary) return null;
  const afterVocab = json.at;
  const mark = valueOf(json, "merges", afterVocab);
  const pairs = mark < 0 ? null : readMerges(json, vocabulary);
  if (!pairs) return null;
  const text = new TextDecoder("utf-8", { ignoreBOM: true });
  const rest = [bytes.subarray(0, vocab), bytes.subarray(afterVocab, mark), bytes.subarray(json.at)];
  const [before, between, after] = rest.map((part) => text.decode(part));
  const document = parseDocument(`${before}${VOCAB}${between}${MERGES}${after}`);
  const model = document.model as Fields;
  if (model.vocab !== VOCAB || model.merges !== MERGES || model.continuing_subword_prefix) return null;
  const pieces = (): never => {
    throw unreadable("the model Unigram has no list of tokens");
  };
  return { document, lists: { vocabulary: () => vocabulary, merges: () => pairs, pieces } };
}

/**
 * Where the value of a key of `model` begins; -1 if there is none, or it is not found in this way. Before the first it
 * looks from the document's start; `from`: after a value of `model`.
 */
function valueOf(json: JsonBytes, wanted: string, from = -1): number {
  const { bytes } = json;
  let [depth, inModel] = from < 0 ? [0, false] : [2, true];
  for (json.at = Math.max(from, 0); json.at < bytes.length; ) {
    const byte = json.peek();
    if (byte !== QUOTE) {
      json.at += 1;
      if (byte === OPEN || byte === LIST) depth += 1;
      else if (byte === CLOSE || byte === LIST_END) depth -= 1;
      if (depth < 2 && byte === CLOSE) inModel = false;
      continue;
    }
    json.size = 0;
    if (!json.string()) return -1;
    if (depth > 2 || !json.take(COLON)) continue;
    const key = String.fromCharCode(...json.text.subarray(0, Math.min(json.size, 8)));
    if (depth === 1) inModel = key === "model" && json.peek() === OPEN;
    else if (depth === 2 && inModel && key === wanted) {
      json.peek();
      return json.at;
    }
  }
  return -1;
}

function readVocabulary(json: JsonBytes): ByteVocabulary | null {
  if (!json.take(OPEN)) return null;
  json.size = 0;
  let [starts, lengths] = [new Uint32Array(1 << 15), new Uint32Array(1 << 15)];
  let [count, highest] = [0, -1];
  do {
    const start = json.size;
    if (!json.string() || !json.take(COLON)) return null;
    const id = json.whole();
    if (id < 0 || id >= FAR || json.size - start > LONGEST) return null;
    if (id >= starts.length) {
      const larger = 2 ** Math.ceil(Math.log2(id + 1));
      [starts, lengths] = [grown(starts, larger), grown(lengths, larger)];
    }
    if (lengths[id]) return null; // two tokens of one id
    starts[id] = start;
    lengths[id] = json.size - start + 1;
    json.text[json.size++] = 0; // so that half a character does not become whole by what comes next
    highest = Math.max(highest, id);
    count += 1;
  } while (json.take(COMMA));
  if (!json.take(CLOSE)) return null;
  const pool = json.text.slice(0, json.size);
  if (!isUtf8(pool)) return null; // merges are what is in the vocabulary
  const vocabulary = new ByteVocabulary(pool, starts.slice(0, highest + 1), lengths.slice(0, highest + 1), count);
  return vocabulary.twice ? null : vocabulary;
}

function readMerges(json: JsonBytes, vocabulary: ByteVocabulary): PairTable | null {
  if (!json.take(LIST)) return null;
  let made = new Int32Array(1 << 17);
  let [count, both] = [0, 0];
  const old = json.peek() === QUOTE;
  do {
    json.size = 0;
    if (!old && !json.take(LIST)) return null;
    if (!json.string()) return null;
    let cut = json.size;
    if (old) {
      cut = spaceIn(json);
      if (cut < 0) return null;
    } else if (!json.take(COMMA) || !json.string() || !json.take(LIST_END)) return null;
    const { text, size } = json;
    const [first, second] = [vocabulary.find(text, 0, cut), vocabulary.find(text, cut, size)];
    if (first < 0 || second < 0) return null;
    // most files have the merges in the order of what they make
    if (vocabulary.is(both + 1, text, 0, size)) both += 1;
    else if (!vocabulary.is(both, text, 0, size)) both = vocabulary.joined(text, 0, size, first, second);
    if (both < 0) return null;
    if (count + 3 > made.length) made = grown(made, 2 * made.length);
    made[count++] = first;
    made[count++] = second;
    made[count++] = both;
  } while (json.take(COMMA));
  if (!json.take(LIST_END)) return null;
  const pairs = new PairTable(count / 3);
  for (let i = 0; i < count; i += 3) pairs.set(made[i]!, made[i + 1]!, i / 3, made[i + 2]!);
  return pairs;
}

/** Takes the space out of the last string, and says where it was; -1 unless there is one, and no comment. */
function spaceIn(json: JsonBytes): number {
  const { text, size } = json;
  let cut = -1;
  for (let i = 0; i < size; i += 1) {
    if (text[i] === SPACE) {
      if (cut >= 0) return -1;
      cut = i;
    } else if (cut >= 0) text[i - 1] = text[i]!;
  }
  json.size -= 1;
  return cut >= COMMENT.length && COMMENT.every((byte, i) => byte === text[i]) ? -1 : cut;
}

function grown<T extends Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(list: T, size: number): T {
  const larger = new (list.constructor as new (size: number) => T)(size);
  larger.set(list);
  return larger;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
