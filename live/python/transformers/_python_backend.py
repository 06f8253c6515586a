"""PreTrainedTokenizer: tokenizers without the library `tokenizers`. Named in annotations and asked of; a page has none."""

from tokenizers._missing import refused

from transformers._tokenizer import PreTrainedTokenizerBase


class PythonBackend(PreTrainedTokenizerBase):
    """Base of tokenizers that are written in Python."""

    __module__ = "transformers.tokenization_python"

    def __init__(self, *args, **kwargs):
        raise refused(f"{type(self).__name__}(…) (a tokenizer written in Python)")
