/** The merges of a word: pairs wear their rank, the lowest fuses, the tree grows; or the reader picks the pair. */
import type { Model } from "../../encoder/models.ts";
import type { Trace } from "../../encoder/protocol.ts";
import { labelled, make } from "../../ui/dom.ts";
import { mergeTree } from "./merge_tree.ts";
import { piece, Walk, type WalkRoom } from "./walk.ts";
import { MERGE_WALK as TEXTS } from "./walk_texts.ts";

export const begin = (room: WalkRoom): void => {
  new MergeWalk(room);
};

class MergeWalk extends Walk<Trace> {
  readonly #word = make("select", "tt-field");
  readonly #own = make("input");
  readonly #pieces = make("div", "tt-walk-pairs");
  readonly #tree = make("div", "tour-tree");
  /** Of which text, and which of its words the reader has chosen; null: none, so the longest. */
  #text = "";
  #chosen: number | null = null;
  /** Of which text the words are that can be chosen. */
  #offered = "";
  /** How far the reader has picked. */
  #picked = 0;

  constructor(room: WalkRoom) {
    super(room, TEXTS);
    this.#own.type = "checkbox";
    this.#own.addEventListener("change", () => this.found && this.begin(this.found));
    this.#word.addEventListener("change", () => {
      if (this.#offered !== this.#text) return; // these are of a text that is gone
      this.#chosen = this.#word.selectedIndex;
      void this.ask();
    });
    const own = make("label", "tt-choice", this.#own, make("span", "", TEXTS.own));
    this.choices.append(labelled(TEXTS.word, this.#word), own);
    this.#pieces.setAttribute("role", "group");
    this.#pieces.setAttribute("aria-label", TEXTS.pairs);
    this.shown.append(this.#pieces, this.#tree);
    void this.ask();
  }

  protected answer({ repo, name }: Model, text: string): Promise<Trace | null> {
    void this.room.worker.load(repo, name); // where it fails, so does what is asked of it
    if (text !== this.#text) this.#chosen = null;
    this.#text = text;
    return this.room.worker.trace(repo, text, this.#chosen, true);
  }

  protected override begin(found: Trace): void {
    this.#word.replaceChildren(...found.pieces.map((word, i) => new Option(word, String(i))));
    this.#word.selectedIndex = found.of;
    this.#offered = this.#text;
    this.#picked = 0;
    super.begin(found);
  }

  protected last(found: Trace): number {
    return found.merges.length;
  }

  protected override open(found: Trace): number {
    return this.#own.checked ? this.#picked : this.last(found);
  }

  protected show(found: Trace, at: number): string {
    const { roots, fresh } = this.#grown(found, at);
    this.#pieces.replaceChildren(
      ...roots.flatMap((text, i) => {
        const made = piece(text, "", i === fresh ? "tt-walk-new" : "");
        return i + 1 < roots.length ? [made, this.#badge(found, at, i, TEXTS.pair(text, roots[i + 1]!))] : [made];
      }),
    );
    const done = found.merges[at - 1];
    const said = done ? TEXTS.step(done, found.ranks![at - 1]![done.at]!) : TEXTS.start(found.symbols.length);
    if (at === found.merges.length) return `${said} ${this.#end(found, roots.length)}`;
    return this.#own.checked && at === this.#picked ? `${said} ${TEXTS.choose}` : said;
  }

  /** Draws the tree; returns the pieces on top of it, and which of them is new. */
  #grown(found: Trace, at: number): { roots: string[]; fresh: number } {
    const roots = mergeTree(this.#tree, found.symbols, found.merges.slice(0, at));
    return { roots, fresh: at ? found.merges[at - 1]!.at : -1 };
  }

  /** The rank of a pair, between its two pieces; a button where the reader picks. */
  #badge(found: Trace, at: number, i: number, pair: string): HTMLElement {
    const rank = found.ranks![at]![i]!;
    const text = rank === null ? TEXTS.none : TEXTS.rank(rank);
    const lowest = found.merges[at]?.at === i;
    if (!this.#own.checked) return make("span", `tt-walk-rank${lowest ? " tt-walk-lowest" : ""}`, text);
    const made = make("button", "tt-walk-rank", text);
    made.type = "button";
    made.setAttribute("aria-label", `${pair}, ${rank === null ? TEXTS.noRank : TEXTS.ranked(rank)}`);
    made.addEventListener("click", () => this.#pick(found, at, i));
    return made;
  }

  #pick(found: Trace, at: number, i: number): void {
    const next = found.merges[at];
    const rank = found.ranks![at]![i]!;
    if (next && next.at === i) {
      this.#picked = Math.max(this.#picked, at + 1);
      this.stand(found, at + 1);
      this.#pieces.querySelectorAll("button")[Math.max(0, i - 1)]?.focus();
      return;
    }
    const same = next && rank !== null && rank === found.ranks![at]![next.at];
    this.say(rank === null ? TEXTS.noMerge : same ? TEXTS.leftmost : TEXTS.higher(rank));
  }

  #end({ whole, ids }: Trace, pieces: number): string {
    return whole && ids.length !== pieces ? TEXTS.whole(ids) : TEXTS.done(ids);
  }
}
