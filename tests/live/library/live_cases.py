"""The cases of the differential test: (kind, tokenizer, arguments), the same in every run."""

import os
import random
import tarfile
from pathlib import Path

from live_chats import chat_cases
from live_keywords import KEYWORDS
from live_scripts import CHANGING, SCRIPTS
from live_sentences import CODE, NASTY, SENTENCES

from course.tokenizers import manifest

_MANIFEST = manifest.load()
LLAMA, BASE, PHI, QWEN, STARCODER = (model.repo for model in _MANIFEST.course)
REPOS = [model.repo for model in _MANIFEST.models]
# Llama's base model has the pipeline of the instruct model; the guests of the shelf have those of the course's four, as far as today's do.
LESS = {model.repo for model in _MANIFEST.models if model.role != "course"}
# The playground's worker, the same engine, is asked more (tests/live/play/test_tokens_ids.py).
RANDOM_TEXTS = int(os.environ.get("LIVE_RANDOM_TEXTS", "150"))
PREFIXED = int(os.environ.get("LIVE_PREFIXED", "6"))  # every so many texts with add_prefix_space

SPECIALS = [
    "<|begin_of_text|>", "<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>", "<s>", "</s>", "<unk>", "<|user|>", "<|end|>", "<|endoftext|>",
    "<|assistant|>", "<|im_start|>", "<|im_end|>", "<fim_prefix>", "<fim_middle>", "<NAME>", "<|placeholder2|>", "<|reserved_special_token_100|>",
]  # fmt: skip
_ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", " ", " \t\n\r", ".,;:!?'\"()[]{}<>|/\\@#$%^&*-_=+~`", "éèêëàâäöüßñçøåæœ",
    "안녕하세요한국어", "日本語中文字漢", "あいうえおカキクケコ", "абвгдежзийклмн", "العربية", "हिन्दी", "ไทย", "\u0300\u0301\u0323\u0327\u0345", "\ufeff\u200b\u00a0\u3000\u0085",
    "🤗👍🏽👩‍👧🇰🇷", "²½Ⅷ٣", "▁ĠĊ<>|",
]  # fmt: skip


def test_vectors(archive: Path) -> list[str]:
    """The texts of llama.cpp's `.inp` files (each file's tests, each once), read from its source distribution."""
    texts = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.name.endswith(".gguf.inp"):
                content = tar.extractfile(member).read().decode("utf-8")
                texts |= dict.fromkeys(content.split("\n__ggml_vocab_test__\n"))
    return list(texts)


def random_texts(count: int, seed: int) -> list[str]:
    """Short texts of mixed alphabets, any code points and special tokens."""
    dice = random.Random(seed)
    texts = []
    for _ in range(count):
        parts = []
        for _ in range(dice.randint(1, 8)):
            kind = dice.random()
            if kind < 0.12:
                parts.append(dice.choice(SPECIALS))
            elif kind < 0.22:
                parts.append(chr(_code_point(dice)))
            elif kind < 0.30:
                parts.append(dice.choice(list(SENTENCES.values()))[: dice.randint(1, 12)])
            else:
                alphabet = dice.choice(_ALPHABETS)
                parts.append("".join(dice.choice(alphabet) for _ in range(dice.randint(1, 6))))
        texts.append("".join(parts))
    return texts


def accented_texts(count: int, seed: int) -> list[str]:
    """Letters with up to three marks in any order: Qwen2 composes and reorders them."""
    dice = random.Random(seed)
    bases = [
        *"aeiouAEnNcÅéạ각가\u1100\u0915\u09c7\u0bc6\u304b\u306f\u0c95\u0cc6\u1025\u0dd9\u05d0\u212b\u0344\u2adc\U0001d15e\ufb1d\u0f43\u0387"
    ]
    lone = [
        0x5B0,
        0x651,
        0x93C,
        0x94D,
        0x9BE,
        0xBBE,
        0xBD7,
        0x3099,
        0x1161,
        0x11A8,
        0x102E,
        0xDCF,
        0xE38,
        0xE49,
        0xF71,
        0xF72,
        0x20D0,
        0x302A,
    ]
    marks = [chr(code) for code in (*range(0x300, 0x370), *range(0x1DC0, 0x1E00), *lone)]
    accented = lambda: dice.choice(bases) + "".join(dice.choice(marks) for _ in range(dice.choice([0, 1, 1, 2, 3])))  # noqa: E731
    return ["".join(accented() for _ in range(dice.randint(1, 6))) for _ in range(count)]


def spaced_texts(count: int, seed: int) -> list[str]:
    """White space of every kind around special tokens, contractions and letters of late versions of Unicode."""
    dice = random.Random(seed)
    spaces = [
        chr(code)
        for code in (
            *range(9, 14),
            *range(0x1C, 0x21),
            0x85,
            0xA0,
            0x1680,
            0x180E,
            0x2000,
            0x200B,
            0x2028,
            0x202F,
            0x205F,
            0x3000,
            0xFEFF,
        )
    ]
    other = ["'s", "'LL", "'\u017f", "a", "1", "\u0663", "é", "!", "\ua7d1", "\U000323af", "\u0c5c", *SPECIALS]
    part = lambda: dice.choice(spaces) * dice.randint(1, 3) if dice.random() < 0.5 else dice.choice(other)  # noqa: E731
    return ["".join(part() for _ in range(dice.randint(2, 9))) for _ in range(count)]


def long_texts(count: int, seed: int) -> list[str]:
    """Some thousand characters without what usually cuts a text: what takes a tokenizer long, or its special ways."""
    dice = random.Random(seed)
    units = [
        *" \n\t\r\u00a0\ufeff\u2581a!-'0<", "\r\n", " \n", "ab", "<|", "e\u0301", "\u0323\u0301", "\u0301", "\u1100\u1161\u11a8", "🤗", "👩\u200d👧", "\U000f0010\ue000", *SPECIALS[:4],
        "การแปลงข้อความเป็นโทเค็น", "分词器看不到单词，", "토크나이저는", '{"a":[1,2,"b"],',
    ]  # fmt: skip
    ranges = [
        (0x61, 0x7B),
        (0x30, 0x3A),
        (0xE01, 0xE3B),
        (0x300, 0x345),
        (0x4E00, 0x9FFF),
        (0x1100, 0x1200),
        (0x10000, 0x10FFF),
        (0x41, 0x7B),
        (0x20, 0xD7FF),
    ]

    def part():
        size = dice.randint(1, 900)
        if dice.random() < 0.6:
            unit = dice.choice(units)
            return unit * (size // len(unit) + 1)
        span = dice.choice(ranges)
        return "".join(chr(dice.randrange(*span)) for _ in range(size))

    return ["".join(part() for _ in range(dice.randint(1, 6))) for _ in range(count)]


def _code_point(dice: random.Random) -> int:
    while True:
        code = dice.choice(
            [dice.randrange(0x300), dice.randrange(0x3000), dice.randrange(0x10000), dice.randrange(0x110000)]
        )
        if not 0xD800 <= code < 0xE000:
            return code


def all_texts(archive: Path, randoms: int, seed: int = 20261122) -> list[str]:
    long = " ".join(SENTENCES.values())
    whole = [long, (long + "\n") * 3, "\n".join(CODE), long.replace(" ", "")]
    joined = [f"{a} {b}" for a, b in zip(SENTENCES.values(), CODE * 6)]
    texts = [*SENTENCES.values(), *CODE, *NASTY, *whole, *joined, *test_vectors(archive), *random_texts(randoms, seed)]
    texts += [*accented_texts(randoms // 4, seed), *spaced_texts(randoms // 4, seed)]
    return list(dict.fromkeys(texts))


def build(archive: Path, randoms: int) -> list[list]:
    """Every case. Of the course's tokenizers each gets every fourth text (all of them go to the playground's worker, the
    same engine), those of LESS every twentieth."""
    texts = [*all_texts(archive, randoms), *long_texts(40, 20261126)]
    cases = []
    for i, repo in enumerate(REPOS):
        cases += [["text", repo, text] for text in (texts[i % 20 :: 20] if repo in LESS else texts[i % 4 :: 4])]
    cases += [["prefixed", repo, text] for repo in (QWEN, STARCODER) for text in texts[::PREFIXED]]
    dice = random.Random(7)
    short = [text for text in texts if len(text) < 60 and text.isprintable()]
    for repo in REPOS:
        cases += [["script", repo, name] for name in SCRIPTS if not (repo in LESS and name in CHANGING)]
        # The class that loads tokenizer.json, and one that builds its own pipeline. Each keyword loads a tokenizer anew.
        if repo in (PHI, QWEN):
            cases += [["script", repo, name] for name in KEYWORDS if repo == PHI or name != "wrong keywords"]
        if repo == STARCODER:
            cases.append(["script", repo, "prefix space"])
        cases += [["batch", repo, *_batch(dice, short)] for _ in range(12 if repo in LESS else 80)]
        cases += [["ids", repo, dice.randrange(2**31)] for _ in range(12 if repo in LESS else 120)]
        cases += [["chat", repo, *arguments] for arguments in chat_cases(repo)[:: 8 if repo in LESS else 1]]
    return cases


def _batch(dice: random.Random, texts: list[str]) -> tuple[list, list | None, dict]:
    size = dice.randint(1, 4)
    first = [dice.choice(texts) for _ in range(size)]
    second = [dice.choice(texts) for _ in range(size)] if dice.random() < 0.4 else None
    options = {
        "add_special_tokens": dice.random() < 0.7,
        "padding": dice.choice([False, True, "longest", "max_length", "do_not_pad"]),
        "truncation": dice.choice([None, False, True, "longest_first", "only_first", "only_second"]),
        "max_length": dice.choice([None, None, 1, 2, 3, 5, 8, 13]),
        "padding_side": dice.choice([None, "left", "right"]),
        "pad_to_multiple_of": dice.choice([None, None, None, 4]),
        "stride": dice.choice([0, 0, 0, 1, 2]),
        "return_overflowing_tokens": dice.random() < 0.4,
        "return_token_type_ids": dice.choice([None, True, False]),
        "return_attention_mask": dice.choice([None, True, False]),
        "return_special_tokens_mask": dice.random() < 0.5,
        "return_offsets_mapping": dice.random() < 0.5,
        "return_length": dice.random() < 0.3,
        "split_special_tokens": dice.random() < 0.3,
    }
    if dice.random() < 0.2:
        options["is_split_into_words"] = True
        first = [text.split(" ") for text in first]
        second = second and [text.split(" ") for text in second]
    return first, second, options
