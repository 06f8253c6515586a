/** What ids are in one tokenizer: chips, the text with and without special tokens, what is wrong with them. */
import type { Model } from "../../encoder/models.ts";
import { Kind, type Spelled } from "../../encoder/protocol.ts";
import { escaped } from "../../tokenizers/face.ts";
import { copyButton } from "../../ui/copy.ts";
import { make } from "../../ui/dom.ts";
import { layOutFor } from "../../ui/long_text.ts";
import { ChipView } from "../chip_view.ts";
import { bytesAt, faceAt } from "../chips.ts";
import { CHIP_WORDS } from "../texts.ts";
import { IDS } from "./ids_texts.ts";

/** Places that a sentence names. */
const NAMED = 12;
/** Bytes of one token that are written out. */
const BYTES = 24;

export class IdsView {
  readonly element = make("div", "tt-ids-view");
  readonly #detail = make("p", "tt-detail", IDS.hint);
  readonly #findings = make("ul", "tt-ids-findings");
  readonly #texts = make("div", "tt-ids-texts");
  readonly #chips: ChipView;
  #spelled: Spelled | null = null;

  constructor() {
    const words = {
      ...CHIP_WORDS,
      token: (text: string, id: number, kind: string) => CHIP_WORDS.token(text || IDS.none, id, text ? kind : ""),
    };
    this.#chips = new ChipView(IDS.chips, words, {
      point: (i) => this.#describe(i ?? this.#chips.picked),
      pick: (i) => this.#describe(i),
    });
    const panel = make("section", "tt-tokens", this.#detail, this.#chips.element, this.#chips.clip.element);
    this.element.append(this.#findings, panel, this.#texts);
  }

  show(spelled: Spelled, model: Model): void {
    this.#spelled = spelled;
    this.#chips.element.setAttribute("aria-label", IDS.listOf(model.name));
    this.#chips.set(spelled.tokens, "both");
    this.#describe(this.#chips.picked);
    this.#findings.replaceChildren(
      ...findings(spelled, model).map(([grave, text]) => make("li", grave ? "tt-grave" : "", text)),
    );
    const same = spelled.plain === spelled.text;
    this.#texts.replaceChildren(
      decoded(IDS.text, spelled.text),
      same ? make("p", "tt-note", IDS.same) : decoded(IDS.plain, spelled.plain),
    );
  }

  #describe(i: number | null): void {
    const tokens = this.#spelled?.tokens;
    if (!tokens || i === null || i >= tokens.ids.length) return this.#detail.replaceChildren(IDS.hint);
    const kind = tokens.kinds[i]!;
    const parts = [`id ${tokens.ids[i]}`, IDS.detail(i, tokens.ids.length)];
    if (IDS.kinds[kind]) parts.push(IDS.kinds[kind]);
    const bytes = bytesAt(tokens, i);
    if (kind < Kind.special) parts.push(IDS.bytes(hex(bytes)));
    const face = make("code", "", faceAt(tokens, i) || escaped(bytes));
    face.dir = "auto";
    this.#detail.replaceChildren(face, ` ${parts.join(", ")}`);
  }
}

function decoded(label: string, text: string): HTMLElement {
  const code = make("code");
  const pre = make("pre", "tt-evidence-text", code);
  pre.tabIndex = 0;
  pre.dir = "auto";
  layOutFor(pre, text);
  code.textContent = text;
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", label);
  const words = { label: IDS.copyText, copied: IDS.copied, failed: IDS.copyFailed };
  const head = make(
    "div",
    "tt-ids-text-head",
    make("span", "tt-evidence-label", label),
    copyButton(words, () => text),
  );
  return make("div", "", head, pre);
}

/** Grave ones first. */
function findings(spelled: Spelled, { name }: Model): [grave: boolean, text: string][] {
  const { beyond, holes, unfound, strange, brokenCount, broken, again, tokens, top } = spelled;
  const out: [boolean, string][] = [];
  const places = (of: { at: number; id: number }[], all: number): string =>
    IDS.at(
      of.slice(0, NAMED).map(({ at, id }) => IDS.place(at, id)),
      all - Math.min(of.length, NAMED),
    );
  if (beyond)
    out.push([
      true,
      `${IDS.beyond(beyond, top)} ${places(
        strange.filter((one) => one.beyond),
        beyond,
      )}`,
    ]);
  if (holes)
    out.push([
      true,
      `${IDS.holes(holes)} ${places(
        strange.filter((one) => !one.beyond),
        holes,
      )}`,
    ]);
  if (unfound) out.push([true, IDS.unfound(unfound, name)]);
  if (brokenCount) {
    const at = broken.map((i) => ({ at: i, id: tokens.ids[i]! }));
    out.push([true, `${IDS.broken(brokenCount)} ${places(at, brokenCount)}`]);
  }
  if (again === 1) out.push([false, IDS.again]);
  else if (tokens.ids.length) out.push([false, IDS.notAgain(again)]);
  return out;
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, BYTES), (byte) => byte.toString(16).padStart(2, "0")).join(" ") +
  (bytes.length > BYTES ? " …" : "");
