"""Phi-3: a SentencePiece vocabulary, whose merges Hugging Face's converter derived from the scores."""

from collections.abc import Mapping, Sequence

from course.tokenizers.vocabularies import parts
from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

GGUF = "ggml-vocab-phi-3.gguf"
TEMPLATE = "templates/microsoft-Phi-3.5-mini-instruct.jinja"

_PLAIN = 32_000  # pieces of Llama 2's vocabulary; Phi-3's own tokens follow
_OWN = (
    "<|assistant|>",
    "<|placeholder1|>",
    "<|placeholder2|>",
    "<|placeholder3|>",
    "<|placeholder4|>",
    "<|system|>",
    "<|end|>",
    "<|placeholder5|>",
    "<|placeholder6|>",
    "<|user|>",
)


@rebuilt_from(GGUF, TEMPLATE)
def instruct(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    added = [
        parts.added_token(0, "<unk>"),
        parts.added_token(1, "<s>"),
        parts.added_token(2, "</s>", rstrip=True, special=False),
        parts.added_token(_PLAIN, "<|endoftext|>"),
        *(parts.added_token(_PLAIN + 1 + n, name, rstrip=True) for n, name in enumerate(_OWN)),
    ]
    pieces = metadata["tokenizer.ggml.tokens"][:_PLAIN]
    scores = metadata["tokenizer.ggml.scores"][:_PLAIN]
    tokenizer = parts.tokenizer_json(
        added=added,
        normalizer=parts.sequence("normalizers", {"type": "Prepend", "prepend": "▁"}, parts.replace(" ", "▁")),
        pre_tokenizer=None,
        post_processor=parts.template(),
        decoder=parts.sequence(
            "decoders",
            parts.replace("▁", " "),
            {"type": "ByteFallback"},
            {"type": "Fuse"},
            {"type": "Strip", "content": " ", "start": 1, "stop": 0},
        ),
        model=parts.bpe(pieces, derive_merges(pieces, scores), unk_token="<unk>", fuse_unk=True, byte_fallback=True),
    )
    config = {
        "add_bos_token": False,
        "add_eos_token": False,
        "added_tokens_decoder": parts.added_tokens_decoder(added),
        "bos_token": "<s>",
        # The template at hand is Phi-3.5's, which also asks whether a system message is empty.
        "chat_template": templates[TEMPLATE].replace(" and message['content']", ""),
        "clean_up_tokenization_spaces": False,
        "eos_token": "<|endoftext|>",
        "legacy": False,
        "model_max_length": 4096,
        "pad_token": "<|endoftext|>",
        "padding_side": "left",
        "sp_model_kwargs": {},
        "tokenizer_class": "LlamaTokenizer",
        "unk_token": "<unk>",
        "use_default_system_prompt": False,
    }
    return {
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": (parts.dump(config) + "\n").encode("utf-8"),
    }


def derive_merges(pieces: Sequence[str], scores: Sequence[float]) -> list[str]:
    """The merges "left right" of a SentencePiece BPE vocabulary, in the order of their rank.

    Each piece gives every split into two pieces of the vocabulary, sorted by their ids; then the splits of the piece
    with the highest score come first. The way of `SentencePieceExtractor` in transformers/convert_slow_tokenizer.py.
    """
    ids = {piece: id for id, piece in enumerate(pieces)}
    ranked = []
    for piece, score in zip(pieces, scores, strict=True):
        halves = ((piece[:cut], piece[cut:]) for cut in range(1, len(piece)))
        known = [(ids[left], ids[right]) for left, right in halves if left in ids and right in ids]
        ranked += [(score, pair) for pair in sorted(known)]
    ranked.sort(key=lambda merge: merge[0], reverse=True)  # stable, also in reverse
    return [f"{pieces[left]} {pieces[right]}" for _, (left, right) in ranked]
