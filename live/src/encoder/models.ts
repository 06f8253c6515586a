/** The tokenizers of the playgrounds, smallest file first: in this order they are loaded. */

export interface Model {
  /** Short name, in links and in `data-models`. */
  id: string;
  repo: string;
  name: string;
  /** Whether it has a chat template. */
  chat: boolean;
}

export const MODELS: readonly Model[] = [
  { id: "phi-3", repo: "microsoft/Phi-3-mini-4k-instruct", name: "Phi-3", chat: true },
  { id: "starcoder2", repo: "bigcode/starcoder2-3b", name: "StarCoder2", chat: false },
  { id: "llama-3.1", repo: "meta-llama/Llama-3.1-8B-Instruct", name: "Llama 3.1", chat: true },
  { id: "llama-3.1-base", repo: "meta-llama/Llama-3.1-8B", name: "Llama 3.1 base", chat: false },
  { id: "qwen2", repo: "Qwen/Qwen2-7B-Instruct", name: "Qwen2", chat: true },
];

export function modelById(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}
