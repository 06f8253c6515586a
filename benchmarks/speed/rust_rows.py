"""Counts the rows of one file with the Rust library in one thread: python rust_rows.py OUTPUT.json FILE REPO

The file is read with Python's json and csv modules, a thousand rows at a time. Writes CPU seconds without loading,
rows and the sum.
"""

import csv
import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path


def rows(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="" if path.suffix == ".csv" else "\n") as file:
        if path.suffix == ".csv":
            yield from (row["text"] for row in csv.DictReader(file))
        elif path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in file)
        else:
            yield from (line.removesuffix("\n").removesuffix("\r") for line in file)


def main(output: str, path: str, repo: str) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(repo).backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    start = time.process_time()
    count = total = 0
    found = rows(Path(path))
    while batch := list(islice(found, 1000)):
        encodings = tokenizer.encode_batch_fast(batch, add_special_tokens=False)
        count += len(batch)
        total += sum(map(len, encodings))
    cpu = time.process_time() - start
    Path(output).write_text(json.dumps({"cpu": cpu, "rows": count, "totals": [total]}))


if __name__ == "__main__":
    assert os.environ["RAYON_NUM_THREADS"] == "1"
    main(*sys.argv[1:])
