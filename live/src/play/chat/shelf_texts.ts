/** Every word of the tool "Template shelf". */
import { number, plural } from "../texts.ts";

export const SHELF = {
  what: (count: number) =>
    `${plural(count, "chat template")} of other models. A template that you take stands beside your conversation like one that you brought: it gets its tokens, bos_token and eos_token from the tokenizer that you choose, so its own special tokens may be cut like plain text. Links name it by its hash: whoever follows one sees it as you do.`,
  none: "This page was built without the shelf: the source distribution that carries the templates was not there.",
  search: "Search in names and templates",
  host: "Tokens of",
  found: (found: number, all: number) => `${number.format(found)} of ${plural(all, "template")}`,
  nothing: "No template has that in its name or text.",
  use: "Use",
  useNamed: (name: string) => `Use ${name}`,
  unnamed: "origin not stated",
  size: (characters: number) => `${number.format(characters)} characters`,
  hits: (count: number) => `${plural(count, "place")} in its text`,
  origin: (package_: string) =>
    `The files are those of llama.cpp, folder models/templates, as in ${package_}, byte for byte.`,
  licence: "llama.cpp is under the MIT licence",
  terms:
    "; a template is its model's, whose terms are on the model's own page. Where the folder names the repository that a template was taken from, its name leads there.",
  compared: "What each of them does",
  said: (name: string, host: string) => `${name} was added, with the tokens of ${host}.`,
};
