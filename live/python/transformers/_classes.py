"""The class that a folder asks for, and the keywords that its constructor has. What a class makes of tokenizer.json is
known to live/src/classes, which the workshop asks."""

import json

from tokenizers import AddedToken
from tokenizers._missing import refused

from transformers._token_json import plain
from transformers.utils import logging

logger = logging.get_logger("transformers.tokenization_utils_base")

_BASE = ("TokenizersBackend", "transformers.tokenization_utils_tokenizers")
# These take tokenizer.json as it is, so nothing has to be looked up.
_GENERAL = ("TokenizersBackend", "PythonBackend", "PreTrainedTokenizer")
_FLAGS = ("single_word", "lstrip", "rstrip", "normalized", "special")


def asked_of(config, model, said, mapped):
    """JSON of what files ask for, `config`: tokenizer_config.json, `model`: config.json or None; None where they ask for
    no class. `said`: the keywords of the constructor, as JSON or with added tokens; `mapped`: those of special_tokens_map.json
    among them."""
    name = config.get("tokenizer_class")
    general = name is None or isinstance(name, str) and name.removesuffix("Fast") in _GENERAL
    if general and model is None and config.get("auto_map") is None:
        return None
    chosen = {key: config[key] for key in ("tokenizer_class", "auto_map", "init_inputs") if key in config}
    # nothing that a class's constructor looks at
    rest = {key: value for key, value in said.items() if key not in ("chat_template", "split_special_tokens")}
    rest = {key: _unsettled(value) for key, value in rest.items()}
    asked = {"config": rest | chosen, "model": model or {}, "map": dict.fromkeys(mapped, [])}
    return json.dumps(asked, default=str)


def _unsettled(value):
    """As JSON; whether a token is normalized may hang on whether it is special, which the class says."""
    if isinstance(value, AddedToken) and value._flags[3] is None:
        return {flag: one for flag, one in plain(value).items() if flag != "normalized"}
    return plain(value)


def class_of(made, declared):
    """(name, module) of the class; says what is to be said of it. `made`: None where no class is asked for; `declared`:
    as the files name it."""
    if made is None:
        return _BASE
    if made["unknownType"] is not None:
        logger.warning(
            f"You are using a model of type `{made['unknownType']}` to instantiate a model of type ``. This may be "
            "expected if you are loading a checkpoint that shares a subset of the architecture (e.g., loading a "
            "`sam2_video` checkpoint into `Sam2Model`), but is otherwise not supported and can yield errors. Please "
            "verify that the checkpoint is compatible with the model you are instantiating."
        )
    if made["notLlama"]:
        logger.warning_once(
            f"`tokenizer_class` is `{declared}` but `tokenizer.json` is ByteLevel; loading `TokenizersBackend`. Set "
            "`tokenizer_class` to `TokenizersBackend` in `tokenizer_config.json`."
        )
    if made["why"]:
        logger.warning(
            f"{made['why']}: in this page normalizer, pre-tokenizer, decoder and post-processor are those of "
            "tokenizer.json."
        )
    if made["said"]:
        logger.warning(made["said"])
    name = made["cls"]
    if name == _BASE[0]:
        return _BASE
    return name, made["module"] or f"transformers.models.{name.removesuffix('Tokenizer').lower()}"


def class_keywords(made, init, by_content):
    """The keywords `init` as the class's constructor hands them on, with the special tokens of the class."""
    keywords = made["keywords"]
    around = [name for name in ("add_bos_token", "add_eos_token") if name in init]
    if around and keywords["around"] is None:
        raise refused(f"from_pretrained(…, {around[0]}=…) of a {made['cls']}")
    init = {name: value for name, value in init.items() if name not in keywords["drops"]}
    init |= {name: _token(token, by_content) for name, token in keywords["named"] if token is not None}
    if keywords["more"] or "extra_special_tokens" in init:
        init["extra_special_tokens"] = keywords["more"]
    of_class = {name: keywords[name] for name in ("usual", "attributes")}
    of_class["around"] = keywords["around"] if around else None
    return keywords["keeps"] | init | {"_of_class": of_class}


def _token(token, by_content):
    """A token of the files is the one that they list; one of the class has its own flags."""
    content = token["content"]
    if not token.get("ofClass") and content in by_content:
        return by_content[content]
    return content if token.get("plain") else AddedToken(content, **{flag: token[flag] for flag in _FLAGS})
