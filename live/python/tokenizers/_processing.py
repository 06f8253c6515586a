"""What post-processors do with encodings: put tokens around them, join them, leave out spaces at their tokens' ends."""

from tokenizers._component import instance
from tokenizers._encoding import Encoding


def copies(encoding, pair):
    """[encoding] or [encoding, pair], copied. Raises TypeError for anything else than an Encoding."""
    return [instance(one, Encoding)._copy() for one in ((encoding,) if pair is None else (encoding, pair))]


def merged(encodings):
    return Encoding.merge(encodings, growing_offsets=False)


def without_processor(encodings):
    """What becomes of encodings where there is no post-processor."""
    if len(encodings) == 1:
        return encodings[0]
    for i, encoding in enumerate(encodings):
        encoding._set_sequence(i)
    return merged(encodings)


def around(encoding, sequence, before, after):
    """`encoding`, and what truncation cut off it, between tokens ((content, id), type id); their mask is made anew."""
    cuts = [around(cut, sequence, before, after) for cut in encoding.overflowing]
    special = lambda token: Encoding.special([token[0][1]], [token[0][0]], token[1])  # noqa: E731
    inner = encoding._copy()
    inner._ranges, inner.overflowing = {}, []
    inner._columns["special_tokens_mask"] = [0] * len(inner)
    inner._columns["attention_mask"] = [1] * len(inner)
    result = merged([*([special(before)] if before else []), inner, special(after)])
    start = 1 if before else 0
    result._ranges = {sequence: (start, len(result) - 1)}
    result.overflowing = cuts
    return result


def trim(encoding, add_prefix_space):
    """Leaves out the spaces at a token's ends; the one that `add_prefix_space` put there is not one of the text's."""
    for cut in encoding.overflowing:
        trim(cut, add_prefix_space)
    offsets = []
    for i, (token, (start, end)) in enumerate(
        zip(encoding._columns["tokens"], encoding._columns["offsets"], strict=True)
    ):
        leading = len(token) - len(token.lstrip(_SPACES))
        trailing = len(token) - len(token.rstrip(_SPACES))
        if leading:
            if (i == 0 or start == 0) and add_prefix_space and leading == 1:
                leading = 0
            start = min(start + leading, end)
        if trailing and end >= trailing:
            end = max(end - trailing, start)
        offsets.append((start, end))
    encoding._columns["offsets"] = offsets


# Rust's char::is_whitespace, and what ByteLevel writes for a space.
_SPACES = "\u0120\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
