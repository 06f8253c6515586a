/**
 * The code of one cell: as the page shows it, in a plain text area at once when the reader edits, and in CodeMirror
 * as soon as that has been fetched. Only the text counts; whoever wants it asks `code`.
 */
import { make } from "../ui/dom.ts";
import type { CodeEditor, EditorModule } from "./editor.ts";
import { PAGE } from "./texts.ts";

export type LoadEditor = () => Promise<EditorModule>;

let helps = 0; // element ids must differ within a page

export class Source {
  readonly original: string;
  /** Called after every change of the text by the reader or by `set`. */
  onChange: () => void = () => {};
  #text: string;
  #pre: HTMLElement;
  #codeElement: HTMLElement;
  #highlighted: Node[];
  #area: HTMLTextAreaElement | null = null;
  #editor: CodeEditor | null = null;
  #upgrading = false;
  #module: EditorModule | null = null;

  /** `box` is the cell's `.tt-source`. */
  constructor(
    private readonly box: HTMLElement,
    private readonly label: string,
    private readonly load: LoadEditor,
  ) {
    this.#codeElement = box.querySelector("code") ?? box;
    this.#pre = box.querySelector("pre") ?? box;
    this.#highlighted = [...this.#codeElement.childNodes];
    this.original = this.#text = this.#codeElement.textContent ?? "";
  }

  get code(): string {
    return this.#text;
  }

  get changed(): boolean {
    return this.#text !== this.original;
  }

  get open(): boolean {
    return this.#area !== null || this.#editor !== null;
  }

  set(code: string): void {
    if (this.#area) {
      this.#area.value = code;
      this.#size(this.#area);
    }
    this.#editor?.set(code);
    this.#changedTo(code);
    if (!this.open) this.#showText();
  }

  /** Makes the code editable; CodeMirror follows when the text area has the focus, at once if `focus`. */
  edit(focus: boolean): void {
    if (!this.open) this.#openArea();
    if (focus) (this.#editor ?? this.#area)?.focus();
  }

  close(): void {
    this.#editor?.destroy();
    this.box.querySelector(".tt-editor")?.remove();
    this.#editor = this.#area = null;
    this.#pre.hidden = false;
    this.#showText();
  }

  /** Opens the editor with this 1-based line selected. */
  goTo(line: number): void {
    this.edit(true);
    if (this.#editor) return this.#editor.goTo(line);
    const before = this.#text.split("\n").slice(0, line - 1);
    const start = before.join("\n").length + (before.length ? 1 : 0);
    const end = this.#text.indexOf("\n", start);
    this.#area?.setSelectionRange(start, end < 0 ? this.#text.length : end);
  }

  #openArea(): void {
    const help = make("span", "tt-hidden", PAGE.plainHelp);
    help.id = `tt-help-${++helps}`;
    const area = make("textarea", "tt-area");
    area.value = this.#text;
    area.spellcheck = false;
    area.wrap = "off";
    area.autocapitalize = "off";
    area.setAttribute("autocorrect", "off");
    area.setAttribute("autocomplete", "off");
    area.setAttribute("aria-label", this.label);
    area.setAttribute("aria-describedby", help.id);
    this.#size(area);
    area.addEventListener("input", () => {
      this.#size(area);
      this.#changedTo(area.value);
    });
    area.addEventListener("focus", () => void this.#upgrade());
    this.#pre.hidden = true;
    this.box.append(make("div", "tt-editor", area, help));
    this.#area = area;
  }

  #size(area: HTMLTextAreaElement): void {
    area.rows = area.value.split("\n").length;
  }

  /**
   * Puts CodeMirror in the text area's place, with its text, selection and focus. The area stays where loading fails.
   */
  async #upgrade(): Promise<void> {
    if (this.#upgrading) return;
    this.#upgrading = true;
    let composing = false;
    this.#area?.addEventListener("compositionstart", () => (composing = true));
    this.#area?.addEventListener("compositionend", () => (composing = false));
    try {
      this.#module = await this.load();
    } catch {
      return;
    } finally {
      this.#upgrading = false;
    }
    const area = this.#area;
    if (!area || composing) return;
    const focused = document.activeElement === area;
    const [from, to] = [area.selectionStart, area.selectionEnd];
    const holder = make("div", "tt-editor");
    area.parentElement?.replaceWith(holder);
    this.#area = null;
    this.#editor = this.#module.createEditor(holder, {
      code: this.#text,
      from,
      to,
      label: this.label,
      help: PAGE.editorHelp,
      onChange: (code) => this.#changedTo(code),
    });
    if (focused) this.#editor.focus();
  }

  #changedTo(code: string): void {
    if (code === this.#text) return;
    this.#text = code;
    this.onChange();
  }

  /** Brings the static view up to date, which a printer sees in the editor's place. */
  print(): void {
    this.#showText();
  }

  /**
   * The static view: the build's highlighting for the original, the editor's if it has been fetched, otherwise plain.
   */
  #showText(): void {
    const nodes = this.changed ? [this.#module?.highlighted(this.#text) ?? this.#text] : this.#highlighted;
    this.#codeElement.replaceChildren(...nodes);
  }
}
