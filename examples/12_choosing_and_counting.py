# ---
# title: Choosing and counting
# part: Work
# question: How many tokens is that, and why did my prompt not fit?
# description: How far the usual estimates of a token count are off in ten languages, code and numbers; which tokenizer is brief with which text; what a chat costs beyond its words; and a context budget that holds.
# ---

# %% [markdown] id="title"
# # Choosing and counting
#
# Your program counts the tokens of a prompt and finds room to spare. The server answers: *This model's maximum context length is …
# However, you requested …* Which of the two can count?
#
# The server can: it counts what the model reads. Your program counted something else:
# with a rule of thumb, with another model's tokenizer, or without the chat template.
# Programs are shipped that way. An editor cut prompts for Llama by GPT-4's count
# ([continue#878](https://github.com/continuedev/continue/issues/878)). An agent's plug-in divided characters by four, and a Chinese chat
# ran into the limit ([lossless-claw#47](https://github.com/Martian-Engineering/lossless-claw/pull/47)).
#
# Three steps: what a text costs in which model, what a chat costs, and a budget that holds.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from tour import bars, chips, show, table
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
starcoder2 = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")

chat_models = {"Llama 3.1": llama, "Phi-3": phi3, "Qwen2": qwen2}
models = {**chat_models, "StarCoder2": starcoder2}

# %% [markdown] id="thumb-intro"
# ## The rules of thumb hold for English prose
#
# A token is four characters, says one rule. A hundred tokens are seventy-five words, says the other
# ([OpenAI](https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them) gives both, for English).
# Here they are, in the columns *chars* and *words*, beside the truth.

# %% id="thumb"
samples = {
    "English": "The train leaves early tomorrow morning. Please bring water "
    "and a coat, because it is cold in the mountains.",
    "Python": "def mean(values):\n    total = 0\n    for value in values:\n"
    "        total += value\n    return total / len(values)\n",
    "JSON": '{"city": "Seoul", "days": [{"date": "2026-11-22", "low": -3}]}',
    "emoji": "See you there 🤗👍🏽 bring a coat 🧥",
    "numbers": "3.14159 2.71828 1.41421 1729 65536 299792458",
    "Korean": "기차는 내일 아침 일찍 출발합니다. "
    "산은 추우니 물과 외투를 가져오세요.",
}


def count(tokenizer, text):
    """Tokens of a text, without any that the tokenizer adds by itself."""
    return len(tokenizer.encode(text, add_special_tokens=False))


rows = []
for kind, text in samples.items():
    by_characters = round(len(text) / 4)
    by_words = round(len(text.split()) * 4 / 3)
    true = [count(tokenizer, text) for tokenizer in models.values()]
    rows.append([kind, by_characters, by_words, *true])
table(rows, header=["", "chars", "words", *models])

# %% [markdown] id="thumb-read"
# For English prose both are a little too high, which is the safe side. For JSON, emoji, numbers and Korean both are too low, and
# then a prompt does not fit. For Korean, Phi-3 needs {{= f"{rows[5][4] / (len(samples['Korean']) / 4):.1f}" }} tokens where the first rule promises one: it counts
# characters, and a Korean character says more than a Latin letter.
#
# ## Another model's tokenizer is a rule of thumb too
#
# It looks exact, since it gives an integer. How far off is Llama 3.1's count for the others, too high (+) or too low (-)?

# %% id="borrowed"
rows = []
for kind, text in samples.items():
    estimate = count(llama, text)
    row = [kind]
    for name in ("Phi-3", "Qwen2", "StarCoder2"):
        true = count(models[name], text)
        row.append(f"{100 * (estimate - true) / true:+.0f} %")
    rows.append(row)
table(rows, header=["", "Phi-3", "Qwen2", "StarCoder2"])

# %% [markdown] id="borrowed-read"
# Within a tenth for English. For numbers the estimate misses nearly half, for Korean in Phi-3 more than half. Nor is it always too low: Qwen2 and StarCoder2 need *fewer* tokens for the
# emoji. Everyone who counts for another model with `tiktoken`, which comes with OpenAI's vocabularies, makes this error
# ([tiktoken#274](https://github.com/openai/tiktoken/issues/274), [pitfall](../pitfalls.md#wrong-counter)).
#
# ## The same note costs more in Hindi
#
# The English sample again, in more languages. The translations are ours.

# %% id="languages"
note = {
    "English": samples["English"],
    "German": "Der Zug fährt morgen in aller Frühe ab. Bitte bring Wasser "
    "und einen Mantel mit, denn in den Bergen ist es kalt.",
    "Spanish": "El tren sale mañana por la mañana temprano. Por favor, trae "
    "agua y un abrigo, porque en las montañas hace frío.",
    "Russian": "Поезд отправляется завтра рано утром. Пожалуйста, возьми "
    "воду и пальто, потому что в горах холодно.",
    "Arabic": "يغادر القطار غدًا في الصباح الباكر. "
    "من فضلك أحضر ماءً ومعطفًا، لأن الجو بارد في الجبال.",
    "Hindi": "ट्रेन कल सुबह जल्दी निकलेगी। "
    "कृपया पानी और एक कोट ले आइए, क्योंकि पहाड़ों में ठंड है।",
    "Thai": "รถไฟจะออกพรุ่งนี้เช้าตรู่ "
    "กรุณานำน้ำและเสื้อโค้ทมาด้วย เพราะบนภูเขาอากาศหนาว",
    "Korean": samples["Korean"],
    "Japanese": "電車は明日の朝早くに出発します。"
    "山は寒いので、水とコートを持ってきてください。",
    "Chinese": "火车明天一早出发。请带上水和外套，因为山里很冷。",
}
tokens = {}
for language, text in note.items():
    tokens[language] = [count(tok, text) for tok in models.values()]
table([[k, *tokens[k]] for k in note], header=["", *models])

# %% [markdown] id="languages-read"
# In English the four nearly agree. In Hindi Phi-3 needs {{= round(tokens["Hindi"][1] / tokens["English"][1], 1) }} times its English count, and even Llama 3.1
# {{= round(tokens["Hindi"][0] / tokens["English"][0], 1) }} times its own. The bill and the share of the window grow with it.
#
# Is the tokenizer to blame, or the script? A Thai letter takes three bytes in UTF-8, an English one takes one ([lesson](bytes-and-unicode.ipynb)). Divide by the bytes.

# %% id="per-byte"
rows = []
for language, counts in tokens.items():
    size = len(note[language].encode())
    rows.append([language, *(round(n / size, 2) for n in counts), size])
table(rows, header=["per byte", *models, "bytes"])

# %% [markdown] id="per-byte-read"
# Now Llama 3.1 packs Thai and Russian *better* than English: it has learnt long pieces of both. But they have more bytes to begin with.
#
# The two tables answer two questions. Tokens for the same content say what a user pays; commercial services have been
# [measured like this](https://arxiv.org/abs/2305.13707). Tokens per byte say how well a vocabulary knows a script. (Tokens per word, called
# [fertility](../reference/glossary.md#fertility), needs spaces between words, and Thai has none.)
#
# Put in a sentence of your own language, and the same in English:
#
# [Compare a sentence in your language with English](../playground/tokenizer.md "llama-3.1 phi-3 qwen2 starcoder2 +english: कृपया पानी और एक कोट ले आइए, क्योंकि पहाड़ों में ठंड है। | Please bring water and a coat, because it is cold in the mountains.")
#
# ## Which tokenizer for which text?
#
# Who needs the fewest tokens, who the most, and how many times as many?

# %% id="choose"
kinds = ("JSON", "emoji", "numbers", "Korean", "Chinese", "Hindi", "Thai")
rows = []
for kind in kinds:
    text = {**samples, **note}[kind]
    counts = {name: count(tok, text) for name, tok in models.items()}
    least, most = min(counts.values()), max(counts.values())
    best = ", ".join(name for name, n in counts.items() if n == least)
    worst = ", ".join(name for name, n in counts.items() if n == most)
    rows.append([kind, best, worst, most / least])
table(rows, header=["", "fewest", "most", "times"])

# %% [markdown] id="choose-read"
# The winner changes with the text, and so does the gap. So a price for a token compares nothing; multiply it by the tokens of *your* texts.
# Few tokens are not always better, either: Llama 3.1 is brief with numbers because it groups their digits, and a model may calculate worse
# with such groups ([lesson](what-a-token-is.ipynb)).
#
# And *the tokenizer comes with the model*. You cannot swap it ([lesson](text-to-ids.ipynb)), so this table is one column in a comparison of models.
# The [comparison page](../reference/comparison.md) has more languages, and code.
#
# ## A chat that says "Hi" is longer than "Hi"
#
# The third error is to count the words and forget the [chat template](../reference/glossary.md#chat-template). Count the words alone, then the whole prompt, for one message and for twenty turns.

# %% [markdown] id="guess-hi-length" tags=["guess"]
# **Before you look:** how long is Llama 3.1's whole prompt for a chat that says only `Hi`?
#
# - fewer than ten tokens
# - between ten and thirty
# - more than thirty
#
# Answer: {{= (lambda n: "fewer than ten tokens" if n < 10 else "between ten and thirty" if n <= 30 else "more than thirty")(len(llama.apply_chat_template([{"role": "user", "content": "Hi"}], add_generation_prompt=True, return_dict=False))) }}

# %% id="hi"
def prompt_size(tokenizer, messages, tools=None):
    """Tokens of the whole prompt, up to the place where the reply starts."""
    ids = tokenizer.apply_chat_template(
        messages, tools=tools, add_generation_prompt=True, return_dict=False
    )
    return len(ids)


hi = [{"role": "user", "content": "Hi"}]
exchange = [
    {"role": "user", "content": "And in Seoul?"},
    {"role": "assistant", "content": "Rain."},
]
rows = []
for name, tokenizer in chat_models.items():
    words = 20 * sum(count(tokenizer, m["content"]) for m in exchange)
    row = [count(tokenizer, "Hi"), prompt_size(tokenizer, hi)]
    rows.append([name, *row, words, prompt_size(tokenizer, 20 * exchange)])
table(rows, header=["", "“Hi”", "chat", "20 turns", "chat"])

# %% [markdown] id="hi-read"
# The same `Hi` fills {{= rows[1][2] }} tokens in Phi-3 and {{= rows[0][2] }} in Llama 3.1. Part of that is paid once: Llama's system turn with its dates, Qwen2's own system prompt.
# Part is paid for every message. After twenty short turns Llama 3.1 has {{= rows[0][3] }} tokens of words, and {{= rows[0][4] - rows[0][3] }} that nobody typed.
#
# Two things come on top. Tools are written into every prompt ([lesson](tools-the-whole-loop.ipynb)). And a server bills thoughts that you do not see,
# and takes less for what it has cached ([lesson](what-the-server-sends.ipynb)).
#
# ## How long is the window?
#
# Tokenizers have an attribute that seems to answer. [Lesson](batches.ipynb) printed it for all four; one of them has "none". It looks like this:

# %% id="limits"
print(starcoder2.model_max_length)
print(starcoder2.model_max_length == int(1e30))

# %% [markdown] id="limits-read"
# This is no length. It is `{{= "int(1e30)" }}`, the library's way to say that no limit is known.
# "You can safely ignore it", was the answer to somebody who asked ([TinyLlama#23](https://github.com/jzhang38/TinyLlama/issues/23)).
# A sensible number proves little either. Qwen2's tokenizer says {{= f"{qwen2.model_max_length:,}" }}. People who served the model were stopped at a quarter of that, because its
# `config.json` sets a smaller `max_position_embeddings` ([Qwen3#679](https://github.com/QwenLM/Qwen3/issues/679)). The rest is switched on there, with *YaRN*, a method that stretches the window ([RULER#56](https://github.com/NVIDIA/RULER/issues/56), [vllm#4930](https://github.com/vllm-project/vllm/pull/4930)).
# The [context window](../reference/glossary.md#context-window) belongs to the model and to the server's settings. The attribute only says where `truncation=True` cuts if you give no length.
#
# ## What to drop when a chat is too long
#
# `truncation=True` is no answer: [lesson](batches.ipynb) cut a rendered chat, and lost the question on one side and the system message on the other.
# So drop messages from the *list*, and then render. But one message at a time? Here is a chat without its oldest message,
# and then without its oldest *turn*, a user's message with everything up to the next one.

# %% id="cut"
capitals = [
    {"role": "system", "content": "Answer in one word."},
    {"role": "user", "content": "The capital of Korea?"},
    {"role": "assistant", "content": "Seoul."},
    {"role": "user", "content": "And of Japan?"},
]
for what, messages in {
    "without a message": [capitals[0], *capitals[2:]],
    "without a turn": [capitals[0], *capitals[3:]],
}.items():
    ids = phi3.apply_chat_template(
        messages, add_generation_prompt=True, return_dict=False
    )
    show(chips(phi3, ids, label=what))

# %% [markdown] id="cut-read"
# The template writes both without complaint. In the first, *Seoul* answers a question that is gone.
# With tools it is worse: a result without its call makes a service refuse the whole request
# ([openclaw#10037](https://github.com/openclaw/openclaw/issues/10037)). So drop whole turns.
#
# The second is in order, and still *And of Japan?* has lost its topic. Which turns to keep is for you to decide; an exercise keeps the first one.

# %% id="fit"
def turns(messages):
    """A user's message and all that follows it, up to the next one."""
    groups = []
    for message in messages:
        if message["role"] == "user":
            groups.append([])
        groups[-1].append(message)
    return groups


def fit(tokenizer, system, history, window, reserve, tools=None):
    """The newest turns that leave room for a reply of `reserve` tokens."""
    kept = turns(history)
    while kept:
        messages = [system] + [m for turn in kept for m in turn]
        if prompt_size(tokenizer, messages, tools) <= window - reserve:
            return messages
        kept.pop(0)
    raise ValueError("not even the newest turn fits")


# %% [markdown] id="fit-read"
# The reply is not written yet and needs its room too; that is `reserve`.
# The whole prompt is measured each time, because what a template writes depends on the whole list.
#
# Five turns with a travel guide, in a small window:

# %% id="window"
trip = [
    {"role": "system", "content": "You are a guide. Answer in one sentence."},
    {"role": "user", "content": "I have four days in Korea. Where do I begin?"},
    {"role": "assistant", "content": "In Seoul, with the palaces."},
    {"role": "user", "content": "And the second day?"},
    {"role": "assistant", "content": "Walk up Bukhansan, in good shoes."},
    {"role": "user", "content": "Is there a fast train to Busan?"},
    {"role": "assistant", "content": "Yes, the KTX takes under three hours."},
    {"role": "user", "content": "What do I eat there?"},
    {"role": "assistant", "content": "Fish at the market, and pork soup."},
    {"role": "user", "content": "What did you say about shoes?"},
]
system, *history = trip
WINDOW, RESERVE = 160, 64
picture = {}
for name, tok in chat_models.items():
    messages = fit(tok, system, history, WINDOW, RESERVE)
    size = prompt_size(tok, messages)
    own, *said = (count(tok, m["content"]) for m in messages)
    picture[f"{name}, {len(turns(messages[1:]))} of 5 turns"] = {
        "the reply": RESERVE,
        "the template": size - own - sum(said),
        "your system message": own,
        "the history": sum(said),
        "free": WINDOW - RESERVE - size,
    }
bars(picture, unit=f"tokens; a window of {WINDOW}")

# %% [markdown] id="window-read"
# One window, one history, and three memories. In Llama 3.1 the template takes {{= next(iter(picture.values()))["the template"] }} tokens of it.
#
# Let the window shrink. How many turns are left, and (in brackets) how long is the prompt?

# %% id="shrink"
rows = []
for window in (256, 224, 192, 160, 128, 96):
    row = [window]
    for tok in chat_models.values():
        try:
            kept = fit(tok, system, history, window, RESERVE)
            left = len(turns(kept[1:]))
            row.append(f"{left} ({prompt_size(tok, kept)})")
        except ValueError:
            row.append("none fits")
    rows.append(row)
table(rows, header=["window", *chat_models])

# %% [markdown] id="shrink-read"
# The guide is asked about shoes. In which rows can it still know what it said? Move the window, and see which turn falls out:
#
# [Open this chat in the playground](../playground/chat-template.md 'llama-3.1 phi-3 qwen2 +generation +window: [{"role": "system", "content": "You are a guide. Answer in one sentence."}, {"role": "user", "content": "I have four days in Korea. Where do I begin?"}, {"role": "assistant", "content": "In Seoul, with the palaces."}, {"role": "user", "content": "And the second day?"}, {"role": "assistant", "content": "Walk up Bukhansan, in good shoes."}, {"role": "user", "content": "Is there a fast train to Busan?"}, {"role": "assistant", "content": "Yes, the KTX takes under three hours."}, {"role": "user", "content": "What do I eat there?"}, {"role": "assistant", "content": "Fish at the market, and pork soup."}, {"role": "user", "content": "What did you say about shoes?"}]')
#
# ## Your counting code may be older than the library
#
# Calls that version 5 of transformers took away stop with an error ([pitfall](../pitfalls.md#version-5)). These go on, with another result:

# %% id="version-5"
slow = AutoTokenizer.from_pretrained(phi3.name_or_path, use_fast=False)
tok = qwen2
ids = tok.encode("Hi there")
older = ["len(tok.apply_chat_template(hi))", "tok.batch_decode(ids)", "slow.is_fast"]
rows = [[call, repr(eval(call))] for call in older]
table(rows, header=["written for version 4", "version 5"])

# %% [markdown] id="version-5-read"
# Of a chat, {{= rows[0][1] }} is the number of keys, not of tokens: pass `return_dict=False` ([pitfall](../pitfalls.md#chat-template-dict)). A flat list becomes one string: decode `[[i] for i in ids]`
# ([pitfall](../pitfalls.md#batch-decode)). And `use_fast=False` is ignored: you get the [fast](../reference/glossary.md#fast-tokenizer) tokenizer all the same.
#
# A library that is older than the model fails when it loads the model: `KeyError: 'llama'` ([AlphaEdit#27](https://github.com/jianghoucheng/AlphaEdit/issues/27)), which newer versions word as
# `Transformers does not recognize this architecture`. Update it. The tokenizer alone loads in version 5 all the same, with the stages of its file ([lesson](pipeline.ipynb)).
#
# ## The class and the files may change
#
# A class that builds its own steps overrules the file `tokenizer.json`. That gives no error, only other ids
# ([lesson](how-bpe-chooses.ipynb), [pitfall](../pitfalls.md#class-changes-ids)). Which models are hit? `PreTrainedTokenizerFast` loads the file as it stands. Encode three thousand random strings both ways. How many differ?

# %% id="class-proof" tags=["python-only"] reason="The page holds each tokenizer as AutoTokenizer loads it, and not the file beside it."
import random

from transformers import PreTrainedTokenizerFast

chance = random.Random(12)
texts = [
    "".join(chance.choices("ab xyz  \n\t01239.,;()é한'-_", k=20))
    for _ in range(3000)
]
rows = []
for name, tokenizer in models.items():
    file = PreTrainedTokenizerFast.from_pretrained(tokenizer.name_or_path)
    differ = sum(file.encode(t) != tokenizer.encode(t) for t in texts)
    rows.append([name, type(tokenizer).__name__, differ])
table(rows, header=["", "the class", "differ"])

# %% [markdown] id="class-proof-read"
# Of our four only StarCoder2 is hit. Elsewhere it was Granite
# ([transformers#45812](https://github.com/huggingface/transformers/issues/45812)), OLMo2 and more
# ([#45920](https://github.com/huggingface/transformers/issues/45920)), and DeepSeek, whose `hello world` came back as `helloworld`
# ([#45488](https://github.com/huggingface/transformers/issues/45488)). Run this for each new model, on your own texts.
#
# The owners of a repository may edit its files at any time. A hash passed as
# *[revision](../reference/glossary.md#revision)* pins them. It is the name of the folder in which your download lies, a *[snapshot](../reference/glossary.md#snapshot)*
# ([documentation](https://huggingface.co/docs/huggingface_hub/guides/manage-cache)).

# %% id="revisions" tags=["python-only"] reason="The page has no folder of downloaded files."
from pathlib import Path

from huggingface_hub import try_to_load_from_cache

file = try_to_load_from_cache(phi3.name_or_path, "tokenizer.json")
revision = Path(file).parent.name
pinned = AutoTokenizer.from_pretrained(phi3.name_or_path, revision=revision)
print(revision[:12] + "…")
print("the same vocabulary:", pinned.get_vocab() == phi3.get_vocab())

# %% [markdown] id="revisions-read"
# A pin keeps the faults of its files, too: version 5 read old pinned files with a stand-in tokenizer, and the ids changed in silence
# ([mteb#5377](https://github.com/embeddings-benchmark/mteb/pull/5377)). So pin, and keep comparing ids.

# %% [markdown] id="gated"
# ## When you may not download the tokenizer
#
# Llama's repository is *gated*: you log in, accept a licence and wait ([llama3#184](https://github.com/meta-llama/llama3/issues/184)), and some are refused
# ([llama3#182](https://github.com/meta-llama/llama3/issues/182), [pitfall](../pitfalls.md#gated-model)).
# This course gets the files elsewhere: most are made anew from public vocabularies, some lie in packages. A file is accepted only if its hash is a known one. [How this site is made](../how-made.md) lists
# all of them, and the few that nobody could confirm to be the publisher's. That is the test for any copy that you find: equal hash, equal tokenizer. The licence on the [model card](../reference/glossary.md#model-card) holds for the copy as well.
#
# ## In practice
#
# * Before you choose a model, count your real texts, many of them.
# * Count with the model's own tokenizer, on the rendered prompt: `apply_chat_template` with tools and the generation prompt, and `return_dict=False`.
# * If you must estimate, measure your own texts once, and take the highest ratio, not the mean.
# * Take the window from the model's config and the server. Keep room for the reply.
# * Drop whole turns, oldest first. Keep the system message. Measure again.
# * Pin the revision. After every upgrade of transformers, compare the ids of a few fixed texts with those from before, numbers and indentation among them.
#
# Two capstones, a [small one](capstone.ipynb) and a [larger](fine-tune-and-service.ipynb), test the whole course.
#
# ## Exercises

# %% [markdown] id="ex-margin" tags=["exercise"]
# ### Exercise: a margin for a borrowed counter (a real case)
#
# An editor counted Llama's prompts with GPT-4's tokenizer, and they came out too long ([continue#878](https://github.com/continuedev/continue/issues/878)). Suppose you must go on with a borrowed counter.
# Write `margin(counter, model, texts)`: the percentage of the counter's count that is enough for *every* one of the texts, the smallest whole number.
# (Enough means: never below the model's count.) Count the texts alone. An empty text has no tokens, and needs none.

# %% id="ex-margin-starter" tags=["exercise"]
def margin(counter, model, texts):
    counted = sum(count(counter, text) for text in texts)
    true = sum(count(model, text) for text in texts)
    return round(100 * true / counted)


# %% [markdown] id="ex-margin-hint-1" tags=["hint"]
# A percentage of the sums is a mean: half of the prompts would not fit. Which text decides?

# %% [markdown] id="ex-margin-hint-2" tags=["hint"]
# Rounding to the nearest may round down, and then that text is one token too long. `-(-a // b)` divides whole numbers and rounds up.

# %% id="ex-margin-solution" tags=["solution"]
def margin(counter, model, texts):
    counts = [(count(model, text), count(counter, text)) for text in texts]
    return max(-(-100 * true // counted) for true, counted in counts if counted)


for name in ("Phi-3", "Qwen2", "StarCoder2"):
    english = margin(llama, models[name], [samples["English"]])
    every = margin(llama, models[name], list(samples.values()))
    print(f"{name:10} English {english} %, all samples {every} %")

# %% id="ex-margin-check" tags=["check"]
for counter, name, kinds in [("Llama 3.1", "Phi-3", list(samples)), ("Llama 3.1", "Qwen2", ["English", "numbers", "JSON"]), ("Qwen2", "Llama 3.1", ["Python", "emoji"]), ("StarCoder2", "Phi-3", ["English", "Python"])]:
    texts_ = [*(samples[kind] for kind in kinds), ""]
    got, case = margin(models[counter], models[name], texts_), f"{counter} counts for {name}:"
    assert isinstance(got, int), f"{case} a whole number is asked for, not {type(got).__name__}."
    for kind, text_ in zip(kinds, texts_):  # the empty one has no kind
        counted, true = count(models[counter], text_), count(models[name], text_)
        assert got * counted >= 100 * true, f"{case} with {got} % of {counted} tokens, {kind} has {got * counted / 100:.1f} allowed and needs {true}."
    less = [100 * count(models[name], t) > (got - 1) * count(models[counter], t) for t in texts_]
    assert any(less), f"{case} {got} % is more than any of the texts needs."
print("Correct: the worst text decides. For Phi-3 with Llama's counter,", margin(llama, phi3, list(samples.values())), "percent.")

# %% [markdown] id="ex-most" tags=["exercise"]
# ### Exercise: a bound that never breaks
#
# Sometimes there is no tokenizer at hand, and an estimate that is mostly right will not do. Write `most(text)`: a number that the count of *none* of the four models exceeds,
# whatever the text. Ask no tokenizer. If it is below the limit, the text fits for certain.

# %% id="ex-most-starter" tags=["exercise"]
def most(text):
    return len(text)


# %% [markdown] id="ex-most-hint-1" tags=["hint"]
# Tokens of these models are never less than a byte. And Phi-3 puts a space before the text.

# %% [markdown] id="ex-most-hint-2" tags=["hint"]
# Qwen2 reads another text than you wrote: NFC of it ([lesson](bytes-and-unicode.ipynb)). NFC may be longer. `unicodedata.normalize` makes it.

# %% id="ex-most-solution" tags=["solution"]
import unicodedata


def most(text):
    composed = unicodedata.normalize("NFC", text)
    return 1 + max(len(text.encode()), len(composed.encode()))


# %% id="ex-most-check" tags=["check"]
for case, text_ in {**note, **samples, "nothing": "", "one letter": "a", "rare signs": "𓀀𓁐 ꙮ", "Devanagari with nukta": "\u0958\u0959\u095c" * 4, "Hebrew with points": "\ufb2a\ufb2c" * 5}.items():
    got = most(text_)
    assert isinstance(got, int), f"{case}: a whole number is asked for, not {type(got).__name__}."
    for name, tokenizer in models.items():
        true = count(tokenizer, text_)
        assert got >= true, f"{case}: {name} makes {true} tokens of {len(text_)} characters ({len(text_.encode())} bytes), and you promise at most {got}."
    assert got <= 1 + 2 * len(text_.encode()), f"{case}: {got} is far more than {len(text_.encode())} bytes can become."
print("Correct: the English note has at most", most(note["English"]), "tokens, and in truth", tokens["English"][0])

# %% [markdown] id="ex-message" tags=["exercise"]
# ### Exercise: the price of one more message
#
# Write `per_message(tokenizer)`: the tokens that one further message adds to a chat, beyond its own text. What is paid once must not be in it.
# Find it by differences of `prompt_size`; type no number of a model.

# %% id="ex-message-starter" tags=["exercise"]
def per_message(tokenizer):
    return prompt_size(tokenizer, hi) - count(tokenizer, "Hi")


# %% [markdown] id="ex-message-hint-1" tags=["hint"]
# Two chats that differ only in their number of messages have the same opening and the same end. Subtract one prompt from the other.

# %% [markdown] id="ex-message-hint-2" tags=["hint"]
# Add an assistant's message and a user's, so that the roles still alternate. Then divide by two.

# %% id="ex-message-solution" tags=["solution"]
def per_message(tokenizer):
    longer = [*hi, {"role": "assistant", "content": "Hi"}, *hi]
    added = prompt_size(tokenizer, longer) - prompt_size(tokenizer, hi)
    return added // 2 - count(tokenizer, "Hi")


# %% id="ex-message-check" tags=["check"]
for name, tokenizer in chat_models.items():
    added = prompt_size(tokenizer, 5 * exchange + hi) - prompt_size(tokenizer, hi)
    right = (added - 5 * sum(count(tokenizer, m["content"]) for m in exchange)) // 10
    once = prompt_size(tokenizer, hi) - count(tokenizer, "Hi")
    got = per_message(tokenizer)
    assert got != once, f"{name}: {got} holds the opening and the open turn at the end, which are paid once."
    assert got != right + count(tokenizer, "Hi"), f"{name}: {got} still holds the text of the message."
    assert got != 2 * right, f"{name}: {got} is the price of two messages."
    assert got == right, f"{name}: ten further messages cost {10 * right} tokens beyond their texts; your function says {got} for one."
print("Correct:", {name: per_message(tokenizer) for name, tokenizer in chat_models.items()})

# %% [markdown] id="ex-trim" tags=["exercise"]
# ### Exercise: keep the topic
#
# The first turn often says what a chat is about. Write `keep_topic(tokenizer, messages, limit)`: the messages with the system message, the first turn, and as
# many of the *newest* turns as keep `prompt_size` within `limit`. Whole turns only. The first message is the system's; first and newest turn always fit.

# %% id="ex-trim-starter" tags=["exercise"]
def keep_topic(tokenizer, messages, limit):
    kept = list(messages)
    while prompt_size(tokenizer, kept) > limit:
        kept.pop(1)
    return kept


# %% [markdown] id="ex-trim-hint-1" tags=["hint"]
# The starter drops single messages, the first turn before all others. Split what follows the system message with `turns`, and drop from the list of turns.

# %% [markdown] id="ex-trim-hint-2" tags=["hint"]
# `first, *rest = turns(…)` gives you the turn to keep and the list to shorten. `pop` its first until the prompt fits.

# %% id="ex-trim-solution" tags=["solution"]
def keep_topic(tokenizer, messages, limit):
    system, (first, *rest) = messages[0], turns(messages[1:])
    while True:
        kept = [system, *first, *(m for turn in rest for m in turn)]
        if prompt_size(tokenizer, kept) <= limit:
            return kept
        rest.pop(0)


# %% id="ex-trim-check" tags=["check"]
talk = [system]
for n, city in enumerate(["Seoul", "Busan", "Daegu", "Ulsan", "Suwon"]):
    talk.append({"role": "user", "content": f"And in {city}?"})
    if n % 2:
        talk.append({"role": "tool", "content": "21 degrees, wind from the south-west"})
    talk.append({"role": "assistant", "content": "Warm." if n % 2 else "Rain, and cold in the evening."})
talk.append({"role": "user", "content": "Thanks"})
groups = turns(talk[1:])
for name, tokenizer in chat_models.items():
    for limit in range(60, 200, 3):
        wanted = [talk[:1] + groups[0] + [m for g in groups[k:] for m in g] for k in range(1, len(groups))]
        right = next((chat for chat in wanted if prompt_size(tokenizer, chat) <= limit), None)
        if right is None:
            continue
        got, place = keep_topic(tokenizer, list(talk), limit), f"{name}, limit {limit}: "
        assert got[:1] == talk[:1], place + "the system message is gone, or not in front."
        assert got[1 : 1 + len(groups[0])] == groups[0], place + "the first turn is not whole. Which turns may go?"
        assert got[-1] == talk[-1], place + "the newest message is gone. Nobody could answer."
        assert prompt_size(tokenizer, got) <= limit, place + f"the prompt has {prompt_size(tokenizer, got)} tokens."
        assert got in wanted, place + "a turn is cut in two, or a turn in the middle is missing."
        assert got == right, place + f"{len(got)} messages are kept, {len(right)} would fit."
print("Correct: topic first, then the newest, and no turn in halves.")

# %% [markdown] id="ex-pairs" tags=["exercise"]
# ### Exercise: a call without its result (a real case)
#
# A long conversation was cut, a result stayed without its call, and the service refused the request ([openclaw#10037](https://github.com/openclaw/openclaw/issues/10037)). With a history in that state,
# every request from there on is refused ([openclaw#9769](https://github.com/openclaw/openclaw/issues/9769)). Suppose now that there is only one turn, with many calls: then whole turns do not help.
# Write `fit_steps(messages, limit)` for Qwen3: keep the system message and the user's, and drop the oldest *steps* until the prompt fits. A step is an assistant's message with all results that follow it.

# %% id="ex-pairs-starter" tags=["exercise"]
qwen3 = AutoTokenizer.from_pretrained("Qwen/Qwen3-0.6B")


def fit_steps(messages, limit):
    kept = list(messages)
    while prompt_size(qwen3, kept) > limit:
        kept.pop(2)
    return kept


# %% [markdown] id="ex-pairs-hint-1" tags=["hint"]
# One assistant's message may hold two calls, and two results follow. Drop until the next assistant's message.

# %% [markdown] id="ex-pairs-hint-2" tags=["hint"]
# It is `turns` again, with another role that begins a group.

# %% id="ex-pairs-solution" tags=["solution"]
qwen3 = AutoTokenizer.from_pretrained("Qwen/Qwen3-0.6B")


def fit_steps(messages, limit):
    steps = []
    for message in messages[2:]:
        if message["role"] == "assistant":
            steps.append([])
        steps[-1].append(message)
    while True:
        kept = messages[:2] + [m for step in steps for m in step]
        if prompt_size(qwen3, kept) <= limit:
            return kept
        steps.pop(0)


# %% id="ex-pairs-check" tags=["check"]
def asks(*cities):
    calls = [{"type": "function", "function": {"name": "get_weather", "arguments": {"city": city}}} for city in cities]
    return [{"role": "assistant", "content": "", "tool_calls": calls}, *({"role": "tool", "content": f"{city}: rain, then sun"} for city in cities)]


groups = [asks("Seoul"), asks("Busan", "Daegu"), asks("Ulsan"), asks("Suwon", "Jeju"), asks("Incheon")]
work = [system, {"role": "user", "content": "Where in Korea is it dry?"}, *(m for step in groups for m in step)]
for limit in range(120, 400, 10):
    wanted = [work[:2] + [m for step in groups[k:] for m in step] for k in range(len(groups) + 1)]
    right = next(chat for chat in wanted if prompt_size(qwen3, chat) <= limit)
    got, place = fit_steps(list(work), limit), f"limit {limit}: "
    assert got[:2] == work[:2], place + "the system message or the user's request is gone."
    assert got[2:3] == [] or got[2]["role"] == "assistant", place + f"a result comes first, {got[2]['content']!r}; its call is gone."
    assert prompt_size(qwen3, got) <= limit, place + f"the prompt has {prompt_size(qwen3, got)} tokens."
    assert got in wanted, place + "a step is torn, or one in the middle is missing."
    assert got == right, place + f"{len(got)} messages are kept, {len(right)} would fit."
print("Correct: no result without its call.")

# %% [markdown] id="sources"
# ## Sources
#
# * Counting with the wrong tool: [continue#878](https://github.com/continuedev/continue/issues/878), [tiktoken#274](https://github.com/openai/tiktoken/issues/274), [lossless-claw#47](https://github.com/Martian-Engineering/lossless-claw/pull/47)
# * Cutting a chat: [openclaw#10037](https://github.com/openclaw/openclaw/issues/10037), [openclaw#9769](https://github.com/openclaw/openclaw/issues/9769)
# * Languages: [Ahia and others, *Do all languages cost the same?*](https://arxiv.org/abs/2305.13707)
# * `model_max_length`: [TinyLlama#23](https://github.com/jzhang38/TinyLlama/issues/23), [Qwen3#342](https://github.com/QwenLM/Qwen3/issues/342), [Qwen3#679](https://github.com/QwenLM/Qwen3/issues/679), [vllm#4930](https://github.com/vllm-project/vllm/pull/4930)
# * Version 5: [migration guide](https://github.com/huggingface/transformers/blob/main/MIGRATION_GUIDE_V5.md)
# * Classes and ids: [transformers#45812](https://github.com/huggingface/transformers/issues/45812), [#45920](https://github.com/huggingface/transformers/issues/45920), [#45488](https://github.com/huggingface/transformers/issues/45488)
# * Revisions and the cache: [documentation of huggingface_hub](https://huggingface.co/docs/huggingface_hub/guides/manage-cache), [mteb#5377](https://github.com/embeddings-benchmark/mteb/pull/5377)
