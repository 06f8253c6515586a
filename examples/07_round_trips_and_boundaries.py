# ---
# title: Round trips and boundaries
# part: Vocabularies
# question: Why does my model stumble when the prompt ends in a space?
# description: When encoding and decoding gives the text back and when not, why two halves rarely have the ids of the whole, and what a trailing space, a split prompt and token by token printing do in Llama 3.1, Phi-3, Qwen2 and StarCoder2.
# ---

# %% [markdown] id="title"
# # Round trips and boundaries
#
# Your program sends a model the text `I read a book about` and a space, which was left over from a template. The model goes on
# with `~~the~~ the history of the world`. You delete the space, and it goes on with `the history of the New Orleans Mafia`.
# (So did StableLM, in
# [a notebook with recorded outputs](https://github.com/guidance-ai/guidance/blob/main/notebooks/art_of_prompt_design/prompt_boundaries_and_token_healing.ipynb).)
#
# Two things look obvious to a programmer. Encode a text, decode the ids, and you have the text back.
# Encode two halves, join the ids, and you have the ids of the whole.
# The first is nearly true. The second often fails, and in one of our models nearly always.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from itertools import product
from string import ascii_lowercase

from tour import chips, cuts, show, table
from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
starcoder2 = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")

models = {
    "Llama 3.1": llama,
    "Phi-3": phi3,
    "Qwen2": qwen2,
    "StarCoder2": starcoder2,
}


def ids_of(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


# %% [markdown] id="there-and-back"
# ## Does the text come back?
#
# A [round trip](../reference/glossary.md#round-trip) is `decode(encode(text))`. [Lesson](text-to-ids.ipynb) tried friendly texts. Here are
# harder ones. The table lists what comes back changed, through `ascii`, because a changed `café` looks like the first one.

# %% id="hard-texts"
hard = [
    "x != y , really",
    "  two spaces first",
    "cafe\u0301",
    "\U00040000",
    "a▁b",
    "<|user|>\n  hi",
    "<s>hi",
]
rows = []
for text in hard:
    for name, tok in models.items():
        back = tok.decode(ids_of(tok, text))
        if back != text:
            shown = ascii(back).replace(r"\ufffd", "�")
            rows.append([ascii(text), name, shown])
table(rows, header=["text", "model", "returns"])

# %% [markdown] id="hard-texts-read"
# * **Llama 3.1** is not in the table: it returns everything. It rewrites nothing before it cuts, and it has a token for every byte.
# * **Qwen2** composes characters first, by [NFC](../reference/glossary.md#nfc). The `café` that comes back looks the same and is another string.
# * **StarCoder2** drops a byte for which it has no token, and the rest is no character; no real text holds U+40000.
#   ([Lesson](bytes-and-unicode.ipynb) explains NFC and the missing byte.)
# * **Phi-3** fails three times. It writes a space as `▁`, so a true `▁` comes back as a space.
#   Its `<|user|>` swallows the white space after it ([lesson](special-tokens.ipynb)). And it puts [its own space](what-a-token-is.ipynb) before every stretch of text.
#
# Ordinary text returns in all four. If yours does not, look for special tokens and rare characters first.
#
# ## Do the ids come back?
#
# Now start with ids: two that a user of Llama 3 reported, because a server did not recognise a text that it had written itself.

# %% id="hanzi"
generated = llama.convert_tokens_to_ids(["Han", "zi"])
text = llama.decode(generated)
show(chips(llama, generated, label="written by the model"))
show(chips(llama, text, add_special_tokens=False, label="encoded again"))

# %% [markdown] id="hanzi-read"
# A model picks one id at a time and may spell a word in any way. `encode` knows only one. So
# a cache that compares ids does not find the text ([mlc-llm#3179](https://github.com/mlc-ai/mlc-llm/issues/3179)).
# If you will need the ids that a model wrote, keep them.
#
# ## Does decode eat spaces?
#
# `x != y` becomes `x!= y` ([transformers#44914](https://github.com/huggingface/transformers/pull/44914)), `for 'manual'` becomes `for'manual'`
# ([transformers#35938](https://github.com/huggingface/transformers/issues/35938)), `hello !` becomes `hello!`
# ([tokenizers#1543](https://github.com/huggingface/tokenizers/issues/1543)): the reports fill pages. So try.

# %% id="clean-up"
sentence = "x != y , for 'manual'"
rows = []
for name, tok in models.items():
    back = tok.decode(ids_of(tok, sentence))
    rows.append([name, back == sentence, tok.clean_up_tokenization_spaces])
show(table(rows, header=["", "comes back", "clean-up"]))
print("before:", llama.clean_up_tokenization(sentence))

# %% [markdown] id="clean-up-read"
# Every space is there. The last line shows the old fault: replacements made for BERT, whose tokens lose their spaces, which `decode` ran over Llama's text, too, up to
# version 5.6 ([transformers#44915](https://github.com/huggingface/transformers/pull/44915)).
# Two of the tokenizers still ask for this clean-up, and since version 5.7 it is refused, with one warning:
# `Ignoring clean_up_tokenization_spaces=True for BPE tokenizer`. Before, pass `clean_up_tokenization_spaces=False`
# ([pitfall](../pitfalls.md#clean-up-spaces)).
# If spaces vanish today, the next fault is the likelier one.
#
# ## Phi-3 prints words without spaces
#
# A model writes one id at a time, and you print each as it comes.

# %% id="one-by-one"
line = "The rain in Spain"
for name, tok in models.items():
    print(f"{name:10}", "".join(tok.decode([i]) for i in ids_of(tok, line)))

# %% [markdown] id="one-by-one-read"
# Phi-3's words run together ([transformers#22710](https://github.com/huggingface/transformers/issues/22710), [pitfall](../pitfalls.md#leading-space)).
# Its `decode` takes one space away at the start ([lesson](what-a-token-is.ipynb)), and here each id is a start.
# The cure: decode the whole list every time and print what is new, with the stream decoder of [lesson](bytes-and-unicode.ipynb). In an exercise you write one
# for chunks of several ids.
#
# ## Two halves are not a whole
#
# Encode `Hello world` once whole and once in two calls, and join the ids.

# %% [markdown] id="guess-halves" tags=["guess"]
# **Before you look:** encode `Hello` and a space, then `world`, and join the ids. Does Phi-3 decode that to `Hello world`?
#
# - yes
# - no, it is another text
#
# Answer: {{= "yes" if phi3.decode(ids_of(phi3, "Hello ") + ids_of(phi3, "world")) == "Hello world" else "no, it is another text" }}

# %% id="hello"
for name, tok in [("Llama 3.1", llama), ("Phi-3", phi3)]:
    show(chips(tok, ids_of(tok, "Hello world"), label=name))
    halves = ids_of(tok, "Hello ") + ids_of(tok, "world")
    show(chips(tok, halves, label="in two calls"))
    print(repr(tok.decode(halves)))

# %% [markdown] id="hello-read"
# Llama 3.1: the text is right and the ids are others. The space belongs to `·world`, and the cut took it away.
# Phi-3: not even the text is right.
#
# Was that an unlucky place? Here is every place where one sentence can be cut. At a tall green line both halves
# together give the ids of the whole.

# %% id="every-cut"
KINDS = ["same ids", "other ids, same text", "other text"]


def verdict(tokenizer, text, place):
    """What joining the ids of the two parts gives: an index into KINDS."""
    whole = ids_of(tokenizer, text)
    joined = ids_of(tokenizer, text[:place]) + ids_of(tokenizer, text[place:])
    if joined == whole:
        return 0
    return 1 if tokenizer.decode(joined) == tokenizer.decode(whole) else 2


def verdicts(tokenizer, text):
    return [verdict(tokenizer, text, place) for place in range(1, len(text))]


note = "He paid 12345 won, didn't he?"
cuts(note, {name: verdicts(tok, note) for name, tok in models.items()}, KINDS)

# %% [markdown] id="every-cut-read"
# Of {{= len(note) - 1 }} places {{= verdicts(llama, note).count(0) }} are safe in Llama 3.1, and none in Phi-3. Between two words the safe place is *before* the space.
# Only numbers may be cut after it, for their space is a token by itself.
#
# Is it the sentence? Three other texts, with the share of safe places:

# %% id="shares"
texts = {
    "Korean": "고양이가 창가에 앉아 비를 바라보았다.",
    "Chinese": "猫坐在窗台上，看着雨落在花园里。",
    "code": "def area(r):\n    return 3.14159 * r ** 2\n",
}
rows = []
for name, tok in models.items():
    found = [verdicts(tok, text) for text in texts.values()]
    rows.append([name, *(f"{v.count(0) / len(v):.0%}" for v in found)])
table(rows, header=["", *texts])

# %% [markdown] id="shares-read"
# The shorter the tokens, the more places are safe. In Phi-3 plain text can be cut nowhere.
#
# A safe place lies between two tokens: a cut through a token always changes the ids. Is every place between two tokens safe? No.

# %% id="seam-in-code"
formula = "3×(width)"
show(chips(llama, formula, add_special_tokens=False, label="whole"))
halves = ids_of(llama, "3×") + ids_of(llama, "(width)")
show(chips(llama, halves, label="cut before the ("))

# %% [markdown] id="seam-in-code-read"
# Alone, `(width` is one token. After `×` the [pre-tokenizer](../reference/glossary.md#pre-tokenizer)
# cuts the piece `×(`, and the word stands apart. Only the comparison is proof.
#
# Training code meets this where a prompt and its answer are encoded apart. Some libraries check, and say
# `Mismatch between tokenized prompt and the start of tokenized prompt+completion`
# ([trl#5213](https://github.com/huggingface/trl/issues/5213)). Evaluation code has crashed on it, with an `AssertionError` about `len(continuation_enc)`
# ([lm-evaluation-harness#1297](https://github.com/EleutherAI/lm-evaluation-harness/issues/1297)).
#
# ## Where ids may be joined
#
# Special tokens are cut out first. So try the places right before and right after each one, in a chat
# that `apply_chat_template` writes ([lesson](chat-templates.ipynb)).

# %% id="special-seams"
chat = [
    {"role": "user", "content": "Is it 42? "},
    {"role": "assistant", "content": "  Yes."},
]
rows = []
for name in ("Llama 3.1", "Phi-3", "Qwen2"):
    tok = models[name]
    text = tok.apply_chat_template(chat, tokenize=False)
    before = [p for p in range(1, len(text)) if text.startswith("<|", p)]
    after = [p for p in range(1, len(text)) if text.endswith("|>", 0, p)]
    safe = [
        f"{sum(verdict(tok, text, p) == 0 for p in places)} of {len(places)}"
        for places in (before, after)
    ]
    rows.append([name, *safe])
table(rows, header=["safe places", "before one", "after one"])

# %% [markdown] id="special-seams-read"
# Before a special token every place is safe, in all three. After one, Phi-3 fails again. So join ids *before* a special token, turn by turn.
#
# ## What a space at the end does
#
# A prompt is a first half. The model writes the second half, in ids, and nobody encodes the whole again.
# So the end of a prompt is a cut that stays.

# %% id="prompt-ends"
for prompt in ["The capital of Korea is Seoul", "The capital of Korea is "]:
    show(chips(llama, prompt, add_special_tokens=False))

vocabulary = llama.get_vocab()
begun = [t[1:] for t in vocabulary if t[0] == "Ġ"]
words = [w for w in begun if w.isascii() and w.isalpha()]
alone = sum(word not in vocabulary for word in words)
print(f"{len(words):,} entries are a space and letters")
print(f"{alone:,} have no twin without the space")

# %% [markdown] id="prompt-ends-read"
# In the first row `·Seoul` brings its own space. In the second the space has been spent, and
# the token that belongs here can no longer be chosen. `Se` and `oul` would do. But {{= f"{alone / len(words):.0%}" }} of such entries have no twin:
# after a space of yours, no single token writes those words.
#
# What did training put after a lone `·`? The model's [corpus](../reference/glossary.md#corpus), the texts of that training, is not at hand. The tokenizer
# is, and it made every id of it.
# So take *all* words of three letters, from `aaa` to `zzz`, each with a space before it. How often does the space stay a token by itself?

# %% id="counting-model"
def lone(tokenizer, words):
    """How many words the tokenizer puts after a space token of its own."""
    space = ids_of(tokenizer, "a ")[-1]
    ids = ids_of(tokenizer, "a " + " ".join(words))
    return ids.count(space)


rows = []
for name, tok in models.items():
    found = 0
    for first in ascii_lowercase:
        others = product(ascii_lowercase, repeat=2)
        found += lone(tok, [first + b + c for b, c in others])
    share = f"{found / 26**3:.1%}"
    numbers = f"{lone(tok, map(str, range(1000))) / 1000:.0%}"
    rows.append([name, share, numbers])
table(rows, header=["a lone space", "before a word", "a number"])

# %% [markdown] id="counting-model-read"
# A lone space stood before numbers and hardly ever before a word: in less than one of a hundred possible spellings. So after
# a space of yours
# the model is where, in training, a number came next.
#
# In [lesson](what-the-model-makes-of-it.ipynb) a small model then writes a year. The author of llama.cpp had the space taken out of the Hub's example
# command, since it makes a token that the model didn't "see" much during training
# ([huggingface.js#677](https://github.com/huggingface/huggingface.js/pull/677), [pitfall](../pitfalls.md#trailing-space)).
#
# The cure is `prompt.rstrip(" ")`. In a chat the template ends the prompt, so you meet the fault in prompts with worked examples that end in `Answer:` and a space,
# in [prefill](../reference/glossary.md#prefill) ([lesson](chat-templates.ipynb)) and in code, where the prompt ends in indentation ([lesson](base-models-and-tools.ipynb)).
#
# Here is a text that ends in a space. Write *Seoul* behind it, then take the space away, and watch the last tokens.
#
# [Change this text in the playground](../playground/tokenizer.md "llama-3.1 phi-3 qwen2: The capital of Korea is ")

# %% [markdown] id="healing"
# ## Healing the last token
#
# The space is one case of many. Any prompt may end inside a token that training knows.

# %% id="url"
for text in ["The link is http:", "The link is http://"]:
    show(chips(llama, text, add_special_tokens=False))

# %% [markdown] id="url-read"
# In training `://` was one token. So a `:` alone tells the model that what follows is *not* `//`.
#
# *Token healing* drops the last token of the prompt and lets the model choose among all tokens that begin with the dropped text, `:` and `://` among them.
# `model.generate(…, token_healing=True, tokenizer=tokenizer)` does it, and strips white space from the prompt first
# ([transformers#30081](https://github.com/huggingface/transformers/pull/30081)). You will write the search in an exercise.
#
# ## In practice
#
# * Encode once, and encode the whole text. Let the chat template join the parts.
# * If you must join ids, join them before a special token. Elsewhere, compare with the whole first.
# * End no prompt in a space. Put it at the start of what follows.
# * To stream, decode all ids so far and print what is new.
# * Keep the ids that a model generated. Do not make them again from its text.
# * To cut a long text, or to find a token's place in it, use offsets ([lesson](batches.ipynb)).
#
# ## Exercises

# %% [markdown] id="ex-joinable" tags=["exercise"]
# ### Exercise: may these be joined?
#
# Write `joinable(tokenizer, a, b)`: true if the ids of `a` and of `b`, joined, are the ids of `a + b`. Then put into `broken` the pairs that
# Llama 3.1 cannot join.

# %% id="ex-joinable-starter" tags=["exercise"]
pairs = [
    ("Hello", " world"),
    ("Hello ", "world"),
    ("2026", "07"),
    ("don", "'t"),
    ("Yes.", "\n\nNo."),
    ("Yes.\n", "\nNo."),
]


def joinable(tokenizer, a, b):
    joined = tokenizer.encode(a) + tokenizer.encode(b)
    return tokenizer.decode(joined) == a + b


broken = []

# %% [markdown] id="ex-joinable-hint-1" tags=["hint"]
# Two lists of ids can decode to the same text. Compare the lists.

# %% [markdown] id="ex-joinable-hint-2" tags=["hint"]
# `encode` adds a BOS for Llama 3.1, twice in the joined list. `ids_of` does not.

# %% id="ex-joinable-solution" tags=["solution"]
pairs = [
    ("Hello", " world"),
    ("Hello ", "world"),
    ("2026", "07"),
    ("don", "'t"),
    ("Yes.", "\n\nNo."),
    ("Yes.\n", "\nNo."),
]


def joinable(tokenizer, a, b):
    joined = ids_of(tokenizer, a) + ids_of(tokenizer, b)
    return joined == ids_of(tokenizer, a + b)


broken = [(a, b) for a, b in pairs if not joinable(llama, a, b)]

# %% id="ex-joinable-check" tags=["check"]
assert joinable(qwen2, "Hello", " world"), "Qwen2 can join 'Hello' and ' world'; your function says no."
assert joinable(llama, "Hello", " world"), "Llama 3.1 can join 'Hello' and ' world'. Is there a BOS in your ids?"
assert not joinable(llama, "Hello ", "world"), "'Hello ' + 'world' gives the same text from other ids. Compare ids, not texts."
assert not joinable(phi3, "Hello", " world"), "Phi-3 cannot join 'Hello' and ' world': it adds a space to each."
right = [(a, b) for a, b in pairs if ids_of(llama, a) + ids_of(llama, b) != ids_of(llama, a + b)]
missing = [pair for pair in right if pair not in broken]
assert not missing, f"broken lacks {missing}. Let joinable() judge every pair."
assert sorted(broken) == sorted(right), f"broken holds pairs that can be joined: {[p for p in broken if p not in right]}."
print("Correct:", len(broken), "of", len(pairs), "pairs.")

# %% [markdown] id="ex-chunks" tags=["exercise"]
# ### Exercise: print in chunks
#
# An answer arrives in chunks of several ids. Write `new_text(tokenizer, before, chunk)`: the text that the chunk adds, where
# `before` are all the ids
# that came earlier. A character whose bytes have not all come waits for a later chunk. Joined, the texts must be the whole answer, in all four
# models and in any language. (A `�` that the answer itself ends in may wait for ever.)
# Do not decode all of `before` again: an answer can be long.

# %% id="ex-chunks-starter" tags=["exercise"]
def new_text(tokenizer, before, chunk):
    return tokenizer.decode(chunk)


# %% [markdown] id="ex-chunks-hint-1" tags=["hint"]
# Phi-3 drops the space at the start of what it decodes. So let the chunk not stand at the start: decode it together with some of the ids before it,
# once with the chunk and once without.

# %% [markdown] id="ex-chunks-hint-2" tags=["hint"]
# With how many? Go back to a token that decodes by itself without a `�`: there no character is cut. Mind that `before` may be empty.

# %% [markdown] id="ex-chunks-hint-3" tags=["hint"]
# What has been shown of some ids is not their text, if that ends in `�`. Drop ids from the end until it does not. (In Phi-3 an unfinished character
# spoils the finished ones before it, see [lesson](bytes-and-unicode.ipynb).)

# %% id="ex-chunks-solution" tags=["solution"]
def shown(tokenizer, ids):
    """The text of the ids up to the last whole character."""
    while ids and tokenizer.decode(ids).endswith("�"):
        ids = ids[:-1]
    return tokenizer.decode(ids) if ids else ""


def new_text(tokenizer, before, chunk):
    start = max(len(before) - 1, 0)
    while start and "�" in tokenizer.decode(before[start : start + 1]):
        start -= 1
    known = before[start:]
    return shown(tokenizer, known + chunk)[len(shown(tokenizer, known)) :]


# %% id="ex-chunks-check" tags=["check"]
class Metered:
    """A tokenizer that remembers the longest list it had to decode."""

    def __init__(self, tokenizer):
        self.tokenizer, self.longest = tokenizer, 0

    def __getattr__(self, name):
        return getattr(self.tokenizer, name)

    def decode(self, ids, **options):
        self.longest = max(self.longest, len(ids) if isinstance(ids, list) else 1)
        return self.tokenizer.decode(ids, **options)


PLAIN = ["The rain in Spain stays mainly in the plain.", "  two spaces  and   three", "x = [1, 2]\n    y"]
WIDE = ["Sure 안녕하세요! 오늘은 비가 와요.", "🤗🤗 and 👩‍👩‍👧!", "नमस्ते, 世界. Привет, γειά!", "a � b, 녕🤗."]
for name, tok in models.items():
    for text, size in product(PLAIN + WIDE, (1, 2, 3)):
        all_ids, meter, got = ids_of(tok, text), Metered(tok), []
        for at in range(0, len(all_ids), size):
            try:
                got.append(new_text(meter, all_ids[:at], all_ids[at : at + size]))
            except IndexError:
                raise AssertionError(f"{name}: your function asks an empty list for an item. Before the first chunk, `before` is empty.") from None
            assert isinstance(got[-1], str), f"{name}: new_text() must return a string, not {type(got[-1]).__name__}."
        joined = "".join(got)
        told = f"{name}, chunks of {size}: {text!r} was printed as {joined!r}."
        assert not joined.startswith(" ") or text.startswith(" "), f"{told} It begins with a space that nobody wrote. What if nothing came before?"
        assert joined.count("�") <= text.count("�"), f"{told} A chunk may end inside a character. Hold that back."
        assert len(joined) >= len(text), f"{told} Does each chunk lose its first space? Or is a character that was held back never shown?"
        assert len(joined) == len(text), f"{told} Is a space added, or an earlier text printed again?"
        assert joined == text, f"{told} Tokens as the vocabulary spells them are no text; decode them."
        assert text not in PLAIN or meter.longest <= size + 2, f"{told} That is right, but you decoded {meter.longest} ids at once. A few before the chunk are enough."
print("Correct: no space lost, no character broken, and no long answer decoded again and again.")

# %% [markdown] id="ex-safe-cut" tags=["exercise"]
# ### Exercise: the last safe place
#
# Write `safe_cut(tokenizer, text, limit)`: the largest place, at most `limit`, where cutting `text` changes no ids; zero if there is none.
# The starter cuts before a space.

# %% id="ex-safe-cut-starter" tags=["exercise"]
def safe_cut(tokenizer, text, limit):
    return max(text.rfind(" ", 0, limit + 1), 0)


# %% [markdown] id="ex-safe-cut-hint-1" tags=["hint"]
# Try the places from `limit` down. `verdict` is defined above.

# %% id="ex-safe-cut-solution" tags=["solution"]
def safe_cut(tokenizer, text, limit):
    for place in range(min(limit, len(text)), 0, -1):
        if verdict(tokenizer, text, place) == 0:
            return place
    return 0


# %% id="ex-safe-cut-check" tags=["check"]
for name, text, limit in [
    ("Llama 3.1", note, 6),
    ("Llama 3.1", note, 13),
    ("Qwen2", note, 12),
    ("Llama 3.1", "area = 3×(width)", 9),
    ("Phi-3", note, 20),
    ("Llama 3.1", note[:4], 20),
]:
    got = safe_cut(models[name], text, limit)
    right = next((p for p in range(min(limit, len(text)), 0, -1) if verdict(models[name], text, p) == 0), 0)
    assert isinstance(got, int) and got <= min(limit, len(text)), f"{name}: return a place up to {limit} in {text!r}, not {got!r}."
    if got and verdict(models[name], text, got):
        raise AssertionError(f"{name}: a cut at {text[:got]!r} | {text[got:]!r} changes the ids. Not every place between two tokens is safe, nor every place before a space.")
    assert got == right, f"{name}, {text!r}, limit {limit}: {right} is the last safe place; you return {got}."
print("Correct: and Phi-3 has to be encoded whole.")

# %% [markdown] id="ex-reason" tags=["exercise"]
# ### Exercise: name the reason
#
# Write `reason(tokenizer, text)`. It returns `"same"`, `"special token"`, `"NFC"`, `"space sign"` (a true `▁` became a space) or `"missing byte"`. Test for them in this order.

# %% id="ex-reason-starter" tags=["exercise"]
def reason(tokenizer, text):
    back = tokenizer.decode(tokenizer.encode(text))
    if back == text:
        return "same"
    return "NFC"


# %% [markdown] id="ex-reason-hint-1" tags=["hint"]
# `unicodedata.normalize("NFC", text)` composes. An id in `tokenizer.added_tokens_decoder` is a special or added token.

# %% [markdown] id="ex-reason-hint-2" tags=["hint"]
# Make the change yourself and see whether it explains what came back: `back == text.replace("▁", " ")`.

# %% id="ex-reason-solution" tags=["solution"]
import unicodedata


def reason(tokenizer, text):
    ids = ids_of(tokenizer, text)
    back = tokenizer.decode(ids)
    if back == text:
        return "same"
    if any(i in tokenizer.added_tokens_decoder for i in ids):
        return "special token"
    if back == unicodedata.normalize("NFC", text):
        return "NFC"
    if back == text.replace("▁", " "):
        return "space sign"
    return "missing byte"


# %% id="ex-reason-check" tags=["check"]
for name, text, right in [
    ("Llama 3.1", "hello", "same"),
    ("Qwen2", "cafe\u0301", "NFC"),
    ("Phi-3", "cafe\u0301", "same"),
    ("Phi-3", "<|user|>\n  hi", "special token"),
    ("Llama 3.1", "Bye<|eot_id|>", "same"),
    ("Phi-3", "a▁b", "space sign"),
    ("StarCoder2", "\U00040000", "missing byte"),
]:
    got = reason(models[name], text)
    where = "Is a BOS in the way?" if text == "hello" else "What did the model do to this text?"
    assert got == right, f"{name}, {text!r}: the reason is {right!r}, your function returns {got!r}. {where}"
print("Correct: run it over your own texts once per model.")

# %% [markdown] id="ex-heal" tags=["exercise"]
# ### Exercise: heal a prompt
#
# Write `heal(tokenizer, prompt)`. It returns two lists: the prompt's ids without the last, and the candidates for its place, in rising order. Candidates are the ids of all
# tokens whose printed form begins with that of the dropped one. Special and other added tokens are no candidates. Nor are Phi-3's bytes
# where a `<` was dropped: the name `{{= phi3.convert_ids_to_tokens(phi3.convert_tokens_to_ids("<0x41>")) }}` begins with it, the byte does not.

# %% id="ex-heal-starter" tags=["exercise"]
def heal(tokenizer, prompt):
    ids = ids_of(tokenizer, prompt)
    return ids, [ids[-1]]


# %% [markdown] id="ex-heal-hint-1" tags=["hint"]
# `tokenizer.convert_ids_to_tokens(range(len(tokenizer)))` is the list of all printed forms, by id.

# %% [markdown] id="ex-heal-hint-2" tags=["hint"]
# Decoding each id would not do: Phi-3 drops the space. `added_tokens_decoder` knows the added ones.

# %% id="ex-heal-solution" tags=["solution"]
def heal(tokenizer, prompt):
    ids = ids_of(tokenizer, prompt)
    tokens = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
    dropped, added = tokens[ids[-1]], tokenizer.added_tokens_decoder
    forms = enumerate(tokens)
    begin = [i for i, form in forms if form.startswith(dropped)]
    if dropped == "<":  # no letter of a byte's name is in the text
        begin = [i for i in begin if not tokens[i].startswith("<0x")]
    return ids[:-1], [i for i in begin if i not in added]


# %% id="ex-heal-check" tags=["check"]
for name, prompt, wanted in [
    ("Llama 3.1", "The link is http:", "://"),
    ("Llama 3.1", "if x <", "Ġ</"),
    ("Llama 3.1", "x<", "</"),
    ("Phi-3", "The capital of Korea is ", "▁the"),
    ("Phi-3", "x<", "</"),
    ("Qwen2", "The capital of Korea is ", "ĠSeoul"),
]:
    tok = models[name]
    kept, candidates = heal(tok, prompt)
    ids = ids_of(tok, prompt)
    assert kept == ids[:-1], f"{name}, {prompt!r}: the first list should be the ids without the last: {ids[:-1]}."
    wanted_id = tok.convert_tokens_to_ids(wanted)
    assert wanted_id in candidates, f"{name}, {prompt!r}: {wanted!r} begins with the dropped token and is missing."
    known = set(tok.added_tokens_decoder)
    added = [i for i in candidates if i in known]
    assert not added, f"{name}, {prompt!r}: {tok.convert_ids_to_tokens(added[0])!r} is an added token, no way to go on."
    forms = tok.convert_ids_to_tokens(candidates)
    dropped = tok.convert_ids_to_tokens(ids[-1])
    assert all(form.startswith(dropped) for form in forms), f"{name}, {prompt!r}: all must begin with {dropped!r}."
    named = [form for form in forms if dropped == "<" and form.startswith("<0x")]
    assert not named, f"{name}, {prompt!r}: {named[0]!r} is the name of a byte, and the byte does not begin with {dropped!r}."
    every = tok.convert_ids_to_tokens(range(len(tok)))
    right = [i for i, form in enumerate(every) if form.startswith(dropped) and i not in known]
    right = [i for i in right if dropped != "<" or not every[i].startswith("<0x")]
    assert list(candidates) == right, f"{name}, {prompt!r}: {len(right)} candidates in rising order; you have {len(candidates)}."
print("Correct: a model would now choose among them, by its scores.")

# %% [markdown] id="sources"
# ## Sources
#
# * The clean-up, its end and its warning: [transformers#44915](https://github.com/huggingface/transformers/pull/44915),
#   [mlx-lm#1347](https://github.com/ml-explore/mlx-lm/pull/1347)
# * Lost spaces in streaming: [transformers#28776](https://github.com/huggingface/transformers/issues/28776), [transformers#22710](https://github.com/huggingface/transformers/issues/22710), [tokenizers#1141](https://github.com/huggingface/tokenizers/issues/1141); [DecodeStream](https://huggingface.co/docs/tokenizers/v0.23.2/api/decoders)
# * Trailing spaces: [opencompass#928](https://github.com/open-compass/opencompass/issues/928),
#   [huggingface.js#677](https://github.com/huggingface/huggingface.js/pull/677)
# * Token healing: [Prompt boundaries and token healing](https://github.com/guidance-ai/guidance/blob/main/notebooks/art_of_prompt_design/prompt_boundaries_and_token_healing.ipynb) by Scott Lundberg and Marco Tulio Ribeiro
