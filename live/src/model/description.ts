/** What the build says of the weights (scripts/course/browser/weight_parts.py). */
import type { BuiltFile } from "../files/manifest.ts";

export interface Sizes {
  layers: number;
  heads: number;
  /** Heads for keys and values; several heads share one. */
  groups: number;
  epsilon: number;
  /** Of the rotation by position. */
  base: number;
  /** Numbers for each id. */
  width: number;
  /** Numbers between the halves of a layer's feed-forward part. */
  hidden: number;
  vocabulary: number;
}

export interface Description {
  sizes: Sizes;
  /** Name → kind of its numbers as GGUF counts them, and where they begin in the parts, joined. */
  tensors: Record<string, [kind: number, start: number]>;
  bytes: number;
  parts: BuiltFile[];
}
