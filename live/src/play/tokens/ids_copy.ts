/** Ids as text, in Python with the real library. */
import type { SpelledItem } from "../../encoder/protocol.ts";
import { pythonList, pythonString } from "../../ui/python.ts";

/** `ids`: what was shown; `text`: what they decode to. Ids that no token has are left out by `decode`, as here. */
export function pythonOf(from: string, ids: Iterable<number>, items: readonly SpelledItem[], text: string): string {
  const looked = items.some((item) => typeof item !== "number");
  return [
    "from transformers import AutoTokenizer",
    "",
    `tokenizer = AutoTokenizer.from_pretrained(${pythonString(from)})`,
    ...(looked ? ["# Some came as bytes and have the ids of this tokenizer's tokens."] : []),
    `ids = ${pythonList(ids)}`,
    "tokens = tokenizer.convert_ids_to_tokens(ids)",
    "text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)",
    "plain = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)",
    `assert text == ${pythonString(text)}`,
    "known = [id for id, token in zip(ids, tokens) if token is not None]",
    "again = tokenizer.encode(text, add_special_tokens=False)",
    'print(f"{len(known)} of {len(ids)} ids are tokens; the text gives the same ids: {again == ids}")',
    "print(text)",
    "",
  ].join("\n");
}
