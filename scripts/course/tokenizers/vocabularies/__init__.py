"""Vocabularies as llama.cpp carries them -> the published Hugging Face tokenizer files, byte for byte. Pure.

A rebuild is `module.function` of this folder, as the field `rebuild` of models.toml names it.
"""

import importlib
from collections.abc import Mapping

from course.errors import CourseError
from course.tokenizers.gguf_reader import read_metadata
from course.tokenizers.vocabularies.rebuild import Files, Rebuild


def sources(name: str) -> tuple[str, ...]:
    """The files that the rebuild needs, as paths below llama.cpp's folder `models`. CourseError for an unknown one."""
    return _rebuild(name).sources


def build(name: str, sources: Mapping[str, bytes]) -> Files:
    """The files of a tokenizer snapshot: {"tokenizer.json", "tokenizer_config.json"} -> bytes.

    `sources` maps the names that `sources(name)` lists to their bytes. Raises CourseError for an unknown rebuild, a
    missing source, and a source that cannot be read or lacks an entry.
    """
    found = _rebuild(name)
    try:
        gguf, *templates = (sources[name] for name in found.sources)
        metadata = read_metadata(gguf, found.sources[0])
        texts = {name: text.decode("utf-8") for name, text in zip(found.sources[1:], templates, strict=True)}
        return found.make(metadata, texts)
    except KeyError as error:
        raise CourseError(f"The rebuild {name} cannot be made: {error.args[0]} is missing from its sources.") from error


def _rebuild(name: str) -> Rebuild:
    module, _, function = name.partition(".")
    try:
        found = getattr(importlib.import_module(f"{__name__}.{module}"), function, None)
    except ModuleNotFoundError:
        found = None
    if not isinstance(found, Rebuild):
        raise CourseError(f"There is no rebuild {name}; write the function in scripts/course/tokenizers/vocabularies/{module}.py.")
    return found
