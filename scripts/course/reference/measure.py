"""What the real tokenizers say about themselves, as plain data. The only module of the reference that loads
transformers.

`collect.py` runs it in a process of its own, because transformers reads its environment at import.
"""

import gc
import hashlib
import json
import re
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

from course.files import text_of
from course.paths import CACHE
from course.reference import template_cards
from course.tokenizers import manifest, package_templates

SAMPLES = Path(__file__).with_name("samples.toml")
ROLES = ("system", "user", "assistant", "tool", "banana")
_TOKENS = ("bos", "eos", "pad", "unk")
_ENCODERS_TOKENS = ("cls", "sep", "mask")  # told where a tokenizer has them
DAY = datetime(2026, 1, 1)  # what templates that ask for today's date are told
_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_NO_LIMIT = (
    10**20
)  # model_max_length is about 1e30 where a configuration has none; see VERY_LARGE_INTEGER in transformers
_QUESTION = [{"role": "user", "content": "Hi"}]
_TOOL = {
    "type": "function",
    "function": {"name": "f", "description": "d", "parameters": {"type": "object", "properties": {}}},
}


def facts() -> dict:
    """Everything that the reference pages show, for each model of the manifest and each text of samples.toml."""
    from transformers import AutoTokenizer

    listed = manifest.load()
    models = listed.models
    tokenizers = {model.id: AutoTokenizer.from_pretrained(model.repo) for model in models}
    sources = package_templates.read_templates(CACHE / "downloads" / listed.package.file, listed.package.folder)
    chats = {id: tokenizer for id, tokenizer in tokenizers.items() if tokenizer.chat_template}
    host = template_cards.host_of(chats)
    asked = {id: template_cards.subject(tokenizer) for id, tokenizer in chats.items()}
    asked |= {name: template_cards.subject(host, source) for name, source in sources.items()}
    return {
        "asked": asked,  # of the page's code, by collect.py
        "templates": template_cards.cards(chats, sources),
        "versions": _versions(),
        "models": {model.id: _model(model, tokenizers[model.id]) for model in models},
        "samples": _samples(tokenizers),
    }


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("transformers", "tokenizers", "jinja2")}


def _model(model: manifest.Model, tokenizer) -> dict:
    from huggingface_hub import hf_hub_download

    files = {
        file.name: Path(hf_hub_download(model.repo, file.name, revision=model.revision)).read_bytes()
        for file in model.files
    }
    loaded = json.loads(tokenizer.backend_tokenizer.to_str())
    stored = json.loads(files["tokenizer.json"])
    added = tokenizer.added_tokens_decoder
    config = json.loads(files["tokenizer_config.json"])
    pipeline, in_file = _pipeline(loaded), _pipeline(stored)
    stated = config.get("model_max_length", _NO_LIMIT) < _NO_LIMIT
    roles = {
        role: [token, tokenizer.convert_tokens_to_ids(token)]
        if (token := getattr(tokenizer, f"{role}_token"))
        else None
        for role in (*_TOKENS, *(role for role in _ENCODERS_TOKENS if getattr(tokenizer, f"{role}_token")))
    }
    return {
        "class": type(tokenizer).__name__,
        "named_class": config.get("tokenizer_class"),
        "vocab_size": tokenizer.vocab_size,
        "length": len(tokenizer),
        "merges": len(loaded["model"]["merges"]) if "merges" in loaded["model"] else None,
        "roles": roles,
        "added": _runs(sorted(added.items()), {found[1] for found in roles.values() if found}),
        "known_special": len(set(tokenizer.all_special_ids)),
        "adds": {"one": tokenizer.convert_ids_to_tokens(tokenizer.encode("Hi")), "none": tokenizer.tokenize("Hi")},
        "single_bytes": _single_bytes(tokenizer) if loaded["model"]["type"] == "BPE" else None,
        "max_length": config["model_max_length"] if stated else None,
        "padding_side": tokenizer.padding_side,
        "pipeline": pipeline,
        "stored_differs": sorted(part for part, value in pipeline.items() if value != in_file[part]),
        "stored": in_file,
        "template": _template(tokenizer),
        "files": {
            name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
        },
    }


def _runs(added: list[tuple[int, Any]], named: set[int]) -> list[dict]:
    """The added tokens with their flags. Of more than three one after the other that differ in a number only, or in how
    often they repeat one character, and have no role, there is the first, and the last as `until`."""
    runs: list[list[dict]] = []
    for i, token in added:
        flags = {flag: True for flag in ("lstrip", "rstrip", "normalized", "single_word") if getattr(token, flag)}
        entry = {"id": i, "content": token.content, "special": token.special} | flags
        if runs and i not in named and runs[-1][-1]["id"] not in named and _goes_on(runs[-1][-1], entry):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    found: list[dict] = []
    for run in runs:
        last = run[-1]
        found += [run[0] | {"until": {"id": last["id"], "content": last["content"]}}] if len(run) > 3 else run
    return found


def _goes_on(before: dict, after: dict) -> bool:
    stem = _stem(after["content"])
    alike = stem and stem == _stem(before["content"]) and after["id"] == before["id"] + 1
    return bool(alike) and {**before, "id": 0, "content": ""} == {**after, "id": 0, "content": ""}


def _stem(content: str) -> str:
    if len(set(content)) == 1:
        return f"{content[0]}*"
    match = _NUMBERED.fullmatch(content)
    return f"{match[1]}#{match[3]}" if match else ""


def _pipeline(document: dict) -> dict:
    """The components of a tokenizer.json, less the lists: tens of thousands of entries and merges."""
    parts = {part: document[part] for part in ("normalizer", "pre_tokenizer", "post_processor", "decoder")}
    parts["model"] = {key: value for key, value in document["model"].items() if key not in ("vocab", "merges")}
    return json.loads(json.dumps(parts), object_hook=_without_map)


def _without_map(component: dict) -> dict:
    return {key: value for key, value in component.items() if key != "precompiled_charsmap"}


def _single_bytes(tokenizer) -> int:
    """How many of the 256 bytes the vocabulary has as tokens of their own."""
    import tour

    # of one character only those that may stand for a byte
    may = re.compile("[\0-\u0143\u2581]|<0x[0-9A-F]{2}>")
    tokens = enumerate(tokenizer.convert_ids_to_tokens(range(len(tokenizer))))
    added = tokenizer.added_tokens_decoder
    with mock.patch.object(type(tokenizer), "added_tokens_decoder", added):  # which makes thousands each time
        found = {tour.token_bytes(tokenizer, i) for i, token in tokens if may.fullmatch(token)}
    return sum(data is not None and len(data) == 1 for data in found)


def _template(tokenizer) -> dict | None:
    from jinja2 import TemplateError
    from transformers.utils import chat_template_utils

    if not tokenizer.chat_template:
        return None

    def render(messages, **options) -> str:
        day = mock.Mock(now=lambda: DAY)
        with mock.patch.object(chat_template_utils, "datetime", day):  # where a template's strftime_now takes it from
            return tokenizer.apply_chat_template(messages, tokenize=False, **options)

    plain = render(_QUESTION)
    ready = render(_QUESTION, add_generation_prompt=True)
    written: dict[str, bool | None] = {}
    for role in ROLES:
        message = {"role": role, "content": "XYZZY"}
        try:
            written[role] = "XYZZY" in render([message, *_QUESTION] if role == "system" else [*_QUESTION, message])
        except TemplateError:
            written[role] = None  # it refuses such a conversation
    return {
        "source": tokenizer.chat_template,
        "day": f"{DAY:%Y-%m-%d}" if "strftime_now" in tokenizer.chat_template else None,
        "plain": plain,
        "generation": ready.removeprefix(plain) if ready.startswith(plain) else None,
        "ready": ready,
        "tokens": len(tokenizer.encode(ready, add_special_tokens=False)),
        "own_system": "system" in plain,
        "writes": written,
        "tools": render(_QUESTION, tools=[_TOOL]) != plain,
    }


def _samples(tokenizers: dict) -> dict:
    groups = tomllib.loads(text_of(SAMPLES, SAMPLES.name))
    return {group: [_sample(entry, tokenizers) for entry in entries] for group, entries in groups.items()}


def _sample(entry: dict, tokenizers: dict) -> dict:
    """A text and, of each tokenizer, its number of tokens; how many of them are the unknown token, where any are; and
    in which tokenizers its ids do not decode to it."""
    text = entry["text"]
    ids = {id: tokenizer.encode(text, add_special_tokens=False) for id, tokenizer in tokenizers.items()}
    unknown = {id: ids[id].count(tokenizer.unk_token_id) for id, tokenizer in tokenizers.items()}
    return {
        **entry,
        "characters": len(text),
        "bytes": len(text.encode()),
        "tokens": {id: len(found) for id, found in ids.items()},
        "unknown": {id: count for id, count in unknown.items() if count},
        "rewritten": [id for id, tokenizer in tokenizers.items() if tokenizer.decode(ids[id]) != text],
    }


if __name__ == "__main__":
    gc.disable()  # what is loaded stays; the collector would look through millions of objects again and again
    json.dump(facts(), sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
