/** The started Python: its files, the tokenizers, and running one cell. */
import type { PyodideAPI } from "pyodide";
import { LIBRARY, STDLIB } from "../../../build/python_settings.mjs";
import { remaker } from "../../classes/for_cells.ts";
import { createHost } from "../../tokenizers/index.ts";
import { createWorkshop } from "../../tokenizers/workshop/host.ts";
import type { Boot } from "../protocol.ts";
import type { RunError } from "../types.ts";
import { Interrupt } from "./interrupt.ts";
import type { Outputs } from "./outputs.ts";
import { Shelf } from "./shelf.ts";

interface Runner {
  run(cell: string, code: string, asBuilt: boolean): string;
  changed(): string;
  library_arrived(): void;
}

/** Python broke: no cell will run in this worker any more. */
export class Crash extends Error {
  constructor(
    readonly reason: "memory" | "crash",
    message: string,
  ) {
    super(message);
  }
}

export class Python {
  readonly #python: PyodideAPI;
  readonly #interrupt: Interrupt;
  readonly #outputs: Outputs;
  readonly #runner: Runner;
  readonly #shelf: Shelf;
  #hasLibrary: boolean;

  /** `onLook(seen)`: Python has looked whether Stop was pressed. */
  constructor(python: PyodideAPI, parts: Boot, outputs: Outputs, onLook: (seen: boolean) => void) {
    this.#python = python;
    this.#outputs = outputs;
    this.#shelf = new Shelf(parts);
    this.#hasLibrary = parts.stdlib !== null;
    this.#interrupt = new Interrupt(python, outputs.flush, onLook);
    python.registerJsModule("_tour_tokenizers", createHost(this.#shelf));
    python.registerJsModule(
      "_tour_workshop",
      createWorkshop(
        this.#shelf,
        remaker(() => this.#shelf.classes()),
      ),
    );
    const start = python.runPython(
      `import sys; sys.path.count("${LIBRARY}") or sys.path.append("${LIBRARY}"); import page_runner; page_runner.start`,
    );
    const fetchLibrary = (): void => this.giveLibrary(this.#shelf.library());
    this.#runner = start(
      outputs.send,
      () => this.#interrupt.disarm(),
      () => this.#interrupt.stopped(),
      this.#hasLibrary ? null : fetchLibrary,
    );
    start.destroy();
  }

  /** The standard library as a zip; imports beyond the snapshot work from now on. */
  giveLibrary(bytes: ArrayBuffer): void {
    if (this.#hasLibrary) return;
    this.#hasLibrary = true;
    this.#python.FS.writeFile(STDLIB, new Uint8Array(bytes));
    this.#runner.library_arrived();
  }

  giveTokenizer(repo: string, bytes: ArrayBuffer): void {
    this.#shelf.put(repo, bytes);
  }

  /** Run one cell; returns its error, if any. Throws Crash. */
  run(cell: string, code: string, asBuilt: boolean, flagUrl: string): RunError | null {
    this.#interrupt.arm(flagUrl);
    let answer: string;
    try {
      answer = this.#runner.run(cell, code, asBuilt);
    } catch (error) {
      // The reader's errors are answers; what arrives here hit our own code around theirs, or killed Python.
      const { type = "", message = "" } = error as { type?: string; message?: string };
      if (type === "KeyboardInterrupt") return stopped;
      if (type === "MemoryError") throw new Crash("memory", FULL);
      throw new Crash(
        "crash",
        /call stack|recursion/i.test(message) ? DEEP : `Python has failed: ${message.trim().split("\n").at(-1)}`,
      );
    } finally {
      this.#interrupt.disarm();
      this.#outputs.flush();
    }
    if (!answer) return null;
    const told = JSON.parse(answer) as RunError & { full?: boolean };
    if (told.full) throw new Crash("memory", FULL);
    return told;
  }

  /** The names of the page that the last run changed, as far as that can be seen. */
  changed(): string[] {
    try {
      return JSON.parse(this.#runner.changed());
    } catch {
      return []; // what the reader's own objects do when they are looked at
    }
  }
}

const FULL = "The memory that a page gives Python (1 GB) is full.";
const DEEP = "The code called itself too deeply for the browser's stack.";
const stopped: RunError = {
  type: "KeyboardInterrupt",
  message: "stopped",
  last: "KeyboardInterrupt: stopped",
  text: "KeyboardInterrupt: stopped",
  line: null,
  frames: [],
};
