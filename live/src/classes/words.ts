/** What is said of a class, where readers meet it. */
import type { Told } from "./table.ts";

export const list = new Intl.ListFormat("en");

/** How the files lead to a class. */
export const names = ({ name, by }: Told): string =>
  by === "config" ? `tokenizer_config.json names ${name}` : `config.json leads to ${name}`;

/** Why a class is not remade: the first half of a sentence; empty where it is. */
export function whyNot(told: Told): string {
  const { why } = told;
  switch (why?.what) {
    case undefined:
      return "";
    case "remote":
      return "tokenizer_config.json names code of its repository, which this page does not run";
    case "table":
      return `${told.name ? names(told) : "config.json is there"}, but what this page knows of classes could not be loaded`;
    case "other":
      return `${names(told)}, a class of transformers ${told.version} that reads no tokenizer.json or needs another library`;
    case "way":
      return `${names(told)}, which transformers ${told.version} gives ways of its own that this page does not have`;
    case "kind":
      return `${names(told)}, which is for a model of the kind ${list.format(why.kinds)}, and this one is ${why.kind}`;
    case "setting":
      return `${names(told)}, and this page does not know what the class does with its ${why.setting}`;
  }
}

/** What it does as no steps do; empty where there is nothing. */
export const ownWay = ({ name, own, decodes }: Told): string =>
  [
    own ? `${name} reads some texts in a way of its own, which this page does not.` : "",
    decodes ? `${name} makes text of ids in a way of its own, which this page does not.` : "",
  ]
    .filter(Boolean)
    .join(" ");
