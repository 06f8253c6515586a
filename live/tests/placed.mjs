// Puts {% generation %} into templates. Reads [{template, specials, added}] on stdin; JSON out, what is told of each.

import { readFileSync } from "node:fs";
import { load } from "./bundle.mjs";

const { placeGeneration } = await load("src/chats/placed_proof.ts");
const now = new Date(Date.UTC(2026, 0, 5));
const asked = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map((model) => placeGeneration(model, model.template, null, now))));
