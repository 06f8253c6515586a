/**
 * Text that was written for a terminal, as a notebook shows it: carriage returns go on at the line's start, backspaces
 * delete, escape sequences (colours) are left out. Takes the text in pieces. scripts/course/pages/terminal.py does the
 * same.
 */
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;
const CUT = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[ -/]*)$/; // an escape sequence whose end has not come yet

export class Terminal {
  #line: string[] = [];
  #at = 0;
  #rest = "";

  /** The last line as it stands. */
  get line(): string {
    return this.#line.join("");
  }

  /** Takes a piece; returns the lines that are finished now, each with its line feed. */
  write(piece: string): string {
    const text = this.#rest + piece;
    const cut = CUT.exec(text);
    this.#rest = cut ? cut[0] : "";
    const lines = text.slice(0, cut?.index).replace(ESCAPES, "").split("\n");
    let finished = "";
    lines.forEach((part, i) => {
      if (i > 0) {
        finished += `${this.line}\n`;
        this.#line = [];
        this.#at = 0;
      }
      if (!this.#line.length && !/[\r\b]/.test(part)) {
        this.#line = [...part];
        this.#at = this.#line.length;
      } else for (const character of part) this.#put(character);
    });
    return finished;
  }

  #put(character: string): void {
    if (character === "\r") this.#at = 0;
    else if (character !== "\b") this.#line[this.#at++] = character;
    else if (this.#at) this.#line.splice(--this.#at, 1);
  }
}

/** A whole text. */
export function shown(text: string): string {
  const terminal = new Terminal();
  return terminal.write(text) + terminal.line;
}
