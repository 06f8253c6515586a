"""The components of a tokenizer.json in words: one sentence or two for each type. Pure."""

import html

Component = dict | None

_LISTS = {
    "normalizer": "normalizers",
    "pre_tokenizer": "pretokenizers",
    "decoder": "decoders",
    "post_processor": "processors",
}
_NOTHING = {
    "normalizer": "None. The text is cut as it comes.",
    "pre_tokenizer": "None. The merges see the whole text as one piece, so a token may hold a space inside.",
    "post_processor": "Adds nothing to a text.",
    "decoder": "None. The tokens are joined by spaces.",
}


def explained(part: str, component: Component) -> list[str]:
    """What a component does, as HTML sentences in the order of its steps; a component of an unknown type is named."""
    if component is None or component.get(_LISTS[part]) == []:
        return [_NOTHING[part]]
    if component["type"] == "Sequence":
        return [sentence for step in component[_LISTS[part]] for sentence in explained(part, step)]
    return [_STEPS.get((part, component["type"]), _unknown)(component)]


def model_explained(model: dict) -> list[str]:
    """How the pieces become tokens."""
    kind = model.get("type") or ("Unigram" if "unk_id" in model else "BPE")  # old files do not say it
    if kind == "WordPiece":
        return [
            "WordPiece: the longest token that begins the piece, then the longest that goes on, written with "
            f"{_code(model['continuing_subword_prefix'])} before it. A piece that cannot be covered so, or has more "
            f"than {model['max_input_chars_per_word']} characters, becomes {_code(model['unk_token'])} as a whole."
        ]
    if kind == "Unigram":
        return [
            "Unigram: every token has a score, the logarithm of its probability, and of all ways to cover a piece with "
            "tokens the one with the highest sum is taken. A character that no token has becomes the unknown token."
        ]
    sentences = ["Byte-pair encoding: the merges are tried in their order until none fits any more."]
    if model.get("ignore_merges"):
        sentences.append(
            f"{_code('ignore_merges')}: a piece that the vocabulary has as a whole is taken as it is, without merging."
        )
    if model.get("byte_fallback"):
        sentences.append(
            f"{_code('byte_fallback')}: a character that is not in the vocabulary is spelled in bytes, a "
            f"token like {_code('<0xE2>')} each."
        )
    if model.get("unk_token"):
        sentences.append(f"What cannot be spelled at all becomes {_code(model['unk_token'])}.")
    return sentences


def _code(text: str) -> str:
    return f"<code>{html.escape(text)}</code>"


def _pattern(step: dict) -> str:
    [(kind, text)] = step["pattern"].items()
    return text


def _split(step: dict) -> str:
    pattern = _pattern(step)
    if step["behavior"] == "MergedWithPrevious":
        return f"Cuts the text after each {_shown(pattern).removeprefix('a ')}, which stays with what comes before it."
    if pattern in _STRETCHES:
        return f"Cuts out {_STRETCHES[pattern]}: {_code(_escaped(pattern))}"
    if "|" not in pattern:
        return f"Cuts out every stretch that a regular expression matches: {_code(_escaped(pattern))}"
    digits = (
        "digits stay together in groups of up to three, from the left, "
        if r"\p{N}{1,3}" in pattern
        else "every digit is a piece of its own, "
        if r"\p{N}|" in pattern
        else "digits are cut as the pattern says, "
        if r"\p{N}" in pattern
        else ""
    )
    return (
        "Cuts the text with a regular expression, and no merge crosses a cut: a word takes the space "
        f"before it, {digits}punctuation and "
        f"runs of white space are pieces too. The pattern: {_code(_escaped(pattern))}"
    )


# Patterns of one kind of character, in words.
_STRETCHES = {
    r"\p{N}{1,3}": "digits, in groups of up to three from the left",
    "[一-龥\u3040-ゟ゠-ヿ]+": "every stretch of Chinese characters and Japanese kana",
}


def _escaped(pattern: str) -> str:
    return pattern.replace("\r", r"\r").replace("\n", r"\n")


def _bytes(step: dict) -> str:
    said = "Writes each byte of the UTF-8 text as one printable character; a space becomes <code>Ġ</code>."
    return (
        f"Cuts the text with GPT-2’s regular expression: words, numbers, punctuation, white space. {said}"
        if step.get("use_regex", True)
        else said
    )


def _digits(step: dict) -> str:
    return (
        "Makes every digit a piece of its own."
        if step["individual_digits"]
        else "Cuts between digits and everything else."
    )


def _replaced(step: dict) -> str:
    return f"Replaces {_shown(_pattern(step))} by {_shown(step['content'])}."


def _shown(text: str) -> str:
    return "a space" if text == " " else _code(text)


def _template(step: dict) -> str:
    before: list[str] = []
    after: list[str] = []
    side = before
    for piece in step["single"]:
        if "Sequence" in piece:
            side = after
        else:
            side.append(_code(piece["SpecialToken"]["id"]))
    said = [f"{' and '.join(side)} {where} the text" for side, where in ((before, "before"), (after, "after")) if side]
    return f"Puts {', and '.join(said)}." if said else "Adds nothing to a text."


def _trimmed(step: dict) -> str:
    return (
        "Offsets leave out the space before a word."
        if step["trim_offsets"]
        else "Offsets include the space before a word."
    )


def _stripped(step: dict) -> str:
    return f"Drops a space at the start of the text (at most {step['start']})."


def _bert(step: dict) -> str:
    said = ["control characters are dropped, white space becomes a space"] if step["clean_text"] else []
    said += ["Chinese characters stand alone"] if step["handle_chinese_chars"] else []
    said += ["letters become lower case"] if step["lowercase"] else []
    accents = step["strip_accents"] or step["strip_accents"] is None and step["lowercase"]
    said += ["accents are dropped"] if accents else []
    return f"BERT’s way: {'; '.join(said)}. What comes back is not the text that went in."


def _metaspace(step: dict) -> str:
    return f"Writes {_code(step['replacement'])} for a space, and one before each piece."


def _unknown(step: dict) -> str:
    return f"A step of the type {_code(step['type'])}."


_STEPS = {
    ("normalizer", "NFC"): lambda step: (
        "Unicode’s composed form NFC: <code>e</code> with a combining accent becomes <code>é</code>. The "
        "text that comes back may differ from the one that went in."
    ),
    ("normalizer", "Prepend"): lambda step: f"Puts {_shown(step['prepend'])} before the text.",
    ("normalizer", "Replace"): _replaced,
    ("normalizer", "BertNormalizer"): _bert,
    ("normalizer", "Precompiled"): lambda step: (
        "Replaces characters by SentencePiece’s own map, close to Unicode’s compatibility form NFKC: <code>ﬁ</code> "
        "becomes <code>fi</code>, <code>①</code> becomes <code>1</code>."
    ),
    ("pre_tokenizer", "BertPreTokenizer"): lambda step: (
        "Cuts at white space, which is dropped, and makes every punctuation mark a piece of its own."
    ),
    ("pre_tokenizer", "WhitespaceSplit"): lambda step: "Cuts at white space, which is dropped.",
    ("pre_tokenizer", "Metaspace"): _metaspace,
    ("pre_tokenizer", "Split"): _split,
    ("pre_tokenizer", "ByteLevel"): _bytes,
    ("pre_tokenizer", "Digits"): _digits,
    ("post_processor", "TemplateProcessing"): _template,
    ("post_processor", "ByteLevel"): _trimmed,
    ("decoder", "ByteLevel"): lambda step: (
        "Turns the printable characters back into bytes, and the bytes into text. Bytes that are no "
        "UTF-8 become <code>�</code>."
    ),
    ("decoder", "Replace"): _replaced,
    ("decoder", "ByteFallback"): lambda step: "Turns tokens like <code>&lt;0xE2&gt;</code> back into bytes.",
    ("decoder", "Metaspace"): lambda step: (
        f"Turns {_code(step['replacement'])} back into a space; the one at the start is dropped."
    ),
    ("decoder", "WordPiece"): lambda step: (
        f"Joins tokens by spaces, those with {_code(step['prefix'])} without one"
        + (", and drops the spaces before punctuation." if step["cleanup"] else ".")
    ),
    ("decoder", "Fuse"): lambda step: "Joins all pieces.",
    ("decoder", "Strip"): _stripped,
}
