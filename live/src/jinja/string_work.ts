/** What is done to strings: cut, joined, replaced. Origins of characters are kept where they are passed on. */
import { fail } from "./errors.ts";
import { leadingSpace, SPACES, trailingSpace } from "./space.ts";
import { mapWhole, points, raw, type Str, sliceText, TextBuilder } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import { Dict, isInt, isStr, List, Tuple, toBig, typeName, Undefined, type Value } from "./values.ts";

export function strip(value: Str, chars: Value = null, left = true, right = true): Str {
  const text = raw(value);
  let from = 0;
  let to = text.length;
  if (chars === null) {
    if (left) from = leadingSpace(text);
    if (right) to = Math.max(from, trailingSpace(text));
  } else {
    if (!isStr(chars))
      return fail("TypeError", `${left && right ? "" : left ? "l" : "r"}strip arg must be None or str`);
    const set = new Set(raw(chars));
    const wide = (at: number): number => (at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff ? 2 : 1);
    if (left)
      while (from < to && set.has(String.fromCodePoint(text.codePointAt(from)!)))
        from += text.codePointAt(from)! > 0xffff ? 2 : 1;
    if (right) while (to > from && set.has(text.slice(to - wide(to - 1), to))) to -= wide(to - 1);
  }
  return sliceText(value, from, to);
}

export function replace(value: Str, old: Str, by: Str, count: number): Str {
  const [text, find] = [raw(value), raw(old)];
  const out = new TextBuilder();
  let at = 0;
  let left = count < 0 ? Infinity : count;
  if (!find) {
    for (const c of text) {
      if (left-- <= 0) break;
      out.add(by).add(sliceText(value, at, (at += c.length)));
    }
    if (at < text.length || left <= 0) return out.add(sliceText(value, at, text.length)).done();
    return left > 0 ? out.add(by).done() : out.done();
  }
  for (let i = text.indexOf(find); i >= 0 && left > 0; i = text.indexOf(find, at), left -= 1) {
    out.add(sliceText(value, at, i)).add(by);
    at = i + find.length;
  }
  return out.add(sliceText(value, at, text.length)).done();
}

export function splitLines(value: Str, keep = false): Str[] {
  const text = raw(value);
  const lines: Str[] = [];
  let at = 0;
  for (const found of text.matchAll(/\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/g)) {
    lines.push(sliceText(value, at, found.index + (keep ? found[0].length : 0)));
    at = found.index + found[0].length;
  }
  if (at < text.length) lines.push(sliceText(value, at, text.length));
  return lines;
}

export function split(value: Str, separator: Value, most: number, fromRight: boolean): List {
  if (separator === null) return words(value, most, fromRight);
  const text = raw(value);
  const cuts: [from: number, to: number][] = [];
  if (!isStr(separator)) return fail("TypeError", `must be str or None, not ${typeName(separator)}`);
  const mark = raw(separator);
  if (!mark) return fail("ValueError", "empty separator");
  const size = mark.length;
  if (fromRight)
    for (let i = text.lastIndexOf(mark); i >= 0; i = i < size ? -1 : text.lastIndexOf(mark, i - size))
      cuts.push([i, i + size]);
  else for (let i = text.indexOf(mark); i >= 0; i = text.indexOf(mark, i + size)) cuts.push([i, i + size]);
  if (fromRight) cuts.reverse();
  let begin = 0;
  const kept = most < 0 ? cuts : fromRight ? cuts.slice(Math.max(0, cuts.length - most)) : cuts.slice(0, most);
  const items: Value[] = [];
  for (const [from, to] of kept) {
    items.push(sliceText(value, begin, from));
    begin = to;
  }
  items.push(sliceText(value, begin, text.length));
  return new List(items);
}

/** Split at white space: up to `most` words, and the rest with the white space beyond it. */
function words(value: Str, most: number, fromRight: boolean): List {
  const text = raw(value);
  const found: [from: number, to: number][] = [];
  let begin = 0;
  for (const { index, 0: space } of text.matchAll(SPACES)) {
    if (index > begin) found.push([begin, index]);
    begin = index + space.length;
  }
  if (begin < text.length) found.push([begin, text.length]);
  const more = most < 0 ? 0 : found.length - most; // words of the rest
  if (more > 0 && fromRight) found.splice(0, more, [0, found[more - 1]![1]]);
  else if (more > 0) found.splice(most, more, [found[most]![0], text.length]);
  return new List(found.map(([from, to]) => sliceText(value, from, to)));
}

/** `separator.join(items)` */
export function join(separator: Str, items: Iterable<Value>): Str {
  const out = new TextBuilder();
  let i = 0;
  for (const item of items) {
    if (!isStr(item)) return fail("TypeError", `sequence item ${i}: expected str instance, ${typeName(item)} found`);
    if (i++) out.add(separator);
    out.add(item);
  }
  return out.done();
}

export function expandTabs(self: Str, width: number): Str {
  return mapWhole(self, (s) =>
    s
      .split(/(?<=[\n\r])/)
      .map((line) => {
        let column = 0;
        return line
          .split(/(\t)/)
          .map((part) => {
            const out = part === "\t" ? " ".repeat(width > 0 ? width - (column % width) : 0) : part;
            column += points(out);
            return out;
          })
          .join("");
      })
      .join(""),
  );
}

/** `table` is a dictionary of code points, or anything with items. */
export function translated(self: Str, table: Value, item: (table: Value, key: bigint) => Value | undefined): Str {
  const out = new TextBuilder();
  let at = 0;
  for (const c of raw(self)) {
    const to = item(table, BigInt(c.codePointAt(0)!));
    const own = sliceText(self, at, (at += c.length));
    if (to === undefined) out.add(own);
    else if (to === null) continue;
    else if (isStr(to)) out.add(to);
    else if (isInt(to))
      out.add(
        toBig(to) >= 0n && toBig(to) < 0x110000n
          ? String.fromCodePoint(Number(toBig(to)))
          : fail("ValueError", "character mapping must be in range(0x110000)"),
      );
    else return fail("TypeError", "character mapping must return integer, None or str");
  }
  return out.done();
}

export function tableItem(table: Value, key: bigint): Value | undefined {
  if (table instanceof Undefined) return failUndefined(table);
  if (table instanceof Dict) return table.get(key);
  if (table instanceof List || table instanceof Tuple) return table.items[Number(key)];
  if (isStr(table)) return [...raw(table)][Number(key)];
  return fail("TypeError", `'${typeName(table)}' object is not subscriptable`);
}
