/** How one list of ids becomes another. Knows no element and no token. */

export interface Step {
  id: number;
  how: "same" | "added" | "gone";
}

/** The fewest ids to strike out of `before` and to add, to get `after`. Time and room grow with the product of both. */
export function steps(before: readonly number[], after: readonly number[]): Step[] {
  const longest = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      longest[i]![j] =
        before[i] === after[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const found: Step[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      found.push({ id: after[j++]!, how: "same" });
      i += 1;
    } else if (i < before.length && (j === after.length || longest[i + 1]![j]! >= longest[i]![j + 1]!))
      found.push({ id: before[i++]!, how: "gone" });
    else found.push({ id: after[j++]!, how: "added" });
  }
  return found;
}
