/** One tokenizer's tokens: name and counts, what is pointed at, the chips, copy buttons. */

import type { Model } from "../../encoder/models.ts";
import type { About, Tokens } from "../../encoder/protocol.ts";
import { Kind } from "../../encoder/protocol.ts";
import type { FileProgress } from "../../files/files.ts";
import { toldOf } from "../../own/told.ts";
import { escaped, visible } from "../../tokenizers/face.ts";
import { copyButton } from "../../ui/copy.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { pythonBool, pythonList, pythonString } from "../../ui/python.ts";
import { ChipView } from "../chip_view.ts";
import type { Show } from "../chips.ts";
import { bytesAt, faceAt, groupEnd, hasParts } from "../chips.ts";
import { CHIP_WORDS } from "../texts.ts";
import type { State } from "./texts.ts";
import { DETAIL, TEXTS } from "./texts.ts";

export interface PanelEvents {
  /** Characters pointed at in this panel, [start, end); null for none. */
  point(panel: Panel, span: [number, number] | null): void;
  /** The word of the picked token was asked for; absent where there is no place for it. */
  merges?(panel: Panel, word: string): void;
  retry(): void;
  /** What a reader's own needs is to be loaded again. */
  lookUp?(): void;
}

const NO_TOKENS: Tokens = {
  ids: new Uint32Array(),
  starts: new Uint32Array(),
  ends: new Uint32Array(),
  words: new Uint32Array(),
  kinds: new Uint8Array(),
  byteAt: new Uint32Array(1),
  bytes: new Uint8Array(),
  ms: 0,
};

export class Panel {
  readonly element = make("section", "tt-tokens");
  readonly view: ChipView;
  tokens: Tokens | null = null;
  about: About | null = null;
  #state: State | null = null;
  readonly #count = make("strong", "tt-count");
  readonly #ratios = make("span", "tt-ratios");
  readonly #detail = make("p", "tt-detail", TEXTS.hint);
  readonly #events: PanelEvents;
  /** Of which token the line speaks; null when it speaks of something else. */
  #described: [Tokens | null, number | null] | null = null;

  constructor(
    readonly model: Model,
    events: PanelEvents,
  ) {
    this.#events = events;
    this.view = new ChipView(TEXTS.listOf(model.name), CHIP_WORDS, {
      point: (i) => this.#point(i),
      pick: () => this.#point(null),
    });
    const copied = { copied: TEXTS.copied, failed: TEXTS.copyFailed };
    const tools = make(
      "div",
      "tt-panel-tools",
      copyButton({ label: TEXTS.copyIds, ...copied }, () => this.ids()),
      copyButton({ label: TEXTS.copyCall, ...copied }, () => this.call()),
    );
    const heading = make("h2", "tt-panel-name", model.name);
    this.element.setAttribute("aria-label", model.name);
    this.element.dataset.model = model.id;
    this.element.append(
      make("div", "tt-panel-head", heading, this.#count, this.#ratios),
      this.view.element,
      this.view.clip.element,
      this.#detail,
      ...toldOf(model, () => events.lookUp?.()),
      tools,
    );
    this.loading();
  }

  loading(file?: FileProgress): void {
    if (this.tokens || this.#bad) return;
    const [loaded, total] = [file?.loaded ?? 0, file?.total ?? 0].map((bytes) => (bytes / 1e6).toFixed(1)) as [
      string,
      string,
    ];
    this.#count.textContent = file?.total ? TEXTS.loadingOf(loaded, total) : TEXTS.loading;
    this.element.setAttribute("aria-busy", "true");
  }

  /** `state`: what it was to show; tokens of another text do not stand beside the sentence. */
  failed(message: string, state: State): void {
    const shown = this.#state;
    if (shown?.text !== state.text || shown.add !== state.add || shown.split !== state.split) this.#empty(state);
    this.#count.textContent = "";
    this.#described = null;
    this.element.setAttribute("aria-busy", "false");
    const line = make(
      "p",
      "tt-panel-failed",
      message,
      " ",
      wordButton(TEXTS.retry, () => this.#events.retry()),
    );
    line.setAttribute("role", "alert");
    this.#detail.replaceChildren(line.firstChild!, " ", line.lastChild!);
    this.#detail.classList.add("tt-bad");
  }

  /** What can be shown while the tokenizer is not loaded: tokens that the build computed, or none. */
  before(known: { tokens: Tokens; about: About } | null, state: State): void {
    if (known) {
      this.set(known.tokens, known.about, state);
      this.ratios(null);
    } else if (this.tokens || this.#bad) {
      this.#empty(state);
      this.#retried();
      this.loading();
    }
  }

  /** What it showed was of an older text. */
  #empty(state: State): void {
    this.view.set(NO_TOKENS, state.show);
    this.tokens = null;
    this.#ratios.replaceChildren();
  }

  get #bad(): boolean {
    return this.#detail.classList.contains("tt-bad");
  }

  /** It is tried again: what failed before is not said any more, until it fails again. */
  #retried(): void {
    if (!this.#bad) return;
    if (this.#detail.contains(document.activeElement)) this.view.element.focus(); // the button goes
    this.#detail.classList.remove("tt-bad");
    this.#detail.textContent = TEXTS.hint;
  }

  set(tokens: Tokens, about: About, state: State): void {
    this.tokens = tokens;
    this.about = about;
    this.#state = state;
    this.element.setAttribute("aria-busy", "false");
    this.#detail.classList.remove("tt-bad");
    this.view.set(tokens, state.show);
    this.#count.textContent = TEXTS.tokens(tokens.ids.length);
    this.#point(null);
  }

  /** `words`: of the text, null if not known. */
  ratios(words: number | null): void {
    if (!this.tokens || !this.about) return;
    const count = this.tokens.ids.length;
    const context =
      this.about.maxLength === null
        ? make("span", "", TEXTS.noContext)
        : make("span", "", TEXTS.context(count / this.about.maxLength, this.about.maxLength));
    context.title = this.about.maxLength === null ? TEXTS.noContextWhat : TEXTS.contextWhat;
    const perWord = words ? [make("span", "", TEXTS.perWord(count / words))] : [];
    this.#ratios.replaceChildren(...perWord, context);
  }

  redraw(show: Show): void {
    if (!this.tokens || !this.#state) return;
    this.#state = { ...this.#state, show };
    this.view.set(this.tokens, show);
  }

  /** Marks the tokens over [from, to) because another panel points at their characters, and names them. */
  same(range: [number, number] | null, pointed: boolean): void {
    this.view.markSame(range);
    if (!this.tokens) return;
    if (!pointed) return this.#describe(this.view.picked);
    if (this.#detail.classList.contains("tt-bad")) return;
    this.#described = null;
    const ids = range ? Array.from(this.tokens.ids.subarray(range[0], Math.min(range[1], range[0] + 6)), String) : [];
    if (range && range[1] - range[0] > ids.length) ids.push("…");
    this.#detail.textContent = range ? DETAIL.same(range[1] - range[0], ids.join(" ")) : DETAIL.nothing;
  }

  /** The ids as a line of Python. */
  ids(): string | null {
    return this.tokens && `ids = ${pythonList(this.tokens.ids)}\n`;
  }

  /** Python that makes these ids, and says so. */
  call(): string | null {
    if (!this.tokens || !this.#state) return null;
    const { text, add, split } = this.#state;
    const options = `add_special_tokens=${pythonBool(add)}${split ? `, split_special_tokens=${pythonBool(split)}` : ""}`;
    return [
      "from transformers import AutoTokenizer",
      "",
      `tokenizer = AutoTokenizer.from_pretrained(${pythonString(this.model.from ?? this.model.repo)})`,
      `text = ${pythonString(text)}`,
      `ids = tokenizer.encode(text, ${options})`,
      `assert ids == ${pythonList(this.tokens.ids)}`,
      "",
    ].join("\n");
  }

  #point(i: number | null): void {
    this.view.markSame(null);
    this.#describe(i ?? this.view.picked);
    const shown = i ?? this.view.picked;
    const span: [number, number] | null =
      this.tokens && shown !== null && this.tokens.ends[shown]! > this.tokens.starts[shown]!
        ? [this.tokens.starts[shown]!, this.tokens.ends[shown]!]
        : null;
    this.#events.point(this, span);
  }

  #describe(i: number | null): void {
    if (this.#detail.classList.contains("tt-bad")) return; // what went wrong stays, until there are new tokens
    const tokens = this.tokens;
    // a button that is being pressed has to stay
    if (this.#described?.[0] === tokens && this.#described[1] === i) return;
    this.#described = [tokens, i];
    if (!tokens || i === null || i >= tokens.ids.length) {
      this.#detail.textContent = tokens && !tokens.ids.length ? TEXTS.empty : TEXTS.hint;
      return;
    }
    const kind = tokens.kinds[i]!;
    const parts = [DETAIL.id(tokens.ids[i]!), DETAIL.place(i, tokens.ids.length)];
    if (kind === Kind.special) parts.push(DETAIL.special);
    if (kind === Kind.added) parts.push(DETAIL.added);
    if (kind === Kind.around) parts.push(DETAIL.special, DETAIL.around);
    else parts.push(DETAIL.characters(tokens.starts[i]!, tokens.ends[i]!));
    if (kind < Kind.special) parts.push(DETAIL.bytes(hex(bytesAt(tokens, i))) + this.#owner(i));
    const taken = kind === Kind.special || kind === Kind.added ? this.#taken(i) : "";
    if (taken) parts.push(DETAIL.took(taken));
    const offered = kind < Kind.special && this.about?.merges && this.#events.merges;
    const merges = offered ? [" ", wordButton(TEXTS.merges, () => this.#events.merges?.(this, this.#word(i)))] : [];
    (merges[1] as HTMLElement | undefined)?.setAttribute("aria-label", TEXTS.mergesOf);
    const face = make("code", "", faceAt(tokens, i));
    face.dir = "auto";
    this.#detail.replaceChildren(face, ` ${parts.join(", ")}`, ...merges);
  }

  /** ` of 🤗` for a part of a character. */
  #owner(i: number): string {
    const tokens = this.tokens!;
    if (tokens.kinds[i] !== Kind.part) return "";
    let from = i;
    while (from > 0 && groupEnd(tokens, from - 1) > i) from -= 1;
    const to = groupEnd(tokens, from);
    return hasParts(tokens, from, to) ? ` ${DETAIL.of(visible(escaped(bytesAt(tokens, from, to))))}` : "";
  }

  /** White space that an added token took along. */
  #taken(i: number): string {
    const tokens = this.tokens!;
    const text = Array.from(this.#state!.text).slice(tokens.starts[i], tokens.ends[i]).join("");
    return visible(text.replace(escaped(bytesAt(tokens, i)), ""));
  }

  /** The pre-token that token i belongs to. */
  #word(i: number): string {
    const { words } = this.tokens!;
    let [from, to] = [i, i + 1];
    while (from > 0 && words[from - 1] === words[i] && this.tokens!.kinds[from - 1]! < Kind.special) from -= 1;
    while (to < words.length && words[to] === words[i] && this.tokens!.kinds[to]! < Kind.special) to += 1;
    const whole = escaped(bytesAt(this.tokens!, from, to));
    if (!this.about!.prefix) return whole;
    // Phi-3 has no pre-tokens, so its "word" is the whole text: take what stands between spaces. The space comes back
    // by itself.
    return escaped(bytesAt(this.tokens!, ...this.#stretch(i))).replace(/^ /, "");
  }

  #stretch(i: number): [number, number] {
    const tokens = this.tokens!;
    const spaced = (k: number): boolean => tokens.bytes[tokens.byteAt[k]!] === 32;
    let [from, to] = [i, i + 1];
    while (from > 0 && !spaced(from) && tokens.kinds[from - 1]! < Kind.special && i - from < 20) from -= 1;
    while (to < tokens.ids.length && !spaced(to) && tokens.kinds[to]! < Kind.special && to - i < 20) to += 1;
    return [from, to];
  }
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 24), (byte) => byte.toString(16).padStart(2, "0")).join(" ") +
  (bytes.length > 24 ? " …" : "");
