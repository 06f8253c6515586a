/** The tool "Prefix check": is the prompt after each message the beginning of the prompt after the next one? */
import type { ChatModel } from "../../chats/chat_model.ts";
import { characters, sameIds, sameUntil } from "../../chats/difference.ts";
import { type PromptAsk, PromptMaker } from "../../chats/prompts_client.ts";
import type { Request, Result } from "../../chats/protocol.ts";
import { wellFormed } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { dumpJson, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { List } from "../../jinja/values.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { Newest } from "../newest.ts";
import { retryNote } from "../retry_note.ts";
import type { Room, Tool } from "../tool.ts";
import { COMPARE } from "./compare_texts.ts";
import { prefixPython } from "./prefix_copy.ts";
import { PREFIX } from "./prefix_texts.ts";
import { type Prompted, prefixView, type Step } from "./prefix_view.ts";
import { requestOf, rolesOf } from "./request.ts";
import type { State } from "./shape.ts";
import { Subjects, tokensOf } from "./subject.ts";
import { TEXTS } from "./texts.ts";

const ANOTHER_DAY = 400 * 24 * 60 * 60 * 1000;

/** `factsOf`: what chats must know of a model. */
export const prefixCheck = (room: Room<State>, factsOf: (model: Model) => ChatModel): Tool =>
  new PrefixCheck(room, factsOf);

class PrefixCheck implements Tool {
  readonly #maker = new PromptMaker(PREFIX.tooLong);
  readonly #subjects: Subjects;
  readonly #select = make("select", "tt-field");
  readonly #body = make("div", "tt-compare-body tt-prefix-body");
  #model: string | null = null;
  #made = "";
  readonly #newest = new Newest();

  constructor(
    readonly room: Room<State>,
    factsOf: (model: Model) => ChatModel,
  ) {
    this.#subjects = new Subjects(room, factsOf);
    this.#select.addEventListener("change", () => {
      this.#model = this.#select.value;
      room.keep({ m: this.#model }, "options");
      this.page();
    });
    const words = { label: PREFIX.python, copied: PREFIX.copied, failed: PREFIX.copyFailed };
    room.panel.append(
      make("p", "tt-tool-what", PREFIX.what),
      make(
        "div",
        "tt-report-controls",
        labelled(PREFIX.template, this.#select),
        make(
          "div",
          "tt-play-tools",
          copyButton(words, () => this.#python()),
        ),
      ),
      this.#body,
    );
  }

  show(part: unknown): void {
    const { m } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    this.#model = typeof m === "string" ? m : null;
    this.page();
  }

  page(): void {
    const models = this.#subjects.templated;
    this.#subjects.fill(this.#select, PREFIX.edited);
    const model = this.#subjects.chosen(models, this.#model);
    if (!model) {
      this.#newest.begin();
      this.#made = "";
      this.#body.setAttribute("aria-busy", "false"); // what was under way is dropped
      return this.#body.replaceChildren(make("p", "tt-note", PREFIX.none));
    }
    this.#select.value = model.id;
    const made = this.#subjects.made(model, this.#request());
    if (made === this.#made) return;
    this.#made = made;
    void this.#make(model);
  }

  /** What `continue_final_message` says is for one call only. */
  #request(): Request {
    return { ...requestOf(this.room.state()), continueFinalMessage: false, addGenerationPrompt: false };
  }

  async #make(model: Model): Promise<void> {
    const stale = this.#newest.begin();
    const roles = rolesOf(this.room.state().conversation);
    if (roles.length < 2) {
      this.#body.setAttribute("aria-busy", "false");
      return this.#body.replaceChildren(make("p", "tt-note", roles.length ? PREFIX.short : PREFIX.empty));
    }
    this.#body.setAttribute("aria-busy", "true");
    try {
      const results = await this.#maker.render(this.#asks(model, roles));
      if (!results || stale()) return;
      const { worker } = this.room;
      if (!worker.has(model.repo)) this.#body.replaceChildren(make("p", "tt-note", PREFIX.loading(model.name)));
      const prompts: Prompted[] = [];
      for (const [i, result] of results.entries()) {
        const prompt = await this.#prompted(model, result, results[i + roles.length + 1], roles, i);
        if (!prompt || stale()) return;
        prompts.push(prompt);
        if (i === roles.length) break;
      }
      const another = prompts.pop()!;
      const view = prefixView(stepsOf(prompts), dayOf(prompts.at(-1)!, another), roles);
      this.#body.replaceChildren(view.element);
      this.room.tell(() => view.said);
    } catch (error) {
      if (stale()) return;
      this.#body.replaceChildren(retryNote(messageOf(error), PREFIX.retry, () => ((this.#made = ""), this.page())));
    }
    this.#body.setAttribute("aria-busy", "false");
  }

  /** The prompt after each message; the last one on another day; then each without the generation prompt. */
  #asks(model: Model, roles: readonly string[]): PromptAsk[] {
    const { items } = parseJson(this.room.state().conversation) as List;
    const now = Date.now();
    const facts = this.#subjects.factsOf(model);
    const ask = (n: number, more: Partial<Request>): PromptAsk => ({
      request: {
        ...this.#request(),
        conversation: raw(dumpJson(new List(items.slice(0, n)), { keepNumbers: true })),
        now,
        ...more,
      },
      model: facts,
      template: this.#subjects.edited(model),
    });
    const asked = roles.map((_, i) => ask(i + 1, { addGenerationPrompt: generates(roles, i + 1) }));
    const last = asked.at(-1)!;
    const another = { ...last, request: { ...last.request, now: now + ANOTHER_DAY } };
    return [...asked, another, ...roles.map((_, i) => ask(i + 1, {}))];
  }

  async #prompted(
    model: Model,
    result: Result,
    plain: Result | undefined,
    roles: readonly string[],
    i: number,
  ): Promise<Prompted | null> {
    if (!result.ok) return { error: COMPARE.errorIn(result.type, result.message, result.line) };
    if (wellFormed(result.text) !== result.text) return { error: TEXTS.surrogate };
    const text = result.marked ?? result.text;
    const tokens = await tokensOf(this.room.worker, model, text, result.marked !== null, `prefix ${i}`);
    return (
      tokens && {
        text: result.text,
        ids: [...tokens.ids],
        spans: result.spans,
        plain: plain?.ok ? sameUntil(plain.text, result.text) : result.text.length,
        role: roles[i] ?? "",
        first: roles[0]!,
      }
    );
  }

  #python(): string | null {
    const model = this.#subjects.chosen(this.#subjects.templated, this.#model);
    if (!model) return null;
    const request = this.#request();
    const told = this.#subjects.told(model, this.#subjects.edited(model), request.tools !== null);
    return prefixPython(told.from, request, told.template, told.specials);
  }
}

/** Whether a server would ask for a turn after `n` messages. */
const generates = (roles: readonly string[], n: number): boolean =>
  n < roles.length ? roles[n] === "assistant" : roles.at(-1) !== "assistant";

function stepsOf(prompts: readonly Prompted[]): Step[] {
  return prompts.slice(1).map((next, i) => {
    const now = prompts[i]!;
    return "error" in now || "error" in next
      ? { now, next, at: 0, token: 0 }
      : { now, next, at: sameUntil(now.text, next.text), token: sameIds(now.ids, next.ids) };
  });
}

/** What another day costs the last prompt; null where it could not be rendered. */
function dayOf(now: Prompted, another: Prompted): { lost: number; at: number } | null {
  if ("error" in now || "error" in another) return null;
  const at = characters(now.text, sameUntil(now.text, another.text));
  return { lost: now.ids.length - sameIds(now.ids, another.ids), at };
}
