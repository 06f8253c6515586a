/** kernel.wat as the page has it: its functions, and the memory in which everything lies. */

/** Addresses are bytes, sizes are numbers of 32 bits. */
export interface Kernel {
  memory: WebAssembly.Memory;
  unpack(kind: number, from: number, to: number, blocks: number): void;
  dots(row: number, width: number, xs: number, n: number, out: number, step: number): void;
  multiply(
    kind: number,
    weights: number,
    rows: number,
    width: number,
    xs: number,
    n: number,
    out: number,
    spare: number,
  ): void;
  mix(shares: number, n: number, rows: number, width: number, out: number): void;
}

/** Rejects where the browser has no WebAssembly, or none with vectors. */
export async function kernelOf(code: Uint8Array<ArrayBuffer>): Promise<Kernel> {
  const { instance } = await WebAssembly.instantiate(code);
  return instance.exports as unknown as Kernel;
}

const PAGE = 65_536;

/** Makes the memory that large. Throws a RangeError where the device has no more. */
export function grow({ memory }: Kernel, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing > 0) memory.grow(missing);
}

/** Gives out memory, one piece after the other. */
export class Pieces {
  constructor(public end: number) {}

  take(bytes: number): number {
    const at = Math.ceil(this.end / 64) * 64;
    this.end = at + bytes;
    return at;
  }
}
