"""`sanitize_control_tokens`: special tokens that a user writes into a chat become ordinary text.

They are marked in the messages before the template renders them, so that they can be told from the template's own.
"""

import re
from functools import lru_cache

START = "\U000f0000"  # private-use characters around a control token of the user's
END = "\U000f0001"


@lru_cache
def patterns(control_tokens):
    """(matches a control token; matches a marked one, or a marker that lost its partner). Longer tokens first."""
    tokens = "|".join(map(re.escape, sorted(control_tokens, key=len, reverse=True))) or "(?!)"
    return re.compile(tokens), re.compile(f"{START}({tokens}){END}|[{START}{END}]")


def mark(value, control_token):
    """`value` (messages, tools, documents) with every control token in its strings marked; keys stay."""
    if isinstance(value, str):
        value = value.replace(START, "").replace(END, "")  # no one may bring markers of their own
        return control_token.sub(f"{START}\\g<0>{END}", value)
    if isinstance(value, dict):
        return {key: mark(item, control_token) for key, item in value.items()}
    return [mark(item, control_token) for item in value] if isinstance(value, (list, tuple)) else value


def encode_marked_chat(tokenizer, chat):
    """The ids of a rendered chat whose marked control tokens are encoded as plain text."""
    _, marked = patterns(tuple(tokenizer.added_tokens_encoder))
    pieces = marked.split(chat)  # text, marked token or None, text, …
    newline = tokenizer.encode("\n", add_special_tokens=False)
    ids = tokenizer.encode(pieces[0], add_special_tokens=False)
    for i, piece in enumerate(pieces[1:], start=1):
        if not piece:
            continue
        as_text = i % 2 == 1
        new = _encode_piece(tokenizer, piece, as_text, newline)
        if as_text and tokenizer.convert_tokens_to_ids(piece) in new:
            raise ValueError(f"Can't sanitize {piece!r}: the tokenizer produces it from plain text")
        ids += new
    return ids


def _encode_piece(tokenizer, piece, as_text, newline):
    def encode(text):
        if as_text:
            return tokenizer._encode_without_added_tokens(text)
        return tokenizer.encode(text, add_special_tokens=False)

    # After a newline, because a Metaspace tokenizer puts a space at the start of a text.
    ids = encode("\n" + piece)
    return ids[len(newline) :] if ids[: len(newline)] == newline else encode(piece)
