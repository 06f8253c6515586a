"""A loaded tokenizer -> the compact JSON that a page fetches for it (pure, deterministic).

The pipeline is taken as transformers loaded it (`backend_tokenizer.to_str()`), because the class that transformers
picks changes the ids. Three things make the file small and the reader's browser independent of its own Unicode data:

* the vocabulary is one string, tokens in the order of their ids;
* a merge is not written out: its rank follows from the id of the token that it makes (`merge_rules`);
* what `\\p{L}`, `\\p{N}` and `\\s` match, and what NFC composes, is measured on the Rust library and travels along
  (`course.browser.unicode_classes`).
"""

import json
import re

from course.browser.unicode_classes import measured_classes, measured_composition, portable_pattern
from course.contract import contract
from course.errors import CourseError

FORMAT = 1
_PROPERTY = re.compile(r"\\[pP]\{(\w+)\}")
_CLASS_ATTRIBUTES = (
    "padding_side", "truncation_side", "model_max_length", "clean_up_tokenization_spaces", "split_special_tokens",
    "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output", "model_input_names", "add_prefix_space",
    "name_or_path", "backend", "verbose", "chat_template", "response_template", "chat_control_tokens",
)  # fmt: skip


def compact(repo: str, tokenizer) -> bytes:
    """The asset of one tokenizer: UTF-8 JSON, one newline at the end.

    `tokenizer` is what `AutoTokenizer.from_pretrained(repo)` returned, untouched. Raises CourseError for a pipeline
    that the page's engine does not know; better here than a wrong id in a reader's browser.
    """
    document = json.loads(tokenizer.backend_tokenizer.to_str())
    model = document["model"]
    if (
        model["type"] != "BPE"
        or model.get("dropout")
        or model.get("continuing_subword_prefix")
        or model.get("end_of_word_suffix")
    ):
        raise CourseError(
            f"{repo} is not a plain BPE tokenizer; the page's engine knows no other, so leave it out of the live cells."
        )
    vocabulary = sorted(model["vocab"], key=model["vocab"].get)
    if [model["vocab"][token] for token in vocabulary] != list(range(len(vocabulary))) or any(
        "\n" in t for t in vocabulary
    ):
        raise CourseError(
            f"the ids of {repo} have gaps, or a token holds a newline; the asset's format cannot hold that."
        )
    merges = [pair if isinstance(pair, list) else pair.split(" ") for pair in model["merges"]]
    asset = {
        "format": FORMAT,
        "repo": repo,
        "normalizer": document["normalizer"],
        "pre_tokenizer": portable_pre_tokenizer(document["pre_tokenizer"]),
        "post_processor": document["post_processor"],
        "decoder": document["decoder"],
        "unk_token": model["unk_token"],
        "fuse_unk": model["fuse_unk"],
        "byte_fallback": model["byte_fallback"],
        "ignore_merges": model["ignore_merges"],
        "merges": merge_rules(repo, vocabulary, merges),
        "classes": _classes(document),
        "added": [_added(token) for token in document["added_tokens"]],
        "surface": json.dumps(
            surface(tokenizer) | {"pipeline": _as_it_was(document)}, ensure_ascii=False, separators=(",", ":")
        ),  # a string: JavaScript would round 1e30
        "vocabulary": "\n".join(vocabulary),
    }
    return (json.dumps(asset, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _as_it_was(document: dict) -> dict:
    """What the asset has in other words than the tokenizer, for whoever looks at it or writes it to a file."""
    original = document["pre_tokenizer"]
    affixes = {name: document["model"][name] for name in ("continuing_subword_prefix", "end_of_word_suffix")}
    return ({} if portable_pre_tokenizer(original) == original else {"pre_tokenizer": original}) | {"affixes": affixes}


def _classes(document: dict) -> dict[str, str]:
    composition = measured_composition() if document["normalizer"] == {"type": "NFC"} else {}
    properties = sorted(set(_PROPERTY.findall(json.dumps(document["pre_tokenizer"]))))
    return (measured_classes(*properties) if document["pre_tokenizer"] else {}) | composition


def merge_rules(repo: str, vocabulary: list[str], merges: list[list[str]]) -> dict:
    """How to find the rank of a merge without a list of merges.

    In all these tokenizers the ranks rise with the id of the token made, then with the ids of its parts; `late` lists
    the exceptions, tokens made after all others. `left` is one character per id: chr(48 + length of the left part in
    UTF-16 units), chr(48) if no merge makes the token; without `left`, every split into two tokens is a merge.
    Raises CourseError if the rules do not give exactly these merges in exactly this order.
    """
    ids = {token: i for i, token in enumerate(vocabulary)}
    made = [ids[left + right] for left, right in merges]
    turn = next((i for i in range(1, len(made)) if made[i] < made[i - 1]), len(made))
    late = sorted(set(made[turn:]))
    if len(set(made)) == len(made):
        lengths = dict(zip(made, (len(left.encode("utf-16-le")) // 2 for left, _ in merges), strict=True))
        rules = {"late": late, "left": "".join(chr(48 + lengths.get(i, 0)) for i in range(len(vocabulary)))}
    else:
        rules = {"late": late}
    if derived_merges(vocabulary, rules) != [tuple(pair) for pair in merges]:
        raise CourseError(
            f"the merges of {repo} do not follow from its vocabulary; the asset's format needs a list of merges for it."
        )
    return rules


def derived_merges(vocabulary: list[str], rules: dict) -> list[tuple[str, str]]:
    """The merges that the page's engine will see, in the order of their ranks."""
    ids = {token: i for i, token in enumerate(vocabulary)}
    late = set(rules["late"])
    merges = []
    for made, token in enumerate(vocabulary):
        if "left" in rules:
            units = token.encode("utf-16-le")
            split = 2 * (ord(rules["left"][made]) - 48)
            cuts = [(units[:split].decode("utf-16-le"), units[split:].decode("utf-16-le"))] if split else []
        else:
            cuts = [(token[:cut], token[cut:]) for cut in range(1, len(token))]
        for left, right in cuts:
            if left in ids and right in ids:
                merges.append((made in late, made, ids[left], ids[right]))
    return [(vocabulary[left], vocabulary[right]) for _, _, left, right in sorted(merges)]


def portable_pre_tokenizer(config: dict | None) -> dict | None:
    """The same pre-tokenizer with patterns that mean the same in every browser."""
    if config is None:
        return None
    if config["type"] == "Sequence":
        return {**config, "pretokenizers": [portable_pre_tokenizer(part) for part in config["pretokenizers"]]}
    if (
        config["type"] == "Split"
        and "Regex" in config["pattern"]
        and config["behavior"] == "Isolated"
        and not config["invert"]
    ):
        return {**config, "pattern": {"Regex": portable_pattern(config["pattern"]["Regex"])}}
    if config["type"] == "ByteLevel" and not config["add_prefix_space"]:
        # The JavaScript library's own pattern for `use_regex` has a `\s` that includes U+FEFF.
        gpt2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
        split = {"type": "Split", "pattern": {"Regex": gpt2}, "behavior": "Isolated", "invert": False}
        plain = {**config, "use_regex": False}
        return {"type": "Sequence", "pretokenizers": [split, plain]} if config["use_regex"] else plain
    raise CourseError(
        f"the page's engine does not know the pre-tokenizer {config['type']} with these settings; leave "
        "the tokenizer out of the live cells."
    )


def surface(tokenizer) -> dict:
    """What `live/python/transformers` needs beside the pipeline: class, attributes, special tokens."""

    def plain(token):
        return token if token is None or isinstance(token, str) else {"content": token.content, **_flags(token)}

    return {
        "class": type(tokenizer).__name__,
        "module": type(tokenizer).__module__,
        "attributes": {name: getattr(tokenizer, name) for name in _CLASS_ATTRIBUTES},
        "special_tokens": {name: plain(token) for name, token in tokenizer._special_tokens_map.items()},
        "extra_special_tokens": [plain(token) for token in tokenizer._extra_special_tokens],
        "saved": {name: value for name, value in tokenizer.init_kwargs.items() if _is_saved(name, value)},
        "made_with": sorted(tokenizer.init_kwargs),
    }


def _is_saved(name: str, value) -> bool:
    """Whether a keyword of the constructor goes into a saved tokenizer_config.json, and is not known yet."""
    known = name in _CLASS_ATTRIBUTES or name.endswith(("_token", "_file", "_special_tokens"))
    return not known and name != "added_tokens_decoder" and isinstance(value, (str, int, float, list, dict, type(None)))


def _flags(token) -> dict:
    return {name: getattr(token, name) for name in contract()["addedTokenFlags"]}


def _added(token: dict) -> list:
    """[id, content, flags]: a bit for each of the contract's addedTokenFlags, the lowest first."""
    return [
        token["id"],
        token["content"],
        sum(token[name] << bit for bit, name in enumerate(contract()["addedTokenFlags"])),
    ]
