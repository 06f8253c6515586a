"""Runs statements in order at the library's default level, and gives what each wrote to standard error."""

import contextlib
import io
import logging
import warnings

import transformers  # what it says while it is imported is not asked for here

STATEMENTS = """
t = transformers.AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct", torch_dtype="auto")
t.decode([5, 6], clean_up_tokenization_spaces=True)
t.decode([5, 6], clean_up_tokenization_spaces=True)
t.batch_decode([5, 6]), t.batch_decode([5, 6])
t.batch_decode([[5, 6]]), t.batch_decode([])
t.model_max_length = 3
t("a b c d e f")
t("a b c d e f g")
t("a b c d e f g", verbose=False)
chat = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
t.apply_chat_template(chat, return_assistant_tokens_mask=True)
t.apply_chat_template(chat, return_assistant_tokens_mask=True)
t = transformers.AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct", model_max_length=2, verbose=True, pad_token=None)
t.pad_token
t.max_len_single_sentence = t.max_len_single_sentence
t(["a", "a b c d", "a b c d e"])
transformers.logging.set_verbosity_error()
t.deprecation_warnings.clear()
t("a b c d")
transformers.logging.set_verbosity_warning()
t.deprecation_warnings.clear()
t("a b c d")
transformers.logging.get_verbosity(), transformers.logging.get_logger("transformers.x").warning("mine")
t.verbose, t.unk_token, t.pad_token = True, None, "no such token"
t.all_special_ids, t.convert_tokens_to_ids(["a", "nope", "nope"])
t.bos_token = None
t.add_eos_token = True
t.add_bos_token = True
t.unk_token = t.pad_token = "<unk>"
t(["a", "b c"], padding=True, max_length=3)
t = transformers.AutoTokenizer.from_pretrained("deepseek-ai/DeepSeek-V3")
t = transformers.AutoTokenizer.from_pretrained("deepseek-ai/DeepSeek-V3"), transformers.PreTrainedTokenizerFast
""".strip().split("\n")


def run(statements):
    names = {"transformers": transformers}
    return [_errors(statement, names) for statement in statements]


def _errors(statement, names):
    written = io.StringIO()
    with contextlib.redirect_stderr(written), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for handler in logging.getLogger("transformers").handlers:
            handler.setStream(written)
        exec(statement, names)
    return written.getvalue() + "".join(f"{item.category.__name__}: {item.message}\n" for item in caught)


if __name__ == "__main__":
    import json

    print(json.dumps(run(STATEMENTS)))
