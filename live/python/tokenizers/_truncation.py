"""Truncation of a text or a pair of texts to a number of tokens."""


def truncate(encodings, length, settings):
    """Truncates `encodings` (one or two) in place to `length` tokens together.

    Raises Exception with the Rust library's message if the strategy cannot reach the length.
    """
    stride, direction = settings["stride"], settings["direction"]
    sizes = [len(encoding) for encoding in encodings]
    if length == 0:
        lengths = [0] * len(sizes)
    elif sum(sizes) <= length:
        return
    elif settings["strategy"] == "longest_first":
        lengths = [length] if len(sizes) == 1 else _shared(sizes, length)
    else:
        target = 0 if settings["strategy"] == "only_first" else 1
        if target == len(sizes):
            raise Exception("Truncation error: Second sequence not provided")
        lengths = list(sizes)
        lengths[target] -= sum(sizes) - length
        if lengths[target] <= 0:
            raise Exception("Truncation error: Sequence to truncate too short to respect the provided max_length")
    for encoding, wanted in zip(encodings, lengths, strict=True):
        encoding._truncate(wanted, stride, direction)


def _shared(sizes, length):
    """The longer sequence gives way until both are equally long; then each gets half."""
    short = min(sizes)
    long = short if short > length else max(short, length - short)
    if short + long > length:
        short = length // 2
        long = short + length % 2
    return [long, short] if sizes[0] > sizes[1] else [short, long]
