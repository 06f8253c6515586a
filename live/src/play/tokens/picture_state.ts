/** What the reader has set in a picture: a reload of the lesson finds it again. */
import { EmbedDraft } from "../embed.ts";

type Value = string | number | boolean;

export class PictureState<State extends Record<string, Value>> {
  now: State;
  readonly #given: State;
  readonly #draft: EmbedDraft;

  /** `given`: what the lesson shows; `back` puts that into the fields. */
  constructor(kind: string, given: State, back: () => void) {
    this.#given = given;
    this.#draft = new EmbedDraft(`picture-${kind}`, JSON.stringify(given), () => {
      this.now = { ...given };
      back();
    });
    this.now = { ...given, ...keptOf(this.#draft.read(), given) };
  }

  /** The button that gives the lesson's own back. */
  get reset(): HTMLButtonElement {
    return this.#draft.reset;
  }

  change(part: Partial<State>): void {
    this.now = { ...this.now, ...part };
    const text = JSON.stringify(this.now);
    this.#draft.keep(text === JSON.stringify(this.#given) ? null : text);
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
