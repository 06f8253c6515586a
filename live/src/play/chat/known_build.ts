/** The prompt of a small instance. Runs in the build (live/build/known.mjs). */
import { chatFacts } from "../../chats/facts.ts";
import { render } from "../../chats/render.ts";
import { requestOf } from "./request.ts";
import { fromPreset } from "./state.ts";

/** Null where the template refuses the conversation. */
export function promptOf(repo: string, conversation: string, generation: boolean): string | null {
  const made = render(requestOf(fromPreset({ conversation, generation })), chatFacts(repo), null);
  return made.ok ? (made.marked ?? made.text) : null;
}
