/** The tool "Whole files": tokens of each row of text, JSONL, CSV and JSON files. */
import { siteRoot, tokenizerFiles } from "../../encoder/built.ts";
import type { Model } from "../../encoder/models.ts";
import { kindByName } from "../../own/recognise.ts";
import { RowsWorker } from "../../rows/client.ts";
import type { As, Progress, TokenizerJob } from "../../rows/protocol.ts";
import { copyButton } from "../../ui/copy.ts";
import { make } from "../../ui/dom.ts";
import { download } from "../../ui/download.ts";
import type { NamedFile } from "../../ui/drops.ts";
import { messageOf } from "../../ui/errors.ts";
import type { Room, Tool } from "../tool.ts";
import type { Kind } from "../work.ts";
import { type Kept, keptIn, NOTHING, packedFiles } from "./files_kept.ts";
import { FilesList } from "./files_list.ts";
import { filesPython } from "./files_python.ts";
import { FilesResult } from "./files_result.ts";
import { chip, FilesRun } from "./files_run.ts";
import { FilesSplit } from "./files_split.ts";
import { FILES } from "./files_texts.ts";
import { ModelChoices } from "./model_choices.ts";
import type { State } from "./texts.ts";

export const tool = (room: Room<State>): Tool => new WholeFiles(room);

class WholeFiles implements Tool {
  readonly #worker = new RowsWorker(FILES.worker);
  readonly #kept: Kept = structuredClone(NOTHING);
  readonly #list: FilesList;
  readonly #result: FilesResult;
  readonly #split: FilesSplit;
  readonly #choices = new ModelChoices(FILES.tokenizers, (ids) => {
    this.#kept.models = ids;
    this.#keep("options");
  });
  readonly #add = Object.assign(make("input"), { type: "checkbox" });
  readonly #count = chip(FILES.count, () => void this.#counted());
  readonly #run = new FilesRun(this.#count, () => this.#worker.stop());
  readonly #troubles = make("div", "tt-files-troubles");
  readonly #after = make("div", "tt-files-after");
  /** What the counts are of, and the Python that gives the same. */
  #made = "";
  #python = "";
  /** What came of counting, which holds again when what was changed since is taken back. */
  #done = "";

  constructor(readonly room: Room<State>) {
    const typed = (): void => this.#keep("typed");
    this.#list = new FilesList(this.#worker, (wrong) => this.#listed(wrong));
    this.#result = new FilesResult(this.#worker, this.#kept, typed);
    this.#split = new FilesSplit(
      this.#kept,
      (kind) => this.#keep(kind),
      (...asked) => void this.#splits(...asked),
    );
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
        copyButton(copied, () => this.#python),
      ),
      this.#result.element,
    );
    room.panel.append(
      make("p", "tt-tool-what", FILES.what),
      this.#dropBox(),
      this.#list.element,
      this.#choices.element,
      make("label", "tt-choice", this.#add, make("span", "", FILES.special)),
      this.#run.element,
      this.#run.said,
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

  /** At first that which the page shows first. */
  get #chosen(): Model[] {
    const { models } = this.room.offer;
    const ids = this.room.offer.known(this.#kept.models ?? []);
    const chosen = models.filter(({ id }) => ids.includes(id));
    if (chosen.length) return chosen;
    return [models.find(({ id }) => this.room.state().models.includes(id)) ?? models[0]!];
  }

  #keep(kind: Kind): void {
    this.room.keep(packedFiles(this.#kept), kind);
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
    this.#choices.set(
      this.room.offer.models,
      this.#chosen.map(({ id }) => id),
    );
    const some = this.#list.jobs.length > 0;
    this.#count.disabled = this.#run.busy || !some;
    for (const button of this.#split.buttons) button.disabled = this.#run.busy || !some;
    this.#split.element.hidden = !some;
    this.#split.offer(this.#chosen, (ids) => this.room.offer.known(ids));
    this.#after.hidden = !this.#made;
    const stale = this.#made !== "" && this.#made !== this.#key && !this.#run.busy;
    this.#after.classList.toggle("tt-stale", stale);
    if (stale) this.#run.said.textContent = FILES.stale;
    else if (this.#run.said.textContent === FILES.stale) this.#run.said.textContent = this.#done;
    this.#split.look(`${this.#list.key} ${this.#kept.add}`);
  }

  async #counted(): Promise<void> {
    const [models, key, bytes] = [this.#chosen, this.#key, this.#list.bytes];
    const ask = { what: "count", files: this.#list.jobs, tokenizers: models.map((one) => this.#job(one)) } as const;
    const python = filesPython(this.#list.jobs, models, this.#kept.add);
    await this.#work(async (progress) => {
      const counted = await this.#worker.ask({ ...ask, addSpecial: this.#kept.add }, progress);
      const rows = counted.sums[0]!.rows;
      [this.#made, this.#python] = [key, python];
      this.#done = counted.stopped ? FILES.stopped(rows) : FILES.done(bytes, rows, counted.seconds);
      this.#run.said.textContent = this.#done;
      this.#troubles.replaceChildren(
        ...counted.files.flatMap(({ troubles }) => troubles.map((one) => make("p", "tt-note tt-bad", one))),
      );
      this.#result.set(models, counted);
      const totals = models.map(({ name }, k) => FILES.total(name, counted.sums[k]!.total)).join(" ");
      this.room.tell(() => FILES.said(rows, totals));
    });
  }

  async #splits(id: string, size: number, overlap: number, as: As): Promise<void> {
    const before = this.#run.said.textContent!;
    const tokenizer = this.#job(this.#chosen.find((model) => model.id === id)!);
    await this.#work(async (progress) => {
      const files = this.#list.jobs;
      const ask = { what: "split", files, tokenizer, addSpecial: this.#kept.add, size, overlap, as } as const;
      const split = await this.#worker.ask(ask, progress);
      this.#run.said.textContent = split.stopped ? FILES.splitStopped : before;
      if (split.stopped) return;
      this.#split.set(split);
      download(split.saved, `chunks.${as}`);
    });
  }

  async #work(work: (progress: (now: Progress) => void) => Promise<void>): Promise<void> {
    this.room.notice.clear();
    try {
      await this.#run.run(this.#list.bytes, () => this.#look(), work);
    } catch (error) {
      this.room.notice.say(messageOf(error));
    }
  }

  async #save(as: As): Promise<void> {
    try {
      download(await this.#worker.ask({ what: "save", as }), `tokens.${as}`);
    } catch (error) {
      this.room.notice.say(messageOf(error));
    }
  }

  #job({ id, repo, name, engine }: Model): TokenizerJob {
    const own = this.room.offer.own.find(id);
    if (own?.parts.tokenizer) {
      return { repo, name, from: { file: own.parts.tokenizer, beside: own.beside } };
    }
    return { repo, name, from: { base: siteRoot.href, file: tokenizerFiles[repo]!, engine } };
  }
}
