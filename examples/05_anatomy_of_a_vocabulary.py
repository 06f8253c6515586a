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
# None of them is a mistake. To see why, this lesson opens the vocabulary and looks at all of it: where things lie,
# what is beyond the end, and which ids are in there although no text will ever produce them.

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
# First what a tokenizer knows. *Added* counts its [added tokens](../reference/glossary.md#added-token): strings that
# are matched whole, before the rest of the text is cut. Most of them are special tokens
# ([lesson](special-tokens.ipynb)).

# %% id="sizes"
rows = []
for name, tok in models.items():
    added = sorted(tok.added_tokens_decoder)
    ends = f"{added[0]} … {added[-1]}"
    rows.append([name, tok.vocab_size, len(tok), len(added), ends])
table(rows, header=["", "vocab_size", "len()", "added", "their ids"])

# %% [markdown] id="sizes-read"
# `len(tokenizer)` counts every id. In these four the ids run from zero without a gap, so it is also the last id plus one.
#
# `vocab_size` leaves out what was added *behind* the vocabulary. It is not "the size without special tokens", as it is often explained.
# StarCoder2 has {{= len(starcoder2.added_tokens_decoder) }} added tokens, and both its sizes are equal: they lie inside, at the very front.
# Phi-3 has {{= len(phi3.added_tokens_decoder) }}, and the sizes differ by {{= len(phi3) - phi3.vocab_size }}: the other {{= len(phi3.added_tokens_decoder) - len(phi3) + phi3.vocab_size }}, `<unk>`, `<s>` and `</s>`, are inside.
#
# Now the model's number. Its [embedding matrix](../reference/glossary.md#embedding-matrix) ([lesson](text-to-ids.ipynb)) has one row
# for each id that the model can read. No tokenizer file says how many rows that is. It stands in `config.json`, which belongs to the model.
# The next cell therefore *quotes* it, from the models' pages ([Phi-3](https://huggingface.co/microsoft/Phi-3-mini-4k-instruct/blob/main/config.json),
# [Qwen2](https://huggingface.co/Qwen/Qwen2-7B/blob/main/config.json),
# [StarCoder2](https://huggingface.co/bigcode/starcoder2-3b/blob/main/config.json)) and from
# [a report on Llama 3.1](https://github.com/cohere-ai/magikarp/blob/92e6693682896ed8b0e687da5953ed9d0c032bdd/results/reports/meta_llama_Meta_Llama_3_1_8B.md).
# The rest is computed: `len` rounded up to a multiple.

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
    rounded = [padded(len(tok), multiple) for multiple in (64, 128, 256, 512)]
    rows.append([name, len(tok), *rounded, config_rows[name]])
columns = ["", "len()", "to 64", "to 128", "to 256", "to 512", "quoted"]
table(rows, header=columns)

# %% [markdown] id="rows-read"
# Llama 3.1 and StarCoder2 fit exactly: their makers chose a round size. Phi-3's number is `len` rounded up to a
# multiple of {{= next(m for m in (64, 128, 256, 512) if padded(len(phi3), m) == config_rows['Phi-3']) }}. Qwen2's matches only the last column. This fits the numbers; it does not prove that they were made so.
#
# The makers' own reason is speed: computation is more efficient with round sizes ([Qwen#419](https://github.com/QwenLM/Qwen/issues/419)).
# Asked about exactly this ("Tokenizer size and embedding size mismatch"), the Qwen team named their distributed training, on many machines at once
# ([Qwen3#29](https://github.com/QwenLM/Qwen3/issues/29)). In their next family, Qwen1.5, small and large models share a tokenizer and have
# different numbers of rows ([Qwen3#292](https://github.com/QwenLM/Qwen3/issues/292)). So a tokenizer cannot know the number.
#
# Each number answers its own question
# ([pitfall](../pitfalls.md#vocab-size)):
#
# * `len(tokenizer)`: which ids can the tokenizer give? It is the least number of rows.
# * The rows of the embedding matrix: which ids can the model read and write? Take the number from the model, never from the tokenizer.
# * `vocab_size`: what was there before anything was appended? You will hardly ever need it.
#
# Qwen2's model has {{= config_rows["Qwen2"] - len(qwen2) }} rows to spare. So three new tokens need no new rows at all. The usual line,
# `model.resize_token_embeddings(len(tokenizer))`, would *cut off* rows of this model, and files trained before and
# after no longer fit together ("size mismatch for lm_head",
# [peft#2415](https://github.com/huggingface/peft/issues/2415)). The library's own example scripts therefore resize only
# when there are too few ([transformers#20043](https://github.com/huggingface/transformers/pull/20043)).
#
# Too few rows is the worse fault. An id past the last row ends in `IndexError: index out of range in self`, and on a graphics card
# in `CUDA error: device-side assert triggered` ([transformers#1848](https://github.com/huggingface/transformers/issues/1848)).
#
# ## Past the end, the tokenizer says nothing
#
# The model breaks. The tokenizer is less strict. Ask it for ids that do not exist.

# %% [markdown] id="guess-past-end" tags=["guess"]
# **Before you look:** what does `llama.decode` give for an id that is one past its last?
#
# - an error
# - an empty string
# - the token for unknown text
#
# Answer: {{= "an empty string" if llama.decode(len(llama)) == "" else "the token for unknown text" }}

# %% id="past-the-end"
rows = []
for asked in (len(llama) - 1, len(llama), 10**9, -1, -100, 1.5, "12"):
    answers = []
    for method in (llama.decode, llama.convert_ids_to_tokens):
        try:
            answers.append(repr(method(asked)))
        except Exception as error:
            answers.append(f"{type(error).__name__}: {error}")
    rows.append([repr(asked), *answers])
table(rows, header=["id", "decode", "convert_ids_to_tokens"])

# %% [markdown] id="past-the-end-read"
# Past the end, `decode` gives an empty string. It does not complain, and in a longer text nothing shows that an id is missing.
# A model with spare rows can emit such an id. One server met it in a benchmark, and the whole request failed
# ([pegainfer#673](https://github.com/pegainfer-project/pegainfer/issues/673)). If an answer is shorter than its number of ids suggests, look for `None` in
# `convert_ids_to_tokens`.
#
# A negative id raises. You meet this when you decode training labels, the ids that a model should learn to write, in which {{= -100 }} marks the places to ignore ([lesson](batches.ipynb)). Older versions said
# `out of range integral type conversion attempted` ([transformers#22634](https://github.com/huggingface/transformers/issues/22634)).
# In the last line `convert_ids_to_tokens` has a trap of its own: it takes the string for a list of its digits.
#
# ## A missing token: None, unknown, or the end of the text
#
# Now the other direction, from tokens to ids. Here are tokens that some of these models lack.

# %% id="missing"
rows = []
for token in ("the", "Ġthe", "<|endoftext|>", "<|im_end|>", "nonsense"):
    found = [tok.convert_tokens_to_ids(token) for tok in models.values()]
    rows.append([token, *map(str, found)])
rows.append(["unk_token", *(str(tok.unk_token) for tok in models.values())])
table(rows, header=["token", *models])

# %% [markdown] id="missing-read"
# A tokenizer without an [unknown token](../reference/glossary.md#unknown-token) answers `None`. One that has an unknown token answers with its id.
# In StarCoder2 that token is `<|endoftext|>`, so a misspelled name gives you the id that ends the text, at which generation stops. If you wanted to forbid
# a word, you have forbidden the model to stop.
#
# A safer question is `tokenizer.get_vocab().get(token)`, which gives `None` for a missing token in all four. And use the vocabulary's
# own spelling, with `Ġ` or `▁` for the space ([lesson](what-a-token-is.ipynb)).
#
# ## A map of the vocabulary
#
# Now to what the rows hold. [Lesson](what-a-token-is.ipynb) sorted the entries by kind. This time the order of the ids stays. Each bar below is a tenth of
# the ids, the lowest at the top. To judge an entry we need its bytes. Byte-level vocabularies print each byte as one character
# ([lesson](bytes-and-unicode.ipynb)), and the first function turns that round.

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
# Every entry now has its kind. Count them, tenth by tenth.

# %% id="map-llama"
def tenths(name):
    """For each tenth of the ids: how many entries of each kind."""
    size = len(kinds[name])
    edges = [size * n // 10 for n in range(11)]
    found = {}
    for low, high in zip(edges, edges[1:]):
        count = Counter(kinds[name][low:high])
        found[f"from {low:,}"] = {k: count[k] for k in KINDS}
    return found


bars(tenths("Llama 3.1"), unit="entries of Llama 3.1, by id")

# %% [markdown] id="map-llama-read"
# A geologist would see two layers. The upper bars are English letters and code. In the last two, nearly nothing is ASCII: these are other scripts.
#
# In byte-level [byte-pair encoding](../reference/glossary.md#byte-pair-encoding) a new entry gets the next free id at the moment
# it is learnt ([lesson](how-bpe-chooses.ipynb)). The ids are a diary: early means frequent in the *corpus*, the pile of training text.
# So a sudden change in the map is a change of corpus. Here is the place where the layers meet.

# %% id="seam"
seam = tokens["Llama 3.1"].index("ĠConveyor")
chips(llama, range(seam - 5, seam + 7))

# %% [markdown] id="seam-read"
# Up to id {{= seam }} one vocabulary was learnt, OpenAI's `cl100k_base`, until it had come down to conveyors. Then a second learning
# began on other languages, from the commonest again: with the bytes that most Arabic, or most Thai, letters begin with
# ([The Llama 3 herd of models](https://arxiv.org/abs/2407.21783)). The map shows such a history even where nobody wrote it down.
# The other three:

# %% id="map-others"
for name in ("Phi-3", "Qwen2", "StarCoder2"):
    print(name)
    show(bars(tenths(name), unit=f"entries of {name}, by id"))

# %% [markdown] id="map-others-read"
# * **Qwen2** has two layers as well, and in the lower one next to no English.
# * **StarCoder2** is one learning from top to bottom. Every tenth looks like the one before.
# * **Phi-3** turns over as well, but for another reason. SentencePiece puts the single characters at the end, behind everything that was built from them.
#   What you see there is the alphabet, not a second diary.
#
# And the grey ends (Qwen2's is too short to see): added tokens stand behind in Llama 3.1 and Qwen2, and in Phi-3 all but three. In StarCoder2 they are the first {{= max(starcoder2.added_tokens_decoder) + 1 }} ids.
#
# ## What each vocabulary learnt first
#
# Open three of the diaries at the first page, right after the single bytes:

# %% id="first"
first = {"Llama 3.1": 256, "StarCoder2": 280, "Phi-3": 259}
for name, start in first.items():
    show(chips(models[name], range(start, start + 16), label=name))

# %% [markdown] id="first-read"
# A corpus with much code teaches indentation first. Llama 3.1 starts with runs of spaces, and so does StarCoder2, which also learns
# a newline together with its indentation at once. Phi-3's first page has a few spaces too, and is mostly pieces of English words.
#
# ## Which script gets how many entries?
#
# <a id="which-writing-gets-how-many-entries"></a>Now count the entries that are not ASCII, by the script of their first such character.

# %% id="scripts"
SCRIPTS = {
    "Chinese characters": (0x4E00, 0x9FFF),
    "Cyrillic": (0x400, 0x52F),
    "Arabic": (0x600, 0x6FF),
    "Korean": (0xAC00, 0xD7A3),
    "Latin, accented": (0xC0, 0x24F),
    "Hebrew": (0x590, 0x5FF),
    "Thai": (0xE00, 0xE7F),
    "Japanese kana": (0x3040, 0x30FF),
    "Greek": (0x370, 0x3FF),
    "Devanagari": (0x900, 0x97F),
}


def script(data):
    code = next(ord(c) for c in data.decode() if not c.isascii())
    found = (s for s, (low, high) in SCRIPTS.items() if low <= code <= high)
    return next(found, "all others")


counts = {}
for name in models:
    data = [
        entry_bytes(token, name == "Phi-3")
        for token, k in zip(tokens[name], kinds[name])
        if k == "not ASCII"
    ]
    counts[name] = Counter(script(d) for d in data)

rows = []
for label in [*SCRIPTS, "all others"]:
    rows.append([label, *(counts[name][label] for name in models)])
rows.append(["together", *(counts[name].total() for name in models)])
table(rows, header=["script", *models])

# %% [markdown] id="scripts-read"
# Of Qwen2's ids, {{= round(100 * counts["Qwen2"]["Chinese characters"] / len(qwen2)) }} per cent are in Chinese characters. Llama 3.1 spends {{= round(100 * counts["Llama 3.1"]["Chinese characters"] / len(llama)) }} per cent on them. Hebrew has {{= f"{counts['Qwen2']['Hebrew']:,}" }} entries in Qwen2 and {{= counts["Llama 3.1"]["Hebrew"] }} in
# Llama 3.1. Greek and Hindi (Devanagari) are the other way round. A language without entries can still be written, byte by byte. It only costs more
# ([lesson](choosing-and-counting.ipynb)).
#
# ## Ids that never come back
#
# One would think that every entry is there to be used. Test it: decode each id by itself, encode the text again. The last fifth of
# each vocabulary will do. (This cell and the next take some seconds in the browser.)

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
    rows.append([name, len(ids), len(gone[name]), parts, rest])
table(rows, header=["", "ids tested", "lost", "parts", "the rest"])

# %% [markdown] id="round-trip-read"
# Every added token in there came back, since it is matched as a whole. What was lost falls into three classes.
#
# **Parts of a character.** They hold a few bytes that are no text by themselves. Decoded alone they give
# `�`, and `�` is encoded as something else. In all of Llama 3.1 there are {{= f"{kinds['Llama 3.1'].count('part of a character'):,}" }} of these, and
# in the part tested nothing else was lost. They are in use all the same, in the company of their other half.
#
# **Phi-3's large number is an artefact of the test.** Phi-3 puts a `▁` before every text ([pitfall](../pitfalls.md#leading-space)). So `ing` comes back as `▁ing`,
# another id. Test all of Phi-3, and give those that are lost a second chance, behind a newline.

# %% id="phi3-twice"
alone = lost(phi3, range(len(phi3)))
never = lost(phi3, alone, before="\n")
print(f"lost alone: {len(alone):,}   behind a newline too: {len(never)}")

letters = [i for i in never if kinds["Phi-3"][i] == "letters a to z"]
show(chips(phi3, letters[:6], label="six of them"))
print(phi3.convert_ids_to_tokens(letters[:6]))
print(phi3.convert_ids_to_tokens(phi3.encode("ABC")))

# %% [markdown] id="phi3-twice-read"
# What a test says depends on what you put around the token. The remaining {{= len(never) }} are a lone `▁`, which decodes to nothing, and
# [byte fallback](../reference/glossary.md#byte-fallback) tokens. {{= sum(kinds["Phi-3"][i] == "part of a character" for i in never) }} of these are parts of characters. The others are like `{{= phi3.convert_ids_to_tokens(letters[0]) }}`, the byte of `A`: since
# `A` has an entry of its own, nothing ever falls back to that byte. No text reaches these ids.
#
# **Qwen2's rest is the strange one.** Among it are common Thai words. Here is `เป็น`, *to be*: first
# as the entry that has it whole, then as Qwen2 really encodes it.

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
        return "rewritten by NFC before it is cut"
    if any(unicodedata.category(c).startswith("M") for c in text):
        return "cut before a vowel sign or an accent"
    return "cut between punctuation and letters"


rest = [i for i in gone["Qwen2"] if kinds["Qwen2"][i] != "part of a character"]
reasons = {}
for i in rest:
    reasons.setdefault(why(qwen2.decode(i)), []).append(i)
rows = [
    [reason, len(ids), "  ".join(qwen2.decode(i) for i in ids[:4])]
    for reason, ids in reasons.items()
]
table(rows, header=["what happens to the text", "ids", "four of them"])

# %% [markdown] id="thai-read"
# Before any merge, a [pre-tokenizer](../reference/glossary.md#pre-tokenizer) cuts the text. To it a Thai vowel sign is no letter, so it cuts
# there, and no merge can cross a cut. Llama 3.1 cuts in the same place, but it has no entry that reaches across. Qwen2's lower layer must have been learnt under
# other rules than those in force now, and no text reaches these words any more.
#
# Other entries hold a spelling that Qwen2's NFC step ([lesson](bytes-and-unicode.ipynb)) rewrites before it looks. And `<s>` and its like are spelled
# as special tokens are in Phi-3, but are ordinary entries here. They exist, and no text gives them.
#
# In a sister model, researchers count just as many unreachable ids, and find the rows of all of them untrained, by their measure
# ([report on Qwen2](https://github.com/cohere-ai/magikarp/blob/28541bea341812f2869ff082b88db5872e60d093/results/reports/Qwen_Qwen2_57B_A14B.md)). Try other Thai words:
#
# [Change this text in the playground](../playground/tokenizer.md "qwen2 llama-3.1: เป็น ที่ ไม่ ได้")
#
# ## Why some tokens derail a model
#
# A last group comes back without fault and is dangerous all the same. Search Llama 3.1's entries for one odd string.

# %% id="scaffold"
steps = [i for i, t in enumerate(tokens["Llama 3.1"]) if "ForCanBe" in t]
show(chips(llama, steps, label="entries"))
whole = " ForCanBeConvertedToForeach"
show(chips(llama, whole, add_special_tokens=False, label="in real code"))

# %% [markdown] id="scaffold-read"
# Three neighbouring ids: one long word, learnt in three steps. The word is a remark that a tool writes into C# programs.
# Real texts contain it whole, and then only the last id is used. The two before it were scaffolding for the last merge, and they stayed.
#
# A row is trained when its id occurs. These two hardly do: in the published measurements of Llama 3.1 both rows have a
# length of practically zero, and so has `$PostalCodesNL`, id {{= llama.convert_tokens_to_ids("$PostalCodesNL") }}
# ([report](https://github.com/cohere-ai/magikarp/blob/92e6693682896ed8b0e687da5953ed9d0c032bdd/results/reports/meta_llama_Meta_Llama_3_1_8B.md)). Type such a text, and the model
# reads a row that means nothing. These are the *glitch tokens* that made older models babble
# ([Land and Bartolo](https://arxiv.org/abs/2405.05417)). What a model does with them is not shown here.
# Why they exist, you have just seen.
#
# ## In practice
#
# * Rows needed: `len(tokenizer)`. Rows there: ask the model. Resize only upwards.
# * If you keep a number for every id, a score (the model's own are called *logits*) or a count, make the array as long as the model has rows.
# * Look tokens up with `get_vocab().get(…)`, and check for `None`.
# * Before decoding, replace negative ids. After decoding, an empty string may have been an id.
# * "Is in the vocabulary" does not mean "occurs". Encode a text and look.
# * Never take an id at random for a test or as a filler: many rows were hardly trained.
#
# ## Exercises

# %% [markdown] id="ex-behind" tags=["exercise"]
# ### Exercise: how many ids lie behind?
#
# Fill `behind`: for each model, how many ids `vocab_size` leaves out. Compute it from the tokenizers.

# %% id="ex-behind-starter" tags=["exercise"]
behind = {name: len(tok.added_tokens_decoder) for name, tok in models.items()}

# %% [markdown] id="ex-behind-hint-1" tags=["hint"]
# Added tokens may lie inside. Two of the three numbers at the top of the lesson are enough.

# %% id="ex-behind-solution" tags=["solution"]
behind = {name: len(tok) - tok.vocab_size for name, tok in models.items()}

# %% id="ex-behind-check" tags=["check"]
for name, tok in models.items():
    got = behind.get(name)
    inside = sum(i < tok.vocab_size for i in tok.added_tokens_decoder)
    assert got != len(tok.added_tokens_decoder) or not inside, (
        f"{name}: {got} are all its added tokens. {inside} of them lie inside the vocabulary; do not count those."
    )
    assert got == len(tok) - tok.vocab_size, f"{name}: not {got}. Take len() and vocab_size from the first table."
print("Correct: two of the four have fewer ids behind than added tokens.")

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

# %% [markdown] id="ex-doubled" tags=["exercise"]
# ### Exercise: one word, many ids
#
# `Ġthe`, `The`, `THE`: to a vocabulary these are different entries. Write `most_often(name)`: the number of ids that the most
# repeated word has, and the sorted list of all words that have so many. Ignore case and the space; a word has at least four letters, a to z.

# %% id="ex-doubled-starter" tags=["exercise"]
def most_often(name):
    return 1, ["word"]

# %% [markdown] id="ex-doubled-hint-1" tags=["hint"]
# Make each token bare: `token.strip("Ġ▁").lower()`. Keep those that are ASCII, letters, and long enough. Then a `Counter`.

# %% [markdown] id="ex-doubled-hint-2" tags=["hint"]
# `most_common` puts one word first, but several may share the first place. Take the largest count, then all words that reach it.

# %% id="ex-doubled-solution" tags=["solution"]
def most_often(name):
    bare = (token.strip("Ġ▁").lower() for token in tokens[name])
    words = (b for b in bare if len(b) >= 4 and b.isascii() and b.isalpha())
    count = Counter(words)
    most = max(count.values())
    return most, sorted(word for word in count if count[word] == most)


for name in models:
    most, words = most_often(name)
    print(f"{name:10} {most:2} {', '.join(words[:4])}")

# %% id="ex-doubled-check" tags=["check"]
for name in models:
    words = [t.strip("Ġ▁").lower() for t in tokens[name]]
    count = Counter(w for w in words if len(w) >= 4 and w.isascii() and w.isalpha())
    most, found = most_often(name)
    assert most == max(count.values()), f"{name}: {most} is not the largest count, {max(count.values())} is. Case ignored? Space cut off?"
    wanted = sorted(w for w in count if count[w] == most)
    assert list(found) == wanted, f"{name}: {len(wanted)} words share the first place, sorted; you list {len(found)}."
print("Correct. In two of them you can tell that the corpus held many programs.")

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

# %% [markdown] id="ex-owners" tags=["exercise"]
# ### Exercise: who has a token for it?
#
# Write `owners(word)`: the list of the models that have one entry for the word with a space before it. The starter is wrong for Phi-3.

# %% id="ex-owners-starter" tags=["exercise"]
def owners(word):
    text = " " + word
    return [n for n, tok in models.items() if len(tok.tokenize(text)) == 1]

# %% [markdown] id="ex-owners-hint-1" tags=["hint"]
# Phi-3 brings a space of its own, so `" word"` has two. For Phi-3 encode the word without.

# %% [markdown] id="ex-owners-hint-2" tags=["hint"]
# Mind the other three: `" Seoul"` and `"Seoul"` are different entries. Only one model may get the bare word.

# %% id="ex-owners-solution" tags=["solution"]
def owners(word):
    found = []
    for name, tok in models.items():
        text = word if name == "Phi-3" else " " + word
        if len(tok.tokenize(text)) == 1:
            found.append(name)
    return found


for word in ("return", "Seoul", "서울", "strawberry"):
    print(word, owners(word))

# %% id="ex-owners-check" tags=["check"]
for word in ("return", "Seoul", "서울", "strawberry", "café", "the"):
    wanted = [n for n, t in models.items() if len(t.tokenize(word if n == "Phi-3" else " " + word)) == 1]
    got = owners(word)
    assert "Phi-3" in got or "Phi-3" not in wanted, f"{word!r}: Phi-3 has it, and your function misses it. Print phi3.tokenize(' {word}')."
    assert list(got) == wanted, f"{word!r}: expected {wanted}, you return {got}. Is the space there for all but Phi-3?"
print("Correct.")

# %% [markdown] id="ex-rows" tags=["exercise"]
# ### Exercise: rows for three new tokens
#
# You add `new` tokens, and the rows shall be a multiple of some round number. Write `rows_after(name, new, multiple)`: the rows that the model should
# have then. It never shrinks: if the rows in `config_rows` are enough, they stay as they are.

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
    for new, multiple in ((3, 64), (0, 64), (600, 128)):
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
