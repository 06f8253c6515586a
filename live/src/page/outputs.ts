/** The reader's own outputs of one cell, drawn as they come. Text stays text; HTML goes through the sanitiser. */
import { tallLines } from "../contract.ts";
import type { Output } from "../python/types.ts";
import { make, steadily } from "../ui/dom.ts";
import { layOutFor } from "../ui/long_text.ts";
import type { Cell } from "./cell.ts";
import { sanitized } from "./sanitize.ts";
import { shown, Terminal } from "./terminal.ts";
import { RUN } from "./texts.ts";

// columns that fit beside a wide page; what a phone cannot show is seen when the output stands (scrollers.ts)
const WIDE = 76;
const WATCHED = 1000; // ms: a stream that took longer was watched, and stays at its end

export class OwnOutputs {
  readonly #box = make("div", "tt-outputs tt-own");
  #stream: {
    kind: Output["kind"];
    element: HTMLElement;
    text: string;
    since: number;
    terminal: Terminal;
    line: Text;
  } | null = null;
  #pending = "";
  #frame = 0;
  #shown = false;

  constructor(private readonly cell: Cell) {
    this.#box.setAttribute("role", "group");
    this.#box.setAttribute("aria-label", RUN.outputOf);
    const before = cell.own ?? cell.built;
    // the height stays until the cell has run: nothing below moves meanwhile
    if (before) this.#box.style.minHeight = `${before.offsetHeight}px`;
    before?.classList.add("tt-waiting");
  }

  add(output: Output): void {
    if ((output.kind === "stdout" || output.kind === "stderr") && !output.html) {
      if (this.#stream?.kind !== output.kind) this.#startStream(output.kind);
      this.#pending += output.text;
      this.#frame ||= requestAnimationFrame(() => this.#flush()); // a thousand prints are a few paints
      return;
    }
    this.#endStream();
    if (output.html) this.#put(html(output.html));
    else this.#put(textBlock(output.kind === "notice" ? "tt-cut" : "tt-result", output.text));
  }

  /** Adds what is no output of the code: an error, a difference. */
  append(element: HTMLElement): void {
    this.#endStream();
    this.#put(element);
  }

  /** The cell has run: shows what there is, also if it is nothing, and lets the height go. */
  finish(): void {
    this.#endStream();
    this.#show();
    steadily(this.cell.root, () => {
      this.#box.style.minHeight = "";
      this.#box.classList.toggle("tt-empty", !this.#box.childElementCount);
    });
  }

  /** The cell did not run: what was shown before stays. */
  abandon(): void {
    (this.cell.own ?? this.cell.built)?.classList.remove("tt-waiting");
    this.#box.style.minHeight = "";
  }

  #startStream(kind: Output["kind"]): void {
    this.#endStream();
    const element = make("pre", kind === "stderr" ? "tt-stream tt-stderr" : "tt-stream");
    const line = new Text(); // the last one, which what comes may still change
    element.append(line);
    this.#stream = { kind, element, text: "", since: performance.now(), terminal: new Terminal(), line };
    this.#put(element);
  }

  #flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#stream || !this.#pending) return;
    const { element, terminal, line } = this.#stream;
    const follows = element.scrollTop + element.clientHeight >= element.scrollHeight - 4;
    layOutFor(element, this.#pending, false);
    const finished = terminal.write(this.#pending);
    if (finished) line.before(finished);
    line.data = terminal.line;
    this.#stream.text += finished;
    this.#pending = "";
    if (follows) element.scrollTop = element.scrollHeight;
  }

  #endStream(): void {
    this.#flush();
    if (!this.#stream) return;
    const { element, terminal, since } = this.#stream;
    const text = (this.#stream.text + terminal.line).replace(/\n+$/, "");
    const at = performance.now() - since < WATCHED ? 0 : element.scrollTop;
    layOutFor(element, text);
    element.textContent = text;
    element.scrollTop = at;
    if (scrolls(text)) element.tabIndex = 0;
    if (!text) element.remove();
    this.#stream = null;
  }

  #put(element: HTMLElement): void {
    this.#box.append(element);
    this.#show();
  }

  #show(): void {
    if (this.#shown) return;
    this.#shown = true;
    (this.cell.own ?? this.cell.built)?.classList.remove("tt-waiting");
    this.cell.show(this.#box);
  }
}

function scrolls(text: string): boolean {
  const lines = text.split("\n");
  return lines.length > tallLines || lines.some((line) => line.length > WIDE);
}

function textBlock(className: string, text: string): HTMLElement {
  const pre = make("pre", className);
  layOutFor(pre, text);
  pre.textContent = shown(text).replace(/\n+$/, "");
  if (scrolls(text)) pre.tabIndex = 0;
  return pre;
}

function html(markup: string): HTMLElement {
  const box = make("div", "tt-html", sanitized(markup));
  if (box.querySelector("table")) box.tabIndex = 0;
  return box;
}
