/** The files that are counted, and what is counted of each. */

import type { RowsWorker } from "../../rows/client.ts";
import type { Part } from "../../rows/fields.ts";
import type { FileJob } from "../../rows/protocol.ts";
import { make, wordButton } from "../../ui/dom.ts";
import type { NamedFile } from "../../ui/drops.ts";
import { messageOf } from "../../ui/errors.ts";
import { FILES } from "./files_texts.ts";

const MOST = 100_000_000; // bytes, together

interface Listed extends FileJob {
  parts: readonly Part[];
}

export class FilesList {
  readonly element = make("div", "tt-files-list");
  readonly #worker: RowsWorker;
  readonly #changed: (wrong: readonly string[]) => void;
  #all: Listed[] = [];
  #turn: Promise<void> = Promise.resolve();

  /** `changed` hears of each change, with what could not be taken, in sentences. */
  constructor(worker: RowsWorker, changed: (wrong: readonly string[]) => void) {
    this.#worker = worker;
    this.#changed = changed;
    this.#draw();
  }

  get jobs(): FileJob[] {
    return this.#all.map(({ name, file, shape }) => ({ name, file, shape }));
  }

  get bytes(): number {
    return this.#all.reduce((sum, { file }) => sum + file.size, 0);
  }

  /** Which files, and what of them: equal where the counts would be. */
  get key(): string {
    return JSON.stringify(
      this.#all.map(({ name, file, shape }) => [name, file.size, (file as File).lastModified, shape]),
    );
  }

  /** One after the other, also with those that come meanwhile. A file with a name that is here takes its place. */
  add(files: readonly NamedFile[]): void {
    this.#turn = this.#turn.then(() => this.#add(files));
  }

  async #add(files: readonly NamedFile[]): Promise<void> {
    const others = this.#all.filter(({ name }) => !files.some(({ path }) => path === name));
    const bytes = [...others, ...files].reduce((sum, { file }) => sum + file.size, 0);
    if (bytes > MOST) return this.#changed([FILES.tooMuch(bytes)]);
    const wrong: string[] = [];
    for (const { path: name, file } of files)
      try {
        const { shape, parts } = await this.#worker.ask({ what: "look", name, file });
        const at = this.#all.findIndex((one) => one.name === name);
        this.#all.splice(at < 0 ? this.#all.length : at, at < 0 ? 0 : 1, { name, file, shape, parts });
      } catch (error) {
        wrong.push(messageOf(error));
      }
    this.#draw();
    this.#changed(wrong);
  }

  #draw(): void {
    this.element.hidden = !this.#all.length;
    const { file, size, row, remove } = FILES.columns;
    const head = [file, size, row].map((one) => Object.assign(make("th", "", one), { scope: "col" }));
    const last = make("td", "", make("span", "tt-hidden", remove));
    const body = make("tbody", "", ...this.#all.map((one) => this.#row(one)));
    const kinds = new Set(this.#all.map(({ shape }) => shape.part.kind));
    this.element.replaceChildren(
      make("table", "tt-files-table", make("thead", "", make("tr", "", ...head, last)), body),
      ...(kinds.has("line") ? [make("p", "tt-note", FILES.lineNote)] : []),
      ...(kinds.has("messages") ? [make("p", "tt-note", FILES.messagesNote)] : []),
    );
  }

  #row(one: Listed): HTMLElement {
    const select = make("select", "tt-field");
    select.setAttribute("aria-label", FILES.partOf(one.name));
    select.append(...one.parts.map((part, i) => new Option(FILES.part(part), String(i))));
    const at = one.parts.findIndex((part) => JSON.stringify(part) === JSON.stringify(one.shape.part));
    select.selectedIndex = Math.max(0, at);
    select.addEventListener("change", () => {
      one.shape = { ...one.shape, part: one.parts[select.selectedIndex]! };
      this.#draw();
      this.element.querySelectorAll("select")[this.#all.indexOf(one)]?.focus();
      this.#changed([]);
    });
    const remove = wordButton(FILES.columns.remove, () => {
      const next = this.#all.indexOf(one);
      this.#all = this.#all.filter((other) => other !== one);
      this.#draw();
      const buttons = this.element.querySelectorAll("button");
      buttons[Math.min(next, buttons.length - 1)]?.focus();
      this.#changed([]);
    });
    remove.setAttribute("aria-label", FILES.removeOf(one.name));
    return make(
      "tr",
      "",
      make("td", "tt-files-name", one.name),
      make("td", "tt-files-count", FILES.size(one.file.size)),
      make("td", "", select),
      make("td", "", remove),
    );
  }
}
