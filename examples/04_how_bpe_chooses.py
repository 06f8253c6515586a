# ---
# title: How BPE chooses
# part: Text
# question: Why is a word cut here, and not where I would cut it?
# description: Byte-pair encoding, merge by merge: an encoder and a trainer from scratch that give the ids and the merges of the real ones, why numbers are cut differently in each model, and why a trained vocabulary is not the size asked for.
# ---

# %% [markdown] id="title"
# # How BPE chooses
#
# A lighthouse is a house with a light. A tokenizer could cut the word there. Watch what four models do.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
import re
import unicodedata
from collections import Counter

from tour import compare, merge_tree, show, table
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
starcoder2 = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")
models = {
    "Llama 3.1": llama,
    "Phi-3": phi3,
    "Qwen2": qwen2,
    "StarCoder2": starcoder2,
}

compare("a lighthouse", models)

# %% [markdown] id="load-read"
# Three models cut off the `l` and have a token `ighthouse`. Phi-3 even cuts inside *house*. Do they lack better pieces? Ask Qwen2's vocabulary.

# %% id="pieces-exist"
vocabularies = {name: tok.get_vocab() for name, tok in models.items()}
numbers = vocabularies["Qwen2"]  # a dict: token -> id
for token in ("Ġlight", "house", "ighthouse"):
    print(token, numbers[token])

# %% [markdown] id="pieces-exist-read"
# `·light` and `house` are both there (`Ġ` is the [space](what-a-token-is.ipynb)), and would be two tokens as well. The tokenizer does not look for good pieces.
# It follows a rule called [byte-pair encoding](../reference/glossary.md#byte-pair-encoding), BPE, and the rule is short.
#
# ## It joins two neighbours at a time, the lowest number first
#
# Start with single bytes; in plain English each is a letter. Two neighbours may be joined if a vocabulary entry spells both together.
# Join the pair whose entry has the *lowest number*. Look again, until no pair can be joined.
# Such a joining is called a [merge](../reference/glossary.md#merges).

# %% [markdown] id="guess-first-merge" tags=["guess"]
# **Before you look:** Qwen2 starts with the single letters of `Ġlighthouse`. Which pair does it join first?
#
# - `Ġl`
# - `ig`
# - `ou`
# - `se`
#
# Answer: `{{= min((a + b for a, b in zip("Ġlighthouse", "lighthouse") if a + b in numbers), key=numbers.get) }}`
#
# The lowest number wins, wherever it stands in the word.

# %% id="steps"
def steps(word, numbers):
    """The pieces of a word: its bytes, and the pieces after each merge."""
    pieces = list(word)
    while True:
        yield list(pieces)
        found = []
        for at, (left, right) in enumerate(zip(pieces, pieces[1:])):
            if left + right in numbers:
                found.append((numbers[left + right], at))
        if not found:
            return
        at = min(found)[1]  # the lowest number; of equal ones the leftmost
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]


rows = []
for pieces in steps("Ġlighthouse", numbers):
    pairs = [a + b for a, b in zip(pieces, pieces[1:]) if a + b in numbers]
    pairs.sort(key=numbers.get)
    lowest = ", ".join(f"{pair} {numbers[pair]}" for pair in pairs[:3])
    rows.append([" ".join(pieces), lowest])
table(rows, header=["pieces", "the lowest pairs"])

# %% [markdown] id="steps-read"
# The fourth merge decides the case. The `t` could go to the left, to `ht` with the number {{= numbers["ht"] }},
# or to the right, to `th` with {{= numbers["th"] }}. It goes to the right and takes the `h` of *house* along. No merge is ever undone, so
# neither `light` nor `house` can appear any more.
#
# Here is the word as a tree: letters below, a box for each merge, tokens on top.

# %% id="tree"
merge_tree(list(steps("Ġlighthouse", numbers)), numbers)

# %% [markdown] id="tree-read"
# Nobody designed `ighthouse`. It is in the vocabulary because the same merges met the same word in the training text, many times.
#
# Now any text, in any of the four. Between two pieces stands the *rank* of the pair, its place in the file's list of merges; the lowest is joined.
# Or join them yourself.
#
# [Open this text in the playground](../playground/tokenizer.md "qwen2 llama-3.1 starcoder2 phi-3 +merges: a lighthouse")
#
# ## The longest match is another rule
#
# It is often said that a tokenizer takes the longest entry that fits, and goes on behind it.
# [BERT's WordPiece](https://huggingface.co/course/chapter6/6) does ([lesson](other-families.ipynb)). BPE does not. Compare:

# %% id="longest"
def longest_match(word, vocabulary):
    pieces = []
    while word:
        fits = [n for n in range(1, len(word) + 1) if word[:n] in vocabulary]
        pieces.append(word[: max(fits)])
        word = word[max(fits) :]
    return pieces


rows = []
examples = "lighthouse seahorse typewriters carelessness marmalade"
for word in examples.split():
    bpe = qwen2.tokenize(" " + word)
    match = longest_match("Ġ" + word, numbers)
    rows.append([" ".join(bpe), " ".join(match)])
table(rows, header=["Qwen2", "longest match"])

# %% [markdown] id="longest-read"
# Both columns decode to the same text. Only the left one is what the model was trained on.
# One program joined pairs from left to right instead. In a test it cut more than half of the English words differently from the models' own tokenizers,
# and every cut decoded to the right text ([fastllm#715](https://github.com/ztxz16/fastllm/pull/715)). Decoding does not find such a fault. Comparing ids does.
#
# ## Where the numbers come from
#
# Why does `th` have a low number? Look at Qwen2's entries in the order of their ids.

# %% id="first-entries"
print(*qwen2.convert_ids_to_tokens(range(254, 265)))

# %% [markdown] id="first-entries-read"
# First come {{= 256 }} entries for the single bytes. Then the merges begin: `ĠĠ`, `ĠĠĠĠ`, `in`, `Ġt`.
# They stand in the order in which training found them, and training finds what is frequent first. So a low number means *frequent*.
# (Qwen2's `tokenizer.json` lists the merges as pairs, in the order of the ids.
# Our rule takes every pair that spells an entry, as OpenAI's library tiktoken does, and needs the vocabulary only. The encoder below is the test.)
#
# Training is as short as encoding. Write every word of the training text, the *corpus*, as bytes. Count all pairs of neighbours.
# Join the most frequent pair everywhere and append it to the vocabulary. Repeat. The first lines are the table of bytes of [lesson](bytes-and-unicode.ipynb).

# %% id="train"
visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
hidden = [byte for byte in range(256) if byte not in visible]
stand_in = {byte: chr(byte) for byte in visible}
stand_in |= {byte: chr(0x100 + n) for n, byte in enumerate(hidden)}


def spell(text):
    return "".join(stand_in[byte] for byte in text.encode())


def count_pairs(pieces, words):
    """How often two pieces are neighbours. `words` counts each word."""
    pairs = Counter()
    for word, times in words.items():
        for pair in zip(pieces[word], pieces[word][1:]):
            pairs[pair] += times
    return pairs


def join(pieces, pair):
    """The pieces of one word after a merge."""
    joined = []
    for piece in pieces:
        if joined and (joined[-1], piece) == pair:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def train(words, size):
    """A vocabulary of `size` entries, and the merges with their counts."""
    numbers = {byte: n for n, byte in enumerate(sorted(stand_in.values()))}
    pieces = {word: list(word) for word in words}
    merges = []
    while len(numbers) < size:
        pairs = count_pairs(pieces, words)
        if not pairs:
            break  # every word is one piece

        def order(pair):  # frequent pairs first, then low numbers
            return -pairs[pair], [numbers[piece] for piece in pair]

        best = min(pairs, key=order)
        merges.append((best, pairs[best]))
        numbers.setdefault("".join(best), len(numbers))
        pieces = {word: join(p, best) for word, p in pieces.items()}
    return numbers, merges


# %% [markdown] id="rain-intro"
# Four sentences make a training text. A word takes the space before it along, as in Qwen2.

# %% id="rain"
sentences = [
    "The trainer is training in the rain.",
    "It rains on the train.",
    "The rain restrains the trainer.",
    "Then it rains again.",
]
words = Counter()
for sentence in sentences:
    cut = re.findall(r" ?\w+|[^\w\s]", sentence)
    words.update(spell(word) for word in cut)

rain_numbers, merges = train(words, 5000)
rows = []
for n, ((left, right), count) in enumerate(merges[:8], start=1):
    rows.append([n, f"{left} + {right}", left + right, count])
show(table(rows, header=["merge", "pair", "new entry", "count"]))
later = ["".join(pair) for pair, _ in merges[8:]]
for n in range(0, len(later), 6):
    print("then", *later[n : n + 6])

# %% [markdown] id="rain-read"
# `in`, then `ain`, then `rain`: a frequent word grows from a frequent pair. Stems and endings appear, `Ġtrain` and `er`, and nobody told the program about grammar.
#
# From the {{= next(n for n, (_, count) in enumerate(merges, 1) if count == 1) }}th merge on, every pair occurs once. Such ties decide a lot in a small text
# ([tokenizers#1065](https://github.com/huggingface/tokenizers/issues/1065)). In one implementation they fall differently when the text
# is put in another order ([minbpe#90](https://github.com/karpathy/minbpe/pull/90)); here the lower numbers go first.
#
# Train on sentences of your own, merge by merge.
#
# [Open this text in the playground](../playground/tokenizer.md "qwen2 llama-3.1 starcoder2 +training: The trainer is training in the rain. | It rains on the train. | The rain restrains the trainer. | Then it rains again.")
#
# ## A word that it has never seen
#
# Encoding a new word replays the merges in their order. This is `steps` again, with the new numbers.

# %% id="unseen"
for word in (" terrain", " restraint", " boat"):
    walk = list(steps(spell(word), rain_numbers))
    show(merge_tree(walk, rain_numbers))

# %% [markdown] id="unseen-read"
# *Terrain* has nothing to do with rain, and *restraint* is cut as if there were a train in it. The merges know spelling only.
#
# In *boat* no pair of neighbours is an entry, so it stays in single bytes. It can still be written: each byte has an entry, and nothing is unknown.
#
# ## Why no token holds the end of one word and the start of the next
#
# The trainer saw words, one at a time. Give it whole sentences instead, as if each were one long word (above, untick "Cut into words first").

# %% id="unsplit"
whole = Counter(spell(sentence) for sentence in sentences)
entries = ["".join(pair) for pair, _ in train(whole, 5000)[1]]
across = [entry for entry in entries if re.search("[a-z]Ġ", entry)]
print(*across[:6])
print("the last:", across[-1])

for name in models:
    across = [t for t in vocabularies[name] if re.search("[a-z][Ġ▁]", t)]
    print(name, len(across))

# %% [markdown] id="unsplit-read"
# Now it learns `sĠ` and `nĠthe`, and in the end a whole sentence. Such entries fit one text and no other.
# In the four real vocabularies not one entry has a space after a letter from `a` to `z`. All were trained on text that was cut first.
#
# The step that cuts is the [pre-tokenizer](../reference/glossary.md#pre-tokenizer). No merge crosses its cuts, in training or later.
#
# ## Why is a number cut differently in each model?
#
# A pre-tokenizer can be run by itself: it is a part of `backend_tokenizer`, which does the work inside each tokenizer. Beside its cuts stand the tokens of the number; below, how many entries of several digits each vocabulary has.

# %% id="numbers"
text = "a 12345"
rows = []
for name, tokenizer in models.items():
    cutter = tokenizer.backend_tokenizer.pre_tokenizer
    cut = cutter.pre_tokenize_str(text) if cutter else [("(not cut)", None)]
    tokens = "|".join(tokenizer.tokenize("12345"))
    rows.append([name, "|".join(word for word, _ in cut), tokens])
show(table(rows, header=["", "cut first", "12345"]))

for name, vocabulary in vocabularies.items():
    long = [t for t in vocabulary if re.fullmatch("[0-9]{2,}", t)]
    print(name, "has", len(long))

# %% [markdown] id="numbers-read"
# Three ways, and two kinds of result:
#
# * **Llama 3.1** cuts digits into groups of up to three, from the left. It has an entry for every such group.
# * **Qwen2** uses the same pattern with one digit in place of three. Two digits never stand in the same word, so no merge can join them.
# * **Phi-3 and StarCoder2** leave the number whole and then find no entry to join it with, because digits were separated when
#   the vocabulary was *trained*. Phi-3 has no pre-tokenizer at all; SentencePiece, which trained it, has
#   [options](https://github.com/google/sentencepiece/blob/master/doc/options.md) that keep words and digits apart in training, `split_by_whitespace` and `split_digits`.
#
# StarCoder2's file does say: cut out the digits first, in a step `Digits`. The class that `AutoTokenizer` picks in transformers 5
# leaves that step out. Does it matter, if digits come out single anyway? Put spaces before the number.

# %% id="class-changes"
starcoder2_numbers = vocabularies["StarCoder2"]
print(type(starcoder2).__name__, starcoder2.tokenize("    10"))

cut_by_the_file = ["    ", "1", "0"]
tokens = []
for word in cut_by_the_file:
    *_, pieces = steps(spell(word), starcoder2_numbers)
    tokens += pieces
print("with the step Digits", tokens)

# %% [markdown] id="class-changes-read"
# One vocabulary, one rule, another cut, other ids. The second line is what the model's own file asks for
# ([pitfall](../pitfalls.md#class-changes-ids)). [Lesson](choosing-and-counting.ipynb) tests which models are hit.
#
# ## An encoder from scratch
#
# Now all parts are there: cut, spell as bytes, merge. The cut is a regular expression. The real ones say `\p{L}` for "letter", which Python's `re` lacks.
# `[^\W\d_]` comes close, but takes characters such as `½` for letters too. All else is as in the models' files:
# `\s+(?!\S)` takes a run of spaces but for the last, so indentation falls apart as in [lesson](what-a-token-is.ipynb).
# Phi-3 is left out: it does not cut, and it starts from characters.

# %% id="encoder"
LETTER = r"[^\W\d_]"
PUNCT = r"(?:[^\s\w]|_)"


def pattern(digits):
    """The cut of Llama 3.1 and Qwen2; they differ in their digits."""
    short = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
    word = rf"(?:[^\r\n\w]|_)?{LETTER}+"
    space = r"\s*[\r\n]+|\s+(?!\S)|\s+"
    return rf"{short}|{word}|{digits}| ?{PUNCT}+[\r\n]*|{space}"


cuts = {
    "Llama 3.1": pattern(r"\d{1,3}"),
    "Qwen2": pattern(r"\d"),
    "StarCoder2": rf"'(?:s|t|re|ve|m|ll|d)| ?{LETTER}+| ?\d+| ?{PUNCT}+"
    r"|\s+(?!\S)|\s+",
}


def encode(name, text, whole_words=False):
    """The ids of a text, without the model's own encoder."""
    numbers = vocabularies[name]
    if name == "Qwen2":
        text = unicodedata.normalize("NFC", text)
    ids = []
    for word in map(spell, re.findall(cuts[name], text)):
        if whole_words and word in numbers:
            pieces = [word]
        else:
            *_, pieces = steps(word, numbers)
        ids += [numbers[piece] for piece in pieces]
    return ids


# %% id="test"
texts = [
    "The lighthouse's lamp burnt 1,234,567 hours.",
    "def f(x):\n    return x**2  # _private\n\n",
    "  two  spaces \n\tand a tab ",
    "안녕하세요, cafe\u0301! 🤗",
    "Türkiye Avrupa ülkesi",
    "add ½ cup",
]


def same(name, text, **options):
    right = models[name].encode(text, add_special_tokens=False)
    return encode(name, text, **options) == right


rows = []
for text in texts:
    failed = [name for name in cuts if not same(name, text)]
    rows.append([", ".join(failed) or "none", repr(text)])
table(rows, header=["other ids in", "text"])

# %% [markdown] id="test-read"
# Code, Korean, an emoji, whitespace: the models' own ids, from a page of code. The last row is the limit that we stated.
# The row above it is a surprise: Llama 3.1 does not agree on Turkish.

# %% id="whole-word"
*_, pieces = steps(spell("Türkiye"), vocabularies["Llama 3.1"])
merged = [vocabularies["Llama 3.1"][piece] for piece in pieces]
looked_up = encode("Llama 3.1", "Türkiye", whole_words=True)
print("merges:    ", [llama.decode([i]) for i in merged])
print("whole word:", [llama.decode([i]) for i in looked_up])
print("equal now:", same("Llama 3.1", texts[4], whole_words=True))

# %% [markdown] id="whole-word-read"
# Llama 3.1 has an entry for the country, and the merges never reach it. Its makers added tokens for other languages to a finished vocabulary
# ([lesson](what-a-token-is.ipynb)). Their merges come last, when earlier ones have already joined the bytes differently.
# So Llama's file sets `ignore_merges`: a word that is an entry is taken whole. Other programs had to learn it ([llama.cpp#7193](https://github.com/ggml-org/llama.cpp/pull/7193), [rten#1043](https://github.com/robertknight/rten/pull/1043)).
#
# ## Why is my vocabulary not the size I asked for?
#
# You train a tokenizer, name a size, and get another
# ([course#801](https://github.com/huggingface/course/issues/801)). Our trainer does it too.

# %% [markdown] id="guess-asked-for-fifty" tags=["guess"]
# **Before you look:** you ask the trainer above for a vocabulary of {{= 50 }} entries. You get
#
# - fewer
# - as many as you asked for
# - more
#
# Answer: {{= ["as many as you asked for", "more", "fewer"][(len(train(words, 50)[0]) > 50) - (len(train(words, 50)[0]) < 50)] }}

# %% id="sizes"
for size in (50, 270, 5000):
    print("asked for", size, "got", len(train(words, size)[0]))

# %% [markdown] id="sizes-read"
# The size can stop the merging, and nothing else.
#
# * **Too small:** the {{= len(stand_in) }} bytes are there before the first merge.
# * **Too large:** after {{= len(merges) }} merges every word is one piece. There is no pair left.
#
# Here is the library's trainer on the same sentences. `train_new_from_iterator` keeps the pre-tokenizer and the special tokens of
# a tokenizer, and learns a new vocabulary.

# %% id="real-training"
import json

rows, trained = [], {}
for run in [("Qwen2", 50), ("Qwen2", 5000), ("Llama 3.1", 50), ("Phi-3", 50)]:
    name, size = run
    trained[run] = new = models[name].train_new_from_iterator(
        sentences, vocab_size=size, show_progress=False
    )
    rows.append([name, size, len(new), len(new.added_tokens_decoder)])
show(table(rows, header=["from", "asked for", "got", "added"]))

inside = json.loads(trained["Qwen2", 5000].backend_tokenizer.to_str())
real_merges = [tuple(pair) for pair in inside["model"]["merges"]]
print("Qwen2: merges as ours:", real_merges == [pair for pair, _ in merges])

new = trained["Phi-3", 50]
across = [t for t in sorted(new.get_vocab()) if re.search("[a-z]▁", t)]
print("Phi-3: across words:", *across[-3:])
print("Phi-3: a boat is now", *new.tokenize("a boat"))

# %% [markdown] id="real-training-read"
# Qwen2 gives {{= rows[0][2] }} for {{= rows[0][1] }}: {{= len(stand_in) }} bytes and {{= rows[0][3] }} special tokens, which nobody learnt by merging.
# For {{= f"{rows[1][1]:,}" }} it gives {{= rows[1][2] }}, which is {{= len(stand_in) }} + {{= rows[1][3] }} + {{= len(merges) }}. Its merges are ours, in our order.
# Llama 3.1 brings {{= rows[2][3] }} special tokens along, so it cannot go below {{= rows[2][2] }} ([pitfall](../pitfalls.md#trained-size)).
#
# Phi-3 comes close to the size, at a price. It has no pre-tokenizer, so the library's trainer saw uncut sentences and learnt across words. It has no byte
# entries any more, so `b`, which is not in our sentences, has become the [unknown token](../reference/glossary.md#unknown-token) `{{= new.unk_token }}`. SentencePiece, which trained Phi-3's own vocabulary, took care of both.
#
# ## In practice
#
# * Where a word is cut depends on what was frequent in the training text. Do not look for meaning in the pieces.
# * Two tokenizers that decode alike need not encode alike. Compare ids, with numbers and indentation among your texts.
# * A vocabulary alone does not make a tokenizer. The cut, the order of the merges and flags such as `ignore_merges` belong to it.
# * After training use `len(tokenizer)`, never the size you asked for. A size that was not reached says that the text was too small.
#
# ## Exercises

# %% [markdown] id="ex-cuts" tags=["exercise"]
# ### Exercise: where does Llama cut?
#
# Fill in the tokens of Llama 3.1 for each text, as you expect them. Write a space as a space.

# %% id="ex-cuts-starter" tags=["exercise"]
llama_cuts = {
    "1234567": ["123", "456", "7"],
    "20261122": ["20261122"],
    "12,345": ["12,345"],
    "in 1999": ["in 1999"],
}

# %% [markdown] id="ex-cuts-hint-1" tags=["hint"]
# Groups of three from the left; what is left over comes last. Any other character ends a group.

# %% [markdown] id="ex-cuts-hint-2" tags=["hint"]
# In Llama's pattern a space goes along with letters and with punctuation, but not with digits.

# %% id="ex-cuts-solution" tags=["solution"]
llama_cuts = {
    "1234567": ["123", "456", "7"],
    "20261122": ["202", "611", "22"],
    "12,345": ["12", ",", "345"],
    "in 1999": ["in", " ", "199", "9"],
}

# %% id="ex-cuts-check" tags=["check"]
for text, guess in llama_cuts.items():
    ids = llama.encode(text, add_special_tokens=False)
    right = [llama.decode([i]) for i in ids]
    assert "".join(guess) == text, f"{text!r}: your pieces spell {''.join(guess)!r}."
    assert guess != ["in", " 199", "9"], "Digits never take the space along; it is a token by itself."
    assert guess != ["20", "261", "122"] and guess != ["in", " ", "1", "999"], f"{text!r}: the groups start at the left, so the short one is last."
    assert guess == right, f"{text!r}: {guess} is {len(guess)} tokens, Llama 3.1 makes {len(right)}. Look at the table of cuts."
print("Correct. Only the comma puts the groups where we read them.")

# %% [markdown] id="ex-hand" tags=["exercise"]
# ### Exercise: merge by hand
#
# A whole vocabulary. Which pieces does BPE leave of `Ġweather`? Use a pencil, and not `steps`.

# %% id="ex-hand-starter" tags=["exercise"]
by_hand = {
    "he": 1, "ea": 2, "th": 3, "er": 4, "the": 5, "her": 6,
    "Ġw": 7, "at": 8, "Ġwe": 9, "eat": 10, "ather": 11, "wea": 12,
}  # fmt: skip
pieces_of_weather = ["Ġ", "w", "e", "a", "t", "h", "e", "r"]

# %% [markdown] id="ex-hand-hint-1" tags=["hint"]
# Strike out the gap with the lowest number, then work out its two neighbours anew.

# %% [markdown] id="ex-hand-hint-2" tags=["hint"]
# `he` and `ea` come first. After that neither `th` nor `er` can be joined; but `the` can.

# %% id="ex-hand-solution" tags=["solution"]
by_hand = {
    "he": 1, "ea": 2, "th": 3, "er": 4, "the": 5, "her": 6,
    "Ġw": 7, "at": 8, "Ġwe": 9, "eat": 10, "ather": 11, "wea": 12,
}  # fmt: skip
pieces_of_weather = ["Ġw", "ea", "the", "r"]

# %% id="ex-hand-check" tags=["check"]
assert "".join(pieces_of_weather) == "Ġweather", f"Your pieces spell {''.join(pieces_of_weather)!r}, not 'Ġweather'."
assert pieces_of_weather != longest_match("Ġweather", by_hand | {letter: 0 for letter in "Ġweathr"}), "That is the longest match. BPE takes the lowest number first."
assert "th" not in pieces_of_weather, "`th` is number 3, `he` number 1: who gets the h?"
assert "her" not in pieces_of_weather, "`the` is number 5, `her` number 6: which comes first?"
*_, right = steps("Ġweather", by_hand)
assert pieces_of_weather == right, f"{pieces_of_weather} is not where the merges end. Can two of your pieces be joined, or was one joined too early?"
print("Correct: the weather has no article, and gets one all the same.")

# %% [markdown] id="ex-next" tags=["exercise"]
# ### Exercise: the next three merges
#
# A text has these words, each so many times. Which three pairs does training join first, in order?

# %% id="ex-next-starter" tags=["exercise"]
song = {"Ġsing": 3, "Ġsong": 2, "Ġring": 4, "Ġwrong": 1}
first_three = [("s", "i"), ("s", "o"), ("r", "i")]

# %% [markdown] id="ex-next-hint-1" tags=["hint"]
# A pair counts once for each time its word occurs. Count `n` and `g` over all four words.

# %% [markdown] id="ex-next-hint-2" tags=["hint"]
# After a merge the pairs are new ones: behind the `i` stands no `n` any more. And a space is a byte like others.

# %% id="ex-next-solution" tags=["solution"]
song = {"Ġsing": 3, "Ġsong": 2, "Ġring": 4, "Ġwrong": 1}
first_three = [("n", "g"), ("i", "ng"), ("Ġ", "s")]

# %% id="ex-next-check" tags=["check"]
right = [pair for pair, _ in train(song, 256 + 3)[1]]
assert len(first_three) == 3, f"Three pairs are asked for; you have {len(first_three)}."
assert tuple(first_three[0]) == right[0], f"First: {first_three[0]} is not the most frequent pair. Which one is in every word?"
assert tuple(first_three[1]) != ("i", "n"), "Second: where an n stood behind an i, there is now `ng`."
assert tuple(first_three[1]) == right[1], f"Second: {first_three[1]} is less frequent than what follows the i."
assert tuple(first_three[2]) != ("r", "ing"), "Third: `r` and `ing` meet 4 times. A pair at the start of two words is more frequent."
assert tuple(first_three[2]) == right[2], f"Third: not {first_three[2]}. Count the pairs with the space, too."
print("Correct: the space is joined to the s before `sing` is found.")

# %% [markdown] id="ex-joins" tags=["exercise"]
# ### Exercise: how many merges?
#
# How many merges does a text take, from bytes to tokens? Write `merges_made(text)` for StarCoder2 and a text without special tokens. You need not run a single merge.

# %% id="ex-joins-starter" tags=["exercise"]
def merges_made(text):
    return len(text)


# %% [markdown] id="ex-joins-hint-1" tags=["hint"]
# Each merge makes one piece out of two. What happens to the number of pieces?

# %% [markdown] id="ex-joins-hint-2" tags=["hint"]
# The start is bytes, and `é` is more than one.

# %% id="ex-joins-solution" tags=["solution"]
def merges_made(text):
    return len(text.encode()) - len(starcoder2.tokenize(text))


# %% id="ex-joins-check" tags=["check"]
for text in (" the", "lighthouse", "Is it 1234567?", "café 안녕"):
    cut = re.findall(cuts["StarCoder2"], text)
    walks = [list(steps(spell(word), starcoder2_numbers)) for word in cut]
    right = sum(len(walk) - 1 for walk in walks)
    got = merges_made(text)
    assert got != len(text) - len(starcoder2.tokenize(text)) or got == right, f"{text!r}: you count characters. BPE starts from bytes."
    assert got == right, f"{text!r}: {got} is not {right}. How many pieces are there before the first merge, and how many after the last?"
print("Correct: pieces at the start minus tokens at the end.")

# %% [markdown] id="ex-ties" tags=["exercise"]
# ### Exercise: stop at the first tie
#
# Write `certain(words)`: the list of merges that any BPE trainer must find, up to the first step at which two pairs share the highest count.

# %% id="ex-ties-starter" tags=["exercise"]
def certain(words):
    numbers, merges = train(words, 5000)
    return [pair for pair, count in merges]


# %% [markdown] id="ex-ties-hint-1" tags=["hint"]
# You need all pairs at each step, so write the loop of `train` anew with `count_pairs` and `join`.

# %% [markdown] id="ex-ties-hint-2" tags=["hint"]
# `Counter.most_common` takes a number and gives so many of the most frequent pairs, with their counts.

# %% id="ex-ties-solution" tags=["solution"]
def certain(words):
    pieces = {word: list(word) for word in words}
    found = []
    while pairs := count_pairs(pieces, words):
        (best, most), *others = pairs.most_common(2)
        if others and others[0][1] == most:
            break
        found.append(best)
        pieces = {word: join(p, best) for word, p in pieces.items()}
    return found


# %% id="ex-ties-check" tags=["check"]
for text_words, right in [
    (words, [pair for pair, _ in merges[:5]]),
    ({"xyz": 1, "xy": 2, "yz": 2}, []),
    ({"aaa": 1}, [("a", "a"), ("aa", "a")]),
    ({"hm": 2, "hum": 1}, [("h", "m")]),
]:
    got = certain(text_words)
    name = "the four sentences" if text_words is words else text_words
    assert isinstance(got, list), f"certain() must return a list of pairs, not {type(got).__name__}."
    assert len(got) <= len(right), f"For {name}: {got[len(right)]} has a rival with the same count, so it is not certain."
    assert got == right, f"For {name}: {got} should be {right}."
print("Correct: the rest of our merges depend on a rule for ties.")

# %% [markdown] id="sources"
# ## Sources
#
# * [Neural machine translation of rare words with subword units](https://arxiv.org/abs/1508.07909), Sennrich, Haddow and Birch: BPE for words
# * The order of merges: [fastllm#715](https://github.com/ztxz16/fastllm/pull/715); from ids to merges: [tiktoken#60](https://github.com/openai/tiktoken/issues/60)
# * Whole words first: [llama.cpp#7193](https://github.com/ggml-org/llama.cpp/pull/7193), [rten#1043](https://github.com/robertknight/rten/pull/1043)
# * Ties: [tokenizers#1065](https://github.com/huggingface/tokenizers/issues/1065), [minbpe#90](https://github.com/karpathy/minbpe/pull/90)
# * Sizes of trained vocabularies: [course#801](https://github.com/huggingface/course/issues/801), [tokenizers#886](https://github.com/huggingface/tokenizers/issues/886), [tokenizers#903](https://github.com/huggingface/tokenizers/issues/903)
# * The class that leaves a step out: [mellea#947](https://github.com/generative-computing/mellea/issues/947), [transformers#45812](https://github.com/huggingface/transformers/issues/45812)
# * [SentencePiece training options](https://github.com/google/sentencepiece/blob/master/doc/options.md); [WordPiece](https://huggingface.co/course/chapter6/6)
