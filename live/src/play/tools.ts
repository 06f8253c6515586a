/**
 * The row of tabs at the top of a playground: the first is what the page shows, each further one a tool that is loaded
 * when it is first chosen.
 */
import { make, wordButton } from "../ui/dom.ts";
import type { NamedFile } from "../ui/drops.ts";
import { messageOf } from "../ui/errors.ts";
import { Projector } from "./projector.ts";
import { TAB_WORDS } from "./texts.ts";
import { NO_TOOL, type Room, type Tabs, type Tool, type ToolTab } from "./tool.ts";
import type { Kind } from "./work.ts";

/** What the playground gives to every tool, and hears of. */
export interface ToolsEvents<State> extends Pick<Room<State>, "worker" | "offer" | "notice" | "state" | "tell"> {
  change(part: Partial<State>, kind: Kind): void;
  /** Notes the page's state as what `kind` says: a tool's part of it, or the tab, has changed. */
  note(kind: Kind): void;
  /** Another tab is shown, and the notice is empty: what still holds has to be said again. */
  turned?(): void;
}

/** A tab and its panel; the first has no tool. */
interface Place<State> {
  readonly tab: ToolTab<State> | null;
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
  readonly body: HTMLElement;
  tool: Tool | null;
  loading: boolean;
}

const KEYS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export class Tools<State> {
  /** The row and the panels. */
  readonly element: HTMLElement;
  readonly #row = make("div", "tt-tabs");
  readonly #projector = new Projector(() => this.#events.note("view"));
  readonly #places: readonly Place<State>[];
  readonly #events: ToolsEvents<State>;
  readonly #moved: readonly { element: HTMLElement; home: Comment }[];
  #tabs: Tabs = NO_TOOL;

  /**
   * `first`: all that the page shows without tools; `follow`: elements of it that stand in every tab's panel: notices,
   * the link, undo.
   */
  constructor(
    tabs: readonly ToolTab<State>[],
    label: string,
    first: HTMLElement,
    follow: readonly HTMLElement[],
    events: ToolsEvents<State>,
  ) {
    this.#events = events;
    this.#places = [null, ...tabs].map((tab) => this.#place(tab, label, first));
    this.#row.setAttribute("role", "tablist");
    this.#row.setAttribute("aria-label", TAB_WORDS.tools);
    this.#row.append(...this.#places.map(({ button }) => button));
    this.#row.hidden = !tabs.length;
    this.#row.addEventListener("keydown", (event) => this.#key(event));
    const top = make("div", "tt-toolbox-top", this.#row, this.#projector.button);
    this.element = make("div", "tt-toolbox", top, ...this.#places.map(({ panel }) => panel));
    this.#moved = follow.map((element) => {
      const home = document.createComment("");
      element.before(home);
      return { element, home };
    });
    this.#select();
  }

  /** For links and for what the tab keeps. */
  get tabs(): Tabs {
    return { ...this.#tabs, big: this.#projector.on };
  }

  /** Shows what a link, undo or Back brought. */
  show(tabs: Tabs): void {
    const before = this.#tabs;
    this.#tabs = tabs;
    if (tabs.big) this.#projector.show(true);
    for (const { tab, tool } of this.#places)
      if (tab && tool && JSON.stringify(before.parts[tab.id]) !== JSON.stringify(tabs.parts[tab.id]))
        tool.show(tabs.parts[tab.id]);
    if (before.tab !== tabs.tab) this.#select();
  }

  /** The state of the page or what it offers has changed. */
  page(): void {
    this.#shown.tool?.page?.();
  }

  /** A tool that may know what the page lacks is loaded; it is not shown. */
  wake(id: string): void {
    const place = this.#places.find(({ tab }) => tab?.id === id);
    if (place?.tool) place.tool.show(this.#tabs.parts[id]);
    else if (place) void this.#load(place);
  }

  /** Whether the tool that is shown takes what was dropped. */
  files(files: readonly NamedFile[]): boolean {
    return this.#shown.tool?.files?.(files) ?? false;
  }

  get #shown(): Place<State> {
    return this.#places.find(({ tab }) => (tab?.id ?? null) === this.#tabs.tab)!;
  }

  #place(tab: ToolTab<State> | null, label: string, first: HTMLElement): Place<State> {
    const button = make("button", "tt-tab", tab?.label ?? label);
    button.type = "button";
    button.setAttribute("role", "tab");
    const body = tab ? make("div", `tt-tool tt-tool-${tab.id}`) : first;
    const panel = tab ? make("div", "tt-tool-panel", make("div", "tt-play-tools tt-tool-head"), body) : first;
    panel.setAttribute("role", "tabpanel");
    button.id = `tt-tab-${tab?.id ?? "first"}`;
    panel.id = `tt-panel-${tab?.id ?? "first"}`;
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("aria-labelledby", button.id);
    const place = { tab, button, panel, body, tool: null, loading: false };
    button.addEventListener("click", () => this.#go(place));
    return place;
  }

  #key(event: KeyboardEvent): void {
    const at = this.#places.findIndex(({ button }) => button === event.target);
    const next = KEYS[event.key];
    if (!next || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const place = this.#places[next(at, this.#places.length)]!;
    this.#go(place);
    place.button.focus();
  }

  #go(place: Place<State>): void {
    const tab = place.tab?.id ?? null;
    if (tab === this.#tabs.tab) return;
    this.#tabs = { ...this.#tabs, tab };
    this.#events.notice.clear();
    this.#events.turned?.();
    this.#select();
    this.#events.note("view");
  }

  #select(): void {
    const shown = this.#shown;
    for (const place of this.#places) {
      place.button.setAttribute("aria-selected", String(place === shown));
      place.button.tabIndex = place === shown ? 0 : -1;
      place.panel.hidden = place !== shown;
    }
    for (const { element, home } of this.#moved)
      if (shown.tab) shown.panel.firstElementChild!.append(element);
      else home.after(element);
    const { button } = shown;
    // scrollIntoView would move the page, too
    if (button.offsetLeft < this.#row.scrollLeft || button.offsetLeft + button.offsetWidth > this.#row.clientWidth)
      this.#row.scrollLeft = button.offsetLeft - (this.#row.clientWidth - button.offsetWidth) / 2;
    if (shown.tool) shown.tool.page?.();
    else void this.#load(shown);
  }

  async #load(place: Place<State>): Promise<void> {
    const { tab, body } = place;
    if (!tab || place.loading) return;
    place.loading = true;
    body.replaceChildren(make("p", "tt-note", TAB_WORDS.loading));
    try {
      const module = await tab.load();
      body.replaceChildren();
      const tool = module.tool(this.#room(tab.id, body));
      tool.show(this.#tabs.parts[tab.id]);
      place.tool = tool;
      if (place === this.#shown) tool.page?.();
    } catch (error) {
      const again = wordButton(TAB_WORDS.retry, () => void this.#load(place));
      body.replaceChildren(make("p", "tt-note tt-part-failed", messageOf(error), " ", again));
    }
    place.loading = false;
  }

  #room(id: string, panel: HTMLElement): Room<State> {
    const { worker, offer, notice, state, tell, change, note } = this.#events;
    return {
      panel,
      worker,
      offer,
      notice,
      state,
      tell,
      change,
      keep: (part, kind) => {
        const { [id]: _, ...others } = this.#tabs.parts;
        this.#tabs = { ...this.#tabs, parts: part === undefined ? others : { ...others, [id]: part } };
        note(kind);
      },
      go: (to) => {
        const place = this.#places.find(({ tab }) => (tab?.id ?? null) === to);
        if (!place) return;
        this.#go(place);
        place.button.focus();
      },
    };
  }
}
