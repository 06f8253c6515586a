"""Pictures of a lesson that the reader drives: +padding, +labels, +english and +window in a playground's title.

    [Open these prompts](../playground/tokenizer.md "phi-3 qwen2 +padding: The sky is | Two and two make")

Several texts stand between ` | `; what a picture shows without scripts is the output of the cell above it.
live/src/play/tokens/pictures.ts brings it to life.
"""

import html
import json

from course.files import text_of
from course.paths import ROOT

NAMES = {"tokens": ("+padding", "+labels", "+english"), "chat": ("+window",)}  # of which playground the link is
_PADDED = ("padding", "labels")
_FACTS = ROOT / "docs" / "reference" / "facts.json"


def opening(picture: str, models: tuple[str, ...], text: str) -> str:
    """The element's start tag. Its script is that of the tokenizer playground, which is the smaller one."""
    shown = text if picture == "window" else "\n".join(_lines(text))
    pads = f' data-pads="{html.escape(json.dumps(_pads(models)))}"' if picture in _PADDED else ""
    return (
        f'<div class="tt-play" data-play="tokens" data-picture="{picture}" data-text="{html.escape(shown)}" '
        f'data-models="{" ".join(models)}"{pads}>'
    )


def shown(picture: str, text: str) -> str:
    """What the playground opens with."""
    return _lines(text)[0] if picture == "english" else "\n".join(_lines(text)) if picture else text


def english(text: str) -> str:
    """The second of the two texts."""
    return _lines(text)[-1]


def _lines(text: str) -> list[str]:
    return text.split(" | ")


def _pads(models: tuple[str, ...]) -> dict[str, dict]:
    """What each tokenizer has to pad with: its side, its eos, its pad token or None, and a token that is neither eos
    nor text."""
    known = json.loads(text_of(_FACTS, _FACTS.name))["models"]
    found = {}
    for model in models:
        facts = known[model]
        named = {role: token[0] if token else None for role, token in facts["roles"].items()}
        names = [token["content"] for token in facts["added"]]
        spare = [name for name in names if "pad" in name and name != named["pad"]]
        found[model] = {
            "side": facts["padding_side"],
            "eos": named["eos"],
            "pad": named["pad"],
            "spare": next(iter(spare), named["unk"]),
            "end": _end(names, named["eos"]),
        }
    return found


def _end(names: list[str], eos: str | None) -> str:
    """What closes an answer: the end of the turn, and the eos where that is another token."""
    turn = [name for name in ("<|eot_id|>", "<|end|>", "<|im_end|>") if name in names]
    return "".join(dict.fromkeys([*turn, *([eos] if eos else [])]))
