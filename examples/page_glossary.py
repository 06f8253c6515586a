# ---
# title: Glossary
# question: What does this word mean?
# description: The terms of the course in a few plain sentences each, with the lesson that introduces them.
# ---

# %% [markdown] id="title"
# # Glossary

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="load"
import json

from transformers import AutoTokenizer

llama = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")
phi3 = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
qwen2 = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")

merges = len(json.loads(llama.backend_tokenizer.to_str())["model"]["merges"])
chat = [{"role": "user", "content": "Hi"}]
plain = qwen2.apply_chat_template(chat, tokenize=False)
ready = qwen2.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
generation = ready.removeprefix(plain)

# %% [markdown] id="added-token"
# ### Added token
#
# An entry that was put into the vocabulary by hand, beside those that the merges made. The tokenizer looks for it in
# the text first, before anything is cut. Most added tokens are [special tokens](#special-token). The others stay when
# special tokens are split or skipped, and some are found only after the [normalizer](#normalizer) (flag `normalized`).
# [Lesson](../lessons/special-tokens.ipynb).

# %% [markdown] id="attention-mask"
# ### Attention mask
#
# A list of ones and zeros beside the ids: one for a real token, zero for [padding](#padding). The model leaves out
# what is zero. [Lesson](../lessons/batches.ipynb).

# %% [markdown] id="bos-token"
# ### BOS token
#
# "Beginning of sequence": a [special token](#special-token) at the very start of a text. Llama 3.1 puts
# `{{= llama.bos_token }}` in front by itself, Phi-3 has one and does not, Qwen2 has none.
# [Lesson](../lessons/text-to-ids.ipynb).

# %% [markdown] id="byte-fallback"
# ### Byte fallback
#
# Spelling a character that the vocabulary lacks as single bytes, one token each, such as
# `{{= phi3.tokenize('🤗')[-1] }}`. Phi-3 does this; without it the character would become the [unknown
# token](#unknown-token). [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="byte-level"
# ### Byte-level
#
# A vocabulary whose smallest entries are bytes and not characters, so that any text can be written, as long as no
# byte is missing. Each byte is
# shown as one printable character: a space is `Ġ`, and `안` is `{{= ''.join(llama.tokenize('안')) }}`.
# [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="byte-pair-encoding"
# ### Byte-pair encoding
#
# The way our four tokenizers cut: begin with single characters or bytes and join neighbours, pair after pair, in the
# order of the [merges](#merges). BPE for short. [Lesson](../lessons/how-bpe-chooses.ipynb).

# %% [markdown] id="channel"
# ### Channel
#
# In gpt-oss, the label of a message that says whom it is for: `analysis` holds the thought, `final` the answer,
# `commentary` calls of tools. [Lesson](../lessons/thinking-and-newer-templates.ipynb).

# %% [markdown] id="chat-template"
# ### Chat template
#
# A small program, stored with the tokenizer, that writes a conversation as the one text that the model was trained
# on. It is written in [Jinja](#jinja); `apply_chat_template` runs it. [Lesson](../lessons/chat-templates.ipynb).

# %% [markdown] id="code-point"
# ### Code point
#
# A number that Unicode gives to a character or a part of one, such as U+C548 for `안`. In Python, a string is a
# sequence of code points. [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="collator"
# ### Collator
#
# The function that makes a batch of several examples: it pads, and it makes or keeps the [labels](#label). Two of them
# have the same name and do not do the same. [Lesson](../lessons/training-on-chats.ipynb).

# %% [markdown] id="context-window"
# ### Context window
#
# How many tokens a model can take in at once, its answer included. Phi-3 mini states {{= f'{phi3.model_max_length:,}' }},
# Llama 3.1 {{= f'{llama.model_max_length:,}' }}. [Lesson](../lessons/choosing-and-counting.ipynb).

# %% [markdown] id="corpus"
# ### Corpus
#
# The texts that something was trained on: a model, or a tokenizer's vocabulary and [merges](#merges).
# [Lesson](../lessons/what-a-token-is.ipynb).

# %% [markdown] id="decoder"
# ### Decoder
#
# The stage that makes text of tokens: it turns byte characters back into bytes, `▁` into a space, and takes away what
# the [normalizer](#normalizer) put there. [Lesson](../lessons/pipeline.ipynb).

# %% [markdown] id="embedding-matrix"
# ### Embedding matrix
#
# The table in a model from which each id takes its row of numbers. It has at least one row for each entry of the
# [vocabulary](#vocabulary), often more. [Lesson](../lessons/anatomy-of-a-vocabulary.ipynb).

# %% [markdown] id="eos-token"
# ### EOS token
#
# "End of sequence": the token that a tokenizer names as the end. For chat models it often ends a turn, as
# `{{= qwen2.eos_token }}` does in Qwen2; Phi-3 names `{{= phi3.eos_token }}`, and its turns end with another. Compare
# [stop token](#stop-token). [Lesson](../lessons/special-tokens.ipynb).

# %% [markdown] id="fast-tokenizer"
# ### Fast tokenizer
#
# A tokenizer that runs in Rust, in the library `tokenizers`. Its steps come from tokenizer.json, or from a class that
# builds some of them itself. In version 5 of transformers nearly every tokenizer is one. [Lesson](../lessons/choosing-and-counting.ipynb).

# %% [markdown] id="fertility"
# ### Fertility
#
# Tokens for each word of a text. The same sentence may need several times as many in one language as in another: see
# the [comparison](comparison.md). Where a language has no spaces, count tokens per character or per byte.
# [Lesson](../lessons/choosing-and-counting.ipynb).

# %% [markdown] id="few-shot"
# ### Few-shot
#
# A prompt that shows a few solved examples before the question. It is how a base model is asked; without examples it is
# zero-shot. [Lesson](../lessons/base-models-and-tools.ipynb).

# %% [markdown] id="fill-in-the-middle"
# ### Fill-in-the-middle
#
# Asking a code model for what stands between two pieces of code. The pieces are marked by special tokens; StarCoder2
# has `<fim_prefix>`, `<fim_suffix>` and `<fim_middle>`. [Lesson](../lessons/base-models-and-tools.ipynb).

# %% [markdown] id="fine-tuning"
# ### Fine-tuning
#
# Training a finished model further, on texts of your own. It gives reserved [special tokens](#special-token) their
# meaning, and where the end token is lost from the [labels](#label), the model does not learn to stop.
# [Lesson](../lessons/special-tokens.ipynb), [lesson](../lessons/batches.ipynb).

# %% [markdown] id="generation-prompt"
# ### Generation prompt
#
# The opening of the assistant's turn at the end of a prompt: `{{= repr(generation)[1:-1] }}` in Qwen2. It tells the
# model to answer. You ask for it with `add_generation_prompt=True`. [Lesson](../lessons/chat-templates.ipynb).

# %% [markdown] id="gguf"
# ### GGUF
#
# The file format of llama.cpp and Ollama. One file holds weights, vocabulary, settings such as `add_bos_token`, and a
# copy of the [chat template](#chat-template). [Lesson](../lessons/what-the-server-sends.ipynb).

# %% [markdown] id="grapheme-cluster"
# ### Grapheme cluster
#
# What a reader takes for one character, though it may be several [code points](#code-point). `👩‍👩‍👧` is one grapheme
# cluster, {{= len('👩‍👩‍👧') }} code points and {{= len('👩‍👩‍👧'.encode()) }} bytes.
# [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="instruct-model"
# ### Instruct model
#
# A model that was trained further on conversations, also called a chat model. It has a [chat template](#chat-template); the base
# model that it was made from goes on with any text, and mostly has none. Some have one all the same, Qwen's for
# example: a template alone does not prove a chat model.
# [Lesson](../lessons/base-models-and-tools.ipynb).

# %% [markdown] id="jinja"
# ### Jinja
#
# The template language in which [chat templates](#chat-template) are written. It has loops, conditions and filters.
# A mistake of syntax fails at once, any other only when its branch runs. [Lesson](../lessons/chat-templates.ipynb).

# %% [markdown] id="json-schema"
# ### JSON schema
#
# A description of what an object holds: names, types, what is required. `get_json_schema` makes one of a Python
# function, and a model is told of a tool by it. [Lesson](../lessons/tools-the-whole-loop.ipynb).

# %% [markdown] id="label"
# ### Label
#
# In training, the id that should stand at a place. `{{= -100 }}` means: this place does not count, as for [padding](#padding) and
# usually for the prompt. Labels lie in line with the ids; the model shifts them by one itself.
# [Lesson](../lessons/batches.ipynb).

# %% [markdown] id="logits"
# ### Logits
#
# The scores that a model gives to every id as the next one, a logit each. Sampling picks from them.
# [Lesson](../lessons/special-tokens.ipynb).

# %% [markdown] id="lora"
# ### LoRA
#
# A way to train a large model cheaply: small matrices beside its layers, saved as an *adapter*. The
# [embedding matrix](#embedding-matrix) stays as it is, unless you name it. [Lesson](../lessons/training-on-chats.ipynb).

# %% [markdown] id="loss"
# ### Loss
#
# The number that training makes small: how far the [logits](#logits) are from the [labels](#label).
# [Lesson](../lessons/batches.ipynb).

# %% [markdown] id="loss-mask"
# ### Loss mask
#
# Which tokens of an example are trained: a one for each, a zero for what is only read. [Labels](#label) are made of it.
# In transformers also the assistant mask. [Lesson](../lessons/training-on-chats.ipynb).

# %% [markdown] id="merges"
# ### Merges
#
# The ordered list of pairs that byte-pair encoding may join. It was learnt from a large text, the commonest pair
# first. Llama 3.1 has {{= f'{merges:,}' }}. [Lesson](../lessons/how-bpe-chooses.ipynb).

# %% [markdown] id="metaspace"
# ### Metaspace
#
# The character `▁`, which stands for a space in vocabularies made with SentencePiece, such as Phi-3's. It is not the
# underscore. [Lesson](../lessons/what-a-token-is.ipynb).

# %% [markdown] id="model-card"
# ### Model card
#
# The page that says what a model is, what it was made for and under which licence. Here also: the page of a
# [tokenizer's facts](index.md). [Lesson](../lessons/choosing-and-counting.ipynb).

# %% [markdown] id="nfc"
# ### NFC
#
# Unicode's composed form: `e` with a combining accent becomes the one code point `é`. Qwen2 brings every text into
# this form, so the text that comes back may differ from the one that went in.
# [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="normalizer"
# ### Normalizer
#
# The first step of a tokenizer: it changes the text before it is cut. Qwen2's composes characters ([NFC](#nfc)),
# Phi-3's replaces spaces by `▁`; Llama 3.1 has none. [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="offsets"
# ### Offsets
#
# For each token, where in the text it begins and ends. `return_offsets_mapping=True` gives them, counted in code
# points. [Lesson](../lessons/batches.ipynb).

# %% [markdown] id="packing"
# ### Packing
#
# Putting several examples into one row, instead of [padding](#padding). Positions begin again at each border, and no
# example may look at another. [Lesson](../lessons/training-on-chats.ipynb).

# %% [markdown] id="pad-token"
# ### Pad token
#
# The filler that makes the rows of a batch equally long. Llama 3.1 and StarCoder2 name none.
# [Lesson](../lessons/batches.ipynb).

# %% [markdown] id="padding"
# ### Padding
#
# Filling the shorter rows of a batch with the [pad token](#pad-token), on the right to train, on the left to
# generate. [Lesson](../lessons/batches.ipynb).

# %% [markdown] id="pipeline"
# ### Pipeline
#
# The five stages of a tokenizer: [normalizer](#normalizer), [pre-tokenizer](#pre-tokenizer), model,
# [post-processor](#post-processor), and [decoder](#decoder) for the way back. In transformers also the object that
# holds a tokenizer and a neural network. [Lesson](../lessons/pipeline.ipynb).

# %% [markdown] id="post-processor"
# ### Post-processor
#
# The last step on the way to ids: it adds [special tokens](#special-token) to the finished ids, such as Llama 3.1's
# [BOS](#bos-token). With `add_special_tokens=False` it adds none. [Lesson](../lessons/pipeline.ipynb).

# %% [markdown] id="pre-tokenizer"
# ### Pre-tokenizer
#
# The step that cuts a text into words, numbers and runs of white space before any merge. No token crosses such a cut.
# It decides, for one, whether digits stand alone. Phi-3 has none. [Lesson](../lessons/how-bpe-chooses.ipynb).

# %% [markdown] id="prefill"
# ### Prefill
#
# The beginning of the answer, written by you. The model goes on from there. `continue_final_message=True` renders it.
# [Lesson](../lessons/chat-templates.ipynb).

# %% [markdown] id="prefix-cache"
# ### Prefix cache
#
# What a server keeps of the prompts that it has computed, their *KV cache*. For a new prompt that begins with the same ids, that
# part is not computed again. [Lesson](../lessons/thinking-and-newer-templates.ipynb).

# %% [markdown] id="prefix-property"
# ### Prefix property
#
# That each prompt of a growing conversation begins with the one before. Templates that drop thoughts or write a date do
# not have it. [Lesson](../lessons/thinking-and-newer-templates.ipynb).

# %% [markdown] id="prompt-injection"
# ### Prompt injection
#
# Text from a user or a document that acts as an instruction. If it contains the [special tokens](#special-token) of a
# [chat template](#chat-template), and nobody prevents it, it even becomes a turn of its own.
# [Lesson](../lessons/rendering-bugs-and-injection.ipynb).

# %% [markdown] id="reasoning-model"
# ### Reasoning model
#
# A model that was trained to write a thought before its answer, between marks such as `<think>` and `</think>`. Many
# of their [templates](templates.md) drop old thoughts. [Lesson](../lessons/thinking-and-newer-templates.ipynb).

# %% [markdown] id="replacement-character"
# ### Replacement character
#
# `�`, which stands for bytes that are no valid [UTF-8](#utf-8). You see it when a part of a character is decoded
# alone. [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="revision"
# ### Revision
#
# A commit of a repository on the Hub. A name without a revision means the newest files, which may change; with one,
# always the same bytes. [Lesson](../lessons/choosing-and-counting.ipynb).

# %% [markdown] id="role"
# ### Role
#
# Who speaks in a message: `system`, `user`, `assistant`, sometimes `tool`. It is a string, and what becomes of it is
# up to the template. [Lesson](../lessons/chat-templates.ipynb).

# %% [markdown] id="round-trip"
# ### Round trip
#
# Encode, then decode. If the text that comes back is the one that went in, the round trip is exact.
# [Lesson](../lessons/round-trips-and-boundaries.ipynb).

# %% [markdown] id="sentencepiece"
# ### SentencePiece
#
# A library that trains and runs tokenizers, older than `tokenizers`. It treats the space as a character, `▁`. Phi-3's vocabulary
# was made with it. [Lesson](../lessons/what-a-token-is.ipynb).

# %% [markdown] id="snapshot"
# ### Snapshot
#
# A folder of the local cache with the files of one [revision](#revision).
# [Lesson](../lessons/choosing-and-counting.ipynb).

# %% [markdown] id="special-token"
# ### Special token
#
# An entry of the vocabulary that stands for no text but for a signal: a turn begins, the text ends, this is filler.
# Training gives it its meaning, and `skip_special_tokens` leaves it out of the text. Also called a control token.
# [Lesson](../lessons/special-tokens.ipynb).

# %% [markdown] id="stop-token"
# ### Stop token
#
# An id at which generation ends when the model emits it. The program that runs the model compares; a model may need
# several. Compare [EOS token](#eos-token). [Lesson](../lessons/base-models-and-tools.ipynb).

# %% [markdown] id="streaming"
# ### Streaming
#
# Showing an answer while it is generated, token by token. A token may end within a character, so the text has to wait
# for the rest. [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="subword-regularization"
# ### Subword regularization
#
# Cutting the training text in another way each time, by chance, so that a model is less upset by unusual cuts. Only
# for training. [Lesson](../lessons/other-families.ipynb).

# %% [markdown] id="system-prompt"
# ### System prompt
#
# The first message, which tells the model how to behave. Some templates add one that you did not write.
# [Lesson](../lessons/chat-templates.ipynb).

# %% [markdown] id="thinking-tokens"
# ### Thinking tokens
#
# The tokens of a thought, which a [reasoning model](#reasoning-model) writes before its answer. They count against the
# limit and are paid as output, also where nobody sees them. [Lesson](../lessons/what-the-server-sends.ipynb).

# %% [markdown] id="token"
# ### Token
#
# One entry of a tokenizer's [vocabulary](#vocabulary): a word, a part of one (a *subword*), a character, some bytes, or a signal.
# Models read and write tokens, as [ids](#token-id). [Lesson](../lessons/text-to-ids.ipynb).

# %% [markdown] id="token-id"
# ### Token id
#
# The number of a token in one vocabulary. In another one, the same number is another token:
# `{{= llama.convert_tokens_to_ids('Hello') }}` is `Hello` in Llama 3.1 and
# `{{= qwen2.convert_ids_to_tokens(llama.convert_tokens_to_ids('Hello')) }}` in Qwen2.
# [Lesson](../lessons/text-to-ids.ipynb).

# %% [markdown] id="tool-call"
# ### Tool call
#
# A message in which the model asks for a function to be run, with its arguments; also *function calling*. Your program runs it and sends the
# result back, mostly in the role `tool`. [Lesson](../lessons/tools-the-whole-loop.ipynb).

# %% [markdown] id="truncation"
# ### Truncation
#
# Cutting off tokens beyond a limit. From the left or from the right: `truncation_side` says.
# [Lesson](../lessons/batches.ipynb).

# %% [markdown] id="unigram"
# ### Unigram
#
# A way to cut text: each entry has a score, and the cut whose scores add up best wins. XLM-R and many multilingual
# models use it, made with SentencePiece. [Lesson](../lessons/other-families.ipynb).

# %% [markdown] id="unknown-token"
# ### Unknown token
#
# What a tokenizer writes for text that it cannot spell, text *out of vocabulary* (OOV). Ours can spell nearly everything in bytes, so it is rarely
# seen; Phi-3 has `{{= phi3.unk_token }}`. [Lesson](../lessons/anatomy-of-a-vocabulary.ipynb).

# %% [markdown] id="utf-8"
# ### UTF-8
#
# The usual way to write text as bytes: one byte for an English letter, {{= len('é'.encode()) }} for `é`,
# {{= len('안'.encode()) }} for `안`, {{= len('🤗'.encode()) }} for `🤗`.
# [Lesson](../lessons/bytes-and-unicode.ipynb).

# %% [markdown] id="vocabulary"
# ### Vocabulary
#
# All tokens that a tokenizer knows, each with its id. Llama 3.1 has {{= f'{len(llama):,}' }}, Phi-3
# {{= f'{len(phi3):,}' }}. [Lesson](../lessons/text-to-ids.ipynb).

# %% [markdown] id="wordpiece"
# ### WordPiece
#
# The way of BERT and many embedding models: the longest entry first, and `##` before what continues a word. A word
# that cannot be cut becomes the [unknown token](#unknown-token). [Lesson](../lessons/other-families.ipynb).
