/** Python that counts the same files as the page does. */
import type { Model } from "../../encoder/models.ts";
import type { FileJob } from "../../rows/protocol.ts";
import { LONGEST_ROW } from "../../rows/rows.ts";
import { pythonBool, pythonString } from "../../ui/python.ts";

export function filesPython(files: readonly FileJob[], models: readonly Model[], addSpecial: boolean): string {
  const entries = files.map(({ name, shape: { format, delimiter, part } }) =>
    [name, format, delimiter, part.kind, "name" in part ? part.name : ""].map(pythonString).join(", "),
  );
  return `# Counts tokens as the page does; the files lie beside this script.
import csv
import io
import json
import re
import statistics
from pathlib import Path

from transformers import AutoTokenizer

# file, how it is read, the delimiter of CSV, what of a row is counted, the field
FILES = [
${entries.map((entry) => `    (${entry}),\n`).join("")}]
TOKENIZERS = [
${models.map(({ from, repo }) => `    ${pythonString(from ?? repo)},\n`).join("")}]
ADD_SPECIAL_TOKENS = ${pythonBool(addSpecial)}
LONGEST_ROW = ${LONGEST_ROW}
${BODY}`;
}

const BODY = String.raw`

def refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def lines(text):
    all_lines = text.split("\n")
    if not all_lines[-1]:
        all_lines.pop()
    for number, line in enumerate(all_lines, 1):
        yield number, line.removesuffix("\r")


def json_lines(text):
    for number, line in lines(text):
        if line.strip(" \t\r"):
            try:
                yield number, json.loads(line, parse_constant=refuse)
            except ValueError as error:
                print(f"line {number}: {error}")


def json_array(text):
    decoder, number = json.JSONDecoder(parse_constant=refuse), 0
    space = re.compile(r"[ \t\r\n]*")
    try:
        at = space.match(text).end()
        if text[at] != "[":
            raise ValueError("this is no JSON array")
        at = space.match(text, at + 1).end()
        while text[at] != "]":
            value, at = decoder.raw_decode(text, at)
            at = space.match(text, at).end()
            if text[at] not in ",]":
                raise ValueError("this is not JSON")
            number += 1
            yield number, value
            if text[at] == ",":
                at = space.match(text, at + 1).end()
    except (ValueError, IndexError) as error:
        print(f"element {number + 1}: {error}")


def csv_rows(text, delimiter):
    csv.field_size_limit(2**31 - 1)
    names, number = None, 0
    try:
        for fields in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if fields and names is None:
                names = {name: column for column, name in enumerate(fields)}
            elif fields:
                number += 1
                yield number, {name: fields[column] for name, column in names.items() if column < len(fields)}
    except csv.Error as error:
        print(f"row {number + 1}: {error}")


def messages(value):
    """The contents of all messages; what a template writes around them is not counted."""
    found = []
    for message in value if isinstance(value, list) else []:
        if isinstance(message, dict):
            content = message.get("content")
            content = message.get("value") if content is None else content
            if isinstance(content, str):
                found.append(content)
            elif isinstance(content, list):
                found += [part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str)]
    return found


def texts_of(value, kind, field):
    if kind == "messages":
        return messages(value.get(field)) if isinstance(value, dict) else []
    if kind == "field":
        value = value.get(field) if isinstance(value, dict) else None
    return [value] if isinstance(value, str) else []


def rows(name, form, delimiter, kind, field):
    try:
        text = Path(name).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        print(f"{name}: {error}")
        return
    if "\0" in text:
        print(f"{name}: this is a binary file")
        return
    if form == "csv":
        found = csv_rows(text, delimiter)
    elif form == "json":
        found = json_array(text)
    elif form == "jsonl":
        found = json_lines(text)
    else:
        found = lines(text) if kind == "line" else ((1, text) for _ in range(1 if text else 0))
    for number, value in found:
        # half a surrogate pair is no character
        texts = [re.sub("[\ud800-\udfff]", "\ufffd", one) for one in texts_of(value, kind, field)]
        if texts and max(map(len, texts)) <= LONGEST_ROW:
            yield number, texts


counts = []  # file, row, tokens for each tokenizer
tokenizers = [AutoTokenizer.from_pretrained(name) for name in TOKENIZERS]
for file in FILES:
    batch = []

    def count():
        sums = [[0] * len(batch) for _ in tokenizers]
        places = [place for place, (_, texts) in enumerate(batch) for _ in texts]
        flat = [one for _, texts in batch for one in texts]
        for tokenizer, own in zip(tokenizers, sums):
            encoded = tokenizer(flat, add_special_tokens=ADD_SPECIAL_TOKENS, verbose=False)["input_ids"]
            for place, ids in zip(places, encoded):
                own[place] += len(ids)
        counts.extend((file[0], number, list(tokens)) for (number, _), tokens in zip(batch, zip(*sums)))
        batch.clear()

    for row in rows(*file):
        batch.append(row)
        if len(batch) == 1000:
            count()
    if batch:
        count()

for k, name in enumerate(TOKENIZERS):
    tokens = sorted(row[2][k] for row in counts)
    if tokens:
        p95 = tokens[-(-95 * len(tokens) // 100) - 1]
        print(f"{name}: {sum(tokens)} tokens in {len(tokens)} rows; mean {statistics.mean(tokens):.1f},", end=" ")
        print(f"median {statistics.median(tokens):.12g}, 95 % have at most {p95}, longest {tokens[-1]}")
`;
