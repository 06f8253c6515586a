/** The conversations on which a changed template is held against the one that it came from. */
import { parseJson } from "../jinja/json.ts";
import { type Dict, stringOf } from "../jinja/values.ts";
import { type Call, withOrigins } from "./apply.ts";
import { PROBES, type ProbeCall } from "./probes.ts";

type Message = ProbeCall["messages"][number] & Record<string, unknown>;

const says = (role: string, content: unknown, more: object = {}): Message => ({ role, content, ...more });
const call = (id: string, city: string): object => ({
  id,
  type: "function",
  function: { name: "get_weather", arguments: { city } },
});
const text = (words: string): object[] => [{ type: "text", text: words }];
const result = (id: string, words: string): Message => says("tool", words, { tool_call_id: id, name: "get_weather" });

const [ASKED, MORE, LAST] = [says("user", "ochre?"), says("user", "sienna?"), says("user", "sepia?")];
const SYSTEM = says("system", "indigo.");
const CALLED = says("assistant", "umber.", { tool_calls: [call("call00001", "Seoul")] });

/** Longer than those of the report card. */
const CONVERSATIONS: ProbeCall[] = [
  { messages: [SYSTEM, ASKED, says("assistant", "umber."), MORE, says("assistant", "cobalt.")] },
  { messages: [ASKED, says("assistant", "umber."), MORE, says("assistant", "cobalt."), LAST], generation: true },
  { messages: [ASKED, says("assistant", "umber.\n\nTwo lines."), MORE, says("assistant", "\n cobalt \n")] },
  { messages: [ASKED, says("assistant", ""), MORE, says("assistant", "cobalt.")] },
  { messages: [ASKED, says("assistant", "umber."), says("assistant", "cobalt.")] },
  { messages: [ASKED, says("assistant", null), MORE] },
  { messages: [says("user", text("ochre?")), says("assistant", text("umber.")), says("user", text("sienna?"))] },
  {
    messages: [
      ASKED,
      says("assistant", "umber.", { reasoning_content: "ecru" }),
      MORE,
      says("assistant", "cobalt.", { reasoning_content: "teal" }),
    ],
  },
  { messages: [SYSTEM, ASKED, CALLED, result("call00001", "drizzle"), says("assistant", "cobalt.")], tools: true },
  {
    messages: [
      ASKED,
      says("assistant", "", { tool_calls: [call("call00001", "Seoul"), call("call00002", "Lima")] }),
      result("call00001", "drizzle"),
      result("call00002", "hail"),
      says("assistant", "cobalt.", { reasoning_content: "teal" }),
      MORE,
      says("assistant", "crimson."),
    ],
    tools: true,
  },
  {
    messages: [ASKED, { ...CALLED, reasoning_content: "ecru" }, result("call00001", "drizzle")],
    tools: true,
    generation: true,
  },
];

/** Every different call, the longer conversations first. */
export function battery(): ProbeCall[] {
  const probes = PROBES.probes.flatMap(({ needs, renders }) => (needs === "tokenizer" ? [] : Object.values(renders)));
  const all = [...CONVERSATIONS, ...probes.map(({ ids, marks, ...asked }) => asked)];
  return [...new Map(all.map((asked) => [JSON.stringify(asked), asked])).values()];
}

/** As `applyChatTemplate` takes it; every string knows whose it is. */
export function callFor(asked: ProbeCall): Call {
  const more = parseJson(JSON.stringify(asked.more ?? {})) as Dict;
  return withOrigins({
    conversation: parseJson(JSON.stringify(asked.messages)),
    tools: asked.tools ? parseJson(JSON.stringify(PROBES.tools)) : null,
    addGenerationPrompt: asked.generation ?? false,
    continueFinalMessage: asked.continue ?? false,
    sanitizeControlTokens: false,
    more: more.entries().map(([name, value]) => [stringOf(name), value]),
  });
}
