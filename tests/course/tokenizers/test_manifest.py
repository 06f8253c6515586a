"""models.toml: the real one, and every mistake in one gets a sentence that names the place."""

import re

import pytest

from course.errors import CourseError
from course.paths import ROOT
from course.tokenizers import manifest
from course.tokenizers.manifest import MODELS_TOML

REAL = MODELS_TOML.read_text(encoding="utf-8")


def load(text, folder):
    path = folder / "models.toml"
    path.write_text(text, encoding="utf-8")
    return manifest.load(path)


def error(text, folder) -> str:
    with pytest.raises(CourseError) as caught:
        load(text, folder)
    return str(caught.value)


def test_the_real_manifest_lists_the_repositories_with_licences():
    real = manifest.load()
    assert [model.repo for model in real.course] == [
        "meta-llama/Llama-3.1-8B-Instruct",
        "meta-llama/Llama-3.1-8B",
        "microsoft/Phi-3-mini-4k-instruct",
        "Qwen/Qwen2-7B-Instruct",
        "bigcode/starcoder2-3b",
    ]
    assert [model.id for model in real.heroes] == ["llama-3.1", "phi-3", "qwen2", "starcoder2"]
    for model in real.models:
        assert model.licence and model.licence_url.startswith("https://")
        assert {file.name for file in model.files} >= {"tokenizer.json", "tokenizer_config.json"}
    assert all(model.gated == (model.mirror is not None) for model in real.course)


def test_notice_says_where_the_licences_are_and_what_llamas_asks_for():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert MODELS_TOML.relative_to(ROOT).as_posix() in notice
    assert (
        "Built with Llama." in notice
        and "Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved." in notice
    )


def test_select_keeps_the_order_of_the_manifest_and_none_means_all():
    real = manifest.load()
    assert [model.id for model in real.select(["qwen2", "llama-3.1"])] == ["llama-3.1", "qwen2"]
    assert real.select() == real.models


def test_an_unknown_model_is_answered_with_the_known_ones():
    with pytest.raises(CourseError, match="no model gpt-5 .* llama-3.1, llama-3.1-base, phi-3, qwen2, starcoder2"):
        manifest.load().select(["qwen2", "gpt-5"])


@pytest.mark.parametrize(
    "field", ["name", "repo", "revision", "config", "gated", "licence", "licence_url", "source", "short", "role"]
)
def test_a_missing_field_is_named_with_its_model(field, tmp_path):
    head, phi = REAL.split('id = "phi-3"')
    text = head + 'id = "phi-3"' + re.sub(rf"(?m)^{field} = .*\n", "", phi, count=1)
    assert f"models.toml: model phi-3: the field {field} is missing; it holds" in error(text, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"0a67737cc96d2554230f90338b163bc6380a2a85"',
            '"main"',
            "model phi-3: the field revision must hold the 40 hexadecimal",
        ),
        ('"microsoft/Phi-3-mini-4k-instruct"', '"Phi-3"', "model phi-3: the field repo must hold ORGANISATION/NAME"),
        (
            "size = 1844408",
            'size = "1844408"',
            "model phi-3: file tokenizer.json: accepted: the field size must hold a number",
        ),
        ("size = 1844408, ", "", "model phi-3: file tokenizer.json: accepted: the field size is missing"),
        ('"9e2ae3d6', '"XX2ae3d6', "the field sha256 must hold 64 hexadecimal digits"),
        ('id = "phi-3"', 'id = "Phi 3"', "the field id must hold lower-case letters"),
        ('id = "phi-3"', "", "model number 3: the field id is missing"),
        ('id = "phi-3"', 'id = "qwen2"', "the model field id qwen2 occurs twice"),
        (
            'id = "phi-3"',
            'id = "phi-3"\nlicense = "MIT"',
            "model phi-3: the field license is unknown; there are id, name",
        ),
        (
            'role = "course"',
            'role = "guest"',
            "model llama-3.1: the field role must hold one of course, companion, shelf, found 'guest'",
        ),
        (
            '"phi3.instruct"',
            '"phi3"',
            "model phi-3: the field rebuild must hold module.function of tokenizers/vocabularies, found 'phi3'",
        ),
        ("gated = false", 'gated = "no"', "model phi-3: the field gated must hold true or false"),
        ('model_type = "phi3", ', "", "model phi-3: the field config lacks model_type"),
        ("size = 76589250", "size = 0", "package: the field size must hold a number of bytes, found 0"),
        (
            '"1f47e50cdbe801ad8a5174156ec3a0655108fb9f"',
            '"v1"',
            "model llama-3.1-base: mirror: the field revision must hold",
        ),
        ("[package]", "[package", "models.toml is not valid TOML"),
    ],
)
def test_a_malformed_field_is_named_with_what_belongs_there(old, new, expected, tmp_path):
    assert old in REAL
    assert expected in error(REAL.replace(old, new, 1), tmp_path)


def test_a_manifest_without_models_or_without_a_file_says_so(tmp_path):
    assert "the field model is missing" in error(REAL.partition("[[model]]")[0], tmp_path)
    with pytest.raises(CourseError, match="gone.toml cannot be read: No such file"):
        manifest.load(tmp_path / "gone.toml")


def test_a_byte_order_mark_is_named(tmp_path):
    assert "models.toml: begins with a byte order mark (U+FEFF); save it as UTF-8 without one." in error(
        "\ufeff" + REAL, tmp_path
    )
