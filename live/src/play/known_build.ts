/** Computes tokens that pages open with, with the playgrounds' own code. Runs in the build (live/build/known.mjs). */
import type { Engine } from "../encoder/engine.ts";
import { MODELS } from "../encoder/models.ts";
import { openAny } from "../encoder/open_any.ts";
import { openCompact } from "../encoder/open_compact.ts";
import { Pieces } from "../encoder/pieces.ts";
import type { About } from "../encoder/protocol.ts";
import type { Known, Plain } from "./known.ts";

/** The build's tokenizers, each opened once. */
export class Tokenizers {
  readonly #opened = new Map<string, Promise<{ engine: Engine; about: About } | null>>();

  /** `file`: a tokenizer's asset; null where the build has none. */
  constructor(readonly file: (repo: string) => Promise<Uint8Array | null>) {}

  /** Null without the tokenizer. */
  async tokens(repo: string, text: string, addSpecial: boolean, splitSpecial = false): Promise<Known | null> {
    const opened = this.#opened.get(repo) ?? this.#open(repo);
    this.#opened.set(repo, opened);
    const tokenizer = await opened;
    if (!tokenizer) return null;
    const found = new Pieces(tokenizer.engine).encode(text, { addSpecial, splitSpecial });
    const plain = Object.fromEntries(Object.entries(found).map(([part, values]) => [part, Array.from(values)]));
    return { about: tokenizer.about, tokens: { ...plain, ms: 0 } as Plain };
  }

  async #open(repo: string): Promise<{ engine: Engine; about: About } | null> {
    const file = await this.file(repo);
    const any = MODELS.find((model) => model.repo === repo)?.engine === "any";
    return file && (any ? openAny(file, null) : openCompact(file));
  }
}
