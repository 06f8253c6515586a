"""`train_new_from_iterator`: a tokenizer of the same kind, trained on other texts."""

import json

from tokenizers import AddedToken, pre_tokenizers, processors, trainers
from tokenizers import Tokenizer as Backend
from tokenizers._component import component
from tokenizers._sections import saved_padding, saved_truncation
from tokenizers._written import added_tokens

_TRAINERS = {
    "BPE": trainers.BpeTrainer,
    "Unigram": trainers.UnigramTrainer,
    "WordLevel": trainers.WordLevelTrainer,
    "WordPiece": trainers.WordPieceTrainer,
}


class Training:
    """Mixin."""

    def train_new_from_iterator(
        self, text_iterator, vocab_size, length=None, new_special_tokens=None, special_tokens_map=None, **kwargs
    ):
        """A new tokenizer with the same steps and special tokens, whose vocabulary comes from the texts.

        `special_tokens_map` renames special tokens; further keywords go to the trainer.
        """
        renamed = lambda token: (special_tokens_map or {}).get(token, token)  # noqa: E731
        old = self._tokenizer
        settings = dict(old.model._box.settings)
        kind = settings["type"]
        if kind == "Unigram" and settings["unk_id"] is not None:
            kwargs["unk_token"] = renamed(old.id_to_token(settings["unk_id"]))
        special = []
        for token in added_tokens(old):
            if token.pop("special") or kind == "Unigram":
                token.pop("id")
                special.append(AddedToken(**token | {"content": renamed(token["content"])}))
        if kind == "BPE":
            for name in ("continuing_subword_prefix", "end_of_word_suffix"):
                if settings[name] is not None:
                    kwargs.setdefault(name, settings[name])
        if _has_bytes(old.pre_tokenizer):
            kwargs["initial_alphabet"] = pre_tokenizers.ByteLevel.alphabet()
        trainer = _TRAINERS[kind](
            vocab_size=vocab_size, special_tokens=special + list(new_special_tokens or []), **kwargs
        )
        new = Backend.from_str(_emptied(old, settings, renamed, kwargs.get("unk_token")))
        new.train_from_iterator(text_iterator, trainer, length)
        if old.post_processor is not None:
            new.post_processor = _processor(old.post_processor, new, renamed)
            new = Backend.from_str(new.to_str())
        made = type(self)(**self._like_this_one(renamed, new_special_tokens), tokenizer_object=new)
        if "_of_class" in vars(self):
            made._take_of_class(**self._of_class)
        return made

    def _like_this_one(self, renamed, new_special_tokens):
        """The keywords of this tokenizer for another one."""
        init = dict(self._init_kwargs)
        for name in type(self).SPECIAL_TOKENS_ATTRIBUTES:
            token = getattr(self, name)
            if token is None:
                continue
            init[name] = renamed(token)
            full = self._special_tokens_map.get(name)
            if isinstance(full, AddedToken):
                flags = {flag: getattr(full, flag) for flag in ("single_word", "lstrip", "rstrip", "normalized")}
                init[name] = AddedToken(renamed(token), **flags, special=True)
        if extra := [*(self.extra_special_tokens or []), *(new_special_tokens or [])]:
            init["extra_special_tokens"] = extra
        return init


def _has_bytes(step):
    members = getattr(step, "_members", [step])
    return any(isinstance(member, pre_tokenizers.ByteLevel) for member in members)


def _emptied(old, settings, renamed, unknown):
    """The tokenizer.json of a tokenizer with its steps, and a model that knows nothing."""
    model = dict(settings) | {"vocab": {}}
    if settings["type"] == "BPE":
        model["merges"] = []
    if settings["type"] == "Unigram":
        model |= {"unk_id": None, "vocab": []} if unknown is None else {"unk_id": 0, "vocab": [[unknown, 0.0]]}
    elif model.get("unk_token") is not None:
        model["unk_token"] = renamed(model["unk_token"])
    steps = {name: None if part is None else part._config() for name in ("normalizer", "pre_tokenizer", "decoder") for part in [getattr(old, name)]}  # fmt: skip
    sections = {"truncation": saved_truncation(old.truncation), "padding": saved_padding(old.padding)}
    return json.dumps({"version": "1.0", **sections, "added_tokens": [], **steps, "model": model})


def _processor(step, new, renamed):
    """A post-processor with the ids that its tokens have now."""
    config = json.loads(step._json())

    def known(token):
        id_ = new.token_to_id(token)
        if id_ is None:
            raise ValueError("Attempted to set a token in the post processor that does not exist in the mapping")
        return id_

    for token in config.get("special_tokens", {}).values():
        token["tokens"] = [renamed(one) for one in token["tokens"]]
        token["ids"] = [known(one) for one in token["tokens"]]
    for name in ("cls", "sep"):
        if name in config:
            token = renamed(config[name][0])
            config[name] = [token, known(token)]
    return component(processors.PostProcessor.FAMILY, config)
