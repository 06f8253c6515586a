/** Differences and the language table in Python with the real library. */
import { pythonString } from "../../ui/python.ts";

/** `splits`: special tokens in the text are plain text. `same`: characters that all cut alike, which the script says beside its own. */
export function pythonOf(
  repos: readonly string[],
  text: string,
  english: string,
  splits: boolean,
  same: number,
): string {
  return [
    "from transformers import AutoTokenizer",
    "",
    `repositories = [${repos.map(pythonString).join(", ")}]`,
    `text = ${pythonString(text)}`,
    `english = ${pythonString(english)}`,
    `options = {"add_special_tokens": False${splits ? ', "split_special_tokens": True' : ""}}`,
    "cuts, counts = [], []",
    "for repository in repositories:",
    "    tokenizer = AutoTokenizer.from_pretrained(repository)",
    "    found = tokenizer(text, return_offsets_mapping=True, **options)",
    "    own, reach = {0, len(text)}, 0",
    '    for start, end in found["offset_mapping"]:',
    "        if start >= reach:  # else both tokens have bytes of one character, and there is no cut between",
    "            own |= {reach, start}",
    "        reach = max(reach, end)",
    "    cuts.append(own | {reach})",
    '    counts.append(len(found["input_ids"]))',
    "    others = len(tokenizer.encode(english, **options)) if english else 0",
    '    ratio = f", {counts[-1] / others:.2f} times English ({others})" if others else ""',
    '    print(f"{repository}: {counts[-1]} tokens, {counts[-1] / len(text):.2f} per character{ratio}")',
    "common, every = sorted(set.intersection(*cuts)), sorted(set.union(*cuts))",
    "after = dict(zip(every, every[1:]))",
    "same = sum(to - at for at, to in zip(common, common[1:]) if after[at] == to)",
    "# Bytes within one character are not compared here; the page does that, too.",
    `print(f"{same} of {len(text)} characters stand where all cut alike; the page has ${same}")`,
    "",
  ].join("\n");
}
