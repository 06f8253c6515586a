/** The merges of a compact asset as a list, in the order of their ranks (compact.py, `derived_merges`). */
import type { Asset } from "./asset.ts";

export function mergeList({ vocabulary, merges }: Asset): [left: string, right: string][] {
  const ids = new Map(vocabulary.map((token, id) => [token, id]));
  const late = new Set(merges.late);
  const found: [late: number, made: number, left: number, right: number][] = [];
  const note = (made: number, token: string, cut: number): void => {
    const [left, right] = [ids.get(token.slice(0, cut)), ids.get(token.slice(cut))];
    if (left !== undefined && right !== undefined) found.push([late.has(made) ? 1 : 0, made, left, right]);
  };
  vocabulary.forEach((token, made) => {
    if (merges.left !== undefined) {
      const cut = merges.left.charCodeAt(made) - 48;
      if (cut) note(made, token, cut);
    } else for (let cut = 1; cut < token.length; cut += 1) note(made, token, cut);
  });
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  return found.map(([, , left, right]) => [vocabulary[left]!, vocabulary[right]!]);
}
