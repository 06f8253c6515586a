/** The tool "What is trained": which tokens of the conversation a training learns from, and what is wrong with that. */
import type { ChatModel } from "../../chats/chat_model.ts";
import { inside, lastOnly, maskOfBlocks, maskOfMarks, maskOfTurns } from "../../chats/mask.ts";
import { PromptMaker } from "../../chats/prompts_client.ts";
import type { Request } from "../../chats/protocol.ts";
import type { Model } from "../../encoder/models.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import { Newest } from "../newest.ts";
import { retryNote } from "../retry_note.ts";
import type { Room, Tool } from "../tool.ts";
import type { Kind } from "../work.ts";
import { requestOf } from "./request.ts";
import type { State } from "./shape.ts";
import { Subjects } from "./subject.ts";
import { pythonOf } from "./trained_copy.ts";
import { TrainedOffer } from "./trained_offer.ts";
import { type Seen, seenOf } from "./trained_seen.ts";
import { type Settings, WAYS } from "./trained_settings.ts";
import { TRAINED } from "./trained_texts.ts";
import { trainedView } from "./trained_view.ts";
import { warningsOf } from "./trained_warnings.ts";

export const trained = (room: Room<State>, factsOf: (model: Model) => ChatModel): Tool => new Trained(room, factsOf);

class Trained implements Tool {
  readonly #maker = new PromptMaker(TRAINED.tooLong);
  readonly #subjects: Subjects;
  readonly #model = make("select", "tt-field");
  readonly #way = make("select", "tt-field");
  readonly #last = Object.assign(make("input"), { type: "checkbox" });
  readonly #longest = Object.assign(make("input", "tt-field tt-number"), { type: "number", min: "1" });
  readonly #instruction = textField("tt-field");
  readonly #response = textField("tt-field");
  readonly #marks = make("div", "tt-trained-marks");
  readonly #said = make("p", "tt-report-said");
  readonly #warnings = make("ul", "tt-trained-warnings");
  readonly #turns = make("ul", "tt-trained-turns");
  readonly #body = make("div", "tt-trained-body");
  readonly #offer = new TrainedOffer({
    use: (template) => this.#use(template),
    python: (template) => this.#python(template),
  });
  #kept: Record<string, unknown> = {};
  #seen: Seen | null = null;
  #made = "";
  readonly #newest = new Newest();
  readonly #drawing = new Newest();

  constructor(
    readonly room: Room<State>,
    factsOf: (model: Model) => ChatModel,
  ) {
    this.#subjects = new Subjects(room, factsOf);
    this.#way.append(...WAYS.map((way) => new Option(TRAINED.ways[way], way)));
    for (const field of [this.#model, this.#way, this.#last])
      field.addEventListener("change", () => this.#choose(field, "options"));
    for (const field of [this.#longest, this.#instruction, this.#response])
      field.addEventListener("input", () => this.#choose(field, "typed"));
    for (const field of [this.#instruction, this.#response]) Object.assign(field, { rows: 2, spellcheck: false });
    this.#marks.append(labelled(TRAINED.instruction, this.#instruction), labelled(TRAINED.response, this.#response));
    room.panel.append(
      make("p", "tt-tool-what", TRAINED.what),
      make(
        "div",
        "tt-report-controls",
        labelled(TRAINED.model, this.#model),
        labelled(TRAINED.way, this.#way),
        make("label", "tt-choice", this.#last, make("span", "", TRAINED.last)),
        labelled(TRAINED.longest, this.#longest),
        make(
          "div",
          "tt-play-tools",
          copyButton({ label: TRAINED.python, copied: TRAINED.copied, failed: TRAINED.copyFailed }, () =>
            this.#python(),
          ),
        ),
      ),
      this.#marks,
      this.#said,
      this.#warnings,
      this.#turns,
      this.#offer.element,
      this.#body,
      make("p", "tt-note", TRAINED.shift),
    );
  }

  show(part: unknown): void {
    this.#kept = typeof part === "object" && part !== null ? (part as Record<string, unknown>) : {};
    const { w, l, x } = this.#kept;
    this.#way.value = WAYS.find((way) => way === w) ?? "turns";
    this.#last.checked = l === 1;
    this.#longest.value = typeof x === "number" && x > 0 ? String(Math.floor(x)) : "";
    this.page();
  }

  page(): void {
    this.#subjects.fill(this.#model, TRAINED.edited);
    const model = this.#shown();
    if (!model) {
      this.#newest.begin();
      this.#drawing.begin();
      this.#made = "";
      this.#body.setAttribute("aria-busy", "false"); // what was under way is dropped
      return this.#body.replaceChildren(make("p", "tt-note", TRAINED.none));
    }
    this.#model.value = model.id;
    const made = this.#subjects.made(model, this.#request());
    if (made === this.#made) return void this.#draw();
    this.#made = made;
    void this.#make(model);
  }

  #shown(): Model | null {
    const { m } = this.#kept;
    return this.#subjects.chosen(this.#subjects.templated, typeof m === "string" ? m : null);
  }

  /** A training has whole conversations, as they are. */
  #request(): Request {
    const request = requestOf(this.room.state());
    return { ...request, continueFinalMessage: false, addGenerationPrompt: false, sanitizeControlTokens: false };
  }

  #settings(): Settings {
    const longest = Math.floor(Number(this.#longest.value));
    const kept = (name: string, own: string | undefined): string => {
      const value = this.#kept[name];
      return typeof value === "string" ? value : (own ?? "");
    };
    return {
      way: this.#way.value as Settings["way"],
      last: this.#last.checked,
      longest: longest > 0 ? longest : null,
      instruction: kept("i", this.#seen?.marks?.instruction),
      response: kept("r", this.#seen?.marks?.response),
    };
  }

  #choose(typed: HTMLElement | null, kind: Kind): void {
    const { marks } = this.#seen ?? {};
    // while the template makes nothing its own marks are not known: what is typed is kept, and what was kept stays
    const own = (field: HTMLTextAreaElement, known: string | undefined, key: string): object => {
      const value = this.#seen || field === typed ? field.value : this.#kept[key];
      return typeof value !== "string" || (this.#seen && value === (known ?? "")) ? {} : { [key]: value };
    };
    const longest = Math.floor(Number(this.#longest.value));
    const model = this.#model.value;
    const same = model === this.#shown()?.id; // marks belong to a template
    this.#kept = {
      ...(same && this.#kept.m === undefined ? {} : { m: model }),
      ...(this.#way.value === "turns" ? {} : { w: this.#way.value }),
      ...(this.#last.checked ? { l: 1 } : {}),
      ...(longest > 0 ? { x: longest } : {}),
      ...(same && this.#way.value === "marks"
        ? { ...own(this.#instruction, marks?.instruction, "i"), ...own(this.#response, marks?.response, "r") }
        : {}),
    };
    this.room.keep(this.#kept, kind);
    this.page();
  }

  async #make(model: Model): Promise<void> {
    const stale = this.#newest.begin();
    this.#drawing.begin();
    this.#seen = null;
    this.#fields(this.#settings());
    this.#body.setAttribute("aria-busy", "true");
    this.#said.textContent = TRAINED.working;
    this.#warnings.replaceChildren();
    this.#turns.replaceChildren();
    this.#body.replaceChildren();
    this.#offer.set(null, false);
    try {
      const loading = (): void => void (this.#said.textContent = TRAINED.loading(model.name));
      const seen = await seenOf(this.#subjects, this.#maker, model, this.#request(), loading);
      if (stale()) return;
      this.#said.textContent = "";
      if (typeof seen === "string") this.#warnings.append(make("li", "", seen));
      else if (seen) {
        this.#seen = seen;
        return await this.#draw(); // tells by itself when it is done
      }
    } catch (error) {
      if (stale()) return;
      this.#failed(error);
    }
    if (!stale()) this.#body.setAttribute("aria-busy", "false");
  }

  #failed(error: unknown): void {
    this.#said.textContent = "";
    this.#body.replaceChildren(retryNote(messageOf(error), TRAINED.retry, () => ((this.#made = ""), this.page())));
  }

  async #draw(): Promise<void> {
    const settings = this.#settings();
    this.#fields(settings); // whatever the template makes
    const seen = this.#seen;
    const model = this.#shown();
    if (!seen || !model) return;
    const stale = this.#drawing.begin();
    this.#body.setAttribute("aria-busy", "true"); // marks are encoded first, and until then the mask is an older one
    try {
      const mask = await this.#mask(model, seen, settings);
      if (mask && !stale()) this.#paint(model, seen, settings, mask);
    } catch (error) {
      if (!stale()) this.#failed(error);
    }
    if (!stale()) this.#body.setAttribute("aria-busy", "false");
  }

  #fields({ way, instruction, response }: Settings): void {
    this.#marks.hidden = way !== "marks";
    putText(this.#instruction, instruction);
    putText(this.#response, response);
  }

  #paint(model: Model, seen: Seen, settings: Settings, mask: Uint8Array): void {
    const template = this.#subjects.template(model, this.#request().tools !== null);
    this.#offer.set(
      seen.tagged || template === null
        ? null
        : { model: this.#subjects.factsOf(model), template, request: this.#request() },
      settings.way === "tag",
    );
    const warnings = warningsOf(seen, settings, mask);
    const size = Math.min(mask.length, settings.longest ?? Infinity);
    const count = (list: readonly number[]): number => list.filter((i) => mask[i] === 1 && i < size).length;
    const all = count(Array.from(mask.keys()));
    this.#said.textContent = TRAINED.counts(all, size);
    this.#warnings.replaceChildren(...warnings.map((words) => make("li", "", words)));
    this.#turns.replaceChildren(
      ...seen.turns.flatMap(({ index, body }) => {
        if (!body) return [];
        const own = inside(seen.tokens, body);
        return [make("li", "", TRAINED.turn(index, count(own), own.length))];
      }),
    );
    this.#body.replaceChildren(trainedView(seen.tokens, mask.subarray(0, size)));
    this.room.tell(() => TRAINED.said(all, size, warnings.length));
  }

  async #mask(model: Model, seen: Seen, { way, last, instruction, response }: Settings): Promise<Uint8Array | null> {
    const { tokens } = seen;
    let mask: Uint8Array;
    if (way === "tag") mask = maskOfBlocks(tokens, seen.whole.generated);
    else if (way === "turns") return maskOfTurns(tokens, last ? seen.turns.slice(-1) : seen.turns);
    else {
      const options = { addSpecial: false, splitSpecial: false };
      const both = await Promise.all(
        [instruction, response].map((mark, i) =>
          this.room.worker.encode(model.repo, mark, options, `trained mark ${i}`),
        ),
      );
      const [from, to] = both;
      if (!from || !to) return null;
      mask = maskOfMarks(tokens.ids, [...from.ids], [...to.ids]);
    }
    return last ? lastOnly(mask) : mask;
  }

  /** In place of the model's own, and what it marks is shown; Undo brings back what was there. */
  #use(template: string): void {
    const model = this.#shown();
    if (!model) return;
    this.#way.value = "tag";
    this.room.change({ templates: { ...this.room.state().templates, [model.id]: template } }, "example");
    this.#choose(null, "view"); // one step with the template
  }

  /** `template`: one with the tag, by which the mask then goes. */
  #python(template: string | null = null): string | null {
    const model = this.#shown();
    if (!model || !this.#seen) return null;
    const request = this.#request();
    const told = this.#subjects.told(model, template ?? this.#subjects.edited(model), request.tools !== null);
    const settings = this.#settings();
    return pythonOf(
      told.from,
      request,
      told.template,
      told.specials,
      template === null ? settings : { ...settings, way: "tag" },
    );
  }
}
