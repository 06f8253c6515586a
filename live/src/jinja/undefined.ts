/** What Jinja says of something undefined, and when it is used. */
import { PyError } from "./errors.ts";
import { repr } from "./show.ts";
import { isMarkup } from "./text.ts";
import { isStr, Thing, typeName, Undefined, type Value } from "./values.ts";

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
  if (isMarkup(value)) return "markupsafe.Markup object";
  return value instanceof Thing && value.module !== "builtins"
    ? `${value.module}.${value.kind} object`
    : `${typeName(value)} object`;
}

function quoted(name: Value | undefined): string {
  return repr(name ?? null);
}
