// Answers as the page's model gives them, in Node: FOLDER of the weights' parts as argument, on stdin
// [{ids, stop, limit, temperature, seed}]. Prints of each {steps: [{chosen, top}], reading, ms}, times in milliseconds.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { load } from "./bundle.mjs";

const [folder] = process.argv.slice(2);
const { Engine } = await load("src/model/engine.ts");
const description = JSON.parse(await readFile(path.join(folder, "weights.json"), "utf8"));
const engine = await Engine.begin(description);
let at = 0;
for (const [name, bytes] of Object.entries(description.parts)) {
  engine.put(await readFile(path.join(folder, name)), at);
  at += bytes;
}
const asked = JSON.parse(await new Response(process.stdin).text());
const answers = asked.map(({ ids, stop, limit, ...settings }) => {
  const begun = performance.now();
  let read = begun;
  const steps = [];
  for (const step of engine.answer(ids, stop, limit, settings))
    if ("read" in step) read = performance.now();
    else steps.push(step);
  return { steps, reading: read - begun, ms: performance.now() - read };
});
console.log(JSON.stringify(answers));
