"""What the switches of "Break the prompt" show: of every combination the ids, what comes next, and the answer.

    python -m course.model.record

prints it as JSON. A combination's key is one letter of each switch, in their order; `-` where a switch has no effect.
"""

import json
import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from course.model.forward import softmax
from course.model.small import Model
from course.model.together import answers
from course.tokenizers import manifest, weights

SMOL, STARCODER = "HuggingFaceTB/SmolLM2-135M-Instruct", "bigcode/starcoder2-3b"
QUESTION = "What is the capital of France?"
BEGUN = "The capital of France is"
LIMIT = 20  # ids of an answer
TOP = 5  # of the next tokens
SWITCHES = {
    "notation": {"o": "its own", "l": "Llama 3.1's", "n": "none"},
    "system": {"y": "the hidden one", "n": "none"},
    "newlines": {"y": "as in the template", "n": "left out"},
    "end": {
        "h": "the assistant's header",
        "s": "the header and a space",
        "b": "the header and a begun answer",
        "w": "a begun answer and a space",
        "n": "nothing: no generation prompt",
    },
    "tokenizer": {"m": "SmolLM2's", "s": "StarCoder2's"},
}
RIGHT = "oyyhm"
_TURNS = {
    "o": "<|im_start|>{role}\n{content}<|im_end|>\n",
    "l": "<|start_header_id|>{role}<|end_header_id|>\n\n{content}<|eot_id|>",
}


def texts(system: str) -> Iterator[tuple[str, str]]:
    """Each combination's key and prompt. `system`: the sentence of the hidden system turn."""
    for notation, has_system, newlines, end in product("ol", *(SWITCHES[name] for name in list(SWITCHES)[1:4])):
        turn = _TURNS[notation]
        header = turn.partition("{content}")[0].format(role="assistant")
        written = "<|begin_of_text|>" if notation == "l" else ""
        written += turn.format(role="system", content=system) if has_system == "y" else ""
        written += turn.format(role="user", content=QUESTION) + (header if end != "n" else "")
        written = written.replace("\n", "") if newlines == "n" else written
        written += {"s": " ", "b": BEGUN, "w": BEGUN + " "}.get(end, "")
        yield f"{notation}{has_system}{newlines}{end}", written
    yield "n---", QUESTION


def record(model: Model, smol, starcoder2) -> dict:
    """The whole of it, as JSON holds it. `faces`: what a chip shows for an id, with its kind where it has one."""
    from tour import _face

    chat = smol.apply_chat_template([{"role": "user", "content": QUESTION}], tokenize=False, add_generation_prompt=True)
    system = chat.partition("system\n")[2].partition("<|im_end|>")[0]
    tokenizers = {"m": smol, "s": starcoder2}
    prompts = {
        key + letter: tokenizer.encode(written, add_special_tokens=False)
        for key, written in texts(system)
        for letter, tokenizer in tokenizers.items()
    }
    assert prompts[RIGHT] == smol.encode(chat), "the right prompt is the one that the template writes"
    cases, known = {}, set()
    made = answers(model, list(prompts.values()), LIMIT)
    for (key, ids), (scores, answer, close) in zip(prompts.items(), made, strict=True):
        chances = softmax(scores)
        best = [int(id) for id in np.argsort(-chances, kind="stable")[:TOP]]
        cases[key] = [ids, [[id, round(100 * float(chances[id]))] for id in best], answer, int(close)]
        known |= {*ids, *best, *answer}
    faces = {id: _face(smol, id) for id in sorted(known)}
    return {
        "question": QUESTION,
        "switches": SWITCHES,
        "right": RIGHT,
        "stop": smol.convert_tokens_to_ids("<|im_end|>"),
        "faces": {str(id): [face, kind] if kind else face for id, (face, kind) in faces.items()},
        "cases": cases,
    }


def main() -> None:
    from transformers import AutoTokenizer

    known = manifest.load().weights
    assert known is not None
    model = Model(weights.place(Path(os.environ["HF_HOME"]), known))
    found = record(model, *(AutoTokenizer.from_pretrained(repo) for repo in (SMOL, STARCODER)))
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
