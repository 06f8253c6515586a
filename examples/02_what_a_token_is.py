# ---
# title: What a token is
# part: Text
# question: Is a token a word, a part of a word, or a character?
# description: Why a space or a capital changes the tokens, what Ġ and ▁ stand for, what a vocabulary holds, and how four models cut prose, Korean, Chinese, numbers and indented code.
# ---

# %% [markdown] id="title"
# # What a token is
#
# People say that a token is "about four characters" or "three quarters of a word"
# ([OpenAI's rules of thumb](https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them)). Both are
# averages over English prose. You cannot debug with an average, and a budget made from one does not hold
# ([pitfall](../pitfalls.md#wrong-counter)). So take one word, and look.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from tour import bars, compare
from transformers import AutoTokenizer

repositories = {
    "Llama 3.1": "meta-llama/Llama-3.1-8B-Instruct",
    "Phi-3": "microsoft/Phi-3-mini-4k-instruct",
    "Qwen2": "Qwen/Qwen2-7B-Instruct",
    "StarCoder2": "bigcode/starcoder2-3b",
}
tokenizers = {}
for name, repository in repositories.items():
    tokenizers[name] = AutoTokenizer.from_pretrained(repository)
llama, phi3 = tokenizers["Llama 3.1"], tokenizers["Phi-3"]


def count(tokenizer, text):
    """The number of tokens, without any that the tokenizer adds by itself."""
    return len(tokenizer.encode(text, add_special_tokens=False))


compare("strawberry", tokenizers)

# %% [markdown] id="strawberry-after"
# `str`, `aw`, `berry` in three of them: not a word, not syllables, no part with a meaning except by accident. A model that
# answers "how many r are in strawberry" has seen these few ids and no letters. An id does not say how its
# piece is spelt; a model can only have learnt that from its training text.
#
# Now the same word with a space before it, as in a sentence, and with capitals:

# %% [markdown] id="guess-space-cost" tags=["guess"]
# **Before you look:** Llama 3.1 reads `strawberry` once with a space before it and once without. With the space it makes
#
# - fewer tokens
# - as many tokens
# - more tokens
#
# Answer: {{= ["as many", "more", "fewer"][(count(tokenizers["Llama 3.1"], " strawberry") > count(tokenizers["Llama 3.1"], "strawberry")) - (count(tokenizers["Llama 3.1"], " strawberry") < count(tokenizers["Llama 3.1"], "strawberry"))] }} tokens

# %% id="spellings"
spellings = ["strawberry", " strawberry"]
spellings += ["Strawberry", " Strawberry", "STRAWBERRY"]
print(f"{'':13}", *(f"{name[:5]:>5}" for name in tokenizers))
for s in spellings:
    counts = [count(t, s) for t in tokenizers.values()]
    print(f"{s!r:13}", *(f"{n:5}" for n in counts))

# %% [markdown] id="spellings-after"
# With a space in front, the whole fruit is a single token in Llama 3.1 and Qwen2. To us these are five spellings of a word. To
# a model they are five lists of ids, unrelated until training relates them.
#
# ## The space belongs to the token
#
# Most words in a text come after a space. So most vocabularies store the word *with* its space. These are the tokens of
# `strawberry` after a space, as the vocabularies print them:

# %% id="space-marks"
for name, tokenizer in tokenizers.items():
    print(f"{name:10}", *tokenizer.tokenize(" strawberry"))

# %% [markdown] id="space-marks-after"
# `Ġ` is the space in Llama 3.1, Qwen2 and StarCoder2. `▁`, called [metaspace](../reference/glossary.md#metaspace), is the space in Phi-3; it is
# U+{{= f"{ord('▁'):04X}" }}, not the underscore on your keyboard. Neither is in your text. They are print
# forms, so that a vocabulary file holds no invisible characters. People take `Ġ` for a defect again and again
# ([pitfall](../pitfalls.md#garbled-tokens), [tokenizers#57](https://github.com/huggingface/tokenizers/issues/57),
# [tokenizers#1470](https://github.com/huggingface/tokenizers/issues/1470)).
#
# ### Phi-3's own space
#
# Why does Phi-3 print two `▁` above, where your text has one space? It puts one more before every text, so that a word at the start looks like a word in the middle.
# [SentencePiece](https://github.com/google/sentencepiece/blob/master/doc/options.md), the program that made its vocabulary, calls this `add_dummy_prefix`.
# And since `encode` puts a space in, `decode` takes one out:

# %% id="own-space"
ids = phi3.encode("the end")
print(phi3.convert_ids_to_tokens(ids))
print("whole:     ", repr(phi3.decode(ids)))
print("one by one:", [phi3.decode([i]) for i in ids])

# %% [markdown] id="own-space-after"
# A whole text comes back as it was. But decode one token alone, or join two texts that were encoded apart, and there is a space too few or too many.
# This rule explains most of what looks odd in Phi-3: words that run together in a stream ([pitfall](../pitfalls.md#leading-space)),
# halves that do not make a whole ([lesson](round-trips-and-boundaries.ipynb)), and a space that costs a token where in Llama 3.1 it saves some.
#
# ## Why Korean looks broken
#
# Print the tokens of a Korean greeting, and below them what each decodes to:

# %% id="korean-print"
for name, tokenizer in tokenizers.items():
    ids = tokenizer.encode("안녕하세요", add_special_tokens=False)
    print(name)
    print("  ", *tokenizer.convert_ids_to_tokens(ids))
    print("  ", *tokenizer.batch_decode([[i] for i in ids]))

# %% [markdown] id="korean-print-after"
# Nothing is broken. Llama 3.1, Qwen2 and StarCoder2 work on bytes, and `안` is {{= len("안".encode()) }} bytes in [UTF-8](../reference/glossary.md#utf-8). Their vocabularies
# print each byte as one character: a space as `Ġ`, the bytes of `안` as `ìķĪ`
# ([Qwen3#445](https://github.com/QwenLM/Qwen3/issues/445), [Qwen3#537](https://github.com/QwenLM/Qwen3/issues/537)).
# Phi-3's vocabulary holds characters, so `안` prints as itself. A character that it lacks is spelled in bytes, in
# hexadecimal: [byte fallback](../reference/glossary.md#byte-fallback). A `�` is a token
# that holds only a part of a character. [Lesson](bytes-and-unicode.ipynb) takes these apart.
#
# ## What is in a vocabulary?
#
# Sort every entry by its printed form. The kinds are ours, and crude. *Letters* are those of the English alphabet, and
# *not ASCII* is every entry with a character such as `é` or `한`.

# %% id="kinds"
KINDS = [
    "letters after a space",
    "letters",
    "not ASCII",
    "digits, punctuation, whitespace",
    "one byte or character",
    "added",
]
MARKS = "ĠĊĉč▁"  # space, newline, tab, carriage return; and Phi-3's space
NO_MARKS = str.maketrans("", "", MARKS)


def kind(token, is_added):
    """The kind of a vocabulary entry, judged by its printed form."""
    if is_added:
        return "added"
    if len(token) == 1 or (len(token) == 6 and token.startswith("<0x")):
        return "one byte or character"
    plain = token if token.isascii() else token.translate(NO_MARKS)
    if not plain.isascii():
        return "not ASCII"
    if not plain.isalpha():
        return "digits, punctuation, whitespace"
    return "letters after a space" if token[0] in MARKS else "letters"


vocabularies, entries, sizes = {}, {}, {}
for name, tokenizer in tokenizers.items():
    vocabularies[name] = tokenizer.get_vocab()
    added = tokenizer.get_added_vocab()
    entries[name] = {k: [] for k in KINDS}
    for token, token_id in vocabularies[name].items():
        entries[name][kind(token, token in added)].append(token_id)
    sizes[name] = {k: len(ids) for k, ids in entries[name].items()}

bars(sizes, unit="entries in the vocabulary")

# %% [markdown] id="kinds-after"
# Each vocabulary mixes whole words, fragments, single characters or bytes, and added tokens with special roles
# ([lesson](special-tokens.ipynb)). They differ in size and in taste. Qwen2 has {{= f"{len(entries['Qwen2']['not ASCII']):,}" }} entries that are not ASCII, more than Phi-3 has
# altogether. StarCoder2
# has more letters without a space than with one: in code, a word often follows a dot or a bracket.
#
# A vocabulary is learnt by counting in a *corpus*, a pile of text, mostly by [byte-pair encoding](../reference/glossary.md#byte-pair-encoding)
# ([lesson](how-bpe-chooses.ipynb)). It keeps the habits of its corpus. The longest entry of spaces and the longest of letters give them away:

# %% id="longest"
def length(token):
    return len(token), token  # of equally long entries always the same one


for name, vocabulary in vocabularies.items():
    bare = {token: token.strip("Ġ▁.") for token in vocabulary}
    letters = [t for t in bare if bare[t].isascii() and bare[t].isalpha()]
    word = tokenizers[name].decode(vocabulary[max(letters, key=length)])
    spaces = max(len(t) for t in bare if not t.strip("Ġ▁"))
    print(f"{name}: {spaces} spaces in a row, and")
    print(word)

# %% [markdown] id="longest-after"
# Llama 3.1 and Qwen2 have a token for a property name in iPhone programs, StarCoder2 for a stretch of *lorem ipsum*, printer's dummy
# text. Three have one for a run of spaces longer than a terminal line. Phi-3's stop at {{= max(len(t) for t in vocabularies["Phi-3"] if not t.startswith("<")) }} characters, because SentencePiece has
# [such a limit](https://github.com/google/sentencepiece/blob/master/doc/options.md).
# Some such oddities were hardly ever trained, and can derail a model; [lesson](anatomy-of-a-vocabulary.ipynb) finds them.
#
# ## Prose, Korean, Chinese, code
#
# One small scene in three languages, and one function:

# %% id="four-texts"
texts = {
    "English": "The cat sat on the windowsill "
    "and watched the rain fall on the garden.",
    "Korean": "고양이가 창가에 앉아 정원에 내리는 비를 바라보았다.",
    "Chinese": "猫坐在窗台上，看着雨落在花园里。",
    "code": "def greet(name):\n    if name:\n"
    '        return f"Hello, {name}"\n',
}
lines = {"": texts}
lines["words"] = [len(text.split()) for text in texts.values()]
lines["characters"] = [len(text) for text in texts.values()]
for name, t in tokenizers.items():
    lines[name] = [count(t, text) for text in texts.values()]

for label, line in lines.items():
    cells = [f"{n:>{len(head)}}" for head, n in zip(texts, line)]
    print(f"{label:10}", *cells)

# %% [markdown] id="four-texts-after"
# *Words* are what Python's `split` finds; the Chinese sentence has no spaces, so it is one. The last four lines count tokens. Words,
# characters and tokens are three counts, and no fixed factor leads from one to another. In English the
# four models nearly agree. In Chinese the dearest needs {{= round(max(lines[n][2] for n in tokenizers) / min(lines[n][2] for n in tokenizers), 1) }} times the tokens of the cheapest. One of its words, *garden*, shows why:

# %% id="chinese-chips"
compare("花园", tokenizers)

# %% [markdown] id="chinese-chips-after"
# Qwen2 has the whole word, Llama 3.1 its two characters. Phi-3 lacks one of them and spells it in
# {{= len("园".encode()) }} bytes, a token each. All four can write the text of any language, because bytes are the last resort. They differ in what they can write
# *briefly*. The larger vocabulary is not always briefer: for the Korean sentence Qwen2 needs more tokens than Llama 3.1.
#
# ## Where does the indentation end?
#
# Here is a line of code, indented by four spaces:

# %% id="indent-inside"
compare("else:\n    return name", tokenizers)

# %% [markdown] id="indent-inside-after"
# No model takes four spaces. All leave the last one to the word. This is thrifty: behind any number of spaces, `·return` is the same token as
# `·return` in the middle of a sentence. (Behind a tab it is another one.) It is also a trap. If a
# model is to complete code and your prompt ends with the full indentation, you have taken the space that belongs to the
# next word ([lesson](round-trips-and-boundaries.ipynb), [pitfall](../pitfalls.md#trailing-space)).
#
# ## Numbers
#
# In these four, how digits are cut was not left to the corpus. Their makers decided ([lesson](how-bpe-chooses.ipynb) shows how).

# %% [markdown] id="guess-digits" tags=["guess"]
# **Before you look:** which of the four needs the fewest tokens for `{{= 1234567 }}`?
#
# - Llama 3.1
# - Phi-3
# - Qwen2
# - StarCoder2
#
# Answer: {{= min(tokenizers, key=lambda name: count(tokenizers[name], "1234567")) }}

# %% id="numbers"
compare("1234567", tokenizers)

# %% [markdown] id="numbers-after"
# Llama 3.1 groups digits by three, from the left; the others take each by itself. Groups are brief, but they start at
# the wrong end: we group from the right, into thousands and millions. Commas put the groups where we have them:

# %% id="commas"
print(llama.tokenize("1234567"))
print(llama.tokenize("1,234,567"))

# %% [markdown] id="commas-after"
# With a tokenizer of this kind, GPT-4's, models calculated better when the numbers in the prompt had commas
# ([Singh and Strouse](https://arxiv.org/abs/2402.14903)). Try the numbers that you send to a model:
#
# [Change these numbers in the playground](../playground/tokenizer.md "llama-3.1 phi-3: 7 42 365 2026-11-22 $1,299.50 +49 30 1234567 v5.24.0")
#
# The two ways to cut digits left a trace. Llama 3.1 and Qwen2 share most of their tokens and hardly an id ([lesson](text-to-ids.ipynb)). Strike out
# of Llama's list every number of more than one digit, and compare:

# %% id="struck-out"
def in_order(tokenizer):
    """The entries as a list, by id."""
    return tokenizer.convert_ids_to_tokens(range(len(tokenizer)))


def long_number(token):
    return token.isascii() and token.isdigit() and len(token) > 1


llama_list, qwen_list = in_order(llama), in_order(tokenizers["Qwen2"])
kept = [token for token in llama_list if not long_number(token)]
agree = next(n for n, (a, b) in enumerate(zip(kept, qwen_list)) if a != b)

print(f"struck out: {len(llama_list) - len(kept):,}")
print(f"equal from the start: {agree:,}")

# %% [markdown] id="struck-out-after"
# The first {{= f"{agree:,}" }} entries are the same, in the same order: both grew from a vocabulary of OpenAI's. Qwen names it,
# `cl100k_base` ([report](https://arxiv.org/abs/2309.16609)); Meta says that its first tokens come from `tiktoken`, OpenAI's tokenizer ([paper](https://arxiv.org/abs/2407.21783)). Each number that Qwen struck out moved everything behind it up.
#
# ## In practice
#
# - Count tokens with the model's own tokenizer, on *your* texts: your language, your code, your numbers
#   ([lesson](choosing-and-counting.ipynb)).
# - When you compare tokens, remember the space: `" yes"`, `"yes"` and `"Yes"` are three.
# - Read `Ġ` and `▁` as a space, and garbled letters as bytes. For showing text to people, decode.
# - End a prompt after a word, not after a space.
# - Do not ask a model about letters, or for long sums, and expect it to see what you see.
#
# ## Exercises

# %% [markdown] id="ex-digits" tags=["exercise"]
# ### Exercise: put the commas where they help
#
# Write `grouped(text)`: every whole number of more than three digits
# gets its commas, so that Llama's groups are ours. Leave alone what is no whole quantity: digits in a longer word, in a number with a decimal
# point, in a date of digits (written with `-`, `/` or points), or after a leading zero. (A year looks like a quantity, so `in {{= 2026 }}` gets a comma too.
# And in `{{= 12345 }}원` the Korean word has no space before it, so the digits are in a longer word.)

# %% id="ex-digits-starter" tags=["exercise"]
import re


def grouped(text):
    return re.sub(r"\d+", lambda found: f"{int(found[0]):,}", text)

# %% [markdown] id="ex-digits-hint-1" tags=["hint"]
# Run the starter over `pi is {{= 3.14159 }}, box {{= "0042000" }}`. Two things go wrong: `int` forgets zeros at the start, and digits behind a point are no whole number.

# %% [markdown] id="ex-digits-hint-2" tags=["hint"]
# Ask what stands right before and after the digits. `(?!…)` says what may not follow, `(?<!…)` what may not stand before. A full stop at the end of a sentence may follow.

# %% id="ex-digits-solution" tags=["solution"]
import re


def grouped(text):
    quantity = r"(?<![\w.,:/])(?<!\w-)[1-9]\d{3,}(?![\w-]|[.,:/]\d)"
    return re.sub(quantity, lambda found: f"{int(found[0]):,}", text)


for text in ("1234567", grouped("1234567")):
    print(llama.tokenize(text))

# %% id="ex-digits-check" tags=["check"]
for text, right, what in [
    ("It costs 1234567.", "It costs 1,234,567.", "this point ends a sentence; no digits follow it."),
    ("between 10000 and 999", "between 10,000 and 999", "three digits need no comma."),
    ("pi is 3.14159", "pi is 3.14159", "digits behind a point are no whole number."),
    ("it cost 1234.50", "it cost 1234.50", "a number with a decimal point is no whole number; leave both halves alone."),
    ("2026-11-22", "2026-11-22", "a date is no quantity."),
    ("22/11/2026 or 2026/11/22", "22/11/2026 or 2026/11/22", "a date is no quantity."),
    ("-12345 in all", "-12,345 in all", "a minus sign before a number makes it no date."),
    ("(12345) or $67890", "(12,345) or $67,890", "a bracket or a sign of money may stand beside a quantity."),
    ("id A12345 and 12345kg", "id A12345 and 12345kg", "digits in a longer word are no quantity."),
    ("1,234,567", "1,234,567", "these commas were there already."),
    ("box 0042000", "box 0042000", "digits after a leading zero are a name, and int() drops the zero."),
]:
    got = grouped(text)
    assert isinstance(got, str), f"grouped() must return the text as a string, not {type(got).__name__}."
    assert got == right, f"{text!r} becomes {got!r} and should be {right!r}: {what}"
print("Correct: the model now sees thousands and millions where you do.")

# %% [markdown] id="ex-marks" tags=["exercise"]
# ### Exercise: read the marks
#
# Write `readable(tokens)`: from the tokens of an English text, one line of ASCII, as `tokenize` prints them in any of the four models, back to
# the text. Do it without a tokenizer.

# %% id="ex-marks-starter" tags=["exercise"]
def readable(tokens):
    return " ".join(tokens).replace("Ġ", "").replace("▁", "")

# %% [markdown] id="ex-marks-hint-1" tags=["hint"]
# The spaces are in the tokens already. So join them with nothing between, and turn each mark into a space.

# %% [markdown] id="ex-marks-hint-2" tags=["hint"]
# One model puts a space of its own before every text. How do you recognise its tokens? A space of yours at the start must stay.

# %% id="ex-marks-solution" tags=["solution"]
def readable(tokens):
    text = "".join(tokens)
    if text.startswith("▁"):
        text = text[1:]  # Phi-3's own
    return text.replace("Ġ", " ").replace("▁", " ")


for tokenizer in tokenizers.values():
    print(readable(tokenizer.tokenize(" a strawberry")))

# %% id="ex-marks-check" tags=["check"]
for name, tokenizer in tokenizers.items():
    for example in ("Strawberry jam.", " two  spaces", "my_file is here"):
        tokens = tokenizer.tokenize(example)
        got = readable(tokens)
        assert isinstance(got, str), f"readable() must return a string, not {type(got).__name__}."
        assert not set(got) & set("Ġ▁"), f"{name}: a mark is left in {got!r}. There are two of them."
        assert got != " " + example, f"{name}: {got!r} begins with the space that Phi-3 puts before every text. Take that one off."
        assert got == example or got != example.replace("_", " "), f"{name}: _ is an underscore and belongs to the text; only ▁ is a space."
        assert got == example or got != example.lstrip(), f"{name}: {example!r} begins with a space of its own, and you took that off as well."
        assert got == example, f"{name}: {tokens} is the text {example!r}; you read {got!r}. Are there spaces between pieces of one word?"
print("Correct: for ASCII. For Korean, and for a curly quote, you would need the bytes.")

# %% [markdown] id="ex-forms" tags=["exercise"]
# ### Exercise: which spellings are one token?
#
# To forbid a word, or to read a yes or no off the first token, you need every spelling that is one token. Write `single(tokenizer, word)`: try lower case, capitalised and upper case, each without and with a space
# before it, and return the list of those that are one token, each once. (Many scripts have no capitals: there the three are one.)

# %% id="ex-forms-starter" tags=["exercise"]
def single(tokenizer, word):
    return [word]

# %% [markdown] id="ex-forms-hint-1" tags=["hint"]
# Two beginnings times `word.lower()`, `word.capitalize()` and `word.upper()`.

# %% [markdown] id="ex-forms-hint-2" tags=["hint"]
# Mind the BOS. `count`, from the top of the lesson, leaves it out.

# %% id="ex-forms-solution" tags=["solution"]
def single(tokenizer, word):
    forms = dict.fromkeys([word.lower(), word.capitalize(), word.upper()])
    spellings = [space + form for space in ("", " ") for form in forms]
    return [s for s in spellings if count(tokenizer, s) == 1]


print(single(llama, "return"))
print(single(llama, "strawberry"))

# %% id="ex-forms-check" tags=["check"]
for word in ["return", "strawberry", "tokyo", "한국"]:
    found = list(single(llama, word))
    assert len(found) == len(set(found)), f"{word!r}: {found} names a spelling twice. What are its capitals?"
    for spelling in found:
        tokens = count(llama, spelling)
        assert tokens == 1, f"{spelling!r} is in your list, and is {tokens} tokens."
    forms = (word.lower(), word.capitalize(), word.upper())
    for spelling in (space + form for space in (" ", "") for form in forms):
        if count(llama, spelling) == 1:
            assert spelling in found, f"{spelling!r} is one token; your list lacks it."
print("Correct.")

# %% [markdown] id="sources"
# ## Sources
#
# - [What are tokens and how to count them](https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them),
#   OpenAI: rules of thumb.
# - [tokenizers#57](https://github.com/huggingface/tokenizers/issues/57),
#   [tokenizers#1282](https://github.com/huggingface/tokenizers/issues/1282): what `Ġ` is.
# - [Qwen3#445](https://github.com/QwenLM/Qwen3/issues/445), [Qwen3#537](https://github.com/QwenLM/Qwen3/issues/537): why the
#   vocabulary file holds no readable Chinese.
# - [SentencePiece training options](https://github.com/google/sentencepiece/blob/master/doc/options.md): the longest piece.
# - [Tokenization counts](https://arxiv.org/abs/2402.14903), Singh and Strouse: digits.
# - [The Llama 3 herd of models](https://arxiv.org/abs/2407.21783),
#   [Qwen technical report](https://arxiv.org/abs/2309.16609): where the vocabularies came from.
