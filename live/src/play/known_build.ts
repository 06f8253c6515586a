/** Computes what pages open with, with the playgrounds' own code. Runs in the build (live/build/known.mjs). */
import { chatFacts } from "../chats/facts.ts";
import { render } from "../chats/render.ts";
import type { Engine } from "../encoder/engine.ts";
import { MODELS } from "../encoder/models.ts";
import { openAny } from "../encoder/open_any.ts";
import { openCompact } from "../encoder/open_compact.ts";
import { Pieces } from "../encoder/pieces.ts";
import type { About } from "../encoder/protocol.ts";
import { requestOf } from "./chat/request.ts";
import { fromPreset } from "./chat/state.ts";
import type { Known, Plain } from "./known.ts";
import { PRESETS } from "./tokens/texts.ts";

/** A small instance of a lesson, as course/browser/small_playgrounds.py lists them. */
export interface Small {
  kind: "tokens" | "chat";
  text: string;
  models: string[];
  switched: boolean;
}

/** Opens a model's asset; null where the build has none. */
type Open = (repo: string) => Promise<Uint8Array | null>;

/** What is computed, with each tokenizer opened once. */
export class Knowledge {
  readonly #opened = new Map<string, Promise<{ engine: Engine; about: About } | null>>();

  constructor(readonly file: Open) {}

  /** Repo → the tokens of the tokenizer playground's first example. */
  async opening(): Promise<Record<string, Known>> {
    const { models, text, add, split } = PRESETS[0]!.state;
    const found: Record<string, Known> = {};
    for (const { id, repo } of MODELS) {
      const known = models.includes(id) ? await this.#tokens(repo, text, add, split) : null;
      if (known) found[repo] = known;
    }
    return found;
  }

  /** Model → the tokens of a small instance. */
  async small({ kind, text, models, switched }: Small): Promise<Record<string, Known>> {
    const found: Record<string, Known> = {};
    for (const { id, repo } of MODELS) {
      if (!models.includes(id)) continue;
      const known =
        kind === "tokens" ? await this.#tokens(repo, text, switched) : await this.#chat(repo, text, switched);
      if (known) found[id] = known;
    }
    return found;
  }

  async #chat(repo: string, conversation: string, generation: boolean): Promise<Known | null> {
    const made = render(requestOf(fromPreset({ conversation, generation })), chatFacts(repo), null);
    if (!made.ok) return null;
    const prompt = made.marked ?? made.text;
    const known = await this.#tokens(repo, prompt, false);
    return known && { ...known, prompt };
  }

  async #tokens(repo: string, text: string, addSpecial: boolean, splitSpecial = false): Promise<Known | null> {
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
