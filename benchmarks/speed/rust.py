"""Times the Rust library in one thread: python rust.py FOLDER FIRST TEXT OUTPUT.json [REPO]

Writes CPU milliseconds until a first sentence is encoded; milliseconds by the clock of encoding the text FIRST, and in
CPU time of encoding TEXT then; the ids of TEXT, and with REPO those of the tokenizer that transformers makes of the
same files, from which the page's asset is.
"""

import json
import os
import sys
import time
from pathlib import Path


def timed(work, clock=time.process_time):
    start = clock()
    value = work()
    return (clock() - start) * 1000, value


def bare(tokenizer):
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def main(folder: str, first_file: str, text_file: str, output: str, repo: str = "") -> None:
    from tokenizers import Tokenizer

    first_text, text = (Path(name).read_bytes().decode() for name in (first_file, text_file))

    def ready():
        tokenizer = bare(Tokenizer.from_file(str(Path(folder, "tokenizer.json"))))
        tokenizer.encode("The first sentence.")
        return tokenizer

    load, tokenizer = timed(ready)
    first, _ = timed(lambda: tokenizer.encode(first_text, add_special_tokens=False), time.perf_counter)
    encode, encoding = timed(lambda: tokenizer.encode(text, add_special_tokens=False))
    row = {"load": load, "first": first, "encode": encode, "ids": encoding.ids}
    if repo:
        from transformers import AutoTokenizer

        loaded = bare(AutoTokenizer.from_pretrained(repo).backend_tokenizer)
        row["loaded_ids"] = loaded.encode(text, add_special_tokens=False).ids
    Path(output).write_text(json.dumps(row))


if __name__ == "__main__":
    assert os.environ["TOKENIZERS_PARALLELISM"] == "false"
    main(*sys.argv[1:])
