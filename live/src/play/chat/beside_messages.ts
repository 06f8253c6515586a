/** What a request to a server has beside its messages that counts for the prompt. */
import { dumpJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, List, type Value } from "../../jinja/values.ts";
import type { State } from "./shape.ts";
import { wrongMore, wrongTools } from "./wrong.ts";

/** JSON as the page writes it; numbers keep the form in which they were typed. */
export const written = (value: Value): string => raw(dumpJson(value, { indent: "  ", keepNumbers: true }));

/** `listAt`: the list in a field. Returns the names of the fields that were used, too. */
export function besideOf(
  dict: Dict,
  listAt: (name: string) => List | null,
): { beside: Partial<State>; names: string[] } {
  const beside: Partial<State> = {};
  const names: string[] = [];
  const listed = listAt("tools");
  const tools = listed?.items.length ? written(listed) : null;
  if (tools !== null && !wrongTools(tools)) {
    Object.assign(beside, { tools, withTools: true });
    names.push("tools");
  }
  const more = variables(dict, names);
  if (more.size) beside.more = written(more);
  const generation = dict.get("add_generation_prompt");
  if (typeof generation === "boolean") {
    beside.generation = generation;
    names.push("add_generation_prompt");
  }
  const continues = dict.get("continue_final_message");
  if (typeof continues === "boolean") {
    beside.continues = continues;
    names.push("continue_final_message");
  }
  return { beside, names };
}

/** As vLLM and SGLang hand them to the template, OpenAI's client within `extra_body`. */
function variables(dict: Dict, names: string[]): Dict {
  const extra = dict.get("extra_body");
  const more = new Dict();
  for (const [holder, path] of [
    [dict, ""],
    [extra, "extra_body."],
  ] as const) {
    if (!(holder instanceof Dict)) continue;
    const given = holder.get("chat_template_kwargs");
    if (given instanceof Dict && given.size && !wrongMore(written(given))) {
      for (const [key, value] of given.entries()) more.set(key, value);
      names.push(`${path}chat_template_kwargs`);
    }
    const documents = holder.get("documents");
    if (documents instanceof List && documents.items.length) {
      more.set("documents", documents);
      names.push(`${path}documents`);
    }
  }
  return more;
}
