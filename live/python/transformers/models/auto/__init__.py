"""AutoTokenizer."""

from tokenizers._missing import WAY_OUT, refused
from tokenizers._host import call_json
from transformers._special import NAMES
from transformers._tokenizer import load

# Where the files come from makes no difference here.
_IGNORED = {
    "use_fast", "trust_remote_code", "revision", "token", "cache_dir", "force_download", "local_files_only", "proxies",
    "tokenizer_type", "code_revision", "config", "subfolder", "legacy", "use_auth_token", "resume_download",
}  # fmt: skip
_ATTRIBUTES = {
    "padding_side", "truncation_side", "model_max_length", "clean_up_tokenization_spaces", "split_special_tokens", "chat_template",
    "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output", "model_input_names", "chat_control_tokens", "verbose",
}  # fmt: skip


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
        repo = str(pretrained_model_name_or_path)
        known = call_json("repos")
        if repo not in known:
            raise OSError(f"There is no tokenizer {repo!r} in this page, which has {', '.join(sorted(known))}. For any other: {WAY_OUT}")
        kwargs = {name: value for name, value in kwargs.items() if name not in _IGNORED}
        special = {name: kwargs.pop(name) for name in NAMES if kwargs.get(name) is not None}
        extra = kwargs.pop("extra_special_tokens", None) or kwargs.pop("additional_special_tokens", None)
        around = {name: kwargs.pop(name) for name in ("add_bos_token", "add_eos_token") if name in kwargs}
        for name in kwargs:
            if name not in _ATTRIBUTES:
                raise refused(f"AutoTokenizer.from_pretrained(…, {name}=…)")
        _check_sides(kwargs)
        tokenizer = load(repo, kwargs)
        if special or extra:
            tokenizer.add_special_tokens(special | ({"extra_special_tokens": extra} if extra else {}))
        for name, value in around.items():
            tokenizer.__dict__[f"_{name}"] = value
        if around:
            tokenizer.update_post_processor()
        return tokenizer

    @staticmethod
    def register(*args, **kwargs):
        raise refused("AutoTokenizer.register()")


def _check_sides(kwargs):
    for name, title in (("padding_side", "Padding"), ("truncation_side", "Truncation")):
        if name in kwargs and kwargs[name] not in ("right", "left"):
            raise ValueError(f"{title} side should be selected between 'right' and 'left', current value: {kwargs[name]}")
