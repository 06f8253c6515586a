/** The worker `rowsworker`: reads files, counts and splits their rows with both engines. */
import type { Engine } from "../encoder/engine.ts";
import { openAny } from "../encoder/open_any.ts";
import { openCompact } from "../encoder/open_compact.ts";
import { Files } from "../files/files.ts";
import { messageOf } from "../ui/errors.ts";
import { count, type Run, split } from "./counter.ts";
import type { Counts } from "./counts.ts";
import { look } from "./look.ts";
import type { Answers, Ask, FromRows, TokenizerJob, ToRows } from "./protocol.ts";
import { ROWS } from "./texts.ts";
import { countsAs } from "./write.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const say = (message: FromRows): void => scope.postMessage(message);

class Served {
  readonly #engines = new Map<string, Engine>();
  /** Of what was counted last, with the names of its tokenizers. */
  #last: { counts: Counts; names: string[] } | null = null;
  #stop = false;

  hear(message: ToRows): void {
    if (message.type === "stop") {
      this.#stop = true;
      return;
    }
    const { id, ask } = message;
    const run: Run = {
      progress: (progress) => say({ type: "progress", id, progress }),
      stopped: () => this.#stop,
    };
    this.#answer(ask, run).then(
      (value) => say({ type: "answer", id, value }),
      (error: unknown) => say({ type: "failed", id, message: messageOf(error) }),
    );
  }

  async #answer(ask: Ask, run: Run): Promise<Answers[Ask["what"]]> {
    switch (ask.what) {
      case "look":
        return look(ask.name, ask.file);
      case "over":
        return this.#counted.counts.over(ask.limit);
      case "save": {
        const { counts, names } = this.#counted;
        return countsAs(ask.as, names, counts.each());
      }
      case "count": {
        this.#stop = false;
        const engines = await this.#load(ask.tokenizers, run);
        this.#last = null; // room for the next
        const { counts, counted } = await count(ask, engines, run);
        this.#last = { counts, names: ask.tokenizers.map(({ name }) => name) };
        return counted;
      }
      case "split": {
        this.#stop = false;
        const [engine] = await this.#load([ask.tokenizer], run);
        return split(ask, engine!, run);
      }
    }
  }

  get #counted(): { counts: Counts; names: string[] } {
    if (!this.#last) throw new Error(ROWS.gone);
    return this.#last;
  }

  /** Those that are not needed now are let go of. */
  async #load(jobs: readonly TokenizerJob[], run: Run): Promise<Engine[]> {
    for (const repo of this.#engines.keys()) if (!jobs.some((job) => job.repo === repo)) this.#engines.delete(repo);
    const engines: Engine[] = [];
    for (const job of jobs) {
      const known = this.#engines.get(job.repo);
      if (!known) run.progress({ bytes: 0, rows: 0, loading: job.name });
      const engine = known ?? (await opened(job));
      this.#engines.set(job.repo, engine);
      engines.push(engine);
    }
    return engines;
  }
}

async function opened({ name, from }: TokenizerJob): Promise<Engine> {
  if (!("base" in from)) return openAny(new Uint8Array(await from.file.arrayBuffer()), from.beside).engine;
  const files = new Files(new URL(from.base), () => {});
  const bytes = new Uint8Array(await files.bytes(`the tokenizer of ${name}`, from.file));
  return (from.engine === "compact" ? openCompact(bytes) : openAny(bytes, null)).engine;
}

const served = new Served();
scope.onmessage = ({ data }: MessageEvent<ToRows>) => served.hear(data);
say({ type: "here" });
