/** The tool "Whole files": tokens of each row of text, JSONL, CSV and JSON files. */
import { siteRoot, tokenizerFiles } from "../../encoder/built.ts";
import { lengthOf } from "../../encoder/length.ts";
import type { Model } from "../../encoder/models.ts";
import { kindByName } from "../../own/recognise.ts";
import { RowsWorker } from "../../rows/client.ts";
import type { As, Progress, TokenizerJob } from "../../rows/protocol.ts";
import { copyButton } from "../../ui/copy.ts";
import { make, wordButton } from "../../ui/dom.ts";
import type { NamedFile } from "../../ui/drops.ts";
import { messageOf } from "../../ui/errors.ts";
import type { Room, Tool } from "../tool.ts";
import type { Kind } from "../work.ts";
import { FilesList } from "./files_list.ts";
import { filesPython } from "./files_python.ts";
import { FilesResult } from "./files_result.ts";
import { FilesSplit } from "./files_split.ts";
import { FILES } from "./files_texts.ts";
import type { State } from "./texts.ts";

export const tool = (room: Room<State>): Tool => new WholeFiles(room);

/** What is kept in the link and the draft; the files cannot be. */
interface Kept {
  models: string[] | null;
  add: boolean;
  prices: Record<string, string>;
  limit: string;
  size: string;
  overlap: string;
}

const NOTHING: Kept = { models: null, add: false, prices: {}, limit: "", size: "512", overlap: "0" };

class WholeFiles implements Tool {
  readonly #worker = new RowsWorker(FILES.worker);
  readonly #kept: Kept = structuredClone(NOTHING);
  readonly #list: FilesList;
  readonly #result: FilesResult;
  readonly #split: FilesSplit;
  readonly #choices = make("fieldset", "tt-choices");
  readonly #add = Object.assign(make("input"), { type: "checkbox" });
  readonly #count = chip(FILES.count, () => void this.#counted());
  readonly #stop = chip(FILES.stop, () => this.#stopped());
  readonly #bar = make("progress", "tt-files-progress");
  readonly #said = make("p", "tt-files-said");
  readonly #troubles = make("div", "tt-files-troubles");
  readonly #after = make("div", "tt-files-after");
  /** What the counts are of. */
  #made = "";
  #busy = false;

  constructor(readonly room: Room<State>) {
    const typed = (): void => this.#keep("typed");
    this.#list = new FilesList(this.#worker, (wrong) => this.#listed(wrong));
    this.#result = new FilesResult(this.#worker, this.#kept, typed);
    this.#split = new FilesSplit(this.#kept, typed, (size, overlap, as) => void this.#splits(size, overlap, as));
    this.#add.addEventListener("change", () => {
      this.#kept.add = this.#add.checked;
      this.#keep("options");
    });
    this.#troubles.setAttribute("role", "alert");
    const copied = { label: FILES.python, copied: FILES.copied, failed: FILES.copyFailed };
    this.#after.append(
      make(
        "div",
        "tt-play-tools tt-files-saves",
        chip(FILES.saveCsv, () => void this.#save("csv")),
        chip(FILES.saveJsonl, () => void this.#save("jsonl")),
        copyButton(copied, () => filesPython(this.#list.jobs, this.#chosen, this.#kept.add)),
      ),
      this.#result.element,
    );
    room.panel.append(
      make("p", "tt-tool-what", FILES.what),
      this.#dropBox(),
      this.#list.element,
      this.#choices,
      make("label", "tt-choice", this.#add, make("span", "", FILES.special)),
      make("div", "tt-files-controls", this.#count, this.#stop, this.#bar),
      this.#said,
      this.#troubles,
      this.#after,
      this.#split.element,
    );
    this.#look();
  }

  show(part: unknown): void {
    Object.assign(this.#kept, structuredClone(NOTHING), keptIn(part));
    this.#add.checked = this.#kept.add;
    this.#result.retype();
    this.#split.retype();
    this.page();
  }

  page(): void {
    const chosen = this.#chosen;
    this.#choices.replaceChildren(
      make("legend", "", FILES.tokenizers),
      ...this.#models.map((model) => {
        const box = Object.assign(make("input"), { type: "checkbox", checked: chosen.includes(model) });
        box.value = model.id;
        box.addEventListener("change", () => this.#choose(model, box));
        return make("label", "tt-choice", box, make("span", "", model.name));
      }),
    );
    this.#look();
  }

  /** Tokenizers are the page's, wherever they fall. */
  files(files: readonly NamedFile[]): boolean {
    if (files.every(({ path }) => kindByName(path) || /\.zip$/i.test(path))) return false;
    this.room.notice.clear();
    this.#list.add(files);
    return true;
  }

  #dropBox(): HTMLElement {
    const input = Object.assign(make("input"), { type: "file", multiple: true, hidden: true });
    input.addEventListener("change", () => {
      this.room.notice.clear();
      this.#list.add(Array.from(input.files ?? [], (file) => ({ path: file.name, file })));
      input.value = "";
    });
    return make(
      "div",
      "tt-files-drop",
      make("span", "", `${FILES.drop} ${FILES.or} `),
      chip(FILES.choose, () => input.click()),
      input,
      make("span", "tt-note", FILES.most),
    );
  }

  get #models(): Model[] {
    const own = (model: Model): boolean => this.room.offer.own.find(model.id)?.facts !== null;
    return this.room.offer.models.filter(own);
  }

  /** At first that which the page shows first. */
  get #chosen(): Model[] {
    const models = this.#models;
    const ids = this.room.offer.known(this.#kept.models ?? []);
    const chosen = models.filter(({ id }) => ids.includes(id));
    if (chosen.length) return chosen;
    return [models.find(({ id }) => this.room.state().models.includes(id)) ?? models[0]!];
  }

  #choose(model: Model, box: HTMLInputElement): void {
    const before = this.#chosen;
    const now = box.checked ? [...before, model] : before.filter(({ id }) => id !== model.id);
    box.checked ||= !now.length; // one has to stay
    if (!now.length) return;
    this.#kept.models = now.map(({ id }) => id);
    this.#keep("options");
  }

  #keep(kind: Kind): void {
    const { models, add, prices, limit, size, overlap } = this.#kept;
    this.room.keep(
      {
        ...(models && { m: models }),
        ...(add && { a: 1 }),
        ...(Object.keys(prices).length && { p: prices }),
        ...(limit && { l: limit }),
        ...(size !== NOTHING.size && { n: size }),
        ...(overlap !== NOTHING.overlap && { o: overlap }),
      },
      kind,
    );
    this.#look();
  }

  #listed(wrong: readonly string[]): void {
    if (wrong.length) this.room.notice.say(wrong.join(" "));
    this.#look();
  }

  get #key(): string {
    return `${this.#list.key} ${this.#chosen.map(({ id }) => id).join(" ")} ${this.#kept.add}`;
  }

  /** What can be pressed, and whether the counts are those of what is chosen. */
  #look(): void {
    const some = this.#list.jobs.length > 0;
    this.#count.disabled = this.#busy || !some;
    for (const button of this.#split.buttons) button.disabled = this.#busy || !some;
    this.#stop.hidden = this.#bar.hidden = !this.#busy;
    this.#split.element.hidden = !some;
    this.#after.hidden = !this.#made;
    const stale = this.#made !== "" && this.#made !== this.#key && !this.#busy;
    this.#after.classList.toggle("tt-stale", stale);
    if (stale) this.#said.textContent = FILES.stale;
  }

  async #counted(): Promise<void> {
    const [models, key, bytes] = [this.#chosen, this.#key, this.#list.bytes];
    const ask = { what: "count", files: this.#list.jobs, tokenizers: models.map((one) => this.#job(one)) } as const;
    await this.#work(async (progress) => {
      const counted = await this.#worker.ask({ ...ask, addSpecial: this.#kept.add }, progress);
      const rows = counted.sums[0]!.rows;
      this.#made = key;
      this.#said.textContent = counted.stopped ? FILES.stopped(rows) : FILES.done(bytes, rows, counted.seconds);
      this.#troubles.replaceChildren(
        ...counted.files.flatMap(({ troubles }) => troubles.map((one) => make("p", "tt-note tt-bad", one))),
      );
      this.#result.set(models, counted);
      const totals = models.map(({ name }, k) => FILES.total(name, counted.sums[k]!.total)).join(" ");
      this.room.tell(() => FILES.said(rows, totals));
    });
  }

  async #splits(size: number, overlap: number, as: As): Promise<void> {
    const before = this.#said.textContent!;
    const tokenizer = this.#job(this.#chosen[0]!);
    await this.#work(async (progress) => {
      const files = this.#list.jobs;
      const ask = { what: "split", files, tokenizer, addSpecial: this.#kept.add, size, overlap, as } as const;
      const split = await this.#worker.ask(ask, progress);
      this.#said.textContent = split.stopped ? FILES.splitStopped : before;
      if (split.stopped) return;
      this.#split.set(split);
      download(split.saved, `chunks.${as}`);
    });
  }

  async #save(as: As): Promise<void> {
    const names = this.#result.models.map(({ name }) => name);
    try {
      download(await this.#worker.ask({ what: "save", as, names }), `tokens.${as}`);
    } catch (error) {
      this.room.notice.say(messageOf(error));
    }
  }

  /** With progress and Stop. */
  async #work(work: (progress: (now: Progress) => void) => Promise<void>): Promise<void> {
    const of = this.#list.bytes;
    let begun = 0;
    this.#busy = true;
    this.room.notice.clear();
    this.#said.textContent = "";
    this.#bar.max = of;
    this.#bar.removeAttribute("value");
    this.#look();
    this.#stop.disabled = false;
    if (document.activeElement === document.body) this.#stop.focus(); // the button that was pressed is disabled
    try {
      await work(({ bytes, rows, loading }) => {
        if (loading !== null) {
          this.#said.textContent = FILES.loading(loading);
          return;
        }
        begun ||= performance.now();
        const seconds = (performance.now() - begun) / 1000;
        this.#bar.value = bytes;
        if (!this.#stop.disabled)
          this.#said.textContent = FILES.progress(bytes, of, rows, seconds ? bytes / 1e6 / seconds : 0);
      });
    } catch (error) {
      this.#said.textContent = "";
      this.room.notice.say(messageOf(error));
    }
    this.#busy = false;
    const focused = document.activeElement === this.#stop || document.activeElement === document.body;
    this.#look();
    if (focused) this.#count.focus({ preventScroll: true });
  }

  #stopped(): void {
    this.#worker.stop();
    this.#stop.disabled = true;
    this.#said.textContent = FILES.stopping;
  }

  #job({ id, repo, name, engine }: Model): TokenizerJob {
    const own = this.room.offer.own.find(id);
    if (own?.parts.tokenizer) {
      const beside = { maxLength: lengthOf(own.said.maxLength), extra: own.said.extra };
      return { repo, name, from: { file: own.parts.tokenizer, beside } };
    }
    return { repo, name, from: { base: siteRoot.href, file: tokenizerFiles[repo]!, engine } };
  }
}

function chip(label: string, press: () => void): HTMLButtonElement {
  const made = wordButton(label, press);
  made.className = "tt-chip-button";
  return made;
}

function download(blob: Blob, name: string): void {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may ask first where to put it
}

/** Of what a link or the tab kept, which may be anything. */
function keptIn(part: unknown): Partial<Kept> {
  const { m, a, p, l, n, o } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
  const short = (value: unknown): value is string => typeof value === "string" && value.length < 20;
  const prices = Object.entries(typeof p === "object" && p !== null ? p : {}).filter(([, price]) => short(price));
  return {
    ...(Array.isArray(m) && { models: (m as unknown[]).filter((id): id is string => typeof id === "string") }),
    add: a === 1,
    prices: Object.fromEntries(prices) as Record<string, string>,
    ...(short(l) && { limit: l }),
    ...(short(n) && { size: n }),
    ...(short(o) && { overlap: o }),
  };
}
