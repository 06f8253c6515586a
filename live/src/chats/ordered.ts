/** Looking things up in lists that are in order, so that a long conversation is not gone through for each of its parts. */

/** The first of `count` places of which `is` holds, where it holds of all behind it too; `count` if it holds of none. */
export function firstPlace(count: number, is: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Those that share something with [from, to); they stand in the order of the text and do not overlap. */
export function within<Part extends { from: number; to: number }>(
  parts: readonly Part[],
  from: number,
  to: number,
): Part[] {
  const first = firstPlace(parts.length, (i) => parts[i]!.to > from);
  const end = firstPlace(parts.length, (i) => parts[i]!.from >= to);
  return parts.slice(first, Math.max(first, end));
}

/** By what each has; those that have null are in no group. */
export function grouped<Part, Key>(parts: readonly Part[], of: (part: Part) => Key | null): Map<Key, Part[]> {
  const groups = new Map<Key, Part[]>();
  for (const part of parts) {
    const group = of(part);
    if (group === null) continue;
    const known = groups.get(group);
    if (known) known.push(part);
    else groups.set(group, [part]);
  }
  return groups;
}
