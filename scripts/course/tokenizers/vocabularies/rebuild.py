"""What a rebuild is: the sources that it needs, and the function that makes a tokenizer's files of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Files = dict[str, bytes]


@dataclass(frozen=True)
class Rebuild:
    """`sources`: paths below llama.cpp's folder `models`, or the weights' file: a GGUF file, chat templates.

    `make(metadata of the GGUF, {template's path: text})` gives files of the snapshot, name -> bytes, and raises
    KeyError for an entry that is missing."""

    sources: tuple[str, ...]
    make: Callable[[Mapping, Mapping[str, str]], Files]


def rebuilt_from(*sources: str) -> Callable[[Callable[[Mapping, Mapping[str, str]], Files]], Rebuild]:
    """A decorator: the function becomes the Rebuild that models.toml may name."""
    return lambda make: Rebuild(sources, make)
