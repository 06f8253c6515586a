/** What a reader made of the templates of their own that were removed: it comes back with them. */
import type { Drafts } from "./drafts.ts";
import type { State } from "./shape.ts";

interface Made {
  state: Pick<State, "templates">;
  drafts: Drafts;
}

export class Gone {
  readonly #before = new Map<string, Made>();

  /** `work`: what was there before it was removed. */
  removed(id: string, { state: { templates }, drafts }: Made): void {
    this.#before.set(id, { state: { templates }, drafts });
  }

  /** With what it had; what stands there meanwhile stays. */
  back(id: string, { state: { templates }, drafts }: Made): Pick<State, "templates"> & { drafts: Drafts } {
    const before = this.#before.get(id);
    const of = <Text>(texts: Readonly<Record<string, Text>> | undefined, name: string): Record<string, Text> =>
      texts && name in texts ? { [name]: texts[name]! } : {};
    const name = `template ${id}`;
    return {
      templates: { ...of(before?.state.templates, id), ...templates },
      drafts: { ...of(before?.drafts, name), ...drafts },
    };
  }
}
