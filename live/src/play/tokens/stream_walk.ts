/** Ways to stream a text, token by token: what each has printed, and what one holds back. */
import type { Model } from "../../encoder/models.ts";
import type { Streams } from "../../encoder/protocol.ts";
import { make } from "../../ui/dom.ts";
import { Walk, type WalkRoom } from "./walk.ts";
import { STREAM_WALK as TEXTS } from "./walk_texts.ts";

export const begin = (room: WalkRoom): void => {
  new StreamWalk(room);
};

const WAYS = ["alone", "difference", "held", "words"] as const;
type Way = (typeof WAYS)[number];

class StreamWalk extends Walk<Streams> {
  /** Places of tokens that the reader has taken out, and of what. */
  #lost = new Set<number>();
  #of = "";
  /** Of what the tokens are that stand there. */
  #shownOf = "";
  readonly #sent = make("div", "tt-stage-out tt-walk-sent");
  readonly #printed = new Map<Way, HTMLElement>();
  readonly #notes = new Map<Way, HTMLElement>();
  readonly #buffer = make("div", "tt-walk-buffer");

  constructor(room: WalkRoom) {
    super(room, TEXTS);
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

  protected answer({ repo, name }: Model, text: string): Promise<Streams | null> {
    if (this.#of !== `${repo} ${text}`) this.#lost.clear();
    this.#of = `${repo} ${text}`;
    void this.room.worker.load(repo, name); // where it fails, so does what is asked of it
    return this.room.worker.streams(repo, text, [...this.#lost]);
  }

  /** One more than tokens: the stream ends. */
  protected last(found: Streams): number {
    return found.sent.length + 1;
  }

  /** Where a token was taken out or put back, the reader stays. */
  protected override begin(found: Streams): void {
    this.#shownOf = this.#of;
    const touched = this.#sent.contains(document.activeElement);
    this.stand(found, touched ? Math.min(this.scrubber.at, this.last(found)) : 0);
  }

  protected show(found: Streams, at: number): string {
    const { sent, bytes } = found;
    this.#chips(found, at);
    const ended = at > sent.length;
    for (const way of WAYS) this.#print(way, found, at, ended);
    this.#hold(found, at, ended);
    if (!at) return TEXTS.start;
    return ended ? TEXTS.end : TEXTS.token(at, sent.length, hex(bytes[sent[at - 1]!]!));
  }

  /** The tokens; one that is pressed is lost on the way. The focus stays on its place. */
  #chips({ ids, faces, sent }: Streams, at: number): void {
    const before = [...this.#sent.children].indexOf(document.activeElement!);
    const gone = sent[at - 1] ?? (at ? ids.length : -1);
    this.#sent.replaceChildren(
      ...faces.map((text, i) => {
        const made = make("button", "tt-stage-piece", text || TEXTS.nothing, make("i", "", String(ids[i])));
        made.type = "button";
        made.title = TEXTS.lose;
        made.setAttribute("aria-pressed", String(!sent.includes(i)));
        made.classList.toggle("tt-walk-later", i > gone);
        made.classList.toggle("tt-walk-new", i === gone);
        made.addEventListener("click", () => {
          if (this.#shownOf !== this.#of) return; // these are of a text that is gone
          if (!this.#lost.delete(i)) this.#lost.add(i);
          void this.ask();
        });
        return made;
      }),
    );
    (this.#sent.children[before] as HTMLElement | undefined)?.focus();
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
  #hold({ held, sent, bytes, raised }: Streams, at: number, ended: boolean): void {
    const come = Math.min(at, sent.length);
    let from = come;
    while (from > 0 && held[from - 1] === null) from -= 1;
    const broken = raised !== null && come > held.length;
    const kept = broken ? [] : sent.slice(from, come).flatMap((place) => bytes[place]!);
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
