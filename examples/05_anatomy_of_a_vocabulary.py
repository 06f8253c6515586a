# ---
# title: Anatomy of a vocabulary
# part: Vocabularies
# question: Why do vocab_size, len(tokenizer) and the model's own number disagree?
# description: A map of four vocabularies by id, what the early and the late ids hold, which of the three sizes to trust, what missing tokens and ids past the end give, and the ids that no text ever produces.
# ---

# %% [markdown] id="title"
# # Anatomy of a vocabulary
#
# You add a token to Qwen2 and want to know how many rows the model needs now. `tokenizer.vocab_size` gives one number.
# `len(tokenizer)` gives another. The model's own `config.json` says `vocab_size` too, and there it is a third number.
#
# None of them is a mistake. To see why, open the vocabulary: where things lie,
# what is beyond the end, who shares it with whom, and which ids no text will ever produce.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from collections import Counter

from tour import bars, chips, show, table
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

# %% [markdown] id="sizes-intro"
# ## Three numbers for one size
#
# First what a tokenizer knows. Below the table stand its [added tokens](../reference/glossary.md#added-token), with the lowest and
# the highest of their ids. These strings are matched whole, before the rest of the text is cut. Most of them are special tokens
# ([lesson](special-tokens.ipynb)).

# %% id="sizes"
rows = [[name, tok.vocab_size, len(tok)] for name, tok in models.items()]
show(table(rows, header=["", "vocab_size", "len()"]))

for name, tok in models.items():
    added = sorted(tok.added_tokens_decoder)
    print(f"{name:10} {len(added):3} added: {added[0]} … {added[-1]}")

# %% [markdown] id="sizes-read"
# `len(tokenizer)` counts every id. `vocab_size` leaves out what was added *behind* the vocabulary. It is not "the size without special tokens", as it is often explained:
# StarCoder2's {{= len(starcoder2.added_tokens_decoder) }} added tokens lie inside, at the very front, and three of Phi-3's as well.
#
# Now the model's number. Its [embedding matrix](../reference/glossary.md#embedding-matrix) has one row
# for each id that the model can read. Their number stands in `config.json`, which belongs to the model and not to the tokenizer.
# The next cell therefore *quotes* it, from the models' pages ([Phi-3](https://huggingface.co/microsoft/Phi-3-mini-4k-instruct/blob/main/config.json),
# [Qwen2](https://huggingface.co/Qwen/Qwen2-7B/blob/main/config.json),
# [StarCoder2](https://huggingface.co/bigcode/starcoder2-3b/blob/main/config.json)) and from
# [a report on Llama 3.1](https://github.com/cohere-ai/magikarp/blob/92e6693682896ed8b0e687da5953ed9d0c032bdd/results/reports/meta_llama_Meta_Llama_3_1_8B.md).
# The last column is computed: round `len` up to a multiple of one of these numbers, and you get the quoted one.

# %% id="rows"
# Quoted from `vocab_size` in each model's config.json, not computed here.
config_rows = {
    "Llama 3.1": 128256,
    "Phi-3": 32064,
    "Qwen2": 152064,
    "StarCoder2": 49152,
}


def padded(size, multiple):
    """The smallest multiple of `multiple` that is not below `size`."""
    return -(-size // multiple) * multiple


rows = []
for name, tok in models.items():
    quoted = config_rows[name]
    fits = [m for m in (64, 128, 256, 512) if padded(len(tok), m) == quoted]
    rows.append([name, quoted, " ".join(map(str, fits))])
table(rows, header=["", "quoted", "multiple of"])

# %% [markdown] id="rows-read"
# Phi-3's number is `len` rounded up to a
# multiple of {{= next(m for m in (64, 128, 256, 512) if padded(len(phi3), m) == config_rows['Phi-3']) }}, Qwen2's to one of {{= next(m for m in (64, 128, 256, 512) if padded(len(qwen2), m) == config_rows['Qwen2']) }}: computation is more efficient with round sizes
# ([Qwen#419](https://github.com/QwenLM/Qwen/issues/419), [Qwen3#29](https://github.com/QwenLM/Qwen3/issues/29)). The other two have as many rows as ids.
# Small and large models of one family share a tokenizer and have
# different numbers of rows ([Qwen3#292](https://github.com/QwenLM/Qwen3/issues/292)). So a tokenizer cannot know the number.
#
# Each number answers its own question
# ([pitfall](../pitfalls.md#vocab-size)):
#
# * `len(tokenizer)`: which ids can the tokenizer give? It is the least number of rows.
# * The rows of the embedding matrix: which ids can the model read and write? Take the number from the model, never from the tokenizer.
# * `vocab_size`: what was there before anything was appended? You will hardly ever need it.
#
# Qwen2's model has {{= config_rows["Qwen2"] - len(qwen2) }} rows to spare, so three new tokens need no new rows. The usual line,
# `model.resize_token_embeddings(len(tokenizer))`, would *cut off* rows, and files trained before and
# after no longer fit together ("size mismatch for lm_head",
# [peft#2415](https://github.com/huggingface/peft/issues/2415)). The library's own example scripts resize only
# when there are too few ([transformers#20043](https://github.com/huggingface/transformers/pull/20043)).
# Too few is the worse fault: an id past the last row ends in `IndexError: index out of range in self`, and on a graphics card
# in `CUDA error: device-side assert triggered` ([transformers#1848](https://github.com/huggingface/transformers/issues/1848)).
#
# ## Past the end, the tokenizer says nothing
#
# The tokenizer is less strict. Ask Qwen2's for ids that do not exist, with `decode` and with `convert_ids_to_tokens`.

# %% [markdown] id="guess-past-end" tags=["guess"]
# **Before you look:** what does `qwen2.decode` give for an id that is one past its last?
#
# - an error
# - an empty string
# - the token for unknown text
#
# Answer: {{= "an empty string" if qwen2.decode(len(qwen2)) == "" else "the token for unknown text" }}

# %% id="past-the-end"
rows = []
for asked in (len(qwen2) - 1, len(qwen2), 10**6, -100, 1.5, "12"):
    answers = []
    for method in (qwen2.decode, qwen2.convert_ids_to_tokens):
        try:
            answers.append(repr(method(asked)))
        except Exception as error:
            answers.append(type(error).__name__)
    rows.append([repr(asked), *answers])
table(rows, header=["id", "decode", "convert_…"])

# %% [markdown] id="past-the-end-read"
# Past the end, `decode` gives an empty string, and in a longer text nothing shows that an id is missing.
# A model with spare rows, as Qwen2 has them, can emit such an id. In one server the whole request failed
# ([pegainfer#673](https://github.com/pegainfer-project/pegainfer/issues/673)). If an answer looks too short for its number of ids, look for `None` in
# `convert_ids_to_tokens`.
#
# A negative id raises. You meet this when you decode training labels, in which {{= -100 }} marks the places to ignore ([lesson](batches.ipynb)). Older versions said
# `out of range integral type conversion attempted` ([transformers#22634](https://github.com/huggingface/transformers/issues/22634)).
# And `convert_ids_to_tokens` takes a string for a list of its digits.
#
# ## A missing token: None, unknown, or the end of the text
#
# Now the other direction. Ask all four for a word as three of them print it, for a misspelt one, and for Qwen2's end token.

# %% id="missing"
rows = []
asked = ["Ġthe", "teh", "<|im_end|>"]
for name, tok in models.items():
    rows.append([name, *map(str, tok.convert_tokens_to_ids(asked))])
show(table(rows, header=["", *asked]))

for name, tok in models.items():
    print(f"{name:10} unk_token: {tok.unk_token}")

# %% [markdown] id="missing-read"
# A tokenizer without an [unknown token](../reference/glossary.md#unknown-token) answers `None`. One that has it answers with its id.
# In StarCoder2 that is `<|endoftext|>`: misspell a word that you want to forbid, and you have forbidden the model to stop.
#
# A safer question is `tokenizer.get_vocab().get(token)`, which gives `None` for a missing token in all four. Spell it as the vocabulary does,
# with `Ġ` or `▁` for the space.
#
# ## A map of the vocabulary
#
# [Lesson](what-a-token-is.ipynb) sorted the entries by kind. This time the order of the ids stays. First give each entry
# its kind; `entry_bytes` gets at its [bytes](bytes-and-unicode.ipynb).

# %% id="kinds"
PRINTED = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
HIDDEN = [byte for byte in range(256) if byte not in PRINTED]
TO_BYTE = {256 + n: byte for n, byte in enumerate(HIDDEN)}
KINDS = [
    "letters a to z",
    "with digits or punctuation",
    "not ASCII",
    "only whitespace",
    "part of a character",
    "added",
]


def entry_bytes(token, sentencepiece):
    if not sentencepiece:
        return token.translate(TO_BYTE).encode("latin-1")
    if len(token) == 6 and token.startswith("<0x"):
        return bytes.fromhex(token[3:5])
    return token.replace("▁", " ").encode()


def kind(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "part of a character"
    if not text.strip():
        return "only whitespace"
    if not text.isascii():
        return "not ASCII"
    letters = text.strip().isalpha()
    return "letters a to z" if letters else "with digits or punctuation"


tokens, kinds = {}, {}
for name, tok in models.items():
    tokens[name] = tok.convert_ids_to_tokens(range(len(tok)))
    kinds[name] = [kind(entry_bytes(t, name == "Phi-3")) for t in tokens[name]]
    for i in tok.added_tokens_decoder:
        kinds[name][i] = "added"

for i in (1, 279, 3229, 100258):
    print(i, repr(tokens["Llama 3.1"][i]), kinds["Llama 3.1"][i])

# %% [markdown] id="map-intro"
# <a id="which-writing-gets-how-many-entries"></a>Now count the kinds in each fifth of the ids. The bars are Llama 3.1, the lowest ids at the top. The table has the
# share of one kind in four of the fifths, for all models.

# %% id="map-llama"
def fifths(name):
    """For each fifth of the ids: how many entries of each kind."""
    size = len(kinds[name])
    edges = [size * n // 5 for n in range(6)]
    found = {}
    for low, high in zip(edges, edges[1:]):
        count = Counter(kinds[name][low:high])
        found[f"from {low:,}"] = {k: count[k] for k in KINDS}
    return found


show(bars(fifths("Llama 3.1"), unit="entries of Llama 3.1, by id"))

rows = []
for name in models:
    shares = [c["not ASCII"] / sum(c.values()) for c in fifths(name).values()]
    rows.append([name, *(f"{shares[n]:.0%}" for n in (0, 2, 3, 4))])
table(rows, header=["not ASCII", "1st", "3rd", "4th", "5th"])

# %% [markdown] id="map-llama-read"
# A geologist would see two layers in Llama 3.1: English and code above, other scripts in the last bar. In byte-level [byte-pair encoding](../reference/glossary.md#byte-pair-encoding) a new entry gets the next free id at the moment
# it is learnt ([lesson](how-bpe-chooses.ipynb)). The ids are a diary: early means frequent in the *corpus*.
# So a sudden change points to a change of corpus. Qwen2 has one as well; StarCoder2 has none. (Phi-3's jump has another reason:
# its last {{= f'{sum(len(t) == 1 for t in tokens["Phi-3"]):,}' }} learnt entries are single characters, which SentencePiece puts at the end.)
#
# Here is the place where Llama's layers meet.

# %% id="seam"
seam = tokens["Llama 3.1"].index("ĠConveyor")
chips(llama, range(seam - 5, seam + 7))

# %% [markdown] id="seam-read"
# Up to id {{= seam }} stands a vocabulary of OpenAI's, learnt until it had come down to conveyors. Then come Meta's own tokens, for languages
# other than English ([The Llama 3 herd of models](https://arxiv.org/abs/2407.21783)), and they begin with the commonest again: with bytes that many Arabic, or
# many Thai, letters begin with. What few entries cost a script, [lesson](choosing-and-counting.ipynb) counts.
#
# ## Who shares a vocabulary?
#
# Every model has its own tokenizer, people say; yet several may share one. Names and sizes do not tell. A hash does: of each token learnt and its id. The table shows the first six digits of it.

# %% [markdown] id="guess-sizes" tags=["guess"]
# **Before you look:** StarCoder2 and SmolLM2 both have {{= f"{len(starcoder2):,}" }} ids. Is it the same vocabulary?
#
# - yes
# - no
#
# Answer: {{= "yes" if AutoTokenizer.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct").get_vocab() == starcoder2.get_vocab() else "no" }}

# %% id="fingerprints"
import hashlib
import json

shelf = {
    "Llama 3.1 base": "meta-llama/Llama-3.1-8B",
    "DeepSeek-V3": "deepseek-ai/DeepSeek-V3",
    "Qwen3": "Qwen/Qwen3-0.6B",
    "SmolLM2": "HuggingFaceTB/SmolLM2-135M-Instruct",
}
family = models | {n: AutoTokenizer.from_pretrained(r) for n, r in shelf.items()}

# Quoted: of Llama 2, from llama.cpp's ggml-vocab-llama-spm.gguf.
LLAMA_2 = "b9f117248330"


def fingerprint(tok):
    vocabulary, added = tok.get_vocab(), tok.added_tokens_decoder
    learnt = sorted((i, t) for t, i in vocabulary.items() if i not in added)
    return hashlib.sha256(json.dumps(learnt).encode()).hexdigest()[:12]


prints = {name: fingerprint(tok) for name, tok in family.items()}
rows = [[n, prints[n][:6], tok.vocab_size] for n, tok in family.items()]
rows.append(["Llama 2", LLAMA_2[:6], 32000])
table(sorted(rows, key=lambda r: r[2]), header=["", "hash", "vocab_size"])

# %% [markdown] id="fingerprints-read"
# Three pairs share, and the sizes mislead.
#
# * **Llama 3.1 and its base model** share all, added tokens too. Their ids may be exchanged.
# * **Qwen2 and Qwen3** share what was learnt. Qwen3 has {{= len(family["Qwen3"]) - len(qwen2) }} more added tokens behind it, which mean nothing to Qwen2.
# * **Phi-3 and Llama 2**: the same pieces with the same ids, from two companies, as
#   Microsoft says ([technical report](https://arxiv.org/abs/2404.14219)). Phi-3's own tokens stand behind.
# * **DeepSeek-V3 and Llama 3.1** learnt equally many entries, and not the same. So did StarCoder2 and SmolLM2.
#
# ## Ids that never come back
#
# One would think that every entry is there to be used. Test it on the last fifth of each vocabulary: decode each id by itself, encode the text again.
# An id that does not come back is *lost*. Parts of a character are counted apart.
# (This cell and the next take some seconds in the browser.)

# %% id="round-trip"
def lost(tokenizer, ids, before=""):
    """The ids whose own text is not encoded as that id alone."""
    ids = list(ids)
    plain = {"add_special_tokens": False, "return_attention_mask": False}
    texts = tokenizer.batch_decode([[i] for i in ids])
    back = tokenizer([before + t for t in texts], **plain)["input_ids"]
    start = tokenizer(before, **plain)["input_ids"]
    return [i for i, found in zip(ids, back) if found != [*start, i]]


gone, rows = {}, []
for name, tok in models.items():
    ids = range(len(tok) * 4 // 5, len(tok))
    gone[name] = lost(tok, ids)
    parts = sum(kinds[name][i] == "part of a character" for i in gone[name])
    rest = len(gone[name]) - parts
    rows.append([name, len(gone[name]), parts, rest])
table(rows, header=["", "lost", "parts", "the rest"])

# %% [markdown] id="round-trip-read"
# What was lost falls into three classes.
#
# **Parts of a character.** Decoded alone they give
# `�`, which is encoded as something else. They are in use all the same, beside their other half.
#
# **Phi-3's large number is an artefact of the test**: with [its own space](what-a-token-is.ipynb) in front, `ing` comes back as `▁ing`,
# another id. Test all of Phi-3, and give those that are lost a second chance, behind a newline.

# %% id="phi3-twice"
alone = lost(phi3, range(len(phi3)))
never = lost(phi3, alone, before="\n")
print(f"lost alone: {len(alone):,}")
print("behind a newline too:", len(never))

letters = [i for i in never if kinds["Phi-3"][i] == "letters a to z"]
show(chips(phi3, letters[:5], label="five of them"))
print(*phi3.convert_ids_to_tokens(letters[:5]))
print("and ABC is", *phi3.convert_ids_to_tokens(phi3.encode("ABC")))

# %% [markdown] id="phi3-twice-read"
# What a test says depends on what you put around the token. The remaining {{= len(never) }} are a lone `▁` and
# [byte fallback](../reference/glossary.md#byte-fallback) tokens, many of them like `{{= phi3.convert_ids_to_tokens(letters[0]) }}`, the byte of `A`: since
# `A` has an entry of its own, nothing ever falls back to that byte.
#
# **Qwen2's rest is the strange one.** Among it are common Thai words. Here is `เป็น`, *to be*: first
# the entry that has it whole, then what Qwen2 really makes of it.

# %% id="thai"
word = "เป็น"
entry = next(i for i in gone["Qwen2"] if qwen2.decode(i) == word)
show(chips(qwen2, [entry], label="the entry"))
show(chips(qwen2, word, label="Qwen2"))
show(chips(llama, word, label="Llama 3.1", add_special_tokens=False))

# %% id="thai-classes"
import unicodedata


def why(text):
    if unicodedata.normalize("NFC", text) != text:
        return "changed by NFC"
    if any(unicodedata.category(c).startswith("M") for c in text):
        return "cut at a mark"
    return "cut at punctuation"


rest = [i for i in gone["Qwen2"] if kinds["Qwen2"][i] != "part of a character"]
reasons = {}
for i in rest:
    reasons.setdefault(why(qwen2.decode(i)), []).append(i)
rows = [
    [reason, len(ids), "  ".join(qwen2.decode(i) for i in ids[:2])]
    for reason, ids in reasons.items()
]
table(rows, header=["the text is", "ids", "two of them"])

# %% [markdown] id="thai-read"
# Many Thai vowel signs, like accents that stand apart, are *marks* in Unicode and not letters. Qwen2's [pre-tokenizer](../reference/glossary.md#pre-tokenizer)
# cuts before them, and no merge can cross a cut. Qwen2's second layer must have been learnt under
# other rules, and no text reaches these words any more.
# Other entries hold a spelling that its [NFC step](bytes-and-unicode.ipynb) rewrites before it looks.
# In a sister model, researchers find the rows of all unreachable ids untrained, by their measure
# ([report on Qwen2](https://github.com/cohere-ai/magikarp/blob/28541bea341812f2869ff082b88db5872e60d093/results/reports/Qwen_Qwen2_57B_A14B.md)). Try other Thai words:
#
# [Change this text in the playground](../playground/tokenizer.md "qwen2 llama-3.1: เป็น ที่ ไม่ ได้")
#
# ## Why some tokens derail a model
#
# A last group comes back and is dangerous all the same. Search Llama 3.1's entries for one odd string.

# %% id="scaffold"
steps = [i for i, t in enumerate(tokens["Llama 3.1"]) if "ForCanBe" in t]
show(chips(llama, steps, label="entries"))
whole = " ForCanBeConvertedToForeach"
show(chips(llama, whole, add_special_tokens=False, label="in real code"))

# %% [markdown] id="scaffold-read"
# One long word, learnt in three steps: a remark that a tool writes into C# programs.
# Real texts contain it whole, and then only the last id is used. The two before it were scaffolding.
#
# A row is trained when its id occurs. These two hardly do: in the published measurements of Llama 3.1 both rows have a
# length of practically zero, and so has `$PostalCodesNL`, id {{= llama.convert_tokens_to_ids("$PostalCodesNL") }}
# ([report](https://github.com/cohere-ai/magikarp/blob/92e6693682896ed8b0e687da5953ed9d0c032bdd/results/reports/meta_llama_Meta_Llama_3_1_8B.md)). Type such a text, and the model
# reads a row that means nothing. These are the *glitch tokens*, or *under-trained tokens*, that made older models babble
# ([Land and Bartolo](https://arxiv.org/abs/2405.05417)).
#
# ## In practice
#
# * Rows needed: `len(tokenizer)`. Rows there: ask the model. Resize only upwards.
# * A model gives one score per row, its *logits*. An array that goes with them, such as a mask, is as long as the rows, not as `len(tokenizer)`.
# * Look tokens up with `get_vocab().get(…)`, and check for `None`.
# * Do two models share ids? Compare `get_vocab()`, or its hash. Sizes and names prove nothing.
# * Before decoding, replace negative ids. After decoding, an empty string may have been an id.
# * Never take an id at random for a test or as a filler: many rows were hardly trained.
#
# ## Exercises

# %% [markdown] id="ex-letters" tags=["exercise"]
# ### Exercise: words with a space
#
# Write `space_words(name)`: how many entries of that model are a space and then only letters a to z, in either case?
# It must work for all four. The starter counts too many.

# %% id="ex-letters-starter" tags=["exercise"]
def space_words(name):
    return sum(token.isalpha() for token in tokens[name])

# %% [markdown] id="ex-letters-hint-1" tags=["hint"]
# In Python, `"Ġ".isalpha()` is true: it is a letter of the Maltese alphabet. Cut the mark off before you ask.

# %% [markdown] id="ex-letters-hint-2" tags=["hint"]
# First the first character, which must be `Ġ` or `▁`. Then `isascii()` and `isalpha()` of all the others.

# %% id="ex-letters-solution" tags=["solution"]
def space_words(name):
    rest = [token[1:] for token in tokens[name] if token[0] in "Ġ▁"]
    return sum(r.isascii() and r.isalpha() for r in rest)


for name in models:
    print(f"{name:10} {space_words(name):,}")

# %% id="ex-letters-check" tags=["check"]
for name in models:
    wanted = sum(t[0] in "Ġ▁" and t[1:].isascii() and t[1:].isalpha() for t in tokens[name])
    bare = sum(t[0] in "Ġ▁" and t[1:].isalpha() for t in tokens[name])
    got = space_words(name)
    assert got != sum(t.isalpha() for t in tokens[name]), f"{name}: you count tokens without a space too, and Ġ as a letter."
    assert got != bare or bare == wanted, f"{name}: é and ж are letters to isalpha(), and so are garbled bytes. Add isascii()."
    assert got > 0, f"{name}: 0? Which character stands for the space in this model?"
    assert got == wanted, f"{name}: {got} is not right; it is {'more' if got > wanted else 'less'} than there are."
print("Correct.")

# %% [markdown] id="ex-reachable" tags=["exercise"]
# ### Exercise: is it reachable?
#
# Write `is_reachable(tokenizer, token_id)`: true if the id's text is encoded as that id, either alone or behind a newline.
# The starter tries it alone only.

# %% id="ex-reachable-starter" tags=["exercise"]
def is_reachable(tokenizer, token_id):
    text = tokenizer.decode(token_id)
    return tokenizer.encode(text, add_special_tokens=False) == [token_id]

# %% [markdown] id="ex-reachable-hint-1" tags=["hint"]
# What must `encode("\n" + text)` be? The ids of the newline, and then your id. How many ids a newline has depends on the model.

# %% id="ex-reachable-solution" tags=["solution"]
def is_reachable(tokenizer, token_id):
    text = tokenizer.decode(token_id)
    for before in ("", "\n"):
        start = tokenizer.encode(before, add_special_tokens=False)
        ids = tokenizer.encode(before + text, add_special_tokens=False)
        if ids == [*start, token_id]:
            return True
    return False

# %% id="ex-reachable-check" tags=["check"]
for name, token, wanted in [
    ("Llama 3.1", "Ġthe", True),
    ("Llama 3.1", "Ġ", True),
    ("Llama 3.1", "<|eot_id|>", True),
    ("Phi-3", "ing", True),
    ("Phi-3", "▁the", True),
    ("Phi-3", "<0x41>", False),
    ("Qwen2", "<s>", False),
    ("StarCoder2", "Ċ", True),
]:
    tok = models[name]
    got = is_reachable(tok, tok.convert_tokens_to_ids(token))
    assert isinstance(got, bool), "Return True or False."
    assert got == wanted, f"{name}, {token!r}: you say {got}. " + (
        "Put a newline in front and compare with its ids and this one." if wanted else "Compare with the id itself, not with the text."
    )
assert not is_reachable(llama, seam + 1), "Llama 3.1: half of a character decodes to �. Does � give the same id?"
print("Correct. (One edge: Phi-3's lone ▁ decodes to nothing and fails.)")

# %% [markdown] id="ex-same" tags=["exercise"]
# ### Exercise: may these ids be exchanged?
#
# You keep a cache of ids made by tokenizer `a`, and want to use it with the model of tokenizer `b`. Write `foreign(a, b)`: the sorted list of all ids
# of `a` that do not mean the same token in `b`. The starter compares sizes.

# %% id="ex-same-starter" tags=["exercise"]
def foreign(a, b):
    return [] if len(a) == len(b) else list(range(len(b), len(a)))

# %% [markdown] id="ex-same-hint-1" tags=["hint"]
# `a.get_vocab()` is a dict from tokens to ids, added ones included. For which of its pairs does `b` say something else?

# %% [markdown] id="ex-same-hint-2" tags=["hint"]
# A token that `b` lacks counts as well. `dict.get` gives `None` for it, which is no id.

# %% id="ex-same-solution" tags=["solution"]
def foreign(a, b):
    theirs = b.get_vocab()
    return sorted(i for token, i in a.get_vocab().items() if theirs.get(token) != i)


print(len(foreign(family["Qwen3"], qwen2)), len(foreign(qwen2, family["Qwen3"])))

# %% id="ex-same-check" tags=["check"]
for one, two, kind in [
    ("StarCoder2", "SmolLM2", "they have equally many ids and learnt other tokens"),
    ("Llama 3.1", "Llama 3.1 base", "base and instruct share every id"),
    ("Qwen3", "Qwen2", "Qwen3 has added tokens that Qwen2 lacks"),
    ("Qwen2", "Qwen3", "Qwen3 kept all of Qwen2's ids"),
]:
    a, b = family[one], family[two]
    got, other = foreign(a, b), b.get_vocab()
    wanted = sorted(i for t, i in a.get_vocab().items() if other.get(t) != i)
    assert isinstance(got, list), f"foreign() must return a list of ids, not {type(got).__name__}."
    assert len(got) == len(wanted), f"{one} read by {two}: {len(wanted):,} ids are foreign, you list {len(got):,}; {kind}."
    assert got == wanted, f"{one} read by {two}: the right number, but not the right ids in rising order."
print("Correct: ids made by Qwen2 may go into Qwen3, and not always the other way.")

# %% [markdown] id="ex-rows" tags=["exercise"]
# ### Exercise: rows for three new tokens
#
# You add `new` tokens, and the rows shall be a multiple of a round number. Write `rows_after(name, new, multiple)`: the rows that the model should
# have then. If the rows in `config_rows` are enough, they stay as they are.

# %% id="ex-rows-starter" tags=["exercise"]
def rows_after(name, new, multiple):
    return padded(models[name].vocab_size + new, multiple)

# %% [markdown] id="ex-rows-hint-1" tags=["hint"]
# Which of the three sizes says how many ids the tokenizer can give?

# %% [markdown] id="ex-rows-hint-2" tags=["hint"]
# First ask whether `len` and the new tokens fit into `config_rows[name]`. Only if not, round up.

# %% id="ex-rows-solution" tags=["solution"]
def rows_after(name, new, multiple):
    needed = len(models[name]) + new
    if needed <= config_rows[name]:
        return config_rows[name]
    return padded(needed, multiple)


for name in models:
    print(f"{name:10} {config_rows[name]:,} → {rows_after(name, 3, 64):,}")

# %% id="ex-rows-check" tags=["check"]
for name, tok in models.items():
    for new, multiple in ((3, 64), (0, 64), (3, 512), (600, 128)):
        got, needed, have = rows_after(name, new, multiple), len(tok) + new, config_rows[name]
        case = f"{name}, {new} new, multiple of {multiple}: {got:,}"
        assert got >= needed, f"{case} is too few for {needed:,} ids. Start from len(), not from vocab_size."
        assert got >= have, f"{case} would cut off rows: the model has {have:,}."
        assert got == have or needed > have, f"{case}, but the {have:,} rows of the model are enough."
        assert got == have or got == padded(needed, multiple), f"{case} is not the next multiple above {needed:,}."
print("Correct: Phi-3 and Qwen2 take three tokens without a new row.")

# %% [markdown] id="sources"
# ## Sources
#
# * Three sizes: [Qwen3#29](https://github.com/QwenLM/Qwen3/issues/29), [Qwen3#292](https://github.com/QwenLM/Qwen3/issues/292),
#   [Qwen#419](https://github.com/QwenLM/Qwen/issues/419)
# * Resizing: [peft#2415](https://github.com/huggingface/peft/issues/2415), [transformers#20043](https://github.com/huggingface/transformers/pull/20043)
# * Ids outside: [pegainfer#673](https://github.com/pegainfer-project/pegainfer/issues/673), [transformers#1848](https://github.com/huggingface/transformers/issues/1848), [transformers#22634](https://github.com/huggingface/transformers/issues/22634)
# * Where the vocabularies came from: [The Llama 3 herd of models](https://arxiv.org/abs/2407.21783)
# * Unreachable and untrained tokens, with a report for each model: [Fishing for Magikarp](https://arxiv.org/abs/2405.05417), Land and Bartolo,
#   and [its repository](https://github.com/cohere-ai/magikarp)
