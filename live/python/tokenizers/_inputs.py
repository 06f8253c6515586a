"""What may be encoded, and lengths, checked as the real library checks them."""

_ONE = "TextEncodeInput must be Union[TextInputSequence, Tuple[InputSequence, InputSequence]]"
_WORDS = (
    "PreTokenizedEncodeInput must be Union[PreTokenizedInputSequence, "
    "Tuple[PreTokenizedInputSequence, PreTokenizedInputSequence]]"
)


def size(value):
    """A length as the real library takes it: an integer from 0 to 2**64 - 1."""
    if not hasattr(type(value), "__index__"):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    if value.__index__() < 0:
        raise OverflowError("can't convert negative int to unsigned")
    if value >> 64:
        raise OverflowError("int too big to convert")
    return value.__index__()


def sequences(item, is_pretokenized):
    """[sequence] or [sequence, pair], where a sequence is a text or a list of words."""
    if _is_one(item, is_pretokenized):
        return [one(item, is_pretokenized)]
    if isinstance(item, (list, tuple)) and len(item) == 2:
        return [one(part, is_pretokenized) for part in item]
    raise TypeError(_WORDS if is_pretokenized else _ONE)


def one(value, is_pretokenized):
    """A text or a list of words."""
    if not _is_one(value, is_pretokenized):
        raise TypeError(
            "PreTokenizedInputSequence must be Union[List[str], Tuple[str]]"
            if is_pretokenized
            else "TextInputSequence must be str"
        )
    return list(value) if is_pretokenized else value


def _is_one(value, is_pretokenized):
    return _is_words(value) if is_pretokenized else _is_text(value)


def _is_text(value):
    try:
        return isinstance(value, str) and value.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def _is_words(value):
    return isinstance(value, (list, tuple)) and all(map(_is_text, value))
