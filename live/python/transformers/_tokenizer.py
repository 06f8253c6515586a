"""PreTrainedTokenizerBase and TokenizersBackend: the tokenizer that `AutoTokenizer.from_pretrained` returns."""

import copy
from collections import UserDict
from functools import cache

from tokenizers import Tokenizer as Backend
from tokenizers import processors
from tokenizers._host import call_json
from tokenizers._missing import no_such_repo, refusal, refused
from tokenizers._names import named_as
from tokenizers._tokenizer import OF_THE_FILE

from transformers._chat import Chat
from transformers._folder import is_folder, read_folder
from transformers._padding import Padding
from transformers._saving import Saving
from transformers._setup import PLACES, Setup
from transformers._special import SpecialTokens
from transformers._strategies import Strategies
from transformers._texts import Texts
from transformers._training import Training
from transformers.utils import logging

logger = logging.get_logger("transformers.tokenization_utils_tokenizers")


# What the real library defines on TokenizersBackend; all else on PreTrainedTokenizerBase. Errors and `help` show these
# names.
_OF_THE_BACKEND = {
    "__bool__", "__init__", "__len__", "_decode", "_encode_plus", "_encode_without_added_tokens", "convert_ids_to_tokens",
    "convert_tokens_to_string", "convert_to_native_format", "get_added_vocab", "get_vocab", "num_special_tokens_to_add", "save_pretrained",
    "save_vocabulary", "set_truncation_and_padding", "tokenize", "train_new_from_iterator", "update_post_processor",
}  # fmt: skip


def _named_as_there(cls):
    return named_as(cls, lambda name: cls if name in _OF_THE_BACKEND else PreTrainedTokenizerBase)


class PreTrainedTokenizerBase(Setup, SpecialTokens, Strategies, Texts, Padding, Chat, Saving, Training):
    """Base of all tokenizers."""

    __module__ = "transformers.tokenization_utils_base"

    for _name in (
        "push_to_hub", "save_vocabulary", "parse_response", "get_response_parser", "set_truncation_and_padding",
    ):  # fmt: skip
        locals()[_name] = refusal(_name)
    for _name in ("register_for_auto_class", "convert_to_native_format", "convert_added_tokens"):
        locals()[_name] = classmethod(refusal(_name))
    del _name


@_named_as_there
class TokenizersBackend(PreTrainedTokenizerBase):
    """A tokenizer of the site."""

    __module__ = "transformers.tokenization_utils_tokenizers"

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path, *init_inputs, **kwargs):
        """The tokenizer of a repository. Raises OSError for one that the course does not have."""
        tokenizer = load(pretrained_model_name_or_path, kwargs, plain=cls is TokenizersBackend)
        if not isinstance(tokenizer, cls):
            raise refused(
                f"{cls.__name__}.from_pretrained({str(pretrained_model_name_or_path)!r}), whose class is "
                f"{type(tokenizer).__name__},"
            )
        return tokenizer

    is_fast = property(lambda self: True)
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
        lines = [f"{id_}: {token!r}," for id_, token in self.added_tokens_decoder.items()]
        added = "\n\t" + "\n\t".join(lines) + "\n" if lines else ""
        return (
            f"{type(self).__name__}(name_or_path='{self.name_or_path}', vocab_size={self.vocab_size},"
            f" model_max_length={self.model_max_length}, padding_side='{self.padding_side}',"
            f" truncation_side='{self.truncation_side}', special_tokens={self.special_tokens_map},"
            f" added_tokens_decoder={{{added}}})"
        )

    def __deepcopy__(self, memo):
        copied = object.__new__(type(self))
        copied.__dict__.update(copy.deepcopy(self.__dict__, memo))
        return copied

    def __reduce__(self):
        return (_empty, (type(self).__name__, type(self).__module__), self.__dict__)

    def __setstate__(self, state):
        self.__dict__.update(state)

    # Tokens and ids

    def convert_tokens_to_ids(self, tokens):
        found = self._tokenizer._tokens_to_ids([tokens] if isinstance(tokens, str) else tokens)
        if None in found:
            unknown = self._unknown_id(found.count(None))
            found = [unknown if id_ is None else id_ for id_ in found]
        return found[0] if isinstance(tokens, str) else found

    def _unknown_id(self, times):
        token = self._special_tokens_map.get("unk_token")
        if token is None:
            for _ in range(times):
                self.unk_token_id  # a tokenizer that is verbose says each time that there is none
            return None
        [id_] = self._tokenizer._tokens_to_ids([str(token)])
        if (
            id_ is None
        ):  # the real one looks for it again and again; so deep, a browser would lose the reader's variables
            raise RecursionError("maximum recursion depth exceeded")
        return id_

    def convert_ids_to_tokens(self, ids, skip_special_tokens=False):
        if isinstance(ids, int):
            return self._tokenizer.id_to_token(ids)
        skipped = set(self.all_special_ids) if skip_special_tokens else set()
        return self._tokenizer._ids_to_tokens([id_ for id_ in map(int, ids) if id_ not in skipped])

    def convert_tokens_to_string(self, tokens):
        return self._tokenizer.decoder.decode(tokens)

    def num_special_tokens_to_add(self, pair=False):
        return self._tokenizer.num_special_tokens_to_add(pair)

    @property
    def max_len_single_sentence(self):
        return self.model_max_length - self.num_special_tokens_to_add(pair=False)

    @max_len_single_sentence.setter
    def max_len_single_sentence(self, value):
        self._warn_of_setting("max_len_single_sentence", value)

    @property
    def max_len_sentences_pair(self):
        return self.model_max_length - self.num_special_tokens_to_add(pair=True)

    @max_len_sentences_pair.setter
    def max_len_sentences_pair(self, value):
        self._warn_of_setting("max_len_sentences_pair", value)

    def _warn_of_setting(self, name, value):
        message = f"Setting '{name}' is now deprecated. This value is automatically set up."
        if value != getattr(self, name) or not self.verbose:
            raise ValueError(message)
        if not self.deprecation_warnings.get(name):
            logger.warning(message)
        self.deprecation_warnings[name] = True

    # Decoding

    def decode(self, token_ids, skip_special_tokens=False, **kwargs):
        """The text of ids; for a list of lists, a list of texts."""
        token_ids = _as_lists(token_ids)
        if isinstance(token_ids, list) and token_ids and isinstance(token_ids[0], (list, tuple)):
            return [self._decode(ids, skip_special_tokens, **kwargs) for ids in token_ids]
        return self._decode(token_ids, skip_special_tokens, **kwargs)

    def batch_decode(self, sequences, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs):
        """`decode` of each."""
        sequences = _as_lists(sequences)
        if len(sequences) == 0:
            return []
        texts = self.decode(
            sequences, skip_special_tokens, clean_up_tokenization_spaces=clean_up_tokenization_spaces, **kwargs
        )
        if isinstance(texts, str):
            logger.warning_once(
                "Passing a single sequence to `batch_decode` is deprecated and will be removed in a future version, "
                "use `decode` instead."
            )
            return [texts]
        return texts

    def _decode(self, ids, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs):
        if isinstance(ids, int):
            ids = [ids]
        if isinstance(ids, dict):
            ids = ids["input_ids"]
        text = self._tokenizer.decode(ids, skip_special_tokens=skip_special_tokens)
        wanted = (
            self.clean_up_tokenization_spaces if clean_up_tokenization_spaces is None else clean_up_tokenization_spaces
        )
        # of a BPE, version 5 ignores the clean-up unless this long name insists
        is_bpe = type(self._tokenizer.model).__name__ == "BPE"
        if wanted and (not is_bpe or self.clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output):
            return self.clean_up_tokenization(text)
        if wanted:
            logger.warning_once(
                f"Ignoring clean_up_tokenization_spaces=True for BPE tokenizer {type(self).__name__}. The "
                "clean_up_tokenization"
                " post-processing step is designed for WordPiece tokenizers and is destructive for BPE (it "
                "strips spaces before"
                " punctuation). Set clean_up_tokenization_spaces=False to suppress this warning, or set"
                " clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output=True to force cleanup anyway."
            )
        return text

    def clean_up_tokenization(self, text):
        for spaced in (" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're"):
            text = text.replace(spaced, spaced.strip())
        return text

    # The tokens that are put around every text

    add_bos_token = property(
        lambda self: self.__dict__.get("_add_bos_token", False),
        lambda self, value: self._put_around("_add_bos_token", value),
    )
    add_eos_token = property(
        lambda self: self.__dict__.get("_add_eos_token", False),
        lambda self, value: self._put_around("_add_eos_token", value),
    )

    def _put_around(self, name, value):
        self.__dict__[name] = value
        self.update_post_processor()

    def update_post_processor(self):
        """Takes over `bos_token` and `eos_token` as they are now, where `add_bos_token` and `add_eos_token` ask for
        them."""
        bos = (self.bos_token, self.bos_token_id)
        if bos[0] is None and self.add_bos_token:
            self.add_bos_token = False
        eos = (self.eos_token, self.eos_token_id)
        if eos[0] is None and self.add_eos_token:
            self.add_eos_token = False
        before, after = [bos] if self.add_bos_token else [], [eos] if self.add_eos_token else []
        around = lambda text, type_id: " ".join(  # noqa: E731
            f"{part}:{type_id}" for part in (*(token for token, _ in before), text, *(token for token, _ in after))
        )
        self._tokenizer.post_processor = processors.TemplateProcessing(
            single=around("$A", 0),
            pair=f"{around('$A', 0)} {around('$B', 1)}",
            special_tokens=[*before, *after],
        )


def _as_lists(value):
    """Tuples become lists, and a BatchEncoding a dictionary."""
    if isinstance(value, (dict, UserDict)):
        return {key: _as_lists(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):  # mostly of ids, and then long
        return [item if type(item) is int else _as_lists(item) for item in value]
    return value


@cache
def tokenizer_class(name, module):
    """The class of that name; subclasses of TokenizersBackend differ in nothing that a page could show."""
    if name == "TokenizersBackend":
        return TokenizersBackend
    return type(name, (TokenizersBackend,), {"__module__": module})


def _empty(name, module):
    cls = tokenizer_class(name, module)
    return object.__new__(cls)


def load(name, given, plain=False):
    """A tokenizer of the site or of a folder, with the keywords `given`. Raises OSError where there is none.

    `plain`: as tokenizer.json has it, whatever class the repository names. Raises NotImplementedError for one of the
    site whose class makes another.
    """
    known = call_json("repos")
    if str(name) in known:
        backend = Backend._open(str(name))
        kind, module = backend._surface["class"], backend._surface["module"]
        if plain and kind not in OF_THE_FILE:
            raise refused(
                f"PreTrainedTokenizerFast.from_pretrained({str(name)!r}), which reads another pipeline or other settings "
                f"than the {kind} of AutoTokenizer.from_pretrained,"
            )
        cls = TokenizersBackend if plain else tokenizer_class(kind, module)
        for warning in () if plain else backend._surface["warnings"]:
            logger.warning_once(warning)
        init = {"tokenizer_object": backend, "_loaded": _without_places(given)}
    elif is_folder(name):
        (kind, module), init = read_folder(
            str(name), _without_places(given), PreTrainedTokenizerBase, given.get("subfolder") or "", plain
        )
        cls = tokenizer_class(kind, module)
    else:
        raise OSError(no_such_repo(str(name), known))
    if "torch_dtype" in given:
        logger.warning_once("`torch_dtype` is deprecated! Use `dtype` instead!")
    return cls(**init)


def _without_places(given):
    return {key: value for key, value in given.items() if key not in PLACES}
