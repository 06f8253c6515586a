/** One model: its prompt, tokens and ids, what its template did, the template itself. */

import type { By } from "../../chats/attribution.ts";
import { type ChatModel, templateFor } from "../../chats/chat_model.ts";
import type { Rendered, Request, Result } from "../../chats/protocol.ts";
import { pythonCall } from "../../chats/python.ts";
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import type { FileProgress } from "../../files/files.ts";
import { copyButton } from "../../ui/copy.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { layOutFor } from "../../ui/long_text.ts";
import { pythonList } from "../../ui/python.ts";
import { ChipView } from "../chip_view.ts";
import { faceAt } from "../chips.ts";
import { Clip } from "../clip.ts";
import { CHIP_WORDS, CLIP } from "../texts.ts";
import { promptView } from "./prompt_view.ts";
import type { Show } from "./shape.ts";
import { sharesOf, sharesView } from "./shares.ts";
import { type TemplateEvents, TemplateField } from "./template_field.ts";
import { finding, GRAVE, TEXTS } from "./texts.ts";

/** What stands beside the template of a reader's own. */
export interface Beside {
  element: HTMLElement;
  /** It came without its tokenizer; `specials`: what its own config names, in place of the tokenizer's. */
  alone: { specials: Record<string, string | null> } | null;
}
const empty = new Uint32Array();
const NO_TOKENS: Tokens = {
  ids: empty,
  starts: empty,
  ends: empty,
  words: empty,
  kinds: new Uint8Array(),
  byteAt: new Uint32Array(1),
  bytes: new Uint8Array(),
  ms: 0,
};

export interface PanelEvents {
  template: TemplateEvents;
  point(message: number | null): void;
  retry(): void;
}

export class Panel {
  readonly element = make("section", "tt-tokens tt-chat-panel");
  /** Longer ones first. */
  readonly specials: string[];
  readonly template: TemplateField;
  tokens: Tokens | null = null;
  #rendered: Rendered | null = null;
  #request: Request | null = null;
  #edited: string | null = null;
  #roles: string[] = [];
  #show: Show = "prompt";
  readonly #count = make("strong", "tt-count");
  readonly #error = make("div", "tt-panel-error");
  readonly #findings = make("ul", "tt-findings");
  readonly #shares = make("div", "tt-shares-place");
  readonly #prompt = make("pre", "tt-prompt");
  readonly #text = make("div", "tt-prompt-text");
  readonly #clip: Clip;
  readonly #detail = make("p", "tt-detail tt-chat-detail", TEXTS.hint);
  readonly #view: ChipView;
  readonly #events: PanelEvents;

  /** `small`: prompt, shares and findings only; `beside`: of a reader's own. */
  constructor(
    readonly model: Model,
    readonly facts: ChatModel,
    events: PanelEvents,
    small = false,
    beside: Beside | null = null,
  ) {
    this.#events = events;
    this.specials = this.facts.added
      .filter(({ special }) => special)
      .map(({ content }) => content)
      .sort((a, b) => b.length - a.length);
    this.template = new TemplateField(model.name, this.facts.template, events.template);
    this.#prompt.append(this.#text);
    this.#clip = new Clip(
      this.#prompt,
      this.#text,
      CLIP,
      () => parseFloat(getComputedStyle(this.#prompt).lineHeight) || 20,
    );
    this.#view = new ChipView(TEXTS.listOf(model.name), CHIP_WORDS, {
      point: (i) => this.#point(i),
      pick: () => this.#point(null),
    });
    this.#error.setAttribute("role", "alert");
    this.#prompt.tabIndex = 0;
    this.#text.dir = "auto"; // with the style sheet each line by its own first letter
    this.#prompt.setAttribute("role", "region");
    this.#prompt.setAttribute("aria-label", TEXTS.promptOf(model.name));
    this.#findings.setAttribute("aria-label", TEXTS.findings);
    const copied = { copied: TEXTS.copied, failed: TEXTS.copyFailed };
    const tools = make(
      "div",
      "tt-panel-tools",
      copyButton(
        { label: TEXTS.copyCall, ...copied },
        () =>
          this.#request &&
          pythonCall(
            model.from ?? model.repo,
            this.#request,
            this.#edited ?? (beside?.alone ? templateFor(facts, this.#request.tools !== null) : null),
            beside?.alone?.specials,
          ),
      ),
      copyButton({ label: TEXTS.copyPrompt, ...copied }, () => this.#rendered?.text ?? null),
      copyButton({ label: TEXTS.copyIds, ...copied }, () => this.tokens && `ids = ${pythonList(this.tokens.ids)}\n`),
    );
    this.element.setAttribute("aria-label", model.name);
    this.element.dataset.model = model.id;
    this.element.append(
      make("div", "tt-panel-head", make(small ? "h3" : "h2", "tt-panel-name", model.name), this.#count),
      ...(beside ? [beside.element] : []),
      this.#error,
      this.#findings,
      this.#prompt,
      this.#clip.element,
      this.#view.element,
      this.#view.clip.element,
      this.#detail,
      this.#shares,
      ...(small ? [] : [tools, this.template.element]),
    );
    this.show("prompt");
  }

  show(show: Show): void {
    this.#show = show;
    this.#prompt.hidden = show !== "prompt";
    this.#view.element.hidden = this.#detail.hidden = show === "prompt";
    if (this.tokens && show !== "prompt") this.#view.set(this.tokens, show === "ids" ? "ids" : "text");
  }

  /** A new result; the last good prompt stays when there is none. Returns what is to be encoded. */
  set(result: Result, request: Request, edited: string | null, roles: string[]): string | null {
    this.#request = request;
    this.#edited = edited;
    const none = this.facts.template === null && !this.facts.templates && edited === null;
    this.#error.replaceChildren();
    if (!result.ok) {
      this.#failed(result, none);
      return null;
    }
    this.template.wrong(null, null);
    this.#rendered = result;
    this.#roles = roles;
    this.element.classList.remove("tt-stale");
    layOutFor(this.#text, result.text);
    this.#text.replaceChildren(
      promptView(
        result,
        this.specials,
        (by) => this.#name(by),
        (message) => this.#events.point(message),
      ),
    );
    this.#findings.replaceChildren(
      ...result.findings.map((found) => {
        const item = make("li", GRAVE.has(found.kind) ? "tt-grave" : "", finding(found));
        item.dataset.kind = found.kind;
        return item;
      }),
    );
    return result.marked ?? result.text;
  }

  /** The tokens of the prompt that was set last. */
  encoded(tokens: Tokens): void {
    this.tokens = tokens;
    this.#count.textContent = TEXTS.tokens(tokens.ids.length);
    const rendered = this.#rendered!;
    this.#shares.replaceChildren(sharesView(sharesOf(tokens, rendered.spans, rendered.text), (by) => this.#name(by)));
    this.show(this.#show);
    this.#point(null);
  }

  /** The tokenizer, or the prompt in it, did not come. */
  unencoded(message: string, retry: boolean): void {
    this.tokens = null;
    this.#count.textContent = "";
    this.#shares.replaceChildren();
    this.#view.set(NO_TOKENS, "text");
    this.#error.replaceChildren(
      make("p", "", message, ...(retry ? [" ", wordButton(TEXTS.retry, () => this.#events.retry())] : [])),
    );
  }

  loading(file?: FileProgress): void {
    if (this.tokens || this.#error.hasChildNodes()) return; // beside an error nothing is loading
    const [loaded, total] = [file?.loaded ?? 0, file?.total ?? 0].map((bytes) => (bytes / 1e6).toFixed(1)) as [
      string,
      string,
    ];
    this.#count.textContent = file?.total ? TEXTS.loadingOf(loaded, total) : TEXTS.loading;
  }

  mark(message: number | null): void {
    for (const element of this.element.querySelectorAll<HTMLElement>("[data-from]"))
      element.classList.toggle("tt-pointed", element.dataset.from === String(message));
  }

  get summary(): string {
    return this.element.classList.contains("tt-stale") || !this.tokens
      ? TEXTS.saidFailed(this.model.name)
      : TEXTS.said(this.model.name, this.tokens.ids.length);
  }

  #failed({ type, message, line }: Extract<Result, { ok: false }>, none: boolean): void {
    const said =
      type === "" ? message : line === null ? TEXTS.failed(type, message) : TEXTS.failedIn(type, line, message);
    this.element.classList.add("tt-stale");
    this.#findings.replaceChildren();
    const go = line === null ? [] : [" ", wordButton(TEXTS.goToLine(line), () => this.template.goTo(line))];
    if (none) {
      this.#count.textContent = "";
      this.tokens = this.#rendered = null;
      this.#text.replaceChildren();
      this.#shares.replaceChildren();
      this.#error.replaceChildren(
        make(
          "p",
          "tt-no-template",
          `${this.model.name} ${this.model.role === "own" ? TEXTS.noTemplateOwn : TEXTS.noTemplate}`,
        ),
        make("code", "", said),
        make("p", "", TEXTS.noTemplateGo),
      );
      return this.template.wrong(null, null);
    }
    if (!this.tokens) this.#count.textContent = ""; // nothing is loading for it
    this.#error.replaceChildren(
      make("p", "", said, ...go),
      make("p", "tt-stale-note", this.#rendered ? TEXTS.stale : TEXTS.staleEmpty),
    );
    this.template.wrong(line === null && type !== "" ? null : said, line);
  }

  #name(by: By): string {
    return by.kind === "message" ? TEXTS.byMessage(by.index + 1, this.#roles[by.index] ?? "") : TEXTS.by[by.kind];
  }

  #point(i: number | null): void {
    const at = i ?? this.#view.picked;
    const tokens = this.tokens;
    if (!tokens || at === null || at >= tokens.ids.length) return void (this.#detail.textContent = TEXTS.hint);
    const face = make("code", "", faceAt(tokens, at));
    face.dir = "auto";
    this.#detail.replaceChildren(face, ` ${TEXTS.id(tokens.ids[at]!)}, ${TEXTS.place(at, tokens.ids.length)}`);
  }
}
