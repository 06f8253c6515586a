/** The decoder ByteFallback of the Rust library, for both engines. */

const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/**
 * `<0x41>` is a byte; a run of bytes that is no UTF-8 gives one U+FFFD for each. Rust reads the two characters as a
 * number, which may have a plus sign.
 */
export function byteFallback(tokens: readonly string[]): string[] {
  const out: string[] = [];
  let run: number[] = [];
  const flush = (): void => {
    if (run.length) out.push(asUtf8(run) ?? "\ufffd".repeat(run.length));
    run = [];
  };
  for (const token of tokens) {
    const byte = token.length === 6 ? /^<0x([0-9A-Fa-f]{2}|\+[0-9A-Fa-f])>$/.exec(token) : null;
    if (byte) {
      run.push(parseInt(byte[1]!.replace("+", ""), 16));
    } else {
      flush();
      out.push(token);
    }
  }
  flush();
  return out;
}

function asUtf8(bytes: number[]): string | null {
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
