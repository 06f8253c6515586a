/**
 * Python for the cells of one page. No DOM: the page's own code draws what this class reports.
 *
 *     const runtime = new Runtime(siteRoot);            // fetches nothing yet
 *     const off = runtime.on((event) => …);             // state, progress, restarted, failure (types.ts)
 *     const result = await runtime.run({ cell: "load", code, onOutput: (o) => … });
 *
 * - `new Runtime(base: URL)`: `base` is the site's root (where sw.js is), also under a sub-path.
 * - `state`: see RuntimeState. Every change is an event too.
 * - `prefetch()`: start downloading, without starting Python (pointer over Run, say). Never throws.
 * - `boot()`: download and start Python; resolves when cells can run, rejects with LoadError (a message for the
 *   reader, and `url`). Called by `run` when needed; calling it twice is harmless; after a failure it tries again.
 * - `run(request)`: queues; cells run one at a time, in the order of the calls, in one namespace. The promise always
 *   resolves (RunResult.status says how it went) and never rejects.
 * - `stop()`: interrupts the running cell and empties the queue (`cancelled`). Variables stay. Where Python cannot
 *   be reached (stopping.ts) the worker is replaced: the result says `variablesKept: false`, and a `restarted` event
 *   brings the cells that had run, so that the page can offer to run them again.
 * - `restart()`: a fresh Python with an empty namespace; resolves when it is ready. Well under a second.
 * - `ran`: ids of the cells that have run since Python started, in order, each once.
 * - `dispose()`: ends the worker (Material's instant navigation to another page).
 *
 * Outputs of reader code are untrusted: `text` goes into textContent, `html` through the sanitiser.
 * After the first cell that ran, the service worker is registered and asked to keep what was loaded;
 * `offline` is true from the moment that all of it is kept.
 */

import { Files, LoadError } from "../../files/files.ts";
import { manifest } from "../../files/manifest.ts";
import { keepOffline } from "../../files/offline.ts";
import { reposIn } from "../../tokenizers/repos.ts";
import type { Progress, RestartReason, RunRequest, RunResult, RuntimeEvent, RuntimeState } from "../types.ts";
import { canRunPython } from "./features.ts";
import { Job } from "./job.ts";
import { Gone, type PythonWorker } from "./python-worker.ts";
import { Starter } from "./starter.ts";
import { cannotBeReached } from "./stopping.ts";

export type * from "../types.ts";
export { LoadError };

export class Runtime {
  readonly #base: URL;
  readonly #files: Files;
  readonly #starter: Starter;
  readonly #listeners = new Set<(event: RuntimeEvent) => void>();
  #state: RuntimeState = canRunPython() ? "idle" : "unsupported";
  #worker: PythonWorker | null = null;
  #ready: Promise<PythonWorker> | null = null;
  #queue: Job[] = [];
  #current: Job | null = null;
  #ran = new Set<string>();
  #offlineAsked = false;
  #keptAll = false;

  constructor(base: URL) {
    this.#base = base;
    this.#files = new Files(base, () => this.#tellProgress());
    this.#starter = new Starter(this.#files, manifest);
  }

  get state(): RuntimeState {
    return this.#state;
  }

  get ran(): string[] {
    return [...this.#ran];
  }

  /** How Python starts here: `plain` where the memory snapshot cannot be used. */
  get way(): "snapshot" | "plain" {
    return this.#starter.way;
  }

  /** Whether everything that this page loaded is kept, so that its next visit works offline. */
  get offline(): boolean {
    return this.#keptAll;
  }

  on(listener: (event: RuntimeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  prefetch(): void {
    if (this.#state === "idle") this.#starter.parts().catch(() => {});
  }

  async boot(): Promise<void> {
    await this.#python();
  }

  run(request: RunRequest): Promise<RunResult> {
    const job = new Job(request);
    this.#queue.push(job);
    void this.#pump();
    return job.result;
  }

  stop(): void {
    for (const job of this.#queue.splice(0)) job.cancel();
    const job = this.#current;
    if (!job) return;
    if (!job.started) return job.cancel();
    const worker = this.#worker!;
    job.pressStop();
    void cannotBeReached(
      () => worker.signs,
      () => this.#current !== job || this.#worker !== worker,
    ).then((lost) => {
      if (lost)
        this.#replace("unreachable", "Python did not react to Stop, so it was started again; the variables are lost.");
    });
  }

  async restart(): Promise<void> {
    for (const job of this.#queue.splice(0)) job.cancel();
    if (this.#worker) this.#replace("asked", "Python was started again; the variables are gone.");
    await this.#python();
  }

  dispose(): void {
    this.#listeners.clear();
    for (const job of this.#queue.splice(0)) job.cancel();
    this.#worker?.terminate();
    this.#worker = this.#ready = null;
  }

  /** Run what is queued, one after the other. */
  async #pump(): Promise<void> {
    if (this.#current) return;
    while ((this.#current = this.#queue.shift() ?? null)) {
      await this.#runJob(this.#current);
      this.#current = null;
    }
  }

  async #runJob(job: Job): Promise<void> {
    try {
      const worker = await this.#python();
      await this.#giveTokenizers(worker, job.request);
      if (job.settled) return;
      this.#become("running");
      const outcome = await job.runIn(worker);
      if (outcome.type === "crashed") {
        const lost = "Python was started again; the variables are lost.";
        this.#replace(outcome.reason, `${outcome.message} ${lost}`);
      } else {
        this.#ran.add(job.request.cell);
        this.#keepOffline();
        this.#become("ready");
      }
      job.finish(outcome);
    } catch (error) {
      if (error instanceof Gone) job.lose();
      else job.fail(error instanceof Error ? error.message : String(error));
    }
  }

  async #giveTokenizers(worker: PythonWorker, { code, repos }: RunRequest): Promise<void> {
    const known = manifest.tokenizers;
    const wanted = (repos ?? reposIn(code)).filter((repo) => Object.hasOwn(known, repo) && !worker.has(repo));
    const give = async (repo: string): Promise<void> => {
      worker.give({ type: "tokenizer", repo, bytes: await this.#files.bytes(`the tokenizer ${repo}`, known[repo]!) });
    };
    await Promise.all(wanted.map(give)).catch((error: unknown) => {
      this.#tellFailure(error);
      throw error;
    });
  }

  /** The started worker, however long that takes; follows a replacement. Rejects with LoadError. */
  async #python(): Promise<PythonWorker> {
    if (this.#state === "unsupported")
      throw new Error("This browser cannot run Python: WebAssembly is missing or switched off.");
    if (!this.#ready) this.#start("idle");
    const ready = this.#ready!;
    try {
      return await ready;
    } catch (error) {
      if (error instanceof Gone && this.#ready && this.#ready !== ready) return this.#python();
      throw error;
    }
  }

  /** Begin to start a worker; `otherwise` is the state if that fails. */
  #start(otherwise: RuntimeState): void {
    this.#become("loading");
    const ready: Promise<PythonWorker> = this.#starter.start((worker) => {
      if (this.#ready === ready) this.#worker = worker;
      else worker.terminate(); // another has taken its place meanwhile
    });
    this.#ready = ready;
    ready.then(
      () => this.#ready === ready && this.#become("ready"),
      (error: unknown) => {
        if (this.#ready !== ready) return;
        this.#ready = this.#worker = null;
        this.#become(otherwise);
        this.#tellFailure(error);
      },
    );
  }

  #replace(reason: RestartReason, message: string): void {
    const ran = this.ran;
    this.#ran.clear();
    for (const job of this.#queue.splice(0)) job.cancel();
    this.#worker?.terminate();
    this.#start("dead");
    this.#tell({ type: "restarted", reason, lostVariables: true, ran, message });
  }

  #keepOffline(): void {
    if (this.#offlineAsked) return;
    this.#offlineAsked = true;
    const urls = [manifest.stdlib.url].map((url) => new URL(url, this.#base).href);
    void keepOffline(this.#base, urls).then((all) => (this.#keptAll = all));
  }

  #become(state: RuntimeState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#tell({ type: "state", state });
    this.#tellProgress();
  }

  #tellProgress(): void {
    const files = this.#files.progress();
    const sum = (key: "loaded" | "total"): number => files.reduce((all, file) => all + file[key], 0);
    const [loaded, total] = [sum("loaded"), sum("total")];
    const stage: Progress["stage"] = loaded < total ? "fetch" : this.#state === "loading" ? "start" : "done";
    this.#tell({ type: "progress", progress: { stage, loaded, total, files } });
  }

  #tellFailure(error: unknown): void {
    if (error instanceof LoadError)
      this.#tell({ type: "failure", message: error.message, url: error.url, stale: error.stale });
  }

  #tell(event: RuntimeEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
