"""What a model is, for all that share it: a number in the workshop, or a tokenizer of the site until something changes."""

import json

from tokenizers._host import Unreadable, call, call_json, workshop, workshop_json

_AFFIXES = ("continuing_subword_prefix", "end_of_word_suffix")  # empty or null, which is the same but looks different


class Box:
    """A model of the workshop. `version` counts its changes."""

    def __init__(self, config=None, handle=None):
        self._handle = workshop("model", json.dumps(config)) if handle is None else handle
        self._settings = None
        self.version = 0

    @property
    def handle(self):
        return self._handle

    @property
    def settings(self):
        if self._settings is None:
            self._settings = workshop_json("settings", self._handle)
        return self._settings

    def change(self, name, value):
        workshop("change", self.handle, json.dumps({name: value}))
        self.changed()

    def changed(self):
        self._settings = None
        self.version += 1

    def copy(self):
        return Box(handle=workshop("copyModel", self.handle))

    def ids(self, tokens):
        return workshop_json("modelIds", self.handle, json.dumps(tokens))

    def tokens(self, ids):
        return workshop_json("modelTokens", self.handle, json.dumps(ids))

    def tokenize(self, word):
        """[[id, token, from, to]]; raises as the library does where the model lacks what it needs."""
        try:
            return workshop_json("tokenize", self.handle, word)
        except Unreadable:
            raise
        except Exception as error:
            raise failed(self.settings, error) from None

    def word_ids(self, word):
        return [id_ for id_, *_ in self.tokenize(word)]

    def vocabulary(self):
        return workshop_json("modelVocabulary", self.handle)

    @property
    def size(self):
        return workshop("modelSize", self.handle)

    def learnt(self):
        """Merges; of a Unigram, tokens and scores."""
        return workshop_json("learnt", self.handle)

    def written(self, pretty=False):
        return workshop("written", self.handle, pretty)

    def __del__(self):
        try:
            workshop("free", self._handle)
        except Exception:  # Python is ending, or nothing was made
            pass


class SiteBox(Box):
    """The model of a tokenizer of the site: it goes into the workshop when somebody wants more than to look at it."""

    def __init__(self, site, settings, size):
        self._site, self._handle, self._settings, self.version = site, None, {"type": "BPE", **settings}, 0
        self._size = size

    def of(self, site):
        """The same model for a copy of its tokenizer."""
        return SiteBox(site, self._settings, self._size) if self._handle is None else super().copy()

    def copy(self):
        return self.of(self._site)

    @property
    def size(self):
        return self._size if self._handle is None else Box.size.fget(self)

    @property
    def handle(self):
        if self._handle is None:
            self._handle = workshop("model", call("model", self._site))
            workshop("change", self._handle, json.dumps({name: self._settings[name] for name in _AFFIXES}))
        return self._handle

    @property
    def settings(self):
        return self._settings if self._settings is not None else Box.settings.fget(self)

    def ids(self, tokens):
        if self._handle is not None:
            return super().ids(tokens)
        found = call_json("ids", self._site, json.dumps(tokens))  # added tokens among them, which are none of the model
        return [id_ if id_ is not None and id_ < self._size else None for id_ in found]

    def tokens(self, ids):
        if self._handle is not None:
            return super().tokens(ids)
        found = call_json("tokens", self._site, json.dumps(ids))
        return [token if id_ < self._size else None for id_, token in zip(ids, found, strict=True)]

    def tokenize(self, word):
        if self._handle is not None:
            return super().tokenize(word)
        ids, at, out = self.word_ids(word), 0, []
        for id_, token in zip(ids, self.tokens(ids), strict=True):
            out.append([id_, token, at, at := at + len(token.encode("utf-8"))])
        return out

    def word_ids(self, word):
        return call_json("merge", self._site, word) if self._handle is None else super().word_ids(word)

    def vocabulary(self):
        if self._handle is not None:
            return super().vocabulary()
        return {token: id_ for id_, token in enumerate(call_json("vocabulary", self._site))}


def failed(settings, error):
    """What the library says where a model needs its unknown token and has none; any other error as it is."""
    told = str(error)
    if not told.startswith("the model"):
        return error
    match settings["type"]:
        case "WordPiece" | "WordLevel" as kind:
            return Exception(f"{kind} error: Missing [UNK] token from the vocabulary")
        case "BPE":
            return Exception(f"Unk token `{settings['unk_token']}` not found in the vocabulary")
        case _:
            return Exception("Encountered an unknown token but `unk_id` is missing")
