# ---
# title: Bytes and Unicode
# part: Text
# question: Why does a streamed answer show � where an emoji should be?
# description: What a token owns of a character, why 안 prints as ìķĪ, how to stream text without �, what byte fallback does with a character it never saw, and why Qwen2 may return another string than you sent.
# ---

# %% [markdown] id="title"
# # Bytes and Unicode
#
# You stream an answer, and where an emoji should be there is a `�`. A moment later it is an emoji after all.
# Or it stays a `�` for good. Your font is fine, and so is your terminal.
#
# Here it is in slow motion. Suppose Llama 3.1 writes a short answer. After each token, we decode what has arrived.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
from tour import bars, byte_map, show, table, token_bytes
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


def encode(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


answer = "Sure 🤗 안녕!"
ids = encode(llama, answer)
for n in range(1, len(ids) + 1):
    print(n, llama.decode(ids[:n]))

# %% [markdown] id="prefixes-read"
# The emoji took {{= len(encode(llama, " 🤗")) }} tokens, and we looked while it was unfinished. `�` is a character of its own,
# U+FFFD, the [replacement character](../reference/glossary.md#replacement-character). A decoder writes it for bytes that form no character.
#
# So a token need not hold a whole character. What does it hold?
#
# ## Three things are called "character"
#
# Six examples, and what they are made of.

# %% [markdown] id="guess-len-emoji" tags=["guess"]
# **Before you look:** what is `len("🤗")` in Python?
#
# - one
# - two
# - four
#
# Answer: {{= {1: "one", 2: "two", 4: "four"}[len("🤗")] }}
#
# Python counts code points, not bytes.

# %% id="three-counts"
family = "👨\u200d👩\u200d👧"
rows = []
for text in ["e", "é", "e\u0301", "안", "🤗", family]:
    rows.append([text, len(text), len(text.encode())])
show(table(rows, header=["you see", "len", "bytes"]))
for text in ["e\u0301", family]:
    print(*(f"U+{ord(point):04X}" for point in text))

# %% [markdown] id="three-counts-read"
# * A [code point](../reference/glossary.md#code-point) is a number in Unicode's list. Python's `len` counts these.
# * What a reader takes for one character is a [grapheme cluster](../reference/glossary.md#grapheme-cluster): code points drawn together.
#   Two of ours are spelled out below the table. The second `é` is a plain `e` and an accent; the family is a man, a woman and a girl,
#   with an invisible *zero-width joiner* between them.
# * Files and networks carry *bytes*. [UTF-8](../reference/glossary.md#utf-8) writes each code point as one to four of them.
#
# Below, *character* means a code point. Here are four, bit by bit.

# %% id="bits"
for character in ["e", "é", "안", "🤗"]:
    bits = " ".join(f"{byte:08b}" for byte in character.encode())
    print(character, bits)

# %% [markdown] id="bits-read"
# A first byte that starts with a zero bit is a whole character. Otherwise it starts with as many one-bits as the character
# has bytes. Each further byte starts with a one and a zero.
# So bytes alone tell whether a character is complete.
#
# ## Which token owns which byte?
#
# All four models build their tokens from bytes when they must. Each block is one token: its bytes in hexadecimal, below them its id.
# A dashed block is not a whole character.

# %% id="map-emoji"
byte_map("🤗", models)

# %% [markdown] id="map-emoji-read"
# Qwen2 has the emoji as one token.
# Llama 3.1 and StarCoder2 know its first two bytes as a pair, because many emoji share them, and spell the rest. Phi-3 spells every byte.
# (Its block in front is [its own space](what-a-token-is.ipynb).)
# With a space in front Qwen2 needs {{= len(encode(qwen2, " 🤗")) }} tokens as well: the space takes the first two bytes along.
#
# Two Korean syllables:

# %% id="map-korean"
byte_map("안녕", models)

# %% [markdown] id="map-korean-read"
# StarCoder2 and Phi-3 have `안` and lack `녕`: one cuts it in two, the other into bytes.
#
# And the family, {{= len(family) }} code points for one picture:

# %% id="map-family"
byte_map(family, models)

# %% [markdown] id="map-family-read"
# No model has it as a token. And a family can be unfinished without any `�`:
# after the first code point it is a man, two code points later a couple. Each of these is correct text.
#
# [Change this text in the playground](../playground/tokenizer.md "llama-3.1 phi-3: 안녕 🤗 café")
#
# ## Two ways to stream it wrong
#
# Streaming turns ids into text piece by piece. Two loops come to mind.

# %% [markdown] id="guess-each-alone" tags=["guess"]
# **Before you look:** decode each id alone and join the pieces. Is that the answer?
#
# - yes
# - no: whole characters are lost
# - no: only the spaces are lost
#
# Answer: {{= "yes" if "".join(llama.decode([i]) for i in ids) == answer else "no: whole characters are lost" if "�" in "".join(llama.decode([i]) for i in ids) else "no: only the spaces are lost" }}

# %% id="stream-wrong"
token_by_token = "".join(llama.decode([i]) for i in ids)

shown = ""
for n in range(1, len(ids) + 1):
    shown += llama.decode(ids[:n])[len(shown) :]

print("each token alone:", token_by_token)
print("what is new:     ", shown)

# %% [markdown] id="stream-wrong-read"
# The first loop decodes every part of the emoji alone, and no part is a character. Joining the strings cannot bring the bytes back
# ([text-generation-inference#131](https://github.com/huggingface/text-generation-inference/issues/131), [ferrox#124](https://github.com/antonellof/ferrox/issues/124)).
#
# The second prints what lies behind the text already shown. But `Sure �` and `Sure 🤗` are equally long, so the `�` stays.
#
# The cure is to wait: while the text ends in `�`, show nothing.

# %% id="stream-decoder"
class StreamDecoder:
    """Ids in, one at a time; text out, when it is complete."""

    def __init__(self, tokenizer):
        self.tokenizer, self.ids, self.shown = tokenizer, [], ""

    def add(self, token_id):
        self.ids.append(token_id)
        text = self.tokenizer.decode(self.ids)
        if text.endswith("�"):
            return ""
        new = text[len(self.shown) :]
        self.shown = text
        return new


for name, tokenizer in models.items():
    stream = StreamDecoder(tokenizer)
    pieces = [stream.add(i) for i in encode(tokenizer, answer)]
    assert "".join(pieces) == answer
    print(name, "|".join(piece or "…" for piece in pieces))

# %% [markdown] id="stream-decoder-read"
# Right in all four ([pitfall](../pitfalls.md#streaming-replacement-character)). Each `…` is an empty string: wait. Real servers work like this, but decode only the last few tokens anew, and call it *incremental detokenization*
# ([tokenizers#1677](https://github.com/huggingface/tokenizers/pull/1677)). Three limits remain.
#
# **The end.** If the answer is cut off inside a character, by `max_tokens` for instance, the rest never comes. At the end, show what is held back.
#
# **A real `�`.** A model can write U+FFFD itself. Then the rule waits in vain. In one server a run of them
# held back the whole answer ([sglang#34852](https://github.com/sgl-project/sglang/pull/34852)).
#
# **Phi-3.** Watch two characters in a row that are spelled in bytes.

# %% id="phi-3-run"
for name in ("StarCoder2", "Phi-3"):
    tokenizer = models[name]
    run = encode(tokenizer, "녕🤗")
    seen = [tokenizer.decode(run[:n]) for n in range(1, len(run) + 1)]
    print(name, "|".join(seen))

# %% [markdown] id="phi-3-run-read"
# In Phi-3 a finished `녕` turns back into `�`. Its *decoder*, the step that makes text of tokens, takes a run of byte tokens as a whole. If the run is not valid UTF-8, every byte of it becomes a `�`,
# as the `LlamaTokenizer` of transformers had it ([tokenizers#1183](https://github.com/huggingface/tokenizers/pull/1183)).
# Our class survives, because it waits. It would not if the emoji were never finished.
#
# The library `tokenizers`, which works inside each of ours as `backend_tokenizer`, has a stream decoder. Here it is beside the two wrong loops; `None` means "wait". Then it gets such an unfinished run.

# %% id="decode-stream"
from textwrap import fill

from tokenizers.decoders import DecodeStream

stream, rows, shown = DecodeStream(), [], ""
for n, i in enumerate(ids, 1):
    new = llama.decode(ids[:n])[len(shown) :]
    shown += new
    row = llama.decode([i]), new, stream.step(llama.backend_tokenizer, i)
    rows.append([token_bytes(llama, i).hex(" ").upper(), *map(repr, row)])
show(table(rows, header=["bytes", "alone", "new", "stream"]))

broken = encode(phi3, "녕")[1:] + encode(phi3, "🤗")[1:2] + encode(phi3, "x")
stream = DecodeStream()
try:
    for i in broken:
        print(repr(stream.step(phi3.backend_tokenizer, i)), end=" ")
except Exception as error:
    print("\n" + fill(str(error), 37))

# %% [markdown] id="decode-stream-read"
# It raises. vLLM, a server for models, catches this error and starts a new stream
# ([vllm#17448](https://github.com/vllm-project/vllm/issues/17448), [vllm#19449](https://github.com/vllm-project/vllm/pull/19449)).
# The `TextStreamer` of transformers looks at what kind of character comes. Since version 5.24 it prints letters, digits and spaces at once. Any other
# character, a `�` too, waits for the next space, line break or Chinese character, and what follows waits with it. Before, all text waited for one of these
# ([transformers#22664](https://github.com/huggingface/transformers/pull/22664)), so a text that has none of them, Thai for example, arrived in one lump
# ([transformers#36708](https://github.com/huggingface/transformers/pull/36708)).
#
# Here are all four ways, on a text of yours. A token that you press is lost on the way.
#
# [Open this text in the playground](../playground/tokenizer.md "llama-3.1 phi-3 qwen2 starcoder2 +streams: Sure 🤗 안녕!")
#
# The surest way is to collect bytes instead of strings. For that you must get at a token's bytes.
#
# ## Why does `안` print as `ìķĪ`?

# %% id="garbled"
print(llama.convert_ids_to_tokens(encode(llama, " 안녕\n")))

# %% [markdown] id="garbled-read"
# It looks broken, and people report it ([Qwen3#445](https://github.com/QwenLM/Qwen3/issues/445),
# [lbox-open#22](https://github.com/lbox-kr/lbox-open/issues/22), [tokenizers#203](https://github.com/huggingface/tokenizers/issues/203)).
# `안` is {{= len("안".encode()) }} bytes, and `ìķĪ` is {{= len("ìķĪ") }} characters.
# A vocabulary file is text, and half a character is not text. So GPT-2 gave each byte a printable stand-in (its code calls the table `bytes_to_unicode`).
# A byte that is a visible character in *Latin-1*, an old encoding with one byte for each character, is printed as that character. The others, among them space and newline, take the characters from U+0100 on.
# Here is the whole table as code, and five texts spelled with it:

# %% id="stand-ins"
visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
hidden = [byte for byte in range(256) if byte not in visible]

stand_in = {byte: chr(byte) for byte in visible}
stand_in |= {byte: chr(0x100 + n) for n, byte in enumerate(hidden)}

rows = []
for text in ["A", "é", " ", "\n", "안"]:
    data = text.encode()
    spelled = "".join(stand_in[byte] for byte in data)
    rows.append([repr(text), data.hex(" ").upper(), spelled])
table(rows, header=["text", "its bytes", "in the vocabulary"])

# %% [markdown] id="stand-ins-read"
# There is `ìķĪ`, and `Ġ` is the space. Now the way back.

# %% id="stand-ins-back"
byte_of = {character: byte for byte, character in stand_in.items()}


def to_bytes(token):
    return bytes(byte_of[character] for character in token)


for token in ("ìķĪ", "ĠðŁ"):
    print(to_bytes(token), to_bytes(token).decode(errors="replace"))
byte_token = llama.convert_tokens_to_ids("À")
print(byte_token, to_bytes("À"), llama.decode([byte_token]))

# %% [markdown] id="stand-ins-back-read"
# The second token is a space and half an emoji, for which `decode` has only a `�`.
# (`token_bytes` in `tour.py` does this for all four models.)
#
# A stand-in can look like a letter and be none. Llama's token {{= byte_token }} prints as `{{= llama.convert_ids_to_tokens(byte_token) }}`: it is the
# single byte {{= to_bytes(llama.convert_ids_to_tokens(byte_token)).hex().upper() }}
# ([llama3#352](https://github.com/meta-llama/llama3/issues/352)). And to look up a token by its text, you need the stand-ins.

# %% id="look-up"
rows = []
for name, tokenizer in models.items():
    found = [tokenizer.convert_tokens_to_ids(t) for t in ("안", "ìķĪ")]
    rows.append([name, *map(str, found)])
table(rows, header=["", "asked for 안", "asked for ìķĪ"])

# %% [markdown] id="look-up-read"
# All four have a token for `안`. Asked for it, two answer `None`. StarCoder2 answers {{= starcoder2.convert_tokens_to_ids("안") }}, which is `{{= starcoder2.unk_token }}`,
# its [unknown token](../reference/glossary.md#unknown-token), and a valid id. Only Phi-3 stores characters as characters; its {{= phi3.convert_tokens_to_ids("ìķĪ") }} for the stand-ins is `{{= phi3.unk_token }}`.
# To find a token, encode the text ([pitfall](../pitfalls.md#garbled-tokens)).
#
# ## Bytes first, or bytes as a last resort
#
# What happens to a character that no vocabulary holds?

# %% id="unseen"
byte_map("龘", models)

# %% [markdown] id="unseen-read"
# The rare `龘` gets through everywhere, in two ways.
#
# * Llama 3.1, Qwen2 and StarCoder2 are [byte-level](../reference/glossary.md#byte-level). Everything is bytes at first, and frequent neighbours
#   were merged ([lesson](how-bpe-chooses.ipynb)). A token may end anywhere, in a character too.
# * Phi-3 starts from characters. One that its vocabulary lacks falls back to its bytes, one token each, such as `{{= phi3.convert_ids_to_tokens(encode(phi3, "龘")[1]) }}`.
#   This is [byte fallback](../reference/glossary.md#byte-fallback)
#   ([Qwen3#316](https://github.com/QwenLM/Qwen3/issues/316)).
#
# Either way needs a token for each of {{= len(stand_in) }} bytes. Are they all there? And does a text come back whose bytes hardly ever occur?

# %% id="single-bytes"
unassigned = "\U00040000"
rows = []
for name, tokenizer in models.items():
    tokens = set(tokenizer.convert_ids_to_tokens(range(len(tokenizer))))
    if name == "Phi-3":
        missing = [b for b in range(256) if f"<0x{b:02X}>" not in tokens]
    else:
        missing = [b for b in range(256) if stand_in[b] not in tokens]
    back = tokenizer.decode(encode(tokenizer, unassigned))
    rows.append([name, len(missing), str(back == unassigned)])
table(rows, header=["", "bytes missing", "comes back"])

# %% [markdown] id="single-bytes-read"
# All but one of StarCoder2's missing bytes never occur in UTF-8. The one is `F1`, the first byte of a region where
# Unicode has assigned nothing yet. StarCoder2 drops it and says nothing. That is harmless.
# But another published vocabulary lacks the carriage return, and reads Windows line ends as plain ones
# ([gigatoken#20](https://github.com/marcelroed/gigatoken/pull/20)). "It works on bytes, so it can write anything" is worth a test.
#
# ## Parts of characters make a language expensive
#
# Here is one sentence of the Universal Declaration of Human Rights. *Parts* are tokens that hold only a part of a character.

# %% id="cost"
article = {
    "English": "All human beings are born free and equal "
    "in dignity and rights.",
    "Hindi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में "
    "जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
    "Korean": "모든 인간은 태어날 때부터 자유로우며 "
    "그 존엄과 권리에 있어 동등하다.",
}
costs = {}
for language, sentence in article.items():
    for name, tokenizer in models.items():
        sent = encode(tokenizer, sentence)
        parts = sum("�" in tokenizer.decode([i]) for i in sent)
        split = {"whole characters": len(sent) - parts, "parts": parts}
        costs[f"{language}, {name}"] = split
bars(costs, unit="tokens for the same sentence")

# %% [markdown] id="cost-read"
# English costs about the same everywhere. Phi-3's Korean is half bytes. About half of StarCoder2's and Qwen2's tokens for the Hindi are parts.
# Phi-3 cuts the Hindi into single letters, and some of those into bytes.
# [Lesson](choosing-and-counting.ipynb) asks what that does to a bill.
#
# ## The same text, another string
#
# `café` can be written with one code point for `é`, or with two. Send the long form.

# %% id="map-cafe"
decomposed = "cafe\u0301"
byte_map(decomposed, models)

# %% [markdown] id="map-cafe-read"
# Qwen2 shows bytes that were not in the text. Its [normalizer](../reference/glossary.md#normalizer), a step before all others,
# brings text into [NFC](../reference/glossary.md#nfc), which composes what can be composed. Decoding returns the composed form: what a normalizer
# has changed cannot be turned back ([tokenizers#563](https://github.com/huggingface/tokenizers/issues/563)). On screen you see no difference. Programs do.

# %% id="nfc-breaks"
from hashlib import sha256

document = f"A {decomposed} nearby"
rows = []
for name, tokenizer in models.items():
    batch = tokenizer(
        document, add_special_tokens=False, return_offsets_mapping=True
    )
    back = tokenizer.decode(batch["input_ids"])
    owned = {n for a, b in batch["offset_mapping"] for n in range(a, b)}
    orphans = len(document) - len(owned)
    hashes = {sha256(t.encode()).digest() for t in (document, back)}
    same = "same" if len(hashes) == 1 else "other"
    rows.append([name, str(decomposed in back), orphans, same])
table(rows, header=["", "found", "no token", "hash"])

# %% [markdown] id="nfc-breaks-read"
# * **Search.** The model quotes a word, and your code does not find it in the document. A stop string, a text at which generation is to end, can fail in the same way.
# * **Offsets** tell which characters of your text a token covers ([lesson](batches.ipynb)). One character, the accent, belongs to no token, so a highlight leaves it out.
# * **Hashes and signatures.** Another string is another hash.
#
# Decomposed text is common: file names on a Mac may come so
# ([git has an option for it](https://github.com/git/git/blob/v1.7.12/compat/precompose_utf8.c)).
# And it costs. `한글.txt`, taken apart, is {{= len(encode(llama, "\u1112\u1161\u11ab\u1100\u1173\u11af.txt")) }} tokens in Llama 3.1 where the composed form is {{= len(encode(llama, "한글.txt")) }}.
# Qwen2 needs {{= len(encode(qwen2, "\u1112\u1161\u11ab\u1100\u1173\u11af.txt")) }} for both. One keeps your string, one keeps your budget.
#
# ## In practice
#
# * Never decode generated tokens one by one and join the strings. Decode the sequence, hold back a `�` at the end, and flush when the stream ends.
# * If `�` appears in an API's stream, decode the network's bytes incrementally, not chunk by chunk.
# * `ìķĪ` and `Ġ` are spellings for files. Show people decoded text; to find a character's tokens, encode it.
# * Put text into NFC yourself (`unicodedata.normalize("NFC", text)`) before you encode, search or hash; then Qwen2 has nothing left to change. Where the exact string matters, keep the original beside the ids.
# * A limit in characters, bytes and tokens is three limits. Cut text by grapheme clusters, or a family loses a child.
#
# ## Exercises

# %% [markdown] id="ex-prefix" tags=["exercise"]
# ### Exercise: cut to a limit
#
# A field holds `limit` tokens. Write `cut(tokenizer, text, limit)`: keep the first `limit` tokens of the text, drop from their end each one after which a character is unfinished, and return what is left as text. The text is in NFC.

# %% id="ex-prefix-starter" tags=["exercise"]
def cut(tokenizer, text, limit):
    return tokenizer.decode(encode(tokenizer, text)[:limit])


# %% [markdown] id="ex-prefix-hint-1" tags=["hint"]
# Stripping `�` at the end is tempting, and wrong twice: a `�` of the text itself must stay, and Phi-3 gives several of them in place of a character that was finished.

# %% [markdown] id="ex-prefix-hint-2" tags=["hint"]
# You have the text. When does what you decode begin it, and what if it does not?

# %% id="ex-prefix-solution" tags=["solution"]
def cut(tokenizer, text, limit):
    for n in range(limit, 0, -1):
        kept = tokenizer.decode(encode(tokenizer, text)[:n])
        if text.startswith(kept):
            return kept
    return ""


# %% id="ex-prefix-check" tags=["check"]
for name, tokenizer in models.items():
    for text in ("Sure 🤗 안녕!", "A � here", "녕🤗"):
        text_ids = encode(tokenizer, text)
        for limit in range(len(text_ids) + 2):
            starts = [tokenizer.decode(text_ids[:n]) for n in range(limit + 1)]
            right = max((s for s in starts if text.startswith(s)), key=len)
            got = cut(tokenizer, text, limit)
            assert isinstance(got, str), f"{name}: cut() must return the text, not {type(got).__name__}."
            assert text.startswith(got), f"{name}, {text!r} to {limit}: {got!r} does not begin the text. Which character is unfinished?"
            assert got == right, f"{name}, {text!r} to {limit}: the tokens that end with a whole character spell {right!r}, and you give {got!r}."
print("Correct: whole characters, in every model and at every limit.")

# %% [markdown] id="ex-fewest" tags=["exercise"]
# ### Exercise: ban a character
#
# `model.generate` has an argument `suppress_tokens`: ids that must never come. You want no `—` any more, and `encode` gives one id for it.
# Write `holding(tokenizer, character)`: the ids of *all* tokens that hold the whole character, for a character beyond ASCII.
# Is it banned then? Write `around(tokenizer, character)`: a list of other ids that decode to it.

# %% id="ex-fewest-starter" tags=["exercise"]
def holding(tokenizer, character):
    return encode(tokenizer, character)


def around(tokenizer, character):
    return []


# %% [markdown] id="ex-fewest-hint-1" tags=["hint"]
# ` —` and `——` are tokens too. `tokenizer.get_vocab()` has them all, token and id. How do the byte-level models spell them there?

# %% [markdown] id="ex-fewest-hint-2" tags=["hint"]
# Each byte of the character has a token of its own. Phi-3's look like `{{= phi3.convert_ids_to_tokens(encode(phi3, "龘")[1]) }}`; in the others it is the stand-in. `convert_tokens_to_ids` takes a list.

# %% id="ex-fewest-solution" tags=["solution"]
def holding(tokenizer, character):
    spelled = character
    if tokenizer is not phi3:
        spelled = "".join(stand_in[byte] for byte in character.encode())
    vocabulary = tokenizer.get_vocab()
    return [i for token, i in vocabulary.items() if spelled in token]


def around(tokenizer, character):
    if tokenizer is phi3:
        tokens = [f"<0x{byte:02X}>" for byte in character.encode()]
    else:
        tokens = [stand_in[byte] for byte in character.encode()]
    return tokenizer.convert_tokens_to_ids(tokens)


# %% id="ex-fewest-check" tags=["check"]
for name, tokenizer in models.items():
    vocabulary = tokenizer.get_vocab()
    for character in ("—", "é"):
        spelled = character if name == "Phi-3" else "".join(stand_in[byte] for byte in character.encode())
        right = {i: token for token, i in vocabulary.items() if spelled in token}
        got = set(holding(tokenizer, character))
        missed, extra = sorted(right.keys() - got), sorted(got - right.keys())
        assert not missed, (
            f"{name}: {len(right)} tokens hold {character}. Token {missed[0]}, {right[missed[0]]!r}, is not in your list. "
            "Search the vocabulary; encode() gives one of many."
        )
        assert not extra, f"{name}: token {extra[0]}, {tokenizer.convert_ids_to_tokens(extra[0])!r}, does not hold {character}. In this vocabulary a letter can be the stand-in of a byte."
        other = list(around(tokenizer, character))
        assert tokenizer.decode(other) == character, f"{name}: around() should decode to {character}, it gives {tokenizer.decode(other)!r}. Which tokens does a character get that no vocabulary holds?"
        assert not right.keys() & set(other), f"{name}: {character} in one token is what you banned. Write it in parts."
dashes = holding(llama, "—")
print(f"Correct: {len(dashes)} tokens of Llama 3.1 hold —. Ban them all, and {around(llama, '—')} still decodes to it.")

# %% [markdown] id="ex-changed" tags=["exercise"]
# ### Exercise: who returns another text?
#
# Write `changed(text)`: the names of the models from which the text does not come back as it was.

# %% id="ex-changed-starter" tags=["exercise"]
def changed(text):
    back = {n: tok.decode(tok.encode(text)) for n, tok in models.items()}
    return [name for name in back if back[name] != text]


# %% [markdown] id="ex-changed-hint-1" tags=["hint"]
# Call it with `"hello"`. One model should not be in the list. Why?

# %% id="ex-changed-solution" tags=["solution"]
def changed(text):
    back = {n: tok.decode(encode(tok, text)) for n, tok in models.items()}
    return [name for name in back if back[name] != text]


# %% id="ex-changed-check" tags=["check"]
for text, right in [("hello", []), ("cafe\u0301", ["Qwen2"]), ("caf\u00e9", []), ("\u2126", ["Qwen2"]), ("\U00040000", ["StarCoder2"])]:
    got = list(changed(text))
    assert right or "Llama 3.1" not in got, f"{ascii(text)}: Llama 3.1 returns it with <|begin_of_text|> in front. Encode without special tokens."
    assert got == right, f"{ascii(text)}: expected {right}, your function returns {got}."
print("Correct: U+2126, the sign for ohm, becomes a Greek omega in Qwen2.")

# %% [markdown] id="ex-part" tags=["exercise"]
# ### Exercise: is this token a part of a character?
#
# Write `is_part(tokenizer, token_id)`: true if the token's bytes are not whole characters. `token_bytes(tokenizer, token_id)`
# gives them, or `None` for a special token. The starter has a false alarm.

# %% id="ex-part-starter" tags=["exercise"]
def is_part(tokenizer, token_id):
    return "�" in tokenizer.decode([token_id])


# %% [markdown] id="ex-part-hint-1" tags=["hint"]
# `�` is a character, with bytes of its own. Which token has them?

# %% [markdown] id="ex-part-hint-2" tags=["hint"]
# `data.decode()` raises `UnicodeDecodeError` for bytes that are not whole characters.

# %% id="ex-part-solution" tags=["solution"]
def is_part(tokenizer, token_id):
    data = token_bytes(tokenizer, token_id)
    if data is None:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return True
    return False


# %% id="ex-part-check" tags=["check"]
for name, tokenizer in models.items():
    for text, right in [("🤗", [name != "Qwen2"]), ("e", [False]), ("�", [False])]:
        last = encode(tokenizer, text)[-1]
        got = [bool(is_part(tokenizer, last))]
        assert text != "�" or got == right, f"{name}: token {last} is the character � itself, all its bytes. Judge the bytes, not the decoded text."
        assert got == right, f"{name}: token {last}, {token_bytes(tokenizer, last)}: expected {right[0]}."
try:
    special = is_part(llama, llama.eos_token_id)
except (AttributeError, TypeError):
    special = True
assert not special, "A special token is never a part: token_bytes gives None for it, which has no bytes to decode."
print("Correct.")

# %% [markdown] id="ex-stream" tags=["exercise"]
# ### Exercise: a stream of bytes
#
# Write `ByteStream` for byte-level models. `add(token_id)` returns all characters that are complete, at once;
# `end()` returns what is left, with `�` for an unfinished character. A special token adds nothing. The starter, our class from above, waits too long.

# %% id="ex-stream-starter" tags=["exercise"]
class ByteStream(StreamDecoder):
    def end(self):
        return ""


# %% [markdown] id="ex-stream-hint-1" tags=["hint"]
# Python can do the waiting: `codecs.getincrementaldecoder("UTF-8")(errors="replace")` makes an object that keeps unfinished bytes to itself.

# %% [markdown] id="ex-stream-hint-2" tags=["hint"]
# Feed it `token_bytes(tokenizer, token_id)` with its method `decode(data)`. Its `decode(b"", final=True)` gives up the rest. For a special token, `token_bytes` gives `None`.

# %% id="ex-stream-solution" tags=["solution"]
import codecs


class ByteStream:
    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def add(self, token_id):
        data = token_bytes(self.tokenizer, token_id)
        return self.decoder.decode(data or b"")

    def end(self):
        return self.decoder.decode(b"", final=True)


# %% id="ex-stream-check" tags=["check"]
for name in ("Llama 3.1", "Qwen2", "StarCoder2"):
    tokenizer = models[name]
    for text in ("Sure 🤗 안녕!", "A � here", "龘 and 👨\u200d👩\u200d👧"):
        stream, text_ids, out = ByteStream(tokenizer), encode(tokenizer, text), ""
        for n, token_id in enumerate(text_ids, 1):
            out += stream.add(token_id)
            ready = b"".join(token_bytes(tokenizer, i) for i in text_ids[:n]).decode(errors="ignore")
            assert len(out) >= len(ready), f"{name}, {text!r}: after {n} tokens {ready!r} is complete, you have shown {out!r}."
            assert out == ready, f"{name}, {text!r}: after {n} tokens you show {out!r}; complete is {ready!r}."
        try:
            last = stream.add(tokenizer.eos_token_id)
        except TypeError:
            last = "an error"
        assert last == "", f"{name}: the answer ends with {tokenizer.eos_token}, which adds nothing, and add() gives {last!r}."
        assert out + stream.end() == text, f"{name}: end() added something to the finished {text!r}."
    stream, cut_off = ByteStream(tokenizer), encode(tokenizer, "龘")[:-1]
    out = "".join(stream.add(i) for i in cut_off)
    assert out == "", f"{name}: an unfinished character must wait, you show {out!r}."
    assert stream.end() == "�", f"{name}: the stream ended inside a character; end() should return one �."
print("Correct: nothing shown too early, nothing held back too long, nothing lost.")

# %% [markdown] id="sources"
# ## Sources
#
# * [Unicode HOWTO](https://docs.python.org/3/howto/unicode.html) of Python; [Unicode normalization forms](https://www.unicode.org/reports/tr15/)
# * The byte table: [tokenizers#203](https://github.com/huggingface/tokenizers/issues/203), [Qwen3#445](https://github.com/QwenLM/Qwen3/issues/445), [llama3#352](https://github.com/meta-llama/llama3/issues/352)
# * Byte fallback: [tokenizers#1183](https://github.com/huggingface/tokenizers/pull/1183), [Qwen3#316](https://github.com/QwenLM/Qwen3/issues/316)
# * Streaming: [text-generation-inference#131](https://github.com/huggingface/text-generation-inference/issues/131), [tokenizers#1677](https://github.com/huggingface/tokenizers/pull/1677), [vllm#17448](https://github.com/vllm-project/vllm/issues/17448), [sglang#34852](https://github.com/sgl-project/sglang/pull/34852)
# * Missing bytes: [gigatoken#20](https://github.com/marcelroed/gigatoken/pull/20)
