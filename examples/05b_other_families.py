# ---
# title: Other families
# part: Vocabularies
# question: Why does my embedding model read [UNK] where the chat model reads an emoji?
# description: WordPiece, Unigram, byte fallback and byte-level BPE on the same sentences, what each loses, how a vocabulary is trained and its size chosen, and what a new one costs a model that exists.
# ---

# %% [markdown] id="title"
# # Other families
#
# You build a search. One model turns documents into vectors, another one writes the answers. A customer searches for `great🤗` and finds nothing. The chat model has no trouble with that word. So what does the embedding model read?

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from tour import bars, chips, compare, show, table
from transformers import AutoTokenizer

bge = AutoTokenizer.from_pretrained("BAAI/bge-small-en-v1.5")
xlmr = AutoTokenizer.from_pretrained("FacebookAI/xlm-roberta-base")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
gpt_oss = AutoTokenizer.from_pretrained("openai/gpt-oss-20b")
models = {"bge-small": bge, "XLM-R": xlmr, "Phi-3": phi3, "gpt-oss": gpt_oss}

sentence = "Café Zürich serves unbelievable doughnuts, it's great🤗"
compare(sentence, models)

# %% [markdown] id="load-read"
# Look at the end of the first row. The whole word `great🤗` has become `{{= bge.unk_token }}`, the *[unknown token](../reference/glossary.md#unknown-token)*, as would any other word with this emoji.
# And the capitals and accents are gone. Neither is a fault of your code.
#
# The course's four tokenizers all use [byte-pair encoding](../reference/glossary.md#byte-pair-encoding). Here stand three others beside one of them:
#
# * **bge-small** makes vectors for search. It is a grandchild of BERT, and uses *[WordPiece](../reference/glossary.md#wordpiece)*.
# * **XLM-R** is behind many multilingual models. It uses *[Unigram](../reference/glossary.md#unigram)*.
# * **gpt-oss** is OpenAI's open model. It uses byte-level BPE from *tiktoken*, with the vocabulary `o200k`.
#
# ## What comes back?
#
# Encode, decode, compare. What is lost here, the model has never seen.

# %% id="back"
samples = [
    "US or us?",
    "résumé",
    "  two  spaces\n",
    "great🤗",
    "𓀀 is a sign",
    "안녕하세요",
]


def round_trip(tok, text):
    return tok.decode(tok.encode(text), skip_special_tokens=True)


for name, tok in models.items():
    changed = [text for text in samples if round_trip(tok, text) != text]
    print(f"{name}: {len(changed)} of {len(samples)} texts changed")
    for text in changed:
        print("  ", repr(text), "→", repr(round_trip(tok, text)))

# %% [markdown] id="back-read"
# Two families lose text and two do not. The losses have three causes, and they sit at different [stages](pipeline.ipynb):
#
# * **The normalizer** of bge-small lower-cases and strips accents. `US` and `us` are one word from there on, and nothing can undo it. The Korean looks whole and is not: it came back as single letters, which your screen joins again.
# * **The pre-tokenizer** of both drops white space. A newline is not even a token.
# * **The model** has no entry for a character and writes the unknown token, which `skip_special_tokens` then takes out.
#
# For a search this may be what you want: `resume` finds `résumé`. For anything that must give text back, it is not. But *you* still have the text, and offsets tell where each token came from, which is an exercise below.
#
# ## WordPiece: the longest piece first
#
# WordPiece has no list of merges. It takes the longest entry that the word begins with, then the longest that goes on from there, and so on. Entries that continue a word wear `##`.

# %% id="wordpiece"
for word in ("doughnuts", "unaffable", "great🤗", "great 🤗", "x" * 101):
    print(word[:12].ljust(14), *bge.tokenize(word))

for entry in ("##s", "s"):
    print("id of", entry, bge.convert_tokens_to_ids(entry))

# %% [markdown] id="wordpiece-read"
# Two things surprise people here.
#
# A word is all or nothing. If no entry fits at one place, the *whole word* is unknown, not the character ([pitfall](../pitfalls.md#unknown-word)). With a space before the emoji, `great` is saved. And a word of more than {{= bge.backend_tokenizer.model.max_input_chars_per_word }} characters is unknown whatever it contains: a URL without punctuation, a hash, a gene.
#
# And `##s` and `s` are two entries with two ids. If you join tokens to text yourself, you get `dough ##nut ##s` ([pitfall](../pitfalls.md#wordpiece-marks)). The decoder knows what to do with the marks, but it guesses the spaces around punctuation.

# %% id="wordpiece-decode"
ids = bge.encode("It's (really) 3.5 % - ok", add_special_tokens=False)
print(" ".join(bge.convert_ids_to_tokens(ids)))
print(bge.decode(ids))

# %% [markdown] id="unigram-intro"
# ## Unigram: the best path
#
# BPE asks "which pair was learnt first?", WordPiece "what is the longest?". Both decide step by step and never look back. Unigram looks at the whole word. Every entry has a score, the logarithm of how likely it is. The score of a way to cut is the sum of its pieces, and the best sum wins.
#
# Here are the best ways to cut one word.

# %% id="paths"
import json

scores = dict(json.loads(xlmr.backend_tokenizer.to_str())["model"]["vocab"])


def paths(word):
    """Every way to cut a word into entries: (score, pieces)."""
    if not word:
        return [(0.0, [])]
    found = []
    for end in range(1, len(word) + 1):
        if word[:end] in scores:
            for score, rest in paths(word[end:]):
                found.append((scores[word[:end]] + score, [word[:end], *rest]))
    return sorted(found, key=lambda path: -path[0])


ways = paths("▁nowhere")
print(len(ways), "ways to cut ▁nowhere")
rows = [[" ".join(pieces), score] for score, pieces in ways[:5]]
table(rows, header=["pieces", "score"])

# %% [markdown] id="first-or-best-intro"
# Would WordPiece's rule, the longest piece first, come to the same?

# %% id="first-or-best"
def longest_first(word):
    pieces = []
    while word:
        end = next(n for n in range(len(word), 0, -1) if word[:n] in scores)
        pieces.append(word[:end])
        word = word[end:]
    return pieces


rows = []
for word in ("▁nowhere", "▁tokenization", "▁toothbrushes", "▁doughnuts"):
    _, best = paths(word)[0]
    assert best == xlmr.tokenize(word[1:])
    rows.append([" ".join(longest_first(word)), " ".join(best)])
table(rows, header=["longest first", "XLM-R"])

# %% [markdown] id="paths-read"
# `▁now` is longer than `▁no`, so the longest-first rule goes wrong at its first step and cannot go back. The best path, which XLM-R takes, can give up a long piece for a better whole.
#
# Because every path has a score, you can also *sample*: take a worse path now and then. A model that is trained so sees a word cut in several ways, which helped translation, most of all with little data ([Kudo](https://arxiv.org/abs/1804.10959)). It is called *[subword regularization](../reference/glossary.md#subword-regularization)*.

# %% id="sampling"
import math
import random

chance = random.Random(4)
alpha = 0.15  # small: all paths alike; large: nearly always the best
weights = [math.exp(alpha * score) for score, _ in ways]
for _, pieces in chance.choices(ways, weights, k=5):
    print(*pieces)

# %% [markdown] id="sampling-read"
# In the library tokenizers, `Unigram` has `alpha` and `nbest_size` for this
# ([tokenizers#1994](https://github.com/huggingface/tokenizers/pull/1994)). Leave both alone at inference: the same text could get other ids each time.
#
# ## A character that nobody has seen
#
# Each family has its own answer to a character without an entry.

# %% id="unseen"
for name, tok in models.items():
    ids = tok.encode("𓀀", add_special_tokens=False)
    print(name)
    print(" tokenize:", *tok.tokenize("𓀀"))
    print(" the ids: ", *tok.convert_ids_to_tokens(ids))
    print(" decoded: ", tok.decode(ids))

# %% [markdown] id="unseen-read"
# * **Byte-level** (gpt-oss) starts from bytes, so there is no unknown character.
# * **[Byte fallback](../reference/glossary.md#byte-fallback)** (Phi-3) has characters, and single bytes for the rest. It loses nothing and costs more tokens: the emoji above takes {{= sum(t.startswith("<0x") for t in phi3.tokenize("great🤗")) }}, and in gpt-oss, which joins bytes, {{= len(gpt_oss.tokenize("great🤗")) - len(gpt_oss.tokenize("great")) }}.
# * **Neither** (bge-small, XLM-R): the unknown token. XLM-R's `tokenize` shows the character all the same, because it prints the piece of text. Look at ids when you search for unknowns.
#
# ## tiktoken and o200k
#
# OpenAI publishes a vocabulary as a list of tokens with *ranks*, and no merges. None are needed: join the neighbours whose joined token has the lowest rank. That is the rule of [lesson](how-bpe-chooses.ipynb), and the rank is the id. So "a tiktoken tokenizer" is byte-level BPE with another file format
# ([tiktoken#60](https://github.com/openai/tiktoken/issues/60)). What did change in `o200k`, compared with the `cl100k` that Llama 3.1 grew from?

# %% [markdown] id="guess-dont" tags=["guess"]
# **Before you look:** how many tokens does gpt-oss make of `don't`?
#
# - one
# - two
# - three
#
# Answer: {{= ["one", "two", "three"][len(gpt_oss.tokenize("don't")) - 1] }}

# %% id="o200k"
llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
rows = [
    [text, " ".join(llama.tokenize(text)), " ".join(gpt_oss.tokenize(text))]
    for text in ("It's", "don't", "doughnuts", "1234567")
]
show(table(rows, header=["", "Llama 3.1", "gpt-oss"]))

one, two = llama.get_vocab(), gpt_oss.get_vocab()
shared = [token for token in one if token in two]
same_id = [token for token in shared if one[token] == two[token]]
print(f"{len(one):,} and {len(two):,} entries")
print(f"{len(shared):,} in both, {len(same_id):,} with the same id")

# %% [markdown] id="o200k-read"
# The cut is new: the pattern keeps `'s` with its word. And the ids are new: of the few that agree, {{= sum(one[token] < 256 for token in same_id) }} are single bytes. A count made with the older tokenizer is an estimate for the newer model.
#
# ## Llama 3.1 and Phi-3: very similar?
#
# So says the lecture that this course grew from. Both use BPE, and both belong to chat models. Ask each the same questions.

# %% [markdown] id="guess-alike" tags=["guess"]
# **Before you look:** of which text does Phi-3 make more than twice as many tokens as Llama 3.1?
#
# - English prose
# - Korean
# - both
#
# Answer: {{= {(False, True): "Korean", (True, True): "both", (True, False): "English prose"}[tuple(len(phi3.tokenize(t)) > 2 * len(llama.tokenize(t)) for t in ("The keeper wrote a long letter to his sister about the weather.", "고양이가 창가에 앉아 정원에 내리는 비를 바라보았다."))] }}

# %% id="alike"
english = "The keeper wrote a long letter to his sister about the weather."
korean = "고양이가 창가에 앉아 정원에 내리는 비를 바라보았다."

questions = {
    "algorithm": lambda t: type(t.backend_tokenizer.model).__name__,
    "𓀀 comes back": lambda t: t.decode(t.encode("𓀀")).endswith("𓀀"),
    "tokens, English": lambda t: len(t.tokenize(english)),
    "tokens, Korean": lambda t: len(t.tokenize(korean)),
    "entries learnt": lambda t: t.vocab_size,
    "cuts text first": lambda t: bool(t.backend_tokenizer.pre_tokenizer),
    "12345": lambda t: " ".join(t.tokenize("12345")),
    "a cat": lambda t: " ".join(t.tokenize("a cat")),
    "adds a BOS": lambda t: t.encode("Hi")[0] == t.bos_token_id,
}
rows = [[q, str(ask(llama)), str(ask(phi3))] for q, ask in questions.items()]
table(rows, header=["", "Llama 3.1", "Phi-3"])

# %% [markdown] id="alike-read"
# **Alike**: the algorithm; every character can be written, in the last resort by bytes; and English costs much the same.
#
# **Not alike**: nearly all the rest. Llama 3.1 starts from bytes and Phi-3 from characters, with bytes for what is missing. Llama 3.1 cuts a text into words before it merges, Phi-3 never does. Digits, spaces and the BOS follow other rules, and Llama 3.1 learnt {{= round(llama.vocab_size / phi3.vocab_size) }} times as many entries, which other scripts feel. Phi-3's vocabulary is Llama 2's ([lesson](anatomy-of-a-vocabulary.ipynb)), not Llama 3.1's.
#
# ## How a vocabulary is trained
#
# The families learn differently. The same small text, the same size:

# %% id="train"
from tokenizers import Tokenizer, pre_tokenizers, trainers
from tokenizers import models as kinds

DRUGS = """
amoxicillin metformin lisinopril atorvastatin omeprazole
levothyroxine amlodipine salbutamol warfarin prednisolone
""".split()
SIGNS = """
hypertension hyperglycaemia pneumonia gastritis
hypothyroidism dyspnoea arrhythmia dermatitis
""".split()
dice = random.Random(15)


def note():
    drug, sign = dice.choice(DRUGS), dice.choice(SIGNS)
    dose, times = dice.choice((5, 10, 20, 250)), dice.choice(("once", "twice"))
    begun = f"Patient with {sign}; started {drug} {dose} mg {times} daily"
    return f"{begun}, review for {dice.choice(SIGNS)}."


notes = [note() for _ in range(400)]
held_out = [note() for _ in range(100)]

learners = {
    "BPE": (kinds.BPE(unk_token="[UNK]"), trainers.BpeTrainer, {}),
    "Unigram": (kinds.Unigram(), trainers.UnigramTrainer, {"unk_token": "[UNK]"}),
}
for name, (empty, trainer, more) in learners.items():
    small = Tokenizer(empty)
    small.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    more |= {"special_tokens": ["[UNK]"], "show_progress": False}
    small.train_from_iterator(notes, trainer(vocab_size=80, **more))
    whole = sum(word in small.get_vocab() for word in DRUGS + SIGNS)
    print(f"{name}: {small.get_vocab_size()} entries, {whole} whole terms")
    print(" ", *small.encode("pneumonia hypothermia").tokens)

# %% [markdown] id="train-read"
# * **BPE** begins with single characters and adds the most frequent pair, again and again ([lesson](how-bpe-chooses.ipynb)).
# * **Unigram** goes the other way. It begins with far too many pieces and throws out those that the text would miss least, until the size is right. Here it kept {{= whole }} of the {{= len(DRUGS + SIGNS) }} medical terms whole, and nearly all its other pieces have one, two or three letters. A word that is new falls to those.
# * **WordPiece** in this library is trained as BPE is; the marks and the way of cutting make the difference. It breaks ties by chance, so training twice may give two vocabularies ([tokenizers#1794](https://github.com/huggingface/tokenizers/issues/1794)). Keep the file, not the recipe.
#
# ## Which size?
#
# A larger vocabulary makes texts shorter, and the model's tables of rows longer. Measure both: tokens per byte, on text that was *not* trained on, and the numbers in the tables.

# %% id="size"
def per_byte(tok, texts):
    tokens = sum(len(tok.encode(t, add_special_tokens=False)) for t in texts)
    return tokens / sum(len(t.encode()) for t in texts)


WIDTH = 4096  # numbers in a row of Llama 3.1 8B: `hidden_size` of its config.json
general = ["The keeper wrote a long letter to his sister about the weather."]
rows, curve, domain = [], {}, {}
for size in (540, 580, 620, 900):
    domain[size] = llama.train_new_from_iterator(
        notes, vocab_size=size, show_progress=False
    )
    curve[size] = per_byte(domain[size], held_out)
for tok in (*domain.values(), llama):
    numbers = len(tok) * WIDTH * 2 / 1e6  # the rows that read, and those that write
    rows.append([len(tok), per_byte(tok, held_out), per_byte(tok, general), numbers])
table(rows, header=["entries", "notes", "other", "millions"])

# %% [markdown] id="size-read"
# *Notes* and *other* are tokens per byte, of the held-out notes and of a sentence about something else. *Millions* counts the numbers in the tables. The last row is Llama 3.1 as it comes.
#
# With {{= len(domain[900]) - len(llama.added_tokens_decoder) - len(pre_tokenizers.ByteLevel.alphabet()) }} entries learnt from {{= len(notes) }} notes, a note needs {{= f"{curve[900] / per_byte(llama, held_out):.0%}" }} of Llama's tokens. These notes repeat themselves, so do not expect as much of yours. The price: the other sentence needs
# {{= f"{per_byte(domain[900], general) / per_byte(llama, general):.1f}" }} times as many.
#
# The first steps bring most. The last size asked for was {{= max(curve) }}; at {{= len(domain[max(curve)]) }} there is nothing left to join. ({{= len(llama.added_tokens_decoder) }} of the entries are Llama's special tokens and {{= len(pre_tokenizers.ByteLevel.alphabet()) }} are bytes; they are there before anything is learnt.)
#
# ## What a new vocabulary costs an existing model
#
# Fewer tokens, lower costs. Why not give Llama the new tokenizer? Because a model knows ids, not tokens ([lesson](text-to-ids.ipynb)).

# %% id="moved"
new = domain[900]
old_ids, new_ids = llama.get_vocab(), new.get_vocab()
kept = [token for token in new_ids if old_ids.get(token) == new_ids[token]]
print(f"{len(kept)} of {len(new_ids)} tokens keep their id")
read = llama.decode(new.encode(held_out[0], add_special_tokens=False))
print("Llama would read:", repr(read[:18]))
show(chips(new, "Hi", label="and the BOS"))
print("its id:", new.encode("Hi")[0], "the new BOS:", new.bos_token_id)

# %% [markdown] id="moved-read"
# Every row of the model's table would mean something else. You would have to train the table again, and with it most of the model.
#
# The last lines show a bug on top. `train_new_from_iterator` moved the BOS to id {{= new.bos_token_id }}, but Llama's post-processor still adds the old id, which is past the end of the new vocabulary. It was reported for version 4 ([transformers#30752](https://github.com/huggingface/transformers/issues/30752)) and is still there ([pitfall](../pitfalls.md#trained-bos)).
#
# The gentler way is to *add* tokens. All ids stay, and the model gets a few new rows, which must be trained ([lesson](special-tokens.ipynb)).

# %% id="added"
extended = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
extended.add_tokens([" " + word for word in DRUGS + SIGNS])
counts = {
    "Llama 3.1": per_byte(llama, held_out),
    f"with {len(DRUGS + SIGNS)} words added": per_byte(extended, held_out),
    f"a new vocabulary of {len(new)}": per_byte(new, held_out),
}
print("old ids the same:", extended.encode(general[0]) == llama.encode(general[0]))
bars(counts, unit="tokens per byte of the held-out notes")

# %% [markdown] id="added-read"
# Here {{= len(DRUGS + SIGNS) }} well-chosen words bring as much as the whole new vocabulary, and move nothing. (An added token is matched whole, also inside longer words: keep the list to words that stand alone.)
#
# ## In practice
#
# * Ask of every model which family it is, before you trust a round trip: `tokenizer.backend_tokenizer.model` tells.
# * Count unknown tokens in your own data, by id. At each of them the model is blind.
# * Put a space between words and emoji for WordPiece models, or leave the emoji out on purpose.
# * Keep the original text. Go back to it with offsets, and not with `decode`.
# * Change an existing model's vocabulary only by adding. Train a new one only for a model that you train from the start.
# * Choose a size on held-out text, in tokens per byte, and look at a second kind of text as well.
#
# ## Exercises

# %% [markdown] id="ex-pieces" tags=["exercise"]
# ### Exercise: be WordPiece
#
# Write `wordpiece(word, vocabulary)`: the pieces of one lower-case word, with `##` from the second on, or `["[UNK]"]` if it cannot be cut.

# %% id="ex-pieces-starter" tags=["exercise"]
def wordpiece(word, vocabulary):
    return [word] if word in vocabulary else ["[UNK]"]


# %% [markdown] id="ex-pieces-hint-1" tags=["hint"]
# Try the whole rest of the word first, then one character less. From the second piece on, look up `"##" + piece`.

# %% [markdown] id="ex-pieces-hint-2" tags=["hint"]
# As soon as nothing fits at one place, the answer is the unknown token alone, whatever you have found before.

# %% id="ex-pieces-solution" tags=["solution"]
def wordpiece(word, vocabulary):
    pieces = []
    while word:
        mark = "##" if pieces else ""
        ends = range(len(word), 0, -1)
        end = next((n for n in ends if mark + word[:n] in vocabulary), None)
        if end is None:
            return ["[UNK]"]
        pieces.append(mark + word[:end])
        word = word[end:]
    return pieces


# %% id="ex-pieces-check" tags=["check"]
entries = bge.get_vocab()
for word in ("search", "doughnuts", "unaffable", "hyperparameters", "great🤗", "zürichs"):
    got, right = wordpiece(word, entries), bge.backend_tokenizer.model.tokenize(word)
    right = [token.value for token in right]
    assert isinstance(got, list), f"{word}: a list of pieces, please, not {type(got).__name__}."
    assert got != [p.replace("##", "") for p in right] or got == right, f"{word}: from the second piece on, each wears ##."
    assert got == right, f"{word}: {got}, but WordPiece gives {right}."
print("Correct: that is the algorithm. The library gives up on words of more than 100 characters, too.")

# %% [markdown] id="ex-path" tags=["exercise"]
# ### Exercise: find the best path by hand
#
# A Unigram vocabulary of eight entries. Which pieces does it give for `▁undone`? Add up, and do not call `paths`.

# %% id="ex-path-starter" tags=["exercise"]
tiny = {
    "▁un": -4.0, "▁und": -5.5,
    "▁undo": -9.5, "do": -4.5,
    "done": -6.0, "one": -3.5,
    "ne": -5.0, "n": -6.5,
}  # fmt: skip
best_path = ["▁undo", "ne"]

# %% [markdown] id="ex-path-hint-1" tags=["hint"]
# There are four ways: two begin with `▁un`, one with `▁und`, one with `▁undo`.

# %% [markdown] id="ex-path-hint-2" tags=["hint"]
# The scores are negative. The best sum is the one nearest to zero, and a long piece may be dear.

# %% id="ex-path-solution" tags=["solution"]
tiny = {
    "▁un": -4.0, "▁und": -5.5,
    "▁undo": -9.5, "do": -4.5,
    "done": -6.0, "one": -3.5,
    "ne": -5.0, "n": -6.5,
}  # fmt: skip
best_path = ["▁und", "one"]

# %% id="ex-path-check" tags=["check"]
assert "".join(best_path) == "▁undone", f"Your pieces spell {''.join(best_path)!r}, not '▁undone'."
assert all(piece in tiny for piece in best_path), "Every piece must be one of the eight entries."
mine = sum(tiny[piece] for piece in best_path)
from tokenizers.models import Unigram

right = [t.value for t in Unigram([("<unk>", 0.0), *tiny.items()], 0, False).tokenize("▁undone")]
assert best_path == right, f"Your path has the score {mine}. There is one with {sum(tiny[p] for p in right)}."
print("Correct: neither the longest first piece nor the longest last one.")

# %% [markdown] id="ex-original" tags=["exercise"]
# ### Exercise: which word was [UNK]?
#
# A real case: somebody met `[UNK]` among the tokens, and asked how to find the original word by its index ([transformers#5846](https://github.com/huggingface/transformers/issues/5846)).
# Write `originals(tokenizer, text)`: for each token without special tokens, the piece of the *original* text that it stands for.

# %% id="ex-original-starter" tags=["exercise"]
def originals(tokenizer, text):
    return tokenizer.tokenize(text)


# %% [markdown] id="ex-original-hint-1" tags=["hint"]
# `return_offsets_mapping=True` gives a start and an end for each token, in the text as you passed it.

# %% [markdown] id="ex-original-hint-2" tags=["hint"]
# The tokenizer adds special tokens of its own unless you say `add_special_tokens=False`.

# %% id="ex-original-solution" tags=["solution"]
def originals(tokenizer, text):
    made = tokenizer(text, return_offsets_mapping=True, add_special_tokens=False)
    return [text[start:end] for start, end in made["offset_mapping"]]


# %% id="ex-original-check" tags=["check"]
for text, right in {
    "Café great🤗": ["Café", "great🤗"],
    "Zürich doughnuts": ["Zürich", "dough", "nut", "s"],
    "US 𓀀": ["US", "𓀀"],
}.items():
    got = originals(bge, text)
    assert len(got) == len(right), f"{text!r}: {len(right)} tokens without special ones, and you give {len(got)} pieces."
    assert not any("[UNK]" in piece for piece in got), f"{text!r}: [UNK] is the token. What stood in the text?"
    assert got == right, f"{text!r}: {got} should be {right}, with capitals and accents as they were."
print("Correct: the tokenizer forgets, your text does not.")

# %% [markdown] id="ex-trained" tags=["exercise"]
# ### Exercise: mend the trained tokenizer
#
# A real case: "train_new_from_iterator does not properly modify the tokenizer's postprocessor's ids" ([transformers#30752](https://github.com/huggingface/transformers/issues/30752)). Write `mend(tokenizer)`: give it a post-processor that adds *its own* BOS before a text, and before each text of a pair. Use `TemplateProcessing`, as [lesson](pipeline.ipynb) did.

# %% id="ex-trained-starter" tags=["exercise"]
from tokenizers.processors import TemplateProcessing


def mend(tokenizer):
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single="$A", pair="$A $B", special_tokens=[]
    )


# %% [markdown] id="ex-trained-hint-1" tags=["hint"]
# In `single` and `pair` the BOS is written by name: `tokenizer.bos_token`, then a space, then the `$`.

# %% [markdown] id="ex-trained-hint-2" tags=["hint"]
# `special_tokens` pairs each name with an id. Whose id is it?

# %% id="ex-trained-solution" tags=["solution"]
from tokenizers.processors import TemplateProcessing


def mend(tokenizer):
    bos = tokenizer.bos_token
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A",
        pair=f"{bos} $A {bos} $B",
        special_tokens=[(bos, tokenizer.bos_token_id)],
    )


# %% id="ex-trained-check" tags=["check"]
for mended in domain.values():
    mend(mended)
    bos, plain = mended.bos_token_id, mended.encode("Hi", add_special_tokens=False)
    one, two = mended.encode("Hi"), mended("Hi", "Hi")["input_ids"]
    assert one != plain, "No BOS: the text begins with its own first token."
    assert max(one) < len(mended), f"The id {max(one)} is past the end of a vocabulary of {len(mended)}. Whose BOS is it?"
    assert one[0] == bos, f"The first id is {one[0]}, and the BOS of this tokenizer is {bos}."
    assert one[1:] == plain, "Only the BOS is to be added."
    assert two == one + one, f"A pair of two texts gives {two}: each of them needs its BOS, {bos}."
print("Correct: a template holds ids, and ids belong to one vocabulary.")

# %% [markdown] id="ex-size" tags=["exercise"]
# ### Exercise: choose a size
#
# Write `choose(curve, slack)`: the smallest size whose tokens per byte are at most `slack` (say, three hundredths) above the lowest of the curve, as a share of the lowest.

# %% id="ex-size-starter" tags=["exercise"]
def choose(curve, slack):
    return max(curve)


# %% [markdown] id="ex-size-hint-1" tags=["hint"]
# `curve` is `{size: tokens per byte}`. The limit is the lowest value times one plus the slack.

# %% id="ex-size-solution" tags=["solution"]
def choose(curve, slack):
    limit = min(curve.values()) * (1 + slack)
    return min(size for size, value in curve.items() if value <= limit)


# %% id="ex-size-check" tags=["check"]
assert choose({10: 0.5, 20: 0.3, 40: 0.3}, 0) == 20, "Two sizes are equally good: take the smaller one."
assert choose({10: 0.31, 20: 0.305, 40: 0.3}, 0.05) == 10, "With a slack of five hundredths, 0.31 is good enough."
assert choose({10: 3.2, 20: 3.0}, 0.1) == 10, "The slack is a share of the lowest value: a tenth of 3.0 is 0.3."
assert choose({8: 0.2, 4: 0.4}, 0.1) == 8, "The curve may come in any order; and twice as many tokens is too many."
got = choose(curve, 0.03)
assert curve[got] <= min(curve.values()) * 1.03, f"{got} needs too many tokens per byte."
print("Correct: for the notes it is", got)

# %% [markdown] id="sources"
# ## Sources
#
# * WordPiece and Unigram in the Hugging Face course: [WordPiece](https://huggingface.co/course/chapter6/6), [Unigram](https://huggingface.co/course/chapter6/7)
# * [Subword regularization](https://arxiv.org/abs/1804.10959), Kudo; sampling in the library: [tokenizers#849](https://github.com/huggingface/tokenizers/issues/849), [tokenizers#1994](https://github.com/huggingface/tokenizers/pull/1994)
# * Emoji as unknown: [tokenizers#450](https://github.com/huggingface/tokenizers/issues/450), [bert#587](https://github.com/google-research/bert/issues/587); accents lost: [transformers#35](https://github.com/huggingface/transformers/issues/35)
# * Ranks and merges: [tiktoken#60](https://github.com/openai/tiktoken/issues/60), [iree#23663](https://github.com/iree-org/iree/pull/23663)
# * New vocabularies for old models: [transformers#30752](https://github.com/huggingface/transformers/issues/30752), [LlamaFactory#2248](https://github.com/hiyouga/LlamaFactory/issues/2248)
