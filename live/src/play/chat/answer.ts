/** The tool "Answer": the model reads the conversation, a text or ids, and answers in the page. */
import type { ChatModel } from "../../chats/chat_model.ts";
import { idsIn } from "../../chats/id_list.ts";
import { PromptMaker } from "../../chats/prompts_client.ts";
import type { Request } from "../../chats/protocol.ts";
import { pythonCall } from "../../chats/python.ts";
import { type Model, modelById } from "../../encoder/models.ts";
import { weights } from "../../model/client.ts";
import { labelled, make } from "../../ui/dom.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import type { Room, Tool } from "../tool.ts";
import { pythonOfIds, pythonOfText } from "./answer_copy.ts";
import { chosenIn, keptOf } from "./answer_fields.ts";
import { AnswerRun } from "./answer_run.ts";
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
  readonly #text = Object.assign(textField("tt-field"), { rows: 6, spellcheck: false });
  readonly #ids = Object.assign(textField("tt-field"), { rows: 3, spellcheck: false });
  readonly #run: AnswerRun;
  /** The maker lets go of what it makes when more is asked: each waits for the one before. */
  #making: Promise<unknown> = Promise.resolve();

  constructor(
    readonly room: Room<State>,
    readonly model: Model,
    factsOf: (model: Model) => ChatModel,
  ) {
    this.#subjects = new Subjects(room, factsOf);
    this.#source.append(...SOURCES.map((source) => new Option(ANSWER.sources[source], source)));
    this.#source.addEventListener("change", () => this.#changed());
    for (const area of [this.#text, this.#ids]) area.addEventListener("input", () => this.#keep("typed"));
    const end = async (): Promise<number[]> => {
      const { eos_token } = factsOf(model).specials;
      return eos_token === undefined ? [] : this.#encoded(eos_token, false, "answer end");
    };
    const reading = {
      ids: () => this.#read("answer"),
      made: () => this.#made(),
      end,
      python: () => this.#python(),
      repos: () => [model, ...room.offer.chosen(room.state().models)].map(({ repo }) => repo),
    };
    this.#run = new AnswerRun(room.worker, model, reading, (kind) => this.#keep(kind));
    room.panel.append(
      make("p", "tt-tool-what", ANSWER.what),
      labelled(ANSWER.source, this.#source, "tt-answer-source"),
      labelled(ANSWER.text, this.#text, "tt-answer-source"),
      labelled(ANSWER.ids, this.#ids, "tt-answer-source"),
      this.#run.element,
      make("p", "tt-note", ANSWER.numbers),
    );
  }

  show(part: unknown): void {
    const kept = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    const { f, t, i } = kept;
    this.#source.value = SOURCES.find((source) => source === f) ?? "chat";
    putText(this.#text, typeof t === "string" ? t : "");
    putText(this.#ids, typeof i === "string" ? i : "");
    this.#run.fields.set(chosenIn(kept));
    this.#layOut();
    this.#run.look();
  }

  page(): void {
    this.#run.look();
  }

  get #from(): Source {
    return this.#source.value as Source;
  }

  /** The field of the source; the conversation has none. */
  get #area(): HTMLTextAreaElement | null {
    return { chat: null, text: this.#text, ids: this.#ids }[this.#from];
  }

  #layOut(): void {
    this.#text.parentElement!.hidden = this.#from !== "text";
    this.#ids.parentElement!.hidden = this.#from !== "ids";
  }

  /** A field that is empty gets what the conversation is: something to change. */
  #changed(): void {
    this.#layOut();
    this.#keep("options");
    const area = this.#area;
    if (!area || area.value) return;
    const filled =
      area === this.#text
        ? this.#prompt().then(({ text }) => text)
        : this.#chat("answer fill").then((ids) => ids.join(", "));
    filled.then(
      (text) => {
        if (area.value || area !== this.#area) return; // undone meanwhile, perhaps
        area.value = text;
        this.#keep("options");
      },
      () => {}, // Answer says why
    );
  }

  #keep(kind: "options" | "typed"): void {
    const from = this.#from;
    const texts = {
      ...(this.#text.value ? { t: this.#text.value } : {}),
      ...(this.#ids.value ? { i: this.#ids.value } : {}),
    };
    this.room.keep({ ...(from === "chat" ? {} : { f: from }), ...texts, ...keptOf(this.#run.fields.chosen) }, kind);
    this.#run.look();
  }

  #request(): Request {
    return requestOf(this.room.state());
  }

  #made(): string {
    if (this.#from === "chat") return this.#subjects.made(this.model, this.#request());
    return JSON.stringify(this.#from === "text" ? this.#text.value : [idsIn(this.#ids.value) ?? this.#ids.value]);
  }

  #python(): string[] {
    if (this.#from === "text") return pythonOfText(this.model.repo, this.#text.value);
    if (this.#from === "ids") return pythonOfIds(this.model.repo, this.#idsTyped());
    const request = this.#request();
    const edited = this.#subjects.edited(this.model);
    const { from, template, specials } = this.#subjects.told(this.model, edited, request.tools !== null);
    return pythonCall(from, request, template, specials).trimEnd().split("\n");
  }

  async #read(slot: string): Promise<number[]> {
    if (this.#from === "chat") return this.#chat(slot);
    if (this.#from === "text") return this.#encoded(this.#text.value, false, slot);
    const ids = this.#idsTyped();
    const spelled = await this.room.worker.spell(this.model.repo, ids, "answer ids");
    const wrong = ids.find((id) => spelled && id >= spelled.top);
    if (wrong !== undefined) throw new Error(ANSWER.noRow(wrong, spelled!.top));
    return ids;
  }

  #idsTyped(): number[] {
    const ids = idsIn(this.#ids.value);
    if (!ids) throw new Error(ANSWER.noIds);
    return ids;
  }

  async #prompt(): Promise<{ text: string; marked: string | null }> {
    const model = this.#subjects.factsOf(this.model);
    const asks = [{ request: this.#request(), model, template: this.#subjects.edited(this.model) }];
    const made = this.#making.then(() => this.#maker.render(asks));
    this.#making = made.catch(() => {});
    const result = (await made)![0]!;
    if (!result.ok) throw new Error(ANSWER.refused(result.type ? `${result.type}: ${result.message}` : result.message));
    return result;
  }

  async #chat(slot: string): Promise<number[]> {
    const { text, marked } = await this.#prompt();
    return this.#encoded(marked ?? text, marked !== null, slot);
  }

  async #encoded(text: string, marked: boolean, slot: string): Promise<number[]> {
    return [...((await tokensOf(this.room.worker, this.model, text, marked, slot))?.ids ?? [])];
  }
}
