/** What every chat template can call, with the settings of transformers. */
import { iterate } from "./compare.ts";
import { fail, PyError } from "./errors.ts";
import { fromKeys } from "./methods.ts";
import { index } from "./numbers.ts";
import { repr, str } from "./show.ts";
import { bind, bindC, type Named, signature } from "./signature.ts";
import { strftime } from "./strftime.ts";
import { raw } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import { Callable, Dict, isStr, type Kwargs, Range, Thing, Tuple, typeName, Undefined, type Value } from "./values.ts";

/** `now`: for strftime_now. */
export function templateGlobals(now: Date): [name: string, value: Value][] {
  const own = (name: string, parameters: string, call: (named: Named) => Value): [string, Value] => {
    const form = signature(`_cached_compile_jinja_template.<locals>.${name}`, parameters);
    return [name, new Callable(name, (args, kwargs) => call(bind(form, args, kwargs)), "function")];
  };
  return [
    own("raise_exception", "message", ({ message = null }) => {
      throw new PyError("TemplateError", raw(str(message)));
    }),
    own("strftime_now", "format", ({ format = null }) =>
      strftime(
        now,
        raw(
          isStr(format)
            ? format
            : fail(
                "TypeError",
                `strftime() argument 1 must be str, not ${format === null ? "None" : typeName(format)}`,
              ),
        ),
      ),
    ),
    ["range", new Callable("range", range, "function")],
    [
      "dict",
      new Thing(
        "TemplateDict",
        MODULE,
        (name) =>
          name === "fromkeys"
            ? new Callable(name, (args, kwargs) => {
                bindC("dict", name, "1-2", args, kwargs);
                return fromKeys(args);
              })
            : undefined,
        {
          call: mapping,
          repr: () => `<${LOCALS}.TemplateDict object>`,
        },
      ),
    ],
    [
      "namespace",
      classOf("TemplateNamespace", (args, kwargs) => namespace(mapping(args, kwargs)), `${LOCALS}.TemplateNamespace`),
    ],
    ["cycler", classOf("Cycler", cycler, "jinja2.utils.Cycler")],
    ["joiner", classOf("Joiner", joiner, "jinja2.utils.Joiner")],
    [
      "lipsum",
      new Callable(
        "generate_lorem_ipsum",
        () => fail("NotImplementedError", "this page does not have lipsum, whose text is random"),
        "function",
      ),
    ],
  ];
}

const MODULE = "transformers.utils.chat_template_utils";
const LOCALS = `${MODULE}._cached_compile_jinja_template.<locals>`;
const classOf = (_name: string, call: Callable["call"], shown: string): Thing =>
  new Thing("type", "builtins", () => undefined, { call, repr: () => `<class '${shown}'>` });

const JOINER = signature("Joiner.__init__", "self sep=", 1);
function joiner(args: Value[], kwargs: Kwargs): Value {
  const { sep = ", " } = bind(JOINER, args, kwargs);
  let used = false;
  return new Thing("Joiner", "jinja2.utils", (name) => (name === "sep" ? sep : name === "used" ? used : undefined), {
    call: (given, named) => {
      bind(signature("Joiner.__call__", "self", 1), given, named);
      const made = used ? sep : "";
      used = true;
      return made;
    },
  });
}

function sequence(pair: Value, i: number): Value[] {
  try {
    return [...iterate(pair)];
  } catch (error) {
    if (!(error instanceof PyError) || error.type !== "TypeError") throw error;
    return fail("TypeError", `cannot convert dictionary update sequence element #${i} to a sequence`);
  }
}

/** `dict(…)` */
function mapping(args: Value[], kwargs: Kwargs): Dict {
  if (args.length > 1) return fail("TypeError", `dict expected at most 1 argument, got ${args.length}`);
  const made = new Dict();
  const [source] = args;
  if (source instanceof Undefined) return failUndefined(source);
  if (source instanceof Dict) for (const [key, value] of source.entries()) made.set(key, value);
  else if (source !== undefined) {
    let i = 0;
    for (const pair of iterate(source)) {
      const items = sequence(pair, i);
      if (items.length !== 2)
        return fail("ValueError", `dictionary update sequence element #${i} has length ${items.length}; 2 is required`);
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
      fail(
        "SecurityError",
        `Chat templates cannot store underscore-prefixed attributes on a namespace, but got ${repr(name)}. Please rename the attribute.`,
      );
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

function range(args: Value[], kwargs: Kwargs): Value {
  for (const [name] of kwargs) return fail("TypeError", `safe_range() got an unexpected keyword argument '${name}'`);
  if (!args.length) return fail("TypeError", "range expected at least 1 argument, got 0");
  if (args.length > 3) return fail("TypeError", `range expected at most 3 arguments, got ${args.length}`);
  const [a = 0n, b, c] = args.map(index);
  if (c === 0n) return fail("ValueError", "range() arg 3 must not be zero");
  const made = b === undefined ? new Range(0n, a, 1n) : new Range(a, b, c ?? 1n);
  if (made.length >= 2 ** 63) return fail("OverflowError", "Python int too large to convert to C ssize_t");
  return made.length > 100_000
    ? fail("OverflowError", "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).")
    : made;
}

function cycler(items: Value[], kwargs: Kwargs): Value {
  for (const [name] of kwargs)
    return fail("TypeError", `Cycler.__init__() got an unexpected keyword argument '${name}'`);
  if (!items.length) return fail("RuntimeError", "at least one item has to be provided");
  let at = 0;
  const method = (name: string, call: () => Value): Callable =>
    new Callable(
      name,
      (args, named) => {
        bind(signature(`Cycler.${name}`, "self", 1), args, named);
        return call();
      },
      "method",
    );
  return new Thing("Cycler", "jinja2.utils", (name) => {
    if (name === "items") return new Tuple(items);
    if (name === "pos") return BigInt(at);
    if (name === "current") return items[at]!;
    if (name === "next" || name === "__next__")
      return method("next", () => {
        const item = items[at]!;
        at = (at + 1) % items.length;
        return item;
      });
    return name === "reset"
      ? method("reset", () => {
          at = 0;
          return null;
        })
      : undefined;
  });
}
