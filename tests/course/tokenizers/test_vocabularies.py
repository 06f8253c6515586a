"""The rebuilt files are the published ones, byte for byte; the GGUF reader agrees with the package gguf."""

import hashlib
import json

import gguf
import pytest

from course.errors import CourseError
from course.paths import CACHE, EXAMPLES
from course.tokenizers import manifest, package_provider, vocabularies
from course.tokenizers.gguf_reader import read_metadata

MANIFEST = manifest.load()
LLAMA_2 = "ggml-vocab-llama-spm.gguf"  # llama.cpp made it of meta-llama/Llama-2-7b-hf


@pytest.fixture(scope="module")
def sources(cache):
    names = {name for model in MANIFEST.models if model.rebuild for name in vocabularies.sources(model.rebuild)}
    return package_provider.read_sources(names | {LLAMA_2}, MANIFEST, CACHE / "downloads", print)


@pytest.mark.parametrize("model", [model for model in MANIFEST.models if model.rebuild], ids=lambda model: model.id)
def test_a_rebuilt_file_has_the_first_accepted_hash_and_size(model, sources):
    built = vocabularies.build(model.rebuild, sources)
    wanted = {file.name: (file.accepted[0].size, file.accepted[0].sha256) for file in model.files}
    assert built.keys() == wanted.keys() or model.npm
    assert {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in built.items()} == {
        name: wanted[name] for name in built
    }


def test_starcoder2_without_ignore_merges_is_the_other_accepted_file(sources):
    data = vocabularies.build("starcoder2.base", sources)["tokenizer.json"].replace(
        b'    "ignore_merges": false,\n', b""
    )
    accepted = MANIFEST.select(["starcoder2"])[0].files[0].accepted[1]
    assert (len(data), hashlib.sha256(data).hexdigest()) == (accepted.size, accepted.sha256)


def test_phi_3_has_the_pieces_and_scores_of_llama_2_whose_hash_a_lesson_quotes(sources):
    llama, phi = (read_metadata(sources[name], name) for name in (LLAMA_2, "ggml-vocab-phi-3.gguf"))
    pieces, scores = (llama[f"tokenizer.ggml.{key}"] for key in ("tokens", "scores"))
    assert phi["tokenizer.ggml.tokens"][: len(pieces)] == pieces
    assert phi["tokenizer.ggml.scores"][3 : len(scores)] == scores[3:]  # <unk>, <s> and </s> come first
    learnt = list(enumerate(pieces))[3:]
    quoted = hashlib.sha256(json.dumps(learnt).encode()).hexdigest()[:12]
    assert f'LLAMA_2 = "{quoted}"' in (EXAMPLES / "05_anatomy_of_a_vocabulary.py").read_text()


@pytest.mark.parametrize("name", ["phi-3", "starcoder"])
def test_the_reader_sees_what_the_package_gguf_sees(name, sources, tmp_path):
    data = sources[f"ggml-vocab-{name}.gguf"]
    path = tmp_path / "vocabulary.gguf"
    path.write_bytes(data)
    fields = gguf.GGUFReader(path).fields
    theirs = {key: field.contents() for key, field in fields.items() if not key.startswith("GGUF.")}
    assert read_metadata(data, name) == theirs


def test_a_source_that_is_cut_short_or_something_else_is_named(sources):
    name = "ggml-vocab-starcoder.gguf"
    for data in (sources[name][:100_000], b"<!doctype html>", b"", b"GGUF\x09\0\0\0" + bytes(16)):
        with pytest.raises(CourseError, match=f"{name} is not a readable GGUF file: "):
            vocabularies.build("starcoder2.base", {name: data})


def test_a_missing_source_and_an_unknown_rebuild_are_named(sources):
    with pytest.raises(CourseError, match="llama.instruct cannot be made: templates/meta-llama.* is missing"):
        vocabularies.build("llama.instruct", {"ggml-vocab-llama-bpe.gguf": sources["ggml-vocab-llama-bpe.gguf"]})
    for name in ("gpt5.chat", "llama.chat", "llama.GGUF", "parts.bpe"):
        with pytest.raises(
            CourseError, match=f"no rebuild {name}; write the function in .*vocabularies/{name.partition('.')[0]}.py"
        ):
            vocabularies.build(name, sources)
