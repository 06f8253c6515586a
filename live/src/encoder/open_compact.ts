/** The build's compact assets, as both of their workers open them. */
import { PageTokenizer, parseAsset } from "../tokenizers/index.ts";
import { aboutOf } from "./about.ts";
import { CompactEngine } from "./compact_engine.ts";
import type { About } from "./protocol.ts";

export function openCompact(file: Uint8Array): { engine: CompactEngine; about: About } {
  const asset = parseAsset(file);
  return { engine: new CompactEngine(PageTokenizer.build(asset)), about: aboutOf(asset) };
}
