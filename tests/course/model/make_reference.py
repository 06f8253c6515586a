"""Makes reference.json: what transformers itself computes with the same file, beside which our forward pass is held.

Needs torch, accelerate and gguf, which nothing else here does. In an environment of its own:

    python -m venv reference && reference/bin/pip install torch accelerate gguf transformers==5.24.0
    reference/bin/python tests/course/model/make_reference.py GGUF TOKENIZER_JSON

both as `scripts/build.py tokenizers` puts them into .cache/huggingface/hub.
"""

import json
import sys
from pathlib import Path

SYSTEM = "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
QUESTION = "What is the capital of France?"
USER = f"<|im_start|>user\n{QUESTION}<|im_end|>\n"
TEXTS = (f"{SYSTEM}{USER}<|im_start|>assistant\n", QUESTION, SYSTEM + USER)
END = 2
OUT = Path(__file__).with_name("reference.json")


def main(gguf: Path, tokenizer_json: str, out: Path = OUT) -> None:
    import torch
    import transformers
    from tokenizers import Tokenizer

    torch.set_num_threads(1)
    load = transformers.AutoModelForCausalLM.from_pretrained
    model = load(str(gguf.parent), gguf_file=gguf.name, dtype=torch.float32).eval()
    tokenizer = Tokenizer.from_file(tokenizer_json)
    prompts = []
    for text in TEXTS:
        ids = tokenizer.encode(text).ids
        given = torch.tensor([ids])
        with torch.no_grad():
            logits = model(given).logits[0, -1]
            made = model.generate(
                given, attention_mask=torch.ones_like(given), max_new_tokens=12, do_sample=False, eos_token_id=END
            )
        best = logits.topk(5)
        scores = {str(int(id)): round(float(value), 4) for id, value in zip(best.indices, best.values)}
        prompts.append({"text": text, "ids": ids, "logits": scores, "answer": made[0, len(ids) :].tolist()})
    source = (
        f"transformers {transformers.__version__} with torch {torch.__version__.partition('+')[0]}, float32, "
        "AutoModelForCausalLM.from_pretrained(gguf_file=...) of the same GGUF; greedy"
    )
    out.write_text(json.dumps({"source": source, "prompts": prompts}, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
