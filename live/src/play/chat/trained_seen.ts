/** What a template makes of the conversation: its prompt, its turns, its marks. */
import type { Made } from "../../chats/batch.ts";
import type { CardMaker } from "../../chats/card_client.ts";
import type { ChatModel } from "../../chats/chat_model.ts";
import { marksOf, type Turn, turnsOf } from "../../chats/mask.ts";
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, isStr, List, type Value } from "../../jinja/values.ts";
import type { Room } from "../tool.ts";
import type { State } from "./shape.ts";
import { requestOf } from "./state.ts";
import { TRAINED } from "./trained_texts.ts";

/** What the template made of the conversation. */
export interface Seen {
  whole: Extract<Made, { text: string }>;
  turns: Turn[];
  tokens: Tokens;
  marks: { instruction: string; response: string } | null;
  tagged: boolean;
}

const [ANSWER, NEXT] = ["Seven apples.", "And how many pears?"];
const SMALL = JSON.stringify([
  { role: "user", content: "How many apples?" },
  { role: "assistant", content: ANSWER },
  { role: "user", content: NEXT },
]);

/** Why it makes nothing, or null where `stale` says that nobody asks any more. `loading` hears that the tokenizer comes. */
export async function seenOf(
  { room, maker, loading, stale }: { room: Room<State>; maker: CardMaker; loading(): void; stale(): boolean },
  model: Model,
  asked: { model: ChatModel; template: string | null },
): Promise<Seen | string | null> {
  const { conversation, tools, more } = requestOf(room.state());
  const messages = parseJson(conversation);
  const role = (message: Value): Value | undefined => (message instanceof Dict ? message.get("role") : undefined);
  const turns = (messages instanceof List ? messages.items : []).flatMap((message, index) => {
    const own = role(message);
    return isStr(own) && raw(own) === "assistant" ? [index] : [];
  });
  const calls = turns.flatMap((index) => [
    { count: index, generation: false },
    { count: index, generation: true },
    { count: index + 1, generation: false },
  ]);
  const made = await maker.render({
    ...asked,
    request: { conversation, tools, more },
    calls: [{ count: null, generation: false }, ...calls],
  });
  if (!made || stale()) return null;
  const [whole, ...rest] = made;
  if ("error" in whole!) return TRAINED.warnings.failed(whole.error);
  const small = await maker.render({
    ...asked,
    request: { conversation: SMALL, tools: null, more },
    calls: [
      [1, false],
      [1, true],
      [2, false],
      [3, false],
    ].map(([count, generation]) => ({
      count: count as number,
      generation: generation as boolean,
    })),
  });
  if (!small || stale()) return null;
  const text = (one: Made | undefined): string | null => (one && "text" in one ? one.text : null);
  const { worker } = room;
  if (!worker.has(model.repo)) loading();
  await worker.load(model.repo, model.name);
  const tokens = await worker.encode(model.repo, whole!.text, { addSpecial: false, splitSpecial: false }, "trained");
  if (!tokens || stale()) return null;
  const source = asked.template ?? asked.model.templates?.default ?? asked.model.template ?? "";
  return {
    whole: whole!,
    tokens,
    turns: turnsOf(
      whole!.text,
      turns.map((index, i) => ({
        index,
        before: text(rest[3 * i]) ?? (index === 0 ? "" : null),
        header: text(rest[3 * i + 1]),
        after: text(rest[3 * i + 2]),
      })),
    ),
    marks: marksOf(text(small[0]), text(small[1]), text(small[2]), text(small[3]), { answer: ANSWER, next: NEXT }),
    tagged: /\{%[-+]?\s*generation\s*[-+]?%\}/.test(source),
  };
}
