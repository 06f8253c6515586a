"""PreTrainedTokenizerBase and TokenizersBackend: the tokenizer that `AutoTokenizer.from_pretrained` returns."""

import copy
from collections import UserDict

from tokenizers import AddedToken
from tokenizers import Tokenizer as Backend
from tokenizers._missing import refusal
from tokenizers._template import PostProcessor
from transformers._chat import Chat
from transformers._padding import Padding
from transformers._special import SpecialTokens
from transformers._strategies import Strategies
from transformers._texts import Texts


class PreTrainedTokenizerBase(SpecialTokens, Strategies, Texts, Padding, Chat):
    """Base of all tokenizers."""

    __module__ = "transformers.tokenization_utils_base"

    for _name in (
        "save_pretrained", "push_to_hub", "save_vocabulary", "save_chat_templates", "train_new_from_iterator",
        "parse_response", "get_response_parser", "register_for_auto_class", "set_truncation_and_padding", "convert_to_native_format",
    ):  # fmt: skip
        locals()[_name] = refusal(_name)
    del _name


class TokenizersBackend(PreTrainedTokenizerBase):
    """A tokenizer of the site. `attributes` overwrite those that it was saved with."""

    __module__ = "transformers.tokenization_utils_tokenizers"

    def __init__(self, backend, **attributes):
        surface = backend._surface
        put = self.__dict__.__setitem__
        put("_tokenizer", backend)
        put("_special_tokens_map", {name: _token(value) for name, value in surface["special_tokens"].items()})
        put("_extra_special_tokens", [_token(value) for value in surface["extra_special_tokens"]])
        put("_pad_token_type_id", 0)
        named = [name for name in surface["special_tokens"] if name not in self.SPECIAL_TOKENS_ATTRIBUTES]
        if named:
            put("SPECIAL_TOKENS_ATTRIBUTES", [*self.SPECIAL_TOKENS_ATTRIBUTES, *named])
        for name, value in (copy.deepcopy(surface["attributes"]) | attributes).items():
            setattr(self, name, value)

    is_fast = True
    from_pretrained = classmethod(refusal("from_pretrained"))
    pad_token_type_id = property(lambda self: self._pad_token_type_id)
    backend_tokenizer = property(lambda self: self._tokenizer)
    decoder = property(lambda self: self._tokenizer.decoder)
    vocab_size = property(lambda self: self._tokenizer.get_vocab_size(with_added_tokens=False))
    vocab = property(lambda self: self.get_vocab())
    added_tokens_decoder = property(lambda self: self._tokenizer.get_added_tokens_decoder())
    added_tokens_encoder = property(lambda self: self.get_added_vocab())

    def get_vocab(self):
        return self._tokenizer.get_vocab(with_added_tokens=True)

    def get_added_vocab(self):
        return {token.content: id_ for id_, token in sorted(self.added_tokens_decoder.items())}

    def __len__(self):
        return self._tokenizer.get_vocab_size(with_added_tokens=True)

    def __bool__(self):
        return True

    def __repr__(self):
        added = "\n\t".join(f"{id_}: {token!r}," for id_, token in self.added_tokens_decoder.items())
        return (
            f"{type(self).__name__}(name_or_path='{self.name_or_path}', vocab_size={self.vocab_size},"
            f" model_max_length={self.model_max_length}, padding_side='{self.padding_side}',"
            f" truncation_side='{self.truncation_side}', special_tokens={self.special_tokens_map},"
            f" added_tokens_decoder={{{added and f'\n\t{added}\n'}}})"
        )

    def __deepcopy__(self, memo):
        copied = object.__new__(type(self))
        copied.__dict__.update(copy.deepcopy(self.__dict__, memo))
        return copied

    # Tokens and ids

    def convert_tokens_to_ids(self, tokens):
        found = self._tokenizer._tokens_to_ids([tokens] if isinstance(tokens, str) else tokens)
        if None in found:
            unknown = self.unk_token_id if not isinstance(self._special_tokens_map.get("unk_token"), type(None)) else None
            found = [unknown if id_ is None else id_ for id_ in found]
        return found[0] if isinstance(tokens, str) else found

    def convert_ids_to_tokens(self, ids, skip_special_tokens=False):
        if isinstance(ids, int):
            return self._tokenizer.id_to_token(ids)
        skipped = set(self.all_special_ids) if skip_special_tokens else set()
        return self._tokenizer._ids_to_tokens([id_ for id_ in map(int, ids) if id_ not in skipped])

    def convert_tokens_to_string(self, tokens):
        return self._tokenizer.decoder.decode(tokens)

    def num_special_tokens_to_add(self, pair=False):
        return self._tokenizer.num_special_tokens_to_add(pair)

    max_len_single_sentence = property(lambda self: self.model_max_length - self.num_special_tokens_to_add(pair=False))
    max_len_sentences_pair = property(lambda self: self.model_max_length - self.num_special_tokens_to_add(pair=True))

    # Decoding

    def decode(self, token_ids, skip_special_tokens=False, **kwargs):
        """The text of ids; for a list of lists, a list of texts."""
        token_ids = _as_lists(token_ids)
        if isinstance(token_ids, list) and token_ids and isinstance(token_ids[0], (list, tuple)):
            return [self._decode(ids, skip_special_tokens, **kwargs) for ids in token_ids]
        return self._decode(token_ids, skip_special_tokens, **kwargs)

    def batch_decode(self, sequences, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs):
        """`decode`, always as a list."""
        texts = self.decode(sequences, skip_special_tokens, clean_up_tokenization_spaces=clean_up_tokenization_spaces, **kwargs)
        return [texts] if isinstance(texts, str) else texts

    def _decode(self, ids, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs):
        if isinstance(ids, int):
            ids = [ids]
        if isinstance(ids, dict):
            ids = ids["input_ids"]
        text = self._tokenizer.decode(ids, skip_special_tokens=skip_special_tokens)
        wanted = self.clean_up_tokenization_spaces if clean_up_tokenization_spaces is None else clean_up_tokenization_spaces
        # Every tokenizer here is BPE, for which version 5 ignores the clean-up unless this long name insists.
        if wanted and self.clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output:
            text = self.clean_up_tokenization(text)
        return text

    def clean_up_tokenization(self, text):
        for spaced in (" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're"):
            text = text.replace(spaced, spaced.strip())
        return text

    # The tokens that are put around every text

    add_bos_token = property(
        lambda self: self.__dict__.get("_add_bos_token", False), lambda self, value: self._put_around("_add_bos_token", value)
    )
    add_eos_token = property(
        lambda self: self.__dict__.get("_add_eos_token", False), lambda self, value: self._put_around("_add_eos_token", value)
    )

    def _put_around(self, name, value):
        self.__dict__[name] = value
        self.update_post_processor()

    def update_post_processor(self):
        """Takes over `bos_token` and `eos_token` as they are now, where `add_bos_token` and `add_eos_token` ask for them."""
        before = after = ()
        if self.bos_token is None:
            self.__dict__["_add_bos_token"] = False
        elif self.add_bos_token:
            before = (self.bos_token,)
        if self.eos_token is None:
            self.__dict__["_add_eos_token"] = False
        elif self.add_eos_token:
            after = (self.eos_token,)

        def around(sequence):
            special = lambda token: ("special", token, sequence, [self.convert_tokens_to_ids(token)])  # noqa: E731
            return [*map(special, before), ("sequence", sequence, sequence), *map(special, after)]

        self._tokenizer.post_processor = PostProcessor(around(0), around(0) + around(1))


def _token(value):
    return AddedToken(**value) if isinstance(value, dict) else value


def _as_lists(value):
    """Tuples become lists, and a BatchEncoding a dictionary."""
    if isinstance(value, (dict, UserDict)):
        return {key: _as_lists(item) for key, item in value.items()}
    return [_as_lists(item) for item in value] if isinstance(value, (list, tuple)) else value


def tokenizer_class(name, module):
    """The class of that name; subclasses of TokenizersBackend differ in nothing that a page could show."""
    if name == "TokenizersBackend":
        return TokenizersBackend
    return type(name, (TokenizersBackend,), {"__module__": module})


def load(repo, attributes):
    """A tokenizer of the site."""
    backend = Backend(repo)
    surface = backend._surface
    return tokenizer_class(surface["class"], surface["module"])(backend, **attributes)
