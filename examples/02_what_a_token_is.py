# ---
# title: What a token is
# question: Is a token a word, a part of a word, or a character?
# description: Why a space or a capital changes the tokens, what Ġ and ▁ stand for, what a vocabulary holds, and how four models cut prose, Korean, Chinese, numbers and indented code.
# ---

# %% [markdown] id="title"
# # What a token is
#
# People say that a token is "about four letters" or "three quarters of a word". Both are averages over English prose. You
# cannot debug with an average.
#
# So take one word, and look.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from transformers import AutoTokenizer
from tour import bars, chips, compare, table

tokenizers = {
    "Llama 3.1": AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct"),
    "Phi-3": AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct"),
    "Qwen2": AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct"),
    "StarCoder2": AutoTokenizer.from_pretrained("bigcode/starcoder2-3b"),
}


def count(tokenizer, text):
    """The number of tokens, without any that the tokenizer adds by itself."""
    return len(tokenizer.encode(text, add_special_tokens=False))


compare("strawberry", tokenizers)

# %% [markdown] id="strawberry-after"
# `str`, `aw`, `berry`: not a word, not syllables, no part with a meaning except by accident. A model that
# answers "how many r are in strawberry" has seen these few ids and no letters. It must have learnt the spelling of each
# piece from elsewhere.
#
# Now the same word as it stands in a sentence, with a space before it, and with capitals:

# %% id="spellings"
spellings = ["strawberry", " strawberry", "Strawberry", " Strawberry", "STRAWBERRY"]
table([[repr(s), *(count(t, s) for t in tokenizers.values())] for s in spellings], header=["text", *tokenizers])

# %% [markdown] id="spellings-after"
# Put a space in front, and in Llama 3.1 and Qwen2 the whole fruit is a single token. To us these are five spellings of a word. To
# a model they are unrelated rows of a table, until training relates them. Nothing in an id says that
# `strawberry` and `Strawberry` belong together.
#
# ## The space belongs to the token
#
# Most words in a text come after a space. So most vocabularies store the word *with* its space. Here is how they print it:

# %% id="space-marks"
for name, tokenizer in tokenizers.items():
    print(f"{name:10}", tokenizer.tokenize(" strawberry"), tokenizer.tokenize("strawberry"))

# %% [markdown] id="space-marks-after"
# `Ġ` is the space in Llama 3.1, Qwen2 and StarCoder2. `▁` is the space in Phi-3. Neither is in your text. They are print
# forms, chosen so that a vocabulary file holds no invisible characters. People take `Ġ` for a defect again and again
# ([tokenizers#57](https://github.com/huggingface/tokenizers/issues/57),
# [tokenizers#1282](https://github.com/huggingface/tokenizers/issues/1282)). And `▁` is not the underscore on your keyboard:

# %% id="not-underscore"
for mark in "Ġ▁_":
    print(mark, f"U+{ord(mark):04X}")

# %% [markdown] id="not-underscore-after"
# Phi-3 does one thing more. It puts a `▁` before every text, so that a word at the start looks like a word in the
# middle. That is why its `strawberry` begins with `▁st`. When the text has a space of its own, that
# space becomes a second `▁`, a token by itself. For Phi-3, then, a leading space costs a token; for Llama 3.1 it may save
# some.
#
# The habit has a consequence for your prompts. If a prompt ends with a space, the next word can no longer bring its own
# (lesson 7).
#
# ## Why Korean looks broken
#
# Print the tokens of a Korean greeting, and beside them what each decodes to:

# %% id="korean-print"
rows = []
for name, tokenizer in tokenizers.items():
    ids = tokenizer.encode("안녕하세요", add_special_tokens=False)
    rows.append([name, " ".join(tokenizer.convert_ids_to_tokens(ids)), " ".join(tokenizer.batch_decode([[i] for i in ids]))])

table(rows, header=["model", "as printed", "decoded one by one"])

# %% [markdown] id="korean-print-after"
# Nothing is broken. Llama 3.1, Qwen2 and StarCoder2 work on bytes, and `안` is {{= len("안".encode()) }} bytes in UTF-8. Their vocabularies print
# each byte as one character: a space as `Ġ`, the bytes of `안` as `ìķĪ`. Decoding turns them back. The same
# question is asked about Chinese
# ([Qwen3#537](https://github.com/QwenLM/Qwen3/issues/537), [Qwen3#834](https://github.com/QwenLM/Qwen3/issues/834)).
#
# Phi-3's vocabulary holds characters, so `안` prints as itself. For a character that it lacks it falls back to bytes, written
# like `<0xEB>`. A `�` in the last column is a token that holds only a part of a character. Lesson 3 takes these
# apart.
#
# ## What is in a vocabulary?
#
# Sort every entry by its printed form. The kinds below are mine, and crude: *letters* means the English alphabet only.

# %% id="kinds"
from collections import Counter

KINDS = ["letters after a space", "letters", "other alphabets", "digits, signs, code", "blanks", "single bytes, characters", "added"]
MARKS = "ĠĊĉč▁"  # space, newline, tab, carriage return; and Phi-3's space


def kind(token, is_added):
    """The kind of a vocabulary entry, judged by its printed form."""
    plain = token.translate({ord(mark): None for mark in MARKS})
    if is_added:
        return "added"
    if len(token) == 1 or (len(token) == 6 and token.startswith("<0x")):
        return "single bytes, characters"
    if not plain:
        return "blanks"
    if not plain.isascii():
        return "other alphabets"
    if not plain.isalpha():
        return "digits, signs, code"
    return "letters after a space" if token[0] in "Ġ▁" else "letters"


composition, examples = {}, {}
for name, tokenizer in tokenizers.items():
    added = tokenizer.get_added_vocab()
    kinds = {token: kind(token, token in added) for token in tokenizer.get_vocab()}
    found = Counter(kinds.values())
    composition[name] = {k: found[k] for k in KINDS}
    examples[name] = {k: sorted(token for token in kinds if kinds[token] == k) for k in KINDS}

bars(composition, unit="entries in the vocabulary")

# %% [markdown] id="kinds-after"
# A vocabulary is all of these at once: whole words, fragments, single characters or bytes, other alphabets, blanks, and a
# few added tokens with special roles (lesson 6). The sizes differ by a factor of {{= round(len(tokenizers["Qwen2"]) / len(tokenizers["Phi-3"]), 1) }}. What fills them differs
# as well. Some entries of Llama 3.1:

# %% id="examples"
rows = []
for k in KINDS:
    tokens = examples["Llama 3.1"][k]
    picked = [tokens[len(tokens) * n // 6] for n in range(1, 6)]
    rows.append([k, len(tokens), "   ".join(picked) if k != "blanks" else "   ".join(f"Ġ×{len(t)}" for t in picked)])

table(rows, header=["kind", "entries", "five of them"])
