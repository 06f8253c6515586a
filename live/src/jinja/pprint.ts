/** Python's pprint.pformat: 80 columns, dictionaries in the order of their keys. */
import { ordered, sortedBy } from "./compare.ts";
import { PyError } from "./errors.ts";
import { repr } from "./show.ts";
import { splitLines } from "./string_work.ts";
import { isMarkup, points, raw } from "./text.ts";
import { Dict, isStr, List, Tuple, typeName, type Value } from "./values.ts";

const WIDTH = 80;

/** Python's fallback where two keys have no order: by their types. */
function before(a: Value, b: Value): boolean {
  try {
    return ordered("<", a, b);
  } catch (error) {
    if (!(error instanceof PyError) || error.type !== "TypeError") throw error;
    return `<class '${typeName(a)}'>` < `<class '${typeName(b)}'>`;
  }
}

const entries = (value: Dict): (readonly [Value, Value])[] => sortedBy(value.entries(), ([a], [b]) => before(a, b));

/** A group of `groupby` has a `__repr__` of its own, and pprint leaves such as they are. */
const isPlain = (value: Value): value is Tuple => value instanceof Tuple && !value.names;

/** On one line. */
function flat(value: Value): string {
  if (value instanceof Dict)
    return `{${entries(value)
      .map(([key, item]) => `${flat(key)}: ${flat(item)}`)
      .join(", ")}}`;
  if (value instanceof List) return `[${value.items.map(flat).join(", ")}]`;
  if (isPlain(value)) return `(${value.items.map(flat).join(", ")}${value.items.length === 1 ? "," : ""})`;
  return repr(value);
}

export function pretty(value: Value): string {
  return shown(value, 0, 0, 0);
}

function shown(value: Value, indent: number, allowance: number, level: number): string {
  const line = flat(value);
  if (points(line) <= WIDTH - indent - allowance) return line;
  if (value instanceof Dict)
    return `{${listed(entries(value), indent + 1, allowance + 1, ([key, item], inner, more) => {
      const name = flat(key);
      return `${name}: ${shown(item, inner + points(name) + 2, more, level + 1)}`;
    })}}`;
  const items = (list: Value[], more: number): string =>
    listed(list, indent + 1, allowance + more, (item, inner, room) => shown(item, inner, room, level + 1));
  if (value instanceof List) return `[${items(value.items, 1)}]`;
  if (isPlain(value)) return value.items.length === 1 ? `(${items(value.items, 2)},)` : `(${items(value.items, 1)})`;
  return isStr(value) && !isMarkup(value) ? text(raw(value), indent, allowance, level + 1) : line;
}

function listed<T>(
  items: readonly T[],
  indent: number,
  allowance: number,
  show: (item: T, indent: number, allowance: number) => string,
): string {
  return items
    .map((item, i) => show(item, indent, i === items.length - 1 ? allowance : 1))
    .join(`,\n${" ".repeat(indent)}`);
}

function text(value: string, from: number, room: number, level: number): string {
  const [indent, allowance] = level === 1 ? [from + 1, room + 1] : [from, room];
  const most = WIDTH - indent;
  const chunks: string[] = [];
  const lines = splitLines(value, true).map(raw);
  lines.forEach((line, i) => {
    const last = i === lines.length - 1;
    const whole = repr(line);
    if (points(whole) <= most - (last ? allowance : 0)) return void chunks.push(whole);
    const parts = line.match(/[^\s\x1c-\x1f\x85]*[\s\x1c-\x1f\x85]*/g)!.filter(Boolean);
    let current = "";
    parts.forEach((part, j) => {
      const width = most - (last && j === parts.length - 1 ? allowance : 0);
      if (points(repr(current + part)) > width) {
        if (current) chunks.push(repr(current));
        current = part;
      } else current += part;
    });
    if (current) chunks.push(repr(current));
  });
  if (chunks.length === 1) return repr(lines.at(-1)!);
  const joined = chunks.join(`\n${" ".repeat(indent)}`);
  return level === 1 ? `(${joined})` : joined;
}
