/** Jinja2's filters on text. */
import { WHITE } from "../tokenizers/white.ts";
import { getSlice } from "./attributes.ts";
import { iterate, ordered, unpacked } from "./compare.ts";
import { fail } from "./errors.ts";
import type { Filter, FilterTable } from "./filter.ts";
import { html } from "./html.ts";
import { dumpJson } from "./json.ts";
import { size as cSize } from "./numbers.ts";
import { calculate } from "./operators.ts";
import { itemsOf } from "./ordering_filters.ts";
import { percentFormat } from "./percent.ts";
import { pretty } from "./pprint.ts";
import { repr, softStr, str } from "./show.ts";
import { SPACES } from "./space.ts";
import { join, replace, splitLines, strip } from "./string_work.ts";
import { center, stringMethod } from "./strings.ts";
import { stripTags } from "./tags.ts";
import { as, concat, isMarkup, mapText, mapWhole, markup, plain, raw, type Str, TextBuilder } from "./text.ts";
import { failAttribute, failUndefined } from "./undefined.ts";
import { capitalized, WORDS } from "./unicode.ts";
import { schemesOf, urlized } from "./urlize.ts";
import { Dict, Iter, isStr, List, Range, size, Tuple, truth, typeName, Undefined, type Value, View } from "./values.ts";
import { wrapped } from "./wrap.ts";

/** `value.name(…)` where `value` should be text. Throws AttributeError as Python does. */
function textOf(value: Value, method: string): Str {
  return isStr(value) ? value : failAttribute(value, method);
}

const lengthOf = (value: Value): bigint => {
  const count = size(value);
  return count === null ? fail("TypeError", `object of type '${typeName(value)}' has no len()`) : BigInt(count);
};

const indent: Filter = (value, { width = 4n, first = false, blank = false }) => {
  const by = as(isStr(value) ? value : "", isStr(width) ? width : (calculate("*", " ", width) as Str));
  if (!isStr(value)) {
    if (value instanceof Undefined) return failUndefined(value);
    if (value instanceof List) return failAttribute(value, "splitlines");
    return value instanceof Tuple
      ? fail("TypeError", 'can only concatenate tuple (not "str") to tuple')
      : fail("TypeError", `unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`);
  }
  const plus = (a: Str, b: Str): Str => (isMarkup(value) ? html(b) : b) && concat(a, isMarkup(value) ? html(b) : b);
  const out = new TextBuilder();
  splitLines(concat(plain(value), "\n")).forEach((line, i) => {
    if (i) out.add("\n");
    if (i ? truth(blank) || raw(line) !== "" : truth(first)) out.add(plus("", by));
    out.add(line);
  });
  return as(value, out.done());
};

const truncate: Filter = (value, { length = 255n, killwords = false, end = "...", leeway = null }) => {
  const slack = leeway === null ? 5n : leeway;
  const ending = lengthOf(end);
  if (!ordered(">=", length, ending)) fail("AssertionError", `expected length >= ${ending}, got ${raw(str(length))}`);
  if (!ordered(">=", slack, 0n)) fail("AssertionError", `expected leeway >= 0, got ${raw(str(slack))}`);
  if (ordered("<=", lengthOf(value), calculate("+", length, slack))) return value;
  const kept = getSlice(value, [undefined, calculate("-", length, ending), undefined]);
  if (truth(killwords)) return calculate("+", kept, end);
  const text = textOf(kept, "rsplit");
  const pieces = stringMethod("rsplit")!(plain(text), [" ", 1n], new Map()) as List;
  return calculate("+", as(text, pieces.items[0] as Str), end);
};

const replaced: Filter = (value, { old = null, new: by = null, count }, { escaping }) => {
  const most = count === undefined || count === null ? -1 : cSize(count);
  if (!escaping) return replace(str(value), str(old), str(by), most);
  const text = isMarkup(old) || (isMarkup(by) && !isMarkup(value)) ? html(value) : softStr(value);
  return as(
    text,
    replace(plain(text), plain(softStr(old)), isMarkup(text) ? plain(html(softStr(by))) : plain(softStr(by)), most),
  );
};

function mark(value: Value, argument: number): string {
  if (isStr(value)) return raw(value);
  const type = value === null ? "None" : typeName(value);
  return fail("TypeError", `make_encoder() argument ${argument} must be str, not ${type}`);
}

const tojson: Filter = (value, { ensure_ascii = false, indent: by = null, separators = null, sort_keys = false }) => {
  const parts = separators === null ? null : unpacked(separators, 2);
  if (isStr(value))
    return dumpJson(value, { ensureAscii: truth(ensure_ascii), indent: null, separators: null, sortKeys: false });
  // the encoder of Python takes the mark between key and value first
  const pair = parts && [1, 0].map((i) => mark(parts[i]!, 6 - i)).reverse();
  return dumpJson(value, {
    ensureAscii: truth(ensure_ascii),
    indent: by === null ? null : isStr(by) ? raw(by) : raw(calculate("*", " ", by) as Str),
    separators: pair as [string, string] | null,
    sortKeys: truth(sort_keys),
  });
};

const attributes: Filter = (value, { autospace = true }, { escaping }) => {
  const out = new TextBuilder();
  for (const pair of itemsOf(value)) {
    const [key = null, item = null] = (pair as Tuple).items;
    if (item === null || item instanceof Undefined) continue;
    if (!isStr(key)) return fail("TypeError", `expected string or bytes-like object, got '${typeName(key)}'`);
    if (/[ \t\n\r\f\v/>=]/.test(raw(key)))
      return fail("ValueError", `Invalid character in attribute name: ${repr(key)}`);
    if (out.length || truth(autospace)) out.add(" ");
    out.add(html(key)).add('="').add(html(item)).add('"');
  }
  return escaping ? markup(out.done()) : out.done();
};

const quote = (part: Value, slash: string): string =>
  encodeURIComponent(encodable(raw(str(part))))
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%2F", slash);

/** A text that UTF-8 can hold, which half of a pair of surrogates is not. */
function encodable(text: string): string {
  const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text);
  if (!half) return text;
  const place = [...text.slice(0, half.index)].length;
  return fail(
    "UnicodeEncodeError",
    `'utf-8' codec can't encode character '\\u${half[0].charCodeAt(0).toString(16)}' in position ${place}: surrogates not allowed`,
  );
}

const urlencode: Filter = (value) => {
  const many =
    value instanceof List ||
    value instanceof Tuple ||
    value instanceof View ||
    value instanceof Range ||
    value instanceof Iter ||
    value instanceof Undefined;
  if (!many && !(value instanceof Dict)) return quote(value, "/");
  const items = value instanceof Dict ? itemsOf(value) : iterate(value);
  return [...items]
    .map((pair) =>
      unpacked(pair, 2)
        .map((part) => quote(part, "%2F").replaceAll("%20", "+"))
        .join("="),
    )
    .join("&");
};

const urlize: Filter = (
  value,
  { trim_url_limit: limit = null, nofollow = false, target = null, rel = null, extra_schemes = null },
  { escaping },
) => {
  const given = rel === null || !truth(rel) ? "" : raw(textOf(rel, "split"));
  const parts = new Set([...given.split(SPACES).filter(Boolean), ...(truth(nofollow) ? ["nofollow"] : []), "noopener"]);
  const schemes =
    extra_schemes === null
      ? []
      : schemesOf(iterate(extra_schemes), (one) =>
          raw(isStr(one) ? one : fail("TypeError", `expected string or bytes-like object, got '${typeName(one)}'`)),
        );
  const trim = (text: string): string =>
    limit !== null && ordered(">", lengthOf(text), limit)
      ? `${raw(getSlice(text, [undefined, limit, undefined]) as Str)}...`
      : text;
  const made = urlized(value, {
    trim,
    rel: [...parts].sort().join(" "),
    target: target !== null && truth(target) ? raw(str(target)) : null,
    schemes,
  });
  return escaping ? markup(made) : made;
};

const wordwrap: Filter = (
  value,
  { width = 79n, break_long_words = true, wrapstring = null, break_on_hyphens = true },
) => {
  const between = wrapstring ?? "\n";
  const glue = isStr(between) ? between : textOf(between, "join");
  const lines = splitLines(plain(textOf(value, "splitlines"))).map((line) =>
    wrapped(raw(line), width, break_long_words, break_on_hyphens),
  );
  return as(
    glue,
    join(
      plain(glue),
      lines.map((parts) =>
        join(
          plain(glue),
          parts.map((part) => (isMarkup(glue) && !isMarkup(value) ? html(part) : part)),
        ),
      ),
    ),
  );
};

const soft =
  (change: (s: string) => string): Filter =>
  (value) =>
    mapText(softStr(value), change);
const whole =
  (change: (s: string) => string): Filter =>
  (value) =>
    mapWhole(softStr(value), change);
const WORD_ENDS = new RegExp(`([-${WHITE}({[<]+)`);
const titles = (s: string): string =>
  s
    .split(WORD_ENDS)
    .filter(Boolean)
    .map((part) => {
      const [first = "", ...rest] = part;
      return first.toUpperCase() + rest.join("").toLowerCase();
    })
    .join("");

export const TEXT_FILTERS: FilterTable = {
  upper: ["do_upper s", soft((s) => s.toUpperCase())],
  lower: ["do_lower s", whole((s) => s.toLowerCase())],
  capitalize: ["do_capitalize s", whole(capitalized)],
  title: ["do_title s", (value) => mapWhole(str(value), titles)],
  trim: ["do_trim value chars=", (value, { chars }) => strip(softStr(value), chars)],
  string: ["soft_str s /", softStr],
  safe: ["do_mark_safe value", (value) => markup(softStr(value))],
  escape: ["escape s /", html],
  e: ["escape s /", html],
  forceescape: ["do_forceescape value", (value) => html(str(value))],
  center: ["do_center value width=", (value, { width = 80n }) => as(softStr(value), center(softStr(value), width))],
  replace: ["do_replace @ eval_ctx s old new count=", replaced],
  indent: ["do_indent s width= first= blank=", indent],
  truncate: ["do_truncate @ env s length= killwords= end= leeway=", truncate],
  wordcount: ["do_wordcount s", (value) => BigInt(raw(softStr(value)).match(WORDS)?.length ?? 0)],
  wordwrap: ["do_wordwrap @ environment s width= break_long_words= wrapstring= break_on_hyphens=", wordwrap],
  format: [
    "do_format *",
    (value, _, { args, kwargs }) => {
      if (kwargs.has("value")) return fail("TypeError", "do_format() got multiple values for argument 'value'");
      if (args.length && kwargs.size)
        return fail("FilterArgumentError", "can't handle positional and keyword arguments at the same time");
      return percentFormat(softStr(value), kwargs.size ? Dict.of(kwargs) : new Tuple(args));
    },
  ],
  tojson: ["_cached_compile_jinja_template.<locals>.tojson x ensure_ascii= indent= separators= sort_keys=", tojson],
  pprint: ["do_pprint value", (value) => pretty(value)],
  striptags: ["do_striptags value", (value) => stripTags(str(value))],
  urlencode: ["do_urlencode value", urlencode],
  urlize: ["do_urlize @ eval_ctx value trim_url_limit= nofollow= target= rel= extra_schemes=", urlize],
  xmlattr: ["do_xmlattr @ eval_ctx d autospace=", attributes],
};
