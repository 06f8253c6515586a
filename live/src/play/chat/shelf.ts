/** The tool "Template shelf": templates of other models, to be searched and taken. Their texts are in this part of the page alone. */
import { siteRoot } from "../../encoder/built.ts";
import { hexSha256 } from "../../files/sha256.ts";
import { NOTHING } from "../../own/bundle.ts";
import { hashOf, nameOf } from "../../own/own.ts";
import { labelled, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import type { Room, Tool } from "../tool.ts";
import type { State } from "./shape.ts";
import { SHELF } from "./shelf_texts.ts";

interface Shelved {
  name: string;
  /** On the Hub; null where nobody says. */
  repo: string | null;
  text: string;
}

/** What the build read out of the source distribution; null without it. */
declare const PLAY_SHELF: { package: string; templates: Shelved[] } | null;

export const templateShelf = (room: Room<State>): Tool => new TemplateShelf(room);

class TemplateShelf implements Tool {
  readonly #all: readonly Shelved[] = PLAY_SHELF?.templates ?? [];
  readonly #search = Object.assign(make("input", "tt-field"), {
    type: "search",
    spellcheck: false,
    autocomplete: "off",
  });
  readonly #host = make("select", "tt-field");
  readonly #said = make("p", "tt-report-said");
  readonly #list = make("ul", "tt-shelf");
  /** Whose tokens; null until one is chosen: then it is the first that the page shows. */
  #wanted: string | null = null;
  /** In older links: the tokenizer of what was taken last. */
  #pinned: string | null = null;

  constructor(readonly room: Room<State>) {
    if (PLAY_SHELF) this.#build(PLAY_SHELF.package);
    else room.panel.append(make("p", "tt-note", SHELF.none));
  }

  #build(package_: string): void {
    this.#search.addEventListener("input", () => this.#choose("typed"));
    this.#host.addEventListener("change", () => {
      this.#wanted = this.#host.value;
      this.#choose("options");
    });
    this.#said.setAttribute("role", "status");
    const link = (href: string, text: string): HTMLAnchorElement => Object.assign(make("a", "", text), { href });
    this.room.panel.append(
      make("p", "tt-tool-what", SHELF.what(this.#all.length)),
      make("div", "tt-report-controls", labelled(SHELF.search, this.#search), labelled(SHELF.host, this.#host)),
      this.#said,
      this.#list,
      make(
        "p",
        "tt-note",
        `${SHELF.origin(package_)} `,
        link("https://github.com/ggml-org/llama.cpp/blob/master/LICENSE", SHELF.licence),
        `${SHELF.terms} `,
        link(new URL("reference/templates/", siteRoot).href, SHELF.compared),
      ),
    );
  }

  show(part: unknown): void {
    const { q, h, pin } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    this.#search.value = typeof q === "string" ? q.slice(0, 200) : "";
    this.#pinned = typeof pin === "string" ? pin : null;
    this.#wanted = typeof h === "string" ? h : null;
    this.#hosts();
    this.#draw();
    void this.#found();
  }

  page(): void {
    this.#hosts();
  }

  #hosts(): void {
    const { hosts } = this.room.offer;
    const [wanted] = this.room.offer.known(this.#wanted === null ? [] : [this.#wanted]);
    this.#host.replaceChildren(...hosts.map(({ id, name }) => new Option(name, id)));
    const shown = this.room.state().models;
    this.#host.value = (
      hosts.find(({ id }) => id === wanted) ??
      hosts.find(({ id }) => shown.includes(id)) ??
      hosts[0]!
    ).id;
  }

  #choose(kind: "typed" | "options"): void {
    const q = this.#search.value;
    const h = this.#wanted;
    this.room.keep(q || h !== null ? { ...(q ? { q } : {}), ...(h === null ? {} : { h }) } : undefined, kind);
    if (kind === "typed") this.#draw();
  }

  #draw(): void {
    if (!PLAY_SHELF) return;
    const wanted = this.#search.value.trim().toLowerCase();
    const found = this.#all.flatMap((one) => {
      const hits = wanted ? one.text.toLowerCase().split(wanted).length - 1 : 0;
      const named = `${one.name} ${one.repo ?? ""}`.toLowerCase().includes(wanted);
      return named || hits ? [{ one, hits, named }] : [];
    });
    found.sort((a, b) => Number(b.named) - Number(a.named));
    this.#said.textContent = found.length ? SHELF.found(found.length, this.#all.length) : SHELF.nothing;
    this.#list.replaceChildren(...found.map(({ one, hits }) => this.#entry(one, hits)));
  }

  #entry(one: Shelved, hits: number): HTMLElement {
    const use = wordButton(SHELF.use, () => void this.#take(one));
    use.setAttribute("aria-label", SHELF.useNamed(one.name));
    const origin = one.repo
      ? Object.assign(make("a", "", one.repo), { href: `https://huggingface.co/${one.repo}` })
      : make("span", "", SHELF.unnamed);
    const words = [SHELF.size(one.text.length), ...(hits ? [SHELF.hits(hits)] : [])].join(", ");
    return make("li", "", make("strong", "", one.name), make("span", "tt-shelf-of", origin, `, ${words}`), use);
  }

  /** What a link names by its hash and is not here may be one of these. */
  async #found(): Promise<void> {
    const { offer, state } = this.room;
    const { hosts = {}, models } = state();
    const lacking = offer.missing(models).filter((id) => !offer.own.awaits(id));
    const missing = new Map(lacking.map((id) => [hashOf(id), id]));
    if (!missing.size) return;
    for (const { text } of this.#all) {
      const id = missing.get(await hexSha256(text));
      if (id === undefined) continue;
      const host = offer.host(hosts[id] ?? this.#pinned ?? this.#host.value);
      const name = nameOf(id);
      await offer.own.add({ ...NOTHING, name, template: text }, name, host.id);
      this.room.notice.say(SHELF.said(name, host.name), false);
    }
  }

  /** As one that the reader brought, beside the conversation. */
  async #take({ name, text }: Shelved): Promise<void> {
    try {
      const host = this.#host.value;
      const { own } = await this.room.offer.own.add({ ...NOTHING, name, template: text }, name, host);
      const { models, hosts } = this.room.state();
      this.room.change(
        { models: [own.id, ...models.filter((id) => id !== own.id)], hosts: { ...hosts, [own.id]: host } },
        "options",
      );
      this.room.go(null);
      this.room.notice.say(SHELF.said(own.name, this.room.offer.host(host).name), false);
    } catch (error) {
      this.room.notice.say(messageOf(error));
    }
  }
}
