/** The merges of a compact asset as a list, in the order of their ranks. */
import type { MergeRules } from "./asset.ts";
import { RulePairs } from "./rule_pairs.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function mergeList(rules: MergeRules, vocabulary: Vocabulary): [left: string, right: string][] {
  return ranked(rules, vocabulary).map(([, left, right]) => [left, right]);
}

/** The ranks alone, as `RulePairs` gives them, in their order. */
export function rankList(rules: MergeRules, vocabulary: Vocabulary): Float64Array {
  return Float64Array.from(ranked(rules, vocabulary), ([rank]) => rank);
}

function ranked(rules: MergeRules, vocabulary: Vocabulary): [rank: number, left: string, right: string][] {
  const pairs = new RulePairs(rules, vocabulary);
  const found: [rank: number, left: string, right: string][] = [];
  for (const [made, token] of vocabulary.tokens.entries()) {
    for (let cut = 1; cut < token.length; cut += 1) {
      const [left, right] = [token.slice(0, cut), token.slice(cut)];
      const [first, second] = [vocabulary.id(left), vocabulary.id(right)];
      const place = first === undefined || second === undefined ? -1 : pairs.place(first, second);
      if (place >= 0 && pairs.made(place) === made) found.push([pairs.rank(place), left, right]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}
