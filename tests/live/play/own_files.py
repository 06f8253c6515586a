"""Tokenizers and templates such as readers have, written by the real libraries."""

import json
import zipfile
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

WORDS = [
    "the tokenizer of a reader reads what the reader writes",
    "unseen words fall apart into pieces",
    "naïve café",
] * 4
DEFAULT = (
    "{{ bos_token }}{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{{ eos_token }}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
WITH_TOOLS = (
    "{{ bos_token }}{{ tools | length }} tools{{ pad_token }}{% for m in messages %}{{ m.content }}{% endfor %}"
)


def token(content: str) -> dict:
    flags = {"lstrip": False, "rstrip": False, "normalized": False, "single_word": False}
    return {"__type": "AddedToken", "content": content, **flags}


def wordpiece() -> Tokenizer:
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    specials = ["[UNK]", "[CLS]", "[SEP]", "<|user|>", "<|assistant|>"]
    made.train_from_iterator(WORDS, trainers.WordPieceTrainer(vocab_size=90, special_tokens=specials))
    made.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    return made


def unigram() -> Tokenizer:
    made = Tokenizer(models.Unigram())
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=60, special_tokens=["<unk>", "</s>"], unk_token="<unk>")
    made.train_from_iterator(WORDS, trainer)
    return made


def own_folder(folder: Path) -> Path:
    """A tokenizer with its config: AddedTokens, one that tokenizer.json lacks, and two named templates."""
    folder.mkdir()
    wordpiece().save(str(folder / "tokenizer.json"))
    config = {
        "model_max_length": 512,
        "bos_token": token("[CLS]"),
        "eos_token": token("[SEP]"),
        "pad_token": "[PAD]",
        "chat_template": [{"name": "default", "template": DEFAULT}, {"name": "tool_use", "template": WITH_TOOLS}],
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "README.md").write_text("# Mine\n", encoding="utf-8")
    return folder


def zipped(file: Path, to: Path, name: str = "tokenizer.json") -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(file, f"snapshot/{name}")
        archive.writestr("snapshot/model.safetensors", b"0" * 1000)
    return to
