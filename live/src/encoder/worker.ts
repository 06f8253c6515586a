/**
 * The playgrounds' worker: tokenizers, and nothing else. Requests wait in a queue, and long ones pause every few
 * milliseconds, so that a newer one can take the place of one that waits or is under way.
 */
import { Files } from "../files/files.ts";
import { setPatience } from "../files/patience.ts";
import { PageTokenizer, parseAsset } from "../tokenizers/index.ts";
import { messageOf } from "../ui/errors.ts";
import { aboutOf } from "./about.ts";
import { Pieces } from "./pieces.ts";
import type { About, Ask, FromWorker, Tokens, ToWorker, Trace } from "./protocol.ts";
import { trace } from "./trace.ts";
import { Words } from "./words.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const tokenizers = new Map<string, Pieces>();
const known = new Map<string, About>();
const words = new Words();
/** Repos that are being loaded. */
const loading = new Set<string>();
/** By key, in the order of arrival; those whose tokenizer is still being loaded are passed over. */
const waiting = new Map<string, { id: number; ask: Ask }>();
const turns = new MessageChannel();
/** Whether the next turn is on its way. */
let due = false;
/** How long a request may go on before messages are read, in ms. */
const TURN = 12;
/** The request under way. */
let current: { id: number; key: string; steps: Generator<void, Answer>; ms: number } | null = null;
let files: Files | null = null;

type Answer = Tokens | Trace | string | number;

const say = (message: FromWorker, transfer: Transferable[] = []): void => scope.postMessage(message, transfer);

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "load") return void load(data);
  drop(data.key);
  if (data.type === "forget") return;
  if (data.ask.what === "encode") drop("words"); // of an older text
  waiting.set(data.key, { id: data.id, ask: data.ask });
  soon();
};

function soon(): void {
  if (!due) turns.port2.postMessage(0);
  due = true;
}

/** Nobody wants the answer any more. */
function drop(key: string): void {
  const older = waiting.get(key);
  if (older) say({ type: "dropped", id: older.id });
  waiting.delete(key);
  if (current?.key !== key) return;
  say({ type: "dropped", id: current.id });
  current = null;
}

// One request at a time, for one turn: between two, messages that came in the meantime are read.
turns.port1.onmessage = () => {
  due = false;
  current ??= next();
  if (!current) return;
  const { id, steps } = current;
  const start = performance.now();
  try {
    let step = steps.next();
    while (!step.done && performance.now() - start < TURN) step = steps.next();
    current.ms += performance.now() - start;
    if (step.done) answered(step.value);
  } catch (error) {
    current = null;
    say({ type: "failed", id, message: messageOf(error) });
  }
  if (current || waiting.size) soon();
};

function next(): typeof current {
  for (const [key, { id, ask }] of waiting) {
    if ("repo" in ask && loading.has(ask.repo)) continue;
    waiting.delete(key);
    return { id, key, steps: answer(ask), ms: 0 };
  }
  return null;
}

function answered(value: Answer): void {
  const { id, ms } = current!;
  current = null;
  if (typeof value !== "object" || !("bytes" in value)) return say({ type: "answer", id, value });
  const lists = Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer] : []));
  say({ type: "answer", id, value: { ...value, ms } }, lists);
}

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
  for (const { ask } of waiting.values()) if ("repo" in ask && ask.repo === repo) soon();
}

function* answer(ask: Ask): Generator<void, Answer> {
  if (ask.what === "words") return yield* words.count(ask.text);
  const pieces = tokenizers.get(ask.repo);
  if (!pieces) throw new Error(`${ask.repo} is not loaded`);
  switch (ask.what) {
    case "encode":
      return { ...(yield* pieces.steps(ask.text, ask.options)), ms: 0 };
    case "decode":
      return pieces.tokenizer.decode(ask.ids, ask.skipSpecial);
    case "trace":
      return trace(pieces, ask.word);
  }
}

say({ type: "here" });
