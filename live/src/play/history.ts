/** Where a reader asks for undo or redo: by key, or in the browser's menu. */

/** `go`: false where that is left to the browser. */
export function onHistory(
  root: Document | HTMLElement,
  go: (target: EventTarget | null, redo: boolean) => boolean,
): void {
  const heard = (event: Event, redo: boolean | null): void => {
    if (redo !== null && go(event.target, redo)) event.preventDefault();
  };
  root.addEventListener("keydown", (event) => heard(event, wanted(event as KeyboardEvent)));
  root.addEventListener("beforeinput", (event) => {
    const [, which] = /^history(Undo|Redo)$/.exec((event as InputEvent).inputType) ?? [];
    heard(event, which === undefined ? null : which === "Redo");
  });
}

/**
 * Whether a key asks for undo (false) or redo (true); null for every other. By its place where the keyboard is not a
 * Latin one.
 */
function wanted({ key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing }: KeyboardEvent): boolean | null {
  if (!(ctrlKey || metaKey) || altKey || isComposing) return null;
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
  if (letter === "z") return shiftKey;
  return letter === "y" && !shiftKey ? true : null;
}
