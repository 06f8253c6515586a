/** The prompts of all panels and then their tokens, made anew for each state: what belongs to an older one is not shown. */

import { Renderer } from "../../chats/client.ts";
import type { Request, Result } from "../../chats/protocol.ts";
import { wellFormed } from "../../encoder/client.ts";
import { inLoadingOrder } from "../../encoder/models.ts";
import type { Variable } from "../../jinja/variables.ts";
import { messageOf } from "../../ui/errors.ts";
import type { Desk } from "../desk.ts";
import type { Panel } from "./panel.ts";
import { requestOf, rolesOf } from "./request.ts";
import type { State } from "./shape.ts";
import type { Work } from "./state.ts";
import { TEXTS } from "./texts.ts";

export interface RoundEvents {
  state(): State;
  /** Which variables a template reads is known. */
  reads(panel: Panel, variables: readonly Variable[]): void;
}

export class Rounds {
  readonly #renderer: Renderer;
  #edition = 0;
  /** Ids of the models that are not done yet. */
  #open = new Set<string>();

  constructor(
    private readonly desk: Desk<Work, Panel>,
    private readonly events: RoundEvents,
  ) {
    this.#renderer = new Renderer(
      (model, result, request) => this.#rendered(model, result, request),
      () => ({ ok: false, type: "", message: TEXTS.tooSlow, line: null }),
      (why) => this.#broken(why),
    );
  }

  begin(): void {
    const state = this.events.state();
    this.#edition += 1;
    const inOrder = inLoadingOrder(this.desk.offer.chosen(state.models));
    this.#open = new Set(inOrder.map(({ id }) => id));
    if (!inOrder.length) return this.desk.busy(false); // the files of all are not here
    this.#renderer.render(
      requestOf(state),
      inOrder.map(({ id }) => ({ id, model: this.desk.panels.get(id)!.facts, template: state.templates[id] ?? null })),
    );
  }

  #rendered(id: string, result: Result, request: Request): void {
    const panel = this.desk.panels.get(id);
    if (!panel || this.desk.queued) return;
    const edition = this.#edition;
    if (result.variables) this.events.reads(panel, result.variables);
    const template = this.events.state().templates[id] ?? null;
    const text = panel.set(result, request, template, rolesOf(request.conversation));
    if (text === null) return this.#settled(id, edition);
    panel.loading();
    void this.#encode(panel, text, result.ok && result.marked !== null, edition);
  }

  async #encode(panel: Panel, text: string, marked: boolean, edition: number): Promise<void> {
    if (wellFormed(text) !== text) {
      panel.unencoded(TEXTS.surrogate, false);
      return this.#settled(panel.model.id, edition);
    }
    const { repo, name, id } = panel.model;
    try {
      await this.desk.worker.load(repo, name);
    } catch (error) {
      if (edition === this.#edition) panel.unencoded(messageOf(error), true);
      return this.#settled(id, edition);
    }
    try {
      const options = { addSpecial: false, splitSpecial: false, marked };
      const tokens = await this.desk.worker.encode(repo, text, options, id); // some share a tokenizer
      if (tokens && edition === this.#edition) panel.encoded(tokens);
    } catch (error) {
      if (edition === this.#edition) panel.unencoded(messageOf(error), false);
    }
    this.#settled(id, edition);
  }

  /** The worker that renders is gone; Try again starts another. */
  #broken(why: string): void {
    for (const id of this.#open) {
      this.desk.panels.get(id)?.unencoded(why, true);
      this.#settled(id, this.#edition);
    }
  }

  #settled(id: string, edition: number): void {
    if (edition !== this.#edition || this.desk.queued) return;
    this.#open.delete(id);
    if (this.#open.size) return;
    this.desk.busy(false);
    // told later, when one of them may have gone or have got another name
    this.desk.tell(() =>
      this.desk.offer
        .chosen(this.events.state().models)
        .flatMap(({ id }) => this.desk.panels.get(id)?.summary ?? [])
        .join(" "),
    );
  }
}
