/** Two prompts compared, as Python. */
import { pythonList, pythonString } from "../../ui/python.ts";

/** Of what a server sent. */
export const pastedText = (repo: string, text: string): string =>
  `${tokenizerOf(repo)}text = ${pythonString(text)}\nids = tokenizer(text, add_special_tokens=False)["input_ids"]\n`;

export const pastedIds = (repo: string, ids: readonly number[]): string =>
  `${tokenizerOf(repo)}ids = ${pythonList(ids)}\ntext = tokenizer.decode(ids)\n`;

const tokenizerOf = (repo: string): string =>
  `from transformers import AutoTokenizer\n\ntokenizer = AutoTokenizer.from_pretrained(${pythonString(repo)})\n`;

const AFTER = `
left, right = sides


def first_difference(one, other):
    both = min(len(one), len(other))
    return next((i for i in range(both) if one[i] != other[i]), both)


character, token = (first_difference(one, other) for one, other in zip(left, right))
for name, at, one, other in [("character", character, left[0], right[0]), ("token", token, left[1], right[1])]:
    if one == other:
        print(f"no {name} differs")
    else:
        print(f"{name} {at}: {one[at:at + 1]!r}, {other[at:at + 1]!r}")
`;

/** Python that prints the first difference in characters and in tokens. */
export const comparison = (left: string, right: string): string =>
  `sides = []\n\n# the left\n${left}sides.append((text, ids))\n\n# the right\n${right}sides.append((text, ids))\n${AFTER}`;
