"""live/src/tokenizers/any against the real library: tokenizers over the whole space of settings, and the course's own files.

By hand with more: `ANY_TOKENIZERS=2000 ANY_TEXTS=600 ANY_EACH=600 pytest tests/live/library/test_any_tokenizer.py -s`.
"""

import json
import os
import random
import subprocess
from collections import Counter
from pathlib import Path

import any_spaces
import live_cases
import pytest
from any_results import results
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from course import node
from course.browser.browser_assets import asset_name
from course.browser.compact import parts
from course.browser.live_cells import PARTS as MADE
from course.paths import HF_HOME, ROOT
from course.tokenizers import manifest, snapshot_store

TOKENIZERS = int(os.environ.get("ANY_TOKENIZERS", "320"))
TEXTS = int(os.environ.get("ANY_TEXTS", "900"))  # of which each tokenizer gets
EACH = int(os.environ.get("ANY_EACH", "90"))
pytestmark = pytest.mark.usefixtures("quiet_panics")
PARTS = [
    "ids",
    "tokens",
    "offsets",
    "words",
    "type ids",
    "special tokens mask",
    "sequences",
    "decoded",
    "decoded without special tokens",
]

# Differences that are known and allowed: (a text in the tokenizer's JSON, part) -> cause.
ALLOWED: dict[tuple[str, str], str] = {}


@pytest.fixture
def quiet_panics(monkeypatch):
    """The library's panics cost a backtrace each otherwise."""
    monkeypatch.setenv("RUST_BACKTRACE", "0")


def compared(
    documents: list[str], texts: list[str], chosen: list[list[int]], folder: Path, ours: list[str] | None = None
):
    """(index, real results, ours) of every tokenizer; real ones are made while Node makes ours. `ours`: what Node reads in
    place of the documents."""
    pairs = [texts[-1 - i] if i % 5 == 4 else None for i in range(len(texts))]
    (folder / "tokenizers.jsonl").write_text("\n".join(ours or documents) + "\n", encoding="utf-8")
    (folder / "cases.json").write_text(json.dumps({"texts": texts, "pairs": pairs, "chosen": chosen}), encoding="utf-8")
    command = [
        node.find(),
        ROOT / "live/tests/any_cases.mjs",
        folder / "tokenizers.jsonl",
        folder / "cases.json",
        folder / "ours.jsonl",
    ]
    node_side = subprocess.Popen(command, cwd=ROOT / "live", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    known: dict[str, list] = {}
    for document, own in zip(documents, chosen, strict=True):
        known[document] = known.get(document) or results(document, texts, pairs, own)
    real = [known[document] for document in documents]
    said, _ = node_side.communicate()
    assert node_side.returncode == 0, said.decode(errors="replace")[-4000:]
    with (folder / "ours.jsonl").open(encoding="utf-8") as lines:
        for index, line in enumerate(lines):
            yield index, json.loads(json.dumps(real[index])), json.loads(line)


def differences(real, ours, texts: list[str], chosen: list[int]):
    """(part, text, real, ours) of all that differs, and how many parts were compared. An error of the library must be an error of ours."""
    if isinstance(real, str) or isinstance(ours, str):
        return (
            []
            if isinstance(real, str) and isinstance(ours, str)
            else [("loading", "", str(real)[:300], str(ours)[:300])]
        ), 1
    found, count = [], 0
    for number, one, other in zip(chosen, real[:-1], ours[:-1], strict=True):
        if isinstance(one, str) or isinstance(other, str):
            count += 1
            if not (isinstance(one, str) and isinstance(other, str)):
                found.append(("error", texts[number], one, other))
            continue
        for part, expected, got in zip(PARTS, one, other, strict=True):
            count += 1
            both_fail = (
                isinstance(expected, str)
                and expected.startswith("PanicException")
                and isinstance(got, str)
                and got.startswith("TokenizerFailure")
            )
            if expected != got and not both_fail:
                found.append((part, texts[number], expected, got))
    for number, one, other in zip(chosen, real[-1][0], ours[-1][0], strict=True):
        count += 1
        if one != other and not (isinstance(one, str) and isinstance(other, str)):
            found.append(("normalised and cut apart", texts[number], one, other))
    return found, count


def test_any_tokenizer_agrees_with_the_library(tmp_path, record_property):
    made = any_spaces.build(TOKENIZERS, int(os.environ.get("ANY_SEED", "20261127")))
    texts = any_spaces.texts(TEXTS)
    chosen = [[(7 * index + step) % len(texts) for step in range(EACH)] for index in range(len(made))]
    wrong, total, agreed, kinds = [], 0, 0, Counter()
    for index, real, ours in compared([document for _, document in made], texts, chosen, tmp_path):
        found, count = differences(real, ours, texts, chosen[index])
        total += count
        agreed += count - len(found)
        for part, text, expected, got in found:
            if not any(mark in made[index][1] and allowed == part for mark, allowed in ALLOWED):
                kinds[made[index][0], part] += 1
                wrong.append(
                    f"{made[index][0]}: {part} of {text[:100]!r}\n  real: {str(expected)[:400]}\n  ours: {str(got)[:400]}"
                )
    record_property(
        "any", f"{agreed} of {total} results of {len(made)} tokenizers on {EACH} of {len(texts)} texts each agree"
    )
    print(f"{agreed} of {total} results of {len(made)} tokenizers on {EACH} of {len(texts)} texts each agree")
    if os.environ.get("ANY_REPORT"):
        Path(os.environ["ANY_REPORT"]).write_text("\n".join([*map(str, kinds.most_common()), *wrong]), encoding="utf-8")
    assert len(made) >= 300 and total > 100_000 or "ANY_TOKENIZERS" in os.environ
    assert not wrong, f"{len(wrong)} differences, such as\n" + "\n".join(wrong[:5])


def test_marks_that_bert_keeps_change_places_as_in_the_library(tmp_path):
    """BertNormalizer looks at characters one by one, unless a mark stays that its neighbours may pass."""
    dice = random.Random(12)
    signs = [
        "\u302e",
        "\u302f",
        "\u1baa",
        "\U0001d165",
        "\U0001d16d",
        "\u0316",
        "\u0301",
        "é",
        "İ",
        "한",
        "日",
        "\uf900",
        "a",
        "b",
        " ",
        ".",
    ]
    texts = ["".join(dice.choices(signs, k=dice.randint(1, 12))) for _ in range(150)]
    vocab = {token: i for i, token in enumerate(["[UNK]", *signs, *(f"##{sign}" for sign in signs)])}
    made = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    documents = []
    for accents, lower in [(None, True), (False, True), (True, False)]:
        made.normalizer = normalizers.BertNormalizer(strip_accents=accents, lowercase=lower)
        documents.append(made.to_str())
    chosen = [list(range(len(texts)))] * len(documents)
    for index, real, ours in compared(documents, texts, chosen, tmp_path):
        wrong, _ = differences(real, ours, texts, chosen[index])
        assert not wrong, f"{len(wrong)} differences, such as {wrong[0]}"


def test_the_manifests_own_files_and_packed_assets_agree(archive, live, tmp_path, record_property):
    """Where a page loads an asset of this engine, that must give the same as the file."""
    files, ours, names = [], [], []
    for model in manifest.load().models:
        file = str(snapshot_store.snapshot_folder(HF_HOME, model) / "tokenizer.json")
        asset = MADE / "tokenizers" / asset_name(model.repo)
        packed = [str(asset)] if parts(asset.read_bytes())[0]["format"] == 4 else []
        for read in [file, *packed]:
            files.append(file)
            ours.append(read)
            names.append((model, "asset" if read in packed else "file"))
    assert [kind for _, kind in names].count("asset") == 4
    texts = [text for text in live_cases.all_texts(archive, 200) if not any(0xD800 <= ord(c) < 0xE000 for c in text)]
    # The differential test asks the compact engine all of them; here the files share them.
    chosen = [list(range(files.index(file) % 6, len(texts), 6)) for file in files]
    for index, real, found in compared(files, texts, chosen, tmp_path, ours):
        wrong, count = differences(real, found, texts, chosen[index])
        model, kind = names[index]
        record_property(f"{model.id} {kind}", f"{count - len(wrong)} of {count}")
        print(model.id, kind, count - len(wrong), "of", count)
        assert not wrong, f"{model.id} {kind}: {len(wrong)} differences, such as {wrong[0]}"


WORDS = json.dumps(
    {"version": "1.0", "added_tokens": [], "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}
)
ADDED = json.dumps(
    {
        "id": 1 << 32,
        "content": "b",
        **dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized", "special"), False),
    }
)


@pytest.mark.parametrize(
    "document, says",
    [
        ("{", "cut short"),
        ("[]", "not an object"),
        ("{}", "no `model`"),
        ("x", "not JSON"),
        # the library refuses these, too
        ("\ufeff" + WORDS, "byte order mark"),
        (WORDS[:-1] + ', "more": null}', '"more", which the library refuses'),
        (WORDS.replace("[]", f"[{ADDED}]"), "`id` of the added token"),
    ],
)
def test_what_is_no_tokenizer_is_told(document, says, tmp_path):
    with pytest.raises(Exception, match="line 1 column|EOF|expected"):
        Tokenizer.from_str(document)
    ((_, _, ours),) = compared_ours(document, tmp_path)
    assert ours.startswith("UnreadableTokenizer: ") and says in ours


def compared_ours(document: str, folder: Path):
    (folder / "file.json").write_text(document)
    return list(compared([str(folder / "file.json")], ["a"], [[0]], folder))
