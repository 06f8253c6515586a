/** What stands in a field and is not right yet, by the field's name. */
export type Drafts = Record<string, string>;

/** With that of a field; null takes it away. */
export function withDraft(drafts: Drafts, field: string, text: string | null): Drafts {
  const { [field]: _, ...others } = drafts;
  return text === null ? others : { ...others, [field]: text };
}

/** With the text of one field in another; null takes it away. */
export function withMoved(drafts: Drafts, from: string, to: string | null): Drafts {
  const { [from]: text, ...others } = drafts;
  return text !== undefined && to !== null ? { ...others, [to]: text } : others;
}

/** Without those of the two editors of a conversation, and of more fields. */
export function withoutEditors(drafts: Drafts, more: readonly string[] = []): Drafts {
  const stays = (field: string) => !/^(?:json|cards|card .*)$/s.test(field) && !more.includes(field);
  return Object.fromEntries(Object.entries(drafts).filter(([field]) => stays(field)));
}
