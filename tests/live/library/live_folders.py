"""Loads folders of tokenizers with whatever `transformers` this Python has, and tells what a cell would see of each."""

import contextlib
import io
import json
import logging
import sys
import tempfile
from pathlib import Path

import transformers

FLAGS = ("single_word", "lstrip", "rstrip", "normalized", "special")


def run(cases):
    """Of each case {files, texts, call, keywords}: a dictionary of parts, or its error."""
    return [_told(**case) for case in cases]


def _told(files, texts, call="AutoTokenizer", keywords=None):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_text(content, encoding="utf-8")
        try:
            tokenizer, said = loaded(call, folder, keywords or {})
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}".replace(folder, "{folder}")}
        told = look(tokenizer, texts) | {"said": said.replace(folder, "{folder}")}
        with tempfile.TemporaryDirectory() as other:
            tokenizer.save_pretrained(other)
            told["files"] = sorted(path.name for path in Path(other).iterdir())
            told["config"] = (Path(other) / "tokenizer_config.json").read_text(encoding="utf-8")
            told["saved"] = (Path(other) / "tokenizer.json").read_text(encoding="utf-8")
            try:
                again, said = loaded("AutoTokenizer", other, {})
                told["again"] = look(again, texts) | {"said": said}
            except Exception as error:
                told["again"] = type(error).__name__
        return json.loads(json.dumps(told))


def loaded(call, folder, keywords):
    """The tokenizer, and what was written to standard error."""
    written = io.StringIO()
    tokens = {
        name: transformers.AddedToken(**value) if isinstance(value, dict) and "content" in value else value
        for name, value in keywords.items()
    }
    with contextlib.redirect_stderr(written), contextlib.redirect_stdout(io.StringIO()):  # some classes print
        for handler in logging.getLogger("transformers").handlers:
            handler.setStream(written)
        tokenizer = getattr(transformers, call).from_pretrained(folder, **tokens)
    return tokenizer, written.getvalue()


def look(tokenizer, texts):
    ids = [_attempt(tokenizer.encode, text) for text in texts]
    listed = [one for one in ids if isinstance(one, list)]
    names = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")
    return {
        "class": [type(tokenizer).__name__, type(tokenizer).__module__],
        "special": [tokenizer.special_tokens_map, tokenizer.all_special_tokens, tokenizer.extra_special_tokens],
        "named": [getattr(tokenizer, name) for name in names],
        "special ids": _attempt(lambda: tokenizer.all_special_ids),
        "added": [
            [id_, token.content, *(getattr(token, flag) for flag in FLAGS)]
            for id_, token in sorted(tokenizer.added_tokens_decoder.items())
        ],
        "ids": ids,
        "bare": [_attempt(tokenizer.encode, text, add_special_tokens=False) for text in texts],
        "pair": _attempt(lambda: dict(tokenizer("the reader", "writes"))),
        "decoded": [tokenizer.decode(one) for one in listed],
        "skipped": [tokenizer.decode(one, skip_special_tokens=True) for one in listed],
        "length": [len(tokenizer), tokenizer.vocab_size, tokenizer.model_max_length > 10**9 or tokenizer.model_max_length],
        "settings": [tokenizer.padding_side, tokenizer.truncation_side, tokenizer.model_input_names],
        "clean": [tokenizer.clean_up_tokenization_spaces, tokenizer.add_bos_token, tokenizer.add_eos_token],
    }  # fmt: skip


def _attempt(function, *arguments, **options):
    try:
        return function(*arguments, **options)
    except Exception as error:
        return type(error).__name__


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as stream:
        given = json.load(stream)
    with open(sys.argv[2], "w", encoding="utf-8") as stream:
        json.dump(run(given), stream)
