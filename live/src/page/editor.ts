/** CodeMirror for a cell of Python (editor.js, fetched when the reader begins to edit). */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorSelection, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { highlightTree, tags } from "@lezer/highlight";

export interface EditorOptions {
  code: string;
  from: number;
  to: number;
  label: string;
  /** Said to screen readers as the description of the editor. */
  help: string;
  onChange: (code: string) => void;
}

export interface CodeEditor {
  set(code: string): void;
  focus(): void;
  goTo(line: number): void;
  destroy(): void;
}

export interface EditorModule {
  createEditor(parent: HTMLElement, options: EditorOptions): CodeEditor;
  highlighted(code: string): DocumentFragment;
}

/** Material's own variables, so that the colours follow the page's scheme. */
const hue = (name: string) => `var(--md-code-hl-${name}-color)`;
const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.moduleKeyword, tags.definitionKeyword, tags.controlKeyword],
    color: hue("keyword"),
  },
  { tag: [tags.string, tags.special(tags.string)], color: hue("string") },
  { tag: [tags.number], color: hue("number") },
  { tag: [tags.bool, tags.null], color: hue("constant") },
  { tag: [tags.comment], color: hue("comment") },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], color: hue("function") },
  { tag: [tags.operator, tags.compareOperator, tags.arithmeticOperator], color: hue("operator") },
  { tag: [tags.escape, tags.meta], color: hue("special") },
]);

const look = EditorView.theme({
  "&": { color: "var(--md-code-fg-color)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflowX: "auto" },
  ".cm-content": { padding: "var(--tt-code-y) 0 var(--tt-code-end)", caretColor: "var(--md-code-fg-color)" },
  ".cm-line": { padding: "0 var(--tt-code-x)" },
  ".cm-cursor": { borderLeftColor: "var(--md-code-fg-color)" },
  "& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: "var(--tt-selection)",
  },
  "&.cm-focused .cm-matchingBracket": { background: "var(--tt-selection)" },
});

/** Escape sets Tab free until the reader types or comes back: nobody is trapped, and nobody is hurried. */
const wayOut = [
  keymap.of([{ key: "Escape", run: (view) => (view.setTabFocusMode(true), false) }]),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) update.view.setTabFocusMode(false);
  }),
  EditorView.domEventHandlers({ focus: (_event, view) => void view.setTabFocusMode(false) }),
];

/** The page's Content-Security-Policy allows CodeMirror's style element by this nonce. */
function nonce(): string {
  return document.querySelector<HTMLElement>("script[data-style-nonce]")?.dataset.styleNonce ?? "";
}

export function createEditor(parent: HTMLElement, options: EditorOptions): CodeEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.code,
      selection: EditorSelection.single(options.from, options.to),
      extensions: [
        EditorView.cspNonce.of(nonce()),
        wayOut,
        history(),
        drawSelection(),
        closeBrackets(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        pythonLanguage,
        syntaxHighlighting(colours),
        look,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          "aria-label": options.label,
          "aria-description": options.help,
          autocapitalize: "off",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    set(code) {
      if (code !== view.state.doc.toString())
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } });
    },
    focus: () => view.focus(),
    goTo(number) {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** Code with the editor's colours, for a cell that is not being edited. */
export function highlighted(code: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let at = 0;
  const put = (to: number, className: string) => {
    if (to <= at) return;
    const span = document.createElement("span");
    span.className = className;
    span.textContent = code.slice(at, to);
    fragment.append(className ? span : code.slice(at, to));
    at = to;
  };
  highlightTree(pythonLanguage.parser.parse(code), colours, (from, to, classes) => {
    put(from, "");
    put(to, classes);
  });
  put(code.length, "");
  return fragment;
}
