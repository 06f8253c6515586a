"""Trainings: seeded settings and corpora, and what a tokenizer has learnt of them, in the page and with the real library."""

import json
import random
from collections import Counter

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

_ALPHABETS = ["ab", "abcde", "etaoinshrdlu", "안녕하세요", "éàü🤗ß", "0123456789"]
_TEXTS = [
    "the cat sat on the mat, the cat ran; that hat is flat.", "low lower lowest new newer newest wide wider widest",
    "aaaa aaab aaba abab baba bbbb", "def f(x):\n    return x + 1\n\nprint(f(2))", "안녕하세요 세계, 안녕히 가세요. 안녕!",
    "Übergrößenträger trägt Größe", "1234 2345 3456 12 23 34 1212 3434", "hello hello hello world world 🤗🤗 🤗",
]  # fmt: skip


def cases(count, seed=20261127):
    """Settings of BPE, WordPiece, WordLevel and Unigram by turns."""
    dice = random.Random(seed)
    return [_case(dice, ["BPE", "WordPiece", "BPE", "WordLevel", "Unigram"][i % 5]) for i in range(count)]


def _case(dice, kind):
    prefixed = kind == "WordPiece" or kind == "BPE" and dice.random() < 0.4
    texts = _words(dice) if prefixed else _corpus(dice)
    steps = [] if prefixed else dice.choice([["Whitespace"], ["ByteLevel"], ["Metaspace"], ["Digits", "Lowercase"], []])
    settings = {"special_tokens": dice.choice([[], ["[UNK]"], ["<s>", "a", "the"]]), "show_progress": False}
    settings["vocab_size"] = dice.choice([5, 30, 60, 100, 300]) if kind != "Unigram" else dice.choice([80, 120, 300])
    if kind != "Unigram":
        settings["min_frequency"] = dice.choice([0, 0, 1, 2, 3])
    if kind == "Unigram":
        settings |= {"unk_token": dice.choice([None, "[UNK]"]), "max_piece_length": dice.choice([16, 4])}
    if kind in ("BPE", "WordPiece"):
        settings["initial_alphabet"] = dice.choice([[], ["z", "xyz", "a"]])
        if prefixed or not steps:
            settings["limit_alphabet"] = dice.choice([None, _limit(dice, texts, settings["initial_alphabet"])])
        if dice.random() < 0.3 and prefixed:
            settings["end_of_word_suffix"] = "</w>"
    if kind == "BPE":
        settings["max_token_length"] = dice.choice([None, None, None, 2, 3, 5])
        if prefixed:
            settings["continuing_subword_prefix"] = dice.choice([None, "##", "@"])
    return {
        "kind": kind,
        "settings": {k: v for k, v in settings.items() if v is not None},
        "texts": texts,
        "steps": steps,
    }


def _corpus(dice):
    texts = [dice.choice(_TEXTS) for _ in range(dice.randint(1, 6))]
    for _ in range(dice.randint(0, 8)):
        letters = dice.choice(_ALPHABETS)
        texts.append(" ".join("".join(dice.choices(letters, k=dice.randint(1, 7))) for _ in range(dice.randint(1, 9))))
    return texts


def _words(dice):
    """Every text one word, since the library takes words in an order of its own where prefixes get their ids."""
    letters = dice.choice(_ALPHABETS) + dice.choice(["", "xyz"])
    words = {"".join(dice.choices(letters, k=dice.randint(1, 8))) for _ in range(dice.randint(2, 40))}
    return [word for word in sorted(words) for _ in range(dice.choice([1, 1, 2, 3, 7]))]


def _limit(dice, texts, initial):
    """A limit of the alphabet that does not fall between equally frequent characters: there chance decides."""
    counts = Counter("".join(texts))
    counts |= {character[0]: len("".join(texts)) + 1 for character in initial}
    ordered = sorted(counts.values(), reverse=True)
    good = [i for i in range(len({*initial}), len(ordered)) if i and ordered[i - 1] > ordered[i]]
    return dice.choice(good) if good else None


def trained(kind, settings, texts, steps):
    """What is learnt: tokens by id, merges, scores to six digits."""
    tokenizer = Tokenizer(getattr(models, kind)())
    for step in steps:
        if hasattr(pre_tokenizers, step):
            tokenizer.pre_tokenizer = getattr(pre_tokenizers, step)()
        else:
            tokenizer.normalizer = getattr(normalizers, step)()
    trainer = getattr(trainers, f"{kind.replace('BPE', 'Bpe')}Trainer")(**settings)
    try:
        tokenizer.train_from_iterator(texts, trainer)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    model = json.loads(tokenizer.to_str())["model"]
    if kind == "Unigram":
        return {"unk_id": model["unk_id"], "scores": {token: round(score, 6) for token, score in model["vocab"]}}
    vocabulary = sorted(tokenizer.get_vocab(with_added_tokens=False), key=tokenizer.token_to_id)
    added = [[id_, str(token)] for id_, token in tokenizer.get_added_tokens_decoder().items()]
    sample = tokenizer.encode("the cat 안녕 aab 12").tokens if kind == "BPE" else None
    return [vocabulary, model.get("merges"), model.get("continuing_subword_prefix"), added, sample]


def reordered(case, result):
    """The texts in an order in which the tokens with prefix or suffix come up as in `result`, which is the library's."""
    settings = case["settings"]
    prefix = settings.get("continuing_subword_prefix", "##" if case["kind"] == "WordPiece" else "")
    suffix = settings.get("end_of_word_suffix", "")
    if isinstance(result, str) or case["kind"] not in ("BPE", "WordPiece") or not prefix + suffix:
        return case["texts"]
    order = {token: i for i, token in enumerate(result[0])}
    forms = {word: _forms(word, prefix, suffix, order) for word in dict.fromkeys(case["texts"])}
    wanted = sorted({form for own in forms.values() for form in own}, key=order.get)
    out, at, left = [], 0, dict(forms)
    while left:
        seen = set(wanted[:at])
        for word, own in left.items():
            fresh = list(dict.fromkeys(form for form in own if form not in seen))
            if fresh == wanted[at : at + len(fresh)]:
                break
        else:
            raise AssertionError("the library's ids come from no order of words")
        at += len(fresh)
        del left[word]
        out += [word] * case["texts"].count(word)
    return out


def _forms(word, prefix, suffix, known):
    """The tokens of a word's characters that are no characters by themselves."""
    forms = []
    for i, character in enumerate(word):
        if character in known:
            form = (prefix if i else "") + character + (suffix if i == len(word) - 1 else "")
            if form != character:
                forms.append(form)
    return forms
