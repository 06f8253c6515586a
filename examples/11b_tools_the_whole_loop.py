# ---
# title: Tools, the whole loop
# part: Chats
# question: The model has called my function. What do I do now?
# description: Describe a tool, read the call, also a broken one, append the result and render again, in the notations of Llama 3.1, Qwen3 and gpt-oss; arguments as string and as dict, two calls at once, ids, costs and stops.
# ---

# %% [markdown] id="title"
# # Tools, the whole loop
#
# You give a model a function for the weather and ask whether you need a coat. It answers with a piece of JSON. You run the function, send the result, and the model calls the function again. And again.
#
# A model cannot call anything. It writes text that says which function it would like, and *your* program does the rest: describe the function, read the [call](../reference/glossary.md#tool-call), run it, append the result, render again.
# Each step goes through a [chat template](../reference/glossary.md#chat-template), and each can lose something in silence. Here is the loop, step by step, in three notations.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
import json
import re
from dataclasses import dataclass

from tour import chips, show, stretches, table
from transformers import AutoTokenizer
from transformers.utils import get_json_schema

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
qwen3 = AutoTokenizer.from_pretrained("Qwen/Qwen3-0.6B")
gpt_oss = AutoTokenizer.from_pretrained("openai/gpt-oss-20b")
models = {"Llama 3.1": llama, "Qwen3": qwen3, "gpt-oss": gpt_oss}


def get_weather(city: str, days: int = 0):
    """The weather in a city.

    Args:
        city: The name of the city.
        days: How many days ahead.
    """
    return f"{4 - days} degrees in {city}"


question = {"role": "user", "content": "Do I need a coat in Seoul tomorrow?"}


def render(tok, messages, tools=(get_weather,), **options):
    tools = list(tools) if tools is not None else None
    return tok.apply_chat_template(messages, tools=tools, tokenize=False, **options)


def between(text, start, end):
    at = text.index(start)
    return text[at : text.index(end, at)]


texts = {name: render(tok, [question]) for name, tok in models.items()}
user_turn = between(texts["Llama 3.1"], "Given the", "Do I need")
system_turn = between(texts["Qwen3"], "# Tools", "<|im_end|>")
developer_turn = between(texts["gpt-oss"], "# Tools", "<|end|>")


def described(text, start, end):
    at = text.index(start)
    to = text.index(end, at) + len(end)
    around = "the template's words"
    parts = [(around, text[:at]), ("the function", text[at:to]), (around, text[to:])]
    return [(what, part) for what, part in parts if part]


stretches(
    {
        "Llama 3.1": described(user_turn.rstrip(), "{\n", "\n}"),
        "Qwen3": described(system_turn, '{"type"', "}}}"),
        "gpt-oss": described(developer_turn, "// The", "any;"),
    }
)

# %% [markdown] id="load-read"
# ## Describe, and what it costs
#
# One Python function, three descriptions. `get_json_schema` has made a [JSON schema](../reference/glossary.md#json-schema) of its signature and docstring: each argument needs a type hint and a line under `Args:`. After that each template goes its own way.
#
# * **Llama 3.1** puts indented JSON into your turn, in front of the question, and asks for `"parameters"`.
# * **Qwen3** puts a line of JSON into the system turn, and asks for `"arguments"` between `<tool_call>` and `</tool_call>`.
# * **gpt-oss** writes a type as in TypeScript, into a turn of a *developer*, and does not say how to call it.
#
# Two further models of this course hear nothing. The test needs no knowledge of templates: render with and without, and compare. The same table shows the price.

# %% [markdown] id="guess-empty-tools" tags=["guess"]
# **Before you look:** you have no tools today, so your program passes `tools=[]`. What does Llama 3.1's template make of that?
#
# - the same prompt as without
# - a longer prompt
# - an error
#
# Answer: {{= {True: "the same prompt as without", False: "a longer prompt"}[render(llama, [question], []) == render(llama, [question], None)] }}

# %% id="hears"
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")


def size(tok, tools):
    return len(tok.encode(render(tok, [question], tools), add_special_tokens=False))


rows = []
for name, tok in {**models, "Phi-3": phi3, "Qwen2": qwen2}.items():
    none, empty = size(tok, None), size(tok, [])
    one, two = size(tok, [get_weather]), size(tok, [get_weather] * 2)
    rows.append([name, empty - none, one - none, two - one])
table(rows, header=["tokens for", "[]", "one tool", "one more"])

# %% [markdown] id="hears-read"
# In Phi-3 and in this version of Qwen2, `tools=` changes nothing, and nobody says so ([pitfall](../pitfalls.md#tools-ignored)).
# And in Llama 3.1 an empty list is not "no tools": it asks for function calls and lists none. Pass `None`.
# One program stopped sending the empty list, because the model invented calls ([erato#171](https://github.com/EratoLab/erato/pull/171)). The definitions go with every request, and every tool is a part of your bill ([lesson](choosing-and-counting.ipynb)).
#
# ## What the model writes
#
# No model runs in this lesson. But the template knows how a call looks: it writes calls into the history. So let it write one, and cut off the prompt. What remains is a reply in the form that this template expects.

# %% id="reply"
call = {"name": "get_weather", "arguments": {"city": "Seoul", "days": 1}}


def calling(*calls):
    made = [
        {"type": "function", "id": f"call{n}", "function": c}
        for n, c in enumerate(calls)
    ]
    return {"role": "assistant", "content": "", "tool_calls": made}


replies = {}
for name, tok in models.items():
    prompt = render(tok, [question], add_generation_prompt=True)
    whole = render(tok, [question, calling(call)])
    assert whole.startswith(prompt)
    replies[name] = whole[len(prompt) :].rstrip()
    ids = tok.encode(replies[name], add_special_tokens=False)
    show(chips(tok, ids, label=name))

# %% [markdown] id="reply-read"
# Three notations again. Llama's call is plain JSON, and nothing but its content tells it from an answer that is JSON. Qwen3 wraps it in two tokens. In gpt-oss the function stands in the *header*, before the text begins.
#
# Now do what many programs do with an answer: decode it and skip the special tokens.

# %% id="skipped"
left = {}
for name, tok in models.items():
    ids = tok.encode(replies[name], add_special_tokens=False)
    left[name] = [("what is left", tok.decode(ids, skip_special_tokens=True))]
stretches(left)

# %% [markdown] id="skipped-read"
# Llama's and Qwen3's calls survive. In gpt-oss the channel and the end are special tokens, so the header runs into the text, and no parser can be sure where the name ends ([pitfall](../pitfalls.md#call-in-content)).
# Qwen3's `<tool_call>` stays only because it is an added token that is not special. So decode with special tokens when tools are in play, or work on ids.
#
# ## Read the call
#
# Three short patterns bring the three notations into one form. Mind the word: what Llama calls `parameters`, messages call `arguments`.

# %% id="read"
CALLS = {
    "Llama 3.1": r'(?P<body>\{\s*"name".*\})\s*<\|eot_id\|>',
    "Qwen3": r"<tool_call>\s*(?P<body>.*?)\s*</tool_call>",
    "gpt-oss": r"to=functions\.(?P<name>\w+).*?<\|message\|>(?P<body>.*?)<\|call\|>",
}


def read(name, reply):
    """The calls in a reply, as `{"name": …, "arguments": {…}}`."""
    calls = []
    for match in re.finditer(CALLS[name], reply, re.DOTALL):
        data = json.loads(match["body"])
        if name == "gpt-oss":
            data = {"name": match["name"], "arguments": data}
        if name == "Llama 3.1":
            data = {"name": data["name"], "arguments": data["parameters"]}
        calls.append(data)
    return calls


for name, reply in replies.items():
    print(f"{name}: {read(name, reply) == [call]}")

# %% [markdown] id="broken-intro"
# That was a good reply. Models also write bad ones. A good program never crashes on a reply, and never guesses what it meant. It tells the *model* what is wrong, as the result of the call, so that the model can mend it.

# %% id="broken"
SCHEMAS = {"get_weather": get_json_schema(get_weather)["function"]["parameters"]}
TYPES = {"string": str, "integer": int}


def wrong(call):
    """What is wrong with a call, in a sentence for the model; None if nothing is."""
    schema, given = SCHEMAS.get(call.get("name")), call.get("arguments")
    if schema is None:
        return f"There is no tool {call.get('name')!r}."
    if not isinstance(given, dict):
        return "The arguments must be an object."
    for key in schema["required"]:
        if key not in given:
            return f"{key} is missing."
    for key, value in given.items():
        if key not in schema["properties"]:
            return f"There is no argument {key}."
        kind = schema["properties"][key]["type"]
        if type(value) is not TYPES[kind]:  # isinstance takes True for an int
            return f"{key} is not of type {kind}."
    return None


def understood(name, reply):
    try:
        calls = read(name, reply)
    except (ValueError, KeyError, TypeError):
        return "That is not valid JSON."
    if not calls:
        return "an unfinished call" if "<tool_call>" in reply else "no call: an answer"
    return "; ".join(wrong(c) or "a call" for c in calls)


good = '{"name": "get_weather", "arguments": {"city": "Seoul"}}'
bodies = {
    "as it should be": good,
    "single quotes": good.replace('"', "'"),
    "another name": good.replace("get_weather", "weather"),
    "word for number": good.replace("}}", ', "days": "one"}}'),
    "true for number": good.replace("}}", ', "days": true}}'),
    "no arguments": '{"name": "get_weather", "arguments": {}}',
}
said = {
    what: f"<tool_call>\n{body}\n</tool_call><|im_end|>"
    for what, body in bodies.items()
}
said["words before it"] = "Let me see. " + said["as it should be"]
said["cut off"] = said["as it should be"][:40]
said["no call"] = "Yes, take one.<|im_end|>"
rows = [[what, understood("Qwen3", reply)] for what, reply in said.items()]
table(rows, header=["the reply", "what the program says"])

# %% [markdown] id="broken-read"
# The last but one is the treacherous one. A reply that was cut off by `max_new_tokens` holds no complete call, so a pattern finds nothing, and a careless program shows the beginning of a call as the answer.
# Where the JSON is broken, vLLM's parser for this notation logs `Error in extracting tool call from response` ([vllm#17790](https://github.com/vllm-project/vllm/issues/17790), an exercise below) and hands the text on as an answer ([vllm#45167](https://github.com/vllm-project/vllm/issues/45167)).
#
# ## Append the result
#
# Two messages go into the history: the assistant's with its `tool_calls`, and one with the role `tool`. Services in OpenAI's manner deliver `arguments` as a *string* that holds JSON. Most templates want a dict. What does each write?

# %% [markdown] id="guess-strings" tags=["guess"]
# **Before you look:** in how many of the three templates does a string of JSON give the same prompt as the dict?
#
# - in all three
# - in one
# - in none
#
# Answer: in {{= {0: "none", 1: "one", 3: "all three"}[sum(render(t, [question, calling({**call, "arguments": json.dumps(call["arguments"])})]) == render(t, [question, calling(call)]) for t in models.values())] }}

# %% id="strings"
def last(tok, messages):
    """What follows the question."""
    text = render(tok, messages)
    return text[text.index("tomorrow?") + len("tomorrow?") :]


as_dict = {**call, "arguments": {"city": "Seoul"}}
as_string = {**call, "arguments": json.dumps(as_dict["arguments"])}
rows = []
for name, tok in models.items():
    for kind, one in {"dict": as_dict, "string": as_string}.items():
        text = last(tok, [question, calling(one)])
        written = re.search(r'"?\{\\?"city.*?\}"?', text)[0]
        rows.append([f"{name}, {kind}", written])
table(rows, header=["arguments", "in the prompt"])

# %% [markdown] id="strings-read"
# As a string, Llama 3.1 and gpt-oss get JSON inside JSON, with backslashes: a call such as they never wrote. Qwen3 takes both. Its younger relatives refuse strings aloud, with `Can only get item pairs from a mapping`
# ([Qwen3#1894](https://github.com/QwenLM/Qwen3/issues/1894)). A dict is right in all of these ([pitfall](../pitfalls.md#arguments-string)), and hardly any template wants the text ([templates compared](../reference/templates.md)).
#
# The client libraries of such services give you the message as an object, not as a dict. Append it as it is:

# %% id="objects"
@dataclass
class Message:
    role: str
    content: str | None = None
    tool_calls: list | None = None


def outcome(tok, content):
    reply = Message("assistant", content, calling(call)["tool_calls"])
    try:
        same = render(tok, [question, reply]) == render(tok, [question, calling(call)])
    except Exception as error:
        return str(error)
    return "as with a dict" if same else "another prompt"


rows = [[name, outcome(tok, ""), outcome(tok, None)] for name, tok in models.items()]
table(rows, header=["the object's content", "empty", "None"])

# %% [markdown] id="objects-read"
# Objects work, dataclasses and pydantic's models: transformers 5.24 makes dicts of them. But a reply that only calls has `None` for its content. transformers leaves out whatever is `None`, and Qwen3's template asks for the content all the same: write an empty text.
#
# Do not count on that in older versions. Version 5.23 stopped at every object. Before, the template got the object itself: Qwen3's read it like a dict, Llama 3.1's stopped, and so did templates that ask `message.get` ([inspect_ai#5101](https://github.com/UKGovernmentBEIS/inspect_ai/issues/5101)). There, and wherever you render a template without transformers, make dicts first, with `dataclasses.asdict` or pydantic's `model_dump`.
#
# And the result? It may be a text, a dict, or a text that holds JSON.

# %% id="results"
rows = []
contents = {"text": "3 degrees", "dict": {"degrees": 3}, "JSON": '{"degrees": 3}'}
for name, tok in models.items():
    for kind, content in contents.items():
        result = {"role": "tool", "name": "get_weather", "content": content}
        text = last(tok, [question, calling(call), result])
        written = re.findall(r"[^\n>]*degrees[^\n<]*", text)[-1]
        rows.append([f"{name}, {kind}", written])
table(rows, header=["content", "in the prompt"])

# %% [markdown] id="results-read"
# Here no form is right for all. Llama 3.1 and gpt-oss write the content as JSON: give them a dict, or a plain text, which gets quotation marks. Qwen3 writes a dict as Python would print it, with single quotes, which is no JSON: give it the JSON as text.
#
# ## Two calls at once
#
# A coat and a clock: two functions, called in one turn.

# %% id="two-calls"
clock = {"name": "get_time", "arguments": {"city": "Seoul"}}
both = [
    question,
    calling(call, clock),
    {"role": "tool", "tool_call_id": "call0", "content": "3 degrees"},
    {"role": "tool", "tool_call_id": "call1", "content": "nine o'clock"},
]


def owner(piece):
    if piece.startswith("<"):
        return ""
    if "degrees" in piece or "clock" in piece:
        return "a result"
    return "a call" if "city" in piece or "to=functions" in piece else "who speaks"


shown = {}
for name in ("Qwen3", "gpt-oss"):
    pieces = re.split(r"(<\|?/?\w+\|?>)", last(models[name], both))
    shown[name] = [(owner(piece), piece) for piece in pieces if piece.strip()]
stretches(shown)

# %% id="two-calls-llama" tags=["raises"]
render(llama, both)

# %% [markdown] id="two-calls-read"
# * **Qwen3** writes both calls and both results, in their order.
# * **gpt-oss** writes the first call and drops the second. Both results then come from `functions.get_weather`, the clock's too. No error. The model was trained to make one call at a time, says the author of llama.cpp's parser for it ([llama.cpp#19814](https://github.com/ggml-org/llama.cpp/issues/19814)).
# * **Llama 3.1** refuses. That is the kindest of the three: one program caught this error, rendered the chat in a plainer way, and threw the results away ([unsloth#7426](https://github.com/unslothai/unsloth/pull/7426)).
#
# The cure for the last two is the same: one call in a message, and its result behind it ([pitfall](../pitfalls.md#two-calls)).
#
# ## What ids are for
#
# Each call has an `id`, and each result names it. Which result belongs to which call? Look for the ids, and then exchange the results.

# %% [markdown] id="guess-ids" tags=["guess"]
# **Before you look:** how many of the three templates write the id of a call into the prompt?
#
# - all three
# - one
# - none
#
# Answer: {{= {0: "none", 1: "one", 3: "all three"}[sum("call0" in render(t, [question, calling(call), both[2]]) for t in models.values())] }}

# %% id="ids"
single = [question, calling(call), both[2]]
for name, tok in models.items():
    print(name, "writes an id:", "call0" in last(tok, single))
swapped = render(qwen3, [*both[:2], both[3], both[2]])
print(between(swapped, "<tool_response>", "<|im_end|>"))

# %% [markdown] id="ids-read"
# The ids are not there. None of the three templates writes them; they are for your program and the service between. The model tells results apart by their order, or by a name in the text. So results that arrive in any order must be sorted by id *before* they are rendered.
#
# Other templates do look: many of Mistral's demand ids of a fixed length ([vllm#9019](https://github.com/vllm-project/vllm/issues/9019)).
#
# ## Render again
#
# All pieces together: a reply that `read` understands comes in, and the messages for the next prompt come out.

# %% id="loop"
TOOLS = {"get_weather": get_weather}


def step(name, messages, reply):
    """The messages after a reply: with its calls and their results."""
    calls = read(name, reply)
    asked = calling(*calls)
    messages = [*messages, asked]
    for made in asked["tool_calls"]:
        told = made["function"]
        content = wrong(told) or TOOLS[told["name"]](**told["arguments"])
        result = {"role": "tool", "tool_call_id": made["id"], "content": content}
        messages.append(result)
    return messages


rows = []
for name, tok in models.items():
    messages = step(name, [question], replies[name])
    before = render(tok, [question], add_generation_prompt=True) + replies[name]
    after = render(tok, messages, add_generation_prompt=True)
    rows.append([name, after.startswith(before)])
thoughts = {**calling(call), "reasoning_content": "Tomorrow is one day ahead."}
before = render(qwen3, [question, thoughts]).rstrip()
after = render(qwen3, [question, thoughts, messages[-1]], add_generation_prompt=True)
rows.append(["Qwen3, thinking", after.startswith(before)])
print("the result:", messages[-1]["content"])
table(rows, header=["", "the reply is kept"])

# %% [markdown] id="loop-read"
# A last surprise. The next prompt should be the old one, the reply, and more. In Qwen3 it is not: the reply began with an empty `<think>` block, and once a result stands behind it, the template leaves the block out.
# The model reads another past than the one it wrote, and a server that keeps the beginning of prompts in memory must compute it anew. With real thoughts, given back in `reasoning_content`, the block stays ([lesson](thinking-and-newer-templates.ipynb) measures such prompts).
#
# And the model that calls again and again? Ask first whether the result reached it: the template may have dropped the message, or the call before it, or given it another name. The second prompt shows it.
#
# Here is the finished exchange. Change the result, or its role, and see what arrives.
#
# [Change this exchange in the playground](../playground/chat-template.md 'llama-3.1 qwen3 +generation: [{"role": "user", "content": "Do I need a coat in Seoul tomorrow?"}, {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": {"name": "get_weather", "arguments": {"city": "Seoul", "days": 1}}}]}, {"role": "tool", "content": "3 degrees in Seoul"}]')

# %% [markdown] id="ends-intro"
# ## What ends a call
#
# The loop around the model must stop at the end of a call, or the model writes the result itself.

# %% id="ends"
answer = {"role": "assistant", "content": "Take a coat."}
search = {"name": "brave_search", "arguments": {"query": "Seoul weather"}}
rows = []
for name, tok in models.items():
    ends = []
    for turn in (answer, calling(call)):
        marks = re.findall(r"<\|\w+\|>", render(tok, [question, turn]))
        ends.append(marks[-1])
    rows.append([name, *ends])
built_in = render(llama, [question, calling(search)], builtin_tools=["brave_search"])
rows.append(["Llama, built in", "", re.findall(r"<\|\w+\|>", built_in)[-1]])
table(rows, header=["the end of", "an answer", "a call"])

# %% [markdown] id="ends-read"
# In Llama 3.1 and Qwen3 the end does not tell a call from an answer; you have to read the reply. gpt-oss has an end for each. Llama's built-in tools end in `<|eom_id|>`, "end of message", which came late to some stop lists
# ([llama.cpp#8858](https://github.com/ggml-org/llama.cpp/pull/8858), [pitfall](../pitfalls.md#stop-token)). Give your loop all of them.
#
# ## In practice
#
# * Render with and without `tools=`. Equal ids: the model hears of no tool. `None` for no tools, never an empty list.
# * Decode replies with their special tokens, and read calls with the pattern of *this* model.
# * Check each call against its schema. Send what is wrong back as the result, and limit how often.
# * A reply that ended at the limit of tokens is no answer, whatever it looks like.
# * `arguments` as a dict. Results as a dict for Llama 3.1 and gpt-oss, as JSON text for Qwen3.
# * One call in a message, unless you have seen the template write two. Sort results by id.
# * Print the second prompt of a real exchange, once for every model, and read it to the end.
# * A result is text from outside ([lesson](rendering-bugs-and-injection.ipynb)): it may hold special tokens, or orders.
#
# ## Exercises

# %% [markdown] id="ex-keeps" tags=["exercise"]
# ### Exercise: what does a template keep?
#
# Write `kept(tokenizer, **options)`: the list of those among `"name"`, `"key"`, `"value"` and `"result"` that reach the prompt when the model calls a function and gets an answer.
# Options go to the template. A check in a training library looked for the result alone, and passed templates that drop the call ([trl#5517](https://github.com/huggingface/trl/pull/5517)). The starter looks for all four, and is fooled by words that are there for another reason.

# %% id="ex-keeps-starter" tags=["exercise"]
def kept(tokenizer, **options):
    result = {"role": "tool", "content": "3 degrees"}
    messages = [question, calling(call), result]
    text = tokenizer.apply_chat_template(messages, tokenize=False, **options)
    words = {"name": "get_weather", "key": "city", "value": "Seoul"}
    words["result"] = "3"
    return [part for part, word in words.items() if word in text]


# %% [markdown] id="ex-keeps-hint-1" tags=["hint"]
# The question holds *Seoul*. With `tools=[get_weather]` in the options, the name and the key are in the prompt whether the call arrives or not.

# %% [markdown] id="ex-keeps-hint-2" tags=["hint"]
# Build an exchange of your own, with four words that occur nowhere else.

# %% id="ex-keeps-solution" tags=["solution"]
def kept(tokenizer, **options):
    parts = ("name", "key", "value", "result")
    words = {part: f"planted-{part}-word" for part in parts}
    arguments = {words["key"]: words["value"]}
    asked = calling({"name": words["name"], "arguments": arguments})
    messages = [question, asked, {"role": "tool", "content": words["result"]}]
    text = tokenizer.apply_chat_template(messages, tokenize=False, **options)
    return [part for part, word in words.items() if word in text]


# %% id="ex-keeps-check" tags=["check"]
decoy = "get_weather city Seoul 3 {% for m in messages %}{{ m.content }}{% endfor %}"
keyless = (
    "{% for m in messages %}{{ m.content }}{% for c in m.tool_calls or [] %}"
    "{{ c.function.name }}{{ c.function.arguments.values() | list }}{% endfor %}{% endfor %}"
)
for label, tok, options, right in [
    ("Llama 3.1", llama, {}, ["name", "key", "value", "result"]),
    ("gpt-oss", gpt_oss, {}, ["name", "key", "value", "result"]),
    ("Phi-3", phi3, {}, []),
    ("Qwen2", qwen2, {}, ["result"]),
    ("Qwen2 with tools=", qwen2, {"tools": [get_weather]}, ["result"]),
    ("a template that always writes get_weather, city, Seoul, 3", phi3, {"chat_template": decoy}, ["result"]),
    ("a template that drops the keys", qwen2, {"chat_template": keyless}, ["name", "value", "result"]),
]:
    got = list(kept(tok, **options))
    assert got == right, f"{label}: {right} reach the prompt, your function says {got}. Can a word be there for another reason?"
print("Correct: four words, and no template can bluff.")

# %% [markdown] id="ex-dicts" tags=["exercise"]
# ### Exercise: what the service sends
#
# A real case: `TypeError: Can only get item pairs from a mapping` ([Qwen3#1894](https://github.com/QwenLM/Qwen3/issues/1894), [LocalAI#10256](https://github.com/mudler/LocalAI/pull/10256)). The history of a service holds `arguments` as strings.
# Write `for_template(messages)`: the same messages, with every `arguments` that is a JSON object in a string made a dict. Strings that hold something else stay. The messages that came in must not change.

# %% id="ex-dicts-starter" tags=["exercise"]
def for_template(messages):
    for message in messages:
        for made in message.get("tool_calls") or []:
            told = made["function"]
            told["arguments"] = json.loads(told["arguments"])
    return messages


# %% [markdown] id="ex-dicts-hint-1" tags=["hint"]
# Some arguments are dicts already. What does `json.loads` say to a dict, and to a broken string?

# %% [markdown] id="ex-dicts-hint-2" tags=["hint"]
# `copy.deepcopy(messages)` gives you messages to change.

# %% id="ex-dicts-solution" tags=["solution"]
import copy


def for_template(messages):
    messages = copy.deepcopy(messages)
    for message in messages:
        for made in message.get("tool_calls") or []:
            told = made["function"]
            try:
                read_as = json.loads(told["arguments"])
            except (TypeError, ValueError):
                continue
            if isinstance(read_as, dict):
                told["arguments"] = read_as
    return messages


# %% id="ex-dicts-check" tags=["check"]
for given, right in [(json.dumps({"city": "Seoul"}), {"city": "Seoul"}), ({"city": "Lima"}, {"city": "Lima"}), ('{"city": ', '{"city": '), ("[1]", "[1]"), ("{}", {})]:
    sent = [question, calling({"name": "get_weather", "arguments": given}), {"role": "tool", "content": "3", "tool_calls": None}]
    before = json.dumps(sent)
    got = for_template(sent)
    assert json.dumps(sent) == before, "The messages that came in have changed. Work on a copy."
    assert [m["role"] for m in got] == [m["role"] for m in sent], "Each message must come out again, in its order."
    arguments = got[1]["tool_calls"][0]["function"]["arguments"]
    assert arguments == right, f"From {given!r} it should become {right!r}, not {arguments!r}."
assert '"{' not in render(llama, for_template([question, calling(as_string)])), "Llama 3.1 still writes JSON within JSON."
print("Correct: one place in your program, and these templates are served.")

# %% [markdown] id="ex-extra" tags=["exercise"]
# ### Exercise: Extra data
#
# A real case: `json.decoder.JSONDecodeError: Extra data` ([vllm#17790](https://github.com/vllm-project/vllm/issues/17790)). Suppose it was two calls between *one* `<tool_call>` and its end, each on a line.
# Write `objects(body)`: the list of all JSON objects that stand one after the other in a text, with white space between. Where something else stands, raise `ValueError`.

# %% id="ex-extra-starter" tags=["exercise"]
def objects(body):
    return [json.loads(line) for line in body.splitlines()]


# %% [markdown] id="ex-extra-hint-1" tags=["hint"]
# An object may have line breaks of its own, so lines are no borders. `json.JSONDecoder().raw_decode(text)` returns an object and the place where it ends.

# %% [markdown] id="ex-extra-hint-2" tags=["hint"]
# Strip the text, decode, cut off what was read, and go on until nothing is left. JSON that is a number or a list is no call.

# %% id="ex-extra-solution" tags=["solution"]
def objects(body):
    found, rest = [], body.strip()
    while rest:
        data, end = json.JSONDecoder().raw_decode(rest)
        if not isinstance(data, dict):
            raise ValueError("a call is an object")
        found.append(data)
        rest = rest[end:].strip()
    return found


# %% id="ex-extra-check" tags=["check"]
a, b = {"name": "get_weather", "arguments": {"city": "Seoul"}}, {"name": "get_time", "arguments": {}}
for body, right in [
    (json.dumps(a), [a]),
    (json.dumps(a) + "\n" + json.dumps(b), [a, b]),
    (json.dumps(a, indent=2) + "\n\n" + json.dumps(b), [a, b]),
    (json.dumps(a) + json.dumps(b), [a, b]),
    (" \n", []),
]:
    try:
        got = objects(body)
    except ValueError as error:
        got = f"ValueError: {error}"
    assert got == right, f"In {body!r} there are {len(right)} calls; your function gives {got!r}."
for body in (json.dumps(a) + " and so on", json.dumps(a)[:-1], "[1]"):
    try:
        got = objects(body)
    except ValueError:
        continue
    raise AssertionError(f"{body!r} is not only objects, and your function gives {got!r} instead of a ValueError.")
print("Correct: and where it fails, the model is told.")

# %% [markdown] id="ex-split" tags=["exercise"]
# ### Exercise: one call at a time
#
# A real case: tools ran, "results silently discarded, model answers blind" ([unsloth#7426](https://github.com/unslothai/unsloth/pull/7426)). Write `split(messages)`: every message with several calls becomes several messages with one call, each followed by *its* result, found by id. Results may come in any order, and later calls may have the same ids again. An empty list of calls is no call.

# %% id="ex-split-starter" tags=["exercise"]
def split(messages):
    made = []
    for message in messages:
        for one in message.get("tool_calls", []):
            made.append({**message, "tool_calls": [one]})
        if "tool_calls" not in message:
            made.append(message)
    return made


# %% [markdown] id="ex-split-hint-1" tags=["hint"]
# The results of a message's calls stand behind it, before the next message that calls. Collect them: a dict from `tool_call_id` to their place. Then leave them out where they stood.

# %% [markdown] id="ex-split-hint-2" tags=["hint"]
# A result without an id, or with one that no call has, stays where it is. A call may lack its id as well: `one.get("id")`.

# %% id="ex-split-solution" tags=["solution"]
def split(messages):
    made, moved = [], set()
    for at, message in enumerate(messages):
        calls = message.get("tool_calls")
        if not calls:
            if at not in moved:
                made.append(message)
            continue
        places = {}
        for later in range(at + 1, len(messages)):
            if messages[later].get("tool_calls"):
                break  # whose ids may be the same
            if messages[later].get("tool_call_id"):
                places[messages[later]["tool_call_id"]] = later
        for one in calls:
            made.append({**message, "tool_calls": [one]})
            place = places.get(one.get("id"))
            if place is not None:
                moved.add(place)
                made.append(messages[place])
    return made


# %% id="ex-split-check" tags=["check"]
three = calling(call, clock, {"name": "get_weather", "arguments": {"city": "Lima"}})
given = [{"role": "tool", "tool_call_id": f"call{n}", "content": said} for n, said in ((2, "two"), (0, "zero"), (1, "one"))]
thanks = {"role": "user", "content": "Thanks."}
empty = {"role": "assistant", "content": "Gladly.", "tool_calls": []}
nameless = {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": call}]}
for messages, right in [
    ([question, three, *given, thanks], ["user", "call0", "zero", "call1", "one", "call2", "two", "user"]),
    (both, ["user", "call0", "3 degrees", "call1", "nine o'clock"]),
    ([question, calling(call), given[1]], ["user", "call0", "zero"]),
    ([question, calling(call)], ["user", "call0"]),
    ([question, {"role": "tool", "content": "stray"}, thanks], ["user", "stray", "user"]),
    ([question, calling(call), given[1], calling(clock), {**given[1], "content": "nine"}], ["user", "call0", "zero", "call0", "nine"]),
    ([question, calling(call), given[1], thanks, empty], ["user", "call0", "zero", "user", "assistant"]),
    ([question, nameless, {"role": "tool", "content": "warm"}, thanks], ["user", "no id", "warm", "user"]),
]:
    try:
        got = split(messages)
    except KeyError as error:
        raise AssertionError(f"A call or a result may lack its id, and your function asks for {error}.") from None
    said = [m["tool_calls"][0].get("id", "no id") if m.get("tool_calls") else m["content"] if m["role"] == "tool" else m["role"] for m in got]
    assert all(len(m.get("tool_calls") or [1]) == 1 for m in got), "A message still has several calls."
    assert said == right, f"The order should be {right}, and yours is {said}."
assert "get_time" in render(gpt_oss, split(both)) and "get_time" in render(llama, split(both)), "The second call does not reach the prompt."
print("Correct: Llama 3.1 accepts it, and gpt-oss drops nothing.")

# %% [markdown] id="sources"
# ## Sources
#
# * [Tools in chat templates](https://huggingface.co/docs/transformers/chat_extras) in the documentation of transformers; Llama 3.1: [Meta's page on prompt formats](https://www.llama.com/docs/model-cards-and-prompt-formats/llama3_1/); gpt-oss: [OpenAI harmony](https://cookbook.openai.com/articles/openai-harmony)
# * Calls that are shown as answers: [ollama#13519](https://github.com/ollama/ollama/issues/13519), [Rapid-MLX#700](https://github.com/raullenchai/Rapid-MLX/issues/700), [vllm#32506](https://github.com/vllm-project/vllm/pull/32506), [vllm#45167](https://github.com/vllm-project/vllm/issues/45167); broken ones: [vllm#17790](https://github.com/vllm-project/vllm/issues/17790)
# * Arguments as strings: [Qwen3#1894](https://github.com/QwenLM/Qwen3/issues/1894), [Qwen3-Coder#444](https://github.com/QwenLM/Qwen3-Coder/issues/444), [llama.cpp#19553](https://github.com/ggml-org/llama.cpp/pull/19553)
# * Several calls: [llama.cpp#19814](https://github.com/ggml-org/llama.cpp/issues/19814), [ollama#12159](https://github.com/ollama/ollama/issues/12159), [unsloth#7426](https://github.com/unslothai/unsloth/pull/7426); ids: [vllm#9019](https://github.com/vllm-project/vllm/issues/9019)
# * Tools ignored or empty: [llama.cpp#27129](https://github.com/ggml-org/llama.cpp/issues/27129), [erato#171](https://github.com/EratoLab/erato/pull/171), [trl#5517](https://github.com/huggingface/trl/pull/5517)
