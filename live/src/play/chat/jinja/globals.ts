/** What every chat template can call, with the settings of transformers. */
import { iterate } from "./compare.ts";
import { PyError, fail } from "./errors.ts";
import { repr, str } from "./show.ts";
import { strftime } from "./strftime.ts";
import { raw } from "./text.ts";
import { Callable, Dict, type Kwargs, List, Range, Thing, Tuple, Undefined, type Value, isInt, isStr, toBig, typeName } from "./values.ts";

/** `now`: for strftime_now. */
export function templateGlobals(now: Date): [name: string, value: Value][] {
  const callables: [string, Callable["call"]][] = [
    ["raise_exception", ([message]) => {
      throw new PyError("TemplateError", raw(str(message ?? null)));
    }],
    ["strftime_now", ([format]) => strftime(now, raw(format !== undefined && isStr(format) ? format : fail("TypeError", `strftime() argument 1 must be str, not ${typeName(format ?? null)}`)))],
    ["range", range],
    ["namespace", (args, kwargs) => namespace(mapping(args, kwargs))],
    ["cycler", (items) => cycler(items)],
    ["joiner", ([separator]) => {
      let used = false;
      return new Callable("joiner", () => (used ? separator ?? ", " : ((used = true), "")));
    }],
  ];
  const dict = new Thing("TemplateDict", "transformers.utils.chat_template_utils", (name) =>
    (name === "fromkeys" ? new Callable("fromkeys", ([keys, value]) => Dict.of([...iterate(keys ?? null)].map((key) => [key, value ?? null] as const))) : undefined), { call: mapping });
  return [...callables.map(([name, call]) => [name, new Callable(name, call, "function")] as [string, Value]), ["dict", dict]];
}

/** `dict(…)` */
function mapping(args: Value[], kwargs: Kwargs): Dict {
  if (args.length > 1) return fail("TypeError", `dict expected at most 1 argument, got ${args.length}`);
  const made = new Dict();
  const [source] = args;
  if (source instanceof Dict) for (const [key, value] of source.entries()) made.set(key, value);
  else if (source !== undefined) {
    let i = 0;
    for (const pair of iterate(source)) {
      const items = pair instanceof List || pair instanceof Tuple || isStr(pair) ? [...iterate(pair)] : fail("TypeError", `cannot convert dictionary update sequence element #${i} to a sequence`);
      if (items.length !== 2) return fail("ValueError", `dictionary update sequence element #${i} has length ${items.length}; 2 is required`);
      made.set(items[0]!, items[1]!);
      i += 1;
    }
  }
  for (const [key, value] of kwargs) made.set(key, value);
  return made;
}

function namespace(attributes: Dict): Thing {
  const check = (name: Value): void => {
    if (isStr(name) && raw(name).startsWith("_")) {
      fail("SecurityError", `Chat templates cannot store underscore-prefixed attributes on a namespace, but got ${repr(name)}. Please rename the attribute.`);
    }
  };
  for (const [name] of attributes.entries()) check(name);
  return new Thing("TemplateNamespace", "transformers.utils.chat_template_utils", (name) => attributes.get(name), {
    repr: () => `<Namespace ${repr(attributes)}>`,
    set: (name, value) => {
      check(name);
      attributes.set(name, value);
    },
  });
}

function range(args: Value[]): Value {
  const [a = null, b, c] = args.map((value) => (isInt(value) ? toBig(value) : value instanceof Undefined ? value.fail() : fail("TypeError", `'${typeName(value)}' object cannot be interpreted as an integer`)));
  if (a === null) return fail("TypeError", "range expected at least 1 argument, got 0");
  if (c === 0n) return fail("ValueError", "range() arg 3 must not be zero");
  const made = b === undefined ? new Range(0n, a, 1n) : new Range(a, b, c ?? 1n);
  return made.length > 100_000 ? fail("OverflowError", "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).") : made;
}

function cycler(items: Value[]): Value {
  if (!items.length) return fail("RuntimeError", "at least one item has to be provided");
  let at = 0;
  return new Thing("Cycler", "jinja2.utils", (name) => {
    if (name === "current") return items[at]!;
    if (name === "next") return new Callable("next", () => { const item = items[at]!; at = (at + 1) % items.length; return item; });
    return name === "reset" ? new Callable("reset", () => { at = 0; return null; }) : undefined;
  });
}
