"""What a tokenizer makes of the keywords of `from_pretrained` and of its constructor, step by step as the real library
does."""

import copy
import os

from tokenizers import AddedToken
from tokenizers import Tokenizer as Backend
from tokenizers._host import boolean
from tokenizers._missing import refused

from transformers._strategies import NO_LIMIT

# Where the files come from makes no difference here.
PLACES = {
    "use_fast", "trust_remote_code", "revision", "token", "cache_dir", "force_download", "local_files_only", "proxies",
    "code_revision", "config", "subfolder", "use_auth_token", "resume_download", "_from_auto", "_commit_hash",
}  # fmt: skip
# Other files than the site's, or another class than the repository's: these cannot be here.
OTHER_FILES = ("tokenizer_file", "gguf_file", "tokenizer_type", "mistral_format", "tokenizer_object")
# What stands in tokenizer.json anyway: ignored, as there.
_SAME_FILE = ("vocab_file", "merges_file", "vocab", "merges")

NO_BACKEND = (
    "Couldn't instantiate the backend tokenizer from one of: \n"
    "(1) a `tokenizers` library serialization file, \n"
    "(2) a slow tokenizer instance to convert or \n"
    "(3) an equivalent slow tokenizer class to instantiate and convert. \n"
    "You need to have sentencepiece or tiktoken installed to convert a slow tokenizer to a fast one."
)

# Where ByteLevel(add_prefix_space=True) puts its spaces in the pipeline that a class builds.
_PREFIXED = {"GPT2Tokenizer": "text", "Qwen2Tokenizer": "words"}


_INPUTS = ("input_ids", "attention_mask")
# Of classes that give others.
_INPUTS_OF = {
    "BertTokenizer": ("input_ids", "token_type_ids", "attention_mask"),
    "DebertaTokenizer": (*_INPUTS, "token_type_ids"),
    "DebertaV2Tokenizer": (*_INPUTS, "token_type_ids"),
    "FNetTokenizer": ("input_ids", "token_type_ids"),
}


class Setup:
    """Mixin: the constructor."""

    def __init__(self, *args, **kwargs):
        given, file = kwargs.pop("tokenizer_object", None), kwargs.pop("tokenizer_file", None)
        loaded, is_own = kwargs.pop("_loaded", None), kwargs.pop("_is_own", False)
        of_class = kwargs.pop("_of_class", None)
        backend = given if loaded is not None or is_own else _copied(given, file)
        self.__dict__["_tokenizer"] = backend
        added = kwargs.get("added_tokens_decoder") or {}
        if loaded is not None:
            kwargs, added = _merged(backend, loaded, self.SPECIAL_TOKENS_ATTRIBUTES)
            self._add_prefix_space(kwargs)
        else:
            self._take_sections(kwargs)
        kwargs.setdefault("backend", "tokenizers")
        around = [name for name in ("add_bos_token", "add_eos_token") if name in kwargs]
        self.__dict__.update({f"_{name}": kwargs[name] for name in around})
        if post_processor := kwargs.pop("post_processor", None):
            backend.post_processor = post_processor
        prefix_space = kwargs.get("add_prefix_space", False)
        self._take(kwargs)
        if loaded is not None:  # a page knows more of the site's tokenizers than they were made with
            names = {*backend._surface["made_with"], *loaded, "model_specific_special_tokens"}
            self.__dict__["_init_kwargs"] = {name: one for name, one in self._init_kwargs.items() if name in names}
        self.__dict__["_init_kwargs"]["added_tokens_decoder"] = added
        self.add_prefix_space = prefix_space
        backend.encode_special_tokens = self.split_special_tokens
        if of_class is not None:  # its backend has all tokens
            self._take_of_class(**of_class)
            return
        self._add_what_is_new(added)
        if type(self).__name__ == "Qwen2Tokenizer":  # its constructor adds them once more, without the flags
            self._tokenizer.add_tokens([AddedToken(token, special=True) for token in self.all_special_tokens])
        if around or backend.post_processor is None:
            self.update_post_processor()

    def _take_of_class(self, usual, attributes, around=None):
        """What the class has where no keyword says otherwise, the keywords that are its attributes, and what comes of
        `add_bos_token` and `add_eos_token` (`around`: None where neither is given)."""
        self.__dict__["_of_class"] = {"usual": usual, "attributes": attributes}
        for name in usual.keys() - self._init_kwargs.keys():
            setattr(self, name, usual[name])
        for name in attributes:
            setattr(self, name, self._init_kwargs.get(name))
        if around:
            of_the_class = self._tokenizer.post_processor
            self.update_post_processor()
            if around == "ignored":
                self._tokenizer.post_processor = of_the_class

    def _take_sections(self, kwargs):
        """Truncation and padding of the tokenizer, which become defaults of the keywords."""
        backend = self._tokenizer
        if truncation := kwargs.pop("tokenizer_truncation", None) or backend.truncation:
            backend.enable_truncation(**truncation)
            names = {"truncation_side": "direction", "truncation_strategy": "strategy"}
            for name in ("max_length", "truncation_side", "stride", "truncation_strategy"):
                kwargs.setdefault(name, truncation[names.get(name, name)])
        if padding := kwargs.pop("tokenizer_padding", None) or backend.padding:
            backend.enable_padding(**padding)
            names = {"pad_token_type_id": "pad_type_id", "padding_side": "direction", "max_length": "length"}
            for name in ("pad_token", "pad_token_type_id", "padding_side", "max_length", "pad_to_multiple_of"):
                kwargs.setdefault(name, padding[names.get(name, name)])

    def _add_prefix_space(self, kwargs):
        """What the classes that build their own pipeline make of the keyword: another ByteLevel, before or behind the
        cut into words."""
        name, wanted = type(self).__name__, kwargs["add_prefix_space"]
        surface = self._tokenizer._surface
        own = (surface["attributes"] | surface["saved"]).get("add_prefix_space")
        if name == "TokenizersBackend" or name == "Qwen2Tokenizer" and wanted is None or own and wanted == own:
            return
        if boolean(wanted) or own:
            if name not in _PREFIXED:
                raise refused(f"from_pretrained(…, add_prefix_space={wanted}) of a {name}")
            self._tokenizer._add_prefix_space(_PREFIXED[name])

    def _take(self, kwargs):
        """Sets the attributes from keywords; unknown ones are ignored."""
        for key in kwargs:
            if hasattr(self, key) and callable(getattr(self, key)):
                raise AttributeError(f"{key} conflicts with the method {key} in {type(self).__name__}")
        if "additional_special_tokens" in kwargs and "extra_special_tokens" not in kwargs:
            kwargs["extra_special_tokens"] = kwargs.pop("additional_special_tokens")
        put = self.__dict__.__setitem__
        put("_init_kwargs", {name: value for name, value in kwargs.items() if name != "added_tokens_decoder"})
        put("name_or_path", kwargs.pop("name_or_path", ""))
        put("_pad_token_type_id", 0)
        put("verbose", kwargs.pop("verbose", False))
        put("_special_tokens_map", dict.fromkeys(self.SPECIAL_TOKENS_ATTRIBUTES))
        put("_extra_special_tokens", [])
        named = kwargs.pop("model_specific_special_tokens", None) or {}
        if not isinstance(named, dict):
            raise TypeError("model_specific_special_tokens must be a dictionary of token name to token value")
        found = {}
        for key in list(kwargs):
            if key in self.SPECIAL_TOKENS_ATTRIBUTES:
                value = kwargs.pop(key)
                if value is not None and not isinstance(value, (str, AddedToken)):
                    raise TypeError(f"Special token {key} has to be either str or AddedToken but got: {type(value)}")
                self._special_tokens_map[key] = value
            elif key == "extra_special_tokens":
                value = kwargs.pop(key)
                if isinstance(value, dict):
                    self._set_model_specific_special_tokens(value)
                elif isinstance(value, (list, tuple)):
                    put("_extra_special_tokens", list(value))
                elif value is not None:
                    raise TypeError("extra_special_tokens must be a list/tuple of tokens or a dict of named tokens")
            elif key.endswith("_token") and isinstance(kwargs[key], (str, AddedToken)):
                found[key] = kwargs.pop(key)
        length, old = kwargs.pop("model_max_length", None), kwargs.pop("max_len", None)
        self.model_max_length = next((value for value in (length, old) if value is not None), NO_LIMIT)
        for name, title in (("padding_side", "Padding"), ("truncation_side", "Truncation")):
            side = kwargs.pop(name, "right")
            if side not in ("right", "left"):
                raise ValueError(f"{title} side should be selected between 'right' and 'left', current value: {side}")
            setattr(self, name, side)
        inputs = _INPUTS_OF.get(type(self).__name__, _INPUTS)
        self.model_input_names = list(kwargs.pop("model_input_names", inputs))
        clean_up = "clean_up_tokenization_spaces"
        for name in (clean_up, f"{clean_up}_for_bpe_even_though_it_will_corrupt_output", "split_special_tokens"):
            setattr(self, name, kwargs.pop(name, False))
        template = kwargs.pop("chat_template", None)
        if isinstance(template, (list, tuple)):
            template = {one["name"]: one["template"] for one in template}
        self.chat_template = template
        self.response_template = kwargs.pop("response_template", None)
        self.chat_control_tokens = kwargs.pop("chat_control_tokens", None)
        if self.chat_control_tokens is not None and not isinstance(self.chat_control_tokens, (list, tuple)):
            raise TypeError(f"`chat_control_tokens` should be a list of strings, got {self.chat_control_tokens!r}")
        if found or named:
            self._set_model_specific_special_tokens(found | named)
        self.deprecation_warnings = {}
        self.backend = kwargs.pop("backend", "tokenizers")

    def _add_what_is_new(self, added):
        """Adds what the tokenizer lacks: of the `added` tokens that it was saved with, {id: AddedToken}, and of its
        special tokens."""
        there = {token.content: token for token in self._tokenizer.get_added_tokens_decoder().values()}
        to_add = [token for _, token in sorted(added.items())]
        encoder = {*there, *map(str, to_add)}
        special = [token for token in self._special_tokens_map.values() if token is not None]
        to_add += dict.fromkeys(token for token in (*special, *self._extra_special_tokens) if str(token) not in encoder)
        names = {str(token) for token in special if token}
        tokens = [AddedToken(token, special=True) if isinstance(token, str) else token for token in to_add]
        for token in tokens:
            token.special = token.special or str(token) in names
        if tokens := [token for token in tokens if there.get(token.content) != token]:
            self._tokenizer.add_tokens(tokens)


def _merged(backend, given, names):
    """The constructor's keywords (those that the tokenizer was saved with, then those `given`), and its {id:
    AddedToken}."""
    for name in OTHER_FILES:
        if given.get(name):
            raise refused(f"from_pretrained(…, {name}=…)")
    given = {name: value for name, value in given.items() if name not in _SAME_FILE}
    surface = backend._surface
    init = (
        copy.deepcopy(surface["attributes"])
        | copy.deepcopy(surface["saved"])
        | {name: _token(value) for name, value in surface["special_tokens"].items()}
    )
    if surface["extra_special_tokens"]:
        init["additional_special_tokens"] = [_token(value) for value in surface["extra_special_tokens"]]
    init |= given
    with_own_tokens(init, names)
    init["name_or_path"] = surface["attributes"]["name_or_path"]
    added = backend.get_added_tokens_decoder()
    if "added_tokens_decoder" in init:
        if surface["class"] != "TokenizersBackend":
            raise refused("from_pretrained(…, added_tokens_decoder=…)")
        added = {int(id_): _saved_token(token) for id_, token in init.pop("added_tokens_decoder").items()}
    by_content = {token.content: token for token in added.values()}
    for name in names:
        if init.get(name) is not None:
            init[name] = by_content.get(str(init[name]), init[name])
    return init, added


def with_own_tokens(init, names):
    """Keywords where tokens of the tokenizer's own, which no other has, stand together."""
    if "additional_special_tokens" in init and not init.get("extra_special_tokens"):
        init["extra_special_tokens"] = init.pop("additional_special_tokens")
    own = [
        key
        for key, value in init.items()
        if key not in names and key.endswith("_token") and isinstance(value, (str, AddedToken))
    ]
    own = {key: init.pop(key) for key in own}
    if isinstance(init.get("extra_special_tokens"), dict):
        own |= init.pop("extra_special_tokens")
    if own:
        init["model_specific_special_tokens"] = own


def _copied(given, file):
    """The backend of a new tokenizer: a copy of the one that was given, or the one of a file."""
    if given is not None:
        if not isinstance(given, Backend):
            raise AttributeError(f"'{type(given).__name__}' object has no attribute 'truncation'")
        return copy.deepcopy(given)
    if file is not None and os.path.isfile(file):
        return Backend.from_file(str(file))
    raise ValueError(NO_BACKEND)


def _token(value):
    return AddedToken(**value) if isinstance(value, dict) else value


def _saved_token(value):
    if not isinstance(value, (dict, AddedToken)):
        raise TypeError(
            f"Found a {type(value)} in the saved `added_tokens_decoder`, should be a dictionary or an "
            "AddedToken instance"
        )
    return _token(value)
