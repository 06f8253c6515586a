/** The tool "Prefix check": is the prompt after each message the beginning of the prompt after the next one? */
import type { ChatModel } from "../../chats/chat_model.ts";
import { PromptMaker } from "../../chats/prompts_client.ts";
import type { Request } from "../../chats/protocol.ts";
import type { Model } from "../../encoder/models.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { Newest } from "../newest.ts";
import { retryNote } from "../retry_note.ts";
import type { Room, Tool } from "../tool.ts";
import { prefixPython } from "./prefix_copy.ts";
import { stepsOf } from "./prefix_steps.ts";
import { PREFIX } from "./prefix_texts.ts";
import { prefixView } from "./prefix_view.ts";
import { requestOf, rolesOf } from "./request.ts";
import type { State } from "./shape.ts";
import { Subjects } from "./subject.ts";

/** Messages from which on it may take seconds: how far it is is told, and it can be stopped. */
const LONG = 50;

/** `factsOf`: what chats must know of a model. */
export const prefixCheck = (room: Room<State>, factsOf: (model: Model) => ChatModel): Tool =>
  new PrefixCheck(room, factsOf);

class PrefixCheck implements Tool {
  readonly #maker = new PromptMaker(PREFIX.tooLong);
  readonly #subjects: Subjects;
  readonly #select = make("select", "tt-field");
  readonly #body = make("div", "tt-compare-body tt-prefix-body");
  readonly #progress = make(
    "p",
    "tt-note tt-prefix-progress",
    " ",
    " ",
    wordButton(PREFIX.stop, () => this.#halt()),
  );
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
      this.#progress,
      this.#body,
    );
    this.#progress.hidden = true;
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
      this.#idle(); // what was under way is dropped
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
      this.#idle();
      return this.#body.replaceChildren(make("p", "tt-note", roles.length ? PREFIX.short : PREFIX.empty));
    }
    this.#body.setAttribute("aria-busy", "true");
    const long = roles.length > LONG;
    const tell = (words: string): void => void (long && this.#progress.firstChild!.replaceWith(words));
    tell(PREFIX.working);
    this.#progress.hidden = !long;
    try {
      const { worker } = this.room;
      const request = this.#request();
      const [facts, template] = [this.#subjects.factsOf(model), this.#subjects.edited(model)];
      if (!worker.has(model.repo)) this.#body.replaceChildren(make("p", "tt-note", PREFIX.loading(model.name)));
      const checked = await stepsOf({
        ...{ maker: this.#maker, worker, model, facts, template, request, roles, stale },
        rendered: (prompts, of) => tell(PREFIX.rendered(prompts, of)),
        counted: (prompts, of) => tell(PREFIX.counted(prompts, of)),
      });
      if (!checked || stale()) return;
      const view = prefixView(checked.steps, checked.day, roles);
      this.#body.replaceChildren(view.element);
      this.room.tell(() => view.said);
    } catch (error) {
      if (stale()) return;
      this.#body.replaceChildren(retryNote(messageOf(error), PREFIX.retry, () => ((this.#made = ""), this.page())));
    }
    this.#idle();
  }

  #idle(): void {
    this.#progress.hidden = true;
    this.#body.setAttribute("aria-busy", "false");
  }

  #halt(): void {
    this.#newest.begin();
    void this.#maker.render([]); // what is under way is dropped
    this.#idle();
    const again = retryNote(PREFIX.stopped, PREFIX.again, () => ((this.#made = ""), this.page()));
    this.#body.replaceChildren(again);
    again.querySelector("button")!.focus();
  }

  #python(): string | null {
    const model = this.#subjects.chosen(this.#subjects.templated, this.#model);
    if (!model) return null;
    const request = this.#request();
    const told = this.#subjects.told(model, this.#subjects.edited(model), request.tools !== null);
    return prefixPython(told.from, request, told.template, told.specials);
  }
}
