# ---
# title: Choosing and counting
# part: Work
# question: How many tokens is that, and why did my prompt not fit?
# description: How far the usual estimates of a token count are off in ten languages, code and numbers; a context budget that holds; what version 5 broke; and when the tokenizer's class changes the ids.
# ---

# %% [markdown] id="title"
# # Choosing and counting
#
# Your program counts the tokens of a prompt and finds room to spare. The server answers: *This model's maximum context length is …
# However, you requested …* Which of the two can count?
#
# The server can: it counts what the model reads. Your program counted something else,
# with a rule of thumb, or with another model's tokenizer, or without the special tokens of the chat template.
# Tools are shipped that way: an editor cut prompts for Llama by GPT-4's count
# ([continue#878](https://github.com/continuedev/continue/issues/878)), an agent's plug-in divided characters by four, and a Chinese chat
# ran into the limit ([lossless-claw#47](https://github.com/Martian-Engineering/lossless-claw/pull/47)).
#
# This lesson measures how far each way is off, then fits a chat into a window. At the end it looks at what may change
# under your counting code: the library, the class it picks, the files. It counts prompts as [lesson](chat-templates.ipynb) renders them.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
import unicodedata

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
# Here they are beside the truth.

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
table(rows, header=["", "characters / 4", "words × 4/3", *models])

# %% [markdown] id="thumb-read"
# For English prose both rules are a little too high, which is the safe side. For Python the first is about right. From JSON on both are too low, and
# then a prompt does not fit. How far are they off? Divide the real count by what the first rule promises.

# %% id="stairs"
promised = {kind: len(text) / 4 for kind, text in samples.items()}
stairs = {}
for kind, text in samples.items():
    low = count(llama, text) / promised[kind]
    high = count(phi3, text) / promised[kind]
    stairs[kind] = {"Llama 3.1": low, "on top of that in Phi-3": high - low}
bars(stairs, unit="real tokens for each one that characters / 4 promises")

# %% [markdown] id="stairs-read"
# For Korean, Phi-3 needs {{= f"{sum(stairs['Korean'].values()):.1f}" }} tokens where the rule promises one. The rule counts
# characters, and a Korean character says more than a Latin letter does. Digits are expensive because most models take each one alone
# ([lesson](what-a-token-is.ipynb)).
#
# ## Another model's tokenizer is a rule of thumb too
#
# It looks exact, since it gives an integer. Take Llama 3.1's count as the estimate for the others.

# %% id="borrowed"
rows = []
for kind, text in samples.items():
    estimate = count(llama, text)
    row = [kind, estimate]
    for name in ("Phi-3", "Qwen2", "StarCoder2"):
        true = count(models[name], text)
        row.append(f"{true}  ({100 * (estimate - true) / true:+.0f} %)")
    rows.append(row)
table(rows, header=["", "Llama 3.1 says", "Phi-3", "Qwen2", "StarCoder2"])

# %% [markdown] id="borrowed-read"
# Within a tenth for English. For numbers the estimate misses nearly half, for Korean in Phi-3 more than half. Nor is it always too low: Qwen2 needs *fewer* tokens for the
# emoji. This is the error of everyone who counts for another model with `tiktoken`, which comes with OpenAI's vocabularies
# ([tiktoken#274](https://github.com/openai/tiktoken/issues/274); see the [pitfall](../pitfalls.md#wrong-counter)).
#
# ## The same note costs more in Hindi
#
# Here is the English sample again, in more languages. The translations are ours.

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
rows = [[k, len(note[k].encode()), *tokens[k]] for k in note]
table(rows, header=["", "UTF-8 bytes", *models])

# %% [markdown] id="languages-read"
# In English the four nearly agree. In Hindi StarCoder2 needs {{= round(tokens["Hindi"][3] / tokens["English"][3], 1) }} times its English count. Llama 3.1
# needs {{= round(tokens["Hindi"][0] / tokens["English"][0], 1) }} times. The bill and the share of the window grow with it, for the same message.
#
# Is the tokenizer to blame, or the script? A Thai letter takes three bytes in UTF-8, an English one takes one. Divide by the bytes.

# %% id="per-byte"
rows = []
for language, counts in tokens.items():
    size = len(note[language].encode())
    rows.append([language, *(round(n / size, 2) for n in counts)])
table(rows, header=["tokens per byte", *models])

# %% [markdown] id="per-byte-read"
# Now Llama 3.1 packs Thai and Russian *better* than English: it has learnt long pieces of both. But they have more bytes to begin with.
# Phi-3's Thai stays expensive even so: its vocabulary falls back to characters and [single bytes](../reference/glossary.md#byte-fallback).
#
# So the two tables answer two questions. Tokens for the same content say what a user pays; commercial services have been
# [measured like this](https://arxiv.org/abs/2305.13707). Tokens per byte say how well a vocabulary knows a script. (The usual figure, tokens per word, is called
# [fertility](../reference/glossary.md#fertility). It needs spaces between words, and Thai has none.) The [comparison page](../reference/comparison.md) goes on from here, with programming languages.
# Here is the second sentence in Korean. In the playground, put a text of your own in its place and compare the counts.
#
# [Change this text in the playground](../playground/tokenizer.md "llama-3.1 phi-3 qwen2 starcoder2: 산은 추우니 물과 외투를 가져오세요.")
#
# ## A chat that says "Hi" is longer than "Hi"
#
# The third error is to count the words and forget the [chat template](../reference/glossary.md#chat-template). So count a whole prompt, for one message and for a longer chat.

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
table(rows, header=["", "“Hi”", "as a chat", "20 exchanges", "as a chat"])

# %% [markdown] id="hi-read"
# The same `Hi` fills {{= rows[1][2] }} tokens in Phi-3 and {{= rows[0][2] }} in Llama 3.1. Part of that is paid once: Llama's system turn with its dates, Qwen2's own system prompt.
# Part is paid for every message, so it grows with the chat. After twenty short exchanges Llama 3.1 has {{= rows[0][3] }} tokens of words, and {{= rows[0][4] - rows[0][3] }} that nobody typed.
#
# ## How long is the window?
#
# Tokenizers have an attribute that seems to answer. [Lesson](batches.ipynb) printed it for all four; one of them has "none". This is what "none" looks like:

# %% id="limits"
print(starcoder2.model_max_length)
print(starcoder2.model_max_length == int(1e30))

# %% [markdown] id="limits-read"
# StarCoder2's number is no length. It is `{{= "int(1e30)" }}`, the library's way to say that no limit is known. People ask about it
# ([TinyLlama#23](https://github.com/jzhang38/TinyLlama/issues/23)), and a server failed on it, because it is too large for a machine integer
# ([sglang#37053](https://github.com/sgl-project/sglang/pull/37053)).
#
# A sensible number proves little either. Qwen2's tokenizer says {{= f"{qwen2.model_max_length:,}" }}. People who served the instruct model were stopped at a quarter of that, because the model's
# `config.json` sets a smaller `max_position_embeddings` ([Qwen3#679](https://github.com/QwenLM/Qwen3/issues/679)). The rest has to be switched on there, with *YaRN*, as its training
# texts were shorter ([RULER#56](https://github.com/NVIDIA/RULER/issues/56), [Qwen3#748](https://github.com/QwenLM/Qwen3/issues/748)).
# The [context window](../reference/glossary.md#context-window) belongs to the model and to the server's settings. The attribute belongs to the tokenizer: it is where `truncation=True` cuts if you give no length.
#
# ## What to drop when a chat is too long
#
# `truncation=True` is no answer: [lesson](batches.ipynb) cut a rendered chat, and lost the question on one side and the system message on the other.
# So drop messages from the *list*, and then render. But one message at a time? Here is a chat, then the same without its oldest message,
# then without its oldest *turn*, a user's message with everything up to the next one.

# %% id="cut"
capitals = [
    {"role": "system", "content": "Answer in one word."},
    {"role": "user", "content": "The capital of Korea?"},
    {"role": "assistant", "content": "Seoul."},
    {"role": "user", "content": "And of Japan?"},
]
for what, messages in {
    "the whole chat": capitals,
    "without a message": [capitals[0], *capitals[2:]],
    "without a turn": [capitals[0], *capitals[3:]],
}.items():
    ids = phi3.apply_chat_template(
        messages, add_generation_prompt=True, return_dict=False
    )
    show(chips(phi3, ids, label=what))

# %% [markdown] id="cut-read"
# All three are prompts that the template writes without complaint. In the second, *Seoul* answers a question that is gone.
# With tools it is worse: a tool's result without its call makes a service refuse the whole request
# ([openclaw#10037](https://github.com/openclaw/openclaw/issues/10037)). So drop whole turns.
#
# The third is in order, and still *And of Japan?* has lost its topic. Which turns to keep is for you to decide; the last exercise keeps the first one.

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
# Here is a travel guide with one tool and a long history, in a small window:

# %% id="window"
system = {"role": "system", "content": "You are a guide. Answer in one word."}
history = 30 * exchange + [{"role": "user", "content": "And in Jeju?"}]
weather = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city.",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
        },
    },
}
WINDOW, RESERVE = 512, 128
picture = {}
for name, tok in chat_models.items():
    messages = fit(tok, system, history, WINDOW, RESERVE, [weather])
    full = prompt_size(tok, messages, [weather])
    tools = full - prompt_size(tok, messages)
    own, *said = (count(tok, m["content"]) for m in messages)
    label = f"{name}, {len(turns(messages[1:]))} turns"
    picture[label] = {
        "the reply": RESERVE,
        "tools": tools,
        "the template": full - tools - own - sum(said),
        "your system message": own,
        "the history": sum(said),
        "free": WINDOW - RESERVE - full,
    }
bars(picture, unit=f"tokens; a window of {WINDOW}")

# %% [markdown] id="window-read"
# The same window and the same history, and very different memories. In Llama 3.1 the tool and the template take {{= sum(next(iter(picture.values()))[part] for part in ("tools", "the template")) }} tokens of it. The other two templates write no tools, which
# saves the room and loses the tool ([lesson](tools-the-whole-loop.ipynb)).
#
# ## Your counting code may be older than the library
#
# Version 5 of transformers changed calls that counting code uses ([pitfall](../pitfalls.md#version-5)). The cell runs each call of the left column; the middle column is what came out.

# %% id="version-5"
slow = AutoTokenizer.from_pretrained(phi3.name_or_path, use_fast=False)
ids = qwen2.encode("Hi there")
older = {
    "qwen2.encode_plus('Hi')": "qwen2('Hi')",
    "qwen2.batch_encode_plus(['Hi'])": "qwen2(['Hi'])",
    "qwen2.additional_special_tokens": "qwen2.extra_special_tokens",
    "slow.is_fast": "leave use_fast out",
    "len(qwen2.apply_chat_template(hi))": "return_dict=False",
    "qwen2.batch_decode(ids)": "qwen2.batch_decode([[i] for i in ids])",
}
rows = []
for call, instead in older.items():
    try:
        result = repr(eval(call))
    except AttributeError as error:
        result = f"AttributeError: {error}"
    rows.append([call, result, instead])
table(rows, header=["written for version 4", "in version 5", "use instead"])

# %% [markdown] id="version-5-read"
# The first three are the lucky ones, because they stop
# ([opencompass#2635](https://github.com/open-compass/opencompass/issues/2635) shows the error as users meet it; the class in it varies with the model).
# The last three go on with another result. Of a chat, {{= rows[4][1] }} is the number of keys, not of tokens ([pitfall](../pitfalls.md#chat-template-dict)). `batch_decode` of a flat list gives one string for all ids
# ([pitfall](../pitfalls.md#batch-decode)). And `use_fast=False` is accepted and ignored, so a comparison of "slow" with "[fast](../reference/glossary.md#fast-tokenizer)" compares a thing with itself.
#
# A library that is older than the model fails at once: `KeyError: 'llama'` ([AlphaEdit#27](https://github.com/jianghoucheng/AlphaEdit/issues/27)), which newer versions word as
# `Transformers does not recognize this architecture`. Update it.
#
# ## The class that changes the ids
#
# One change gives no error and no odd result, only other ids. [Lesson](how-bpe-chooses.ipynb) met it in StarCoder2: the file `tokenizer.json` cuts out each digit first,
# and the class that version 5 loads, `{{= type(starcoder2).__name__ }}`, has no such step. Version 4 followed the file; now a class that builds its own steps may overrule it
# ([mellea#947](https://github.com/generative-computing/mellea/issues/947)).
#
# How does it look in a listing? Put the missing step back by hand, and compare.

# %% id="class"
def by_the_file(text):
    """StarCoder2 as its tokenizer.json has it: every digit cut out first."""
    parts = [""]
    for character in text:
        if unicodedata.category(character).startswith("N"):
            parts += [character, ""]
        else:
            parts[-1] += character
    return [i for part in parts if part for i in starcoder2.encode(part)]


listing = "sizes = [\n    10,\n    20,\n]"
show(chips(starcoder2, listing, label="the class"))
show(chips(starcoder2, by_the_file(listing), label="the file"))
one_space = "size = 10"
print("after one space:", by_the_file(one_space) == starcoder2.encode(one_space))

# %% [markdown] id="class-read"
# The digits agree; the indentation before them does not. A single space before a number makes no difference, which is how this goes unnoticed.
#
# Which models are hit? The full library can load the file as it stands, with `PreTrainedTokenizerFast`. So encode many random strings both ways. The last row tests our `by_the_file`.

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
differ = sum(file.encode(t) != by_the_file(t) for t in texts)
rows.append(["StarCoder2", "by_the_file", differ])
table(rows, header=["", "compared with the file", "texts that differ"])

# %% [markdown] id="class-proof-read"
# Of our four only StarCoder2 is hit. Among other models it was Granite
# ([transformers#45812](https://github.com/huggingface/transformers/issues/45812)), OLMo2 and more
# ([#45920](https://github.com/huggingface/transformers/issues/45920)), and DeepSeek, where `hello world` came back as `helloworld`
# ([#45488](https://github.com/huggingface/transformers/issues/45488)). They are mended one by one, with a list of exceptions
# ([#44475](https://github.com/huggingface/transformers/pull/44475)); StarCoder2 is not among them in version 5.23.
#
# So run this comparison for each new model, on your own texts. If they differ, load with `PreTrainedTokenizerFast`. It follows the file
# ([pitfall](../pitfalls.md#class-changes-ids)).
#
# ## The files may change under their name
#
# The owners of a repository on the Hub may edit it at any time, and a name alone means the newest files. Each edit is a commit, here called a
# *[revision](../reference/glossary.md#revision)*. Pass its hash as `revision=`, and you get the same files every time.
#
# What you have downloaded lies in a folder named after its revision, a *[snapshot](../reference/glossary.md#snapshot)*
# ([documentation](https://huggingface.co/docs/huggingface_hub/guides/manage-cache)). So you can look up what you count with, and ask for it again.

# %% id="revisions" tags=["python-only"] reason="The page has no folder of downloaded files."
from pathlib import Path

from huggingface_hub import try_to_load_from_cache

revisions = {}
for name, tokenizer in models.items():
    file = try_to_load_from_cache(tokenizer.name_or_path, "tokenizer.json")
    revisions[name] = Path(file).parent.name
rows = [[name, revisions[name][:12] + "…"] for name in models]
show(table(rows, header=["", "snapshot"]))

pinned = AutoTokenizer.from_pretrained(
    phi3.name_or_path, revision=revisions["Phi-3"]
)
print("the same vocabulary:", pinned.get_vocab() == phi3.get_vocab())

# %% [markdown] id="revisions-read"
# A pin keeps the faults of its files, too. A benchmark had pinned revisions older than their authors' corrections. Version 5 read them with a
# stand-in tokenizer, and the ids changed in silence ([mteb#5377](https://github.com/embeddings-benchmark/mteb/pull/5377)). So pin, and keep comparing ids.

# %% [markdown] id="gated"
# ## When you may not download the tokenizer
#
# To count for Llama you need Llama's tokenizer, and its repository is *gated*: you log in, accept a licence and wait. Until then loading ends in a `GatedRepoError`
# ([llm2vec#36](https://github.com/McGill-NLP/llm2vec/issues/36)). Some learners are stopped for good:
# `Your request to access this repo has been rejected by the repo's authors.`
# ([llama3#213](https://github.com/meta-llama/llama3/issues/213), [llama3#396](https://github.com/meta-llama/llama3/issues/396)).
#
# This course asks for no account. Its build makes the files anew from public vocabularies and accepts a file only if its hash is that of the published one. (Two files,
# neither of them Llama's, could be held against a public copy only; [About](../about.md) names them, the source and the licences.) That is the test for any copy that you find:
# equal hash, equal tokenizer. The licence on the [model card](../reference/glossary.md#model-card) holds for the copy as well ([pitfall](../pitfalls.md#gated-model)).

# %% [markdown] id="choose-intro"
# ## Which tokenizer for which text?
#
# Fewest and most tokens, for the samples and three of the languages:

# %% id="choose"
three = ("Chinese", "Hindi", "Thai")
rows = []
for kind, text in {**samples, **{k: note[k] for k in three}}.items():
    counts = {name: count(tok, text) for name, tok in models.items()}
    least, most = min(counts.values()), max(counts.values())
    best = ", ".join(name for name, n in counts.items() if n == least)
    worst = ", ".join(name for name, n in counts.items() if n == most)
    rows.append([kind, f"{best}: {least}", f"{worst}: {most}", most / least])
table(rows, header=["", "fewest", "most", "times"])

# %% [markdown] id="choose-read"
# The winner changes with the text, and so does the gap. Few tokens are not always better, either: Llama 3.1 is brief with numbers because it groups their digits, and a model may calculate worse
# with such groups ([lesson](what-a-token-is.ipynb)).
#
# And *the tokenizer comes with the model; you cannot swap it.* The model learnt the meaning of
# these ids and of no others; with another tokenizer it reads noise ([lesson](text-to-ids.ipynb)). So a table like this is one column in a comparison of models. Multiply the price of a token by the tokens of
# *your* texts; a model with the lower price may cost you more.
#
# ## In practice
#
# * Count with the model's own tokenizer, on the rendered prompt: `apply_chat_template` with tools and the generation prompt, and `return_dict=False`.
# * If you must estimate, measure your own texts once, and take the highest ratio, not the mean.
# * Take the window from the model's config and the server. Keep room for the reply.
# * Drop whole turns, oldest first. Keep the system message. Measure again.
# * Pin the revision of the files you count with.
# * After every upgrade of transformers, compare the ids of a few fixed texts with those from before, numbers and indentation among them.
# * Before you choose a model, count your real texts, many of them.
#
# Two capstones, a [small one](capstone.ipynb) and a [larger](fine-tune-and-service.ipynb), test the whole course.
#
# ## Exercises

# %% [markdown] id="ex-off" tags=["exercise"]
# ### Exercise: how far off?
#
# Write `off(tokenizer, text)`: by how many percent of the true count does a quarter of the characters miss it? A whole number, by `round`,
# negative where the estimate is too low. Count the text alone.

# %% id="ex-off-starter" tags=["exercise"]
def off(tokenizer, text):
    estimate = len(text) / 4
    true = len(tokenizer.encode(text))
    return round(100 * (true - estimate) / estimate)


# %% [markdown] id="ex-off-hint-1" tags=["hint"]
# The starter has three faults. What does Llama 3.1 add to a text? Percent of what? Which sign?

# %% id="ex-off-solution" tags=["solution"]
def off(tokenizer, text):
    estimate = len(text) / 4
    true = count(tokenizer, text)
    return round(100 * (estimate - true) / true)


# %% id="ex-off-check" tags=["check"]
for name, kind in [("Phi-3", "Korean"), ("Qwen2", "English"), ("Llama 3.1", "Korean"), ("Llama 3.1", "JSON")]:
    text, true = samples[kind], count(models[name], samples[kind])
    right = round(100 * (len(text) / 4 - true) / true)
    got = off(models[name], text)
    low = "low" if right < 0 else "high"
    assert isinstance(got, int), f"off() must return a whole number, not {type(got).__name__}. See round."
    assert got * right >= 0, f"{name}, {kind}: the estimate is too {low}, so the sign of {got} is wrong."
    assert got != round(100 * (len(text) / 4 - true) / (len(text) / 4)), f"{name}, {kind}: you divide by the estimate. Percent of the true count."
    assert got != round(100 * (len(text) / 4 - true - 1) / (true + 1)) or name != "Llama 3.1", f"{name}, {kind}: one token too many. See add_special_tokens."
    assert got == right, f"{name}, {kind}: {len(text) / 4} estimated, {true} real; expected {right}, got {got}."
print("Correct: minus", -off(phi3, samples["Korean"]), "percent for Korean in Phi-3.")

# %% [markdown] id="ex-price" tags=["exercise"]
# ### Exercise: when is the lower price lower?
#
# Another model costs less for each token than Llama 3.1. Write `break_even(text, name, price)`: the price of a token of the model `name` at which this text
# costs the same as in Llama 3.1 at `price`. Count the text alone, and do not round. The starter has two faults.

# %% id="ex-price-starter" tags=["exercise"]
def break_even(text, name, price):
    here = len(llama.encode(text))
    there = len(models[name].encode(text))
    return price * there / here


# %% [markdown] id="ex-price-hint-1" tags=["hint"]
# If the other model needs twice the tokens, must its token cost twice as much, or half as much?

# %% [markdown] id="ex-price-hint-2" tags=["hint"]
# The two bills are equal: `price * here == result * there`. And one of the two counts a token that is not in the text.

# %% id="ex-price-solution" tags=["solution"]
def break_even(text, name, price):
    here, there = count(llama, text), count(models[name], text)
    return price * here / there


for kind in ("English", "Korean", "emoji"):
    print(f"{kind:8}", f"{break_even(samples[kind], 'Phi-3', 1):.2f}")

# %% id="ex-price-check" tags=["check"]
for kind, name in [("Korean", "Phi-3"), ("numbers", "Qwen2"), ("emoji", "Qwen2"), ("Python", "StarCoder2"), ("Korean", "Llama 3.1")]:
    here, there = count(llama, samples[kind]), count(models[name], samples[kind])
    got, right, case = break_even(samples[kind], name, 3), 3 * here / there, f"{kind}, {name}, price 3:"
    assert isinstance(got, (int, float)), f"{case} a number is asked for, not {type(got).__name__}."

    def near(number):
        return abs(got - number) < 1e-9

    assert near(right) or not (near(3 * there / here) or near(3 * there / (here + 1))), f"{case} {got:.3f} is upside down. Who needs more tokens must have the lower price."
    assert near(right) or not near(3 * (here + 1) / there), f"{case} {got:.3f} counts Llama's BOS. Leave out what the tokenizer adds."
    assert near(right) or not near(3), f"{case} the same price makes the same bill only if both need the same number of tokens: {here} and {there}."
    assert near(right) or not near(right / 3), f"{case} {got:.3f} is only a ratio. Multiply it by the price."
    assert near(right), f"{case} {here} tokens at 3 are {3 * here} in all; {there} tokens at {got} are not. Is it rounded?"
print("Correct: a text in Korean pays in Phi-3 only below that price.")

# %% [markdown] id="ex-mend" tags=["exercise"]
# ### Exercise: mend three calls
#
# `report` was written for version 4. It should return the number of ids of the text, the text of each id as a list of strings, and the size of the chat's prompt.
# Make it do so in version 5.

# %% id="ex-mend-starter" tags=["exercise"]
def report(tokenizer, text, chat):
    ids = tokenizer.encode_plus(text)["input_ids"]
    pieces = tokenizer.batch_decode(ids)
    prompt = tokenizer.apply_chat_template(chat, add_generation_prompt=True)
    return len(ids), pieces, len(prompt)


# %% [markdown] id="ex-mend-hint-1" tags=["hint"]
# One of the three raises an error, two are silently wrong. The table of calls has all three.

# %% id="ex-mend-solution" tags=["solution"]
def report(tokenizer, text, chat):
    ids = tokenizer(text)["input_ids"]
    pieces = tokenizer.batch_decode([[i] for i in ids])
    prompt = tokenizer.apply_chat_template(
        chat, add_generation_prompt=True, return_dict=False
    )
    return len(ids), pieces, len(prompt)


# %% id="ex-mend-check" tags=["check"]
for name, tokenizer in chat_models.items():
    try:
        size, pieces, prompt = report(tokenizer, "Rain in Seoul", capitals)
    except AttributeError as error:
        raise AssertionError(f"{name}: {error}. Call the tokenizer itself.") from None
    ids = tokenizer.encode("Rain in Seoul")
    assert size == len(ids), f"{name}: the text has {len(ids)} ids with those that the tokenizer adds; you return {size}."
    assert len(pieces) == len(ids), f"{name}: {len(ids)} ids, but {len(pieces)} strings. batch_decode wants a list of lists."
    assert pieces == [tokenizer.decode([i]) for i in ids], f"{name}: the strings are {pieces}; decode each id by itself."
    right = prompt_size(tokenizer, capitals)
    assert prompt != 2, f"{name}: a prompt of 2 tokens? You have counted the keys of a BatchEncoding."
    assert prompt == right, f"{name}: the prompt has {right} tokens, you return {prompt}. Is the reply's turn open?"
print("Correct: in both versions, too, since none of the three new calls is new.")

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

# %% [markdown] id="sources"
# ## Sources
#
# * Counting with the wrong tool: [continue#878](https://github.com/continuedev/continue/issues/878), [tiktoken#274](https://github.com/openai/tiktoken/issues/274), [lossless-claw#47](https://github.com/Martian-Engineering/lossless-claw/pull/47)
# * Cutting a chat: [openclaw#10037](https://github.com/openclaw/openclaw/issues/10037)
# * Languages: [Ahia and others, *Do all languages cost the same?*](https://arxiv.org/abs/2305.13707)
# * `model_max_length`: [TinyLlama#23](https://github.com/jzhang38/TinyLlama/issues/23), [Qwen3#342](https://github.com/QwenLM/Qwen3/issues/342), [Qwen3#679](https://github.com/QwenLM/Qwen3/issues/679), [Qwen3#748](https://github.com/QwenLM/Qwen3/issues/748), [sglang#37053](https://github.com/sgl-project/sglang/pull/37053)
# * Version 5: [migration guide](https://github.com/huggingface/transformers/blob/main/MIGRATION_GUIDE_V5.md), [opencompass#2635](https://github.com/open-compass/opencompass/issues/2635)
# * Classes and ids: [transformers#45812](https://github.com/huggingface/transformers/issues/45812), [#45920](https://github.com/huggingface/transformers/issues/45920), [#45488](https://github.com/huggingface/transformers/issues/45488), [#44475](https://github.com/huggingface/transformers/pull/44475), [mellea#947](https://github.com/generative-computing/mellea/issues/947)
# * Revisions and the cache: [documentation of huggingface_hub](https://huggingface.co/docs/huggingface_hub/guides/manage-cache), [mteb#5377](https://github.com/embeddings-benchmark/mteb/pull/5377)
# * Gated repositories: [llama3#213](https://github.com/meta-llama/llama3/issues/213), [llama3#396](https://github.com/meta-llama/llama3/issues/396)
