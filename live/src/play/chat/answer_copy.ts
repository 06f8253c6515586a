/**
 * An answer as Python: the same prompt, and the same weights by transformers and torch. Without a draw the answers are
 * the same: checked by hand with transformers 5.24.0, torch 2.13.0 and the Hub's names from a local cache. The tests
 * have no torch; they run the first part, and hold its ids against the page's.
 */
import { pythonText, pythonTokenizer } from "../../chats/python.ts";
import { weights } from "../../model/client.ts";
import { pythonList, pythonString } from "../../ui/python.ts";
import type { Chosen } from "./answer_fields.ts";

/** Lines that end with `ids`, of a text as the model reads it. */
export const pythonOfText = (repo: string, text: string): string[] => [
  ...pythonTokenizer(repo),
  `text = ${pythonText(text)}`,
  "ids = tokenizer.encode(text, add_special_tokens=False)",
];

export const pythonOfIds = (repo: string, ids: readonly number[]): string[] => [
  ...pythonTokenizer(repo),
  `ids = ${pythonList(ids)}`,
];

/** `prompt`: lines that end with `tokenizer` and `ids`. */
export function pythonOf(prompt: readonly string[], { temperature, seed, limit, goOn }: Chosen): string {
  const [repo, file] = weights!.origin;
  const draws = temperature > 0;
  const options = [
    "attention_mask=torch.ones_like(prompt)",
    `max_new_tokens=${limit}`,
    `eos_token_id=${goOn ? "None" : "tokenizer.eos_token_id"}`,
    ...(draws
      ? ["do_sample=True", `temperature=${Number.isInteger(temperature) ? `${temperature}.0` : temperature}`, "top_k=0"]
      : ["do_sample=False"]),
  ];
  return [
    ...prompt,
    "",
    "import torch  # with the packages accelerate and gguf",
    "from transformers import AutoModelForCausalLM",
    "",
    "model = AutoModelForCausalLM.from_pretrained(",
    `    ${pythonString(repo)},`,
    `    gguf_file=${pythonString(file)},`,
    "    dtype=torch.float32,",
    ")",
    "prompt = torch.tensor([ids])",
    ...(draws ? [`torch.manual_seed(${seed})  # torch draws otherwise than the page: another answer`] : []),
    "made = model.generate(",
    "    prompt,",
    ...options.map((option) => `    ${option},`),
    ")",
    "answer = made[0, len(ids) :].tolist()",
    "print(tokenizer.decode(answer))",
    "",
  ].join("\n");
}
