/** Whether a step that a class makes is the file's: what only one of them says is what the library takes without it. */

export function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [unwrapped(one), unwrapped(other)];
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => isSame(value, b[i]));
  if (!isObject(a) || !isObject(b) || Array.isArray(a) || Array.isArray(b)) return a === b || (isNone(a) && isNone(b));
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.every((key) => !(key in a && key in b) || isSame(a[key], b[key]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isNone = (value: unknown): boolean => value === null || value === undefined || value === "";

/** A sequence of one step is that step. */
function unwrapped(value: unknown): unknown {
  if (!isObject(value) || value.type !== "Sequence") return value;
  const parts = value.normalizers ?? value.pretokenizers ?? value.decoders ?? value.processors;
  if (!Array.isArray(parts) || parts.length > 1) return value;
  return parts.length ? unwrapped(parts[0]) : null;
}
