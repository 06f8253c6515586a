/** The playgrounds' worker: tokenizers, and nothing else. Requests wait in a queue, so that newer ones can replace older ones. */
import { Files } from "../client/files.ts";
import { setPatience } from "../client/patience.ts";
import { PageTokenizer, parseAsset } from "../tokenizers/index.ts";
import { aboutOf } from "./about.ts";
import { messageOf } from "./errors.ts";
import { Pieces } from "./pieces.ts";
import type { About, Ask, FromWorker, Tokens, ToWorker, Trace } from "./protocol.ts";
import { trace } from "./trace.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const tokenizers = new Map<string, Pieces>();
const known = new Map<string, About>();
/** Repos that are being loaded. */
const loading = new Set<string>();
/** By key, in the order of arrival; those whose tokenizer is still being loaded are passed over. */
const waiting = new Map<string, { id: number; ask: Ask }>();
const turns = new MessageChannel();
let files: Files | null = null;

const say = (message: FromWorker, transfer: Transferable[] = []): void => scope.postMessage(message, transfer);

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "load") return void load(data);
  const older = waiting.get(data.key);
  if (older) say({ type: "dropped", id: older.id });
  waiting.set(data.key, { id: data.id, ask: data.ask });
  turns.port2.postMessage(0);
};

// One request a turn: between two, messages that came in the meantime are read.
turns.port1.onmessage = () => {
  const first = [...waiting].find(([, { ask }]) => !("repo" in ask && loading.has(ask.repo)));
  if (!first) return;
  const [key, { id, ask }] = first;
  waiting.delete(key);
  try {
    const value = answer(ask);
    const transfer = typeof value === "object" && "bytes" in value ? Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer] : [])) : [];
    say({ type: "answer", id, value }, transfer);
  } catch (error) {
    say({ type: "failed", id, message: messageOf(error) });
  }
};

async function load({ repo, name, base, file, patience }: Extract<ToWorker, { type: "load" }>): Promise<void> {
  if (loading.has(repo)) return; // the page's head asked first; both hear of the end
  const about = known.get(repo);
  if (about) return say({ type: "ready", repo, about });
  loading.add(repo);
  if (patience) setPatience(patience);
  files ??= new Files(new URL(base), () => say({ type: "progress", files: files!.progress() }));
  try {
    const asset = parseAsset(new Uint8Array(await files.bytes(`the tokenizer of ${name}`, file)));
    tokenizers.set(repo, new Pieces(PageTokenizer.build(asset)));
    const about = aboutOf(asset);
    known.set(repo, about);
    say({ type: "ready", repo, about });
  } catch (error) {
    say({ type: "unusable", repo, message: messageOf(error) });
  }
  loading.delete(repo);
  for (const { ask } of waiting.values()) if ("repo" in ask && ask.repo === repo) turns.port2.postMessage(0);
}

function answer(ask: Ask): Tokens | Trace | string | number {
  if (ask.what === "words") return wordsIn(ask.text);
  const pieces = tokenizers.get(ask.repo);
  if (!pieces) throw new Error(`${ask.repo} is not loaded`);
  switch (ask.what) {
    case "encode": {
      const start = performance.now();
      const tokens = pieces.encode(ask.text, ask.options);
      return { ...tokens, ms: performance.now() - start };
    }
    case "decode":
      return pieces.tokenizer.decode(ask.ids, ask.skipSpecial);
    case "trace":
      return trace(pieces, ask.word);
  }
}

const CACHED_STRETCHES = 20_000;
const stretches = new Map<string, number>();
let segmenter: Intl.Segmenter | null = null;

/**
 * Words as the browser finds them, also where no spaces stand between them; stretches between spaces where it cannot.
 * No word spans white space, so stretches are counted one by one, and remembered: dictionaries for Thai and such are slow.
 */
function wordsIn(text: string): number {
  const parts = text.match(/\S+/g) ?? [];
  if (typeof Intl.Segmenter !== "function") return parts.length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  let count = 0;
  for (const part of parts) {
    let words = /^[a-z]+[,.]?$/i.test(part) ? 1 : stretches.get(part);
    if (words === undefined) {
      words = 0;
      for (const { isWordLike } of segmenter.segment(part)) if (isWordLike) words += 1;
      if (stretches.size >= CACHED_STRETCHES) stretches.clear();
      stretches.set(part, words);
    }
    count += words;
  }
  return count;
}

say({ type: "here" });
