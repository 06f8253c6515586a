"""Reads the header of a GGUF file from bytes, with the standard library alone: metadata and the list of tensors.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3, little endian): the magic
`GGUF`, a version (uint32), the number of tensors and of metadata entries (uint64 each), then the entries: a key
(string), a type (uint32), a value. A string is its length in bytes (uint64) and that many bytes of UTF-8; an array is
the type of its elements (uint32), their number (uint64) and the elements. Then, for each tensor: its name, the number
of its dimensions (uint32), their sizes (uint64 each, the innermost first), the type of its data (uint32) and where they
begin (uint64), counted from the end of the header, which is padded to a multiple of the alignment.

The package `gguf` reads the same through numpy and a file on disk; the tests hold this module against it.
"""

import struct
from dataclasses import dataclass

from course.errors import CourseError

# Value type -> struct code, for the types of fixed size.
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9


@dataclass(frozen=True)
class Tensor:
    """Where a tensor lies in the file: `shape` with the outermost size first, `kind` as the format numbers it."""

    name: str
    shape: tuple[int, ...]
    kind: int
    start: int


def read_metadata(data: bytes, name: str) -> dict[str, object]:
    """All metadata entries of a GGUF file, in file order: key -> int, float, bool, str or a list of them.

    `name` is what an error message calls the file. Raises CourseError if the bytes are not a whole GGUF header.
    """
    return _header(data, name, tensors=False)[0]


def read_header(data: bytes, name: str) -> tuple[dict[str, object], list[Tensor]]:
    """Metadata and tensors. Raises CourseError as `read_metadata` does."""
    return _header(data, name, tensors=True)


def _header(data: bytes, name: str, *, tensors: bool) -> tuple[dict[str, object], list[Tensor]]:
    try:
        if data[:4] != b"GGUF":
            raise ValueError("it does not start with the magic GGUF")
        version, count, entries = struct.unpack_from("<IQQ", data, 4)
        if version not in (2, 3):
            raise ValueError(f"its version is {version}, and only 2 and 3 are known")
        reader = _Reader(data, position=24)
        metadata = {reader.string(): reader.value(reader.scalar("I")) for _ in range(entries)}
        if not tensors:
            return metadata, []
        found = [reader.tensor() for _ in range(count)]
        alignment = metadata.get("general.alignment", 32)
        begin = -(-reader.position // alignment) * alignment
        return metadata, [Tensor(name, shape, kind, begin + offset) for name, shape, kind, offset in found]
    except (ValueError, struct.error) as error:
        raise CourseError(f"{name} is not a readable GGUF file: {error}.") from error


class _Reader:
    """A position in the bytes, moved on by each read."""

    def __init__(self, data: bytes, position: int):
        self.data = data
        self.position = position

    def scalar(self, code: str):
        (value,) = struct.unpack_from("<" + code, self.data, self.position)
        self.position += struct.calcsize("<" + code)
        return value

    def string(self) -> str:
        length = self.scalar("Q")
        end = self.position + length
        if end > len(self.data):
            raise ValueError("it ends in the middle of a string")
        text = self.data[self.position : end].decode("utf-8")
        self.position = end
        return text

    def value(self, kind: int):
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            return self.array()
        if kind not in _SCALARS:
            raise ValueError(f"it holds a value of the unknown type {kind}")
        return self.scalar(_SCALARS[kind])

    def tensor(self) -> tuple[str, tuple[int, ...], int, int]:
        name, dimensions = self.string(), self.scalar("I")
        sizes = [self.scalar("Q") for _ in range(dimensions)]
        return name, tuple(reversed(sizes)), self.scalar("I"), self.scalar("Q")

    def array(self) -> list:
        kind, length = self.scalar("I"), self.scalar("Q")
        if kind not in _SCALARS:
            return [self.value(kind) for _ in range(length)]
        layout = f"<{length}{_SCALARS[kind]}"
        values = struct.unpack_from(layout, self.data, self.position)
        self.position += struct.calcsize(layout)
        return list(values)
