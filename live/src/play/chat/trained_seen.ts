/** What a template makes of the conversation: its prompt, its turns, its marks. */
import { marksOf, type Turn, turnsOf } from "../../chats/mask.ts";
import type { PromptMaker } from "../../chats/prompts_client.ts";
import type { Rendered, Request, Result } from "../../chats/protocol.ts";
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { dumpJson, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { List } from "../../jinja/values.ts";
import { rolesOf } from "./request.ts";
import { type Subjects, tokensOf } from "./subject.ts";
import { TRAINED } from "./trained_texts.ts";

/** What the template made of the conversation. */
export interface Seen {
  whole: Rendered;
  turns: Turn[];
  tokens: Tokens;
  /** What stands before a question and before an answer, where the template tells. */
  marks: { instruction: string; response: string } | null;
  /** Whether the template has `generation` blocks. */
  tagged: boolean;
}

const [ANSWER, NEXT] = ["Seven apples.", "And how many pears?"];
const SMALL = JSON.stringify([
  { role: "user", content: "How many apples?" },
  { role: "assistant", content: ANSWER },
  { role: "user", content: NEXT },
]);

/** Why it makes nothing, or null where a newer conversation has come. `loading` hears that the tokenizer is fetched. */
export async function seenOf(
  subjects: Subjects,
  maker: PromptMaker,
  model: Model,
  request: Request,
  loading: () => void,
): Promise<Seen | string | null> {
  const now = Date.now();
  const asked = { model: subjects.factsOf(model), template: subjects.edited(model) };
  const ask = (conversation: string, count: number, addGenerationPrompt: boolean) => ({
    ...asked,
    request: { ...request, conversation: first(conversation, count), addGenerationPrompt, now },
  });
  const roles = rolesOf(request.conversation);
  const turns = roles.flatMap((role, index) => (role === "assistant" ? [index] : []));
  const results = await maker.render([
    ask(request.conversation, roles.length, false),
    ...[1, 2, 3].map((count) => ask(SMALL, count, false)),
    ask(SMALL, 1, true),
    ...turns.flatMap((index) => [
      ask(request.conversation, index, false),
      ask(request.conversation, index, true),
      ask(request.conversation, index + 1, false),
    ]),
  ]);
  if (!results) return null;
  const whole = results[0]!;
  if (!whole.ok) return TRAINED.warnings.failed(whole.type ? `${whole.type}: ${whole.message}` : whole.message);
  const [question, answered, next, header, ...around] = results.slice(1).map(textOf);
  if (!subjects.room.worker.has(model.repo)) loading();
  const tokens = await tokensOf(subjects.room.worker, model, whole.text, false, "trained");
  return (
    tokens && {
      whole,
      tokens,
      turns: turnsOf(
        whole.text,
        turns.map((index, i) => ({
          index,
          before: around[3 * i] ?? (index === 0 ? "" : null),
          header: around[3 * i + 1]!,
          after: around[3 * i + 2]!,
        })),
      ),
      marks: marksOf(question!, header!, answered!, next!, { answer: ANSWER, next: NEXT }),
      tagged: /\{%[-+]?\s*generation\s*[-+]?%\}/.test(subjects.template(model, request.tools !== null) ?? ""),
    }
  );
}

const textOf = (result: Result): string | null => (result.ok ? result.text : null);

const first = (conversation: string, count: number): string =>
  raw(dumpJson(new List((parseJson(conversation) as List).items.slice(0, count)), { keepNumbers: true }));
