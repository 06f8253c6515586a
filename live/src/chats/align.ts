/**
 * Which parts of two sequences are the same: what occurs once on both sides anchors the rest. Near-linear: every level
 * goes over its part once, levels are limited, and only small gaps are compared in full.
 */

/** `length` items from `a` on are those from `b` on. */
export interface Run {
  a: number;
  b: number;
  length: number;
}

const DEEPEST = 32;
/** Products of lengths up to which a gap is compared in full. */
const SMALL = 40_000;

/** Runs in order; what is in none is different. */
export function align<T extends string | number>(a: ArrayLike<T>, b: ArrayLike<T>): Run[] {
  const runs: Run[] = [];
  const same = (at: number, bt: number, length: number): void => void (length && runs.push({ a: at, b: bt, length }));
  const left: [number, number, number, number, number][] = [[0, a.length, 0, b.length, 0]];
  for (let part = left.pop(); part; part = left.pop()) {
    let [a0, a1, b0, b1, depth] = part;
    const head = headOf(a, a0, a1, b, b0, b1);
    same(a0, b0, head);
    [a0, b0] = [a0 + head, b0 + head];
    let tail = 0;
    while (tail < a1 - a0 && tail < b1 - b0 && a[a1 - 1 - tail] === b[b1 - 1 - tail]) tail++;
    [a1, b1] = [a1 - tail, b1 - tail];
    same(a1, b1, tail);
    if (a0 === a1 || b0 === b1) continue;
    const anchors = depth < DEEPEST ? rising(onceInBoth(a, a0, a1, b, b0, b1)) : [];
    if (anchors.length)
      for (const [at, bt] of [...anchors, [a1, b1] as const]) {
        left.push([a0, at, b0, bt, depth + 1]);
        [a0, b0] = [at, bt];
      }
    else if ((a1 - a0) * (b1 - b0) <= SMALL) inFull(a, a0, a1, b, b0, b1, same);
  }
  runs.sort((one, other) => one.a - other.a);
  return joined(runs);
}

/** How many items from the beginning are the same. */
export function headOf<T>(a: ArrayLike<T>, a0: number, a1: number, b: ArrayLike<T>, b0: number, b1: number): number {
  const most = Math.min(a1 - a0, b1 - b0);
  let head = 0;
  while (head < most && a[a0 + head] === b[b0 + head]) head++;
  return head;
}

function joined(runs: readonly Run[]): Run[] {
  const made: Run[] = [];
  for (const run of runs) {
    const last = made.at(-1);
    if (last && last.a + last.length === run.a && last.b + last.length === run.b) last.length += run.length;
    else made.push({ ...run });
  }
  return made;
}

type Pair = readonly [a: number, b: number];

function onceInBoth<T>(a: ArrayLike<T>, a0: number, a1: number, b: ArrayLike<T>, b0: number, b1: number): Pair[] {
  const once = (list: ArrayLike<T>, from: number, to: number): Map<T, number> => {
    const places = new Map<T, number>(); // -1: more than once
    for (let i = from; i < to; i++) places.set(list[i]!, places.has(list[i]!) ? -1 : i);
    return places;
  };
  const there = once(b, b0, b1);
  const pairs: Pair[] = [];
  for (const [item, at] of once(a, a0, a1)) {
    const bt = there.get(item) ?? -1;
    if (at >= 0 && bt >= 0) pairs.push([at, bt]);
  }
  return pairs.sort(([one], [other]) => one - other);
}

/** The longest of them that rise on both sides. */
function rising(pairs: readonly Pair[]): Pair[] {
  const ends: number[] = [];
  const before = new Int32Array(pairs.length);
  pairs.forEach(([, b], i) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < b) low = middle + 1;
      else high = middle;
    }
    before[i] = low ? ends[low - 1]! : -1;
    ends[low] = i;
  });
  const made: Pair[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]!) made.push(pairs[i]!);
  return made.reverse();
}

/** The longest common subsequence of a small gap. */
function inFull<T>(
  a: ArrayLike<T>,
  a0: number,
  a1: number,
  b: ArrayLike<T>,
  b0: number,
  b1: number,
  same: (a: number, b: number, length: number) => void,
): void {
  const [rows, columns] = [a1 - a0, b1 - b0];
  const wide = columns + 1;
  const best = new Uint32Array((rows + 1) * wide);
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      best[i * wide + j] =
        a[a0 + i] === b[b0 + j]
          ? best[(i + 1) * wide + j + 1]! + 1
          : Math.max(best[(i + 1) * wide + j]!, best[i * wide + j + 1]!);
  for (let i = 0, j = 0; i < rows && j < columns; )
    if (a[a0 + i] === b[b0 + j]) same(a0 + i++, b0 + j++, 1);
    else if (best[(i + 1) * wide + j]! >= best[i * wide + j + 1]!) i++;
    else j++;
}
