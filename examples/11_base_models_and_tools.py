# ---
# title: Base models and code models
# part: Chats
# question: What do I send a model that has never seen a chat?
# description: Why a base model has no chat template of its own and how to prompt it, where to stop it, how StarCoder2 fills a gap in code, and where to cut the code around the gap.
# ---

# %% [markdown] id="title"
# # Base models and code models
#
# You send a chat model a list of messages, and its template does the rest ([lesson](chat-templates.ipynb)).
# Now you load a base model, and there is no template, or none that it was trained on. Or you want a code model to fill a gap in the middle of a file.
#
# One question answers both: what did the text look like that the model was trained on, and where did it end?
# You send a text of that form. You stop where it ended.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from collections import Counter, defaultdict

from tour import chips, show, stretches, table
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
llama_base = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
starcoder2 = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")

chat_models = {"Phi-3": phi3, "Llama 3.1": llama, "Qwen2": qwen2}

# %% [markdown] id="no-template-intro"
# ## Llama's base model has no chat template
#
# The name `Llama-3.1-8B` lacks the word *Instruct*. That is the base model: it has read text, and no chats.

# %% id="no-template" tags=["raises"]
chat = [{"role": "user", "content": "What is the capital of Japan?"}]
llama_base.apply_chat_template(chat)

# %% [markdown] id="no-template-read"
# "Base model do not have chat templates", was the answer in [sglang#3385](https://github.com/sgl-project/sglang/issues/3385); the cure
# was the Instruct model. Training scripts meet the same error
# ([open-r1#85](https://github.com/huggingface/open-r1/issues/85), [pitfall](../pitfalls.md#no-chat-template)), and so does StarCoder2.
#
# The error mentions a template *argument*. So people borrow a [chat template](../reference/glossary.md#chat-template) from another model. Let us do it, twice.

# %% [markdown] id="guess-borrowed-ids" tags=["guess"]
# **Before you look:** lend the base model's tokenizer the template of the Instruct model. Does it give the same ids?
#
# - yes
# - no
#
# Answer: {{= "yes" if llama_base.apply_chat_template(chat, chat_template=llama.chat_template, return_dict=False) == llama.apply_chat_template(chat, return_dict=False) else "no" }}

# %% id="borrowed"
def prompt_ids(tokenizer, messages, **options):
    return tokenizer.apply_chat_template(
        messages, add_generation_prompt=True, return_dict=False, **options
    )


own = prompt_ids(llama, chat)
for name, tokenizer in {"base": llama_base, "StarCoder2": starcoder2}.items():
    ids = prompt_ids(tokenizer, chat, chat_template=llama.chat_template)
    print(f"{name}, the same ids: {ids == own}")
    show(chips(tokenizer, ids[:12]))

# %% [markdown] id="borrowed-read"
# For the base model every id is right, and still it is no chat prompt: the special tokens are in the vocabulary and were not in the training.
# Such a token means nothing until it is trained ([lesson](special-tokens.ipynb)). Somebody trained chats into a base model this way and
# got `<|reserved_special_token_0|>` where `<|eot_id|>` should have been
# ([unsloth#915](https://github.com/unslothai/unsloth/issues/915)).
#
# For StarCoder2 it is worse. It has no such tokens, so they fall to pieces. And look at the first chip. The template writes `bos_token`,
# and in StarCoder2 that is `{{= starcoder2.bos_token }}`, the token that ends a text.
#
# ## It goes on with the text
#
# A base model does not answer, it continues. The counting model of [lesson](special-tokens.ipynb) is enough to see what follows from that.
# It finds the longest ending of the prompt that it has read, and adds the id that followed most often.
# This time it has read an exam paper and a few pages of a quiz.

# %% id="count-model"
LONGEST = 12


def train(texts):
    counts = defaultdict(Counter)
    for ids in texts:
        for at, following in enumerate(ids):
            for start in range(max(0, at - LONGEST), at + 1):
                counts[tuple(ids[start:at])][following] += 1
    return counts


def generate(tokenizer, counts, prompt, stop=(), until=None, limit=36):
    """New ids, up to one in `stop`, to the text `until`, or to the limit."""
    new = []
    while len(new) < limit:
        ending = tuple([*prompt, *new][-LONGEST:])
        while ending not in counts:
            ending = ending[1:]
        new.append(counts[ending].most_common(1)[0][0])
        if new[-1] in stop or (until and until in tokenizer.decode(new)):
            break
    return new


# %% id="three-prompts"
capitals = {"Korea": "Seoul", "Japan": "Tokyo", "Peru": "Lima"}


def asked(country):
    return f"Q: What is the capital of {country}?\nA:"


def page(*countries):
    return "".join(f"{asked(c)} {capitals[c]}.\n\n" for c in countries)


exam = "".join(f"What is the capital of {c}?\n" for c in capitals)
quiz = page("Korea", "Japan", "Peru")
texts = [exam, quiz, page("Peru", "Korea"), page("Japan", "Peru")]
end = llama_base.eos_token_id
reader = train([llama_base.encode(text) + [end] for text in texts])

few_shot = llama_base.encode(page("Korea") + asked("Japan"))
prompts = {
    "the question": llama_base.encode("What is the capital of Japan?\n"),
    "the borrowed template": prompt_ids(
        llama_base, chat, chat_template=llama.chat_template
    ),
    "an example and the question": few_shot,
}
written = {}
for name, ids in prompts.items():
    new = generate(llama_base, reader, ids, stop=[end])
    written[name] = [("what it writes", llama_base.decode(new))]
stretches(written)

# %% [markdown] id="three-prompts-read"
# A bare question gets another question, because in an exam paper that is what comes next.
# After the borrowed template the model has lost the question. It writes something from the quiz.
# Only the last prompt gets an answer. It looks like a quiz page whose next words are the answer: that is a *few-shot prompt*.
# Its examples show the form. Its end is the label `A:`, without a space, because `·Tokyo` brings its own ([lesson](round-trips-and-boundaries.ipynb), [pitfall](../pitfalls.md#trailing-space)).
#
# And then the model writes the next question, and answers that too. People report this as a fault
# ([open_llama#29](https://github.com/openlm-research/open_llama/issues/29)). It is what the text does. Chat models do it too ([lesson](what-the-model-makes-of-it.ipynb)).
#
# ## The newline that never comes
#
# So stop it at the end of the line. The obvious [stop token](../reference/glossary.md#stop-token) is the newline.

# %% id="newline-stop"
newline = llama_base.encode("\n", add_special_tokens=False)
for label, options in {
    "stop at id": {"stop": newline},
    "until text": {"until": "\n"},
}.items():
    new = generate(llama_base, reader, few_shot, limit=16, **options)
    show(chips(llama_base, new, label=label))

# %% [markdown] id="newline-stop-read"
# The loop compared each new id with {{= newline[0] }}, and {{= newline[0] }} never came. In Llama 3.1 the newlines after a full stop are one token with it, `.↵↵`.
# {{= f"{sum('Ċ' in token for token in llama_base.get_vocab()):,}" }} of its tokens contain a newline. So for ordinary text, compare text: decode what is new, and search.
# In `model.generate` that is `stop_strings=["\n"]`, with `tokenizer=tokenizer`. Lists of ids are for special tokens, which are never glued to anything.
#
# Choose a stop that no answer contains. In one evaluation a mistake made every answer stop too early, and all models scored nothing
# ([lm-evaluation-harness#700](https://github.com/EleutherAI/lm-evaluation-harness/pull/700)).
#
# ## A gap in the middle is a file in another order
#
# An editor wants the text between two other texts. But a model only writes at the end.
# So the training text is rearranged: the gap is moved to the end, and special tokens mark the seams
# ([the paper](https://arxiv.org/abs/2207.14255)). This is called [fill-in-the-middle](../reference/glossary.md#fill-in-the-middle), FIM.

# %% id="fim-picture"
before = "def convert(x):"
gap = "\n    return x * 9 / 5 + 32"
after = '\n\nprint("Fahrenheit:", convert(20))\n'
parts = {"before": before, "gap": gap, "after": after}


def arranged(*order):
    """Stretches in this order; what is no part is a special token."""
    return [(p, parts[p]) if p in parts else ("", p) for p in order]


P, S, M = "<fim_prefix>", "<fim_suffix>", "<fim_middle>"
stretches(
    {
        "the file": arranged("before", "gap", "after"),
        "PSM": arranged(P, "before", S, "after", M, "gap"),
        "SPM": arranged(P, S, "after", M, "before", "gap"),
    }
)

# %% [markdown] id="fim-picture-read"
# PSM is prefix, suffix, middle; SPM is suffix, prefix, middle, here as [Megatron-LM](https://github.com/NVIDIA/Megatron-LM/blob/main/megatron/training/datasets/README.md) writes it.
# StarCoder2 knows both ([starcoder2#21](https://github.com/bigcode-project/starcoder2/issues/21)); its authors' advice is the first
# ([starcoder2#10](https://github.com/bigcode-project/starcoder2/issues/10)). Your prompt is that text without the gap. In both orders the gap comes last, so a model can write it.
#
# Is a new order enough? Train two counting models on the same two files, one on the files as they are and one on the files rearranged.
# Both files begin with the same line. Only what comes *after* the gap tells them apart. The chips are the first file as the second model reads it.

# %% id="fim-train"
prefix, suffix, middle = starcoder2.convert_tokens_to_ids([P, S, M])
stops = starcoder2.convert_tokens_to_ids(["<file_sep>", "<|endoftext|>"])
file_sep, endoftext = stops


def code_ids(text):
    return starcoder2.encode(text, add_special_tokens=False)


def fim(before, after):
    return [prefix, *code_ids(before), suffix, *code_ids(after), middle]


other_gap = "\n    return (x - 32) * 5 / 9"
other_after = '\n\nprint("Celsius:", convert(68))\n'
files = [(before, gap, after), (before, other_gap, other_after)]

plain, rearranged = [], []
for one, two, three in files:
    plain += code_ids(one + two + three) + [file_sep]
    rearranged += fim(one, three) + code_ids(two) + [file_sep]
plain[-1] = rearranged[-1] = endoftext
left_to_right, filler = train([plain]), train([rearranged])

chips(starcoder2, rearranged[: rearranged.index(file_sep) + 1])

# %% id="fim-run"
written = {}
for one, _, three in files:
    for label, counts, ids in [
        ("before", left_to_right, code_ids(one)),
        ("before and after", filler, fim(one, three)),
    ]:
        new = generate(starcoder2, counts, ids, stop=stops)
        wanted = three.split('"')[1].strip(":")
        text = starcoder2.decode(new)
        written[f"{wanted}: {label}"] = [("what it writes", text)]
stretches(written)

# %% [markdown] id="fim-run-read"
# The first model gets only what is before the gap: the same prompt twice, so it writes one thing. The second gets both sides and fills both gaps.
# Nothing in its code is about gaps. It has read its files in another order. So this is a matter of training, too:
# a model that has read no rearranged files cannot be asked in this way.
#
# Look at the ends. After the first gap came another file, so it ends in `<file_sep>`. The second was the last, so it ends in
# `<|endoftext|>`. A loop that knows only `eos_token` runs on:

# %% id="fim-runs-on"
new = generate(starcoder2, filler, fim(before, after), stop=[endoftext])
print(starcoder2.decode(new).strip("\n"))

# %% [markdown] id="fim-runs-on-read"
# Users saw this as "the model cannot stop" ([starcoder2#10](https://github.com/bigcode-project/starcoder2/issues/10)),
# or as special tokens in their completions ([twinny#268](https://github.com/twinnydotdev/twinny/issues/268)). A program that tests such models got `<file_sep>`
# as one more stop ([bigcode-evaluation-harness#180](https://github.com/bigcode-project/bigcode-evaluation-harness/pull/180)).
# Qwen's models for code do both jobs, and need one end for gaps and another for chats
# ([llama.cpp#9606](https://github.com/ggml-org/llama.cpp/issues/9606)).
#
# `<file_sep>` also lets you show the rest of the repository: `<repo_name>` and a name, then each file as `<file_sep>`, path, newline, code.
# The file with the gap comes last, with its path behind `<fim_prefix>` ([starcoder2#21](https://github.com/bigcode-project/starcoder2/issues/21)).
# StarCoder2 has {{= len(starcoder2.added_tokens_decoder) }} special tokens of this kind, for issues, notebooks and pull requests as well.
#
# ## Every model family spells these special tokens in its own way
#
# <a id="every-model-family-spells-these-marks-in-its-own-way"></a>Ask all four vocabularies for three of StarCoder2's, and then for two spellings that are seen elsewhere.

# %% id="marks"
everyone = {"StarCoder2": starcoder2, **chat_models}
marks = ["<fim_prefix>", "<repo_name>", "<file_sep>"]
marks += ["<fim-prefix>", "<|fim_prefix|>"]
rows = []
for mark in marks:
    row = [mark]
    for tok in everyone.values():
        found = tok.convert_tokens_to_ids(mark)
        row.append("None" if found is None else f"{found} {tok.decode(found)}")
    rows.append(row)
table(rows, header=["looked up", *everyone])

# %% [markdown] id="marks-read"
# The three chat models have none of them; `<unk>` is Phi-3's way to say so. `<|fim_prefix|>` is what later Qwen models for code call it
# ([Qwen3-Coder#99](https://github.com/QwenLM/Qwen3-Coder/issues/99)). The hyphen is in an example for the first StarCoder
# ([ggml#269](https://github.com/ggml-org/ggml/pull/269)).
#
# The last two rows hold a trap. StarCoder2 answers a wrong name with an id: {{= starcoder2.unk_token_id }}, its unknown token. That is `{{= starcoder2.unk_token }}` again.
# One wrong character, and your prompt begins by ending. Look ids up once, and compare with the name:
# `assert tok.decode(found) == mark`.
#
# Here is a FIM prompt. Change one character of a special token, and it falls to pieces, as all of them do in Qwen2.

# %% [markdown] id="playground"
# [Change one character of a special token and watch the rounded chip fall to pieces](../playground/tokenizer.md "starcoder2 qwen2: <fim_prefix>def f(x):<fim_suffix>print(f(y))<fim_middle>")

# %% [markdown] id="cuts-intro"
# ## Where do you cut?
#
# The text before the gap and the gap are encoded apart. Does that give the ids of the uncut file?
# Try four places around the same line break, in three models.

# %% id="cuts"
source = before + gap + after
rows = []
for ending in [":", ":\n", ":\n    ", ":\n    ret"]:
    at = source.index(ending) + len(ending)
    row = [repr(ending)]
    for name in ("Llama 3.1", "Qwen2", "StarCoder2"):
        ids = everyone[name].encode(source, add_special_tokens=False)
        two = [source[:at], source[at:]]
        halves = everyone[name](two, add_special_tokens=False)["input_ids"]
        row.append("same" if sum(halves, []) == ids else "other")
    rows.append(row)
table(rows, header=["cut after", "Llama 3.1", "Qwen2", "StarCoder2"])

# %% [markdown] id="cuts-read"
# In Llama 3.1 and Qwen2 the newline belongs to the colon before it. In StarCoder2 it belongs to the indentation after it, `↵···`.
# So the start of a line, which looks like the natural place, is wrong for the one model here that was made for gaps. Cut before its newline, as our gap does.
# A cut after the indentation is wrong for all three ([lesson](round-trips-and-boundaries.ipynb) explains why).
#
# Models whose training cut files at random characters have seen such halves, and still do worse there
# ([the FIM-SE paper](https://arxiv.org/abs/2405.17103)). And do not let a library "heal" the prompt: the last token of a FIM prompt is
# `<fim_middle>`, and healing takes the last token away ([guidance#1132](https://github.com/guidance-ai/guidance/issues/1132)).

# %% [markdown] id="indent"
# Code is full of indentation, and each line of it is paid for. Is a tab cheaper than spaces?

# %% id="indent-table"
tabbed = "def f(x):\n\tif x:\n\t\tfor y in x:\n\t\t\tprint(y)\n\treturn x\n"
indents = {"4 spaces": " " * 4, "2 spaces": " " * 2, "a tab": "\t"}
rows = []
for label, indent in indents.items():
    text = tabbed.replace("\t", indent)
    counts = []
    for tok in everyone.values():
        counts.append(len(tok.encode(text, add_special_tokens=False)))
    rows.append([label, *counts])
table(rows, header=["", *everyone])

# %% [markdown] id="indent-read"
# Two spaces cost what four cost: in all four models a run of spaces like these is one token. A tab saves tokens in Llama 3.1 and Qwen2, and wastes them in Phi-3 and StarCoder2.
#
# Chat models have one more kind of text that they were trained on, or not: the calls of tools. That is [lesson](tools-the-whole-loop.ipynb).
#
# ## In practice
#
# * Read the model's card: was it trained on chats? *Instruct*, *Chat* or *it* in the name say so; *Base* and *pt* say no; without any of them, and with a template alone, you do not know. With a base model, write a text whose next words are the answer.
# * End a few-shot prompt at the label, without a space. Stop at a text that no answer holds.
# * Give your loop every id that may end the job. Print the last ids of an output that runs on.
# * Take FIM tokens from the model's own vocabulary, and check that each name comes back.
# * Cut code where the model's tokens end. For StarCoder2 that is before the newline.
#
# ## Exercises

# %% [markdown] id="ex-fim" tags=["exercise"]
# ### Exercise: a prompt for a gap
#
# Write `gap_prompt(code, start, end)`: the ids for StarCoder2 to fill `code[start:end]` in PSM order, without the old text of the gap.

# %% id="ex-fim-starter" tags=["exercise"]
def gap_prompt(code, start, end):
    marked = f"<fim_prefix>{code[:start]}<fim_middle>{code[start:end]}"
    return code_ids(marked + f"<fim_suffix>{code[end:]}")


# %% [markdown] id="ex-fim-hint-1" tags=["hint"]
# PSM stands for the order of the parts. The prompt ends where the model begins to write.

# %% [markdown] id="ex-fim-hint-2" tags=["hint"]
# Special tokens are cut out before anything else, so you may build one string and encode it.

# %% id="ex-fim-solution" tags=["solution"]
def gap_prompt(code, start, end):
    before, after = code[:start], code[end:]
    return code_ids(f"<fim_prefix>{before}<fim_suffix>{after}<fim_middle>")


# %% id="ex-fim-check" tags=["check"]
for code, start, end in [
    (source, len(before), len(before + gap)),
    ("x = 1\n", 4, 5),
    ("print()\n", 6, 6),
]:
    ids = gap_prompt(code, start, end)
    assert isinstance(ids, list), f"gap_prompt() must return a list of ids, not {type(ids).__name__}."
    order = [starcoder2.decode(i) for i in ids if i in (prefix, suffix, middle)]
    assert order == [P, S, M], f"The special tokens stand in the order {order}. PSM is prefix, suffix, middle."
    assert ids[-1] == middle, f"The prompt ends with {starcoder2.decode(ids[-1])!r}. The model must write right after <fim_middle>."
    assert ids == fim(code[:start], code[end:]), f"For the gap {code[start:end]!r} the prompt reads {starcoder2.decode(ids)!r}."
print("Correct: what the model writes next belongs between the two.")

# %% [markdown] id="ex-fill" tags=["exercise"]
# ### Exercise: put the gap back
#
# Write `filled(before, new, after)`, where `new` are the ids that StarCoder2 wrote. It returns the complete file. The model may have written on after the gap.

# %% id="ex-fill-starter" tags=["exercise"]
def filled(before, new, after):
    return before + starcoder2.decode(new, skip_special_tokens=True) + after


# %% [markdown] id="ex-fill-hint-1" tags=["hint"]
# Skipping a stop token does not stop at it. Where is the first id in `stops`?

# %% id="ex-fill-solution" tags=["solution"]
def filled(before, new, after):
    ends = [at for at, token in enumerate(new) if token in stops]
    kept = new[: ends[0]] if ends else new
    return before + starcoder2.decode(kept) + after


# %% id="ex-fill-check" tags=["check"]
for name, new in {
    "ends in <file_sep>": code_ids(gap) + [file_sep],
    "ends in <|endoftext|>": code_ids(gap) + [endoftext],
    "is cut off by a limit": code_ids(gap),
    "goes on with another file": code_ids(gap) + [file_sep] + code_ids("print(1)") + [endoftext],
    "stops twice": code_ids(gap) + [endoftext, file_sep],
}.items():
    got = filled(before, new, after)
    assert "print(1)" not in got, "Text of the next file got into this one. Cut the ids at the first stop, then decode."
    assert "<" not in got, f"When the completion {name}, a special token is left in the file: {got!r}."
    assert got == source, f"When the completion {name}, your file is {got!r}."
print("Correct: the file is whole, and holds nothing of the next one.")

# %% [markdown] id="ex-stops" tags=["exercise"]
# ### Exercise: stops for three jobs
#
# Fill `stop_at`, a set of ids for each job: a gap filled by StarCoder2, a text that the base model of Llama 3.1 writes to its end, and a Qwen2 chat.
# Take every token that can end the job, the end of text included, and no other.

# %% id="ex-stops-starter" tags=["exercise"]
stop_at = {
    "StarCoder2, gap": {starcoder2.eos_token_id},
    "Llama 3.1 base, text": {llama.eos_token_id},
    "Qwen2, chat": {qwen2.eos_token_id},
}

# %% [markdown] id="ex-stops-hint-1" tags=["hint"]
# Base and Instruct model name different tokens as eos. Qwen2's turns end with `<|im_end|>`, its texts with `<|endoftext|>`.

# %% id="ex-stops-solution" tags=["solution"]
ends = {
    "StarCoder2, gap": (starcoder2, ["<file_sep>", "<|endoftext|>"]),
    "Llama 3.1 base, text": (llama_base, ["<|end_of_text|>"]),
    "Qwen2, chat": (qwen2, ["<|im_end|>", "<|endoftext|>"]),
}
stop_at = {}
for job, (tok, tokens) in ends.items():
    stop_at[job] = set(tok.convert_tokens_to_ids(tokens))

# %% id="ex-stops-check" tags=["check"]
for job, tok, right in [
    ("StarCoder2, gap", starcoder2, ["<file_sep>", "<|endoftext|>"]),
    ("Llama 3.1 base, text", llama_base, ["<|end_of_text|>"]),
    ("Qwen2, chat", qwen2, ["<|im_end|>", "<|endoftext|>"]),
]:
    assert all(isinstance(i, int) for i in stop_at[job]), f"{job}: only ids, please; None and names are none."
    found = {tok.decode(i) for i in stop_at[job]}
    missing, extra = [t for t in right if t not in found], sorted(found - set(right))
    assert "<|eot_id|>" not in extra, f"{job}: a base model has read no turns, so it never ends one. Whose eos is that?"
    assert not missing, f"{job}: it may also end in {missing[0]}."
    assert not extra, f"{job}: {extra[0]} does not end this job."
print("Correct: these are the lists to hand to generate, as eos_token_id.")

# %% [markdown] id="ex-shots" tags=["exercise"]
# ### Exercise: a few-shot prompt
#
# A base model is to turn a title into a poem. Write `poem_prompt(examples, title)`, where `examples` is a list of pairs of title and poem, and set `poem_stop`, the text at which to stop.
# Poems have several lines and blank lines between verses. Use the labels `Title:` and `Poem:`, each followed by a space or a line break where text follows.

# %% id="ex-shots-starter" tags=["exercise"]
poem_stop = "\n\n"


def poem_prompt(examples, title):
    text = "".join(f"Title: {t}\nPoem:\n{poem}\n\n" for t, poem in examples)
    return text + f"Title: {title}\nPoem: "


# %% [markdown] id="ex-shots-hint-1" tags=["hint"]
# What follows a poem in your prompt, and never occurs within one?

# %% [markdown] id="ex-shots-hint-2" tags=["hint"]
# The end of the prompt must be the same as in the examples, up to the point where a poem starts, and must not end in white space.

# %% id="ex-shots-solution" tags=["solution"]
poem_stop = "\n\nTitle:"


def poem_prompt(examples, title):
    text = "".join(f"Title: {t}\nPoem:\n{poem}\n\n" for t, poem in examples)
    return text + f"Title: {title}\nPoem:"


# %% id="ex-shots-check" tags=["check"]
poems = [("Rain", "It falls,\nit falls.\n\nIt stops."), ("Shop", "Open at nine.\n\nClosed at six.")]
got = poem_prompt(poems, "Coat")
assert got == got.rstrip(), f"The prompt ends in {got[-7:]!r}. White space at the end belongs to the poem's first token."
assert got.endswith("Poem:"), f"The prompt ends in {got[-12:]!r}. End it at the label, where the model takes over."
for title, poem in poems:
    assert f"Title: {title}" in got and poem in got, f"The example {title!r} is not complete in the prompt."
    assert poem_stop not in poem, f"{poem_stop!r} occurs within the poem {title!r}, so that poem would be cut off."
    rest = got.split(poem, 1)[1]
    assert poem_stop in rest, f"{poem_stop!r} does not follow the poem {title!r} in your prompt, so the model would never write it."
    assert not rest.split(poem_stop, 1)[0].strip(), f"Between the poem {title!r} and {poem_stop!r} there is other text. Stop earlier."
gaps = {got.split(f"Title: {t}", 1)[1].split(p, 1)[0] for t, p in poems}
assert all(between.strip() == "Poem:" for between in gaps), f"Between title and poem stands {sorted(gaps)[0]!r}, at the end only Poem:."
print("Correct: the model writes one poem, all its verses, and no second title.")

# %% [markdown] id="sources"
# ## Sources
#
# * No chat template: [sglang#3385](https://github.com/sgl-project/sglang/issues/3385), [open-r1#85](https://github.com/huggingface/open-r1/issues/85); borrowed ones: [unsloth#915](https://github.com/unslothai/unsloth/issues/915), [unsloth#873](https://github.com/unslothai/unsloth/issues/873)
# * Base models that run on: [open_llama#29](https://github.com/openlm-research/open_llama/issues/29); stops that cut: [lm-evaluation-harness#700](https://github.com/EleutherAI/lm-evaluation-harness/pull/700)
# * Fill-in-the-middle: [Bavarian and others](https://arxiv.org/abs/2207.14255), [StarCoder2's paper](https://arxiv.org/abs/2402.19173), [starcoder2#10](https://github.com/bigcode-project/starcoder2/issues/10), [starcoder2#21](https://github.com/bigcode-project/starcoder2/issues/21)
