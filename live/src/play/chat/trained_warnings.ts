/** What a reader should know of a mask. */
import { inside } from "../../chats/mask.ts";
import { Kind } from "../../encoder/protocol.ts";
import { faceAt } from "../chips.ts";
import type { Seen } from "./trained_seen.ts";
import type { Settings } from "./trained_settings.ts";
import { TRAINED } from "./trained_texts.ts";

export function warningsOf(seen: Seen, { way, longest, last }: Settings, mask: Uint8Array): string[] {
  const { warnings } = TRAINED;
  const { tokens, turns } = seen;
  const out: string[] = [];
  if (way === "tag" && !seen.tagged) out.push(warnings.noTag);
  else if (!turns.length) out.push(warnings.noAssistant);
  else if (!mask.includes(1)) out.push(way === "marks" ? warnings.noMark : warnings.empty);
  const shown = last ? turns.slice(-1) : turns;
  for (const { index, header, body } of shown) {
    if (!body) {
      if (way !== "turns") out.push(warnings.unseen(index));
      else if (index === 0) out.push(warnings.first(index));
      else out.push((seen.refused.has(index) ? warnings.refused : warnings.lost)(index));
      continue;
    }
    const own = inside(tokens, body);
    const end = own.at(-1);
    if (longest !== null && own.length && own[0]! >= longest) out.push(warnings.away(longest, index));
    else if (longest !== null && end !== undefined && end >= longest) out.push(warnings.cut(longest, index));
    if (!mask.includes(1)) continue;
    if (end !== undefined && tokens.kinds[end]! >= Kind.special && mask[end] === 0)
      out.push(warnings.end(index, faceAt(tokens, end)));
    if (header && inside(tokens, header).some((i) => mask[i] === 1)) out.push(warnings.header(index));
  }
  return out;
}
