/** The chat-template playground. */
import { button, make } from "../../page/dom.ts";
import { tokenizerFiles } from "../built.ts";
import { TokenizerWorker, wellFormed } from "../client.ts";
import { copyButton } from "../copy.ts";
import { messageOf } from "../errors.ts";
import { fromFragment, leaveLink, toFragment } from "../link.ts";
import { MODELS, modelById } from "../models.ts";
import type { Model } from "../models.ts";
import { Notice } from "../notice.ts";
import { presetRow } from "../presets.ts";
import { Radios } from "../radios.ts";
import { Renderer } from "./client.ts";
import { acceptFiles } from "./intake.ts";
import { JsonField } from "./json_field.ts";
import { Messages } from "./messages.ts";
import { Options } from "./options.ts";
import { Panel, type Show } from "./panel.ts";
import type { Request, Result } from "./protocol.ts";
import { type State, fromPreset, packed, remember, remembered, requestOf, rolesOf, unpacked, wrongConversation } from "./state.ts";
import { PRESETS, TEXTS } from "./texts.ts";

const ORDER = ["llama-3.1", "phi-3", "qwen2", "llama-3.1-base", "starcoder2"];
const SHOWN: Model[] = ORDER.map((id) => modelById(id)!);

type Mode = "messages" | "json";

export class ChatApp {
  readonly #worker: TokenizerWorker;
  readonly #renderer: Renderer;
  readonly #notice = new Notice(TEXTS.dismiss);
  readonly #messages: Messages;
  readonly #json: JsonField;
  readonly #options: Options;
  readonly #grid = make("div", "tt-token-grid tt-chat-grid");
  readonly #said = make("div", "tt-hidden");
  readonly #panels = new Map<string, Panel>();
  readonly #modes = new Radios<Mode>(TEXTS.editAs, { messages: TEXTS.asMessages, json: TEXTS.asJson }, "messages", (mode) => this.#edit(mode));
  #mode: Mode = "messages";
  #show: Show = "prompt";
  #state: State;
  #queued = false;
  #edition = 0;
  #open = new Set<string>();
  #telling = 0;

  constructor(readonly root: HTMLElement) {
    this.#worker = new TokenizerWorker((files) => {
      for (const panel of this.#panels.values()) panel.loading(files.find(({ url }) => url === tokenizerFiles[panel.model.repo]?.url));
    });
    this.#renderer = new Renderer((model, result, request) => this.#rendered(model, result, request), () => ({ ok: false, type: "", message: TEXTS.tooSlow, line: null }), (why) => this.#broken(why));
    this.#messages = new Messages({ changed: (conversation) => this.#change({ conversation }, "messages"), point: (message) => this.#point(message), say: (text) => (this.#said.textContent = text) });
    this.#json = new JsonField({ label: TEXTS.jsonLabel, check: wrongConversation, changed: (conversation) => this.#change({ conversation }, "json") });
    this.#options = new Options(SHOWN, (part) => this.#change(part));
    this.#state = remembered();
    this.#build();
    addEventListener("hashchange", () => void this.#follow());
    if (location.hash.startsWith("#v")) void this.#follow();
    else this.#take(this.#state);
  }

  #build(): void {
    this.#said.setAttribute("role", "status");
    const file = acceptFiles(this.root, {
      take: (part) => this.#replace({ ...this.#state, ...part }),
      template: (model, text) => this.#change({ templates: { ...this.#state.templates, [model]: text } }),
      refuse: (why) => this.#notice.say(why),
    });
    const tools = make("div", "tt-play-tools",
      button("open", TEXTS.open, () => file.click()),
      copyButton({ label: TEXTS.share, copied: TEXTS.shared, failed: TEXTS.copyFailed }, () => this.#link(), "share"),
      file,
    );
    const shows = new Radios(TEXTS.show, TEXTS.shows, "prompt", (show) => this.#showAs(show));
    const heading = make("div", "tt-chat-head", make("h2", "tt-play-heading", TEXTS.conversation), this.#modes.element, tools);
    this.root.replaceChildren(
      presetRow(TEXTS.presets, PRESETS, ({ state }) => this.#replace(fromPreset(state, this.#state))),
      make("div", "tt-chat-editor", make("section", "tt-conversation", heading, this.#notice.element, this.#messages.element, this.#json.element), this.#options.element),
      make("div", "tt-chat-views", this.#options.models, shows.element), this.#grid, this.#said,
    );
    this.#edit("messages");
    this.root.classList.add("tt-alive");
  }

  #edit(mode: Mode): void {
    this.#mode = mode;
    this.#modes.check(mode);
    this.#messages.element.hidden = mode !== "messages";
    this.#json.element.hidden = mode !== "json";
    if (mode === "json") this.#json.set(this.#state.conversation);
    else this.#messages.set(this.#state.conversation);
  }

  #showAs(show: Show): void {
    this.#show = show;
    for (const panel of this.#panels.values()) panel.show(show);
  }

  /** What a control changed. `source`: the editor that need not be told. */
  #change(part: Partial<State>, source: Mode | null = null): void {
    leaveLink();
    const models = part.models && !part.models.length ? this.#state.models : part.models ?? this.#state.models;
    if (source) {
      this.#state = { ...this.#state, ...part };
      this.#soon();
    } else this.#take({ ...this.#state, ...part, models }, false);
  }

  /** What a preset or a file brings. */
  #replace(state: State): void {
    leaveLink();
    this.#take(state);
  }

  /** Puts a state into the page. A fresh one also replaces what does not count yet because something is wrong with it. */
  #take(state: State, fresh = true): void {
    this.#notice.clear();
    this.#state = state;
    if (this.#mode === "json") {
      if (fresh || !wrongConversation(this.#json.area.value)) this.#json.set(state.conversation);
    } else this.#messages.set(state.conversation, fresh);
    this.#options.set(state, fresh);
    for (const model of SHOWN) if (!this.#panels.has(model.id) && state.models.includes(model.id)) this.#panels.set(model.id, this.#panel(model));
    for (const [id, panel] of this.#panels) panel.template.set(state.templates[id] ?? null, fresh);
    const shown = SHOWN.filter(({ id }) => state.models.includes(id)).map(({ id }) => this.#panels.get(id)!.element);
    if (shown.length !== this.#grid.childElementCount || shown.some((element, i) => element !== this.#grid.children[i])) this.#grid.replaceChildren(...shown);
    this.#soon();
  }

  #panel(model: Model): Panel {
    const panel = new Panel(model, {
      template: (template) => {
        const templates = { ...this.#state.templates };
        if (template === null) delete templates[model.id];
        else templates[model.id] = template;
        this.#change({ templates });
      },
      point: (message) => this.#point(message),
      retry: () => this.#soon(),
    });
    panel.show(this.#show);
    return panel;
  }

  #point(message: number | null): void {
    this.#messages.mark(message);
    for (const panel of this.#panels.values()) panel.mark(message);
  }

  /** Once a frame at most, so that typing comes first. */
  #soon(): void {
    this.#grid.setAttribute("aria-busy", "true");
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      this.#update();
    });
  }

  #update(): void {
    const state = this.#state;
    this.#edition += 1;
    remember(state);
    this.#open = new Set(state.models);
    const inOrder = MODELS.filter(({ id }) => state.models.includes(id));
    this.#renderer.render(requestOf(state), inOrder.map(({ id }) => ({ id, model: this.#panels.get(id)!.facts, template: state.templates[id] ?? null })));
  }

  #rendered(id: string, result: Result, request: Request): void {
    const panel = this.#panels.get(id);
    if (!panel || this.#queued) return;
    const edition = this.#edition;
    const text = panel.set(result, request, this.#state.templates[id] ?? null, rolesOf(request.conversation));
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
      await this.#worker.load(repo, name);
    } catch (error) {
      panel.unencoded(messageOf(error), true);
      return this.#settled(id, edition);
    }
    try {
      const tokens = await this.#worker.encode(repo, text, { addSpecial: false, splitSpecial: false, marked });
      if (tokens && edition === this.#edition) panel.encoded(tokens);
    } catch (error) {
      if (edition === this.#edition) panel.unencoded(messageOf(error), false);
    }
    this.#settled(id, edition);
  }

  /** The worker that renders is gone; Try again starts another. */
  #broken(why: string): void {
    for (const id of this.#open) {
      this.#panels.get(id)!.unencoded(why, true);
      this.#settled(id, this.#edition);
    }
  }

  #settled(id: string, edition: number): void {
    if (edition !== this.#edition || this.#queued) return;
    this.#open.delete(id);
    if (this.#open.size) return;
    this.#grid.setAttribute("aria-busy", "false");
    window.clearTimeout(this.#telling);
    this.#telling = window.setTimeout(() => {
      this.#said.textContent = SHOWN.filter((model) => this.#state.models.includes(model.id)).map((model) => this.#panels.get(model.id)!.summary).join(" ");
    }, 900);
  }

  async #follow(): Promise<void> {
    const link = await fromFragment(location.hash, unpacked);
    if (link.kind === "none") return this.#take(this.#state);
    if (link.kind === "state") return this.#take(link.state);
    this.#take(this.#state, !this.#grid.childElementCount);
    this.#notice.say(link.kind === "newer" ? TEXTS.linkNewer : TEXTS.linkBroken);
  }

  async #link(): Promise<string | null> {
    const fragment = await toFragment(packed(this.#state));
    if (fragment === null) this.#notice.say(TEXTS.linkTooLong);
    return fragment && new URL(fragment, location.href).href;
  }
}
