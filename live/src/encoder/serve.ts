/** What both of the playgrounds' workers do: load tokenizers, answer requests. They differ in the engine. */
import { Files } from "../files/files.ts";
import { setPatience } from "../files/patience.ts";
import { hexSha256 } from "../files/sha256.ts";
import { messageOf } from "../ui/errors.ts";
import type { Engine } from "./engine.ts";
import { Pieces } from "./pieces.ts";
import type { About, Ask, Beside, FromWorker, MadeFacts, ToWorker } from "./protocol.ts";
import { spelled } from "./spelled.ts";
import { streams } from "./streams.ts";
import { trace } from "./trace.ts";
import { type Answer, type Say, Turns } from "./turns.ts";
import { listed, reached } from "./vocabulary.ts";
import { Words } from "./words.ts";

/** A file as a tokenizer; throws an Error for the reader. `beside`: of a reader's own. */
export type Open = (
  file: Uint8Array,
  beside: Beside | null,
) => {
  engine: Engine;
  about: About;
  made?: MadeFacts | null;
};

type Message<Type> = Extract<ToWorker, { type: Type }>;

/** Reads messages of `scope` from now on, and says that it is there. */
export function serve(scope: DedicatedWorkerGlobalScope, open: Open): void {
  const say: Say = (message, transfer = []) => scope.postMessage(message, transfer);
  const served = new Served(open, say);
  scope.onmessage = ({ data }: MessageEvent<ToWorker>) => served.hear(data);
  say({ type: "here" });
}

class Served {
  readonly #tokenizers = new Map<string, { pieces: Pieces; about: About }>();
  /** Repos that are being loaded. */
  readonly #loading = new Set<string>();
  readonly #words = new Words();
  readonly #turns: Turns;
  #files: Files | null = null;

  constructor(
    readonly open: Open,
    readonly say: Say,
  ) {
    this.#turns = new Turns(
      (ask) => this.#answer(ask),
      (repo) => this.#loading.has(repo),
      say,
    );
  }

  hear(data: ToWorker): void {
    switch (data.type) {
      case "load":
        return void this.#load(data.repo, () => this.#fetched(data));
      case "take":
        return void this.#load(data.repo, () => this.#taken(data));
      case "release":
        return void this.#tokenizers.delete(data.repo);
      case "ask":
        return this.#turns.ask(data.key, data.id, data.ask);
      case "forget":
        return this.#turns.drop(data.key);
    }
  }

  async #load(repo: string, opened: () => Promise<ReturnType<Open>>): Promise<void> {
    if (this.#loading.has(repo)) return; // the page's head asked first; both hear of the end
    const known = this.#tokenizers.get(repo);
    if (known) return this.say({ type: "ready", repo, about: known.about });
    this.#loading.add(repo);
    try {
      const { engine, about } = await opened();
      this.#tokenizers.set(repo, { pieces: new Pieces(engine), about });
      this.say({ type: "ready", repo, about });
    } catch (error) {
      this.say({ type: "unusable", repo, message: messageOf(error) });
    }
    this.#loading.delete(repo);
    this.#turns.settled(repo);
  }

  async #fetched({ name, base, file, patience }: Message<"load">): Promise<ReturnType<Open>> {
    if (patience) setPatience(patience);
    this.#files ??= new Files(new URL(base), () => this.say({ type: "progress", files: this.#files!.progress() }));
    return this.open(new Uint8Array(await this.#files.bytes(`the tokenizer of ${name}`, file)), null);
  }

  async #taken({ repo, file, beside }: Message<"take">): Promise<ReturnType<Open>> {
    const bytes = await read(file, (loaded) => {
      const files: Extract<FromWorker, { type: "progress" }>["files"] = [];
      files.push({ label: repo, url: repo, loaded, total: file.size });
      this.say({ type: "progress", files });
    });
    const { engine, about, made = null } = this.open(bytes, beside);
    const added = engine.added().map(([, { content, special }]) => ({ content, special }));
    const own = { added, sha256: await hexSha256(bytes), type: engine.type, tokens: engine.size, made };
    return { engine, about: { ...about, own } };
  }

  *#answer(ask: Ask): Generator<void, Answer> {
    if (ask.what === "words") return yield* this.#words.count(ask.text);
    const pieces = this.#tokenizers.get(ask.repo)?.pieces;
    if (!pieces) throw new Error(`${ask.repo} is not loaded`);
    switch (ask.what) {
      case "encode":
        return { ...(yield* pieces.steps(ask.text, ask.options)), ms: 0 };
      case "grown":
        return yield* pieces.grown.next(ask.text, ask.marked);
      case "decode":
        return pieces.engine.decode(ask.ids, ask.skipSpecial);
      case "spell":
        return { ...(yield* spelled(pieces, ask.items)), ms: 0 };
      case "list":
        return yield* listed(pieces);
      case "reached":
        return yield* reached(pieces, ask.ids);
      case "trace":
        return trace(pieces.engine, ask.word, ask.at, ask.ranked);
      case "streams":
        return streams(pieces, ask.text, ask.lost);
    }
  }
}

/** The bytes of a reader's file, and how far it is. */
async function read(file: Blob, progress: (loaded: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size);
  const stream = file.stream().getReader();
  for (let at = 0; ; ) {
    const { done, value } = await stream.read();
    if (done) return bytes;
    bytes.set(value, at);
    at += value.length;
    progress(at);
  }
}
