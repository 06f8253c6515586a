/** Where two texts differ. */

export interface Change {
  /** UTF-16 units that are the same before the change. */
  at: number;
  removed: number;
  inserted: number;
  /**
   * Units by which the change may as well be further left: one more `o` beside another is the same text in either
   * place.
   */
  slack: number;
}

export function changeOf(before: string, after: string): Change {
  const least = Math.min(before.length, after.length);
  let at = 0;
  while (at < least && before.charCodeAt(at) === after.charCodeAt(at)) at += 1;
  let same = 0;
  while (same < least - at && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same += 1;
  const [removed, inserted] = [before.length - at - same, after.length - at - same];
  const longer = removed ? before : after;
  const end = at + removed + inserted;
  let slack = 0;
  if (!removed !== !inserted)
    while (slack < at && longer.charCodeAt(at - 1 - slack) === longer.charCodeAt(end - 1 - slack)) slack += 1;
  return { at, removed, inserted, slack };
}

/** Puts a text into a field; the caret comes to the end of what has changed. */
export function putText(field: HTMLTextAreaElement | HTMLInputElement, text: string): void {
  if (field.value === text) return;
  const { at, inserted } = changeOf(field.value, text);
  field.value = text;
  // a number's field has no caret
  if (field.ownerDocument.activeElement === field && field.selectionStart !== null)
    field.setSelectionRange(at + inserted, at + inserted);
}
