"""What the real library makes of the cases of test_any_tokenizer.py: the lists that live/tests/any_cases.mjs writes, in the same order."""

from tokenizers import Tokenizer


def results(document: str, texts: list[str], pairs: list[str | None], chosen: list[int]) -> list | str:
    try:
        tokenizer = Tokenizer.from_str(document) if document.startswith("{") else Tokenizer.from_file(document)
    except BaseException as error:  # PanicException is no Exception
        return _said(error)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    out = [_guarded(lambda number=number: _one(tokenizer, texts[number], pairs[number], number)) for number in chosen]
    apart = [
        _guarded(lambda number=number: [_normalized(tokenizer, texts[number]), _pre_tokens(tokenizer, texts[number])])
        for number in chosen
    ]
    return [*out, [apart]]


def _one(tokenizer: Tokenizer, text: str, pair: str | None, number: int) -> list:
    tokenizer.encode_special_tokens = number % 7 == 6
    encoding = tokenizer.encode(text, pair, add_special_tokens=number % 4 != 3)
    offsets = [place for span in encoding.offsets for place in span]
    decoded = [
        _guarded(lambda skip=skip: tokenizer.decode(encoding.ids, skip_special_tokens=skip)) for skip in (False, True)
    ]
    return [
        encoding.ids,
        encoding.tokens,
        offsets,
        encoding.word_ids,
        encoding.type_ids,
        encoding.special_tokens_mask,
        encoding.sequence_ids,
        *decoded,
    ]


def _normalized(tokenizer: Tokenizer, text: str) -> str:
    return tokenizer.normalizer.normalize_str(text) if tokenizer.normalizer else text


def _pre_tokens(tokenizer: Tokenizer, text: str) -> list:
    if not tokenizer.pre_tokenizer:
        return [[text, 0, len(text)]] if text else []
    return [[piece, *span] for piece, span in tokenizer.pre_tokenizer.pre_tokenize_str(text)]


def _guarded(make):
    try:
        return make()
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, MemoryError)):
            raise
        return _said(error)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
