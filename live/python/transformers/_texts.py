"""Encoding texts: `encode`, `tokenize` and calling the tokenizer."""

from transformers._batch import BatchEncoding
from transformers._sanitize import encode_marked_chat
from transformers._strategies import PaddingStrategy, TruncationStrategy
from transformers.utils import logging

logger = logging.get_logger("transformers.tokenization_utils_base")

_BAD_TEXT = (
    "text input must be of type `str` (single example), `list[str]` (batch or single pretokenized example) "
    "or `list[list[str]]` (batch of pretokenized examples) or `list[tuple[list[str], list[str]]]` (batch of pretokenized sequence pairs)."
)


class Texts:
    """Mixin: from text to a BatchEncoding."""

    def encode(
        self, text, text_pair=None, add_special_tokens=True, padding=False, truncation=None, max_length=None, stride=0,
        padding_side=None, return_tensors=None, **kwargs,
    ):  # fmt: skip
        """The ids of a text."""
        padding, truncation, max_length, updated = self._get_padding_truncation_strategies(
            padding, truncation, max_length, **kwargs
        )
        return self._encode_plus(
            text, text_pair=text_pair, add_special_tokens=add_special_tokens, padding_strategy=padding, truncation_strategy=truncation,
            max_length=max_length, stride=stride, padding_side=padding_side, return_tensors=return_tensors, **(kwargs | updated),
        )["input_ids"]  # fmt: skip

    def tokenize(self, text, pair=None, add_special_tokens=False, **kwargs):
        """The tokens of a text, as strings."""
        return self._encode_plus(text=text, text_pair=pair, add_special_tokens=add_special_tokens, **kwargs).tokens()

    def __call__(
        self, text=None, text_pair=None, text_target=None, text_pair_target=None, add_special_tokens=True, padding=False,
        truncation=None, max_length=None, stride=0, is_split_into_words=False, pad_to_multiple_of=None, padding_side=None,
        return_tensors=None, return_token_type_ids=None, return_attention_mask=None, return_overflowing_tokens=False,
        return_special_tokens_mask=False, return_offsets_mapping=False, return_length=False, verbose=True,
        tokenizer_kwargs=None, **kwargs,
    ):  # fmt: skip
        """Encode a text, a pair of texts, or a batch of either."""
        options = {
            "add_special_tokens": add_special_tokens, "padding": padding, "truncation": truncation, "max_length": max_length,
            "stride": stride, "is_split_into_words": is_split_into_words, "pad_to_multiple_of": pad_to_multiple_of,
            "padding_side": padding_side, "return_tensors": return_tensors, "return_token_type_ids": return_token_type_ids,
            "return_attention_mask": return_attention_mask, "return_overflowing_tokens": return_overflowing_tokens,
            "return_special_tokens_mask": return_special_tokens_mask, "return_offsets_mapping": return_offsets_mapping,
            "return_length": return_length, "verbose": verbose,
            "split_special_tokens": kwargs.pop("split_special_tokens", self.split_special_tokens),
        }  # fmt: skip
        target_length = kwargs.pop("max_target_length", None)
        options.update(tokenizer_kwargs or {})
        options |= kwargs
        if text is None and text_target is None:
            raise ValueError("You need to specify either `text` or `text_target`.")
        padding, truncation, length, _ = self._get_padding_truncation_strategies(
            options.pop("padding"),
            options.pop("truncation"),
            options.pop("max_length"),
            options["pad_to_multiple_of"],
            options["verbose"],
            **kwargs,
        )
        strategies = {"padding_strategy": padding, "truncation_strategy": truncation}
        encoded = target = None
        if text is not None:
            encoded = self._encode_plus(text=text, text_pair=text_pair, max_length=length, **strategies, **options)
        if text_target is not None:
            length = length if target_length is None else target_length
            target = self._encode_plus(
                text=text_target, text_pair=text_pair_target, max_length=length, **strategies, **options
            )
        if encoded is None or target is None:
            return target if encoded is None else encoded
        encoded["labels"] = target["input_ids"]
        return encoded

    def _encode_plus(
        self, text, text_pair=None, add_special_tokens=True, padding_strategy=PaddingStrategy.DO_NOT_PAD,
        truncation_strategy=TruncationStrategy.DO_NOT_TRUNCATE, max_length=None, stride=0, is_split_into_words=False,
        pad_to_multiple_of=None, padding_side=None, return_tensors=None, split_special_tokens=None,
        return_overflowing_tokens=False, sanitize_control_tokens=False, **returned,
    ):  # fmt: skip
        batched, items = _batch(text, text_pair, is_split_into_words)
        backend = self._tokenizer
        if truncation_strategy == TruncationStrategy.DO_NOT_TRUNCATE:
            backend.no_truncation()
        else:
            backend.enable_truncation(
                max_length, stride=stride, strategy=truncation_strategy.value, direction=self.truncation_side
            )
        if padding_strategy == PaddingStrategy.DO_NOT_PAD:
            backend.no_padding()
        else:
            length = max_length if padding_strategy == PaddingStrategy.MAX_LENGTH else None
            side = self.padding_side if padding_side is None else padding_side
            backend.enable_padding(
                direction=side, pad_id=self.pad_token_id, pad_type_id=self.pad_token_type_id, pad_token=self.pad_token, length=length,
                pad_to_multiple_of=pad_to_multiple_of,
            )  # fmt: skip
        backend.encode_special_tokens = (
            self.split_special_tokens if split_special_tokens is None else split_special_tokens
        )

        if sanitize_control_tokens:
            if add_special_tokens and backend.num_special_tokens_to_add(False):
                raise NotImplementedError("`sanitize_control_tokens=True` needs a template that writes special tokens")
            ids = [encode_marked_chat(self, chat) for chat in items]
            if truncation_strategy != TruncationStrategy.DO_NOT_TRUNCATE and max_length is not None:
                ids = [row[:max_length] if self.truncation_side == "right" else row[-max_length:] for row in ids]
            return self.pad(
                {"input_ids": ids if batched or return_tensors else ids[0]}, padding_strategy, max_length, pad_to_multiple_of,
                padding_side, returned.get("return_attention_mask"), return_tensors,
            )  # fmt: skip

        encodings = backend.encode_batch(items, is_split_into_words, add_special_tokens)
        groups = [[encoding, *(encoding.overflowing if return_overflowing_tokens else ())] for encoding in encodings]
        flat = [encoding for group in groups for encoding in group]
        data = {name: [read(encoding) for encoding in flat] for name, read in self._columns(**returned)}
        if return_overflowing_tokens:
            data["overflow_to_sample_mapping"] = [i for i, group in enumerate(groups) for _ in group]
        if not flat:
            raise IndexError("list index out of range")  # the real one looks at the first text
        if max_length is None and returned.get("verbose", True):
            self._warn_of_too_long(data["input_ids"])
        result = BatchEncoding(data, flat, tensor_type=return_tensors)
        if batched or return_tensors is not None or return_overflowing_tokens:
            return result
        return BatchEncoding(
            {name: rows[0] if rows and isinstance(rows[0], list) else rows for name, rows in result.items()}, flat
        )

    def _warn_of_too_long(self, rows):
        kind = "sequence-length-is-longer-than-the-specified-maximum"
        too_long = next((ids for ids in rows if len(ids) > self.model_max_length), None)
        if too_long is None or not self.model_max_length:
            return
        if not self.deprecation_warnings.get(kind):
            logger.warning(
                "Token indices sequence length is longer than the specified maximum sequence length "
                f"for this model ({len(too_long)} > {self.model_max_length}). Running this sequence through the model "
                "will result in indexing errors"
            )
        self.deprecation_warnings[kind] = True

    def _columns(
        self, return_token_type_ids=None, return_attention_mask=None, return_special_tokens_mask=False, return_offsets_mapping=False,
        return_length=False, **_,
    ):  # fmt: skip
        """(name in the result, how to read it from an Encoding), in the order of the result."""
        by_default = lambda wanted, name: name in self.model_input_names if wanted is None else wanted  # noqa: E731
        yield "input_ids", lambda encoding: encoding.ids
        if by_default(return_token_type_ids, "token_type_ids"):
            yield "token_type_ids", lambda encoding: encoding.type_ids
        if by_default(return_attention_mask, "attention_mask"):
            yield "attention_mask", lambda encoding: encoding.attention_mask
        if return_special_tokens_mask:
            yield "special_tokens_mask", lambda encoding: encoding.special_tokens_mask
        if return_offsets_mapping:
            yield "offset_mapping", lambda encoding: encoding.offsets
        if return_length:
            yield "length", len


def _batch(text, pair, words):
    """(whether it is a batch, the items to encode). Raises the real library's errors."""
    if not _is_valid(text) or (pair is not None and not _is_valid(pair)):
        raise ValueError(_BAD_TEXT)
    batched = isinstance(text, (list, tuple)) and (not words or (len(text) > 0 and isinstance(text[0], (list, tuple))))
    if not batched:
        return False, [(text, pair)] if pair else [text]
    if isinstance(pair, str):
        raise TypeError(
            "when tokenizing batches of text, `text_pair` must be a list or tuple with the same length as `text`."
        )
    if pair is not None and len(text) != len(pair):
        raise ValueError(
            f"batch length of `text`: {len(text)} does not match batch length of `text_pair`: {len(pair)}."
        )
    return True, list(zip(text, pair, strict=True)) if pair is not None else text


def _is_valid(text, depth=0):
    """A text, or lists of texts up to three deep, judged by the first item."""
    if isinstance(text, str):
        return True
    return isinstance(text, (list, tuple)) and depth < 3 and (len(text) == 0 or _is_valid(text[0], depth + 1))
