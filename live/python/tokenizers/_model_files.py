"""The files of models by themselves: vocab.json, merges.txt, vocab.txt, unigram.json."""

import json
import os

from tokenizers._files import open_file


def read_json(path):
    with open_file(path) as file:
        vocab = json.load(file)
    return vocab


def read_merges(path):
    """Pairs, one a line; a first line that names a version is none."""
    with open_file(path) as file:
        lines = file.read().split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    pairs = []
    for number, line in enumerate(lines):
        if line.startswith("#version"):
            continue
        parts = line.split(" ")
        if len(parts) != 2:
            raise Exception(f"Merges text file invalid at line {number + 1}")
        pairs.append(parts)
    return pairs


def read_words(path):
    """Tokens, one a line."""
    with open_file(path) as file:
        lines = file.read().split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    return {line.rstrip(): id_ for id_, line in enumerate(lines)}


def save(box, folder, prefix):
    """Writes the files of a model; returns their names."""
    kind = box.settings["type"]
    start = "" if prefix is None else f"{prefix}-"
    ordered = [token for token, _ in sorted(box.vocabulary().items(), key=lambda item: item[1])]
    whole = json.dumps({token: box.ids([token])[0] for token in ordered}, ensure_ascii=False, separators=(",", ":"))
    if kind == "BPE":
        merges = "".join(f"{left} {right}\n" for left, right in box.learnt())
        files = {"vocab.json": whole, "merges.txt": f"#version: 0.2\n{merges}"}
    elif kind == "WordPiece":
        files = {"vocab.txt": "".join(f"{token}\n" for token in ordered)}
    elif kind == "WordLevel":
        files = {"vocab.json": whole}
    else:
        files = {"unigram.json": json.dumps(json.loads(box.written()), ensure_ascii=False, indent=2)}
    names = []
    for name, content in files.items():
        names.append(os.path.join(folder, start + name))
        with open_file(names[-1], "w") as file:
            file.write(content)
    return names
