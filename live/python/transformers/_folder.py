"""A tokenizer of a folder: tokenizer.json, tokenizer_config.json, chat_template.jinja and what else is there."""

import json
import os
from pathlib import Path

from tokenizers import AddedToken
from tokenizers import Tokenizer as Backend
from tokenizers._missing import refused

from transformers._setup import NO_BACKEND, OTHER_FILES, with_own_tokens
from transformers.utils import logging

logger = logging.get_logger("transformers.tokenization_utils_base")

CONFIG_FILE = "tokenizer_config.json"
TOKENIZER_FILE = "tokenizer.json"
TEMPLATE_FILE = "chat_template.jinja"
TEMPLATE_FOLDER = "additional_chat_templates"
_MAP_FILE = "special_tokens_map.json"

# Classes that take the steps of tokenizer.json as they are, or make the same ones; others make steps of their own.
_SAME = {
    "TokenizersBackend": "transformers.tokenization_utils_tokenizers",
    "Qwen2Tokenizer": "transformers.models.qwen2.tokenization_qwen2",
    "GPT2Tokenizer": "transformers.models.gpt2.tokenization_gpt2",
}


def is_folder(name):
    return isinstance(name, (str, os.PathLike)) and os.path.isdir(name)


def read_folder(folder, given, base, subfolder="", plain=False):
    """((class, module), keywords of its constructor) of the tokenizer in a folder; `plain`: of no class of its own."""
    for name in OTHER_FILES:
        if given.get(name):
            raise refused(f"from_pretrained(…, {name}=…)")
    path = Path(folder, subfolder)
    init = _json(path / CONFIG_FILE) if (path / CONFIG_FILE).is_file() else {}
    kind = init.pop("tokenizer_class", None)
    for name in ("init_inputs", "add_bos_token", "add_eos_token", "auto_map"):
        init.pop(name, None)
    if not (path / TOKENIZER_FILE).is_file():
        raise ValueError(NO_BACKEND)
    backend = Backend.from_file(str(path / TOKENIZER_FILE))
    if templates := _templates(path):
        init["chat_template"] = templates["default"] if list(templates) == ["default"] else templates
    init |= given
    names = base.SPECIAL_TOKENS_ATTRIBUTES
    with_own_tokens(init, names)
    init |= {"vocab_file": None, "name_or_path": folder, "is_local": True, "local_files_only": True}
    added = init.pop("added_tokens_decoder", None)
    if added is None:
        _take_map(init, path / _MAP_FILE, given)
        added = backend.get_added_tokens_decoder()
    added = {int(id_): AddedToken(**token) if isinstance(token, dict) else token for id_, token in added.items()}
    init = {name: _tokens(value) for name, value in init.items()} | {"added_tokens_decoder": added}
    by_content = {token.content: token for token in added.values()}
    for name in names:
        if init.get(name) is not None:
            init[name] = by_content.get(str(init[name]), init[name])
    return _class(None if plain else kind, path / TOKENIZER_FILE), init | {"tokenizer_object": backend, "_is_own": True}


def _class(kind, file):
    name = (kind or "TokenizersBackend").removesuffix("Fast")
    if name == "PreTrainedTokenizer":
        name = "TokenizersBackend"
    if name == "LlamaTokenizer" and '"ByteLevel"' in file.read_text(encoding="utf-8"):
        logger.warning_once(
            f"`tokenizer_class` is `{kind}` but `tokenizer.json` is ByteLevel; loading `TokenizersBackend`. Set "
            "`tokenizer_class` to `TokenizersBackend` in `tokenizer_config.json`."
        )
        name = "TokenizersBackend"
    if name not in _SAME:
        logger.warning_once(
            f"A {name} of transformers makes normalizer, pre-tokenizer and post-processor of its own. In this page they "
            "are those of tokenizer.json."
        )
    return name, _SAME.get(name, f"transformers.models.{name.removesuffix('Tokenizer').lower()}")


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


def _take_map(init, file, given):
    """special_tokens_map.json, which older versions wrote."""
    if not file.is_file():
        return
    for name, value in _json(file).items():
        if given.get(name):
            continue
        if isinstance(value, dict) and name != "extra_special_tokens":
            value = AddedToken(**{key: flag for key, flag in value.items() if key != "special"}, special=True)
        elif isinstance(value, list):
            kept = list(init.get(name) or [])
            made = [AddedToken(**one, special=True) if isinstance(one, dict) else one for one in value]
            value = kept + [one for one in made if one not in kept]
        init[name] = value


def _tokens(value):
    """Dictionaries that say of themselves that they are an AddedToken become one."""
    if isinstance(value, dict) and value.get("__type") == "AddedToken":
        return AddedToken(**{key: flag for key, flag in value.items() if key != "__type"})
    if isinstance(value, dict):
        return {key: _tokens(item) for key, item in value.items()}
    return [_tokens(item) for item in value] if isinstance(value, (list, tuple)) else value
