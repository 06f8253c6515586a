"""Tokenizer: what transformers calls `backend_tokenizer`."""

import copy
import json
import sys

from tokenizers._added_token import AddedToken
from tokenizers._encoding import Encoding
from tokenizers._host import boolean, call, call_json, integer, integers, named, sequence, text
from tokenizers._inputs import is_text, sequences, size
from tokenizers._missing import Refusing, no_such_repo, refusal, refused
from tokenizers._steps import BPE, Decoder, Normalizer, PreTokenizer
from tokenizers._template import PostProcessor
from tokenizers._truncation import truncate

_STEPS = ("normalizer", "pre_tokenizer", "decoder", "model", "post_processor")
_SETTINGS = {"dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None}
_OF_THE_FILE = ("TokenizersBackend", "Qwen2Tokenizer")  # of these classes AutoTokenizer loads what tokenizer.json says


class Tokenizer(Refusing):
    """A tokenizer of the site, by the name of its repo. Made by `AutoTokenizer.from_pretrained` or
    `Tokenizer.from_pretrained`."""

    __module__ = "tokenizers"
    _REFUSED = (
        "save", "to_str", "train", "train_from_iterator", "async_encode", "async_encode_batch", "async_encode_batch_fast",
        "async_decode_batch",
    )  # fmt: skip

    def __init__(self, model):
        raise refused(f"making a Tokenizer from a {type(model).__name__}")

    @classmethod
    def _open(cls, repo):
        """The tokenizer of a repo of the site, as AutoTokenizer loads it."""
        self = object.__new__(cls)
        put = self.__dict__.update
        put(_handle=call("open", repo), _repo=repo)
        described = call_json("describe", self._handle)
        put(_size=described["vocab_size"], _surface=json.loads(described["surface"]), _vocabulary=None, _added=None)
        put(truncation=None, padding=None, encode_special_tokens=False, _spaces=None)
        steps = described["pipeline"]
        for name, kind in (("normalizer", Normalizer), ("pre_tokenizer", PreTokenizer), ("decoder", Decoder)):
            put({name: steps[name] and kind(self._handle, steps[name]["type"])})
        put(model=BPE(self._handle, "BPE", _SETTINGS | described["model"]))
        put(post_processor=PostProcessor.of(described["post_processor"]))
        return self

    @classmethod
    def from_pretrained(cls, identifier, revision="main", token=None):
        """The tokenizer of a repo, where it is the one that `AutoTokenizer` loads too."""
        known = call_json("repos")
        if identifier not in known:
            raise Exception(no_such_repo(identifier, known))
        tokenizer = cls._open(identifier)
        if tokenizer._surface["class"] not in _OF_THE_FILE:
            raise refused(
                f"Tokenizer.from_pretrained({identifier!r}), which reads another pipeline than "
                "AutoTokenizer.from_pretrained,"
            )
        return tokenizer

    from_file = classmethod(refusal("from_file"))
    from_str = classmethod(refusal("from_str"))
    from_buffer = classmethod(refusal("from_buffer"))

    def __setattr__(self, name, value):
        if name in _STEPS:
            raise refused(f"changing Tokenizer.{name}")
        if name == "encode_special_tokens":
            boolean(value)
        elif not name.startswith("_"):
            if hasattr(self, name):
                raise AttributeError(f"attribute '{name}' of 'tokenizers.Tokenizer' objects is not writable")
            raise AttributeError(f"'tokenizers.Tokenizer' object has no attribute '{name}'")
        self.__dict__[name] = value

    def __deepcopy__(self, memo):
        copied = object.__new__(type(self))
        copied.__dict__.update(self.__dict__)
        copied.__dict__.update(truncation=copy.copy(self.truncation), padding=copy.copy(self.padding))
        copied._name_handle(call("copy", self._handle))
        return copied

    __copy__ = lambda self: self.__deepcopy__({})  # noqa: E731

    def __reduce__(self):
        return (type(self)._open, (self._repo,), self.__getstate__())

    def __getstate__(self):
        names = ("truncation", "padding", "encode_special_tokens", "post_processor", "_spaces")
        return {name: self.__dict__[name] for name in names} | {"added": self._added_rows()}

    def __setstate__(self, state):
        state = dict(state)
        call("add", self._handle, json.dumps([row for _, *row in state.pop("added")]))
        self._added = None
        self.__dict__.update(state)
        if self._spaces:
            self._add_prefix_space(self._spaces)

    def _add_prefix_space(self, where):
        """A space before each "text" between added tokens, or before each of its "words", unless one is there."""
        self.__dict__["_spaces"] = where
        call("addPrefixSpace", self._handle, where)

    def _process_with(self, post_processor):
        self.__dict__["post_processor"] = post_processor

    def _name_handle(self, handle):
        """Every step talks to the same tokenizer of the host."""
        self.__dict__["_handle"] = handle
        for name in ("normalizer", "pre_tokenizer", "decoder", "model"):
            if step := self.__dict__[name]:
                again = object.__new__(type(step))
                again.__dict__.update(step.__dict__, _handle=handle)
                self.__dict__[name] = again

    def __repr__(self):
        return f"<the tokenizer of {self._surface['attributes']['name_or_path']} in this page>"

    # Vocabulary

    def token_to_id(self, token):
        return call_json("ids", self._handle, json.dumps([text(token)]))[0]

    def id_to_token(self, id_):
        return call_json("tokens", self._handle, json.dumps([integer(id_)]))[0]

    def _ids_to_tokens(self, ids):
        return call_json("tokens", self._handle, json.dumps([integer(id_) for id_ in ids]))

    def _tokens_to_ids(self, tokens):
        return call_json("ids", self._handle, json.dumps([text(token) for token in tokens]))

    def get_vocab(self, with_added_tokens=True):
        boolean(with_added_tokens)
        if self._vocabulary is None:
            self._vocabulary = {token: i for i, token in enumerate(call_json("vocabulary", self._handle))}
        vocabulary = dict(self._vocabulary)
        if with_added_tokens:
            vocabulary |= {token.content: id_ for id_, token in self.get_added_tokens_decoder().items()}
        return vocabulary

    def get_vocab_size(self, with_added_tokens=True):
        boolean(with_added_tokens)
        if not with_added_tokens:
            return self._size
        return self._size + sum(id_ >= self._size for id_, *_ in self._added_rows())

    def get_added_tokens_decoder(self):
        return {id_: AddedToken.from_row(*row) for id_, *row in self._added_rows()}

    def _added_rows(self):
        """[id, then what AddedToken.row gives] of each; kept until one is added, since cells ask for them token by
        token."""
        if self._added is None:
            self._added = call_json("added", self._handle)
        return self._added

    def add_tokens(self, tokens):
        return self._add(tokens, False)

    def add_special_tokens(self, tokens):
        return self._add(tokens, True)

    def _add(self, tokens, special):
        if not isinstance(tokens, list):
            raise TypeError(f"{named(tokens)} is not an instance of 'list'")
        rows = []
        for token in tokens:
            if isinstance(token, str):
                token = AddedToken(text(token), special=special)
            elif not isinstance(token, AddedToken):
                raise TypeError("Input must be a List[Union[str, AddedToken]]")
            elif special:
                token.special = True
            rows.append(token.row())
        self._added = None
        return call("add", self._handle, json.dumps(rows))

    # Truncation and padding

    def enable_truncation(self, max_length, stride=0, strategy="longest_first", direction="right"):
        length = size(max_length)
        if strategy not in ("longest_first", "only_first", "only_second"):
            raise ValueError(
                f"Unknown `strategy`: `{strategy}`. Use one of `longest_first`, `only_first`, or `only_second`"
            )
        if direction not in ("left", "right"):
            raise ValueError(f"Unknown `direction`: `{direction}`. Use one of `left` or `right`.")
        added = self.num_special_tokens_to_add(False)
        effective = (length - added) % 2**64  # the real library's unsigned arithmetic wraps around
        if effective < size(stride):
            raise ValueError(
                f"tokenizer stride set to {stride}, which is greater than or equal to its effective max length of "
                f"{effective}"
                f" (= {max_length} original max length - {added} added special tokens), "
            )
        self.__dict__["truncation"] = {
            "max_length": length,
            "stride": stride,
            "strategy": strategy,
            "direction": direction,
        }

    def no_truncation(self):
        self.__dict__["truncation"] = None

    def enable_padding(
        self, *, direction="right", pad_id=0, pad_type_id=0, pad_token="[PAD]", length=None, pad_to_multiple_of=None, **others
    ):  # fmt: skip
        for name in others:
            print("Ignored unknown kwarg option", name, file=sys.stderr)
        if direction not in ("left", "right"):
            raise ValueError(f"Unknown `direction`: `{direction}`. Use one of `left` or `right`")
        self.__dict__["padding"] = {
            "length": None if length is None else size(length),
            "pad_to_multiple_of": None if pad_to_multiple_of is None else size(pad_to_multiple_of),
            "pad_id": integer(pad_id), "pad_token": text(pad_token), "pad_type_id": pad_type_id, "direction": direction,
        }  # fmt: skip

    def no_padding(self):
        self.__dict__["padding"] = None

    def num_special_tokens_to_add(self, is_pair):
        boolean(is_pair)
        return self.post_processor.num_special_tokens_to_add(is_pair) if self.post_processor else 0

    # Encoding and decoding

    def encode(self, sequence, pair=None, is_pretokenized=False, add_special_tokens=True):
        if not all(is_text(part) for part in (sequence, pair) if part is not None and not is_pretokenized):
            raise TypeError("TextInputSequence must be str")
        item = sequence if pair is None else (sequence, pair)
        return self.encode_batch([item], is_pretokenized, add_special_tokens)[0]

    def encode_batch(self, input, is_pretokenized=False, add_special_tokens=True):
        inputs = [sequences(item, boolean(is_pretokenized)) for item in sequence(input)]
        boolean(add_special_tokens)
        encoded = iter(self._raw([part for parts in inputs for part in parts]))
        return self._padded(
            [
                self._process([Encoding.of(next(encoded), i) for i in range(len(parts))], add_special_tokens)
                for parts in inputs
            ]
        )

    def _padded(self, encodings):
        if self.padding:
            pad = self.padding
            length = max(map(len, encodings), default=0) if pad["length"] is None else pad["length"]
            multiple = pad["pad_to_multiple_of"]
            if multiple and length % multiple:
                length += multiple - length % multiple
            for encoding in encodings:
                encoding._pad(length, pad["direction"], pad["pad_id"], pad["pad_type_id"], pad["pad_token"])
        return encodings

    def _raw(self, parts):
        """What the host makes of texts and of lists of words; all texts of a batch cross the border at once."""
        texts = call_json(
            "encodeAll",
            self._handle,
            json.dumps([part for part in parts if isinstance(part, str)]),
            self.encode_special_tokens,
        )
        rows = iter(texts)
        return [
            next(rows)
            if isinstance(part, str)
            else call_json("encodeWords", self._handle, json.dumps(part), self.encode_special_tokens)
            for part in parts
        ]

    encode_batch_fast = encode_batch

    def post_process(self, encoding, pair=None, add_special_tokens=True):
        encodings = [part._copy() for part in (encoding, pair) if part is not None]
        return self._padded([self._process(encodings, boolean(add_special_tokens))])[0]

    def _process(self, encodings, add_special_tokens):
        if self.truncation:
            added = self.num_special_tokens_to_add(len(encodings) == 2) if add_special_tokens else 0
            truncate(encodings, (self.truncation["max_length"] - added) % 2**64, self.truncation)
        processor = self.post_processor or PostProcessor.of({"type": "ByteLevel"})
        return processor.process(encodings, add_special_tokens)

    def decode(self, ids, skip_special_tokens=True):
        return call("decode", self._handle, json.dumps(integers(ids)), boolean(skip_special_tokens))

    def decode_batch(self, sequences, skip_special_tokens=True):
        return [self.decode(ids, skip_special_tokens) for ids in sequence(sequences)]
