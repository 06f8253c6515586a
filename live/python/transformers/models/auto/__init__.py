"""AutoTokenizer."""

from tokenizers._missing import refused

from transformers._tokenizer import load


class AutoTokenizer:
    """Loads the tokenizers of this course by the names of their repositories on the Hub."""

    __module__ = "transformers.models.auto.tokenization_auto"

    def __init__(self):
        raise OSError(
            "AutoTokenizer is designed to be instantiated "
            "using the `AutoTokenizer.from_pretrained(pretrained_model_name_or_path)` method."
        )

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path, *inputs, **kwargs):
        """The tokenizer of a repository. Raises OSError for one that the course does not have."""
        return load(pretrained_model_name_or_path, kwargs)

    @staticmethod
    def register(
        config_class, tokenizer_class=None, slow_tokenizer_class=None, fast_tokenizer_class=None, exist_ok=False
    ):
        raise refused("AutoTokenizer.register()")
