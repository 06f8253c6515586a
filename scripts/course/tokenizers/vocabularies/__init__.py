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
    """Files of a tokenizer snapshot: name -> bytes.

    `sources` maps the names that `sources(name)` lists to their bytes. Raises CourseError for an unknown rebuild, a
    missing source, and a source that cannot be read or lacks an entry.
    """
    found = _rebuild(name)
    try:
        given = {source: sources[source] for source in found.sources}
        vocabulary = next((source for source in given if source.endswith(".gguf")), None)
        metadata = read_metadata(given[vocabulary], vocabulary) if vocabulary else {}
        return found.make(
            metadata, {source: text.decode("utf-8") for source, text in given.items() if source != vocabulary}
        )
    except KeyError as error:
        raise CourseError(f"The rebuild {name} cannot be made: {error.args[0]} is missing from its sources.") from error


def _rebuild(name: str) -> Rebuild:
    module, _, function = name.partition(".")
    try:
        found = getattr(importlib.import_module(f"{__name__}.{module}"), function, None)
    except ModuleNotFoundError:
        found = None
    if not isinstance(found, Rebuild):
        raise CourseError(
            f"There is no rebuild {name}; write the function in scripts/course/tokenizers/vocabularies/{module}.py."
        )
    return found
