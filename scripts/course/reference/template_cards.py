"""The report cards of the manifest's tokenizers and of llama.cpp's templates, by examples/template_report.py on the
real transformers; what JavaScript alone can say is asked of the page's own code in Node."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course import node

ELSEWHERE = "huggingface-jinja"  # the probe that needs JavaScript


def host_of(chats: Mapping[str, Any]) -> Any:
    """The first of those with a template, in the order of models.toml: prompts of templates that came alone take its
    names for bos, eos and the like."""
    return next(iter(chats.values()))


def cards(tokenizers: Mapping[str, Any], sources: Mapping[str, str]) -> dict[str, dict]:
    """`{id or name: card}`. `tokenizers`: those with a template; the host's own is given back."""
    import template_report as script

    probes = script.read_probes()

    def card(tokenizer: Any, alone: bool) -> dict:
        entries = script.report(script.Template(tokenizer, probes, alone))
        verdicts = {entry["id"]: told(entry) for entry in entries}
        return {"alone": alone, "verdicts": verdicts, "digest": digest(entries)}

    found = {id: card(tokenizer, False) for id, tokenizer in tokenizers.items()}
    host = host_of(tokenizers)
    own = host.chat_template
    for name, source in sources.items():
        host.chat_template = source
        found[name] = card(host, True)
    host.chat_template = own
    return found


def told(entry: dict) -> str:
    """A verdict as the facts have it: its words, then its mark."""
    return f"{entry['verdict']} {entry['mark']}"


def digest(entries: list[dict]) -> str:
    """Of verdicts, sentences, conversations and prompts: page and script agree where it is the same."""
    said = [entry for entry in entries if entry["id"] != ELSEWHERE]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def subject(tokenizer: Any, template: str | None = None, asset: Path | None = None) -> dict:
    """A template as the page's code is asked about it. `asset`: the page's file of its tokens, without which it is
    taken for one that came alone."""
    tokens = tokenizer.added_tokens_decoder.values() if asset else ()
    return {
        "template": template or tokenizer.chat_template,
        "specials": dict(tokenizer.special_tokens_map),
        "added": [{"content": token.content, "special": token.special} for token in tokens],
        "alone": asset is None,
        "asset": str(asset) if asset else None,
    }


def page_reports(subjects: list[dict], only: str = "") -> list[list[dict]]:
    """The entries of each by the page's own code, or with `only` those of the first probe and this one. CourseError
    where Node fails."""
    command = node.find()
    node.ensure_packages(command)
    return json.loads(node.run(command, "build/cards.mjs", only, given=json.dumps(subjects)))
