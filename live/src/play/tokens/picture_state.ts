/** What the reader has set in a picture: a reload of the lesson finds it again. */
import { EmbedDraft } from "../embed_draft.ts";

type Value = string | number | boolean;

export class PictureState<State extends Record<string, Value>> {
  now: State;
  readonly #given: State;
  readonly #draft: EmbedDraft;

  /** `given`: what the lesson shows; `put` puts what is there now into the fields. */
  constructor(kind: string, given: State, put: () => void) {
    this.#given = given;
    this.#draft = new EmbedDraft(`picture-${kind}`, JSON.stringify(given), (kept) => {
      this.now = { ...given, ...keptOf(kept, given) };
      put();
    });
    this.now = { ...given, ...keptOf(this.#draft.read(), given) };
  }

  /** They give the lesson's own back, and the reader's. */
  get buttons(): HTMLElement {
    return this.#draft.buttons;
  }

  /** Takes the place of what the reader wrote. */
  replace(part: Partial<State>): void {
    this.now = { ...this.now, ...part };
    this.#draft.replace(this.#kept);
  }

  change(part: Partial<State>): void {
    this.now = { ...this.now, ...part };
    this.#draft.keep(this.#kept);
  }

  get #kept(): string | null {
    const text = JSON.stringify(this.now);
    return text === JSON.stringify(this.#given) ? null : text;
  }
}

/** Of what was kept, that which is of the right kind. */
function keptOf<State extends Record<string, Value>>(text: string | null, given: State): Partial<State> {
  try {
    const kept = JSON.parse(text ?? "{}") as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(kept).filter(([name, value]) => typeof value === typeof given[name]),
    ) as Partial<State>;
  } catch {
    return {};
  }
}
