/** What Jinja says of something undefined, and when it is used. */
import { PyError } from "./errors.ts";
import { repr } from "./show.ts";
import { isMarkup } from "./text.ts";
import { isStr, Thing, typeName, type Undefined, type Value } from "./values.ts";

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

/** As Jinja's messages name the type of an object. */
function describeType(value: Value): string {
  if (value === null) return "None";
  if (isMarkup(value)) return "markupsafe.Markup object";
  return value instanceof Thing ? `${value.module}.${value.kind} object` : `${typeName(value)} object`;
}

function quoted(name: Value | undefined): string {
  return repr(name ?? null);
}
