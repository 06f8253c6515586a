"""The collators that the lesson on training writes down give what those of transformers give."""

import pytest
from transformers import (
    AutoTokenizer,
    DataCollatorForLanguageModeling,
    DataCollatorForSeq2Seq,
    DataCollatorWithFlattening,
)

from course.lessons.parse import load
from course.paths import EXAMPLES

FEATURES = [{"input_ids": [9, 8, 7], "labels": [-100, 8, 7]}, {"input_ids": [5, 6], "labels": [-100, 6]}]


def plain(batch):
    return {key: values.tolist() for key, values in batch.items()}


@pytest.mark.parametrize("pad", ["<|endoftext|>", "!"])  # one that is not in the texts, and one that could be
def test_they_give_what_transformers_gives(pad, cache):
    tokenizer = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct", cache_dir=cache / "hub", local_files_only=True)
    tokenizer.pad_token = pad
    features = [*FEATURES, {"input_ids": [4, tokenizer.pad_token_id], "labels": [4, tokenizer.pad_token_id]}]
    cells = {cell.id: cell.source for cell in load(EXAMPLES / "09c_training_on_chats.py").cells}
    mine: dict = {"IGNORE": -100}
    for cell, upto in (("collators", "features ="), ("packed", "everything = ")):
        exec(cells[cell].split(f"\n{upto}")[0], mine)  # noqa: S102

    def copies():
        return [{key: list(values) for key, values in feature.items()} for feature in features]

    for name, real in (
        ("language_modeling", DataCollatorForLanguageModeling(tokenizer, mlm=False, return_tensors="np")),
        ("seq2seq", DataCollatorForSeq2Seq(tokenizer, return_tensors="np")),
    ):
        assert mine[name](copies(), tokenizer.pad_token_id) == plain(real(copies())), name
    flat = {key: [values] for key, values in mine["flattened"](copies()).items()}
    assert flat == plain(DataCollatorWithFlattening(return_tensors="np")(copies()))
