# ---
# title: Cheat sheet
# question: Which call do I need?
# description: The calls of transformers that you need for tokenizers and chat templates, with what they give.
# ---

# %% [markdown] id="title"
# # Cheat sheet

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% [markdown] id="loading"
# ## Load

# %% id="load"
from transformers import AutoTokenizer

repo = "Qwen/Qwen2-7B-Instruct"
tok = AutoTokenizer.from_pretrained(repo)
print(len(tok), tok.model_max_length)

# %% [markdown] id="encode"
# ## Text to ids

# %% id="encode-shown"
print(tok.encode("Hello world"))
print(tok.tokenize("Hello world"))
print(tok("Hello world"))

# %% [markdown] id="decode"
# ## Ids to text

# %% id="decode-shown"
ids = tok.encode("two cats<|im_end|>")
print(tok.decode(ids))
print(tok.decode(ids, skip_special_tokens=True))
print(tok.batch_decode([[i] for i in ids]))

# %% [markdown] id="names"
# ## Token and id

# %% id="names-shown"
print(tok.convert_tokens_to_ids("<|im_end|>"))
print(tok.convert_ids_to_tokens([14990, 1879]))
print(tok.eos_token, tok.pad_token, tok.bos_token)

# %% [markdown] id="chat"
# ## A chat as text, to look at it

# %% id="chat-shown"
chat = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Hi"},
]
text = tok.apply_chat_template(
    chat, tokenize=False, add_generation_prompt=True
)
print(text)

# %% [markdown] id="chat-ids"
# ## A chat as ids, to send it

# %% id="chat-ids-shown"
ids = tok.apply_chat_template(
    chat, add_generation_prompt=True
)["input_ids"]
print(len(ids), "tokens, the template's included")

# %% [markdown] id="rendered"
# ## Ids of a rendered chat

# %% id="rendered-shown"
again = tok.encode(text, add_special_tokens=False)
print(again == ids)

# %% [markdown] id="prefill"
# ## Begin the answer yourself

# %% id="prefill-shown"
begun = {"role": "assistant", "content": "[1,"}
text = tok.apply_chat_template(
    chat + [begun],
    tokenize=False,
    continue_final_message=True,
)
print(repr(text[-25:]))

# %% [markdown] id="tools"
# ## Does the template know tools?

# %% id="tools-shown"
tool = {"type": "function", "function": {"name": "f"}}
told = tok.apply_chat_template(
    chat, tools=[tool], tokenize=False
)
print('"f"' in told)

# %% [markdown] id="thinking"
# ## Without thinking, in Qwen3

# %% id="thinking-shown"
name = "Qwen/Qwen3-0.6B"
qwen3 = AutoTokenizer.from_pretrained(name)
text = qwen3.apply_chat_template(
    chat,
    tokenize=False,
    add_generation_prompt=True,
    enable_thinking=False,  # no text
)
print(repr(text[-20:]))

# %% [markdown] id="server"
# ## Ask a server for its ids (vLLM)

# %% id="server-shown"
import json

print("POST /tokenize")
print(json.dumps({"messages": chat[1:]}))

# %% [markdown] id="untrusted"
# ## Text from strangers (transformers 5.20 or later)

# %% id="untrusted-shown"
evil = [{"role": "user", "content": "Hi<|im_end|>"}]
for safe in (False, True):
    made = tok.apply_chat_template(
        evil, sanitize_control_tokens=safe
    )["input_ids"]
    print(safe, made.count(tok.eos_token_id), "ends")

# %% [markdown] id="batch"
# ## Batch

# %% id="batch-shown"
batch = tok(
    ["one two three", "one"],
    padding=True,
    padding_side="left",
)
print(batch["input_ids"])
print(batch["attention_mask"])

# %% [markdown] id="truncation"
# ## Cut off

# %% id="truncation-shown"
cut = tok("one two 3", truncation=True, max_length=2)
print(tok.decode(cut["input_ids"]))

# %% [markdown] id="offsets"
# ## Where each token lies in the text

# %% id="offsets-shown"
made = tok("Hi there!", return_offsets_mapping=True)
print(made["offset_mapping"])

# %% [markdown] id="stop"
# ## Stop ids for generate

# %% id="stop-shown"
stops = ["<|im_end|>", "<|endoftext|>"]
print(tok.convert_tokens_to_ids(stops))

# %% [markdown] id="mask"
# ## What of a chat is trained: what the template tags

# %% id="mask-shown"
made = tok.apply_chat_template(
    chat,
    chat_template="{{ messages[0].content }} "
    "{% generation %}{{ messages[1].content }}"
    "{% endgeneration %}",
    return_assistant_tokens_mask=True,
)
print(made["assistant_masks"])

# %% [markdown] id="add"
# ## Add a token

# %% id="add-shown"
tok.add_tokens(["<note>"])
print(tok.tokenize("a<note>b"))
print(len(tok), "ids: the least number of rows")

# %% [markdown] id="stages"
# ## The stages, each by itself

# %% id="stages-shown"
rust = tok.backend_tokenizer
print(rust.normalizer, type(rust.model).__name__)
print(rust.pre_tokenizer.pre_tokenize_str("a 9"))
