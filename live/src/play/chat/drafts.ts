import type { Mode, State } from "./shape.ts";

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

/** The editor in which something is to be seen; null where it is in neither. */
export function editorOf(drafts: Drafts): Mode | null {
  const names = Object.keys(drafts);
  if (names.includes("json")) return "json";
  return names.some((name) => name.startsWith("card")) ? "messages" : null;
}

/** Without those of the two editors of a conversation, and of more fields. */
export function withoutEditors(drafts: Drafts, more: readonly string[] = []): Drafts {
  const stays = (field: string) => !/^(?:json|cards|card .*)$/s.test(field) && !more.includes(field);
  return Object.fromEntries(Object.entries(drafts).filter(([field]) => stays(field)));
}

/** Fields beside the conversation, into which a paste or a file may put something. */
export const BESIDE = ["tools", "more", "documents"];

/** Those whose text a part of the state replaces. */
export const fieldsOf = ({ tools, more }: Partial<State>): string[] => [
  ...(tools === undefined ? [] : ["tools"]),
  ...(more === undefined ? [] : ["more", "documents"]),
];

/** Of what a tab kept, which may be anything. */
export function textsIn(value: unknown): Drafts {
  return Object.fromEntries(
    Object.entries((typeof value === "object" && value) || {}).filter(([, text]) => typeof text === "string"),
  ) as Drafts;
}
