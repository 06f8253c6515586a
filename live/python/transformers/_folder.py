"""A tokenizer of a folder: tokenizer.json, tokenizer_config.json, chat_template.jinja and what else is there."""

import json
import os
from pathlib import Path

from tokenizers import AddedToken
from tokenizers import Tokenizer as Backend
from tokenizers._missing import refused

from transformers._classes import asked_of, class_keywords, class_of
from transformers._setup import NO_BACKEND, OTHER_FILES, with_own_tokens
from transformers._token_json import tokens

CONFIG_FILE = "tokenizer_config.json"
TOKENIZER_FILE = "tokenizer.json"
TEMPLATE_FILE = "chat_template.jinja"
TEMPLATE_FOLDER = "additional_chat_templates"
MODEL_FILE = "config.json"
_MAP_FILE = "special_tokens_map.json"
# What tokenizer_config.json says of other things than keywords.
_OF_THE_FILE = ("tokenizer_class", "init_inputs", "add_bos_token", "add_eos_token")


def is_folder(name):
    return isinstance(name, (str, os.PathLike)) and os.path.isdir(name)


def read_folder(folder, given, base, subfolder="", plain=False):
    """((class, module), keywords of its constructor) of the tokenizer in a folder; `plain`: of no class of its own."""
    for name in OTHER_FILES:
        if given.get(name):
            raise refused(f"from_pretrained(…, {name}=…)")
    path = Path(folder, subfolder)
    config = _json(path / CONFIG_FILE) if (path / CONFIG_FILE).is_file() else {}
    init = {name: value for name, value in config.items() if name not in _OF_THE_FILE}
    if not (path / TOKENIZER_FILE).is_file():
        raise ValueError(NO_BACKEND)
    if templates := _templates(path):
        init["chat_template"] = templates["default"] if list(templates) == ["default"] else templates
    init |= given
    model = _json(path / MODEL_FILE) if not plain and (path / MODEL_FILE).is_file() else None
    asked = None if plain else asked_of(config, model, *_with_map(init, path / _MAP_FILE, given))
    backend, made = Backend._read_as(str(path / TOKENIZER_FILE), asked)
    names = base.SPECIAL_TOKENS_ATTRIBUTES
    with_own_tokens(init, names)
    init |= {"vocab_file": None, "name_or_path": folder, "is_local": True, "local_files_only": True}
    added = init.pop("added_tokens_decoder", None)
    if added is None:
        init |= _map(init, path / _MAP_FILE, given)
        added = backend.get_added_tokens_decoder()
    added = {int(id_): AddedToken(**token) if isinstance(token, dict) else token for id_, token in added.items()}
    init = {name: tokens(value) for name, value in init.items()} | {"added_tokens_decoder": added}
    by_content = {token.content: token for token in added.values()}
    for name in names:
        if init.get(name) is not None:
            init[name] = by_content.get(str(init[name]), init[name])
    extra = init.get("extra_special_tokens", init.get("additional_special_tokens"))
    if isinstance(extra, list) and not all(isinstance(token, (str, AddedToken)) for token in extra):
        raise TypeError("Input must be a List[Union[str, AddedToken]]")
    cls = class_of(made, config.get("tokenizer_class") or (model or {}).get("tokenizer_class"))
    if made and made["keywords"]:
        init = class_keywords(made, init, by_content)
    return cls, init | {"tokenizer_object": backend, "_is_own": True}


def _json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise OSError(
            f"{path.name} of {path.parent} is not JSON ({error}); correct the file or leave it out."
        ) from None


def _templates(path):
    """Templates by name; of a single file, "default"."""
    found = {}
    if (path / TEMPLATE_FILE).is_file():
        found["default"] = (path / TEMPLATE_FILE).read_text(encoding="utf-8")
    if (path / TEMPLATE_FOLDER).is_dir():
        for file in sorted((path / TEMPLATE_FOLDER).glob("*.jinja")):
            found[file.stem] = file.read_text(encoding="utf-8")
    return found


def _with_map(init, file, given):
    """The keywords with those of special_tokens_map.json, before any has found its place, and the names of the latter."""
    init = dict(init)
    if "additional_special_tokens" in init and not init.get("extra_special_tokens"):
        init["extra_special_tokens"] = init.pop("additional_special_tokens")
    if "added_tokens_decoder" in init:
        return init, ()
    by_name = isinstance(init.get("extra_special_tokens"), dict)
    listed = {name: value for name, value in init.items() if not (by_name and name == "extra_special_tokens")}
    mapped = _map(listed, file, given)
    names = list(mapped)
    if by_name and isinstance(mapped.get("extra_special_tokens"), list):
        mapped["additional_special_tokens"] = mapped.pop("extra_special_tokens")
    elif "extra_special_tokens" in listed | mapped:
        mapped.pop("additional_special_tokens", None)
    return init | mapped, names


def _map(init, file, given):
    """special_tokens_map.json, which older versions wrote, as it goes over `init`."""
    found = {}
    for name, value in (_json(file) if file.is_file() else {}).items():
        if given.get(name):
            continue
        if isinstance(value, dict) and name != "extra_special_tokens":
            value = AddedToken(**{key: flag for key, flag in value.items() if key != "special"}, special=True)
        elif isinstance(value, list) and name == "extra_special_tokens":
            kept = list(init.get(name) or [])
            made = [AddedToken(**one, special=True) if isinstance(one, dict) else one for one in value]
            value = kept + [one for one in made if one not in kept]
        found[name] = value
    return found
