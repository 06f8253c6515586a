/** The training of a vocabulary on the reader's sentences, merge by merge. */
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { appendBytes, BYTES, spelt } from "../../tokenizers/bytes.ts";
import { face } from "../../tokenizers/face.ts";
import { make } from "../../ui/dom.ts";
import { cutsAfter, type Pair, pairCounts, type Training, trained } from "./training.ts";
import { piece, Walk, type WalkRoom } from "./walk.ts";
import { TRAINING_WALK as TEXTS } from "./walk_texts.ts";

export const begin = (room: WalkRoom): void => {
  new TrainingWalk(room);
};

/** Pairs that are listed. */
const LISTED = 6;

class TrainingWalk extends Walk<Training> {
  readonly #cut = make("input");
  readonly #part = (name: string): HTMLElement => {
    const [title, body] = [make("p", "tt-play-label"), make("div", `tt-walk-${name}`)];
    this.shown.append(title, body);
    return body;
  };
  readonly #pairs = this.#part("counts");
  readonly #entries = this.#part("entries");
  readonly #text = this.#part("cuts");

  constructor(room: WalkRoom) {
    super(room, TEXTS);
    this.#cut.type = "checkbox";
    this.#cut.checked = true;
    this.#cut.addEventListener("change", () => void this.ask());
    this.choices.append(make("label", "tt-choice", this.#cut, make("span", "", TEXTS.cut)));
    void this.ask();
  }

  protected async answer({ repo, name }: Model, text: string): Promise<Training | null> {
    const lines = text.split("\n").filter(Boolean);
    if (!this.#cut.checked) return trained(lines.map((line) => [spelt(line)]));
    void this.room.worker.load(repo, name); // where it fails, so does what is asked of it
    const options = { addSpecial: false, splitSpecial: true };
    const cut = await Promise.all(
      lines.map((line, i) => this.room.worker.encode(repo, line, options, `training ${i}`)),
    );
    return cut.some((tokens) => !tokens) ? null : trained(cut.map((tokens) => wordsOf(tokens!)));
  }

  protected last(found: Training): number {
    return found.merges.length;
  }

  protected show(found: Training, at: number): string {
    const cuts = cutsAfter(found, at);
    const counts = pairCounts(cuts);
    const done = found.merges[at - 1];
    const made = done?.pair.join("");
    const entries = new Set(found.merges.slice(0, at).map(({ pair }) => pair.join("")));
    const next = found.merges[at]?.pair;
    titled(this.#pairs, counts.length ? TEXTS.counts : TEXTS.noCounts);
    this.#pairs.replaceChildren(
      ...listed(counts, next).map(({ pair, count }) =>
        piece(pair.map(shown).join(" + "), String(count), same(pair, next) ? "tt-walk-lowest" : ""),
      ),
      ...(counts.length > LISTED ? [make("small", "", TEXTS.more(counts.length - LISTED))] : []),
    );
    titled(this.#entries, TEXTS.entries(BYTES.size, entries.size));
    this.#entries.replaceChildren(
      ...[...entries].map((entry, i) =>
        piece(shown(entry), String(BYTES.size + i), entry === made ? "tt-walk-new" : ""),
      ),
    );
    titled(this.#text, TEXTS.sentences(cuts.flat(2).length));
    this.#text.replaceChildren(
      ...cuts.map((line) =>
        make(
          "p",
          "",
          ...line.map((word) =>
            make(
              "span",
              "tt-walk-word",
              ...word.map((text) => piece(shown(text), "", text === made ? "tt-walk-new" : "")),
            ),
          ),
        ),
      ),
    );
    if (!done) return TEXTS.start(BYTES.size);
    const before = pairCounts(cutsAfter(found, at - 1));
    const tied = before.filter(({ count }) => count === done.count).length > 1;
    const [left, right] = done.pair;
    const said = (tied ? TEXTS.stepTied : TEXTS.step)(shown(left), shown(right), done.count, shown(made!));
    if (at < found.merges.length) return said;
    return `${said} ${found.capped ? TEXTS.capped(at) : TEXTS.done}`;
  }
}

/** The first pairs; the one that is joined next leads those that stand as often. */
function listed(counts: ReturnType<typeof pairCounts>, next: Pair | undefined): ReturnType<typeof pairCounts> {
  return counts
    .sort((a, b) => b.count - a.count || Number(same(b.pair, next)) - Number(same(a.pair, next)))
    .slice(0, LISTED);
}

const same = (pair: Pair, other: Pair | undefined): boolean => pair[0] === other?.[0] && pair[1] === other[1];

function titled(body: HTMLElement, title: string): void {
  body.previousElementSibling!.textContent = title;
}

/** An entry as text, with spaces to be seen; what is not whole characters as bytes. */
function shown(entry: string): string {
  const bytes: number[] = [];
  appendBytes(entry, bytes);
  return face(Uint8Array.from(bytes));
}

/** The words of a text, in the characters that stand for their bytes. */
function wordsOf({ words, bytes, byteAt, ids }: Tokens): string[] {
  const characters = [...BYTES].sort(([, a], [, b]) => a - b).map(([character]) => character);
  const out: string[] = [];
  for (let i = 0; i < ids.length; i += 1) {
    const own = Array.from(bytes.subarray(byteAt[i], byteAt[i + 1]), (byte) => characters[byte]!).join("");
    out[words[i]!] = (out[words[i]!] ?? "") + own;
  }
  return out.filter((word) => word !== undefined);
}
