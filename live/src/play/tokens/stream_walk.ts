/** Ways to stream a text, token by token: what each has printed, and what one holds back. */
import type { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import type { Streams } from "../../encoder/protocol.ts";
import { make } from "../../ui/dom.ts";
import { piece, Walk } from "./walk.ts";
import { STREAM_WALK as TEXTS } from "./walk_texts.ts";

export const begin = (root: HTMLElement, worker: TokenizerWorker, link: HTMLAnchorElement): void => {
  new StreamWalk(root, worker, link);
};

const WAYS = ["alone", "difference", "held", "words"] as const;
type Way = (typeof WAYS)[number];

class StreamWalk extends Walk<Streams> {
  readonly #sent = make("div", "tt-stage-out tt-walk-sent");
  readonly #printed = new Map<Way, HTMLElement>();
  readonly #notes = new Map<Way, HTMLElement>();
  readonly #buffer = make("div", "tt-walk-buffer");

  constructor(root: HTMLElement, worker: TokenizerWorker, link: HTMLAnchorElement) {
    super(root, worker, link, TEXTS);
    const grid = make("div", "tt-walk-ways", ...WAYS.map((way) => this.#panel(way)));
    this.shown.append(make("p", "tt-play-label", TEXTS.sent), this.#sent, grid);
    void this.ask();
  }

  #panel(way: Way): HTMLElement {
    const [name, code] = TEXTS.ways[way];
    const [printed, note] = [make("pre", "tt-walk-printed"), make("p", "tt-note")];
    this.#printed.set(way, printed);
    this.#notes.set(way, note);
    const made = make("section", "tt-stages", make("h3", "tt-panel-name", name), make("code", "", code), printed);
    made.dataset.way = way;
    if (way === "held") made.append(this.#buffer);
    made.append(note);
    return made;
  }

  protected async answer({ repo, name }: Model, text: string): Promise<Streams | null> {
    await this.worker.load(repo, name);
    return this.worker.streams(repo, text);
  }

  /** One more than tokens: the stream ends. */
  protected last(found: Streams): number {
    return found.ids.length + 1;
  }

  protected show(found: Streams, at: number): string {
    const { ids, faces, bytes } = found;
    this.#sent.replaceChildren(
      ...faces.map((text, i) =>
        piece(text || TEXTS.nothing, String(ids[i]), i >= at ? "tt-walk-later" : i === at - 1 ? "tt-walk-new" : ""),
      ),
    );
    const ended = at > ids.length;
    for (const way of WAYS) this.#print(way, found, at, ended);
    this.#hold(found, at, ended);
    if (!at) return TEXTS.start;
    return ended ? TEXTS.end : TEXTS.token(at, ids.length, hex(bytes[at - 1]!));
  }

  #print(way: Way, found: Streams, at: number, ended: boolean): void {
    const pieces = found[way];
    const before = pieces.slice(0, Math.max(0, at - 1)).join("");
    const fresh = at ? (pieces[at - 1] ?? "") : "";
    const printed = this.#printed.get(way)!;
    printed.replaceChildren(before, ...(fresh ? [make("mark", "", fresh)] : []));
    const raised = way === "held" && found.raised !== null && at > found.held.length;
    const note = this.#notes.get(way)!;
    note.classList.toggle("tt-bad", raised);
    if (raised) note.textContent = `${TEXTS.raises} ${found.raised}`;
    else note.textContent = ended ? (before + fresh === found.text ? TEXTS.same : TEXTS.other) : "";
  }

  /** The bytes of the tokens since the last text that DecodeStream gave, and the places that a character still lacks. */
  #hold({ held, bytes, raised }: Streams, at: number, ended: boolean): void {
    const sent = Math.min(at, bytes.length);
    let from = sent;
    while (from > 0 && from <= held.length && held[from - 1] === null) from -= 1;
    const kept = raised !== null && sent > held.length ? [] : bytes.slice(from, sent).flat();
    const empty = kept.length && !ended ? missing(kept) : 0;
    this.#buffer.replaceChildren(
      make("span", "", TEXTS.buffer),
      ...kept.map((byte) => make("b", "", hex([byte]))),
      ...Array.from({ length: empty }, () => Object.assign(make("i", "", "··"), { title: TEXTS.missing })),
      ...(kept.length ? [] : [make("span", "tt-note", TEXTS.nothing)]),
    );
    if (ended && kept.length) this.#notes.get("held")!.textContent = TEXTS.unfinished;
  }
}

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

/** How many bytes the last character still lacks, from its first byte. */
function missing(bytes: readonly number[]): number {
  const first = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
  const lead = bytes[first] ?? 0;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return Math.max(0, size - (bytes.length - first));
}
