"""Runs cases with whatever `transformers` this Python has: the real one in CPython, ours in Pyodide.

Results are JSON texts. An exception becomes its type and message.
"""

import json
import random
import sys
import warnings

from live_chats import CONVERSATIONS, DOCUMENTS, TEMPLATES, TOOLS
from live_keywords import KEYWORDS
from live_scripts import CHANGING, SCRIPTS
from live_statements import statements
from transformers import AutoTokenizer, logging

logging.set_verbosity_error()
warnings.simplefilter("ignore")


def run(cases):
    """One result per case: a dictionary of named parts, each a text."""
    tokenizers, results = {}, []
    for kind, repo, *arguments in cases:
        if kind == "script":
            own = arguments[0] in CHANGING
            tokenizer = AutoTokenizer.from_pretrained(repo) if own else _kept(tokenizers, repo)
            results.append(_script(tokenizer, *arguments))
            continue
        keywords = {"add_prefix_space": True} if kind == "prefixed" else {}
        results.append(_KINDS[kind](_kept(tokenizers, repo, **keywords), *arguments))
    return results


def _kept(tokenizers, repo, **keywords):
    key = (repo, *keywords)
    if key not in tokenizers:
        tokenizers[key] = AutoTokenizer.from_pretrained(repo, **keywords)
    return tokenizers[key]


def _try(function, *arguments, **options):
    try:
        return _plain(function(*arguments, **options))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    except BaseException as error:  # Rust's PanicException; its text is the library's affair
        return type(error).__name__


def _plain(value):
    """JSON text: tuples and lists are the same there, True and 1 are not."""
    return json.dumps(value, ensure_ascii=False, default=_other)


def _other(value):
    return dict(value) if hasattr(value, "items") else repr(value)


def _text(tokenizer, text):
    result = {
        "bare": _try(tokenizer.encode, text, add_special_tokens=False),
        "split": _try(tokenizer.encode, text, add_special_tokens=False, split_special_tokens=True),
    }
    try:
        encoding = tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True)
    except Exception as error:
        return result | {"call": f"{type(error).__name__}: {error}"}
    ids = encoding["input_ids"]
    result["ids"] = _plain([ids, encoding["special_tokens_mask"], encoding["attention_mask"]])
    result["offsets"] = _plain(encoding["offset_mapping"])
    result["tokens"] = _plain([encoding.tokens(), encoding.word_ids(), encoding.sequence_ids()])
    modes = [tokenizer.decode(ids), tokenizer.decode(ids, skip_special_tokens=True), tokenizer.decode(ids[1:-1])]
    result["decoded"] = _plain(
        [*modes, tokenizer.decode(json.loads(result["split"]), clean_up_tokenization_spaces=True)]
    )
    return result


def _batch(tokenizer, first, second, options):
    tokenizer.model_max_length = 20  # padding="max_length" without a length would give 131,072 tokens
    kept = tokenizer.pad_token
    try:
        return _batch_parts(tokenizer, first, second, options)
    finally:
        tokenizer.pad_token = kept


def _batch_parts(tokenizer, first, second, options):
    if options["padding"] in (True, "longest", "max_length") and tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    single = _try(tokenizer, first[0], second and second[0], **options)
    try:
        batch = tokenizer(first, second, **options)
    except Exception as error:
        return {"single": single, "batch": f"{type(error).__name__}: {error}"}
    except BaseException as error:
        return {"single": single, "batch": type(error).__name__}
    encodings = [[e.tokens, e.sequence_ids, e.type_ids, e.offsets, e.word_ids, e.n_sequences] for e in batch.encodings]
    return {"single": single, "batch": _plain(batch), "encodings": _plain(encodings)}


def _ids(tokenizer, seed):
    """Decoding of arbitrary ids, known and unknown."""
    dice = random.Random(seed)
    ids = [dice.randrange(len(tokenizer) + 5) for _ in range(dice.randint(1, 12))]
    if dice.random() < 0.5:
        ids = [dice.randrange(300) for _ in ids]
    tokens = tokenizer.convert_ids_to_tokens(ids)
    known = [token for token in tokens if token is not None]
    parts = {
        "ids": ids,
        "decoded": tokenizer.decode(ids),
        "skipped": tokenizer.decode(ids, skip_special_tokens=True),
        "cleaned": tokenizer.decode(ids, clean_up_tokenization_spaces=True),
        "each": tokenizer.batch_decode([[id_] for id_ in ids]),
        "tokens": tokens,
        "unspecial": tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True),
        "joined": tokenizer.convert_tokens_to_string(known),
        "back": tokenizer.convert_tokens_to_ids([*known, "no such token", "Ġ"]),
    }
    return {name: _plain(value) for name, value in parts.items()}


def _chat(tokenizer, conversation, template, options):
    options = dict(options)
    options["chat_template"] = TEMPLATES[template] if template else None
    if "tools" in options:
        options["tools"] = [TOOLS[name] for name in options["tools"]]
    if "documents" in options:
        options["documents"] = DOCUMENTS
    kept = tokenizer.pad_token
    if options.get("padding") and kept is None:
        tokenizer.pad_token = tokenizer.eos_token
    chat = CONVERSATIONS[conversation]
    result = {
        "text": _try(tokenizer.apply_chat_template, chat, tokenize=False, **options),
        "ids": _try(tokenizer.apply_chat_template, chat, **options),
    }
    tokenizer.pad_token = kept
    return result


def _script(tokenizer, name):
    """Runs statements one by one on a tokenizer `t`; the value of each, or its exception."""
    return dict(statements((SCRIPTS | KEYWORDS)[name], {"t": tokenizer}, _try))


_KINDS = {"text": _text, "prefixed": _text, "batch": _batch, "ids": _ids, "chat": _chat}


if __name__ == "__main__":
    with open(sys.argv[1]) as stream:
        given = json.load(stream)
    with open(sys.argv[2], "w") as stream:
        json.dump({"results": run(given)}, stream)
