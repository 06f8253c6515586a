/** What a template makes of the conversation: its prompt, its turns, its marks. */
import { marksOf, type Turn, turnsOf } from "../../chats/mask.ts";
import type { PromptMaker } from "../../chats/prompts_client.ts";
import type { Rendered, Request, Result } from "../../chats/protocol.ts";
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { dumpJson, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { List, type Value } from "../../jinja/values.ts";
import { rolesOf } from "./request.ts";
import { type Subjects, tokensOf } from "./subject.ts";
import { TRAINED } from "./trained_texts.ts";

/** What the template made of the conversation. */
export interface Seen {
  whole: Rendered;
  turns: Turn[];
  /** Messages before or after which a conversation that ends there is refused. */
  refused: ReadonlySet<number>;
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
  const source = subjects.template(model, request.tools !== null) ?? ""; // the page may change until the end
  const ask = (messages: readonly Value[], count: number, addGenerationPrompt: boolean) => ({
    ...asked,
    request: { ...request, conversation: first(messages, count), addGenerationPrompt, now },
  });
  const [messages, small] = [request.conversation, SMALL].map((text) => (parseJson(text) as List).items) as [
    Value[],
    Value[],
  ];
  const roles = rolesOf(request.conversation);
  const turns = roles.flatMap((role, index) => (role === "assistant" ? [index] : []));
  const answers: (string | null)[] = [];
  // of the prompts of a long conversation only how far they go is kept: together they are as long as turns × length
  const prefixes: (number | null)[] = [];
  const refused = new Set<number>();
  let whole: Result | null = null;
  const all = await maker.each(
    5 + 3 * turns.length,
    (i) => {
      if (i === 0) return ask(messages, roles.length, false);
      if (i < 5) return ask(small, i < 4 ? i : 1, i === 4);
      const index = turns[Math.floor((i - 5) / 3)]!;
      const which = (i - 5) % 3;
      return ask(messages, which === 2 ? index + 1 : index, which === 1);
    },
    (result, i) => {
      const text = result.ok ? result.text : null;
      if (i === 0) whole = result;
      else if (i < 5) answers.push(text);
      else {
        if (text === null && i % 3 !== 2) refused.add(turns[Math.floor((i - 5) / 3)]!);
        prefixes.push(text !== null && whole?.ok && whole.text.startsWith(text) ? text.length : null);
      }
    },
  );
  if (!all) return null;
  const made = whole as Result | null;
  if (!made?.ok) return TRAINED.warnings.failed(made?.type ? `${made.type}: ${made.message}` : (made?.message ?? ""));
  const [question, answered, next, header] = answers;
  if (!subjects.room.worker.has(model.repo)) loading();
  const tokens = await tokensOf(subjects.room.worker, model, made.text, false, "trained");
  return (
    tokens && {
      whole: made,
      tokens,
      refused,
      turns: turnsOf(
        made.text,
        turns.map((index, i) => ({
          index,
          before: prefixes[3 * i] ?? (index === 0 ? 0 : null),
          header: prefixes[3 * i + 1]!,
          after: prefixes[3 * i + 2]!,
        })),
      ),
      marks: marksOf(question!, header!, answered!, next!, { answer: ANSWER, next: NEXT }),
      tagged: /\{%[-+]?\s*generation\s*[-+]?%\}/.test(source),
    }
  );
}

const first = (messages: readonly Value[], count: number): string =>
  raw(dumpJson(new List(messages.slice(0, count)), { keepNumbers: true }));
