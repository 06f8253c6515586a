"""Tokenizer: what transformers calls `backend_tokenizer`."""

import copy
import json

from tokenizers._added_token import AddedToken
from tokenizers._encoding import Encoding
from tokenizers._host import boolean, call, call_json, integer, integers, text
from tokenizers._inputs import is_text, sequences, size
from tokenizers._missing import refused
from tokenizers._steps import BPE, Decoder, Normalizer, PreTokenizer
from tokenizers._template import PostProcessor
from tokenizers._truncation import truncate


class Tokenizer:
    """A tokenizer of the site, by the name of its repo. Made by `AutoTokenizer.from_pretrained`."""

    __module__ = "tokenizers"

    def __init__(self, repo):
        self._handle = call("open", repo)
        described = call_json("describe", self._handle)
        self._size = described["vocab_size"]
        self._surface = json.loads(described["surface"])
        steps = described["pipeline"]
        self.normalizer = steps["normalizer"] and Normalizer(self._handle, steps["normalizer"]["type"])
        self.pre_tokenizer = steps["pre_tokenizer"] and PreTokenizer(self._handle, steps["pre_tokenizer"]["type"])
        self.decoder = steps["decoder"] and Decoder(self._handle, steps["decoder"]["type"])
        self.model = BPE(self._handle, "BPE")
        self.post_processor = PostProcessor.of(described["post_processor"])
        self.truncation = None
        self.padding = None
        self.encode_special_tokens = False
        self._vocabulary = None

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"'tokenizers.Tokenizer' object has no attribute '{name}'")
        raise refused(f"Tokenizer.{name}")

    def __deepcopy__(self, memo):
        copied = object.__new__(type(self))
        copied.__dict__.update(self.__dict__)
        copied.__dict__.update({"truncation": copy.copy(self.truncation), "padding": copy.copy(self.padding)})
        copied._name_handle(call("copy", self._handle))
        return copied

    def _name_handle(self, handle):
        """Every step talks to the same tokenizer of the host."""
        self._handle = handle
        for name in ("normalizer", "pre_tokenizer", "decoder", "model"):
            step = getattr(self, name)
            setattr(self, name, step and type(step)(handle, step._kind))

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
        if self._vocabulary is None:
            self._vocabulary = {token: i for i, token in enumerate(call_json("vocabulary", self._handle))}
        vocabulary = dict(self._vocabulary)
        if with_added_tokens:
            vocabulary |= {token.content: id_ for id_, token in self.get_added_tokens_decoder().items()}
        return vocabulary

    def get_vocab_size(self, with_added_tokens=True):
        if not with_added_tokens:
            return self._size
        return self._size + sum(id_ >= self._size for id_ in self.get_added_tokens_decoder())

    def get_added_tokens_decoder(self):
        return {id_: AddedToken.from_row(*row) for id_, *row in call_json("added", self._handle)}

    def add_tokens(self, tokens):
        return self._add(tokens, False)

    def add_special_tokens(self, tokens):
        return self._add(tokens, True)

    def _add(self, tokens, special):
        rows = []
        for token in tokens:
            if isinstance(token, str):
                token = AddedToken(text(token), special=special)
            elif not isinstance(token, AddedToken):
                raise TypeError("Input must be a List[Union[str, AddedToken]]")
            elif special:
                token.special = True
            rows.append(token.row())
        return call("add", self._handle, json.dumps(rows))

    # Truncation and padding

    def enable_truncation(self, max_length, stride=0, strategy="longest_first", direction="right"):
        length = size(max_length)
        if direction not in ("left", "right"):
            raise ValueError(f"Unknown `direction`: `{direction}`. Use one of `left` or `right`.")
        added = self.num_special_tokens_to_add(False)
        effective = (length - added) % 2**64  # the real library's unsigned arithmetic wraps around
        if effective < size(stride):
            raise ValueError(
                f"tokenizer stride set to {stride}, which is greater than or equal to its effective max length of {effective}"
                f" (= {max_length} original max length - {added} added special tokens), "
            )
        self.truncation = {"max_length": length, "stride": stride, "strategy": strategy, "direction": direction}

    def no_truncation(self):
        self.truncation = None

    def enable_padding(self, direction="right", pad_id=0, pad_type_id=0, pad_token="[PAD]", length=None, pad_to_multiple_of=None):
        if direction not in ("left", "right"):
            raise ValueError(f"Unknown `direction`: `{direction}`. Use one of `left` or `right`")
        self.padding = {
            "length": None if length is None else size(length),
            "pad_to_multiple_of": None if pad_to_multiple_of is None else size(pad_to_multiple_of),
            "pad_id": integer(pad_id), "pad_token": text(pad_token), "pad_type_id": pad_type_id, "direction": direction,
        }  # fmt: skip

    def no_padding(self):
        self.padding = None

    def num_special_tokens_to_add(self, is_pair):
        return self.post_processor.num_special_tokens_to_add(is_pair) if self.post_processor else 0

    # Encoding and decoding

    def encode(self, sequence, pair=None, is_pretokenized=False, add_special_tokens=True):
        if not all(is_text(part) for part in (sequence, pair) if part is not None and not is_pretokenized):
            raise TypeError("TextInputSequence must be str")
        item = sequence if pair is None else (sequence, pair)
        return self.encode_batch([item], is_pretokenized, add_special_tokens)[0]

    def encode_batch(self, input, is_pretokenized=False, add_special_tokens=True):
        inputs = [sequences(item, boolean(is_pretokenized)) for item in input]
        boolean(add_special_tokens)
        encodings = [self._process([self._raw(part, i) for i, part in enumerate(parts)], add_special_tokens) for parts in inputs]
        if self.padding:
            pad = self.padding
            length = max(map(len, encodings), default=0) if pad["length"] is None else pad["length"]
            multiple = pad["pad_to_multiple_of"]
            if multiple and length % multiple:
                length += multiple - length % multiple
            for encoding in encodings:
                encoding._pad(length, pad["direction"], pad["pad_id"], pad["pad_type_id"], pad["pad_token"])
        return encodings

    def _raw(self, sequence, type_id):
        if isinstance(sequence, str):
            return Encoding.of(call_json("encode", self._handle, sequence, self.encode_special_tokens), type_id)
        encoded = call_json("encodeAll", self._handle, json.dumps(sequence), self.encode_special_tokens)
        return Encoding.joined(Encoding.of(one, type_id, word) for word, one in enumerate(encoded))

    def _process(self, encodings, add_special_tokens):
        if self.truncation:
            added = self.num_special_tokens_to_add(len(encodings) == 2) if add_special_tokens else 0
            truncate(encodings, (self.truncation["max_length"] - added) % 2**64, self.truncation)
        processor = self.post_processor or PostProcessor.of({"type": "ByteLevel"})
        return processor.process(encodings, add_special_tokens)

    def decode(self, ids, skip_special_tokens=True):
        return call("decode", self._handle, json.dumps(integers(ids)), boolean(skip_special_tokens))
