"""Vocabularies as llama.cpp carries them -> the published Hugging Face tokenizer files, byte for byte. Pure."""

from collections.abc import Callable, Mapping

from course.errors import CourseError
from course.tokenizers.gguf_reader import read_metadata
from course.tokenizers.vocabularies import llama, phi3, qwen2, starcoder2

# Course id -> (sources: a GGUF file first, then templates; what builds the files from them).
_BUILDERS: dict[str, tuple[tuple[str, ...], Callable]] = {
    "llama-3.1": ((llama.GGUF, llama.TEMPLATE), llama.instruct),
    "llama-3.1-base": ((llama.GGUF,), llama.base),
    "phi-3": ((phi3.GGUF, phi3.TEMPLATE), phi3.files),
    "qwen2": ((qwen2.GGUF,), qwen2.files),
    "starcoder2": ((starcoder2.GGUF,), starcoder2.files),
}


def sources(model_id: str) -> tuple[str, ...]:
    """The files that `build` needs, as paths below llama.cpp's folder `models`.

    Raises CourseError for a model that has no rebuild.
    """
    return _builder(model_id)[0]


def build(model_id: str, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a tokenizer snapshot: {"tokenizer.json", "tokenizer_config.json"} -> bytes.

    `sources` maps the names that `sources(model_id)` lists to their bytes. Raises CourseError for an unknown model, a
    missing source, and a source that cannot be read or lacks an entry.
    """
    names, builder = _builder(model_id)
    try:
        gguf, *templates = (sources[name] for name in names)
        metadata = read_metadata(gguf, names[0])
        texts = {name: text.decode("utf-8") for name, text in zip(names[1:], templates, strict=True)}
        return builder(metadata, texts)
    except KeyError as error:
        raise CourseError(
            f"The tokenizer of {model_id} cannot be rebuilt: {error.args[0]} is missing from its sources."
        ) from error


def _builder(model_id: str) -> tuple[tuple[str, ...], Callable]:
    if model_id not in _BUILDERS:
        raise CourseError(
            f"There is no rebuild for the model {model_id}; there is one for {', '.join(_BUILDERS)}. "
            "Use the provider hub for it, or write one in scripts/course/vocabularies/."
        )
    return _BUILDERS[model_id]
