/** Any tokenizer.json, and the build's packed assets of those, as both of their workers open them. */
import { isAnyAsset, parseAnyAsset } from "../tokenizers/any/any_asset.ts";
import { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import { aboutAny, statedLength } from "./about.ts";
import { AnyEngine } from "./any_engine.ts";
import { withBeside } from "./extra.ts";
import type { About, Beside, MadeFacts } from "./protocol.ts";

/** Throws an Error for the reader. `beside`: of a reader's own. */
export function openAny(
  file: Uint8Array,
  beside: Beside | null,
): { engine: AnyEngine; about: About; made?: MadeFacts | null } {
  if (isAnyAsset(file)) {
    const asset = parseAnyAsset(file);
    const tokenizer = AnyTokenizer.build(asset);
    return { engine: new AnyEngine(tokenizer), about: aboutAny(tokenizer, statedLength(asset.surface)) };
  }
  let made: MadeFacts | null = null;
  const tokenizer = AnyTokenizer.parse(file, (document) => {
    const { made: found, ...remade } = withBeside(document, beside);
    made = found;
    return remade;
  });
  return { engine: new AnyEngine(tokenizer), about: aboutAny(tokenizer, beside?.maxLength ?? null), made };
}
