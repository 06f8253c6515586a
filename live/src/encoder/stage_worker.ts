/** The worker `stageworker`: tokenizers of the site, stage by stage. */
import { Files } from "../files/files.ts";
import type { BuiltFile } from "../files/manifest.ts";
import { messageOf } from "../ui/errors.ts";
import { type Shown, type Stage, StageRun } from "./stage_run.ts";

export interface StageAsk {
  id: number;
  name: string;
  /** The site's root. */
  base: string;
  file: BuiltFile;
  text: string;
  off: Stage[];
}

export type StageAnswer = ({ id: number } & Shown) | { id: number; message: string };

/** Each tokenizer once; one that failed is fetched again. */
class Stages {
  readonly #runs = new Map<string, Promise<StageRun>>();

  async answer(ask: StageAsk): Promise<StageAnswer> {
    const { file, text, off, id } = ask;
    try {
      if (!this.#runs.has(file.url)) this.#runs.set(file.url, opened(ask));
      const run = await this.#runs.get(file.url)!;
      return { id, there: run.there, staged: run.run(text, off) };
    } catch (error) {
      this.#runs.delete(file.url);
      return { id, message: messageOf(error) };
    }
  }
}

async function opened({ name, base, file }: StageAsk): Promise<StageRun> {
  return StageRun.open(
    new Uint8Array(await new Files(new URL(base), () => {}).bytes(`the tokenizer of ${name}`, file)),
  );
}

const scope = self as unknown as DedicatedWorkerGlobalScope;
const stages = new Stages();
scope.onmessage = ({ data }: MessageEvent<StageAsk>) =>
  void stages.answer(data).then((found) => scope.postMessage(found));
scope.postMessage("here");
