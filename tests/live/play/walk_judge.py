"""What the libraries say to the walks of lessons 3 and 4; the source is run in the process of the real tokenizers."""

MERGES = """
import json
from tokenizers import models
from transformers import AutoTokenizer

found = {}
for repo in REPOS:
    rust = AutoTokenizer.from_pretrained(repo).backend_tokenizer
    model = json.loads(rust.to_str())["model"]
    listed = [tuple(pair) for pair in model["merges"]]
    normal = rust.normalizer.normalize_str(TEXT) if rust.normalizer else TEXT
    cut = [p for p, _ in rust.pre_tokenizer.pre_tokenize_str(normal)] if rust.pre_tokenizer else [normal]
    word = max(cut, key=len)
    some = [(rank, pair) for rank, pair in enumerate(listed) if "".join(pair) in word]
    vocab = {t: i for t, i in model["vocab"].items() if t in word}
    # the library's own merging, with one merge more of the list each time
    states = []
    for n in range(len(some) + 1):
        limited = models.BPE({t: i for i, t in enumerate(vocab)}, [pair for _, pair in some[:n]])
        state = [token.value for token in limited.tokenize(word)]
        if state not in states:
            states.append(state)
    found[repo] = {
        "words": cut,
        "ranks": {" ".join(pair): rank for rank, pair in some},
        "states": states,
        "ids": vocab,
        "whole": rust.encode(word.replace("Ġ", " "), add_special_tokens=False).ids if model["ignore_merges"] else None,
    }
text = json.dumps(found)
"""

TRAINING = """
import json
from collections import Counter
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoTokenizer

def trained(tokenizer, words):
    merges = [tuple(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]
    vocab = {t: i for i, t in enumerate([*pre_tokenizers.ByteLevel.alphabet(), *dict.fromkeys(map("".join, merges))])}
    cuts, counts = [], []
    for n in range(len(merges) + 1):
        model = models.BPE(vocab, merges[:n])
        cuts.append([[[t.value for t in model.tokenize(word)] for word in line] for line in words])
        pairs = Counter(pair for line in cuts[-1] for word in line for pair in zip(word, word[1:]))
        counts.append(pairs[merges[n]] if n < len(merges) else None)
        assert n == len(merges) or counts[-1] == max(pairs.values())
    return {"merges": merges, "counts": counts[:-1], "cuts": cuts}

found = {}
lines = TEXT.split("\\n")
for repo in REPOS:
    course = AutoTokenizer.from_pretrained(repo)
    new = course.train_new_from_iterator(lines, vocab_size=100_000, show_progress=False).backend_tokenizer
    rust = course.backend_tokenizer
    normal = [rust.normalizer.normalize_str(line) if rust.normalizer else line for line in lines]
    found[repo] = trained(new, [[p for p, _ in rust.pre_tokenizer.pre_tokenize_str(line)] for line in normal])
whole = Tokenizer(models.BPE())
whole.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
alphabet = pre_tokenizers.ByteLevel.alphabet()
trainer = trainers.BpeTrainer(vocab_size=100_000, initial_alphabet=alphabet, show_progress=False)
whole.train_from_iterator(lines, trainer)
found["whole"] = trained(whole, [[p for p, _ in whole.pre_tokenizer.pre_tokenize_str(line)] for line in lines])
text = json.dumps(found)
"""

STREAMS = """
import json
from tokenizers.decoders import DecodeStream
from transformers import AutoTokenizer
from transformers.generation.streamers import TextStreamer

class Ids(list):
    shape = (1,)
    tolist = lambda self: list(self)

class Kept(TextStreamer):
    def on_finalized_text(self, text, stream_end=False):
        self.printed.append(text)

found = {}
for repo in REPOS:
    tokenizer = AutoTokenizer.from_pretrained(repo)
    for text in TEXTS:
        sent = [i for n, i in enumerate(tokenizer.encode(text, add_special_tokens=False)) if n not in LOST]
        ways = {"alone": [], "difference": [], "held": [], "words": []}
        stream, words, raised = DecodeStream(), Kept(tokenizer), None
        words.printed = []
        for n, i in enumerate(sent, 1):
            ways["alone"].append(tokenizer.decode([i]))
            shown = "".join(ways["difference"])
            ways["difference"].append(tokenizer.decode(sent[:n])[len(shown) :])
            try:
                raised or ways["held"].append(stream.step(tokenizer.backend_tokenizer, i) or "")
            except Exception as error:
                raised = str(error)
            words.put(Ids([i]))
        words.end()
        ways["words"] = words.printed
        found[repo + text] = {"ids": sent, "text": tokenizer.decode(sent), "raised": raised, **ways}
text = json.dumps(found)
"""
