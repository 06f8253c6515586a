/** Jinja2's urlize: addresses in a text become links. */
import { fail } from "./errors.ts";
import { html } from "./html.ts";
import { repr, str } from "./show.ts";
import { SPACES } from "./space.ts";
import { raw } from "./text.ts";
import type { Value } from "./values.ts";

const W = "\\p{L}\\p{N}_";
const HTTP = new RegExp(
  `^((https?://|www\\.)(([${W}%\\-]+\\.)+)?([a-z]{2,63}|xn--[${W}%]{2,59})|([${W}%\\-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)` +
    `|(https?://)((\\p{Nd}{1,3}(\\.\\p{Nd}{1,3}){3})|(\\[([\\p{Nd}a-f]{0,4}:){2}([\\p{Nd}a-f]{0,4}:?){1,6}\\])))(?::\\p{Nd}{1,5})?(?:[/?#]\\S*)?$`,
  "iu",
);
const EMAIL = new RegExp(`^\\S+@[${W}][${W}.\\-]*\\.[${W}]+$`, "u");
const SCHEME = new RegExp(`^[${W}.+\\-]{2,}:/{0,2}$`, "u");
const count = (text: string, part: string): number => text.split(part).length - 1;

export interface Links {
  trim: (text: string) => string;
  rel: string | null;
  target: string | null;
  schemes: string[];
}

/** Throws FilterArgumentError for what is no scheme. */
export function schemesOf(values: Iterable<Value>, text: (value: Value) => string): string[] {
  return [...values].map((value) =>
    SCHEME.test(text(value))
      ? text(value)
      : fail("FilterArgumentError", `${repr(value)} is not a valid URI scheme prefix.`),
  );
}

export function urlized(value: Value, { trim, rel, target, schemes }: Links): string {
  const escaped = (text: string): string => raw(html(text));
  const more = (rel ? ` rel="${escaped(rel)}"` : "") + (target ? ` target="${escaped(target)}"` : "");
  return raw(html(str(value) === value ? value : value))
    .split(new RegExp(`(${SPACES.source})`))
    .map((word) => {
      const head = /^([(<]|&lt;)+/.exec(word)?.[0] ?? "";
      let middle = word.slice(head.length);
      let tail = "";
      if (/(?:[)>.,\n]|&gt;)$/.test(middle)) {
        tail = /([)>.,\n]|&gt;)+$/.exec(middle)![0];
        middle = middle.slice(0, middle.length - tail.length);
      }
      for (const [open, close] of [
        ["(", ")"],
        ["<", ">"],
        ["&lt;", "&gt;"],
      ] as const) {
        const opened = count(middle, open);
        if (opened <= count(middle, close)) continue;
        for (let left = Math.min(opened, count(tail, close)); left > 0; left -= 1) {
          const end = tail.indexOf(close) + close.length;
          middle += tail.slice(0, end);
          tail = tail.slice(end);
        }
      }
      if (HTTP.test(middle)) {
        const address = /^https?:\/\//.test(middle) ? middle : `https://${middle}`;
        middle = `<a href="${address}"${more}>${trim(middle)}</a>`;
      } else if (middle.startsWith("mailto:") && EMAIL.test(middle.slice(7)))
        middle = `<a href="${middle}">${middle.slice(7)}</a>`;
      else if (
        middle.includes("@") &&
        !middle.startsWith("www.") &&
        !middle.startsWith("@") &&
        !middle.includes(":") &&
        EMAIL.test(middle)
      )
        middle = `<a href="mailto:${middle}">${middle}</a>`;
      else {
        for (const scheme of schemes)
          if (middle !== scheme && middle.startsWith(scheme)) middle = `<a href="${middle}"${more}>${middle}</a>`;
      }
      return head + middle + tail;
    })
    .join("");
}
