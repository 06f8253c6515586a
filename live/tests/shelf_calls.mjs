// Renders templates. Reads {specials, templates: [[template, calls]]} on stdin; JSON out, [[text or error]].

import { readFileSync } from "node:fs";
import { load } from "./bundle.mjs";

const { attempt, callOf, Template } = await load(
  "src/chats/assistant_turns.ts",
  "src/chats/render.ts",
  "src/jinja/index.ts",
);
const { specials, templates } = JSON.parse(readFileSync(0, "utf8"));
const told = ([source, calls]) => {
  const model = { template: source, specials, added: [] };
  const template = new Template(source);
  const now = new Date();
  return calls.map((call) => {
    const made = attempt(model, template, callOf(call), now);
    return "error" in made ? `error: ${made.error}` : made.text;
  });
};
console.log(JSON.stringify(templates.map(told)));
