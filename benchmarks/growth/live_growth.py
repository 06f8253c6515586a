"""Calls whose work should grow with their input: the same code for the real transformers and the page's."""

import time

from transformers import AddedToken, AutoTokenizer

PHI, QWEN = "microsoft/Phi-3-mini-4k-instruct", "Qwen/Qwen2-7B-Instruct"


def _words(tokenizer, n):
    return lambda: tokenizer(["word", "other"] * (n // 2), is_split_into_words=True)


def _batch(tokenizer, n):
    return lambda: tokenizer(["A short text, as many are.", "Another one"] * (n // 2), padding=True)


def _pairs(tokenizer, n):
    return lambda: tokenizer([("question", "answer")] * n)


def _lstrip(tokenizer, n):
    tokenizer.add_tokens(AddedToken("[L]", lstrip=True))
    return lambda: tokenizer("x [L] " * (n // 6))


def _rstrip(tokenizer, n):
    tokenizer.add_tokens(AddedToken("[R]", rstrip=True, single_word=True))
    return lambda: tokenizer("x [R]  " * (n // 7))


def _spaces_before(tokenizer, n):
    tokenizer.add_tokens(AddedToken("[L]", lstrip=True))
    return lambda: tokenizer(" " * n + "a[L]")


def _single_word(tokenizer, n):
    tokenizer.add_tokens(AddedToken("ab", single_word=True))
    return lambda: tokenizer("ab abc " * (n // 7))


def _add_tokens(tokenizer, n):
    return lambda: tokenizer.add_tokens([f"<{i}>" for i in range(n)])


def _many_added(tokenizer, n):
    tokenizer.add_tokens([f"<{i}>" for i in range(n)])
    text = "".join(f"<{i}> x" for i in range(n))
    return lambda: tokenizer(text)


def _marks(tokenizer, n):
    return lambda: tokenizer("a" + "\u0301" * n)


def _offsets(tokenizer, n):
    return lambda: tokenizer("Where does it come from? " * (n // 25), return_offsets_mapping=True)


def _overflow(tokenizer, n):
    return lambda: tokenizer(
        "one two three " * (n // 14), truncation=True, max_length=128, stride=32, return_overflowing_tokens=True
    )


def _characters(tokenizer, n):
    encoded = tokenizer("Where does it come from? " * (n // 25))
    return lambda: [encoded.char_to_token(i) for i in range(n - 25)]


def _decode(tokenizer, n):
    ids = tokenizer.encode("Where does it come from? " * (n // 25))
    return lambda: tokenizer.decode(ids)


def _tokens(tokenizer, n):
    ids = tokenizer.encode("Where does it come from? " * (n // 25))
    return lambda: tokenizer.convert_tokens_to_string(tokenizer.convert_ids_to_tokens(ids))


# name -> (what prepares the call, repo, the larger size)
CALLS = {
    "words of a list": (_words, QWEN, 20_000),
    "a batch of texts": (_batch, QWEN, 10_000),
    "a batch of pairs": (_pairs, PHI, 5_000),
    "lstrip token": (_lstrip, QWEN, 60_000),
    "rstrip, single_word token": (_rstrip, PHI, 60_000),
    "spaces before lstrip token": (_spaces_before, QWEN, 30_000),
    "single_word token": (_single_word, QWEN, 60_000),
    "add_tokens": (_add_tokens, QWEN, 4_000),
    "text of many added tokens": (_many_added, PHI, 4_000),
    "marks on one letter": (_marks, QWEN, 60_000),
    "offsets": (_offsets, PHI, 100_000),
    "overflowing tokens": (_overflow, QWEN, 100_000),
    "char_to_token of every character": (_characters, QWEN, 20_000),
    "decode": (_decode, PHI, 100_000),
    "tokens and back": (_tokens, QWEN, 100_000),
}


_ADDING = (
    _lstrip,
    _rstrip,
    _spaces_before,
    _single_word,
    _add_tokens,
    _many_added,
)  # each needs a tokenizer of its own


def run(cases):
    """CPU milliseconds of each (name, size)."""
    shared = {repo: AutoTokenizer.from_pretrained(repo) for repo in (PHI, QWEN)}
    return [_timed(name, size, shared) for name, size in cases]


def _timed(name, size, shared):
    prepare, repo, _ = CALLS[name]
    times = []
    for _ in range(2):
        call = prepare(AutoTokenizer.from_pretrained(repo) if prepare in _ADDING else shared[repo], size)
        start = _cpu()
        call()
        times.append(_cpu() - start)
    return min(times)


def _cpu():
    try:
        from js import process  # Node
    except ImportError:
        return time.process_time() * 1000
    used = process.cpuUsage()
    return (used.user + used.system) / 1000
