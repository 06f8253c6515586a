// Times the page's Jinja. Reads {repeats, jobs: [[template, values as JSON]]} on stdin; the best time of each in
// seconds, as JSON.
import { readFileSync } from "node:fs";
import { load } from "./bundle.mjs";

const { Template, parseJson } = await load("src/jinja/index.ts");
const { repeats, jobs } = JSON.parse(readFileSync(0, "utf8"));

const times = jobs.map(([template, values]) => {
  const given = parseJson(values).entries();
  let best = Infinity;
  for (let i = 0; i < repeats; i += 1) {
    const start = performance.now();
    new Template(template).render(given);
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
});
console.log(JSON.stringify(times));
