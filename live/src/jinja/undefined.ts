/** What Jinja says of something undefined, and when it is used. */
import { PyError } from "./errors.ts";
import { repr } from "./show.ts";
import { isMarkup } from "./text.ts";
import { isStr, Thing, Tuple, typeName, Undefined, type Value } from "./values.ts";

export function undefinedMessage({ options: { hint, name, of } }: Undefined): string {
  if (hint) return hint;
  if (of === undefined) return `${quoted(name)} is undefined`;
  return isStr(name)
    ? `${quoted(describeType(of))} has no attribute ${quoted(name)}`
    : `${describeType(of)} has no element ${quoted(name)}`;
}

/** Throws what Python raises when the value is used. */
export function failUndefined(value: Undefined): never {
  throw new PyError(value.options.exception ?? "UndefinedError", undefinedMessage(value));
}

/** Throws what Python raises for `of.name`. */
export function failAttribute(of: Value, name: string): never {
  if (of instanceof Undefined) return failUndefined(of);
  // a namespace has its own error, which is the name
  const namespace = of instanceof Thing && of.kind === "TemplateNamespace";
  throw new PyError("AttributeError", namespace ? name : `'${typeName(of)}' object has no attribute '${name}'`);
}

/** As Jinja's messages name the type of an object. */
function describeType(value: Value): string {
  if (value === null) return "None";
  const module = moduleOf(value);
  return `${module === "builtins" ? "" : `${module}.`}${typeName(value)} object`;
}

/** Of the value's class. */
function moduleOf(value: Value): string {
  if (value instanceof Thing) return value.module;
  if (value instanceof Undefined) return "jinja2.runtime";
  if (value instanceof Tuple && value.names) return "jinja2.filters";
  return isMarkup(value) ? "markupsafe" : "builtins";
}

function quoted(name: Value | undefined): string {
  return repr(name ?? null);
}
