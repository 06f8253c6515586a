/** What chats must know of a tokenizer. Light: pages need it without what renders. */

/** What a tokenizer brings along. */
export interface ChatModel {
  template: string | null;
  /** Where it has several: by name, of which `template` is `default`. */
  templates?: Record<string, string>;
  /** `special_tokens_map` */
  specials: Record<string, string>;
  added: { content: string; special: boolean }[];
}

/** The template that counts; null where there is none for this. `withTools`: whether tools are given. */
export function templateFor({ template, templates }: ChatModel, withTools: boolean): string | null {
  if (!templates) return template;
  return (withTools ? (templates.tool_use ?? templates.default) : templates.default) ?? null;
}
