# ---
# title: The pipeline, stage by stage
# part: Text
# question: Who adds the BOS, and what else happens between my text and the ids?
# description: One text followed through the five stages of two tokenizers, what goes wrong without a stage, where offsets come from, tokenizer.json read part by part, and what loading and saving decide.
# ---

# %% [markdown] id="title"
# # The pipeline, stage by stage
#
# You fine-tune Llama 3.1, and your texts need an end token. There is a switch for that, so you turn it on.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="switch"
from tour import chips, show, stretches, table
from transformers import AutoTokenizer

LLAMA = "meta-llama/Llama-3.1-8B-Instruct"
llama = AutoTokenizer.from_pretrained(LLAMA)
switched = AutoTokenizer.from_pretrained(LLAMA, add_eos_token=True)
show(chips(llama, "Hi", label="as it comes"))
show(chips(switched, "Hi", label="add_eos_token"))
print("add_bos_token:", llama.add_bos_token)

# %% [markdown] id="switch-read"
# The end token has come, and the BOS has gone. And the attribute that should know about the BOS says `{{= llama.add_bos_token }}`, although the first row shows one.
#
# Nothing here is broken. Two places can decide the same thing, and they do not know of each other. To see which, open the tokenizer. It is five small machines in a row.
#
# ## Five stages in one object
#
# `backend_tokenizer` is the tokenizer of the Rust library `tokenizers`, which does the work. It can write itself as JSON, which is what a `tokenizer.json` holds.

# %% id="stages"
import json
from textwrap import wrap

PHI3 = "microsoft/Phi-3-mini-4k-instruct"
phi3 = AutoTokenizer.from_pretrained(PHI3)
models = {"Llama 3.1": llama, "Phi-3": phi3}
STAGES = ["normalizer", "pre_tokenizer", "model", "post_processor", "decoder"]


def types(section):
    """What a section is made of; a Sequence is a list of others."""
    if section is None:
        return "none"
    if section["type"] != "Sequence":
        return section["type"]
    [members] = (value for value in section.values() if isinstance(value, list))
    return " + ".join(types(member) for member in members)


documents = {
    name: json.loads(tok.backend_tokenizer.to_str()) for name, tok in models.items()
}
for name, document in documents.items():
    print(name)
    for stage in STAGES:
        lines = wrap(types(document[stage]), 24)
        print(f"{stage:15}" + ("\n" + " " * 15).join(lines))

# %% [markdown] id="stages-read"
# In words:
#
# 1. The *[normalizer](../reference/glossary.md#normalizer)* rewrites the text.
# 2. The *[pre-tokenizer](../reference/glossary.md#pre-tokenizer)* cuts it into pieces. No token crosses such a cut.
# 3. The *model* turns each piece into tokens and ids. Here "model" means the merges and the vocabulary, and not the neural network.
# 4. The *[post-processor](../reference/glossary.md#post-processor)* puts special tokens around the result.
# 5. The *[decoder](../reference/glossary.md#decoder)* goes the other way. It joins tokens to text.
#
# A stage may be empty. Llama 3.1 has no normalizer, and Phi-3 has no pre-tokenizer. One thing stands beside the five: [added tokens](../reference/glossary.md#added-token) are
# looked for before the text is cut, special ones even before the normalizer, and go past the stages ([lesson](special-tokens.ipynb)).
#
# ## One text, followed through
#
# Each stage can be called by itself. So walk through them by hand, and note what each hands on.

# %% id="follow"
def follow(tokenizer, text):
    """{stage: the pieces that it hands on} of one text."""
    rust = tokenizer.backend_tokenizer
    normal = rust.normalizer.normalize_str(text) if rust.normalizer else text
    if rust.pre_tokenizer:
        cut = rust.pre_tokenizer.pre_tokenize_str(normal)
        pieces = [piece for piece, place in cut]
    else:
        pieces = [normal]
    tokens = [token for piece in pieces for token in rust.model.tokenize(piece)]
    bare = rust.encode(text, add_special_tokens=False)
    assert bare.ids == [token.id for token in tokens]
    around = rust.post_processor.process(bare)
    return {
        "the text": [text],
        "normalizer": [normal],
        "pre-tokenizer": pieces,
        "model": [token.value for token in tokens],
        "post-processor": around.tokens,
        "decoder": [rust.decoder.decode(around.tokens)],
    }


def drawn(tokenizer, text):
    rows = {}
    for stage, pieces in follow(tokenizer, text).items():
        turns = [("a piece", "the next")[n % 2] for n in range(len(pieces))]
        special = tokenizer.all_special_tokens
        marks = ["" if p in special else turn for p, turn in zip(pieces, turns)]
        rows[stage] = list(zip(marks, pieces))
    return stretches(rows)


text = "Two cafés, 2026 🤗"
drawn(llama, text)

# %% [markdown] id="follow-llama"
# Look at the third row. Llama's pre-tokenizer does two jobs. It cuts, and it writes every byte as a printable character: the space is now `Ġ`, and `é` is `Ã©`
# ([lesson](bytes-and-unicode.ipynb)). From there on the pipeline never sees the text that you typed. The decoder turns the bytes back.
#
# The BOS comes in with the post-processor, and the decoder writes it out as text. Now the same text in Phi-3.

# %% id="follow-phi"
drawn(phi3, text)

# %% [markdown] id="follow-phi-read"
# Here the first stage does the work. The normalizer puts a `▁` in front and writes each space as `▁`. Nothing is cut, so the model gets the whole text as one piece. It finds
# no entry for the emoji and falls back to bytes. The post-processor adds nothing. The decoder undoes all of it, and its last member, `{{= documents["Phi-3"]["decoder"]["decoders"][-1]["type"] }}`, takes away one space at the start.
#
# So "the space" is handled at different stages in these two models, and so is "the byte". That is why advice for one tokenizer so often fails for another.
#
# Now drive it yourself. Switch a stage off, and watch which rows change.
#
# [Change the text in the playground](../playground/tokenizer.md "llama-3.1 phi-3 +special +stages: Two cafés, 2026 🤗")
#
# ## What if a stage is missing?
#
# To learn what a part does, take it out. Every stage but the model can be set to `None`. The tables compare the ids, and the
# text that comes back without its special tokens. Where it is another, it stands below.

# %% id="without"
def without(tokenizer, stage, task):
    """What `task()` gives while a stage of the tokenizer is off."""
    rust = tokenizer.backend_tokenizer
    kept = getattr(rust, stage)
    setattr(rust, stage, None)
    try:
        return task()
    finally:
        setattr(rust, stage, kept)


others = []
for name, tok in models.items():
    whole, rows = tok.encode(text), []
    for stage in STAGES:
        if stage == "model":
            continue
        ids = without(tok, stage, lambda: tok.encode(text))
        back = without(tok, stage, lambda: tok.decode(ids, skip_special_tokens=True))
        same = "same" if ids == whole else f"{len(ids)} for {len(whole)}"
        rows.append([stage, same, "same" if back == text else "other"])
        if back != text:
            others.append(f"{name} without {stage}:\n{back}")
    show(table(rows, header=[f"{name} without", "ids", "text"]))
print(*others, sep="\n")

# %% id="without-pre"
lost = without(llama, "pre_tokenizer", lambda: llama.encode(text))
chips(llama, lost, label="no pre-tokenizer")

# %% [markdown] id="without-read"
# Most rows are what you would guess. Llama 3.1's second is the bad one. Without its pre-tokenizer, it loses the spaces and the emoji, and no error is raised. Nobody has turned the text into byte characters, so the model looks up a plain
# space. It has no such entry and no [unknown token](../reference/glossary.md#unknown-token), so it leaves the character out. The `é` is worse off: it is taken for the *name* of a byte, and that byte alone is no character.
# You get the same if you build a tokenizer from a vocabulary and a list of merges, and forget a stage: the vocabulary is right, the ids are wrong.
#
# Phi-3 without its normalizer keeps the text, but spells each space as the byte token `{{= phi3.convert_ids_to_tokens(phi3.convert_tokens_to_ids('<0x20>')) }}`, which the whole pipeline never writes for a space.
#
# ## Who adds the BOS?
#
# The post-processor does. Its part `TemplateProcessing` holds two templates. Here they are, of both files.

# %% id="template"
def templates(section):
    """The templates of a post-processor, wherever they stand in it."""
    if section is None:
        return []
    if section["type"] == "Sequence":
        return [t for member in section["processors"] for t in templates(member)]
    return [section] if section["type"] == "TemplateProcessing" else []


for name, document in documents.items():
    [template] = templates(document["post_processor"])
    for kind in ("single", "pair"):
        parts = [value["id"] for part in template[kind] for value in part.values()]
        print(f"{name}, {kind}:")
        print(*parts)

# %% [markdown] id="template-read"
# A template says what stands around a text `A`, and around a pair `A` and `B`. Llama 3.1 begins each with a BOS. Phi-3's templates hold the texts alone.
#
# The attribute `add_bos_token` belongs to transformers, one layer above, and it is not read from this file. It is `False` because nobody has set it. The moment you set either attribute, transformers
# writes a *new* template from both. You asked for an EOS and not for a BOS, so the new template has no BOS.

# %% id="both"
both = AutoTokenizer.from_pretrained(LLAMA, add_bos_token=True, add_eos_token=True)
show(chips(both, "Hi", label="both"))

renamed = AutoTokenizer.from_pretrained(LLAMA)
renamed.bos_token = "<|reserved_special_token_0|>"
show(chips(renamed, "Hi", label="bos_token = …"))

# %% [markdown] id="both-read"
# So name both ([pitfall](../pitfalls.md#bos-gone)). A change that lets the attributes tell the truth has been proposed
# ([transformers#46722](https://github.com/huggingface/transformers/pull/46722)). The second row is the same trap from the other side: another name for the BOS does not change the template, so the old token still comes.
#
# A chat template writes a BOS of its own ([lesson](chat-templates.ipynb)). That is why a rendered chat, sent through the post-processor once more, has two
# ([pitfall](../pitfalls.md#double-bos)).
#
# ## Where do offsets come from?
#
# [Offsets](../reference/glossary.md#offsets) say which characters of *your* text a token covers. But the model has never seen your text. So each stage carries along, for every character, where it came from
# ([tokenizers#19](https://github.com/huggingface/tokenizers/pull/19)).

# %% id="offsets"
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
word = " cafe\u0301 🤗"
for name, tok in {"Llama 3.1": llama, "Qwen2": qwen2}.items():
    made = tok(word, return_offsets_mapping=True, add_special_tokens=False)
    rows = []
    for i, (start, end) in zip(made["input_ids"], made["offset_mapping"]):
        covered = repr(word[start:end])
        if word[start:end] == "\u0301":
            covered = "the accent"
        rows.append([tok.convert_ids_to_tokens(i), f"{start} to {end}", covered])
    show(table(rows, header=[name, "characters", "of the text"]))

# %% [markdown] id="offsets-read"
# Three things to know before you build on them:
#
# * **Several tokens can claim one character.** The emoji is one character in Python and several tokens. Each of them points at it.
# * **The space belongs to the token.** Llama's token for the word begins with the space, and so do its offsets. Some tokenizers leave the space out of the offsets: the setting is `trim_offsets`.
# * **A character may belong to no token.** The accent here is a character of its own. Qwen2's normalizer joined it to the `e`, its token ends before the accent, and nothing covers it
#   ([tokenizers#1201](https://github.com/huggingface/tokenizers/issues/1201) found the same in Korean). After it the places are right again: they count your text, not the normalised one.
#
# Tokens that the post-processor added stand nowhere in the text. They get an empty span at zero, which looks like the start of the text and is not.
#
# ## tokenizer.json, part by part
#
# The stages are five of the sections of the file. Here are all, with the characters that each takes.

# %% id="file"
rows = []
for part in documents["Phi-3"]:
    sizes = [len(json.dumps(d[part])) for d in documents.values()]
    rows.append([part, *sizes])
table(rows, header=["section", *models])

# %% [markdown] id="file-read"
# Nearly all of it is `model`: a dictionary of tokens and a list of merges. Then come the added tokens. The other stages, which decide how texts are cut, are a few lines that you can read in a minute. Four characters are `null`: nothing is there.
#
# Two sections hold settings of calls: `truncation` and `padding`. They are empty here. Now cut a text, as training scripts do, and save.

# %% [markdown] id="guess-kept-limit" tags=["guess"]
# **Before you look:** you truncate one text to a few tokens, and then save the tokenizer. What is in its file about truncation?
#
# - nothing: the limit was for that call
# - the limit of that call
#
# Answer: {{= "the limit of that call" if (phi3(text, truncation=True, max_length=4), phi3.backend_tokenizer.truncation)[1] else "nothing: the limit was for that call" }}

# %% id="truncation"
import tempfile
from pathlib import Path

from tokenizers import Tokenizer

folder = Path(tempfile.mkdtemp())
phi3(text, truncation=True, max_length=4)
phi3.save_pretrained(folder)

saved = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
print("max_length in the file:", saved["truncation"]["max_length"])
other = Tokenizer.from_file(str(folder / "tokenizer.json"))
print("tokenizers: ", len(other.encode(text).ids), "ids")
print("transformers:", len(AutoTokenizer.from_pretrained(folder).encode(text)), "ids")

# %% [markdown] id="truncation-read"
# The last call left its setting in the tokenizer, and it went into the file. Transformers sets truncation anew at each call, so there you notice nothing. A program that reads the
# file with the Rust library cuts every text, without a word ([pitfall](../pitfalls.md#saved-truncation)).
#
# ## From files to an object
#
# `save_pretrained` writes three files. What does each decide? Take them away, one by one.

# %% id="files"
untouched = AutoTokenizer.from_pretrained(PHI3)
rows = []
for missing in sorted(path.name for path in folder.iterdir()):
    folder = Path(tempfile.mkdtemp())
    untouched.save_pretrained(folder)
    (folder / missing).unlink()
    changes = []
    try:
        again = AutoTokenizer.from_pretrained(folder)
        if again.encode(text) != untouched.encode(text):
            changes.append("other ids")
        if again.eos_token != untouched.eos_token:
            changes.append(f"eos_token is {again.eos_token}")
        if not again.chat_template:
            changes.append("no template")
    except ValueError as error:
        failure = str(error).split(" from")[0]
        changes.append("ValueError")
    rows.append([missing, ", ".join(changes)])
table(rows, header=["without", "what changes"])

# %% [markdown] id="files-read"
# * `tokenizer.json` makes the ids. Without it there is no tokenizer. The error, `{{= failure }} …`, is the one that people meet when they upload a model and forget a file ([pitfall](../pitfalls.md#no-backend)).
# * `tokenizer_config.json` gives tokens their roles: which of them ends, pads, begins. Without it the ids are the same and `eos_token` is `None`.
# * `chat_template.jinja` is the template. Older repositories keep it inside the configuration.
#
# The roles explain one more trap. `eos_token` in the configuration is a name, for you and for programs that ask the tokenizer. The post-processor in `tokenizer.json` has its own copy of whatever it adds. Change one, and the other stays.
#
# There is one more decision, and `AutoTokenizer` is named after it: the *class*. It stands in the configuration as `tokenizer_class`. A `config.json` beside it decides where that word is missing, and for some kinds of model, Phi-3 and Qwen2 among them, it overrules the word. Our folder has none. Write four names there, and cut a line that begins with two spaces.

# %% id="class"
untouched.save_pretrained(folder)
config = folder / "tokenizer_config.json"
line = "  in 2026"
rows = []
for name in ("TokenizersBackend", "LlamaTokenizer", "Qwen2Tokenizer", "Nonsense"):
    written = json.loads(config.read_text()) | {"tokenizer_class": name}
    config.write_text(json.dumps(written))
    again = AutoTokenizer.from_pretrained(folder)
    rows.append([name, " ".join(again.tokenize(line))])
table(rows, header=["tokenizer_class", "tokens of the line"])

# %% [markdown] id="class-read"
# One word in a small file, and the same `tokenizer.json` of Phi-3 gives other ids. `TokenizersBackend` takes the stages from the file. The other classes take vocabulary and merges from it and
# build the stages themselves. `LlamaTokenizer` counts one space less at the start. `Qwen2Tokenizer` writes bytes as Qwen2 does, which this vocabulary does not know. A name that does not exist is no error either: you get the file's stages.
#
# Version 5 writes the class's name when you save. For Phi-3 and Llama 3.1 that is `TokenizersBackend`, which version 4 cannot load: `Tokenizer class TokenizersBackend does not exist or is not currently imported`
# ([unsloth#8444](https://github.com/unslothai/unsloth/issues/8444)). If others will load your files with version 4, write `PreTrainedTokenizerFast` there. And a model's files may change
# under its name, class included. A *[revision](../reference/glossary.md#revision)* pins all of them; [lesson](choosing-and-counting.ipynb) does it, and shows a class that drops a stage.
#
# ## In practice
#
# * Ids look wrong? Print `backend_tokenizer.normalizer`, `.pre_tokenizer` and `.post_processor`, and compare with a tokenizer that is right. Look first at the stage that differs.
# * Set `add_bos_token` and `add_eos_token` together, then look at the ids of a short text.
# * Load a tokenizer fresh before `save_pretrained`, so that no truncation and no padding goes along.
# * Keep all three files together. After a change of version, compare the ids of twenty of your own texts.
# * For places in a text use offsets, never the lengths of tokens.
#
# ## Exercises

# %% [markdown] id="ex-stage" tags=["exercise"]
# ### Exercise: which stage was it?
#
# Five observations. Name the stage that causes each: `normalizer`, `pre_tokenizer`, `post_processor` or `decoder`.

# %% id="ex-stage-starter" tags=["exercise"]
causes = {
    "Llama 3.1 puts a token before the text": "normalizer",
    "Llama 3.1 writes a space as Ġ": "normalizer",
    "Phi-3's first token begins with ▁": "normalizer",
    "Phi-3 decodes ▁Hi without a space": "normalizer",
    "Qwen2 gives é and e with an accent equal ids": "normalizer",
}

# %% [markdown] id="ex-stage-hint-1" tags=["hint"]
# Ask of each: is it in the ids already, or does it show only when you decode? And is it there with `add_special_tokens=False`?

# %% [markdown] id="ex-stage-hint-2" tags=["hint"]
# You can try it: set one stage of a fresh tokenizer to `None`, and see whether the observation goes away.

# %% id="ex-stage-solution" tags=["solution"]
causes = {
    "Llama 3.1 puts a token before the text": "post_processor",
    "Llama 3.1 writes a space as Ġ": "pre_tokenizer",
    "Phi-3's first token begins with ▁": "normalizer",
    "Phi-3 decodes ▁Hi without a space": "decoder",
    "Qwen2 gives é and e with an accent equal ids": "normalizer",
}

# %% id="ex-stage-check" tags=["check"]
observed = [
    (llama, lambda: llama.encode("Hi")[0] == llama.bos_token_id),
    (llama, lambda: "Ġ" in "".join(llama.tokenize("a b"))),
    (phi3, lambda: phi3.tokenize("Hi")[0].startswith("▁")),
    (phi3, lambda: phi3.decode(phi3.encode("Hi")) == "Hi"),
    (qwen2, lambda: qwen2.encode("e\u0301") == qwen2.encode("é")),
]
assert len(causes) == len(observed), f"{len(observed)} observations, {len(causes)} answers: keep every line."
for (question, stage), (tok, still) in zip(causes.items(), observed):
    assert stage in STAGES and stage != "model", f"{stage!r} is none of the four stages that can be switched off."
    assert not without(tok, stage, still), f"{question}: without the {stage} this is still so. Which other stage could it be?"
print("Correct: each goes away with its stage.")

# %% [markdown] id="ex-eos" tags=["exercise"]
# ### Exercise: an end token without losing the BOS
#
# A real case: "`add_bos_token=True, add_eos_token=True` seems not taking effect"
# ([transformers#30947](https://github.com/huggingface/transformers/issues/30947)). In the release of that report only the post-processor itself could be changed. Do it that way: write the two templates, for one text and for a pair,
# so that each text has a BOS before and an EOS after it.

# %% id="ex-eos-starter" tags=["exercise"]
from tokenizers.processors import TemplateProcessing

ending = AutoTokenizer.from_pretrained(LLAMA)
bos, eos = ending.bos_token, ending.eos_token
ending.backend_tokenizer.post_processor = TemplateProcessing(
    single=f"{bos} $A",
    pair=f"{bos} $A $B",
    special_tokens=[(bos, ending.bos_token_id), (eos, ending.eos_token_id)],
)

# %% [markdown] id="ex-eos-hint-1" tags=["hint"]
# `$A` and `$B` stand for the texts. What is around them is written in the order in which it shall come.

# %% [markdown] id="ex-eos-hint-2" tags=["hint"]
# In the pair, the second text needs its own BOS and its own EOS, as in the templates printed above.

# %% id="ex-eos-solution" tags=["solution"]
from tokenizers.processors import TemplateProcessing

ending = AutoTokenizer.from_pretrained(LLAMA)
bos, eos = ending.bos_token, ending.eos_token
ending.backend_tokenizer.post_processor = TemplateProcessing(
    single=f"{bos} $A {eos}",
    pair=f"{bos} $A {eos} {bos} $B {eos}",
    special_tokens=[(bos, ending.bos_token_id), (eos, ending.eos_token_id)],
)

# %% id="ex-eos-check" tags=["check"]
one = ending.convert_ids_to_tokens(ending.encode("Hi"))
two = ending.convert_ids_to_tokens(ending("Hi", "Ho")["input_ids"])
assert one[0] == bos, f"One text begins with {one[0]!r}, not with the BOS."
assert one[-1] == eos, f"One text ends in {one[-1]!r}. Where does the EOS go in `single`?"
assert len(one) == 3, f"One text gives {one}; one BOS, the text and one EOS are enough."
assert two.count(eos) == 2, f"A pair has {two.count(eos)} end tokens, and there are two texts in it."
assert two == [bos, "Hi", eos, bos, "Ho", eos], f"A pair gives {two}. Each text has a BOS before it and an EOS after it."
assert ending.encode("Hi", add_special_tokens=False) == llama.encode("Hi")[1:], "Without special tokens nothing may be added."
print("Correct: the template is the only place that decides.")

# %% [markdown] id="ex-adds" tags=["exercise"]
# ### Exercise: read it from the file
#
# You get only a `tokenizer.json`, already read, whose post-processor adds tokens by templates, if any. Write `added_before(document)`: the tokens that its post-processor puts before a single text, in order. `templates` from above finds the templates.

# %% id="ex-adds-starter" tags=["exercise"]
def added_before(document):
    return [token["content"] for token in document["added_tokens"]][:1]


# %% [markdown] id="ex-adds-hint-1" tags=["hint"]
# `template["single"]` is a list. Each part is a dictionary with one key, `SpecialToken` or `Sequence`.

# %% [markdown] id="ex-adds-hint-2" tags=["hint"]
# Collect until the first `Sequence`: that is the text. A file may have no template at all, then `templates` gives an empty list.

# %% id="ex-adds-solution" tags=["solution"]
def added_before(document):
    found = []
    for template in templates(document["post_processor"]):
        for part in template["single"]:
            if "Sequence" in part:
                break
            found.append(part["SpecialToken"]["id"])
    return found


# %% id="ex-adds-check" tags=["check"]
cases = {"Llama 3.1": llama, "Phi-3": phi3, "Qwen2": qwen2, "both": both, "switched": switched}
for name, tok in cases.items():
    section = json.loads(tok.backend_tokenizer.post_processor.__getstate__())
    document = {"added_tokens": [{"content": tok.eos_token}], "post_processor": section}
    ids = tok.encode("Hi")
    bare = tok.encode("Hi", add_special_tokens=False)
    right = tok.convert_ids_to_tokens(ids[: ids.index(bare[0])])
    got = added_before(document)
    assert isinstance(got, list), f"{name}: a list of tokens, please, not {type(got).__name__}."
    assert tok.eos_token not in got or tok.eos_token in right, f"{name}: {tok.eos_token} comes after the text. Stop at the text."
    assert got == right, f"{name}: {got}, but encode puts {right} before the text. Read the template, not the list of added tokens."
print("Correct: you can tell from the file whether a BOS will come.")

# %% [markdown] id="ex-over" tags=["exercise"]
# ### Exercise: from a stretch of text to its tokens
#
# Write `tokens_over(tokenizer, text, start, end)`: the indices of all tokens that cover at least one character from `start` to before `end`. The BOS covers none.

# %% id="ex-over-starter" tags=["exercise"]
def tokens_over(tokenizer, text, start, end):
    places = tokenizer(text, return_offsets_mapping=True)["offset_mapping"]
    return [n for n, (a, b) in enumerate(places) if a == start]


# %% [markdown] id="ex-over-hint-1" tags=["hint"]
# Two spans overlap when the later start lies before the earlier end.

# %% [markdown] id="ex-over-hint-2" tags=["hint"]
# The BOS has the span from zero to zero, which overlaps nothing by that rule. Do not ask for equal starts: the space belongs to the token.
# An empty stretch, with `start` equal to `end`, has no characters and so no tokens.

# %% id="ex-over-solution" tags=["solution"]
def tokens_over(tokenizer, text, start, end):
    places = tokenizer(text, return_offsets_mapping=True)["offset_mapping"]
    return [n for n, (a, b) in enumerate(places) if max(a, start) < min(b, end)]


# %% id="ex-over-check" tags=["check"]
for name, tok in {**models, "Qwen2": qwen2}.items():
    for sentence, wanted in [("Two cafés, 2026 🤗", "cafés"), ("Two cafés, 2026 🤗", "🤗"), ("Two cafés", "Two")]:
        start = sentence.index(wanted)
        got = tokens_over(tok, sentence, start, start + len(wanted))
        ids = tok.encode(sentence)
        read = tok.decode([ids[n] for n in got]).strip() if got else ""
        assert got, f"{name}: no token found for {wanted!r}. Its token may begin at the space before it."
        assert tok.bos_token_id is None or tok.bos_token_id not in [ids[n] for n in got], f"{name}: the BOS covers no character."
        assert read == wanted, f"{name}: the tokens that you found for {wanted!r} read {read!r}."
    assert not tokens_over(tok, "Two cafés", 6, 6), f"{name}: an empty stretch holds no character, so no token covers one of its characters."
print("Correct: all tokens of a word, whatever the spaces do.")

# %% [markdown] id="ex-differ" tags=["exercise"]
# ### Exercise: what did they change?
#
# A colleague hands you a saved tokenizer that "is the same". Write `changed(ours, theirs)`: the names of the sections of `tokenizer.json` that differ, in alphabetical order. Both are tokenizers of transformers.

# %% id="ex-differ-starter" tags=["exercise"]
def changed(ours, theirs):
    return [] if ours.get_vocab() == theirs.get_vocab() else ["model"]


# %% [markdown] id="ex-differ-hint-1" tags=["hint"]
# `json.loads(tokenizer.backend_tokenizer.to_str())` gives all sections as a dictionary.

# %% [markdown] id="ex-differ-hint-2" tags=["hint"]
# Compare section by section with `!=`, and sort the names.

# %% id="ex-differ-solution" tags=["solution"]
def changed(ours, theirs):
    one, two = (json.loads(t.backend_tokenizer.to_str()) for t in (ours, theirs))
    return sorted(section for section in one if one[section] != two[section])


# %% id="ex-differ-check" tags=["check"]
theirs = AutoTokenizer.from_pretrained(PHI3)
assert changed(phi3, theirs) == [], f"Two fresh tokenizers are equal, and you report {changed(phi3, theirs)}."
theirs.add_tokens(["<note>"])
assert changed(phi3, theirs) == ["added_tokens"], f"One token was added; you report {changed(phi3, theirs)}."
theirs.backend_tokenizer.normalizer = None
theirs("Hi there", truncation=True, max_length=2)
got = changed(phi3, theirs)
assert "truncation" in got, f"You report {got}. The last call left a setting behind, too."
assert got == ["added_tokens", "normalizer", "truncation"], f"You report {got}."
print("Correct: three changes, and not one of them in the vocabulary.")

# %% [markdown] id="sources"
# ## Sources
#
# * [The tokenization pipeline](https://huggingface.co/docs/tokenizers/pipeline) and [components](https://huggingface.co/docs/tokenizers/components), in the documentation of tokenizers
# * BOS and EOS: [transformers#30947](https://github.com/huggingface/transformers/issues/30947), [transformers#22794](https://github.com/huggingface/transformers/issues/22794), [transformers#46722](https://github.com/huggingface/transformers/pull/46722)
# * Offsets through the stages: [tokenizers#19](https://github.com/huggingface/tokenizers/pull/19), [tokenizers#1201](https://github.com/huggingface/tokenizers/issues/1201)
# * The class in saved files: [unsloth#8444](https://github.com/unslothai/unsloth/issues/8444), [transformers#44427](https://github.com/huggingface/transformers/pull/44427)
