"""Tokenizers over the whole space of settings of tokenizer.json, for the parity test of live/src/tokenizers/any: the same in every run."""

import itertools
import json
import random

from live_cases import accented_texts, random_texts, spaced_texts
from live_sentences import CODE, NASTY, SENTENCES
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from course.browser.charsmap import charsmap

CORPUS = [*SENTENCES.values(), *CODE] * 2
UNKNOWN = "[UNK]"
ADDED = [
    "[CLS]",
    "[SEP]",
    "<s>",
    "</s>",
    "<|end|>",
    "<mask>",
    "Hello",
    "ab",
    " x",
    "é",
    "🤗",
    "12",
    "▁",
    "İ",
    "<0x41>",
    "the",
]
PATTERNS = [
    r"\s+", r"\d{1,3}(?=(?:\d{3})*\b)", r"[^\s\p{L}\p{N}]+", r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|\p{N}", r"[一-龥぀-ゟ゠-ヿ]+", r"\w+|[^\w\s]", r"[[:punct:]]", r"[[:alpha:]]+", r"\p{Han}|\p{Hiragana}+|\p{Thai}+",
    r"(?<=\p{L})\p{N}|(?<!a)b", r"a++|[\p{L}&&[^a-z]]+", r"(?>\s+)x|\h+", r"^.|.$", r"\A\s+|\s+\z|\S\Z", r"x*", r"\b", r"[\u0300-\u036f]", r"\x{1F600}|\x41|\t", r"(a|b)|(?<n>c)", r"[^[:space:]]{2,4}?", r"\p{^L}", r"\P{L}", r"\R|\N", r"[\w\-.]+",
    r"(?m:a.)|(?:b.)", r"(?# note)e(?=\u0301)", r"a{,2}b|c{2}?", r"[[:upper:]][[:lower:]]*|[[:digit:][:blank:]]", r"\W+|\D", r"[\h\s]+|\H", r"(?i)[a-f]+|k",
]  # fmt: skip
MAPS = {
    "ﬁ": "fi",
    "①": "1",
    "Å": "Å",
    "é": "e",
    "e\u0301": "é",
    "ａ": "a",
    "a\u0308": "ä",
    "㍿": "株式会社",
    "\u200b": "",
    "\u00ad": "",
    "\t": " ",
    "\n": " ",
    "\u3000": " ",
    "…": "...",
    "\r\n": " ",
    "©": "(c)",
    "ᄀ": "가",
    "х": "h",
    "ß": "ss",
    "ท": "t",
    "🤗": ":)",
}


_SEQUENCES = {
    "normalizer": "normalizers",
    "pre_tokenizer": "pretokenizers",
    "decoder": "decoders",
    "post_processor": "processors",
}


def behaviours() -> list[str]:
    return ["removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"]


def normalizer_space() -> list:
    n = normalizers
    plain = [
        n.NFC(),
        n.NFD(),
        n.NFKC(),
        n.NFKD(),
        n.Nmt(),
        n.Lowercase(),
        n.StripAccents(),
        n.ByteLevel(),
        n.Precompiled(charsmap(MAPS)),
    ]
    plain += [n.Strip(left, right) for left, right in itertools.product([True, False], repeat=2)]
    plain += [
        n.BertNormalizer(c, h, a, low)
        for c, h, a, low in itertools.product([True, False], [True, False], [None, True, False], [True, False])
    ]
    plain += [
        n.Replace(a, b) for a, b in [(" ", "▁"), ("a", ""), ("e", "éé"), ("``", '"'), ("\u0301", "^"), ("an", "n")]
    ]
    plain += [
        n.Replace(_regex(a), b)
        for a, b in [
            (r" {2,}", " "),
            (r"\s+", "▁"),
            (r"\p{M}", ""),
            (r"[^\x00-\x7f]", "?"),
            (r"(?<=a)b", "BB"),
            (r"\d", "0"),
            (r"(?i:s)", "z"),
        ]
    ]
    plain += [
        n.Prepend("▁"),
        n.Prepend("ab"),
        n.Sequence([n.Prepend("▁"), n.Replace(" ", "▁")]),
        n.Sequence([n.NFD(), n.StripAccents()]),
        n.Sequence([n.NFKC(), n.Lowercase(), n.Strip()]),
    ]
    return plain


def pre_tokenizer_space() -> list:
    p = pre_tokenizers
    plain = [p.ByteLevel(a, trim_offsets=t, use_regex=u) for a, t, u in itertools.product([True, False], repeat=3)]
    plain += [
        p.BertPreTokenizer(),
        p.Whitespace(),
        p.WhitespaceSplit(),
        p.UnicodeScripts(),
        p.CharDelimiterSplit("e"),
        p.CharDelimiterSplit(" "),
        p.Digits(True),
        p.Digits(False),
        p.FixedLength(1),
        p.FixedLength(3),
        p.FixedLength(5),
    ]
    plain += [
        p.Metaspace(r, prepend_scheme=s, split=c)
        for r, s, c in itertools.product("▁_", ["always", "never", "first"], [True, False])
    ]
    plain += [p.Punctuation(b) for b in behaviours()]
    plain += [p.Split(_regex(pattern), behaviours()[i % 5], invert=i % 3 == 1) for i, pattern in enumerate(PATTERNS)]
    plain += [
        p.Split(pattern, b, invert=i) for pattern, b, i in itertools.product([" ", "an"], behaviours(), [True, False])
    ]
    plain += [
        p.Sequence([p.WhitespaceSplit(), p.Punctuation()]),
        p.Sequence([p.Split(_regex(PATTERNS[3]), "isolated"), p.ByteLevel(False, use_regex=False)]),
        p.Sequence([p.UnicodeScripts(), p.Metaspace()]),
    ]
    return plain


def decoder_space() -> list:
    d = decoders
    plain = [
        d.ByteLevel(),
        d.Fuse(),
        d.ByteFallback(),
        d.BPEDecoder(),
        d.BPEDecoder("e"),
        d.WordPiece(),
        d.WordPiece("e", False),
        d.Metaspace(),
        d.Metaspace("▁", "never"),
        d.CTC(),
        d.CTC("a", " ", False),
        d.Replace("▁", " "),
    ]
    plain += [
        d.Replace(_regex(r"\s|e+"), "#"),
        d.Strip("a", 1, 0),
        d.Sequence([d.Replace("▁", " "), d.ByteFallback(), d.Fuse(), d.Strip(" ", 1, 0)]),
        d.Sequence([d.ByteFallback(), d.Metaspace()]),
    ]
    return plain


def post_processor_space() -> list[dict]:
    """As JSON: the templates may name a text twice or in another order, what Python's class refuses."""
    token = lambda name, id_: [name, id_]  # noqa: E731
    byte_level = [
        {"type": "ByteLevel", "add_prefix_space": a, "trim_offsets": t, "use_regex": True}
        for a, t in itertools.product([True, False], repeat=2)
    ]
    bert = {"type": "BertProcessing", "sep": token("[SEP]", 1), "cls": token("[CLS]", 2)}
    roberta = [
        {
            "type": "RobertaProcessing",
            "sep": token("</s>", 1),
            "cls": token("<s>", 2),
            "trim_offsets": t,
            "add_prefix_space": a,
        }
        for t, a in itertools.product([True, False], repeat=2)
    ]
    piece = lambda name, type_id: {"Sequence" if name in "AB" else "SpecialToken": {"id": name, "type_id": type_id}}  # noqa: E731
    special = {
        "<s>": {"id": "<s>", "ids": [5], "tokens": ["<s>"]},
        "two": {"id": "two", "ids": [6, 7], "tokens": ["x", "y"]},
    }
    template = lambda single, pair: {
        "type": "TemplateProcessing",
        "single": [piece(*p) for p in single],
        "pair": [piece(*p) for p in pair],
        "special_tokens": special,
    }  # noqa: E731
    templates = [
        template([("<s>", 0), ("A", 0)], [("<s>", 0), ("A", 0), ("two", 3), ("B", 1)]),
        template([("A", 4), ("two", 1), ("A", 0)], [("B", 2), ("A", 1)]),
    ]
    return [
        *byte_level,
        bert,
        *roberta,
        *templates,
        {"type": "Sequence", "processors": [byte_level[0], templates[0]]},
        {"type": "Sequence", "processors": [bert, byte_level[1]]},
    ]


def model_space() -> list[dict]:
    """The models as JSON, trained once."""
    p = pre_tokenizers
    options = {"vocab_size": 900, "show_progress": False, "special_tokens": [UNKNOWN, "[SEP]", "[CLS]"]}
    bytes_ = {"initial_alphabet": p.ByteLevel.alphabet()}
    hexes = [f"<0x{byte:02X}>" for byte in range(256)]
    made = []

    def train(model, trainer, pre=None, **changes):
        tokenizer = Tokenizer(model)
        tokenizer.pre_tokenizer = pre
        tokenizer.train_from_iterator(CORPUS, trainer)
        made.append(json.loads(tokenizer.to_str())["model"] | changes)

    train(models.BPE(), trainers.BpeTrainer(**options, **bytes_), p.ByteLevel())
    made.append(made[0] | {"ignore_merges": True})
    made.append(made[0] | {"merges": [" ".join(pair) for pair in made[0]["merges"]]})
    train(models.BPE(unk_token=UNKNOWN), trainers.BpeTrainer(**options), p.Whitespace())
    made.append(made[-1] | {"fuse_unk": True})
    made.append(made[-1] | {"unk_token": None})
    train(
        models.BPE(unk_token=UNKNOWN, byte_fallback=True),
        trainers.BpeTrainer(**options | {"special_tokens": [UNKNOWN, *hexes], "limit_alphabet": 200}),
        p.Metaspace(),
        fuse_unk=True,
    )
    lacking = {token: id_ for token, id_ in made[-1]["vocab"].items() if token not in hexes[0x80:0x90]}
    made.append(made[-1] | {"vocab": lacking, "fuse_unk": False})
    train(
        models.BPE(unk_token=UNKNOWN),
        trainers.BpeTrainer(**options | {"limit_alphabet": 150}, continuing_subword_prefix="##"),
        p.BertPreTokenizer(),
    )
    train(
        models.BPE(unk_token=UNKNOWN), trainers.BpeTrainer(**options, end_of_word_suffix="</w>"), p.BertPreTokenizer()
    )
    train(models.WordPiece(unk_token=UNKNOWN), trainers.WordPieceTrainer(**options), p.BertPreTokenizer())
    made.append(made[-1] | {"max_input_chars_per_word": 5})
    made.append({key: value for key, value in made[-1].items() if key != "type"})
    train(
        models.WordLevel(unk_token=UNKNOWN), trainers.WordLevelTrainer(**options | {"vocab_size": 300}), p.Whitespace()
    )
    made.append({key: value for key, value in made[-1].items() if key != "type"})
    unigram = options | {"vocab_size": 2600, "unk_token": UNKNOWN}
    train(models.Unigram(), trainers.UnigramTrainer(**unigram), p.Metaspace())
    train(
        models.Unigram(),
        trainers.UnigramTrainer(**unigram | {"special_tokens": [UNKNOWN, *hexes]}),
        None,
        byte_fallback=True,
    )
    made.append({key: value for key, value in made[-2].items() if key != "type"})
    return made


def build(count: int, seed: int = 20261127) -> list[tuple[str, str]]:
    """(name, tokenizer.json) of every component alone, then random combinations until there are `count`."""
    dice = random.Random(seed)
    spaces = {
        "normalizer": [json.loads(_state(n)) for n in normalizer_space()], "pre_tokenizer": [json.loads(_state(p)) for p in pre_tokenizer_space()],
        "decoder": [json.loads(_state(d)) for d in decoder_space()], "post_processor": post_processor_space(), "model": model_space(),
    }  # fmt: skip
    alone = [(part, i) for part, space in spaces.items() for i in range(len(space))]
    out = []
    for number in range(max(count, len(alone))):
        chosen = {
            part: dice.choice(space) if number >= len(alone) and dice.random() < 0.75 else None
            for part, space in spaces.items()
        }
        for part, inner in _SEQUENCES.items():
            if chosen[part] and dice.random() < 0.3:
                chosen[part] = {"type": "Sequence", inner: dice.choices(spaces[part], k=dice.randint(1, 3))}
        name = f"{number}: combination"
        if number < len(alone):
            part, i = alone[number]
            chosen[part] = spaces[part][i]
            name = f"{number}: {part} {i}, {chosen[part].get('type')}"
        chosen["model"] = chosen["model"] or spaces["model"][number % len(spaces["model"])]
        added = _added(dice) if number >= len(alone) or number % 3 == 0 else []
        document = {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": added,
            **{k: chosen[k] for k in ("normalizer", "pre_tokenizer", "post_processor", "decoder", "model")},
        }
        out.append((name, json.dumps(document, ensure_ascii=False)))
    return out


def _added(dice: random.Random) -> list[dict]:
    flags = ["single_word", "lstrip", "rstrip", "normalized", "special"]
    return [
        {"id": 5000 + i, "content": content} | {flag: dice.random() < 0.35 for flag in flags}
        for i, content in enumerate(dice.sample(ADDED, dice.randint(1, 6)))
    ]


def _state(component) -> str:
    return component.__getstate__().decode()


def _regex(pattern: str):
    from tokenizers import Regex

    return Regex(pattern)


def texts(count: int, seed: int = 27) -> list[str]:
    """Sentences, code, nasty ones, and as many random ones with added tokens glued in as it takes."""
    dice = random.Random(seed)
    fixed = [text for text in NASTY if len(text) < 400] + [
        "\r\n\r\n",
        "12,345 67",
        "a\u0301b\u0308c",
        "ab" * 9,
        "(c)©\u200d©️",
        "ΣΑΣ ΌΣΟΣ",
        "İıſK",
        "Hello[CLS]world</s> <s>",
        "the[SEP]the  <mask>  12",
    ]
    fixed += [text[:90] for text in (*SENTENCES.values(), *CODE)]
    third = max(0, count - len(fixed)) // 3 + 1
    made = [*random_texts(third, seed), *accented_texts(third, seed), *spaced_texts(third, seed)]
    glued = [
        text[: len(text) // 2] + dice.choice(ADDED) + text[len(text) // 2 :] if dice.random() < 0.4 else text
        for text in made
    ]
    well = [text for text in dict.fromkeys(fixed + glued) if not any(0xD800 <= ord(c) < 0xE000 for c in text)]
    return well[: max(count, len(fixed))]
