/** What the chat playground's state consists of. */
export interface State {
  conversation: string;
  /** Kept while the switch is off. */
  tools: string;
  withTools: boolean;
  /** A JSON object: further variables for the template. */
  more: string;
  /** date_string; "" is not given. */
  date: string;
  generation: boolean;
  continues: boolean | string;
  sanitize: boolean;
  models: string[];
  /** Model id → edited template. */
  templates: Record<string, string>;
  /** Template of the reader's that came alone → whose tokens it has; missing where there is none. */
  hosts?: Record<string, string>;
}

export type Mode = "messages" | "json";

/** What panels show. */
export type Show = "prompt" | "tokens" | "ids";

/** What an example may change. */
export type Options = Omit<State, "conversation" | "models" | "templates" | "hosts">;

/** An example sets the conversation, and options where it needs them. */
export type PresetState = Partial<Options> & Pick<State, "conversation">;
