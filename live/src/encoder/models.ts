/** The tokenizers of the playgrounds (scripts/course/models.toml, by way of live/build/models.mjs). */

export interface Model {
  /** Short name, in links and in `data-models`. */
  id: string;
  repo: string;
  name: string;
  /** One of the course's four, what belongs to one of them, a guest, or the reader's own. */
  role: "course" | "companion" | "shelf" | "own";
  /** Whether it has a chat template. */
  chat: boolean;
  /** Which engine reads its asset. */
  engine: "compact" | "any";
  /** Of its asset. */
  bytes: number;
  /** What `from_pretrained` takes, where that is not the repository. */
  from?: string;
  /** What must be said of a reader's own: how it comes from its files. */
  told?: string;
  /** Something that it needs could not be loaded, as `told` says. */
  lacks?: boolean;
}

declare const PLAY_MODELS: readonly Model[];

/** In the order in which pages show them. */
export const MODELS = PLAY_MODELS;

/** The course's four: shown where nothing else is asked for. */
export const HEROES: readonly Model[] = MODELS.filter(({ role }) => role === "course");

/** Smallest file first: in this order they are loaded. */
export function inLoadingOrder(models: readonly Model[]): Model[] {
  return [...models].sort((a, b) => a.bytes - b.bytes);
}

export function modelById(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}

/** The tokenizers of an element's `data-models`. Throws an Error that names one that is not there. */
export function modelsOf(ids: readonly string[]): Model[] {
  return ids.map((id) => {
    const model = modelById(id);
    if (!model) throw new Error(`there is no tokenizer ${id}.`);
    return model;
  });
}
