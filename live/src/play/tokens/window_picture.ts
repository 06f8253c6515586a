/**
 * A lesson's picture that the reader drives: a chat in a window that shrinks, and what falls out of it.
 *
 *     <div class="tt-play" data-play="tokens" data-picture="window" data-text='[{"role": "user", …}]' data-models="ID">…</div>
 */
import { chatKeys } from "../../contract.ts";
import { type TokenizerWorker, wellFormed } from "../../encoder/client.ts";
import { type Model, modelsOf } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { putText } from "../change.ts";
import { leadTo, playgroundLink } from "../embed.ts";
import { area, choice, Said } from "./picture_parts.ts";
import { PictureState } from "./picture_state.ts";
import { asLines, type Chat, chatOf, fitting, type Message, messagesOf } from "./window_chat.ts";
import { type Counted, WindowCounts } from "./window_counts.ts";
import { WINDOW as TEXTS } from "./window_texts.ts";
import { turnsList, windowBar } from "./window_view.ts";

/** As in the lesson's cells. */
const [FIRST, RESERVE] = [160, 64];

export const windowPicture = (root: HTMLElement, worker: () => TokenizerWorker): void => void new Window(root, worker);

class Window {
  readonly #state;
  readonly #counts: WindowCounts;
  readonly #models;
  readonly #said = new Said(() => this.#count());
  readonly #shown = make("div", "tt-picture-grid");
  readonly #slider = Object.assign(make("input", "tt-window-slider"), { type: "range", step: "1" });
  readonly #size = make("span", "tt-play-label");
  readonly #link: HTMLAnchorElement;
  /** The lesson's. */
  readonly #own: Chat;
  #counted: Counted | null = null;

  constructor(root: HTMLElement, worker: () => TokenizerWorker) {
    this.#models = modelsOf(root.dataset.models!.split(" "));
    this.#counts = new WindowCounts(worker);
    const text = asLines(JSON.parse(root.dataset.text!) as Message[]);
    this.#own = chatOf(text) as Chat;
    const given = { text, model: this.#models[0]!.id, window: FIRST, keep: true };
    const fill = (): void => {
      const { text, model, keep } = this.#state.now;
      putText(field, text);
      select.value = model;
      box.checked = keep;
      this.#count();
    };
    this.#state = new PictureState("window", given, fill);
    const [chat, field] = area(TEXTS.chat, 10, (text) => this.#change({ text }));
    const names = this.#models.map(({ id, name }) => [id, name] as const);
    const [models, select] = choice(TEXTS.model, names, (model) => this.#change({ model }));
    const box = Object.assign(make("input"), { type: "checkbox" });
    box.addEventListener("change", () => this.#change({ keep: box.checked }));
    this.#slider.addEventListener("input", () => {
      this.#state.change({ window: Number(this.#slider.value) });
      this.#show();
    });
    this.#link = playgroundLink(root, "chat-template", TEXTS.playground, {});
    root.classList.add("tt-alive");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", TEXTS.what);
    const keep = make("label", "tt-choice", box, make("span", "", TEXTS.keep));
    root.replaceChildren(
      make("label", "tt-window-size", this.#size, this.#slider),
      make("div", "tt-picture-controls", models, keep),
      this.#said.element,
      this.#shown,
      make("details", "tt-window-edit", make("summary", "", TEXTS.change), chat),
      make("p", "tt-note tt-embed-foot", this.#link, this.#state.buttons),
    );
    fill();
  }

  #change(part: { text?: string; model?: string; keep?: boolean }): void {
    this.#state.change(part);
    this.#count();
  }

  /** Counts the chat anew; the slider alone needs no counting. */
  #count(): void {
    void this.#said.of((stale) => this.#make(stale));
  }

  async #make(stale: () => boolean): Promise<void> {
    const { text, model, keep } = this.#state.now;
    const chosen = this.#models.find(({ id }) => id === model) ?? this.#models[0]!;
    const chat = chatOf(wellFormed(text));
    this.#lead(typeof chat === "string" ? this.#own : chat, chosen);
    if (typeof chat === "string") {
      this.#counted = null; // the slider shows nothing of a chat that is no longer there
      this.#shown.replaceChildren();
      return this.#said.say(chat, true);
    }
    const counted = await this.#counts.of(chat, keep, chosen);
    if (!counted || stale()) return;
    this.#counted = counted;
    this.#show();
  }

  /** The link opens the playground with this chat; with the lesson's own, where there is none. */
  #lead(chat: Chat, { id }: Model): void {
    const conversation = JSON.stringify(messagesOf(chat, { system: true, turns: chat.turns.length }), null, 2);
    leadTo(this.#link, "chat-template", {
      [chatKeys.conversation]: conversation,
      [chatKeys.models]: [id],
      [chatKeys.generation]: 1,
    });
  }

  #show(): void {
    const counted = this.#counted;
    if (!counted) return;
    const { sizes, steps, chat } = counted;
    const [least, most] = [RESERVE, Math.max(...sizes) + RESERVE + 16];
    const window = Math.min(most, Math.max(least, this.#state.now.window));
    this.#slider.min = String(least);
    this.#slider.max = String(most);
    this.#slider.value = String(window);
    this.#slider.setAttribute("aria-valuetext", TEXTS.value(window));
    this.#size.textContent = TEXTS.size(window);
    const at = fitting(sizes, window, RESERVE);
    this.#shown.replaceChildren(windowBar(counted, at, window, RESERVE), turnsList(counted, at));
    if (at < 0) return this.#said.say(TEXTS.none(sizes.at(-1)!, RESERVE));
    const told = at ? TEXTS.left(steps[at]!.turns, chat.turns.length, sizes[at]!) : TEXTS.all(sizes[0]!);
    this.#said.say(chat.system && !steps[at]!.system ? `${told} ${TEXTS.lostSystem}` : told);
  }
}
