/** Jinja2's filters on text and numbers. */
import { iterate } from "./compare.ts";
import { fail } from "./errors.ts";
import type { Filter } from "./filters.ts";
import { percentFormat } from "./format.ts";
import { dumpJson } from "./json.ts";
import { repr, str } from "./show.ts";
import { capitalized, center, replace, splitLines, strip } from "./strings.ts";
import { type Str, TextBuilder, concat, mapText, mapWhole, points, raw, sliceText } from "./text.ts";
import { Dict, Float, List, Tuple, Undefined, type Value, isInt, isNumber, isStr, toBig, toNumber, truth, typeName } from "./values.ts";

const given = (value: Value | undefined, otherwise: bigint): number => Number(toBig(isInt(value ?? otherwise) ? ((value ?? otherwise) as bigint) : otherwise));
const soft = (change: (s: string) => string): Filter => (value) => mapText(str(value), change);

function mustBeText(value: Value): Str {
  if (value instanceof Undefined) value.fail();
  return isStr(value) ? value : fail("TypeError", `unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`);
}

const indent: Filter = (value, { width, first, blank }) => {
  const by = isStr(width ?? 4n) ? (width as Str) : " ".repeat(Math.max(0, given(width, 4n)));
  const lines = splitLines(concat(mustBeText(value), "\n"));
  const out = new TextBuilder();
  lines.forEach((line, i) => {
    if (i) out.add("\n");
    if (i ? truth(blank ?? false) || raw(line) !== "" : truth(first ?? false)) out.add(by);
    out.add(line);
  });
  return out.done();
};

const truncate: Filter = (value, { length, killwords, end, leeway }) => {
  const text = mustBeText(value);
  const characters = [...raw(text)];
  const most = given(length, 255n);
  const ending = end === undefined ? "..." : str(end);
  if (most < points(raw(ending))) return fail("AssertionError", `expected length >= ${points(raw(ending))}, got ${most}`);
  if (characters.length <= most + given(leeway, 5n)) return text;
  const kept = sliceText(text, 0, characters.slice(0, most - points(raw(ending))).join("").length);
  const space = raw(kept).lastIndexOf(" ");
  return concat(truth(killwords ?? false) || space < 0 ? kept : sliceText(kept, 0, space), ending);
};

function toInt(value: Value, base: number): bigint | null {
  if (isInt(value)) return toBig(value);
  if (value instanceof Float) return Number.isFinite(value.value) ? BigInt(Math.trunc(value.value)) : null;
  if (!isStr(value)) return null;
  const text = raw(strip(value)).replace(/(?<=\w)_(?=\w)/g, "").toLowerCase();
  const digits = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
  const body = text.replace(/^[-+]/, "").replace(base === 16 ? /^0x/ : base === 8 ? /^0o/ : base === 2 ? /^0b/ : /^$/, "");
  if (!body || ![...body].every((c) => digits.includes(c))) return null;
  let total = 0n;
  for (const c of body) total = total * BigInt(base) + BigInt(digits.indexOf(c));
  return text.startsWith("-") ? -total : total;
}

function toFloat(value: Value): number | null {
  if (isNumber(value)) return toNumber(value);
  if (!isStr(value)) return null;
  const text = raw(strip(value)).toLowerCase();
  const word = /^([-+]?)(inf|infinity|nan)$/.exec(text);
  if (word) return word[2] === "nan" ? NaN : word[1] === "-" ? -Infinity : Infinity;
  return /^[-+]?(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(text) ? Number(text.replaceAll("_", "")) : null;
}

/** Half to even, as Python's round does. */
function roundHalfEven(value: number, places: number): number {
  const fixed = Number(value.toFixed(Math.max(0, places)));
  const scaled = value * 10 ** places;
  if (Math.abs(scaled - Math.trunc(scaled)) === 0.5) return (2 * Math.round(scaled / 2)) / 10 ** places;
  return places >= 0 ? fixed : Math.round(scaled) / 10 ** places;
}

const round: Filter = (value, { precision, method }) => {
  const places = given(precision, 0n);
  const how = raw(str(method ?? "common"));
  if (!["common", "ceil", "floor"].includes(how)) return fail("FilterArgumentError", "method must be common, ceil or floor");
  if (value instanceof Undefined) return value.fail();
  if (!isNumber(value)) return fail("TypeError", `type ${typeName(value)} doesn't define __round__ method`);
  if (how === "common") return isInt(value) ? toBig(value) : new Float(roundHalfEven(toNumber(value), places));
  const scaled = toNumber(value) * 10 ** places;
  return new Float((how === "ceil" ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** places);
};

const tojson: Filter = (value, { ensure_ascii, indent: by, separators, sort_keys }) => {
  const pair = separators === undefined || separators === null ? null : [...iterate(separators)].map((part) => raw(str(part)));
  if (pair && pair.length !== 2) return fail("ValueError", pair.length < 2 ? `not enough values to unpack (expected 2, got ${pair.length})` : "too many values to unpack (expected 2)");
  return dumpJson(value, {
    ensureAscii: truth(ensure_ascii ?? false),
    indent: by === undefined || by === null ? null : isStr(by) ? raw(by) : " ".repeat(Math.max(0, given(by, 0n))),
    separators: pair as [string, string] | null,
    sortKeys: truth(sort_keys ?? false),
  });
};

const HTML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };
const html = (value: Value): Str => mapText(str(value), (s) => s.replace(/[&<>'"]/g, (c) => HTML[c]!));
const escape: Filter = (value) => html(value);

const filesize: Filter = (value, { binary }) => {
  if (value instanceof Undefined) return value.fail();
  const bytes = toFloat(value);
  if (bytes === null) return isStr(value) ? fail("ValueError", `could not convert string to float: ${repr(value)}`) : fail("TypeError", `float() argument must be a string or a real number, not '${typeName(value)}'`);
  const [base, ending] = truth(binary ?? false) ? [1024, "iB"] : [1000, "B"];
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return Number.isFinite(bytes) ? `${Math.trunc(bytes)} Bytes` : fail("OverflowError", "cannot convert float infinity to integer");
  const prefixes = `${base === 1024 ? "K" : "k"}MGTPEZY`;
  let i = 0;
  while (i < prefixes.length - 1 && !(bytes < base ** (i + 2))) i += 1;
  return concat(raw(percentFormat("%.1f", new Float((base * bytes) / base ** (i + 2))) as Str), ` ${prefixes[i]}${ending}`);
};

const attributes: Filter = (value, { autospace }) => {
  if (value instanceof Undefined) return value.fail();
  if (!(value instanceof Dict)) return fail("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
  const out = new TextBuilder();
  for (const [key, item] of value.entries()) {
    if (item === null || item instanceof Undefined) continue;
    if (!isStr(key)) return fail("TypeError", `expected string or bytes-like object, got '${typeName(key)}'`);
    if (/[\s/>=]/.test(raw(key))) return fail("ValueError", `Invalid character in attribute name: ${repr(key)}`);
    if (out.length || truth(autospace ?? true)) out.add(" ");
    out.add(html(key)).add('="').add(html(item)).add('"');
  }
  return out.done();
};

export const TEXT_FILTERS: Record<string, [parameters: string, filter: Filter]> = {
  upper: ["", soft((s) => s.toUpperCase())],
  lower: ["", soft((s) => s.toLowerCase())],
  capitalize: ["", (value) => mapWhole(str(value), capitalized)],
  title: ["", (value) => mapWhole(str(value), (s) => s.split(/([-\s({[<]+)/).filter(Boolean).map(capitalized).join(""))],
  trim: ["chars", (value, { chars }) => strip(str(value), chars ?? null)],
  string: ["", (value) => str(value)],
  safe: ["", (value) => str(value)],
  escape: ["", escape],
  e: ["", escape],
  forceescape: ["", escape],
  center: ["width", (value, { width }) => center(str(value), [width ?? 80n], new Map())],
  replace: ["old new count", (value, { old, new: by, count }) => replace(str(value), str(old ?? null), str(by ?? null), count === undefined || count === null ? -1 : given(count, -1n))],
  indent: ["width first blank", indent],
  truncate: ["length killwords end leeway", truncate],
  wordcount: ["", (value) => BigInt(raw(str(value)).match(/[\p{L}\p{N}\p{M}_]+/gu)?.length ?? 0)],
  format: ["*", (value, _, { args, kwargs }) => {
    if (args.length && kwargs.size) return fail("FilterArgumentError", "can't handle positional and keyword arguments at the same time");
    return percentFormat(str(value), kwargs.size ? Dict.of(kwargs) : new Tuple(args));
  }],
  tojson: ["ensure_ascii indent separators sort_keys", tojson],
  abs: ["", (value) => {
    if (value instanceof Undefined) return fail("TypeError", "bad operand type for abs(): 'Undefined'");
    if (isInt(value)) return toBig(value) < 0n ? -toBig(value) : toBig(value);
    return value instanceof Float ? new Float(Math.abs(value.value)) : fail("TypeError", `bad operand type for abs(): '${typeName(value)}'`);
  }],
  int: ["default base", (value, args) => {
    if (value instanceof Undefined) return value.fail();
    const whole = toInt(value, given(args.base, 10n));
    if (whole !== null) return whole;
    const float = isStr(value) ? toFloat(value) : null;
    return float !== null && Number.isFinite(float) ? BigInt(Math.trunc(float)) : args.default === undefined ? 0n : args.default;
  }],
  float: ["default", (value, args) => {
    if (value instanceof Undefined) return value.fail();
    const number = toFloat(value);
    return number === null ? (args.default === undefined ? new Float(0) : args.default) : new Float(number);
  }],
  round: ["precision method", round],
  filesizeformat: ["binary", filesize],
  xmlattr: ["autospace", attributes],
  urlencode: ["", (value) => {
    const quote = (part: Value): string => encodeURIComponent(raw(str(part))).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    if (value instanceof Dict) return value.entries().map(([key, item]) => `${quote(key)}=${quote(item)}`).join("&").replaceAll("%20", "+");
    return value instanceof List ? value.items.map((pair) => [...iterate(pair)].map(quote).join("=")).join("&") : quote(value).replaceAll("%2F", "/");
  }],
};

/** Filters of Jinja2 that chat templates have no use for and this page does not have. */
export const MISSING_FILTERS = new Set(["pprint", "random", "striptags", "urlize", "wordwrap"]);
