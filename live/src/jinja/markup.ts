/**
 * Methods of Markup: those of `str`, with what they take in escaped. They are Python functions, with the errors of
 * such.
 */
import { iterate } from "./compare.ts";
import { html } from "./html.ts";
import { bind, signature } from "./signature.ts";
import { stringMethod } from "./strings.ts";
import { stripTags, unescape } from "./tags.ts";
import { markup, plain, type Text } from "./text.ts";
import { Callable, isStr, List, Tuple, type Value } from "./values.ts";

/** Name → parameters behind `self`, those that are escaped. */
const OWN: Record<string, [parameters: string, escaped?: string]> = {
  join: ["iterable /"],
  split: ["/ sep= maxsplit="],
  rsplit: ["/ sep= maxsplit="],
  splitlines: ["/ keepends="],
  capitalize: ["/"],
  title: ["/"],
  lower: ["/"],
  upper: ["/"],
  replace: ["old new count= /", "new"],
  ljust: ["width fillchar= /", "fillchar"],
  rjust: ["width fillchar= /", "fillchar"],
  center: ["width fillchar= /", "fillchar"],
  lstrip: ["chars= /"],
  rstrip: ["chars= /"],
  strip: ["chars= /"],
  translate: ["table /"],
  expandtabs: ["/ tabsize="],
  swapcase: ["/"],
  zfill: ["width /"],
  casefold: ["/"],
  removeprefix: ["prefix /"],
  removesuffix: ["suffix"],
  partition: ["sep /"],
  rpartition: ["sep /"],
  unescape: ["/"],
  striptags: ["/"],
  escape: ["s /"],
};

const marked = (value: Value): Value => {
  if (isStr(value)) return markup(value);
  if (value instanceof List) return new List(value.items.map(marked));
  return value instanceof Tuple ? new Tuple(value.items.map(marked)) : value;
};

/** A method of Markup's own; undefined if it is that of `str`. */
export function markupMethod(self: Text, name: string): Callable | undefined {
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
  if (!own) return undefined;
  const form = signature(`Markup.${name}`, `${name === "escape" ? "cls" : "self"} ${own[0]}`.trim(), 1);
  return new Callable(
    name,
    (args, kwargs) => {
      const named = bind(form, args, kwargs);
      if (name === "escape") return html(named.s ?? null);
      if (name === "unescape") return unescape(plain(self));
      if (name === "striptags") return stripTags(plain(self));
      const values = form.names.slice(1).map((key) => {
        const value = named[key];
        if (value === undefined) return value;
        if (key === "iterable") return new List([...iterate(value)].map(html));
        return key === own[1] ? html(value) : value;
      });
      if (name === "split" || name === "rsplit") [values[0], values[1]] = [values[0] ?? null, values[1] ?? -1n];
      while (values.length && values.at(-1) === undefined) values.pop();
      return marked(stringMethod(name)!(self, values as Value[], new Map()));
    },
    "method",
  );
}
