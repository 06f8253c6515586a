/** The tool "Answer": the model reads the conversation, a text or ids, and answers in the page. */
import type { ChatModel } from "../../chats/chat_model.ts";
import { idsIn } from "../../chats/id_list.ts";
import { PromptMaker } from "../../chats/prompts_client.ts";
import { type Model, modelById } from "../../encoder/models.ts";
import { weights } from "../../model/client.ts";
import { make } from "../../ui/dom.ts";
import type { Room, Tool } from "../tool.ts";
import { AnswerRun, type Chosen, FIRST } from "./answer_run.ts";
import { ANSWER } from "./answer_texts.ts";
import { requestOf } from "./request.ts";
import type { State } from "./shape.ts";
import { Subjects, tokensOf } from "./subject.ts";

const SOURCES = ["chat", "text", "ids"] as const;
type Source = (typeof SOURCES)[number];

export function answer(room: Room<State>, factsOf: (model: Model) => ChatModel): Tool {
  const model = weights ? modelById(weights.model) : undefined;
  if (model) return new AnswerTool(room, model, factsOf);
  room.panel.append(make("p", "tt-note", ANSWER.noModel));
  return { show: () => {} };
}

class AnswerTool implements Tool {
  readonly #maker = new PromptMaker(ANSWER.slow);
  readonly #subjects: Subjects;
  readonly #source = make("select", "tt-field");
  readonly #text = Object.assign(make("textarea", "tt-field"), { rows: 6, spellcheck: false });
  readonly #ids = Object.assign(make("textarea", "tt-field"), { rows: 3, spellcheck: false });
  readonly #run: AnswerRun;

  constructor(
    readonly room: Room<State>,
    readonly model: Model,
    factsOf: (model: Model) => ChatModel,
  ) {
    this.#subjects = new Subjects(room, factsOf);
    this.#source.append(...SOURCES.map((source) => new Option(ANSWER.sources[source], source)));
    this.#source.addEventListener("change", () => this.#changed());
    for (const area of [this.#text, this.#ids]) area.addEventListener("input", () => this.#keep("typed"));
    const labelled = (name: string, field: HTMLElement): HTMLElement =>
      make("label", "tt-labelled tt-answer-source", make("span", "", name), field);
    const stop = async (): Promise<number[]> => {
      const end = factsOf(model).specials.eos_token;
      return end === undefined ? [] : [...((await this.#encoded(end, false, "answer end")) ?? [])];
    };
    this.#run = new AnswerRun(
      room.worker,
      model,
      stop,
      () => this.#read(),
      () => this.#keep("options"),
    );
    room.panel.append(
      make("p", "tt-tool-what", ANSWER.what),
      labelled(ANSWER.source, this.#source),
      labelled(ANSWER.text, this.#text),
      labelled(ANSWER.ids, this.#ids),
      this.#run.element,
      make("p", "tt-note", ANSWER.numbers),
    );
  }

  show(part: unknown): void {
    const { f, t, i, r, s, l, e } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    const number = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);
    this.#source.value = SOURCES.find((source) => source === f) ?? "chat";
    this.#text.value = typeof t === "string" ? t : "";
    this.#ids.value = typeof i === "string" ? i : "";
    this.#run.set({
      temperature: number(r, FIRST.temperature),
      seed: number(s, FIRST.seed),
      limit: number(l, FIRST.limit),
      goOn: e === 1,
    });
    this.#layOut();
  }

  #layOut(): void {
    this.#text.parentElement!.hidden = this.#source.value !== "text";
    this.#ids.parentElement!.hidden = this.#source.value !== "ids";
  }

  /** A field that is empty gets what the conversation is: something to change. */
  #changed(): void {
    this.#layOut();
    this.#keep("options");
    const area = { chat: null, text: this.#text, ids: this.#ids }[this.#source.value as Source];
    if (!area || area.value) return;
    const filled =
      area === this.#text ? this.#prompt().then(({ text }) => text) : this.#chat().then((ids) => ids.join(", "));
    filled.then(
      (text) => {
        if (area.value) return;
        area.value = text;
        this.#keep("options");
      },
      () => {}, // Answer says why
    );
  }

  #keep(kind: "options" | "typed"): void {
    const { temperature, seed, limit, goOn }: Chosen = this.#run.chosen;
    const source = this.#source.value;
    this.room.keep(
      {
        ...(source === "chat" ? {} : { f: source }),
        ...(this.#text.value ? { t: this.#text.value } : {}),
        ...(this.#ids.value ? { i: this.#ids.value } : {}),
        ...(temperature === FIRST.temperature ? {} : { r: temperature }),
        ...(seed === FIRST.seed ? {} : { s: seed }),
        ...(limit === FIRST.limit ? {} : { l: limit }),
        ...(goOn ? { e: 1 } : {}),
      },
      kind,
    );
  }

  async #read(): Promise<number[]> {
    const source = this.#source.value as Source;
    if (source === "chat") return this.#chat();
    if (source === "text") return [...((await this.#encoded(this.#text.value, false, "answer")) ?? [])];
    const ids = idsIn(this.#ids.value);
    if (!ids) throw new Error(ANSWER.noIds);
    const spelled = await this.room.worker.spell(this.model.repo, ids, "answer ids");
    const wrong = ids.find((id) => spelled && id >= spelled.top);
    if (wrong !== undefined) throw new Error(ANSWER.noRow(wrong, spelled!.top));
    return ids;
  }

  async #prompt(): Promise<{ text: string; marked: string | null }> {
    const model = this.#subjects.factsOf(this.model);
    const [result] = (await this.#maker.render([
      { request: requestOf(this.room.state()), model, template: this.#subjects.edited(this.model) },
    ])) ?? [undefined];
    if (!result) throw new Error("");
    if (!result.ok) throw new Error(ANSWER.refused(result.type ? `${result.type}: ${result.message}` : result.message));
    return result;
  }

  async #chat(): Promise<number[]> {
    const { text, marked } = await this.#prompt();
    return [...((await this.#encoded(marked ?? text, marked !== null, "answer")) ?? [])];
  }

  async #encoded(text: string, marked: boolean, slot: string): Promise<Uint32Array | undefined> {
    return (await tokensOf(this.room.worker, this.model, text, marked, slot))?.ids;
  }
}
