"""Small folders that the real `from_pretrained` loads, and what came of each: with names and ids that nothing else has,
so that one sees in the result where they went."""

import base64
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from unittest.mock import patch

from course.browser.charsmap import charsmap

NAMED = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"]
STEPS = ("model", "normalizer", "pre_tokenizer", "decoder", "post_processor")
KINDS = ("BPE", "Unigram", "WordPiece", "WordLevel")
# Ids below are constants of a class: its unk_id, say.
FIRST = 1000
_LITERALS = (
    "<s>",
    "</s>",
    "<unk>",
    "<pad>",
    "<mask>",
    "[CLS]",
    "[SEP]",
    "[UNK]",
    "[PAD]",
    "[MASK]",
    "<|endoftext|>",
    "▁",
)


def slot(name: str) -> str:
    """What stands for the content of a token or a text of the config."""
    return f"⟦{name}⟧"


_MERGED = ("a", "@@b", "ab", "a@@b")  # by one merge, with the file's prefix and without
_CHARSMAP = base64.b64encode(charsmap({"é": "e"})).decode("ascii")  # a reader's takes its place
FILE = slot("file")
"""The step is the file's."""


class Probe:
    """Loads tokenizers of one kind of model with a class."""

    def __init__(self, cls: type, kind: str, more: Iterable[str] = ()):
        self.cls, self.kind = cls, kind
        self._asked: dict[str, None] = {}
        words = [f"w{i}" for i in range(FIRST)]
        self._known = [*words, *_LITERALS, *_MERGED, *map(slot, NAMED), *map(slot, more)]

    @property
    def tokens(self) -> list[str]:
        """The vocabulary: it has what the class has asked for, too, since real ones do."""
        return [*self._known, *(token for token in self._asked if token not in self._known)]

    def load(self, config: Mapping, *, mapped=False, processor=True, added=(), given: Mapping | None = None):
        """The tokenizer of a folder with this config and keywords `given`; raises whatever the library raises."""
        before = len(self.tokens)
        tokenizer = self._load(config, mapped, processor, added, given)
        return (
            tokenizer
            if len(self.tokens) == before
            else self.load(config, mapped=mapped, processor=processor, added=added, given=given)
        )

    def _load(self, config, mapped, processor, added, given=None):
        folder = Path(tempfile.mkdtemp())
        try:
            document = json.dumps(self._document(mapped, processor, added))
            (folder / "tokenizer.json").write_text(document, encoding="utf-8")
            (folder / "tokenizer_config.json").write_text(json.dumps(dict(config)), encoding="utf-8")
            with patch.object(self.cls, "convert_tokens_to_ids", self._listening(self.cls.convert_tokens_to_ids)):
                return self.cls.from_pretrained(str(folder), **(given or {}))
        finally:
            shutil.rmtree(folder)

    def _listening(self, convert):
        def listening(tokenizer, tokens, *others):
            asked = [tokens] if isinstance(tokens, str) else [token for token in tokens or () if isinstance(token, str)]
            self._asked |= dict.fromkeys(asked)
            return convert(tokenizer, tokens, *others)

        return listening

    def steps(self, config: Mapping, **file) -> dict:
        """Each step of `load`: FILE, or its JSON with slots for what comes from config and vocabulary."""
        tokenizer = self.load({name: slot(name) for name in NAMED} | dict(config), **file)
        made = json.loads(tokenizer.backend_tokenizer.to_str())
        given = self._document(file.get("mapped", False), file.get("processor", True), ())
        for model in (made["model"], given["model"]):
            model.pop("vocab")
            model.pop("merges", None)
        token = tokenizer.backend_tokenizer.id_to_token
        return {step: FILE if made[step] == given[step] else self._slots(made[step], token) for step in STEPS}

    def has_lists(self, tokenizer, given=None) -> bool:
        """Whether its vocabulary and merges are the file's."""
        model, given = json.loads(tokenizer.backend_tokenizer.to_str())["model"], given or self._model(self.tokens)
        return model["vocab"] == given["vocab"] and model.get("merges") == given.get("merges")

    def keeps_lists(self) -> bool:
        """The same of a vocabulary without what the class asks for."""
        return self.has_lists(self._load({}, False, True, ()), self._model(self._known))

    def asked_of_vocabulary(self) -> list[str]:
        return [token for token in self._asked if token not in self._known]

    def _slots(self, value, token):
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int) and value >= FIRST:
            text = token(value)
            return slot("#" + text[1:-1]) if text.startswith("⟦") else slot("#=" + text)
        if isinstance(value, list):
            return [self._slots(one, token) for one in value]
        if isinstance(value, dict):
            return {key: self._slots(one, token) for key, one in value.items()}
        return slot("charsmap") if value == _CHARSMAP else value

    def _document(self, mapped, processor, added) -> dict:
        own = {"type": "Replace", "pattern": {"String": FILE}, "content": "x"}
        precompiled = {"type": "Precompiled", "precompiled_charsmap": _CHARSMAP}
        sequence = [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 7}}]
        template = {"type": "TemplateProcessing", "single": sequence[:1], "pair": sequence, "special_tokens": {}}
        return {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [{"id": self.tokens.index(token["content"]), **token} for token in added],
            "normalizer": {"type": "Sequence", "normalizers": [own, precompiled]} if mapped else own,
            "pre_tokenizer": {"type": "Split", "pattern": {"String": FILE}, "behavior": "Isolated", "invert": False},
            "post_processor": template if processor else None,
            "decoder": own,
            "model": self._model(self.tokens),
        }

    def _model(self, tokens: list[str]) -> dict:
        """With options that no class makes."""
        ids = {token: i for i, token in enumerate(tokens)}
        if self.kind == "Unigram":
            return {"type": "Unigram", "unk_id": 7, "vocab": [[token, 0.0] for token in ids], "byte_fallback": True}
        if self.kind == "WordPiece":
            options = {"unk_token": "w0", "continuing_subword_prefix": "@@", "max_input_chars_per_word": 77}
            return {"type": "WordPiece", **options, "vocab": ids}
        if self.kind == "WordLevel":
            return {"type": "WordLevel", "vocab": ids, "unk_token": "w0"}
        names = {"unk_token": "w0", "continuing_subword_prefix": "@@", "end_of_word_suffix": "@/"}
        flags = {"fuse_unk": False, "byte_fallback": False, "ignore_merges": True}
        return {"type": "BPE", "dropout": None, **names, **flags, "vocab": ids, "merges": [list(_MERGED[:2])]}
