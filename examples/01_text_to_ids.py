# ---
# title: Text to ids and back
# part: Text
# question: What does a model receive when I send it a sentence?
# description: What a pipeline does inside, how a tokenizer turns text into integers and back, and what happens when model and tokenizer do not belong together.
# ---

# %% [markdown] id="title"
# # Text to ids and back
#
# You have called a language model through a pipeline, or through somebody's API:
#
# ```python
# from transformers import pipeline
#
# generate = pipeline(
#     "text-generation",
#     model="microsoft/Phi-3-mini-4k-instruct",
# )
# generate("The capital of Korea is")
# ```
#
# Text goes in and text comes out. Yet the model itself never handles a letter. A pipeline holds two objects, a *tokenizer*
# and a *model*, and takes three steps:
#
# ```python
# # Text to integers,
# inputs = tokenizer(text, return_tensors="pt")
# # integers to more integers,
# ids = model.generate(**inputs)
# # integers to text, prompt included.
# [answer] = tokenizer.batch_decode(ids)
# ```
#
# Only the second step is the neural network. This lesson is about the other two.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% [markdown] id="load-intro"
# ## One sentence becomes integers
#
# `AutoTokenizer.from_pretrained` takes the name of a model on the Hugging Face Hub. It fetches that model's vocabulary and
# rules, and not its weights. (Llama 3.1 asks you to log in there and accept its licence; until then
# loading ends in an error that says `gated repo`: a [pitfall](../pitfalls.md#gated-model). This course
# brings the files along.)

# %% id="load"
from tour import chips, compare, table
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")

text = "Tokenizers turn text into numbers."
ids = llama.encode(text)
ids

# %% [markdown] id="look-intro"
# These {{= len(ids) }} integers are all that a model would see of the sentence. Each is the number of a
# *[token](../reference/glossary.md#token)*, an entry in the *[vocabulary](../reference/glossary.md#vocabulary)*. Here they are with their texts,
# drawn by `chips` from `tour`, a small file of this course that makes its pictures. A middle dot shows a space.

# %% id="look"
chips(llama, ids)

# %% [markdown] id="look-after"
# Two things may surprise you. A token is not a word: `Tokenizers` became `{{= llama.decode(ids[1]) }}` and
# `{{= llama.decode(ids[2]) }}`, and most spaces belong to the word that follows ([lesson](what-a-token-is.ipynb)).
#
# And the first token is not in the sentence. `{{= llama.bos_token }}`, the *[BOS token](../reference/glossary.md#bos-token)*, marks the beginning of a text.
# This tokenizer puts it there without being asked: its last step, the *post-processor*, adds what belongs around a text. Tokens that mark something
# instead of standing for text are *[special tokens](../reference/glossary.md#special-token)* ([lesson](special-tokens.ipynb)).
# For now, know how to leave the BOS out: `add_special_tokens=False`.
#
# ## Ways in, and the way out
#
# Calling the tokenizer gives a model's input:

# %% id="call"
batch = llama(text)
print(batch["input_ids"])
print(batch["attention_mask"])

# %% [markdown] id="call-after"
# The [attention mask](../reference/glossary.md#attention-mask) says which places hold real tokens: all of them,
# until texts of different lengths share a batch ([lesson](batches.ipynb)). Older code says `encode_plus` here,
# which version 5 of transformers no longer has ([pitfall](../pitfalls.md#version-5)).
#
# Three more methods show the steps between. `tokenize` stops at the tokens. The other two look up the ids of tokens,
# and the tokens of ids.

# %% id="steps"
tokens = llama.tokenize(text)
print(*tokens)
print(*llama.convert_tokens_to_ids(tokens))
print(*llama.convert_ids_to_tokens(ids))

# %% [markdown] id="steps-after"
# `tokenize` added no BOS. And its tokens are not quite text: `Ġ` stands for a space. This is the vocabulary's own
# spelling. For people there is `decode`:

# %% id="decode"
print(llama.decode(ids))
print(llama.decode(ids, skip_special_tokens=True))

# %% [markdown] id="decode-after"
# The first form is for finding faults, the second for showing an answer.
#
# ## The same sentence in four models
#
# Now load three more tokenizers. Phi-3 and Qwen2 belong to chat models, like Llama 3.1. StarCoder2 belongs to a model of
# program code. Each cuts one sentence, without a BOS:

# %% id="four-models"
tokenizers = {
    "Llama 3.1": llama,
    "Phi-3": AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct"),
    "Qwen2": AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct"),
    "StarCoder2": AutoTokenizer.from_pretrained("bigcode/starcoder2-3b"),
}
phi, qwen = tokenizers["Phi-3"], tokenizers["Qwen2"]

sentence = "A tokenizer turns strawberry, 안녕 and 2026 into numbers."
compare(sentence, tokenizers)

# %% [markdown] id="four-models-after"
# One sentence (`안녕` is a Korean greeting): {{= min(len(t.tokenize(sentence)) for t in tokenizers.values()) }} tokens in one model, {{= max(len(t.tokenize(sentence)) for t in tokenizers.values()) }} in another. The ids differ too:
# only Llama 3.1 and Qwen2 agree on a few, such as that of `·and`. These two know `·strawberry` as a whole, the others build it from pieces. Phi-3 and StarCoder2 have no token for `녕`, so they spell it in bytes, the
# dashed chips. [Lesson](what-a-token-is.ipynb) and [lesson](bytes-and-unicode.ipynb) explain this.
#
# *A tokenizer belongs to a model*: the model was trained on these ids and knows no others. Prices, context limits and speed are all counted in its tokens
# ([lesson](choosing-and-counting.ipynb)).
#
# ## Does the text come back?
#
# Encode a few strings, and decode the ids again.

# %% [markdown] id="guess-accent" tags=["guess"]
# **Before you look:** one of the strings is `café`, with the accent as a character of its own. Which tokenizer gives back something else?
#
# - Llama 3.1
# - Phi-3
# - Qwen2
# - StarCoder2
#
# Answer: {{= " and ".join(n for n, t in tokenizers.items() if t.decode(t.encode("cafe\u0301"), skip_special_tokens=True) != "cafe\u0301") }}

# %% id="round-trip"
samples = [
    "strawberry, 안녕 and 2026",
    "x != y , really",
    "  two  spaces\n\tand a tab",
    "🤗",
    "cafe\u0301",
]


def comes_back(tokenizer, text):
    ids = tokenizer.encode(text)
    return tokenizer.decode(ids, skip_special_tokens=True) == text


rows = []
for s in samples:
    changed = [n for n, t in tokenizers.items() if not comes_back(t, s)]
    rows.append([repr(s), ", ".join(changed) or "none"])

table(rows, header=["text", "changed by"])

# %% [markdown] id="round-trip-after"
# Spaces, tabs, Korean and emoji survive in all four. Qwen2 first rewrites text to composed characters: of `e` and
# the accent it makes one character, so it returns a different string that looks the same ([lesson](bytes-and-unicode.ipynb)). [Lesson](round-trips-and-boundaries.ipynb) tries harder texts.
#
# If `x != y` comes back as `x!= y`, with the space eaten, you run an older release of transformers
# ([pitfall](../pitfalls.md#clean-up-spaces)).
#
# ## Why does `batch_decode` give me one string?
#
# You want to see every token by itself. Older code does it like this:

# %% [markdown] id="guess-one-list" tags=["guess"]
# **Before you look:** `ids` without the BOS is a flat list of {{= len(ids[1:]) }} ids. How many strings does `batch_decode` make of it?
#
# - {{= len(ids[1:]) }}
# - one
# - none: it raises an error
#
# Answer: {{= "one" if len(llama.batch_decode(ids[1:])) == 1 else len(ids[1:]) }}

# %% id="batch-decode"
llama.batch_decode(ids[1:])

# %% [markdown] id="batch-decode-after"
# In version 4 this gave {{= len(ids[1:]) }} strings. Since version 5 a list of integers is *one* text, and a list of lists
# a *batch* of texts ([migration guide](https://github.com/huggingface/transformers/blob/main/MIGRATION_GUIDE_V5.md)). Until
# version 5.23 there was no warning ([pitfall](../pitfalls.md#batch-decode)): one tool silently lost the
# token highlighting in its prompts ([delphi#177](https://github.com/EleutherAI/delphi/pull/177)). Version 5.24 says once, in
# its log, that one text belongs to `decode`.
#
# If you want the tokens one by one, make each id a text of its own:

# %% id="one-by-one"
phi_ids = phi.encode(text)
print(llama.batch_decode([[i] for i in ids[1:5]]))
print(phi.batch_decode([[i] for i in phi_ids[:4]]))
print(phi.convert_ids_to_tokens(phi_ids[:4]))

# %% [markdown] id="one-by-one-after"
# This works in both versions. But Phi-3's pieces, in the second line, have lost their spaces
# ([lesson](what-a-token-is.ipynb) tells why). An answer decoded piece by piece, while the model writes it, loses them too
# ([transformers#28776](https://github.com/huggingface/transformers/issues/28776)). Where spaces matter, use
# `convert_ids_to_tokens`, which marks them with `▁` or `Ġ`, or the chips.
#
# ## What the model does with an id
#
# The first layer of a model is a table with one row of numbers for every token: the
# *[embedding matrix](../reference/glossary.md#embedding-matrix)*. An id is a row number, and nothing else. The next cell makes a stand-in with as many rows as Phi-3 has tokens,
# but short and random ones, and looks up those of the sentence. A real row holds thousands of numbers, and training chose them.

# %% id="embedding"
import random

random.seed(1)
embedding = []
for _ in range(len(phi)):
    embedding.append([round(random.uniform(-1, 1), 2) for _ in range(3)])

rows = []
for token, i in zip(phi.convert_ids_to_tokens(phi_ids), phi_ids):
    rows.append([token, str(i), str(embedding[i])])
table(rows, header=["token", "id", "row of the table"])

# %% [markdown] id="embedding-after"
# From here on the model computes with rows. It cannot see the text, nor ask which tokenizer the ids came from. No type checker finds ids from the wrong one.
#
# ## Which models share a tokenizer?
#
# Models that grew from one another usually do. From the *base* model of Llama 3.1, trained on text, grew the *instruct* model, trained
# on conversations too. Compare these two, and then two strangers:

# %% [markdown] id="guess-same-ids" tags=["guess"]
# **Before you look:** of the tokens that are in both Llama 3.1's vocabulary and Qwen2's, how many have the same id in both?
#
# - nearly all
# - about half
# - fewer than one in a hundred
#
# Answer: {{= "fewer than one in a hundred" if 100 * len(llama.get_vocab().items() & qwen.get_vocab().items()) < len(llama.get_vocab().keys() & qwen.get_vocab().keys()) else "more" }}

# %% id="shared"
llama_base = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B")
llama_vocab, qwen_vocab = llama.get_vocab(), qwen.get_vocab()

print("base and instruct equal:", llama_base.get_vocab() == llama_vocab)

common = [token for token in llama_vocab if token in qwen_vocab]
same_id = [t for t in common if llama_vocab[t] == qwen_vocab[t]]
words = [t for t in same_id if t[0] == "Ġ" and len(t) > 2 and t[1:].isascii()]

print(f"in Llama 3.1 and in Qwen2: {len(common):,}")
print(f"with the same id: {len(same_id):,}, such as")
print(*sorted(words, key=llama_vocab.get)[:7])

# %% [markdown] id="strangers-after"
# Base and instruct may exchange ids. Llama 3.1 and Qwen2 may not. The few ids that agree belong to very common tokens,
# which is treacherous, as you will see. ([Lesson](anatomy-of-a-vocabulary.ipynb) tells by hashes who shares with whom.)
#
# ## The wrong tokenizer
#
# Encode one of the strings with Llama 3.1, then hand the ids to another model. What would it read?

# %% id="wrong-reader"
llama_ids = llama.encode(samples[0], add_special_tokens=False)

for name, tokenizer in tokenizers.items():
    lacks = sum(i >= len(tokenizer) for i in llama_ids)
    print(f"{name} lacks {lacks} of {len(llama_ids)} ids and reads")
    print(repr(tokenizer.decode(llama_ids)))

# %% [markdown] id="wrong-reader-after"
# Gibberish, delivered without complaint. Phi-3 and StarCoder2 lack some of these ids, and
# `decode` leaves them out ([lesson](anatomy-of-a-vocabulary.ipynb), [pitfall](../pitfalls.md#vocab-size)).
#
# A model is stricter. An id past the end of its table has no row:

# %% id="no-row" tags=["raises"]
[embedding[i] for i in llama_ids]

# %% [markdown] id="no-row-after"
# In PyTorch the same accident reads `IndexError: index out of range in self`
# ([DiffCSE#20](https://github.com/voidism/DiffCSE/issues/20)), and on a graphics card `CUDA error: device-side assert triggered`
# ([transformers#1848](https://github.com/huggingface/transformers/issues/1848)). Be grateful for it. In
# the other direction there is no error: Phi-3's {{= f"{len(phi):,}" }} ids all have a row in a table made for Llama's {{= f"{len(llama):,}" }}.
#
# ## Nothing warns you
#
# To watch a model fail in silence, build the smallest language model there is. It counts which id follows which, and
# continues a prompt with the most frequent follower. It learns from a story of three lines, in Llama 3.1's ids.

# %% id="counted-model"
from collections import Counter, defaultdict

story = (
    "The baker bakes bread in the morning. "
    "The baker sells bread in the market.\n"
    "The farmer grows apples in the garden. "
    "The farmer sells apples in the market.\n"
    "The fisher catches fish in the sea. "
    "The fisher sells fish in the market."
)

training_ids = llama.encode(story, add_special_tokens=False)
commonest = Counter(training_ids).most_common(1)[0][0]
followers = defaultdict(Counter)
for this, following in zip(training_ids, training_ids[1:]):
    followers[this][following] += 1


def continue_ids(ids, steps=5):
    """Append the likeliest next id, `steps` times.

    After an unknown id comes the commonest one.
    """
    ids = list(ids)
    for _ in range(steps):
        seen = followers.get(ids[-1])
        ids.append(seen.most_common(1)[0][0] if seen else commonest)
    return ids


prompt = "The farmer"
llama.decode(continue_ids(llama.encode(prompt, add_special_tokens=False)))

# %% [markdown] id="counted-model-after"
# A real model, too, has an answer for every id in its table; it never says "this makes no sense". Now the
# mistake: same model, same prompt, another tokenizer on both sides.

# %% id="counted-wrong"
for name, tokenizer in tokenizers.items():
    prompt_ids = tokenizer.encode(prompt, add_special_tokens=False)
    known = sum(i in followers for i in prompt_ids)
    print(f"{name}, {known} of {len(prompt_ids)} ids known")
    print(repr(tokenizer.decode(continue_ids(prompt_ids))))

# %% [markdown] id="counted-wrong-after"
# No exception, no warning. Qwen2's line starts well: the model did not know the prompt and said the commonest
# thing, `·in`, and then `·the`, whose ids happen to be equal in both vocabularies. Then it goes on to `·market`, in
# its own numbering, and nobody can read it.
#
# This happens in practice. A model with a new vocabulary, run by a program that carried the old one inside, was
# ["generating gibberish"](https://github.com/LostRuins/koboldcpp/issues/225). And an end-of-text id, typed into code by hand,
# [lay outside the vocabulary of a sibling](https://github.com/2U1/Molmo-Finetune/issues/1). [Lesson](what-the-model-makes-of-it.ipynb) makes the mistake with a real model.
#
# ## In practice
#
# - Load tokenizer and model by the same name, in the same place, and save them together.
# - Call `tokenizer(text)` for a model's input. Use `encode` and `convert_ids_to_tokens` for looking.
# - For single tokens decode `[[i] for i in ids]`, never a flat list.
# - Show people `decode(ids, skip_special_tokens=True)`. When something is wrong, decode without it.
# - Never type an id into your program. Ask the tokenizer: `convert_tokens_to_ids`, `eos_token_id`.
# - If a model talks nonsense, look at the ids before you look at the model.
#
# ## Exercises

# %% [markdown] id="ex-bos" tags=["exercise"]
# ### Exercise: one text from parts
#
# A prompt is put together from parts, and somebody encodes each part by itself. Write `joined(tokenizer, parts)`: the ids of all parts, as *one*
# fresh text. It must work for Llama 3.1 and for Qwen2.

# %% id="ex-bos-starter" tags=["exercise"]
def joined(tokenizer, parts):
    ids = []
    for part in parts:
        ids += tokenizer.encode(part)
    return ids

# %% [markdown] id="ex-bos-hint-1" tags=["hint"]
# Decode what the starter gives, for both models. What stands between the parts? You met the cure below the first chips.

# %% id="ex-bos-solution" tags=["solution"]
def joined(tokenizer, parts):
    ids = tokenizer.encode(parts[0])
    for part in parts[1:]:
        ids += tokenizer.encode(part, add_special_tokens=False)
    return ids

# %% id="ex-bos-check" tags=["check"]
parts = ["Tokenizers turn", " text into", " numbers."]
for tokenizer in (llama, qwen):
    got, wanted = joined(tokenizer, parts), tokenizer.encode(text)
    bos = got.count(llama.bos_token_id) if tokenizer is llama else 0
    assert bos < 2, f"Llama 3.1: {bos} BOS tokens. Only the beginning of a text has one."
    assert bos or tokenizer is qwen, "Llama 3.1: a fresh text begins with its BOS; yours has none."
    assert got == wanted, f"It reads {tokenizer.decode(got)!r}, and Qwen2 adds no BOS at all."
print("Correct: one BOS where there is one, none where there is none.")

# %% [markdown] id="ex-pieces" tags=["exercise"]
# ### Exercise: the pieces of a text
#
# Write `pieces(tokenizer, text)`: a list with one decoded string per token, without special tokens. The starter
# is from an old notebook.

# %% id="ex-pieces-starter" tags=["exercise"]
def pieces(tokenizer, text):
    return tokenizer.batch_decode(tokenizer.encode(text))

# %% [markdown] id="ex-pieces-hint-1" tags=["hint"]
# What does `batch_decode` take a flat list for, since version 5?

# %% [markdown] id="ex-pieces-hint-2" tags=["hint"]
# A list of lists is a batch. Wrap each id in a list of its own. And leave the BOS out when you encode.

# %% id="ex-pieces-solution" tags=["solution"]
def pieces(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return tokenizer.batch_decode([[i] for i in ids])

# %% id="ex-pieces-check" tags=["check"]
example = "Never guess the pieces."
for name, tokenizer in tokenizers.items():
    expected, got = len(tokenizer.tokenize(example)), pieces(tokenizer, example)
    assert len(got) != 1, f"{name}: one string came back; your flat list was taken for one text."
    assert len(got) == expected, f"{name}: {len(got)} pieces, not {expected}; a special token?"
assert "".join(pieces(llama, example)) == example, "Llama 3.1's pieces should join to the text."
print("Correct: one string per token.")

# %% [markdown] id="ex-whose" tags=["exercise"]
# ### Exercise: whose ids are these?
#
# Somebody left you a list of ids for one of the four models. Set `owner` to its name and `message` to the text.

# %% id="ex-whose-starter" tags=["exercise"]
mystery = [12391, 9311, 385, 1178, 1728, 967, 5993, 3950, 29889]
owner = ""
message = ""

# %% [markdown] id="ex-whose-hint-1" tags=["hint"]
# Let all four read the list, and read what they say.

# %% [markdown] id="ex-whose-hint-2" tags=["hint"]
# It is tempting to decode, encode again and see whether the ids come back. Try it: StarCoder2 passes that test as well.
# Gibberish can make the round trip too.

# %% id="ex-whose-solution" tags=["solution"]
mystery = [12391, 9311, 385, 1178, 1728, 967, 5993, 3950, 29889]
for name, tokenizer in tokenizers.items():
    print(f"{name:10}", repr(tokenizer.decode(mystery)))

owner = "Phi-3"
message = tokenizers[owner].decode(mystery)

# %% id="ex-whose-check" tags=["check"]
assert owner in tokenizers, f"owner should be one of {', '.join(tokenizers)}."
reading = tokenizers[owner].decode(mystery)
assert reading.startswith("Never trust"), f"{owner} reads {reading!r}: no sentence."
assert message == reading, "The owner is right; message should be what it decodes."
print("Correct.")

# %% [markdown] id="ex-translate" tags=["exercise"]
# ### Exercise: from one model to another
#
# The answer of one model is the prompt of the next. Write
# `translate(ids, source, target)`: from ids of the tokenizer `source` to those that the
# tokenizer `target` would make of the same text, ready for its model. The text itself holds no special tokens.

# %% id="ex-translate-starter" tags=["exercise"]
def translate(ids, source, target):
    return target.encode(source.decode(ids))

# %% [markdown] id="ex-translate-hint-1" tags=["hint"]
# There is no table from ids to ids: the pieces do not match. The way leads through text. The starter knows that much.

# %% [markdown] id="ex-translate-hint-2" tags=["hint"]
# Let Llama 3.1's ids through the starter and look at the first tokens of the result, with Qwen2 as the target and then
# with Llama 3.1 itself.

# %% id="ex-translate-solution" tags=["solution"]
def translate(ids, source, target):
    return target.encode(source.decode(ids, skip_special_tokens=True))

# %% id="ex-translate-check" tags=["check"]
for name, target in tokenizers.items():
    result = translate(llama.encode(text), llama, target)
    assert "begin_of_text" not in target.decode(result[1:]), (
        f"Into {name}: Llama's BOS arrives as text, or twice. Decode without special tokens."
    )
    assert result == target.encode(text), f"Into {name}: the text itself gives other ids."
assert translate(qwen.encode(text), qwen, llama) == llama.encode(text), (
    "From Qwen2: its ids begin with no BOS, so do not cut off the first. Decode without special tokens."
)
print("Correct: the text crosses over, the source's special tokens do not.")

# %% [markdown] id="sources"
# ## Sources
#
# - [Behind the pipeline](https://huggingface.co/learn/llm-course/en/chapter2/2), Hugging Face LLM course: the three steps.
# - [Version 5 migration guide](https://github.com/huggingface/transformers/blob/main/MIGRATION_GUIDE_V5.md): `decode` and
#   `batch_decode` unified, `encode_plus` deprecated in favour of the call.
# - [delphi#177](https://github.com/EleutherAI/delphi/pull/177): the flat list, before and after.
# - [transformers#28776](https://github.com/huggingface/transformers/issues/28776): the first space of each piece lost in streaming.
# - [DiffCSE#20](https://github.com/voidism/DiffCSE/issues/20): ids of one vocabulary in a model with a smaller one.
# - [koboldcpp#225](https://github.com/LostRuins/koboldcpp/issues/225),
#   [Molmo-Finetune#1](https://github.com/2U1/Molmo-Finetune/issues/1): wrong vocabularies in practice.
