"""Special tokens: the named ones (`bos_token`, …), the extra ones, and their ids."""

from tokenizers import AddedToken
from tokenizers._missing import WAY_OUT

from transformers.utils import logging

logger = logging.get_logger("transformers.tokenization_utils_base")

NAMES = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")

_NOT_HERE = {
    "init_kwargs", "init_inputs", "files_loaded", "vocab_files_names", "pretrained_vocab_files_map", "slow_tokenizer_class",
    "can_save_slow_tokenizer", "model", "vocab_file", "special_tokens_map_file",
}  # fmt: skip


def _stem(key):
    """`bos_token_id` -> `bos_token`."""
    return key.removesuffix("_ids").removesuffix("_id") if key.endswith(("_id", "_ids")) else key


class SpecialTokens:
    """Mixin: attributes of special tokens are read from and written to `_special_tokens_map`."""

    SPECIAL_TOKENS_ATTRIBUTES = list(NAMES)

    def __setattr__(self, key, value):
        stem = _stem(key)
        if stem in self.SPECIAL_TOKENS_ATTRIBUTES:
            if key != stem and value is not None:
                value = self.convert_ids_to_tokens(value)
            if value is not None and not isinstance(value, (str, AddedToken)):
                raise ValueError(f"Cannot set a non-string value as the {stem}")
            self._special_tokens_map[stem] = value
        elif stem == "extra_special_tokens":
            if key != stem and isinstance(value, (list, tuple)):
                value = [self.convert_ids_to_tokens(item) for item in value]
            if value is not None and not isinstance(value, (list, tuple)):
                raise ValueError(f"extra_special_tokens must be a list or tuple, got {type(value)}")
            self._extra_special_tokens = list(value or [])
        else:
            super().__setattr__(key, value)

    def __getattr__(self, key):
        stem = _stem(key)
        if stem in type(self).SPECIAL_TOKENS_ATTRIBUTES or stem in self.__dict__.get("SPECIAL_TOKENS_ATTRIBUTES", ()):
            token = self.__dict__.get("_special_tokens_map", {}).get(stem)
            if token is None:
                if self.__dict__.get("verbose"):
                    logger.error(f"Using {key}, but it is not set yet.")
                return None
            return str(token) if key == stem else self.convert_tokens_to_ids(str(token))
        if stem == "extra_special_tokens":
            tokens = [str(token) for token in self.__dict__.get("_extra_special_tokens", [])]
            return tokens if key == stem else self.convert_tokens_to_ids(tokens)
        if key in _NOT_HERE:
            raise AttributeError(f"{type(self).__name__}.{key} is not here: {WAY_OUT}", name=key, obj=self)
        raise AttributeError(f"{type(self).__name__} has no attribute {key}", name=key, obj=self)

    def _set_model_specific_special_tokens(self, special_tokens):
        self.SPECIAL_TOKENS_ATTRIBUTES = self.SPECIAL_TOKENS_ATTRIBUTES + list(special_tokens)
        for key, value in special_tokens.items():
            if not isinstance(value, (str, AddedToken)):
                raise TypeError(f"Special token {key} has to be either str or AddedToken but got: {type(value)}")
            self._special_tokens_map[key] = value

    @property
    def special_tokens_map(self):
        """Name -> token, for the named tokens that are set."""
        tokens = ((name, self._special_tokens_map.get(name)) for name in self.SPECIAL_TOKENS_ATTRIBUTES)
        return {name: str(token) for name, token in tokens if token is not None}

    @property
    def all_special_tokens(self):
        named = list(self.special_tokens_map.values())
        return list(dict.fromkeys([*named, *map(str, self._extra_special_tokens)]))

    @property
    def all_special_ids(self):
        return self.convert_tokens_to_ids(self.all_special_tokens)

    def add_special_tokens(self, special_tokens_dict, replace_extra_special_tokens=True):
        """Set special tokens, and add those that the vocabulary lacks. Returns how many were added."""
        if not special_tokens_dict:
            return 0
        special_tokens_dict = dict(special_tokens_dict)
        if "additional_special_tokens" in special_tokens_dict and not special_tokens_dict.get("extra_special_tokens"):
            special_tokens_dict["extra_special_tokens"] = special_tokens_dict.pop("additional_special_tokens")
        allowed = set(self.SPECIAL_TOKENS_ATTRIBUTES) | {"extra_special_tokens"}
        to_add = []
        for key, value in special_tokens_dict.items():
            if key not in allowed:
                raise ValueError(f"Key {key} is not a valid special token. Valid keys are: {allowed}")
            if key == "extra_special_tokens":
                if not isinstance(value, (list, tuple)) or not all(
                    isinstance(token, (str, AddedToken)) for token in value
                ):
                    raise ValueError(f"Tokens {value} for key {key} should all be str or AddedToken instances")
                known = () if replace_extra_special_tokens else self.extra_special_tokens
                new = [_as_special(token) for token in value if str(token) not in known]
                self._extra_special_tokens = (
                    new if replace_extra_special_tokens and new else [*self._extra_special_tokens, *new]
                )
                to_add += new
            else:
                if not isinstance(value, (str, AddedToken)):
                    raise ValueError(f"Token {value} for key {key} should be a str or an AddedToken instance")
                setattr(self, key, _as_special(value))
                to_add.append(_as_special(value))
        return self.add_tokens(to_add, special_tokens=True)

    def add_tokens(self, new_tokens, special_tokens=False):
        """Add tokens to the vocabulary. Returns how many were added."""
        if not new_tokens:
            return 0
        tokens = new_tokens if isinstance(new_tokens, (list, tuple)) else [new_tokens]
        return self._tokenizer.add_special_tokens(tokens) if special_tokens else self._tokenizer.add_tokens(tokens)

    def get_special_tokens_mask(self, token_ids_0, token_ids_1=None, already_has_special_tokens=False):
        if not already_has_special_tokens:
            raise NotImplementedError(
                f"{type(self).__name__} does not implement get_special_tokens_mask for non-formatted sequences"
            )
        if token_ids_1 is not None:
            raise ValueError(
                "You should not supply a second sequence if the provided sequence of ids is already formatted "
                "with special tokens for the model."
            )
        special = set(self.all_special_ids)
        return [int(int(id_) in special) for id_ in token_ids_0]


def _as_special(token):
    return AddedToken(token, normalized=False, special=True) if isinstance(token, str) else token
