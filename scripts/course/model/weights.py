"""A GGUF file -> numpy arrays in float32. Four-bit blocks become numbers again, many at once."""

from pathlib import Path

import numpy as np

from course.errors import CourseError
from course.tokenizers.gguf_reader import Tensor, read_header

_BLOCK = 32  # numbers that share a scale
_FLOAT32, _FLOAT16, _Q4_0, _Q4_1, _Q8_0 = 0, 1, 2, 3, 8
_BYTES = {_Q4_0: 18, _Q4_1: 20, _Q8_0: 34}  # of a block: its scale (and its least value), then its numbers


def read(path: Path) -> tuple[dict, dict[str, np.ndarray]]:
    """The metadata of the file and its tensors by name.

    Raises CourseError for a file that is no GGUF, is cut short, or holds a kind of numbers that is not known here.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"The model {path.name} cannot be read ({error.strerror}); run `make site`.") from error
    metadata, tensors = read_header(data, path.name)
    whole = memoryview(data)
    return metadata, {tensor.name: _numbers(whole, tensor, path.name) for tensor in tensors}


def _numbers(data: memoryview, tensor: Tensor, file: str) -> np.ndarray:
    count = int(np.prod(tensor.shape))
    try:
        if tensor.kind in (_FLOAT32, _FLOAT16):
            kind = np.dtype("<f4" if tensor.kind == _FLOAT32 else "<f2")
            plain = np.frombuffer(data, kind, count, tensor.start)
            return plain.reshape(tensor.shape).astype(np.float32)
        if tensor.kind not in _BYTES:
            raise CourseError(f"{tensor.name} of {file} is of the kind {tensor.kind}, which is not known here.")
        width = _BYTES[tensor.kind]
        blocks = np.frombuffer(data, np.uint8, count // _BLOCK * width, tensor.start).reshape(-1, width)
    except ValueError:
        raise CourseError(f"{file} ends before its tensor {tensor.name}: remove it, then run `make site`.") from None
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    if tensor.kind == _Q8_0:
        return (blocks[:, 2:].view(np.int8) * scale).reshape(tensor.shape)
    head = width - _BLOCK // 2
    numbers = np.empty((len(blocks), _BLOCK), np.float32)
    numbers[:, : _BLOCK // 2] = blocks[:, head:] & 15  # the first half of a block lies in the lower four bits
    numbers[:, _BLOCK // 2 :] = blocks[:, head:] >> 4
    if tensor.kind == _Q4_0:
        numbers -= 8
    numbers *= scale
    if tensor.kind == _Q4_1:
        numbers += blocks[:, 2:4].copy().view("<f2").astype(np.float32)
    return numbers.reshape(tensor.shape)
