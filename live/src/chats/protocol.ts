/** Messages between the chat playground and its template worker. Values travel as JSON text, so that 1.0 stays 1.0. */

import type { Variable } from "../jinja/variables.ts";
import type { Span } from "./attribution.ts";
import type { ChatModel } from "./chat_model.ts";
import type { Finding } from "./findings.ts";

/** One call of apply_chat_template. */
export interface Request {
  /** JSON texts; they have been parsed before, so they are right. */
  conversation: string;
  tools: string | null;
  /** A JSON object: further keyword arguments. */
  more: string;
  addGenerationPrompt: boolean;
  continueFinalMessage: boolean | string;
  sanitizeControlTokens: boolean;
  /** Milliseconds since 1970, for `strftime_now`; not given: the time at which it is rendered. */
  now?: number;
}

export interface ToWorker {
  id: number;
  request: Request;
  /** Only the text is asked for: of the rest of a result there is nothing. */
  plain?: boolean;
  /** By model id. `template`: null is the model's own. */
  models: { id: string; model: ChatModel; template: string | null }[];
}

export type Result =
  | {
      ok: true;
      /** The prompt; `marked` is the same with the markers of sanitised tokens, null if there are none. */
      text: string;
      marked: string | null;
      spans: Span[];
      plain: [number, number][];
      findings: Finding[];
      /** Characters (code points) [start, end) of `generation` blocks, as transformers counts them. */
      generated: [start: number, end: number][];
      /** What the template expects besides the arguments of apply_chat_template. */
      variables: Variable[];
    }
  /** `line` of the template; `variables`: where it can be read, and refuses. */
  | { ok: false; type: string; message: string; line: number | null; variables?: Variable[] };

export type Rendered = Extract<Result, { ok: true }>;

export interface FromWorker {
  id: number;
  model: string;
  result: Result;
}
