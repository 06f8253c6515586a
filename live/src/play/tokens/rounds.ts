/**
 * The tokens of all panels, made anew for each state, and where they first differ. What belongs to an older state does not
 * say that the page is up to date.
 */

import { inLoadingOrder } from "../../encoder/models.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { firstDifference, tokensOver } from "../compare.ts";
import type { Desk } from "../desk.ts";
import { opening } from "./opening.ts";
import type { Panel } from "./panel.ts";
import type { Shown } from "./state.ts";
import type { State } from "./texts.ts";
import { TEXTS } from "./texts.ts";

export interface RoundEvents {
  state(): State;
  /** How many words the state's text has. */
  counted(words: number): void;
  /** All panels are up to date. `some`: the first of them has tokens. */
  done(some: boolean): void;
}

export class Rounds {
  /** Says where the tokens first differ. */
  readonly difference = make("p", "tt-difference");
  #edition = 0;
  #cut: number[] | null = null;

  constructor(
    private readonly desk: Desk<Shown, Panel>,
    private readonly events: RoundEvents,
  ) {
    this.difference.setAttribute("aria-live", "off");
  }

  begin(): void {
    const state = this.events.state();
    this.#edition += 1;
    this.desk.busy(true);
    for (const panel of this.#shown())
      if (!this.desk.worker.has(panel.model.repo)) panel.before(opening(panel.model.repo, state), state);
    void this.#all(this.#edition, state);
  }

  /** The state has changed, and a round for it comes. */
  outdate(): void {
    this.#edition += 1;
  }

  /** In one panel the reader points at what lies at `span` of the text; at nothing for null. */
  point(from: Panel, span: [number, number] | null): void {
    for (const panel of this.#shown()) {
      if (panel !== from) panel.same(span && panel.tokens && tokensOver(panel.tokens, ...span), span !== null);
    }
  }

  #shown(): Panel[] {
    return this.desk.offer.chosen(this.events.state().models).map(({ id }) => this.desk.panels.get(id)!);
  }

  /** The smallest tokenizer first: its tokens are on the screen before the next one is fetched. */
  async #all(edition: number, state: State): Promise<void> {
    const inOrder = inLoadingOrder(this.desk.offer.chosen(state.models)).map(({ id }) => this.desk.panels.get(id)!);
    const [first, ...others] = inOrder;
    if (!first) {
      this.difference.replaceChildren();
      return this.desk.busy(false); // the file of the only one is not here
    }
    const cold = !this.desk.worker.has(first.model.repo);
    const encoded = this.#encode(first, state);
    if (cold) await encoded;
    if (edition !== this.#edition) return; // asked now, an older text would take the newer one's place
    await Promise.all([encoded, ...others.map((panel) => this.#encode(panel, state))]);
    if (edition !== this.#edition) return;
    const words = await this.desk.worker.words(state.text);
    if (edition !== this.#edition) return;
    if (words !== null) this.events.counted(words);
    for (const panel of inOrder) panel.ratios(words);
    this.#compare();
    this.desk.tell(() =>
      this.#shown()
        .filter((panel) => panel.tokens)
        .map((panel) => TEXTS.said(panel.model.name, panel.tokens!.ids.length))
        .join(" "),
    );
    this.desk.busy(false);
    this.events.done(first.tokens !== null);
  }

  async #encode(panel: Panel, state: State): Promise<void> {
    const { repo, name } = panel.model;
    try {
      const loading = this.desk.worker.load(repo, name);
      const tokens = await this.desk.worker.encode(repo, state.text, {
        addSpecial: state.add,
        splitSpecial: state.split,
      });
      if (tokens) {
        panel.set(tokens, await loading, state);
        panel.ratios(null);
      }
    } catch (error) {
      panel.failed(messageOf(error), state);
    }
  }

  #compare(): void {
    const panels = this.#shown().filter((panel) => panel.tokens);
    const at = (this.#cut = firstDifference(panels.map((panel) => panel.tokens!)));
    panels.forEach((panel, k) => panel.view.markDifference(at?.[k] ?? null));
    if (panels.length < 2 || !this.events.state().text) return this.difference.replaceChildren();
    if (!at) return this.difference.replaceChildren(TEXTS.noDifference);
    const starts = panels.map((panel, k) => panel.tokens!.starts[at[k]!]).filter((start) => start !== undefined);
    const go = wordButton(TEXTS.goThere, () => panels.forEach((panel, k) => panel.view.reveal(this.#cut?.[k] ?? 0)));
    this.difference.replaceChildren(TEXTS.difference(Math.min(...starts)), " ", go);
  }
}
