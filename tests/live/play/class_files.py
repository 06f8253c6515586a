"""Small tokenizers of every kind, trained by the real library, and configs as readers have them and odder ones."""

import base64
import json
import random
from pathlib import Path

from own_files import WORDS, token
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from course.browser.charsmap import charsmap
from course.browser.class_probe import NAMED
from course.browser.class_table import NONE

CORPUS = [*WORDS, "Unseen WORDS, 12 345! 東京 😀 été", "a  b   c\nline\ttab"]
SPECIALS = [
    *("<pad>", "<unk>", "<s>", "</s>", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
    *("<mask>", "<|endoftext|>", "<bos>", "<eos>", "<cls>", "<sep>"),
]
TEXTS = [
    *("", "the reader writes", " Leading", "Two  spaces   three", "NAÏVE Café ÉTÉ", "東京 とうきょう", "emoji 😀 text"),
    *("line\nbreak\ttab", "<s> a [CLS]the<|endoftext|> in</s> text <mask>", "12 345!", "<new><x> <img> <extra_id_1>"),
    *("``quoted''  don't",),
]
FLAGS = [
    *("add_prefix_space", "do_lower_case", "strip_accents", "tokenize_chinese_chars", "keep_accents", "trim_offsets"),
    *("legacy", "clean_text", "split_by_punct", "legacy_behaviour", "add_bos_token", "add_eos_token"),
]


def _trained(made: Tokenizer, trainer: type, **options) -> dict:
    made.train_from_iterator(CORPUS, trainer(special_tokens=SPECIALS, show_progress=False, **options))
    return json.loads(made.to_str())


def byte_level() -> dict:
    made = Tokenizer(models.BPE())
    made.normalizer, made.pre_tokenizer = normalizers.NFC(), pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder, made.post_processor = decoders.ByteLevel(), processors.ByteLevel(trim_offsets=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    return _trained(made, trainers.BpeTrainer, vocab_size=420, initial_alphabet=alphabet)


def metaspace() -> dict:
    """As Llama's."""
    made = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    steps = [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    made.decoder = decoders.Sequence(steps)
    made.post_processor = processors.TemplateProcessing("<s> $A", special_tokens=[("<s>", 2)])
    return _trained(made, trainers.BpeTrainer, vocab_size=160)


def unigram() -> dict:
    made = Tokenizer(models.Unigram())
    made.pre_tokenizer, made.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    document = _trained(made, trainers.UnigramTrainer, vocab_size=140, unk_token="<unk>")
    table = base64.b64encode(charsmap({"é": "e", "!": "?"})).decode()
    return document | {"normalizer": {"type": "Precompiled", "precompiled_charsmap": table}}


def wordpiece() -> dict:
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = normalizers.BertNormalizer(lowercase=False), pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    specials = [("[CLS]", 6), ("[SEP]", 7)]
    made.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", special_tokens=specials)
    return _trained(made, trainers.WordPieceTrainer, vocab_size=160)


FILES = {"BPE": [byte_level, metaspace], "Unigram": [unigram], "WordPiece": [wordpiece]}


def config(chance: random.Random) -> dict:
    """Settings, special tokens and added tokens, some of each."""
    made: dict = {flag: chance.choice([True, False, True, False, None]) for flag in FLAGS if chance.random() < 0.3}
    for name in NAMED:
        kind, content = chance.random(), chance.choice(SPECIALS)
        if kind < 0.25:
            made[name] = content
        elif kind < 0.35:
            made[name] = token(content) | {"lstrip": chance.random() < 0.5}
    if chance.random() < 0.3:
        made["extra_special_tokens"] = chance.choice([["<x>"], ["<x>", "the"], {"image_token": "<img>"}, []])
    elif chance.random() < 0.3:
        made["additional_special_tokens"] = chance.choice([["<y>"], None, []])
    if chance.random() < 0.3:
        some = chance.sample(list(enumerate(SPECIALS)), 5)
        flags = {"lstrip": False, "rstrip": False, "single_word": False}
        made["added_tokens_decoder"] = {
            str(i): {"content": content, **flags, "normalized": chance.random() < 0.3, "special": chance.random() < 0.7}
            for i, content in some
        }
    if chance.random() < 0.1:
        made["src_lang"] = chance.choice(["fr_XX", "fra_Latn", "the"])
    return made


def write(folder: Path, document: dict, config: dict | None, model: dict | None = None) -> str:
    folder.mkdir()
    for name, content in {"tokenizer": document, "tokenizer_config": config, "config": model}.items():
        if content is not None:
            (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return str(folder)


# Odd on purpose: what the library does with them is told by the library.
_MODELS = [
    *(None, None, None),
    *({"model_type": "llama"}, {"model_type": "bert"}, {"model_type": "phi3"}, {"model_type": "new"}),
]


def cases(table: dict, some: int = 2, seed: int = 12) -> list[tuple[str, dict, dict, dict | None]]:
    """[what it is, document, config, model]: of each class `some`, of each other name for it one."""
    chance = random.Random(seed)
    trained = {kind: [make() for make in makers] for kind, makers in FILES.items()}
    made = []
    for name, cls in sorted(table["names"].items()):
        recipe = table["classes"].get(cls)
        if name not in table["classes"] and cls == NONE:
            continue  # the library raises
        kinds = [kind for kind in (recipe or {"kinds": FILES})["kinds"] if kind in trained]
        for i in range(some if recipe and name == cls else 1):
            given = config(chance) if i else {}
            given["tokenizer_class"] = name + chance.choice(["", "Fast"])
            document = dict(chance.choice(trained[chance.choice(kinds)]))
            for step in ("post_processor", "normalizer"):
                document[step] = None if chance.random() < 0.3 else document[step]
            model = chance.choice(_MODELS) if i else None
            made.append((f"{name}{i}: {given} {model}", document, given, model))
    return made


_KEYWORDS = [
    *({"pad_token": "<pad>"}, {"pad_token": {"content": "<new>", "lstrip": True}}, {"bos_token": None}),
    *({"unk_token": "<unk>", "padding_side": "left"}, {"truncation_side": "left", "foo": 3}, {"model_max_length": 7}),
    *({"extra_special_tokens": ["<x>", "the"]}, {"additional_special_tokens": ["<y>"]}, {"image_token": "<img>"}),
    *({"extra_special_tokens": {"image_token": "<img>"}}, {"use_fast": False}, {"use_fast": True}),
    *(
        {"add_prefix_space": True},
        {"add_prefix_space": False},
        {"do_lower_case": False},
        {"split_special_tokens": True},
    ),
    *({"add_bos_token": True}, {"add_eos_token": True, "eos_token": "</s>"}, {"model_input_names": ["input_ids"]}),
    *({"clean_up_tokenization_spaces": True}, {"chat_template": "{{ messages }}"}),
]
_LISTED = {"content": "<y>", "lstrip": True, "rstrip": False, "normalized": True, "single_word": False}
_MAPS = [
    *(None, None, {"pad_token": "<pad>"}, {"mask_token": _LISTED | {"content": "<mask>"}}),
    *({"additional_special_tokens": ["<y>", "<z>"]}, {"additional_special_tokens": [_LISTED]}),
    *({"unk_token": "<unk>", "bos_token": "<bos>"}, {"extra_special_tokens": ["<q>"]}),
]
_CLASSES = [
    *("GPT2Tokenizer", "LlamaTokenizer", "BertTokenizer", "Qwen2Tokenizer", "T5Tokenizer", "GemmaTokenizer"),
    *("RobertaTokenizer", "AlbertTokenizer", "XLMRobertaTokenizer", "CLIPTokenizer", "GPTNeoXTokenizer"),
    *("XLNetTokenizer", "CohereTokenizer", "TokenizersBackend", "PreTrainedTokenizerFast", "Nonsense"),
]
_LOOKED_UP = [
    *({"model_type": name} for name in ("llama", "bert", "gpt2", "qwen2", "t5", "gemma", "mistral", "phi3", "roberta")),
    *({"model_type": name} for name in ("new", "deepseek_v3", "gpt_neox")),
    *({"tokenizer_class": "LlamaTokenizerFast"}, {"tokenizer_class": "GPT2TokenizerFast", "model_type": "gpt2"}),
    *({"tokenizer_class": "PreTrainedTokenizerFast"}, {"hidden_size": 1}),
]


def asked(
    table: dict, each: int = 6, seed: int = 34
) -> list[tuple[str, dict, dict | None, dict | None, dict, dict | None]]:
    """[what it is, document, config, model, keywords, special_tokens_map]: what readers add to a folder of a class."""
    chance = random.Random(seed)
    trained = {kind: [make() for make in makers] for kind, makers in FILES.items()}
    made: list = []
    for name in _CLASSES:
        recipe = table["classes"].get(table["names"].get(name))
        kinds = [kind for kind in (recipe or {"kinds": FILES})["kinds"] if kind in trained]
        for keywords in chance.sample(_KEYWORDS, each):
            document = dict(chance.choice(trained[chance.choice(kinds)]))
            given = {"tokenizer_class": name} | (config(chance) if chance.random() < 0.5 else {})
            model = chance.choice([None, None, {"model_type": "llama"}, {"tokenizer_class": "LlamaTokenizerFast"}])
            named = chance.choice(_MAPS)
            made.append((f"{name} {keywords} {given} {model} {named}", document, given, model, keywords, named))
    for model in _LOOKED_UP:
        for given in (None, {"bos_token": "<s>"}):
            document = chance.choice(trained[chance.choice(list(trained))])
            made.append((f"config.json {model} {given}", document, given, model, {}, None))
    return made


def comparable(value):
    """Without versions; a template puts ids, whatever it calls them."""
    if isinstance(value, list):
        return [comparable(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "TemplateProcessing":
        ids = {name: token["ids"] for name, token in value["special_tokens"].items()}
        return {
            name: [
                [ids[piece["SpecialToken"]["id"]], piece["SpecialToken"]["type_id"]]
                if "SpecialToken" in piece
                else piece
                for piece in value[name]
            ]
            for name in ("single", "pair")
        }
    return {key: comparable(value[key]) for key in sorted(value) if key not in ("version", "truncation", "padding")}
