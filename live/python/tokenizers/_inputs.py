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
    is_one = _is_words if is_pretokenized else is_text
    if is_one(item):
        return [item if isinstance(item, str) else list(item)]
    if isinstance(item, (list, tuple)) and len(item) == 2 and all(map(is_one, item)):
        return [part if isinstance(part, str) else list(part) for part in item]
    if isinstance(item, tuple) and len(item) == 2 and not is_pretokenized and is_one(item[0]):
        raise TypeError("TextInputSequence must be str")
    raise TypeError(_WORDS if is_pretokenized else _ONE)


def is_text(value):
    try:
        return isinstance(value, str) and value.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def _is_words(value):
    return isinstance(value, (list, tuple)) and all(map(is_text, value))
