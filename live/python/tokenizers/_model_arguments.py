"""What models are made of, checked as the library checks it: vocabularies, merges, scores."""

import struct

from tokenizers._host import integer, named, sequence, text


def vocabulary(value):
    """A vocabulary, or the name of its file."""
    if isinstance(value, str):
        return text(value)
    try:
        if not isinstance(value, dict):
            raise TypeError(f"{named(value)} is not an instance of 'dict'")
        return {text(token): integer(id_) for token, id_ in value.items()}
    except (TypeError, OverflowError) as error:
        raise TypeError(
            "failed to extract enum PyVocab ('Vocab | Filename')\n- variant Vocab (Vocab): TypeError: failed to extract "
            f"field PyVocab::Vocab.0, caused by {type(error).__name__}: {error}\n- variant Filename (Filename): "
            f"TypeError: failed to extract field PyVocab::Filename.0, caused by TypeError: {named(value)} is not an "
            "instance of 'str'"
        ) from None


def merge_list(value):
    if isinstance(value, str):
        return text(value)
    try:
        return [_merge(pair) for pair in sequence(value)]
    except TypeError as error:
        raise TypeError(
            "failed to extract enum PyMerges ('Merges | Filename')\n- variant Merges (Merges): TypeError: failed to "
            f"extract field PyMerges::Merges.0, caused by TypeError: {error}\n- variant Filename (Filename): TypeError: "
            f"failed to extract field PyMerges::Filename.0, caused by TypeError: {named(value)} is not an instance of "
            "'str'"
        ) from None


def _merge(pair):
    if not isinstance(pair, tuple):
        raise TypeError(f"{named(pair)} is not an instance of 'tuple'")
    if len(pair) != 2:
        raise TypeError(f"expected tuple of length 2, but got tuple of length {len(pair)}")
    return [text(part) for part in pair]


def single(value):
    """As a float of 32 bits, which is what the library keeps."""
    if not isinstance(value, (int, float)):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    return float(value)


def read_single(value):
    return None if value is None else struct.unpack("f", struct.pack("f", value))[0]


def check_merges(vocab, merges, prefix):
    cut = len(prefix.encode())
    for left, right in merges:
        for token in (left, right, left + right.encode()[cut:].decode(errors="replace")):
            if token not in vocab:
                raise Exception(f"Error while initializing BPE: Token `{token}` out of vocabulary")


def scored(pair):
    if not isinstance(pair, tuple):
        raise TypeError(f"{named(pair)} is not an instance of 'tuple'")
    if len(pair) != 2:
        raise ValueError(f"expected tuple of length 2, but got tuple of length {len(pair)}")
    return [text(pair[0]), single(pair[1])]
