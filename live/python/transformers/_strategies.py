"""How to pad and to truncate, and what a call's arguments mean."""

import warnings
from enum import Enum

NO_LIMIT = int(1e30)  # the model_max_length of a tokenizer that has none
VERY_LARGE = int(1e20)  # a model_max_length above this means that there is none


class ExplicitEnum(str, Enum):
    """An enumeration of strings that names its members when it is given another."""

    @classmethod
    def _missing_(cls, value):
        raise ValueError(
            f"{value} is not a valid {cls.__name__}, please select one of {list(cls._value2member_map_.keys())}"
        )


class PaddingStrategy(ExplicitEnum):
    LONGEST = "longest"
    MAX_LENGTH = "max_length"
    DO_NOT_PAD = "do_not_pad"


class TruncationStrategy(ExplicitEnum):
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    LONGEST_FIRST = "longest_first"
    DO_NOT_TRUNCATE = "do_not_truncate"


class TensorType(ExplicitEnum):
    PYTORCH = "pt"
    NUMPY = "np"
    MLX = "mlx"


class Strategies:
    """Mixin: reads the arguments `padding`, `truncation` and `max_length` of a call."""

    def _get_padding_truncation_strategies(
        self, padding=False, truncation=None, max_length=None, pad_to_multiple_of=None, verbose=True, **kwargs
    ):
        if max_length is not None and padding is False and truncation is None:
            truncation = "longest_first"  # max_length alone means truncation
        if padding is True and verbose and max_length is not None and truncation in (None, False, "do_not_truncate"):
            warnings.warn(
                "`max_length` is ignored when `padding`=`True` and there is no truncation strategy. "
                "To pad to max length, use `padding='max_length'`.",
                stacklevel=4,
            )
        if padding is False:
            padding = PaddingStrategy.DO_NOT_PAD
        else:
            padding = PaddingStrategy.LONGEST if padding is True else PaddingStrategy(padding)
        if truncation is None or truncation is False:
            truncation = TruncationStrategy.DO_NOT_TRUNCATE
        else:
            truncation = TruncationStrategy.LONGEST_FIRST if truncation is True else TruncationStrategy(truncation)

        if max_length is None:
            endless = lambda: self.model_max_length > VERY_LARGE  # noqa: E731 - asked only where it counts, as there
            if padding == PaddingStrategy.MAX_LENGTH:
                padding, max_length = (
                    (PaddingStrategy.DO_NOT_PAD, None) if endless() else (padding, self.model_max_length)
                )
            if truncation != TruncationStrategy.DO_NOT_TRUNCATE:
                truncation, max_length = (
                    (TruncationStrategy.DO_NOT_TRUNCATE, max_length)
                    if endless()
                    else (truncation, self.model_max_length)
                )

        if padding != PaddingStrategy.DO_NOT_PAD and (self.pad_token is None or self.pad_token_id < 0):
            raise ValueError(
                "Asking to pad but the tokenizer does not have a padding token. "
                "Please select a token to use as `pad_token` `(tokenizer.pad_token = tokenizer.eos_token e.g.)` "
                "or add a new pad token via `tokenizer.add_special_tokens({'pad_token': '[PAD]'})`."
            )
        truncates = truncation != TruncationStrategy.DO_NOT_TRUNCATE and padding != PaddingStrategy.DO_NOT_PAD
        if (
            truncates
            and pad_to_multiple_of is not None
            and max_length is not None
            and max_length % pad_to_multiple_of != 0
        ):
            raise ValueError(
                "Truncation and padding are both activated but "
                f"truncation length ({max_length}) is not a multiple of pad_to_multiple_of ({pad_to_multiple_of})."
            )
        return padding, truncation, max_length, kwargs
