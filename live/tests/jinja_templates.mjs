// Renders templates with the page's Jinja, and with @huggingface/jinja beside it if `library`. Reads {values,
// templates, library} on stdin; JSON out.

import { readFileSync } from "node:fs";
import { Template as Library } from "@huggingface/jinja";
import { load } from "./bundle.mjs";

const { Template, parseJson, raw } = await load("src/jinja/index.ts");
const { values, templates, library: beside } = JSON.parse(readFileSync(0, "utf8"));

function ours(template) {
  try {
    const pieces = new Template(template).render(parseJson(values).entries());
    return { text: pieces.map(({ text }) => raw(text)).join(""), line: null };
  } catch (error) {
    if (error.type === undefined) return { text: `JavaScript: ${error.stack}`, line: null };
    return { text: `${error.type}: ${error.message}`, line: error.line };
  }
}

function library(template) {
  try {
    return new Library(template).render(JSON.parse(values));
  } catch (error) {
    return `Error: ${error.message}`;
  }
}

console.log(
  JSON.stringify(templates.map((template) => ({ ...ours(template), library: beside ? library(template) : null }))),
);
