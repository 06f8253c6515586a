# ---
# title: Thinking and newer templates
# part: Chats
# question: Why does my prompt no longer hold what the model thought?
# description: How Qwen3, gpt-oss and DeepSeek write thinking, drop it from the history, switch it off and continue it; content in parts, images and documents; Llama 3.1's template read whole, a template changed safely, and whether each prompt begins like the last one.
# ---

# %% [markdown] id="title"
# # Thinking and newer templates
#
# A [reasoning model](../reference/glossary.md#reasoning-model) thinks aloud before it answers. You store both, the thought and the answer, and send them back with the next question. Then you print the prompt, and the thought is not in it.
#
# No line of your code removed it. So who did, and does it matter?

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from tour import chips, show, stretches, table
from transformers import AutoTokenizer

qwen3 = AutoTokenizer.from_pretrained("Qwen/Qwen3-0.6B")
gpt_oss = AutoTokenizer.from_pretrained("openai/gpt-oss-20b")
deepseek = AutoTokenizer.from_pretrained("deepseek-ai/DeepSeek-V3")
llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
models = {
    "Qwen3": qwen3,
    "gpt-oss": gpt_oss,
    "DeepSeek-V3": deepseek,
    "Llama 3.1": llama,
}


def render(tokenizer, messages, **options):
    return tokenizer.apply_chat_template(messages, tokenize=False, **options)


ask = {"role": "user", "content": "What is 2 + 2?"}
answer = {"role": "assistant", "content": "4.", "reasoning_content": "I add."}
again = {"role": "user", "content": "And 3 + 3?"}

print(render(qwen3, [ask, answer]))
print("--- with the next question ---")
print(render(qwen3, [ask, answer, again]))

# %% [markdown] id="load-read"
# The template did it. As long as the answer is the last message, Qwen3 writes the thought between `<think>` and `</think>`. As soon as a user's message follows, it writes the answer alone.
#
# That is on purpose. A thought is long, and the model was trained to read old turns without it. But it has consequences that surprise people: for training, for [prefix caches](../reference/glossary.md#prefix-cache), and for everyone who compares a log with a prompt.
#
# ## Each model has its own notation
#
# Here is the same answer in two models. Their marks differ in kind.


# %% id="notations"
def turn(tokenizer, messages):
    """What the template writes for the last message."""
    before = render(tokenizer, messages[:-1])
    return render(tokenizer, messages).removeprefix(before)


thought = {"role": "assistant", "content": "4.", "thinking": "I add."}
show(chips(qwen3, turn(qwen3, [ask, answer]), label="Qwen3"))
show(chips(gpt_oss, turn(gpt_oss, [ask, thought]), label="gpt-oss"))

for name in ("<think>", "</think>"):
    token_id = qwen3.convert_tokens_to_ids(name)
    print(name, "is special:", qwen3.added_tokens_decoder[token_id].special)
spoken = gpt_oss.encode(turn(gpt_oss, [ask, thought]))
print(repr(gpt_oss.decode(spoken, skip_special_tokens=True)))

# %% [markdown] id="notations-read"
# **Qwen3** has one turn with two tags in it. They are added tokens but not special ones, so `skip_special_tokens` leaves them in the text.
#
# **gpt-oss** writes two messages in two *[channels](../reference/glossary.md#channel)*: the thought in `analysis`, the answer in `final`. Calls of tools go to a third, `commentary`. Skip the special tokens here, and the words of the headers run into the text, as the last line shows
# ([pitfall](../pitfalls.md#channels-in-text)). A reply has to be cut at the marks first.
#
# Did you see the second dictionary? Its key is `thinking`. Servers answer with `reasoning_content`, and vLLM now with `reasoning` ([its docs](https://docs.vllm.ai/en/v0.11.2/features/reasoning_outputs/)). Which key does a template read? Put one thought under each, and look whether it arrives: in the last answer, in an earlier one, and in the last one again, `bare`, which is Jinja2 without transformers.

# %% id="keys"
from jinja2 import Environment


def alone(tokenizer, messages):
    """The template by itself, with the two functions that it calls."""
    jinja = Environment(trim_blocks=True, lstrip_blocks=True)
    jinja.globals |= {"strftime_now": str, "raise_exception": str}
    return jinja.from_string(tokenizer.chat_template).render(messages=messages)


def arrives(text):
    return "yes" if "I add." in text else "-"


inside = "<think>\nI add.\n</think>\n\n4."
reasons = {"role": "assistant", "content": "4.", "reasoning": "I add."}
replies = {
    "reasoning_content": answer,
    "thinking": thought,
    "reasoning": reasons,
    "in the content": {"role": "assistant", "content": inside},
}
for name in ("Qwen3", "gpt-oss", "DeepSeek-V3"):
    tokenizer = models[name]
    rows = []
    for key, reply in replies.items():
        last = arrives(render(tokenizer, [ask, reply]))
        earlier = arrives(render(tokenizer, [ask, reply, again]))
        bare = arrives(alone(tokenizer, [ask, reply]))
        rows.append([key, last, earlier, bare])
    show(table(rows, header=[name, "last", "earlier", "bare"]))

# %% [markdown] id="keys-read"
# * **Qwen3**'s template reads `reasoning_content`, and finds tags in the content by itself.
# * **gpt-oss**'s reads `thinking`. Another model's tags in the content are plain text to it, and stay in the history for good. Its own marks in the content it refuses ([pitfall](../pitfalls.md#channels-in-text)).
# * **DeepSeek-V3** is no reasoning model. It drops every key, and keeps whatever is in the content.
#
# transformers 5.24 copies the thought to `reasoning_content` and `thinking` before it renders, so in the first two tables `last` says yes for every key. Nothing else has to be so kind, as `bare` shows, and a key that is not read raises nothing ([pitfall](../pitfalls.md#thinking-vanishes)). A tool for fine-tuning knew only `thinking`, and trained models to think nothing ([cookbook#378](https://github.com/fw-ai/cookbook/pull/378)).
#
# Here are two of them. Add a user's message at the end, and see what goes.
#
# [Change this conversation in the playground](../playground/chat-template.md 'qwen3 deepseek-v3: [{"role": "user", "content": "What is 2 + 2?"}, {"role": "assistant", "content": "4.", "reasoning_content": "I add."}]')
#
# ## Switched off
#
# Qwen3's template has a switch, `enable_thinking`. What does it do? And what if it comes from a form or a file, as text?

# %% [markdown] id="guess-false" tags=["guess"]
# **Before you look:** a form sends `enable_thinking` as the text `"false"`. What does Qwen3's prompt look like?
#
# - as with thinking switched off
# - as with thinking switched on
# - no prompt: it raises an error
#
# Answer: as with thinking switched {{= "off" if render(qwen3, [ask], add_generation_prompt=True, enable_thinking="false") == render(qwen3, [ask], add_generation_prompt=True, enable_thinking=False) else "on" }}

# %% id="switch"
question = [ask]
for value in (True, False, "false", 0, None):
    text = render(
        qwen3, question, add_generation_prompt=True, enable_thinking=value
    )
    print(f"{value!r:8}", repr(text.split("assistant")[-1]))

# %% [markdown] id="switch-read"
# The switch is no command to the model. It writes an *empty thought* into the prompt, so that the model finds its thinking already done. In other words: a [prefill](../reference/glossary.md#prefill).
#
# And only the value `False` counts. The template asks `enable_thinking is false`, and for Jinja neither the word `"false"` nor zero is that ([pitfall](../pitfalls.md#enable-thinking)).
#
# gpt-oss has no such switch, but a degree. It is a line of its system message:

# %% id="effort"
for effort in ("low", "none at all, please"):
    text = render(gpt_oss, question, reasoning_effort=effort)
    print(next(line for line in text.splitlines() if "Reasoning" in line))

switched = render(gpt_oss, question, enable_thinking=False)
print("enable_thinking changes it:", switched != render(gpt_oss, question))

# %% [markdown] id="effort-read"
# Any text is accepted and reaches the model, also one that it has never seen. The other model's switch is ignored. The marks that turn a wish into a prompt belong to one template, as roles do.
#
# ## Continued
#
# You want the model to go on from a beginning: an answer, or a thought. [Lesson](chat-templates.ipynb) used `continue_final_message=True`. Does that still hold?

# %% [markdown] id="guess-begun" tags=["guess"]
# **Before you look:** you begin the answer with `Sure:`. What does Qwen3's template put between its header and your beginning?
#
# - nothing
# - an open `<think>`
# - an empty thought
#
# Answer: {{= {True: "an empty thought", False: "nothing"}["</think>" in render(qwen3, [ask, {"role": "assistant", "content": "Sure:"}], continue_final_message=True)] }}

# %% id="continued"
for begun in ("Sure:", "<think>\nFirst,"):
    for name in ("Qwen3", "DeepSeek-V3"):
        prefill = [ask, {"role": "assistant", "content": begun}]
        text = render(models[name], prefill, continue_final_message=True)
        after = text.split("2 + 2?")[1]
        row = chips(models[name], after, add_special_tokens=False, label=name)
        show(row)

# %% [markdown] id="continued-read"
# DeepSeek's template adds nothing. Qwen3's puts an empty thought *before* your beginning, since the last answer always gets one. For an answer that is what you want: the thinking is skipped.
# For a thought it is wrong: first an empty one, then yours, which is nothing that the model was trained on.
#
# A begun thought belongs under its own key, and the option takes the name of that key.

# %% id="continue-thought"
begun = {"role": "assistant", "content": "", "reasoning_content": "First,"}
text = render(qwen3, [ask, begun], continue_final_message="reasoning_content")
chips(qwen3, text)

# %% [markdown] id="grows-intro"
# ## Does the prompt grow, or change?
#
# A server keeps what it has computed for a prompt. If the next prompt begins with the same ids, that part is not computed again. This works if each prompt, with the answer that the model wrote, is the beginning of the next one. Call it the *[prefix property](../reference/glossary.md#prefix-property)*.
#
# Take the ids that the model read and wrote, take the next prompt, and count how many agree from the start. `said` is what came out of the model, marks included.


# %% id="grows"
def shared(a, b):
    """How many items two sequences have in common at their start."""
    pairs = enumerate(zip(a, b))
    return next((i for i, (x, y) in pairs if x != y), min(len(a), len(b)))


def kept(tokenizer, reply, said, today={}, later={}):
    """How many ids of prompt and answer the next prompt begins with."""
    first = render(tokenizer, [ask], add_generation_prompt=True, **today) + said
    follow = [ask, reply, again]
    second = render(tokenizer, follow, add_generation_prompt=True, **later)
    one = tokenizer.encode(first, add_special_tokens=False)
    two = tokenizer.encode(second, add_special_tokens=False)
    return f"{shared(one, two)} of {len(one)}"


four = {"role": "assistant", "content": "4."}
spaced = {"role": "assistant", "content": "4.\n"}
off = {"enable_thinking": False}
thinks = inside + "<|im_end|>"
channels = "<|channel|>analysis<|message|>I add.<|end|>"
final = "<|start|>assistant<|channel|>final<|message|>4.<|return|>"
day, next_day = {"date_string": "26 Nov 2026"}, {"date_string": "27 Nov 2026"}
rows = [
    ["Llama 3.1", kept(llama, four, "4.<|eot_id|>")],
    ["DeepSeek-V3", kept(deepseek, four, "4.<｜end▁of▁sentence｜>")],
    ["Qwen3, thinking", kept(qwen3, answer, thinks)],
    ["Qwen3, switched off", kept(qwen3, four, "4.<|im_end|>", off, off)],
    ["gpt-oss", kept(gpt_oss, thought, channels + final)],
    ["Llama 3.1, a newline at the end", kept(llama, spaced, "4.\n<|eot_id|>")],
    ["Llama 3.1, a day later", kept(llama, four, "4.<|eot_id|>", day, next_day)],
]
table(rows, header=["", "ids kept"])

# %% [markdown] id="grows-read"
# Two models keep everything. The others lose something, each for its own reason:
#
# * **Thinking dropped.** Qwen3 and gpt-oss keep the question and lose the answer.
# * **A switch that writes only once.** Switched off, Qwen3 writes an empty thought into the newest turn and not into old ones ([Qwen3#1826](https://github.com/QwenLM/Qwen3/issues/1826)).
# * **White space trimmed.** Llama's template strips the newline that the model wrote.
# * **A date.** It stands near the start, so nearly all is lost, once a day. [Lesson](what-the-server-sends.ipynb) measures it.
#
# The answers are the same and only time is lost. In training it is worse: there, the model learns from one sequence and is asked with another.
# The picture shows where Qwen3's two prompts part.


# %% id="parting"
def parted(one, two):
    at = shared(one, two)
    return [("the same", one[:at]), ("different", one[at:])]


before = render(qwen3, [ask, answer])
after = render(qwen3, [ask, answer, again])
stretches({"before": parted(before, after), "after": parted(after, before)})

# %% [markdown] id="parts-intro"
# ## Content in parts
#
# Newer messages have a list for content: a part of text, a part that is an image. Does your template expect that? Gemma, which can see, joins the others.

# %% id="parts"
gemma = AutoTokenizer.from_pretrained("google/gemma-3-27b-it")
models["Gemma"] = gemma

image = [{"type": "text", "text": "What is it?"}, {"type": "image"}]
picture = [{"role": "user", "content": image}]
for name, tokenizer in models.items():
    try:
        written = render(tokenizer, picture).strip().splitlines()[-1]
        print(f"{name}: {written}")
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
show(chips(gemma, render(gemma, picture), add_special_tokens=False))

# %% [markdown] id="parts-read"
# Only **Gemma**'s knows parts. It writes one token where the image was. The image itself never passes through the tokenizer. A *processor* later replaces that token by a row of placeholders, of one length unless you ask it to cut the image up, and looks for as many images as there are tokens ([its source](https://github.com/huggingface/transformers/blob/main/src/transformers/models/gemma3/processing_gemma3.py)). So the ids of `apply_chat_template` undercount a prompt with images.
#
# Three templates stop with an error that speaks of Python's strings ([pitfall](../pitfalls.md#content-parts)). **Llama 3.1** is the dangerous one: its `trim` turns anything into text, and the model reads Python's notation of a list.
#
# The same quiet loss as with `tools=` ([lesson](chat-templates.ipynb)) is possible with `documents=`. It hands texts for retrieval to the template. Who takes them?

# %% [markdown] id="guess-documents" tags=["guess"]
# **Before you look:** how many of these five templates write the documents into the prompt?
#
# - all five
# - two
# - none
#
# Answer: {{= {0: "none", 2: "two", 5: "all five"}[sum("mat" in render(t, [ask], documents=[{"title": "Keys", "text": "under the mat"}]) for t in models.values())] }}

# %% id="documents"
documents = [{"title": "Keys", "text": "The key is under the mat."}]
for name, tokenizer in models.items():
    found = "under the mat" in render(tokenizer, [ask], documents=documents)
    print(f"{name}: documents arrive: {found}")

# %% [markdown] id="documents-read"
# None of the five. Templates made for it, such as Command R's, use the variable `documents` ([the docs](https://huggingface.co/docs/transformers/v4.51.3/chat_extras)); a user of another model asked why nothing happened ([transformers#33421](https://github.com/huggingface/transformers/issues/33421)). Write documents into a message, unless a rendering shows them.
#
# ## A long template, read whole
#
# So far we asked templates from outside. You can also read one. Llama 3.1's has {{= len(llama.chat_template.splitlines()) }} lines, and empty lines part it into {{= len(llama.chat_template.split("\n\n")) }} blocks. The first:

# %% id="block-defaults"
blocks = llama.chat_template.split("\n\n")
print(blocks[0])

# %% [markdown] id="block-defaults-read"
# The BOS, then defaults. Each name behind `if not … is defined` is an argument that you may pass. There is no other list of them. The day is fixed here. And `-` in `{%-` eats the white space before, so the template's own line breaks are not written.

# %% id="block-system"
print(blocks[1])
print()
print(blocks[2])

# %% [markdown] id="block-system-read"
# The system message is taken out of the list, so it must be the first one. A later one falls through to the loop below, as a turn of its own.
#
# Then the system turn is written, always. With tools it begins with `Environment: ipython`. `builtin_tools` has no default; it appears only if you pass it.

# %% id="block-tools"
print(blocks[3])

# %% [markdown] id="block-tools-read"
# Tools go into the first user message, because `tools_in_user_message` is true unless you say otherwise. That message is taken from the list, so here too the order counts. The inner `endif` is badly indented. Jinja does not care.

# %% id="block-loop"
print(blocks[4])

# %% [markdown] id="block-loop-read"
# The loop. A message without tools is a header, the trimmed content, an end, and *any* role passes through. A tool's result goes through `tojson` if it is iterable. Text is, which is why it gets quotation marks.
#
# A reading is a guess until you have rendered it. Here are three guesses: a content beside a call is lost, tools turn a leading assistant's text into the user's, and an empty list of calls is refused.

# %% id="guesses"
call = {"function": {"name": "f", "arguments": {}}}
beside = {"role": "assistant", "content": "I look.", "tool_calls": [call]}
first = {"role": "assistant", "content": "Hello."}
empty = {"role": "assistant", "content": "4.", "tool_calls": []}
print("a content arrives:", "I look." in render(llama, [ask, beside]))
said_before = render(llama, [first, ask], tools=[call]).split("Hello.")[0]
header = said_before.split("<|start_header_id|>")[-1]
print("who says Hello:", header.split("<|end_header_id|>")[0])
try:
    render(llama, [ask, empty])
except Exception as error:
    print("an empty list of calls:", error, sep="\n")

# %% [markdown] id="guesses-read"
# All three hold. Read a template in this order: arguments with defaults, what is taken from the list, what is always written, the loop's branches, the last lines.
#
# ## Change one, and prove it
#
# For training, you may want Qwen3 to keep all thoughts, so that a conversation has the prefix property. One condition decides. Replace it by `true`?
# To know what a change does, render many conversations with both, and look at *every* difference.

# %% id="change"
old = qwen3.chat_template
condition = "loop.index0 > ns.last_query_index"
assert old.count(condition) == 1

system = {"role": "system", "content": "Be brief."}
trials = {
    "a question": [ask],
    "system, question": [system, ask],
    "an answer": [ask, four],
    "a thought, last": [ask, answer],
    "an answer, then a question": [ask, four, again],
    "a thought, then a question": [ask, answer, again],
    "only an answer": [four],
}
settings = ({}, {"add_generation_prompt": True}, off, {"tools": [{"name": "f"}]})


def changed(new):
    """The conversations that the new template writes in another way."""
    found = []
    for name, messages in trials.items():
        for options in settings:
            one = render(qwen3, messages, chat_template=old, **options)
            two = render(qwen3, messages, chat_template=new, **options)
            if one != two and name not in found:
                found.append(name)
    return found


print("true:", *changed(old.replace(condition, "true")), sep="\n  ")
keeps = old.replace(condition, f"({condition} or reasoning_content)")
print("better:", *changed(keeps), sep="\n  ")

# %% [markdown] id="change-read"
# The first try changed one conversation more than it should: an answer that stands alone gets an empty thought. The comparison found it. The second try changes what was meant, and nothing else among these.
#
# Does it give what we wanted?

# %% id="change-holds"
kept(qwen3, answer, thinks, {"chat_template": keeps}, {"chat_template": keeps})

# %% [markdown] id="change-holds-read"
# It does: every id is kept. Use such a template for training, and tell whoever serves the model. At inference, a history full of thoughts is new to a model that was trained without.
#
# ## Will another engine render it?
#
# Templates are written for Jinja2 as transformers sets it up. llama.cpp has its own engine. transformers.js uses `@huggingface/jinja`, and errors of LM Studio are worded as in that library. Even Jinja2 itself, as it comes, is another engine:

# %% id="bare"
tool = {
    "name": "warm",
    "description": "< 따뜻",
}
for name in ("Qwen3", "gpt-oss"):
    tokenizer = models[name]
    template = Environment().from_string(tokenizer.chat_template)
    try:
        text = template.render(messages=[ask], tools=[tool])
        print(name, *(t for t in text.splitlines() if "warm" in t), sep="\n")
    except Exception as error:
        print(name, f"{type(error).__name__}: {error}", sep="\n")
text = render(qwen3, [ask], tools=[tool])
print("transformers", *(t for t in text.splitlines() if "warm" in t), sep="\n")

# %% [markdown] id="bare-read"
# The bare `tojson` sorts the keys, and escapes `<` and every character that is not ASCII: other ids, and more of them. `strftime_now` does not exist at all. A program that has "Jinja support" may still write another prompt.
#
# Engines in other languages lack other things ([lmstudio-bug-tracker#1342](https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1342), [pitfall](../pitfalls.md#another-engine)). [Templates compared](../reference/templates.md) tells for many templates whether `@huggingface/jinja` makes the same prompts, and the report card in the [chat playground](../playground/chat-template.md) asks the same of yours.
#
# ## In practice
#
# * Store thought and answer apart. Use the key that the template reads, and look at one rendering.
# * Parse a reply at its marks before you skip special tokens.
# * Pass `enable_thinking` as a boolean.
# * Render two turns of a conversation and compare their beginnings, before you blame a cache.
# * Join parts of text to a string, unless the template knows parts.
# * Change a template by one replacement with a counted match, and compare old and new on many conversations.
#
# ## Exercises

# %% [markdown] id="ex-split" tags=["exercise"]
# ### Exercise: thought and answer, apart (a real case)
#
# Some templates end the prompt with `<think>`, so the reply holds only the closing tag, and programs showed the thought as the answer ([open-webui#11259](https://github.com/open-webui/open-webui/issues/11259)). Other replies break off in mid-thought. Write `split(text, opened)`: the pair of thought and answer, both stripped. `opened` says whether the prompt had the opening tag. What was never closed is thought, not answer.


# %% id="ex-split-starter" tags=["exercise"]
def split(text, opened):
    thought, _, answer = text.removeprefix("<think>").partition("</think>")
    return thought.strip(), answer.strip()


# %% [markdown] id="ex-split-hint-1" tags=["hint"]
# What does the starter make of a reply that has no tags, from a prompt without the tag?

# %% [markdown] id="ex-split-hint-2" tags=["hint"]
# Decide first whether the reply begins inside a thought: the prompt opened it, or the text does, perhaps after white space.


# %% id="ex-split-solution" tags=["solution"]
def split(text, opened):
    text = text.lstrip()
    if not (opened or text.startswith("<think>")):
        return "", text.strip()
    thought, _, answer = text.removeprefix("<think>").partition("</think>")
    return thought.strip(), answer.strip()


# %% id="ex-split-check" tags=["check"]
for text, opened, expected in [
    ("<think>\nI add.\n</think>\n\n4.", False, ("I add.", "4.")),
    ("I add.\n</think>\n\n4.", True, ("I add.", "4.")),
    ("4.", False, ("", "4.")),
    ("\n<think>\nI add", False, ("I add", "")),
    ("I add", True, ("I add", "")),
    ("The tag is </think>.", False, ("", "The tag is </think>.")),
    ("<think>\n\n</think>\n\n4.", False, ("", "4.")),
]:
    got = split(text, opened)
    assert got is not None and tuple(got) == expected, (
        f"split({text!r}, {opened}) should be {expected}; yours gives {got!r}. Does this reply begin inside a thought?"
    )
print("Correct: and a reply that broke off shows no half thought as an answer.")

# %% [markdown] id="ex-break" tags=["exercise"]
# ### Exercise: where does a conversation break?
#
# Write `breaks(tokenizer, messages)`: the numbers `n` for which the rendering of the first `n` messages is *not* the beginning of the rendering of the first `n` and one more. Render without a generation prompt.


# %% id="ex-break-starter" tags=["exercise"]
def breaks(tokenizer, messages):
    whole = render(tokenizer, messages)
    found = []
    for n in range(1, len(messages)):
        if not whole.startswith(render(tokenizer, messages[:n])):
            found.append(n)
    return found


# %% [markdown] id="ex-break-hint-1" tags=["hint"]
# The starter compares with the whole conversation. A thought that the whole one lacks may still be in the next step.


# %% id="ex-break-solution" tags=["solution"]
def breaks(tokenizer, messages):
    steps = [render(tokenizer, messages[: n + 1]) for n in range(len(messages))]
    pairs = enumerate(zip(steps, steps[1:]), 1)
    return [n for n, (one, two) in pairs if not two.startswith(one)]


# %% id="ex-break-check" tags=["check"]
long = [ask, answer, again, four, ask, answer]
calls = beside | {"reasoning_content": "I add."}
result = {"role": "tool", "content": "4"}
for name, messages in [
    ("Llama 3.1", long),
    ("Qwen3", long),
    ("Qwen3", [ask, calls, result, four]),
    ("Qwen3", [ask, calls, result, four, again]),
]:
    made = [render(models[name], messages[: n + 1]) for n in range(len(messages))]
    expected = [n + 1 for n in range(len(made) - 1) if made[n] != made[n + 1][: len(made[n])]]
    got = breaks(models[name], messages)
    assert got is not None and list(got) == expected, (
        f"{name}, {[m['role'] for m in messages]}: the prompt changes at {expected}, your function says {got}. Compare each step with the next one only."
    )
print("Correct: inside a chain of tool calls the thought stays, and goes with the next question.")

# %% [markdown] id="ex-flat" tags=["exercise"]
# ### Exercise: parts for a template that wants text
#
# Write `flat(messages)`: new messages whose contents are strings, the parts of text joined by a newline. A part that is no text must not vanish: raise a `ValueError` that names its type. Leave the messages of your caller as they are.


# %% id="ex-flat-starter" tags=["exercise"]
def flat(messages):
    for message in messages:
        if isinstance(message["content"], list):
            texts = [part.get("text", "") for part in message["content"]]
            message["content"] = "\n".join(texts)
    return messages


# %% [markdown] id="ex-flat-hint-1" tags=["hint"]
# The starter writes into the dictionaries that it was given. `message | {"content": text}` makes a new one.

# %% [markdown] id="ex-flat-hint-2" tags=["hint"]
# A message that calls tools may have no content, or `None`. It goes through unchanged.


# %% id="ex-flat-solution" tags=["solution"]
def flat(messages):
    made = []
    for message in messages:
        content = message.get("content")
        if isinstance(content, list):
            for part in content:
                if part["type"] != "text":
                    raise ValueError(f"this model reads no {part['type']}")
            content = "\n".join(part["text"] for part in content)
            message = message | {"content": content}
        made.append(message)
    return made


# %% id="ex-flat-check" tags=["check"]
import copy

given = [
    {"role": "user", "content": [{"type": "text", "text": "One."}, {"type": "text", "text": "Two."}]},
    four,
    {"role": "assistant", "tool_calls": []},
]
saved = copy.deepcopy(given)
try:
    got = flat(given)
except KeyError as error:
    got = f"KeyError {error}"
assert given == saved, "flat() changed the messages of its caller; build new dictionaries in their place."
assert got == [{"role": "user", "content": "One.\nTwo."}, *given[1:]], (
    f"Expected the two texts joined by a newline and the other messages unchanged, and got {got!r}."
)
try:
    said = flat(copy.deepcopy(picture))
except ValueError as error:
    said = str(error)
assert isinstance(said, str) and "image" in said, (
    f"An image must end in a ValueError that names its type; your function gave {said!r}."
)
print("Correct: nothing is printed as a Python list, and no image is lost in silence.")

# %% [markdown] id="ex-date" tags=["exercise"]
# ### Exercise: no invented date
#
# Change Llama 3.1's template: the line with today's date is written only if `date_string` is passed, and *nothing else* changes. Put the new template into `dated`.

# %% id="ex-date-starter" tags=["exercise"]
line = r"""{{- "Today Date: " + date_string + "\n\n" }}"""
dated = llama.chat_template.replace(line, "")

# %% [markdown] id="ex-date-hint-1" tags=["hint"]
# The template sets a default for `date_string`. As long as it does, the name is always defined.

# %% [markdown] id="ex-date-hint-2" tags=["hint"]
# The line also writes an empty line behind it. The system message needs that one in both cases: print the text between the cut-off date and your message.

# %% id="ex-date-solution" tags=["solution"]
default = r"""{%- set date_string = "26 Jul 2024" %}"""
line = r"""{{- "Today Date: " + date_string + "\n\n" }}"""
careful = r"""{%- if date_string is string %}{{- "Today Date: " + date_string + "\n" }}{%- endif %}
{{- "\n" }}"""
dated = llama.chat_template.replace(default, "{%- set date_string = none %}").replace(line, careful)

# %% id="ex-date-check" tags=["check"]
for messages in ([ask], [system, ask], [ask, four, again], [system, ask, calls, result]):
    for options in (
        {},
        {"tools": [{"name": "f"}]},
        {"tools": [{"name": "f"}], "tools_in_user_message": False},
        {"add_generation_prompt": True},
    ):
        for more in ({}, {"date_string": "01 Jan 2030"}):
            was = render(llama, messages, **options, **more)
            expected = was if more else was.replace("Today Date: 26 Jul 2024\n", "")
            got = render(llama, messages, chat_template=dated, **options, **more)
            at = shared(got, expected)
            assert got == expected, (
                f"With {[m['role'] for m in messages]} and {sorted([*options, *more])}: after {expected[max(0, at - 20) : at]!r} there should be {expected[at : at + 20]!r}, and yours has {got[at : at + 20]!r}."
            )
print("Correct: with a date nothing has changed, and without one nothing is invented.")

# %% [markdown] id="sources"
# ## Sources
#
# * Thinking and the history: [Qwen3#1826](https://github.com/QwenLM/Qwen3/issues/1826), [mlx-engine#176](https://github.com/lmstudio-ai/mlx-engine/issues/176); the switch: [Qwen3#1444](https://github.com/QwenLM/Qwen3/issues/1444)
# * Channels: [llama.cpp#15181](https://github.com/ggml-org/llama.cpp/pull/15181), [llm-mlx#24](https://github.com/simonw/llm-mlx/pull/24)
# * A closing tag alone: [open-webui#9808](https://github.com/open-webui/open-webui/issues/9808), [open-webui#11259](https://github.com/open-webui/open-webui/issues/11259), [vllm#13125](https://github.com/vllm-project/vllm/issues/13125)
# * Documents: [transformers#33421](https://github.com/huggingface/transformers/issues/33421), [the docs](https://huggingface.co/docs/transformers/v4.51.3/chat_extras)
# * Other engines: [lmstudio-bug-tracker#630](https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/630), [lmstudio-bug-tracker#1342](https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1342)
