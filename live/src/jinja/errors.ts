/** A Python exception: what transformers would raise, by type and message. */
export class PyError extends Error {
  /** Line of the template, from 1, where it happened; null if not in a template. */
  line: number | null;

  constructor(
    readonly type: string,
    message: string,
    line: number | null = null,
  ) {
    super(message);
    this.line = line;
  }
}

export function fail(type: string, message: string): never {
  throw new PyError(type, message);
}

/** Errors in `work` that do not know their line yet get this one. */
export function within<T>(line: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PyError) error.line ??= line;
    throw error;
  }
}

/** Which of JavaScript's own limits an error tells of; null for any other. Firefox has an error of its own for them. */
export function limitOf(error: unknown): "stack" | "memory" | null {
  if (!(error instanceof RangeError || (error instanceof Error && error.name === "InternalError"))) return null;
  return /call stack|recursion/i.test(error.message) ? "stack" : "memory";
}
