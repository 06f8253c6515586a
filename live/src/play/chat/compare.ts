/** The tool "Compare": two prompts, each rendered or pasted, and what differs. */
import type { ChatModel } from "../../chats/chat_model.ts";
import { characters } from "../../chats/difference.ts";
import { idsIn } from "../../chats/id_list.ts";
import { pastedAs } from "../../chats/pasted.ts";
import { type PromptAsk, PromptMaker } from "../../chats/prompts_client.ts";
import type { Request, Result } from "../../chats/protocol.ts";
import { pythonCall } from "../../chats/python.ts";
import type { Model } from "../../encoder/models.ts";
import { copyButton } from "../../ui/copy.ts";
import { make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { Newest } from "../newest.ts";
import { retryNote } from "../retry_note.ts";
import type { Room, Tool } from "../tool.ts";
import type { Kind } from "../work.ts";
import { comparison, pastedIds, pastedText } from "./compare_copy.ts";
import { SideForm, type SideState, sideIn } from "./compare_side.ts";
import { COMPARE } from "./compare_texts.ts";
import { type Compared, compareView } from "./compare_view.ts";
import { requestOf } from "./request.ts";
import type { State } from "./shape.ts";
import { Subjects, textsOf, tokensOf } from "./subject.ts";
import { wrongMore, wrongTools } from "./wrong.ts";

const SIDES = ["left", "right"] as const;
const WORDS = [COMPARE.left, COMPARE.right] as const;

/** `factsOf`: what chats must know of a model. */
export const comparePrompts = (room: Room<State>, factsOf: (model: Model) => ChatModel): Tool =>
  new Comparer(room, factsOf);

class Comparer implements Tool {
  readonly #maker = new PromptMaker(COMPARE.tooLong);
  readonly #subjects: Subjects;
  readonly #forms: readonly SideForm[];
  readonly #counts = WORDS.map(() => make("p", "tt-compare-count"));
  readonly #body = make("div", "tt-compare-body");
  #sides: readonly SideState[] = [sideIn(null, "here"), sideIn(null, "here")];
  /** What the result is of. */
  #made = "";
  readonly #newest = new Newest();

  constructor(
    readonly room: Room<State>,
    factsOf: (model: Model) => ChatModel,
  ) {
    this.#subjects = new Subjects(room, factsOf);
    this.#forms = WORDS.map(
      (word, at) =>
        new SideForm(word, {
          changed: (part, kind) => this.#change(at, part, kind),
          templateOf: (id) => {
            const model = this.#subjects.templated.find((one) => one.id === id);
            return model ? this.#subjects.template(model) : null;
          },
        }),
    );
    this.#forms.forEach(({ element }, at) => element.append(this.#counts[at]!));
    room.panel.append(
      make("p", "tt-tool-what", COMPARE.what),
      make("div", "tt-compare-sides", ...this.#forms.map(({ element }) => element)),
      make(
        "div",
        "tt-play-tools tt-compare-tools",
        copyButton({ label: COMPARE.python, copied: COMPARE.copied, failed: COMPARE.copyFailed }, () => this.#python()),
      ),
      this.#body,
    );
  }

  show(part: unknown): void {
    const { l, r } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    this.#sides = [sideIn(l, "here"), sideIn(r, "here")];
    this.page();
  }

  page(): void {
    const { generation, withTools, tools, more } = this.room.state();
    const templated = this.#subjects.templated;
    this.#forms.forEach((form, at) => {
      const model = this.#model(at);
      if (model) form.set(this.#sides[at]!, model, this.#models(at), templated, { generation, withTools, tools, more });
    });
    if (!templated.length) {
      this.#newest.begin();
      this.#made = "";
      this.#body.setAttribute("aria-busy", "false"); // what was under way is dropped
      return this.#body.replaceChildren(make("p", "tt-note", COMPARE.none));
    }
    const made = JSON.stringify([
      this.#sides,
      requestOf(this.room.state()),
      SIDES.map((_, at) => [this.#model(at)!.id, this.#model(at)!.repo, this.#subjects.template(this.#model(at)!)]),
    ]);
    if (made === this.#made) return;
    this.#made = made;
    void this.#make();
  }

  #models(at: number): Model[] {
    const pasted = ["text", "ids"].includes(this.#sides[at]!.k);
    return pasted ? this.room.offer.models : this.#subjects.templated;
  }

  #model(at: number): Model | null {
    const same = this.#sides.every(({ k }) => k === "here") ? at : 0; // two models, where nothing else differs
    return this.#subjects.chosen(this.#models(at), this.#sides[at]!.m ?? null, same);
  }

  #change(at: number, part: Partial<SideState>, kind: Kind): void {
    this.#sides = this.#sides.map((side, i) => (i === at ? { ...side, ...part } : side));
    const [l, r] = this.#sides;
    this.room.keep({ l, r }, kind);
    this.page();
  }

  #template(at: number): string | null {
    const { k, t } = this.#sides[at]!;
    return k === "template" && t ? t : this.#subjects.edited(this.#model(at)!);
  }

  /** Throws an Error for the reader. */
  #request(at: number): Request {
    const state = this.room.state();
    const { k, g, w, o = state.tools, x = state.more } = this.#sides[at]!;
    if (k !== "arguments") return requestOf(state);
    const withTools = w === undefined ? state.withTools : w === 1;
    const wrong = (withTools ? wrongTools(o) : null) ?? wrongMore(x || "{}");
    if (wrong) throw new Error(wrong.message);
    const generation = g === undefined ? state.generation : g === 1;
    return requestOf({ ...state, generation, withTools, tools: o, more: x || "{}" });
  }

  async #make(): Promise<void> {
    const stale = this.#newest.begin();
    this.#body.setAttribute("aria-busy", "true");
    try {
      // as they are now: while another tab is shown the page goes on changing, and this tool hears of it later
      const asked = SIDES.map((_, at) => ({ at, side: this.#sides[at]!, model: this.#model(at)! }));
      const rendered = SIDES.map((_, at) => !this.#isPasted(at));
      const asks = SIDES.flatMap((_, at) => (rendered[at] ? [this.#about(at, () => this.#ask(at))] : []));
      const results = await this.#maker.render(asks);
      if (!results || stale()) return;
      const sides: Compared[] = [];
      for (const one of asked) {
        const result = rendered[one.at] ? results[one.at && rendered[0] ? 1 : 0]! : null;
        const side = await this.#compared(one, result, stale);
        if (!side || stale()) return;
        sides.push(side);
        this.#counts[one.at]!.textContent = COMPARE.counts(characters(side.text), side.ids?.length ?? null);
      }
      const view = compareView(sides[0]!, sides[1]!);
      this.#body.replaceChildren(view.element);
      this.room.tell(() => view.said);
    } catch (error) {
      if (stale()) return;
      this.#failed(messageOf(error));
    }
    this.#body.setAttribute("aria-busy", "false");
  }

  #isPasted(at: number): boolean {
    return ["text", "ids"].includes(this.#sides[at]!.k);
  }

  #ask(at: number): PromptAsk {
    const facts = this.#subjects.factsOf(this.#model(at)!);
    return { request: this.#request(at), model: facts, template: this.#template(at) };
  }

  /** Errors of one side say which. */
  #about<T>(at: number, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new Error(COMPARE.failed(WORDS[at]!, messageOf(error)));
    }
  }

  async #compared(
    { at, side, model }: { at: number; side: SideState; model: Model },
    result: Result | null,
    stale: () => boolean,
  ): Promise<Compared | null> {
    const { worker } = this.room;
    const fail = (why: string): never => {
      throw new Error(COMPARE.failed(WORDS[at]!, why));
    };
    if (result && !result.ok) return fail(COMPARE.errorIn(result.type, result.message, result.line));
    if (!worker.has(model.repo)) this.#body.replaceChildren(make("p", "tt-note", COMPARE.loading(model.name)));
    const slot = `compare ${at}`;
    if (side.k === "ids") {
      if (!side.i?.trim()) return fail(COMPARE.empty);
      const ids = idsIn(side.i) ?? fail(COMPARE.notIds);
      await worker.load(model.repo, model.name);
      if (stale()) return null;
      const text = await worker.decode(model.repo, ids, false, slot).catch((error: unknown) => fail(messageOf(error)));
      return text === null ? null : { text, ids, tokens: null };
    }
    if (side.k === "text" && !side.p) return fail(COMPARE.empty);
    const text = result ? result.text : pastedAs(side.p!);
    const marked = result?.marked ?? null;
    const tokens = await tokensOf(worker, model, marked ?? text, marked !== null, slot).catch((error: unknown) =>
      fail(messageOf(error)),
    );
    return tokens && { text, ids: [...tokens.ids], tokens: textsOf(tokens) };
  }

  #failed(why: string): void {
    for (const count of this.#counts) count.textContent = "";
    this.#body.replaceChildren(retryNote(why, COMPARE.retry, () => ((this.#made = ""), this.page())));
  }

  #python(): string | null {
    try {
      return comparison(this.#pythonOf(0), this.#pythonOf(1));
    } catch (error) {
      this.#failed(messageOf(error));
      return null;
    }
  }

  #pythonOf(at: number): string {
    const side = this.#sides[at]!;
    const model = this.#model(at)!;
    const from = model.from ?? model.repo;
    const wrong = (why: string): never => {
      throw new Error(COMPARE.failed(WORDS[at]!, why));
    };
    if (side.k === "text") return pastedText(from, side.p ? pastedAs(side.p) : wrong(COMPARE.empty));
    if (side.k === "ids")
      return pastedIds(from, side.i?.trim() ? (idsIn(side.i) ?? wrong(COMPARE.notIds)) : wrong(COMPARE.empty));
    const request = this.#about(at, () => this.#request(at));
    const told = this.#subjects.told(model, this.#template(at), request.tools !== null);
    const call = pythonCall(told.from, request, told.template, told.specials);
    // with sanitised tokens transformers gives ids only
    return request.sanitizeControlTokens ? `${call}text = tokenizer.decode(ids)\n` : call;
  }
}
