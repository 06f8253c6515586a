/** `a ** b` of floats, to the last digit: browsers' own differs from that of C in the last place. */
const BITS = 192n;
const ONE = 1n << BITS;
const multiply = (a: bigint, b: bigint): bigint => (a * b) / ONE; // towards zero, so that series end

/** ln((1 + t) / (1 - t)) / 2 */
function artanh(t: bigint): bigint {
  const square = multiply(t, t);
  let [sum, term] = [t, t];
  for (let n = 3n; term; n += 2n) {
    term = multiply(term, square);
    sum += term / n;
  }
  return sum;
}

function parts(value: number): { mantissa: bigint; power: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const word = view.getBigUint64(0);
  const power = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  return { mantissa: power ? fraction | (1n << 52n) : fraction, power: (power || 1) - 1075 };
}

/** `a` is finite and positive, `b` finite. Infinity or 0 where the result is out of range. */
export function exactPower(a: number, b: number): number {
  const rough = a ** b;
  if (rough === 0 || rough === Infinity || a === 1 || b === 0 || Math.abs(Math.log(rough)) < 1e-300) return rough;
  const { mantissa, power } = parts(a);
  const length = mantissa.toString(2).length;
  let x = (mantissa << BITS) >> BigInt(length - 1); // in [1, 2)
  let two = BigInt(power + length - 1);
  if (x > (ONE * 3n) / 2n) [x, two] = [x >> 1n, two + 1n];
  const ln2 = 2n * artanh(ONE / 3n);
  const log = 2n * artanh(((x - ONE) << BITS) / (x + ONE)) + two * ln2;
  const exponent = parts(Math.abs(b));
  const product = log * exponent.mantissa * (b < 0 ? -1n : 1n);
  const whole = exponent.power >= 0 ? product << BigInt(exponent.power) : product >> BigInt(-exponent.power);
  let scale = whole / ln2;
  if (whole < 0n) scale -= 1n;
  const rest = whole - scale * ln2;
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; term; n += 1n) {
    term = multiply(term, rest) / n;
    sum += term;
  }
  // a power of two at a time, so that what is small is rounded once only
  const shift = Number(scale);
  const bits = shift < -1021 ? Math.max(1, 53 - (-1021 - shift)) : 53;
  const drop = BigInt(Number(BITS) + 1 - bits);
  const rounded = (sum + (1n << (drop - 1n))) >> drop;
  const left = shift + Number(drop) - Number(BITS);
  return left < -1022
    ? Number(rounded) * 2 ** (left + 60) * 2 ** -60
    : Number(rounded) * 2 ** Math.min(left, 900) * 2 ** Math.max(0, left - 900);
}
