/** SHA-256 in base64, as the build's manifest and `integrity` attributes have it. */

/**
 * Off the main thread where the browser offers that: pages on plain http, other than localhost, have no
 * `crypto.subtle`.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return subtle ? base64(new Uint8Array(await subtle.digest("SHA-256", bytes))) : sha256Now(bytes);
}

/** The same in hexadecimal digits, as people compare it; of a text that of its UTF-8. */
export async function hexSha256(of: Uint8Array<ArrayBuffer> | string): Promise<string> {
  const hash = atob(await sha256(typeof of === "string" ? new TextEncoder().encode(of) : of));
  return Array.from(hash, (unit) => unit.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/** The same at once, for whoever cannot wait: a worker in the middle of a reader's cell. About 100 MB a second. */
export function sha256Now(bytes: Uint8Array<ArrayBuffer>): string {
  const state = roots(8, 1 / 2);
  const whole = bytes.length - (bytes.length % 64);
  const tail = new Uint8Array(bytes.length - whole < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[bytes.length - whole] = 0x80;
  const end = new DataView(tail.buffer);
  end.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29));
  end.setUint32(tail.length - 4, (bytes.length << 3) >>> 0);
  const constants = roots(64, 1 / 3);
  const words = new Int32Array(64);
  const blocks = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at < whole; at += 64) mix(state, blocks, at, words, constants);
  for (let at = 0; at < tail.length; at += 64) mix(state, end, at, words, constants);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(i * 4, word));
  return base64(new Uint8Array(digest.buffer));
}

/** The algorithm's constants: the first 32 bits behind the point of a root of the first primes. */
function roots(count: number, power: number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return Int32Array.from(primes, (prime) => (prime ** power % 1) * 2 ** 32);
}

/** Takes one block of 64 bytes into the state. */
function mix(state: Int32Array, data: DataView, at: number, w: Int32Array, k: Int32Array): void {
  for (let i = 0; i < 16; i++) w[i] = data.getInt32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const [x, y] = [w[i - 15]!, w[i - 2]!];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
  }
  let a = state[0]!,
    b = state[1]!,
    c = state[2]!,
    d = state[3]!,
    e = state[4]!,
    f = state[5]!,
    g = state[6]!,
    h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

const base64 = (digest: Uint8Array): string => btoa(String.fromCharCode(...digest));
