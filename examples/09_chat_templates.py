# ---
# title: Chat templates
# part: Chats
# question: What does the model see when I send it a list of messages?
# description: How system, user and assistant messages become one sequence of tokens in Llama 3.1, Phi-3 and Qwen2, what the templates add and drop in silence, and how to check it.
# ---

# %% [markdown] id="title"
# # Chat templates
#
# You send a chat model a list of messages. Each has a [role](../reference/glossary.md#role) and a content.
# A model has no input for roles, or for messages. It reads one list of ids.
# Somebody joins your messages into one text before that, and puts marks between them, the [special tokens](special-tokens.ipynb).
#
# That somebody is a small program which comes with the tokenizer: the *[chat template](../reference/glossary.md#chat-template)*.
# It may add words that you did not write, and drop words that you did.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from tour import bars, chips, show, stretches
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
starcoder2 = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")

models = {"Llama 3.1": llama, "Phi-3": phi3, "Qwen2": qwen2}

# %% [markdown] id="three-renderings"
# ## One conversation, three renderings
#
# `apply_chat_template` fills the template with your messages. `tokenize=False` returns the text. First Llama 3.1.

# %% id="render"
conversation = [
    {"role": "system", "content": "Answer in one word."},
    {"role": "user", "content": "The capital of Korea?"},
    {"role": "assistant", "content": "Seoul."},
    {"role": "user", "content": "And of Japan?"},
]


def render(tokenizer, messages, **options):
    return tokenizer.apply_chat_template(messages, tokenize=False, **options)


print(render(llama, conversation, add_generation_prompt=True))

# %% [markdown] id="render-phi3-intro"
# The same list of messages for Phi-3:

# %% id="render-phi3"
print(render(phi3, conversation, add_generation_prompt=True))

# %% [markdown] id="render-qwen2-intro"
# And for Qwen2, in a notation called *ChatML*
# ([torchtune shows it](https://pytorch.org/torchtune/stable/generated/torchtune.data.ChatMLTemplate.html)):

# %% id="render-qwen2"
print(render(qwen2, conversation, add_generation_prompt=True))

# %% [markdown] id="render-read"
# Three notations, one idea: mark the start of a turn, name the role, write the text, mark the end.
# The last line opens an assistant's turn, where the model writes on.
#
# As ids it is one flat sequence. Here is the end of it:

# %% id="render-chips"
def prompt_ids(tokenizer, messages, **options):
    return tokenizer.apply_chat_template(
        messages, add_generation_prompt=True, return_dict=False, **options
    )


for name, tokenizer in models.items():
    ids = prompt_ids(tokenizer, conversation)
    show(chips(tokenizer, ids[-12:], label=name))

# %% [markdown] id="render-chips-read"
# Phi-3's newlines are gone ([pitfall](../pitfalls.md#phi-3-newlines)). How much of each sequence did you write?

# %% id="overhead"
parts = {}
for name, tokenizer in models.items():
    total = len(prompt_ids(tokenizer, conversation))
    written = 0
    for message in conversation:
        content = message["content"]
        written += len(tokenizer.encode(content, add_special_tokens=False))
    parts[name] = {"your words": written, "the template": total - written}
bars(parts, unit="tokens for the same conversation")

# %% [markdown] id="overhead-read"
# Llama 3.1's template writes {{= parts["Llama 3.1"]["the template"] }} tokens around {{= parts["Llama 3.1"]["your words"] }} of yours, Phi-3's {{= parts["Phi-3"]["the template"] }}.
# Those count against the [context window](../reference/glossary.md#context-window) and, with most services, on the bill
# ([lesson](choosing-and-counting.ipynb)). Part of the difference is text that nobody asked for.
#
# ## Words you did not write
#
# Send the shortest chat, and read everything.

# %% id="uninvited"
hello = [{"role": "user", "content": "Hi"}]
for name, tokenizer in models.items():
    print(f"--- {name} ---\n{render(tokenizer, hello).strip()}")

# %% [markdown] id="uninvited-read"
# * **Llama 3.1** always opens with a system turn that holds two dates. A system message of yours is put after them.
# * **Qwen2** invents a [system prompt](../reference/glossary.md#system-prompt), *You are a helpful assistant.*, when your first message is not a system message
#   ([pitfall](../pitfalls.md#hidden-system-prompt); a server that left it out: [api-for-open-llm#240](https://github.com/xusenlinzy/api-for-open-llm/issues/240)). You can only replace it; the least is a system message with an empty content.
# * **Phi-3** adds nothing at the start. We come back to its end.
#
# Is Llama's "Today Date" today's date?

# %% id="today"
def date_line(**options):
    lines = render(llama, hello, **options).splitlines()
    return next(line for line in lines if "Today" in line)


print("as it is:      ", date_line())
print("date_string:   ", date_line(date_string="22 Nov 2026"))
print("a typing error:", date_line(date_sting="22 Nov 2026"))

# %% [markdown] id="today-read"
# The template holds a fixed day as its default, so the model is told a wrong date unless you pass one
# ([sglang#3296](https://github.com/sgl-project/sglang/issues/3296); for vLLM see [vllm#14344](https://github.com/vllm-project/vllm/issues/14344)).
# Any further named argument of `apply_chat_template` reaches the template as a variable. A name that it does not know
# is ignored, as the last line shows.
#
# ## The template is a program
#
# It is written in [Jinja](../reference/glossary.md#jinja), a language for templates, and our models have it in the file `tokenizer_config.json`. Newer models have a file of its own,
# [`chat_template.jinja`](https://huggingface.co/docs/transformers/chat_templating_writing), which wins where both are there.
# Llama's has {{= len(llama.chat_template.splitlines()) }} lines, mostly for tools. Phi-3's fits on a card.

# %% id="template-text"
print(phi3.chat_template)

# %% [markdown] id="template-text-read"
# Read it as a loop. `{% … %}` is control flow, `{{ … }}` writes. For each message there is an `if` for the three known roles,
# and each writes a special token, a newline, the content, `<|end|>` and a newline. After the loop: if `add_generation_prompt` is true,
# open an assistant's turn, otherwise write the end-of-text token.
# No role is checked. You can pass a template of your own and see.

# %% id="own-template"
shouting = (
    "{% for message in messages %}"
    "{{ message['role'] | upper }}> {{ message['content'] }}\n"
    "{% endfor %}"
)
print(render(phi3, conversation, chat_template=shouting))

# %% [markdown] id="own-template-read"
# This runs without complaint. But the [model card](https://huggingface.co/microsoft/Phi-3-mini-4k-instruct#chat-format) calls the model "best suited" for the format
# that its own template writes, "given the nature of the training data".
# A template is a record of how the training data looked.
#
# ## Proof: write it by hand
#
# If the template only joins strings, you can do it too. Here is the prompt for Llama 3.1, typed out.

# %% id="by-hand"
by_hand = (
    "<|begin_of_text|>"
    "<|start_header_id|>system<|end_header_id|>\n\n"
    "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
    "Answer in one word.<|eot_id|>"
    "<|start_header_id|>user<|end_header_id|>\n\n"
    "The capital of Korea?<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\n"
    "Seoul.<|eot_id|>"
    "<|start_header_id|>user<|end_header_id|>\n\n"
    "And of Japan?<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\n"
)
print(by_hand == render(llama, conversation, add_generation_prompt=True))

# %% [markdown] id="by-hand-read"
# Equal, to the last newline. That is all that Llama 3.1 gets of this chat: {{= len(by_hand) }} characters, and no hidden channel for roles.
#
# Leave out one newline and the comparison fails. The model would not: it would answer a prompt slightly unlike its training
# ([lesson](what-the-model-makes-of-it.ipynb) asks one). Where code does without the template, this comparison is the test.
#
# ## The generation prompt
#
# `add_generation_prompt` is false unless you set it. What it adds is the [generation prompt](../reference/glossary.md#generation-prompt):

# %% id="generation-prompt"
def endings(messages, start, ways):
    """Each model's rendering from `start` on, in each of the ways."""
    rows = {}
    for name, tokenizer in models.items():
        for way, options in ways.items():
            text = render(tokenizer, messages, **options)
            rows[f"{name}, {way}"] = [(way, text[text.index(start) :])]
    return stretches(rows)


ways = {"without": {}, "with": {"add_generation_prompt": True}}
endings(conversation, "Japan?", ways)

# %% [markdown] id="generation-prompt-read"
# Without it the model has to write the next header itself,
# so the header lands in your answer ([helm#3703](https://github.com/stanford-crfm/helm/pull/3703),
# [pitfall](../pitfalls.md#generation-prompt)), or it goes on as the user
# ([transformers#26539](https://github.com/huggingface/transformers/issues/26539)).
# Phi-3 is worse off: its prompt now ends with `<|endoftext|>`, and after the end of a text there is nothing to answer.
#
# The rule: true when you want an answer, false when you format finished chats for training.
#
# ## Putting words into its mouth
#
# You may want to begin the answer yourself, for example with `{` to get JSON. That is called *[prefill](../reference/glossary.md#prefill)*.
# The last message is then the assistant's, and it must stay open.

# %% id="prefill"
begun = hello + [{"role": "assistant", "content": "Sure, "}]
ways = {"by default": {}, "continued": {"continue_final_message": True}}
endings(begun, "Sure", ways)

# %% [markdown] id="prefill-read"
# By default your beginning is treated as a finished turn, so the model would start another one
# instead of going on ([pitfall](../pitfalls.md#prefill)).
# `continue_final_message=True` cuts the text after your last character
# ([transformers#33198](https://github.com/huggingface/transformers/pull/33198)).
# Llama's template trims what you write, so the space at the end of `"Sure, "` is gone there.
# End a prefill without whitespace: the space belongs to the next word ([pitfall](../pitfalls.md#trailing-space)).
#
# A generation prompt would open a second turn behind your beginning. The library refuses to do both.

# %% id="prefill-error" tags=["raises"]
render(llama, begun, continue_final_message=True, add_generation_prompt=True)

# %% [markdown] id="roles-intro"
# ## Roles that vanish
#
# Now add a message, first with the role `tool`, which carries the result of a function call,
# then with a role that does not exist. What does each template write for it?

# %% [markdown] id="guess-banana-role" tags=["guess"]
# **Before you look:** you send Qwen2 a message whose role is `banana`. What does its template do?
#
# - it raises an error
# - it leaves the message out
# - it writes a turn of `banana`
#
# Answer: {{= "it writes a turn of `banana`" if "banana" in render(qwen2, [*hello, {"role": "banana", "content": "x"}]) else "it leaves the message out" }}

# %% id="roles"
def written_for(tokenizer, role):
    before = render(tokenizer, hello)
    message = {"role": role, "content": "21 degrees"}
    return render(tokenizer, [*hello, message]).removeprefix(before)


rows = {}
for role in ("tool", "banana"):
    for name, tokenizer in models.items():
        written = written_for(tokenizer, role) or "(nothing)"
        rows[f"{name}, {role}"] = [(role, written)]
stretches(rows)

# %% [markdown] id="roles-read"
# No error, no warning, anywhere.
#
# * **Phi-3 writes nothing.** It has a branch for three roles and none for the rest. The result of your tool is lost, and the model answers without it.
# * **Llama 3.1** writes `tool` as `ipython`, the word it was trained with, and puts the text in quotation marks, as JSON.
#   Any other role it copies: there is now a turn by a banana.
# * **Qwen2** copies every role as it is. Whether its model knows what to do with such a turn is a matter of training.
#
# Other templates refuse. Some raise `Conversation roles must alternate user/assistant/user/assistant/...`
# ([autogen#1037](https://github.com/microsoft/autogen/issues/1037)), and the first Gemmas' `System role not supported` ([llama-cpp-python#1580](https://github.com/abetlen/llama-cpp-python/issues/1580)): join
# neighbouring messages of one role, and put the system text into the first user message.
#
# Change the role of the tool's answer, and see which template writes it.
#
# [Change this conversation in the playground](../playground/chat-template.md 'phi-3 qwen2: [{"role": "user", "content": "How warm is it in Paris?"}, {"role": "tool", "content": "21 degrees"}]')
#
# `tools=` vanishes in the same way ([pitfall](../pitfalls.md#tools-ignored)): the templates of {{= " and ".join(n for n, t in models.items() if "tools" not in t.chat_template) }} do not mention it.
# [Lesson](tools-the-whole-loop.ipynb) follows calls and results.
#
# ## What comes back
#
# You might expect a list of ids. Ask for the default, and for the list.

# %% id="returns"
result = llama.apply_chat_template(hello, add_generation_prompt=True)
ids = llama.apply_chat_template(
    hello, add_generation_prompt=True, return_dict=False
)
print("default:", type(result).__name__, "of length", len(result))
print("keys:   ", list(result))
print("list:   ", type(ids).__name__, "of length", len(ids))
print("equal:  ", ids == result["input_ids"])

# %% [markdown] id="returns-read"
# In version 5 you get a `BatchEncoding`, which behaves like a dict
# ([transformers#42567](https://github.com/huggingface/transformers/pull/42567), [pitfall](../pitfalls.md#chat-template-dict)). Its `len` is {{= len(result) }}, the number of its keys.
# Code that counted tokens with `len(…)` does not fail; it reports {{= len(result) }} tokens, for ever.
# `return_dict=False` gives the list of version 4. With `return_tensors="pt"`, `model.generate(**result)` takes the dict as it is.
#
# Some pipelines render to text first and tokenise later. Then Llama 3.1's prompt begins with `{{= llama(render(llama, hello))["input_ids"][:2] }}`: its template writes a BOS,
# and its tokenizer adds one to every text ([pitfall](../pitfalls.md#double-bos)). Pass `add_special_tokens=False`, or let `apply_chat_template` do both steps.
# [Lesson](rendering-bugs-and-injection.ipynb) searches for such bugs in a whole pipeline.
#
# ## Models without a template
#
# A base model has read text, not conversations. Most have no template, and StarCoder2, which completes code, has none either.

# %% id="no-template" tags=["raises"]
starcoder2.apply_chat_template(hello)

# %% [markdown] id="no-template-read"
# Do not write a template for a model that was not trained on one. Take the chat model, which often has `Instruct` in its name,
# or prompt the base model as such, which [lesson](base-models-and-tools.ipynb) does ([pitfall](../pitfalls.md#no-chat-template)).
# From transformers 4.34 to transformers 4.43 a default template filled the gap, often a wrong one ([transformers#30346](https://github.com/huggingface/transformers/pull/30346);
# [transformers#31733](https://github.com/huggingface/transformers/pull/31733) took it out).
#
# ## In practice
#
# * Use `apply_chat_template` with the tokenizer of the model you run.
# * Print the rendered text once for every new model, with your real messages. Read it to the last character.
# * `add_generation_prompt=True` for answers; `continue_final_message=True` for a prefill; never both.
# * Let it tokenise. If you must go through text, `add_special_tokens=False`
#   ([a rule of Hugging Face's maintainer](https://github.com/abetlen/llama-cpp-python/pull/1439)).
# * Before you send tools, tool results or unusual roles, check that they appear in the rendering.
# * Pass Llama's `date_string`, or accept a fixed date. Send Qwen2 a system message, or accept its own.
# * What users type goes through the same tokenizer, special tokens and all ([lesson](rendering-bugs-and-injection.ipynb), [pitfall](../pitfalls.md#injection)).
#
# ## Exercises

# %% [markdown] id="ex-last" tags=["exercise"]
# ### Exercise: the last token
#
# What is the *last token* of the prompt for `hello`, without and with the generation prompt? Give its text, as `decode` would write it.
# Predict before you run anything.

# %% id="ex-last-starter" tags=["exercise"]
last = {
    ("Llama 3.1", "without"): "Hi",
    ("Llama 3.1", "with add_generation_prompt=True"): "Hi",
    ("Phi-3", "without"): "Hi",
    ("Phi-3", "with add_generation_prompt=True"): "Hi",
    ("Qwen2", "without"): "Hi",
    ("Qwen2", "with add_generation_prompt=True"): "Hi",
}

# %% [markdown] id="ex-last-hint-1" tags=["hint"]
# The picture of the section on the generation prompt shows how the texts end. White space is a token, too.

# %% [markdown] id="ex-last-hint-2" tags=["hint"]
# One model's special tokens swallow the whitespace after them. Look at the end of its row of chips.

# %% id="ex-last-solution" tags=["solution"]
last = {
    ("Llama 3.1", "without"): "<|eot_id|>",
    ("Llama 3.1", "with add_generation_prompt=True"): "\n\n",
    ("Phi-3", "without"): "<|endoftext|>",
    ("Phi-3", "with add_generation_prompt=True"): "<|assistant|>",
    ("Qwen2", "without"): "\n",
    ("Qwen2", "with add_generation_prompt=True"): "\n",
}

# %% id="ex-last-check" tags=["check"]
for (name, what), guess in last.items():
    tokenizer, case = models[name], f"{name}, {what}: not {guess!r}."
    chat_ids = tokenizer.apply_chat_template(hello, add_generation_prompt="True" in what, return_dict=False)
    right = tokenizer.decode(chat_ids[-1])
    assert guess == right or not (name == "Phi-3" and guess in ("\n", "<|assistant|>\n")), f"{case} Phi-3's special tokens swallow the newline after them."
    assert guess == right or not (right.isspace() and "|>" in guess), f"{case} A newline stands behind that special token, and is a token of its own."
    assert guess == right or not (right.isspace() and guess.isspace()), f"{case} Count the newlines in the picture."
    assert guess == right or guess != "Hi", f"{case} The template writes something behind your word. See the picture of the two endings."
    assert guess == right, f"{case} Print the rendered text with repr, and read its end."
print("Correct: only Phi-3 without the generation prompt ends the whole text.")

# %% [markdown] id="ex-ready" tags=["exercise"]
# ### Exercise: ready to generate
#
# Write `ready(tokenizer, messages)`: the flat list of ids to generate from. It must be right for all three models. The starter has two faults.

# %% id="ex-ready-starter" tags=["exercise"]
def ready(tokenizer, messages):
    text = tokenizer.apply_chat_template(messages, tokenize=False)
    return tokenizer.encode(text)


# %% [markdown] id="ex-ready-hint-1" tags=["hint"]
# Decode what the starter returns for Llama 3.1 and look at both ends.

# %% [markdown] id="ex-ready-hint-2" tags=["hint"]
# One call can do it all. It needs two named arguments.

# %% id="ex-ready-solution" tags=["solution"]
def ready(tokenizer, messages):
    return tokenizer.apply_chat_template(
        messages, add_generation_prompt=True, return_dict=False
    )


# %% id="ex-ready-check" tags=["check"]
for name, tokenizer in models.items():
    got = ready(tokenizer, conversation)
    assert isinstance(got, list), f"{name}: a list of ids is asked for, not {type(got).__name__}. See return_dict."
    start = tokenizer.decode(got[:2])
    assert got[:2] != [tokenizer.bos_token_id] * 2, f"{name}: the prompt starts with {start!r}. Who adds the second one?"
    text = render(tokenizer, conversation, add_generation_prompt=True)
    right = tokenizer.encode(text, add_special_tokens=False)
    assert got == right, f"{name}: the prompt ends with {tokenizer.decode(got[-4:])!r}. Is the assistant's turn open?"
print("Correct: one start, one open turn, in three notations.")

# %% [markdown] id="ex-qwen" tags=["exercise"]
# ### Exercise: Qwen2 by hand
#
# Write `qwen2_prompt(messages)`, which returns the text that Qwen2's template returns with `add_generation_prompt=True`, without calling it.
# It must hold for chats with and without a system message.

# %% id="ex-qwen-starter" tags=["exercise"]
def qwen2_prompt(messages):
    text = ""
    for message in messages:
        text += "<|im_start|>" + message["content"] + "<|im_end|>"
    return text


# %% [markdown] id="ex-qwen-hint-1" tags=["hint"]
# `print(qwen2.chat_template)` shows all you have to copy.

# %% [markdown] id="ex-qwen-hint-2" tags=["hint"]
# Four things are missing: the role, some newlines, the open turn at the end, and the system prompt that Qwen2 adds if the first role is another one.

# %% id="ex-qwen-solution" tags=["solution"]
def qwen2_prompt(messages):
    if messages[0]["role"] != "system":
        default = {"role": "system", "content": "You are a helpful assistant."}
        messages = [default] + messages
    text = ""
    for message in messages:
        text += f"<|im_start|>{message['role']}\n"
        text += message["content"] + "<|im_end|>\n"
    return text + "<|im_start|>assistant\n"


# %% id="ex-qwen-check" tags=["check"]
for messages in (conversation, hello, conversation[1:], [{"role": "system", "content": ""}] + hello):
    got, right = qwen2_prompt(messages), render(qwen2, messages, add_generation_prompt=True)
    assert isinstance(got, str), f"qwen2_prompt() must return a string, not {type(got).__name__}."
    at = next((i for i, (a, b) in enumerate(zip(got, right)) if a != b), min(len(got), len(right)))
    assert got == right, f"Equal up to character {at}; then you write {got[at : at + 20]!r}, the template {right[at : at + 20]!r}."
print("Correct: you have written a chat template, in Python.")

# %% [markdown] id="ex-lost" tags=["exercise"]
# ### Exercise: find the lost messages
#
# Write `lost(tokenizer, messages)`: the positions of the messages whose content does not reach the prompt.
# The starter looks for each content in the rendering. It misses losses and reports false ones.

# %% id="ex-lost-starter" tags=["exercise"]
def lost(tokenizer, messages):
    text = tokenizer.apply_chat_template(messages, tokenize=False)
    return [i for i, m in enumerate(messages) if m["content"] not in text]


# %% [markdown] id="ex-lost-hint-1" tags=["hint"]
# A lost content is "found" if another message happens to hold the same words. And Llama's template trims white space, so `" hello "` is not found although it arrived.

# %% [markdown] id="ex-lost-hint-2" tags=["hint"]
# You need not render the real contents. Keep the roles, and give each message a content that occurs nowhere else.

# %% id="ex-lost-solution" tags=["solution"]
def lost(tokenizer, messages):
    probes = [f"probe-{i}-end" for i in range(len(messages))]
    marked = [{**m, "content": probe} for m, probe in zip(messages, probes)]
    text = tokenizer.apply_chat_template(marked, tokenize=False)
    return [i for i, probe in enumerate(probes) if probe not in text]


# %% id="ex-lost-check" tags=["check"]
sum_chat = [
    {"role": "user", "content": "Is it 42?"},
    {"role": "tool", "content": "42"},
    {"role": "assistant", "content": "Yes."},
    {"role": "banana", "content": "No."},
]
spaced = [{"role": "user", "content": "  hello  "}]
for name, messages, right in [
    ("Phi-3", sum_chat, [1, 3]),
    ("Llama 3.1", sum_chat, []),
    ("Qwen2", sum_chat, []),
    ("Llama 3.1", spaced, []),
    ("Phi-3", [{"role": "user", "content": "Yes"}, {"role": "tool", "content": ""}], [1]),
]:
    got = lost(models[name], messages)
    assert got == right, (
        f"{name}: for {[(m['role'], m['content']) for m in messages]} the lost positions are {right}, your function returns {got}. "
        "Can the content stand in the prompt for another reason, or in another form?"
    )
print("Correct: run it once per model and set of roles, and nothing vanishes in silence.")

# %% [markdown] id="sources"
# ## Sources
#
# * [Chat templates](https://huggingface.co/docs/transformers/chat_templating) in the documentation of transformers
# * What version 5 changed: [migration guide](https://github.com/huggingface/transformers/blob/main/MIGRATION_GUIDE_V5.md), [transformers#42567](https://github.com/huggingface/transformers/pull/42567)
# * The generation prompt: [transformers#26539](https://github.com/huggingface/transformers/issues/26539); prefill: [transformers#32213](https://github.com/huggingface/transformers/issues/32213), [transformers#33198](https://github.com/huggingface/transformers/pull/33198)
# * The second BOS: [InfiniLM#388](https://github.com/InfiniTensor/InfiniLM/issues/388)
